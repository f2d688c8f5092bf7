"""Which single answer, if it were wrong, would change the advice: the advisor is run on every other answer to each question."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from commplan_advisor.advice.answers import answer_words, question_words
from commplan_advisor.advice.planning import priority_of
from commplan_advisor.advice.what_if.looking import Sight, looked_at
from commplan_advisor.advice.what_if.other_answers import Trial, trials
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Outcomes, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook

SCHEMA = "commplan-fragile/1"
"""Name and version of the machine-readable form."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A problem or action that comes or goes; `open` when it may still be there."""

    kind: str
    id: str
    title: str
    comes: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What one other answer would do.

    Attributes:
        set: the answer as a change: the path of the question or row, `=`, and the value.
        how: how it is other: `instead`, `with` or `without` one of several, a number `from` or `up_to` which it counts.
        answer: the answer, or the one of several, in words.
        moved: problems and actions that come or go.
        rest: how many other conclusions come or go, priorities of actions included.
    """

    set: str
    how: str
    answer: str
    moved: tuple[Moved, ...]
    rest: int

    @property
    def weight(self) -> int:
        """How many problems and actions come or go."""
        return len(self.moved)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One answer of a case, and what becomes of the advice if it is wrong.

    Attributes:
        path: the question, with the row by name.
        question: its path in the questionnaire.
        item: the item of the format that it serves.
        text: the question in words.
        answer: the answer in words.
        line: where it stands in the file; 0 when that is not known.
        tried: how many other answers were tried.
        effects: those that change the advice.
        cell: sheet and cell of the answer in a workbook; empty otherwise.
    """

    path: str
    question: str
    item: str
    text: str
    answer: str
    line: int
    tried: int
    effects: tuple[Effect, ...]
    cell: str = ""

    @property
    def weight(self) -> float:
        """How many problems and actions another answer brings or takes, on average."""
        return sum(effect.weight for effect in self.effects) / self.tried

    @property
    def heaviest(self) -> int:
        """How many the worst one does."""
        return max((effect.weight for effect in self.effects), default=0)


@dataclass(frozen=True, slots=True)
class Fragility:
    """How much the advice on one case rests on each single answer.

    Attributes:
        municipality: whose case it is.
        file: its questionnaire.
        questions: the answers that rules look at, those that weigh most first.
        ignored: how many answers no rule looks at.
        tried: how many other answers were tried in all.
    """

    municipality: str
    file: str
    questions: tuple[Weighed, ...]
    ignored: int
    tried: int


@dataclass(frozen=True, slots=True)
class Care:
    """A question across cases.

    Attributes:
        path: the question.
        item: the item of the format that it serves.
        text: the question in words.
        answered: in how many cases it was answered.
        matters: in how many of those another answer changes which problems and actions there are.
        weight: how many problems and actions another answer brings or takes, on average over those cases.
        heaviest: the most that one other answer does.
    """

    path: str
    item: str
    text: str
    answered: int
    matters: int
    weight: float
    heaviest: int


def _nothing(_: int, __: int) -> None:
    pass


def fragile(case: Case, engine: Engine, *, language: Language = "nl", done: Callable[[int, int], None] = _nothing) -> Fragility:
    """How much the advice on a case rests on each single answer.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        language: the language of the words.
        done: is told after each question how many are done, and how many there are, for those who show progress.
    """
    book, sight = engine.book, Sight(engine.book)
    plan, ignored = trials(case, sight, looked_at(book))
    known: dict[Hashable, _Drawn] = {}

    def drawn(answers: Questionnaire) -> _Drawn:
        facts = facts_of(answers)
        seen = sight.of_facts(facts)
        if seen not in known:
            known[seen] = _drawn(engine.run(facts))
        return known[seen]

    now = drawn(case.answers)
    found = []
    for number, (asked, others) in enumerate(plan, start=1):
        effects = [effect for one in others if (effect := _effect(one, now, drawn(one.answers), book, language))]
        effects.sort(key=lambda one: (-one.weight, -one.rest))
        found.append(
            Weighed(
                asked.path,
                asked.question.path,
                asked.question.item,
                question_words(asked.question, asked.row, language),
                answer_words(asked.value, asked.question.unit, language),
                case.source.place(asked.where).line,
                len(others),
                tuple(effects),
                case.source.place(asked.where).cell,
            )
        )
        done(number, len(plan))
    found.sort(key=lambda one: (-one.weight, -one.heaviest, -sum(effect.rest for effect in one.effects), one.path))
    return Fragility(case.name, case.file, tuple(found), ignored, sum(one.tried for one in found))


def most_care(cases: Sequence[Fragility]) -> tuple[Care, ...]:
    """The questions of several cases, those first that deserve the most care."""
    by_question: dict[str, list[list[Weighed]]] = {}
    for case in cases:
        in_case: dict[str, list[Weighed]] = {}
        for one in case.questions:
            in_case.setdefault(one.question, []).append(one)
        for path, rows in in_case.items():
            by_question.setdefault(path, []).append(rows)
    found = []
    for path, told in by_question.items():
        heaviest = [max(one.heaviest for one in rows) for rows in told]
        weight = sum(max(one.weight for one in rows) for rows in told) / len(told)
        first = told[0][0]
        text = first.text.rpartition(" (")[0] if "[]" in path else first.text
        matters = sum(one > 0 for one in heaviest)
        found.append(Care(path, first.item, text, len(told), matters, weight, max(heaviest)))
    return tuple(sorted(found, key=lambda one: (-one.weight * one.answered, -one.heaviest, one.path)))


_Drawn = dict[Key, str]


def _drawn(outcomes: Outcomes) -> _Drawn:
    """What was concluded, with the priority of an action; and the problems and actions that are open."""
    found = {one.key: "" for one in outcomes.conclusions.values() if one.status is Status.CONCLUDED}
    found.update({key: priority_of(outcomes, key[1]) for key in found if key[0] == "action"})
    found.update({("open", *one.key[:2]): "" for one in outcomes.open() if one.kind in ("problem", "action")})
    return found


def _effect(trial: Trial, now: _Drawn, then: _Drawn, book: RuleBook, language: Language) -> Effect | None:
    moved = []
    for comes, has, lacks in ((True, then, now), (False, now, then)):
        for kind, id_, about in has:
            if kind in ("problem", "action") and (kind, id_, about) not in lacks:
                title = book.catalogue.entry(kind, id_).title.in_(language)
                moved.append(Moved(kind, id_, title, comes, ("open", kind, id_) in lacks))
    rest = sum(
        (key in now) != (key in then) if key[0] not in ("problem", "action") else key in now and key in then and now[key] != then[key]
        for key in now.keys() | then.keys()
        if key[0] != "open"
    )
    if not moved and not rest:
        return None
    moved.sort(key=lambda one: (one.kind != "problem", not one.comes, one.title))
    return Effect(str(trial.change), trial.how, trial.said.in_(language), tuple(moved), rest)
