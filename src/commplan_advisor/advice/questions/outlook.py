"""What is certain, open or impossible while questions are open, and which questions an open conclusion waits for.

The engine says *open* as soon as one rule may hold. That is safe, but two rules can cover both answers of a question between them:
then the conclusion is certain whatever the answer is. What a few hundred random sets of answers do not show to go both ways is left to
a solver, over all answers and any number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from commplan_advisor.advice.questions.waiting import Outlook, ranked
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.fields import Verdict
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula
from commplan_advisor.reasoning.random_answers import complete_trials
from commplan_advisor.reasoning.space import Space
from commplan_advisor.rulebook.model import RuleBook

ROWS_TRIED = 3
"""Rows that a list without an answer gets at most where answers are tried; a proof counts for any number."""
_TRIALS = 512


def relevant_order(answers: Questionnaire, book: RuleBook) -> tuple[str, ...]:
    """Paths of the open questions that can still matter, the one on which most depends first.

    It leaves out the proofs, so that it takes no time that a person notices.
    """
    waits = unproven_outlook(answers, book).waits
    return tuple(ranked(waits, [one.path for one in asked(answers, rows_by_name=True)]))


def unproven_outlook(answers: Questionnaire, book: RuleBook) -> Outlook:
    """The outlook of a questionnaire as far as it can be seen without proofs: all that the engine leaves open is open."""
    space = open_space(answers)
    verdicts = {key: one for key, one in consequences(book, space).items() if TRUE not in one}
    return Outlook(frozenset(), frozenset(), waits_of(space, verdicts))


def is_open(one: Asked) -> bool:
    """Whether a question has no answer yet; a name is there or the questionnaire is refused."""
    return one.value is None


def open_space(answers: Questionnaire, *, any_rows: bool = False) -> Space:
    """The answers that a questionnaire can still get."""
    return Space(answers, is_open, 0 if any_rows else ROWS_TRIED, any_rows)


def outlook_of(answers: Questionnaire, book: RuleBook) -> Outlook:
    """The outlook of a questionnaire that may have open questions."""
    space = open_space(answers)
    verdicts = {key: one for key, one in consequences(book, space).items() if TRUE not in one}
    certain, impossible = _settled(answers, book, space, verdicts)
    proven = {key: one for key, one in verdicts.items() if key in certain or key in impossible}
    rest = {key: one for key, one in verdicts.items() if key not in proven}
    constant = {side for key in certain for side in verdicts[key]} | {verdicts[key][0] for key in impossible}
    return Outlook(certain, impossible, waits_of(space, rest, constant), waits_of(space, proven))


def _settled(
    answers: Questionnaire, book: RuleBook, space: Space, verdicts: Mapping[Key, Verdict]
) -> tuple[frozenset[Key], frozenset[Key]]:
    trials = complete_trials(space, _TRIALS)
    held = trials.holds(one for verdict in verdicts.values() for one in verdict)
    never = [key for key, (concluded, _) in verdicts.items() if held[concluded] == 0]
    always = [key for key, (concluded, _) in verdicts.items() if held[concluded] == trials.every]
    if not (never or always):
        return frozenset(), frozenset()
    proven = _proven(space, verdicts, never, always)
    lists = {slot.path for slot in space.slots if slot.question.kind == "list" and slot.varies}
    on_rows = {key for key, paths in waits_of(space, {key: verdicts[key] for key in proven}).items() if lists.intersection(paths)}
    if on_rows:  # then it has to hold for any number of rows
        loose = open_space(answers, any_rows=True)
        still = _proven(loose, consequences(book, loose), *([key for key in keys if key in on_rows] for keys in (never, always)))
        proven = {key for key in proven if key not in on_rows or key in still}
    return frozenset(key for key in always if key in proven), frozenset(key for key in never if key in proven)


def _proven(space: Space, verdicts: Mapping[Key, Verdict], never: Sequence[Key], always: Sequence[Key]) -> set[Key]:
    """Which of some conclusions are drawn for no answers at all, and which of others for all answers."""
    from commplan_advisor.reasoning.proving import Prover

    prover = Prover(space, complete=True)
    drawn = {key: verdicts.get(key, (FALSE, TRUE))[0] for key in (*never, *always)}
    against = {key: space.formulas.not_(drawn[key]) for key in always} | {key: drawn[key] for key in never}
    for_none = prover.never(against.values())
    return {key for key, formula in against.items() if formula in for_none}


def waits_of(space: Space, verdicts: Mapping[Key, Verdict], constant: Iterable[Formula] = ()) -> dict[Key, tuple[str, ...]]:
    """For each of these conclusions the questions on which it depends; what is constant depends on none."""
    support: dict[Formula, int] = dict.fromkeys(constant, 0)
    for one in space.formulas.below(side for verdict in verdicts.values() for side in verdict):
        if one in support:
            continue
        bits = 0
        for slot in space.slots_of(one):
            bits |= 1 << slot
        for inner in space.formulas.parts_of(one):
            bits |= support[inner]
        support[one] = bits
    paths = [asked_as(space, slot) for slot in range(len(space.slots))]
    told: dict[int, tuple[str, ...]] = {}  # many conclusions depend on the same questions
    waits = {}
    for key, (concluded, ruled_out) in verdicts.items():
        bits = support[concluded] | support[ruled_out]
        if bits not in told:
            told[bits] = tuple(dict.fromkeys(path for slot, path in enumerate(paths) if path and bits >> slot & 1))
        waits[key] = told[bits]
    return waits


def asked_as(space: Space, number: int) -> str:
    """The question to put to someone: of a row that is not there yet, the question which rows there are."""
    slot = space.slots[number]
    if not slot.varies:
        return ""
    return slot.path.partition("[+")[0]
