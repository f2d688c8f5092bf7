"""Which answers make the difference between two cases: found by trying, with the engine as judge.

Two advices are the same when the same is concluded, about the same problems and actions, with the same priorities of actions. Dates
do not count, nor do words into which an answer is filled, nor what is still open.

We start from all answers in which the other case differs. Given to the base case they make it the other one, so its advice is the
other's. Then we take away as many as we can while that stays true: first at once what no rule looks at, then in bulk, then one by one;
what many rules look at is tried last, so that what is left says most. In what is left nothing can be left out: without any one answer of
it the advice is another. That is the smallest set in this sense; a set of fewer, quite other answers is not ruled out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commplan_advisor.advice.answers import answer_words, question_words, row_words
from commplan_advisor.advice.compare.comparing import Seen, drawn_from
from commplan_advisor.advice.compare.differing import Difference, Mixer, differences
from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import ROWS, facts_of, fields_of_kind
from commplan_advisor.questionnaire.questions import Question, question_path_of, questions, row_of
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS

_LISTED = {True: Text("staat in de lijst", "is in the list"), False: Text("staat niet in de lijst", "is not in the list")}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that makes a difference.

    Attributes:
        path: the question, with the row by name.
        question: in words, with the row.
        base: what the base case answers, in words.
        other: what the other case answers.
        change: the answer of the other case as `path=value`; behind the `=` nothing when it gave none.
    """

    path: str
    question: str
    base: str
    other: str
    change: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes the difference between two cases.

    Attributes:
        base: name of the case that is changed.
        other: name of the case whose advice it then gets.
        equal: whether both have the same advice as they are; then no answer makes a difference.
        conclusions: how many conclusions (and priorities) one of them has and the other has not.
        differing: in how many answers they differ.
        answers: those that make the difference; with these of the other case, the base case gets its advice, and none can be left out.
    """

    base: str
    other: str
    equal: bool
    conclusions: int
    differing: int
    answers: tuple[Answer, ...]


def cause_of(base: Seen, other: Seen, engine: Engine, language: Language) -> Cause:
    """The answers that make the difference between two cases."""
    wanted = other.drawn.advice
    found = differences(base.case.answers, other.case.answers)
    unlike = len(base.drawn.advice ^ wanted)
    if not unlike:
        return Cause(base.label, other.label, True, 0, len(found), ())
    mixer = Mixer(base.case.answers)

    def is_the_others(parts: Sequence[Difference]) -> bool:
        answers = mixer.mixed(parts)
        return answers is not None and drawn_from(engine.run(facts_of(answers))).advice == wanted

    smallest = _smallest(found, weights(engine.book), is_the_others)
    places = {one.path: place for place, one in enumerate(found)}
    answers = (_answer(one, language) for one in sorted(smallest, key=lambda one: places[one.path]))
    return Cause(base.label, other.label, False, unlike, len(found), tuple(answers))


def _smallest(
    found: Sequence[Difference], looked_at: Mapping[str, int], holds: Callable[[Sequence[Difference]], bool]
) -> Sequence[Difference]:
    """As few of the differences as can be found, of which none can be left out."""
    kept = sorted(found, key=lambda one: (one.row, one.new, _weight(one, looked_at), one.path))
    seen_by_rules = [one for one in kept if _weight(one, looked_at)]
    if len(seen_by_rules) < len(kept) and holds(seen_by_rules):
        kept = seen_by_rules
    # A new row stays until the answers about it were tried, for each of these would do to make it.
    rows = [one for one in kept if one.row and one.new]
    kept = kept[: len(kept) - len(rows)]
    size = len(kept) // 2
    while size > 1:
        before, start = len(kept), 0
        while start < len(kept):
            rest = [*kept[:start], *kept[start + size :]]
            if holds([*rest, *rows]):
                kept = rest
            else:
                start += size
        size = size // 2 if len(kept) < before else min(size // 4, 2)
    kept = [*kept, *rows]
    place = needed = 0
    while needed < len(kept):  # one by one, round and round, until each was needed beside the very others that are left
        place %= len(kept)
        rest = [*kept[:place], *kept[place + 1 :]]
        if holds(rest):
            kept, needed = rest, 0
        else:
            place, needed = place + 1, needed + 1
    return kept


# ---- how much depends on it --------------------------------------------------------------------------------------------------------


def weights(book: RuleBook) -> dict[str, int]:
    """How many rules look at each question, themselves or at a field that is derived from it."""
    looked_at: Counter[str] = Counter()
    for rule in book.rules:
        looked_at.update({path for condition in rule.conditions for path in _asked_by(condition.field)})
    return dict(looked_at)


def _asked_by(field: str) -> tuple[str, ...]:
    if field in REPORTED_SETS:
        field = REPORTED_SETS[field]
    own = field.partition(".")[0]
    found = fields_of_kind(own if own in ROWS else "case").get(field)
    return found.asks if found else ()


def _weight(difference: Difference, looked_at: Mapping[str, int]) -> int:
    """How many rules look at an answer; at a row or list all that look at any answer of it."""
    path = question_path_of(difference.path)
    inner = path + "." if difference.row else path + "[]."
    return looked_at.get(path, 0) + sum(count for asked, count in looked_at.items() if asked.startswith(inner))


# ---- in words --------------------------------------------------------------------------------------------------------------------------


def _answer(one: Difference, language: Language) -> Answer:
    path = question_path_of(one.path)
    row = row_of(one.path)
    if one.row:
        base, other = (_LISTED[value is not None].in_(language) for value in (one.base, one.other))
        listed = questions()[path.removesuffix("[]")]
        named = row_words(f"{path}.", row, language)
        return Answer(one.path, f"{listed.text.in_(language)} ({named})", base, other, one.change)
    question = questions()[path]
    base, other = (answer_words(_typed(question, value), question.unit, language) for value in (one.base, one.other))
    if one.new:
        base = _LISTED[False].in_(language)
    return Answer(one.path, question_words(question, row, language), base, other, one.change)


def _typed(question: Question, value: Any) -> Any:
    """A plain answer with its options as such, for their words."""
    options = {option.value: option for option in question.options}
    if isinstance(value, list):
        return [options.get(one, one) if isinstance(one, str) else one for one in value]
    return options.get(value, value) if isinstance(value, str) else value
