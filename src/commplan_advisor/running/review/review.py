"""A review of a running plan: how it stands, what to do about it, and its next version (format 7.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Because, Check
from commplan_advisor.advice.planning.running import Settled
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.reviewing import ReviewEngine
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import Value, facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.running.progress.model import Note, standing
from commplan_advisor.running.review.adopting import adopted
from commplan_advisor.running.review.courses import Course, is_small
from commplan_advisor.running.review.deciding import decide
from commplan_advisor.running.review.keeping import days_kept
from commplan_advisor.running.review.measuring import Measured
from commplan_advisor.running.review.plan import Addition, Change, Decision, PlanVersion
from commplan_advisor.running.review.reasons import Reasons
from commplan_advisor.running.review.renewing import hurried, next_version, reviewed
from commplan_advisor.running.review.retelling import retold
from commplan_advisor.running.review.situation import Situation

SCHEMA = "commplan-review/1"
"""Name and version of the machine-readable form of a review."""


@dataclass(frozen=True, slots=True)
class Gauged:
    """An indicator with how it stands.

    Attributes:
        id: which one.
        title: in words.
        unit: of its values.
        how: it is measured.
        course: how it stands.
        small: whether the last measurement rests on a small sample.
        tells_of: titles of the actions of the plan that it tells of.
    """

    id: str
    title: str
    unit: str
    how: str
    course: Course
    small: bool
    tells_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A problem, and what became of it since the last version: new, still there, gone, or open."""

    id: str
    title: str
    became: Literal["new", "still", "gone", "open"]


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a plan.

    Attributes:
        schema: name and version of this form.
        municipality: whose plan it is.
        day: of the review.
        language: of its words.
        start: the first day of the plan.
        months: whole months since then.
        moment: which moment of the plan it is: evaluation, measurement or none.
        version: the number of the version that was reviewed; 0 when none was adopted yet, and the advice stands for it.
        kept_on: the day of that version.
        rules_changed: whether the rule book says something else than for that version.
        rule_book: name and version of the rule book of today, and its hash.
        indicators: what is measured.
        decisions: what to do with each action.
        points: to discuss.
        additions: actions that rules about running plans add.
        problems: what became of them.
        changes: from that version to the next.
        next_checks: measurements and evaluations to come.
    """

    schema: str
    municipality: str
    day: date
    language: Language
    start: date
    months: int
    moment: str
    version: int
    kept_on: date
    rules_changed: bool
    rule_book: tuple[str, str, str]
    indicators: tuple[Gauged, ...]
    decisions: tuple[Decision, ...]
    points: tuple[Because, ...]
    additions: tuple[Addition, ...]
    problems: tuple[Named, ...]
    changes: tuple[Change, ...]
    next_checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the version of the plan that it leads to."""

    review: Review
    next: PlanVersion


def adopt(
    case: Case, engine: Engine, today: date, *, start: date | None = None, notes: Sequence[Note] = (), language: Language = "nl"
) -> PlanVersion:
    """The first version of the plan of a case.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        today: the day on which the plan is adopted.
        start: its first day; without it the one that was answered, or else today.
        notes: on its actions.
        language: of its words.
    """
    begin = start or case.answers.planning.start or today
    advice = advise(case, engine, language=language, start=begin, prove=False)
    with with_added(engine.book.added):
        outcomes = engine.run(facts_of(case.answers))
    return adopted(case, advice, outcomes, engine.book, today, standing(note for note in notes if note.on <= today))


def review(
    case: Case,
    engine: Engine,
    rules: ReviewEngine,
    last: PlanVersion,
    today: date,
    *,
    measured: Sequence[Measured] = (),
    notes: Sequence[Note] = (),
    language: Language = "nl",
    is_adopted: bool = True,
) -> Reviewed:
    """Review a plan.

    Args:
        case: the questionnaire of today.
        engine: the rule book of today, ready to run.
        rules: its rules about running plans.
        last: the version of the plan that runs.
        today: the day of the review.
        measured: until today.
        notes: on its actions, in order.
        language: of the review.
        is_adopted: whether the version was kept; else it only stands for what is advised.
    """
    known = tuple(note for note in notes if note.on <= today)
    settled = _settled(last, standing(known))
    with with_added(engine.book.added):
        kept = days_kept(last, case.answers, engine.book, standing(known), today)
    advice = advise(case, engine, language=language, start=last.start, prove=False, settled={**kept, **settled}, today=today)
    if last.language != language:
        last = retold(last, engine.book, advice)
    with with_added(engine.book.added):
        facts = facts_of(case.answers)
        situation = Situation(
            case,
            engine.book,
            facts,
            engine.run(facts),
            advice,
            last,
            _first(last, facts.case.fields),
            tuple(measured),
            known,
            today,
            language,
        )
        decided = decide(situation, rules)
        hurry = hurried(situation, decided)
        if hurry and not (kept and _have_their_days(hurry, last)):
            advice = advise(case, engine, language=language, start=last.start, prove=False, settled={**settled, **hurry}, today=today)
            situation = replace(situation, advice=advice)
        reasons = Reasons(situation, engine)
        following = next_version(situation, decided, reasons, hurry)
    told = Review(
        SCHEMA,
        advice.municipality,
        today,
        language,
        last.start,
        situation.months,
        situation.moment,
        last.number if is_adopted else 0,
        last.kept_on,
        not reasons.same_rules,
        (advice.receipt.rule_book, engine.book.version, engine.book.digest),
        tuple(_gauged(situation, id_) for id_ in reviewed(situation)),
        decided.decisions,
        decided.points,
        decided.additions,
        tuple(_problems(situation)),
        following.changes,
        tuple(one for one in advice.checks if one.day > today),
    )
    return Reviewed(told, following)


def _settled(last: PlanVersion, noted: Mapping[str, Note]) -> dict[str, Settled]:
    """What has begun, is done or was dropped, for the planning of the rest."""
    found: dict[str, Settled] = {}
    for id_, note in noted.items():
        old = last.by_id.get(id_)
        start = old.start if old else note.on
        if note.state == "started":
            found[id_] = Settled("started", start, old.due if old else None)
        elif note.state != "planned":
            found[id_] = Settled(note.state, min(start, note.on), note.on)
    return found


def _have_their_days(hurry: Mapping[str, Settled], last: PlanVersion) -> bool:
    """Whether what is hurried has these days in the version that runs already."""
    return all((one.start, one.due) == (last.by_id[id_].start, last.by_id[id_].due) for id_, one in hurry.items())


def _first(last: PlanVersion, now: Mapping[str, Value]) -> Mapping[str, Value]:
    """Fields of the case when the plan was adopted; those of today when they cannot be read any more."""
    from pydantic import ValidationError

    try:
        return facts_of(Questionnaire.model_validate(last.first_answers)).case.fields
    except ValidationError:
        return now


def _gauged(situation: Situation, id_: str) -> Gauged:
    indicator, course, language = situation.book.catalogue.indicators[id_], situation.courses[id_], situation.language
    small = course.last is not None and is_small(course.last, indicator)
    actions = tuple(one.title for one in situation.last.actions if one.id in indicator.actions)
    return Gauged(id_, indicator.title.in_(language), indicator.unit, indicator.how.in_(language), course, small, actions)


def _problems(situation: Situation) -> list[Named]:
    then = dict(situation.last.problems)
    now = {one.id: one.title for one in situation.advice.problems}
    found = [Named(id_, title, "still" if id_ in then else "new") for id_, title in now.items()]
    for id_, title in then.items():
        if id_ not in now:
            gone = situation.outcomes.status("problem", id_) is Status.RULED_OUT
            found.append(Named(id_, title, "gone" if gone else "open"))
    return sorted(found, key=lambda one: (("new", "gone", "open", "still").index(one.became), one.id))
