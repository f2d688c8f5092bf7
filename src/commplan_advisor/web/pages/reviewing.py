"""What comes of reviewing a plan on a day, for a page: the review, or what keeps it from being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.report import shown_day
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.running.progress.reading import kept_in, progress_file
from commplan_advisor.running.review.asking import BeforeVersionError, Outcome, review_on, unknown_noted
from commplan_advisor.running.review.measuring import measurements
from commplan_advisor.running.review.versions import Versions, as_text, plan_folder, versions_in
from commplan_advisor.web.pages.parts import line_of, wrong_in
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.today import DayTyped
from commplan_advisor.web.store import Stored, version_of
from commplan_advisor.web.words import said

CONFLICT, UNPROCESSABLE, UNREADABLE = 409, 422, 500


@dataclass(slots=True)
class Found:
    """What comes of reviewing a plan.

    Attributes:
        stored: the questionnaire as it stands in the folder.
        case: what is in it.
        day: of the review.
        outcome: of the review; None when it cannot be made.
        versions: that were kept; None when they cannot be read.
        faults: what is wrong, a line each.
        remarks: what may be wrong, a line each.
        start: the first day as somebody typed it, when the plan is to be adopted with another.
        table: what is wrong with a table of measurements that was sent, a line each.
        status: of the page.
    """

    stored: Stored
    case: Case
    day: DayTyped
    outcome: Outcome | None = None
    versions: Versions | None = None
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    start: DayTyped | None = None
    table: tuple[str, ...] = ()
    status: int = 200

    @property
    def seen(self) -> str:
        """What can be kept, in short: whoever keeps it must have seen just that."""
        return version_of(as_text(self.outcome.to_keep)) if self.outcome else ""


def found_on(site: Site, stored: Stored, engine: Engine, day: DayTyped, language: Language, *, start: date | None = None) -> Found:
    """The review as `commplan review` makes it; what keeps it from being made is told, and the rest is there.

    Args:
        site: with the questionnaire.
        stored: the questionnaire as it stands in the folder.
        engine: of the rule book of that day.
        day: of the review.
        language: of what is told.
        start: first day of a plan that is not adopted yet; without it the one that was answered, or else the day of the review.
    """
    found = Found(stored, site.advisor.case(stored), day)
    folder = site.store.folder
    try:
        found.versions = versions_in(plan_folder(stored.path))
        found.remarks += [line_of(one, folder, language) for one in found.versions.faults]
        kept = kept_in(progress_file(stored.path))
        found.remarks += [line_of(one, folder, language) for one in kept.unfinished]
        measured = measurements(found.case, None, engine.book.catalogue.indicators, day.day)
        if day.problem:
            found.status = UNPROCESSABLE
            return found
        found.outcome = review_on(
            found.case, engine, found.versions, day.day, measured=measured, notes=kept.notes, start=start, language=language
        )
        found.remarks += [one.in_(language) for one in unknown_noted(found.outcome, kept.notes, engine.book)]
    except FaultyInputError as error:
        found.faults += wrong_in(error, folder, language)
        found.status = UNPROCESSABLE
    except UnreadableFileError as error:
        found.faults += wrong_in(error, folder, language)
        found.status = UNREADABLE
    except BeforeVersionError as error:
        of = shown_day(error.version.kept_on, language)
        problem = said("review_too_early", language, number=error.version.number, day=of)
        found.day = DayTyped(day.typed or day.day.isoformat(), day.day, problem)
        found.status = UNPROCESSABLE
    return found
