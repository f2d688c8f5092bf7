"""The review of the plan of a case on a day: of the version that was adopted last, or else of what is advised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.reviewing import ReviewEngine
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.review.measuring import Measured
from commplan_advisor.running.review.plan import PlanVersion
from commplan_advisor.running.review.review import Review, adopt, review
from commplan_advisor.running.review.versions import Versions

_UNKNOWN_ACTION = Text(
    "Let op: er is iets genoteerd van '{action}', maar die actie staat niet in het plan.",
    "Mind: something was noted of '{action}', but that action is not in the plan.",
)


class BeforeVersionError(Exception):
    """The day of a review is before that of the version that it looks at.

    Attributes:
        version: that is later.
    """

    def __init__(self, version: PlanVersion) -> None:
        self.version = version
        super().__init__(version.number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A review, and what can be kept after it.

    Attributes:
        review: what it says.
        to_keep: the first version of the plan when none was adopted yet, or else the next.
        is_adopted: whether there is a version already.
    """

    review: Review
    to_keep: PlanVersion
    is_adopted: bool


def review_on(
    case: Case,
    engine: Engine,
    versions: Versions,
    today: date,
    *,
    measured: Sequence[Measured] = (),
    notes: Sequence[Note] = (),
    start: date | None = None,
    language: Language = "nl",
) -> Outcome:
    """The review of a case.

    Args:
        case: the questionnaire of today.
        engine: the rule book of today, ready to run.
        versions: of the plan.
        today: the day of the review.
        measured: until today.
        notes: on its actions, in order.
        start: first day of the plan, as long as no plan was adopted.
        language: of the review.

    Raises:
        FaultyInputError: the newest version is damaged, or the questionnaire names a role that does not exist.
        BeforeVersionError: the newest version is of a later day.
    """
    last = versions.last
    if last is not None and today < last.kept_on:
        raise BeforeVersionError(last)
    first: PlanVersion | None = None
    if last is None:
        first = adopt(case, engine, today, start=start, notes=notes, language=language)
        looked_at = replace(first, kept_on=min(first.start, today))
    else:
        looked_at = last
    rules = ReviewEngine(engine.book)
    try:
        found = review(
            case, engine, rules, looked_at, today, measured=measured, notes=notes, language=language, is_adopted=last is not None
        )
    finally:
        rules.close()
    return Outcome(found.review, first or found.next, last is not None)


def unknown_noted(outcome: Outcome, notes: Sequence[Note], book: RuleBook) -> Iterator[Text]:
    """What to say of actions of which something was noted and that neither the plan nor the rule book has."""
    known = {one.action for one in outcome.review.changes} | {one.id for one in outcome.to_keep.actions} | set(book.catalogue.actions)
    for action in dict.fromkeys(note.action for note in notes):
        if action not in known:
            yield Text(_UNKNOWN_ACTION.nl.format(action=action), _UNKNOWN_ACTION.en.format(action=action))
