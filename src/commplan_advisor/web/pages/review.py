"""The review of a plan on a day, with a button to adopt it or to keep what comes of the review; and the versions that were kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.blocks import Paragraph, Table
from commplan_advisor.present.report import shown_day
from commplan_advisor.present.review.page import review_page
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.running.progress.reading import kept_in, progress_file
from commplan_advisor.running.review.asking import BeforeVersionError, Outcome, review_on, unknown_noted
from commplan_advisor.running.review.measuring import measurements
from commplan_advisor.running.review.plan import PlanVersion
from commplan_advisor.running.review.versions import Versions, as_text, keep, plan_folder, versions_in
from commplan_advisor.web.pages.parts import line_of, titled, wrong_in
from commplan_advisor.web.pages.posted import Posted, text_in
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.today import DayTyped, day_typed, engine_on
from commplan_advisor.web.store import Stored, version_of
from commplan_advisor.web.words import said

_SEE_OTHER, _CONFLICT, _UNPROCESSABLE, _UNREADABLE = 303, 409, 422, 500


@dataclass(slots=True)
class _Found:
    """What comes of reviewing a plan.

    Attributes:
        stored: the questionnaire as it stands in the folder.
        case: what is in it.
        day: of the review.
        outcome: of the review; None when it cannot be made.
        versions: that were kept; None when they cannot be read.
        faults: what is wrong, a line each.
        remarks: what may be wrong, a line each.
        status: of the page.
    """

    stored: Stored
    case: Case
    day: DayTyped
    outcome: Outcome | None = None
    versions: Versions | None = None
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    status: int = 200

    @property
    def seen(self) -> str:
        """What can be kept, in short: whoever keeps it must have seen just that."""
        return version_of(as_text(self.outcome.to_keep)) if self.outcome else ""


def review(site: Site) -> APIRouter:
    """The page, and what its button sends."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/review")
    def page(request: Request, name: str, on: str = "", kept: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day = day_typed(on, language, date.today())
        with engine_on(site, day.day) as engine:
            found = _found(site, stored, engine, day, language)
        return _page(site, request, found, kept=kept)

    @router.post("/cases/{name}/review")
    def keeping(request: Request, name: str, form: Posted, on: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day = day_typed(on, language, date.today())
        with engine_on(site, day.day) as engine:
            found = _found(site, stored, engine, day, language)
            if found.outcome is None:
                return _page(site, request, found)
            if text_in(form, "seen") != found.seen:
                found.faults.append(said("review_other_now", language))
                found.status = _CONFLICT
                return _page(site, request, found)
            try:
                keep(found.outcome.to_keep, plan_folder(stored.path))
            except UnreadableFileError as error:
                found.faults += wrong_in(error, site.store.folder, language)
                found.status = _CONFLICT
                return _page(site, request, found)
        shown = f"on={day.day.isoformat()}&" if day.typed else ""
        return RedirectResponse(f"/cases/{name}/review?{shown}kept={found.outcome.to_keep.number}", _SEE_OTHER)

    return router


def _found(site: Site, stored: Stored, engine: Engine, day: DayTyped, language: Language) -> _Found:
    """The review as `commplan review` makes it; what keeps it from being made is told, and the rest is there."""
    found = _Found(stored, site.advisor.case(stored), day)
    folder = site.store.folder
    try:
        found.versions = versions_in(plan_folder(stored.path))
        found.remarks += [line_of(one, folder, language) for one in found.versions.faults]
        kept = kept_in(progress_file(stored.path))
        found.remarks += [line_of(one, folder, language) for one in kept.unfinished]
        measured = measurements(found.case, None, engine.book.catalogue.indicators, day.day)
        if day.problem:
            found.status = _UNPROCESSABLE
            return found
        found.outcome = review_on(found.case, engine, found.versions, day.day, measured=measured, notes=kept.notes, language=language)
        found.remarks += [one.in_(language) for one in unknown_noted(found.outcome, kept.notes, engine.book)]
    except FaultyInputError as error:
        found.faults += wrong_in(error, folder, language)
        found.status = _UNPROCESSABLE
    except UnreadableFileError as error:
        found.faults += wrong_in(error, folder, language)
        found.status = _UNREADABLE
    except BeforeVersionError as error:
        of = shown_day(error.version.kept_on, language)
        problem = said("review_too_early", language, number=error.version.number, day=of)
        found.day = DayTyped(day.typed or day.day.isoformat(), day.day, problem)
        found.status = _UNPROCESSABLE
    return found


def _page(site: Site, request: Request, found: _Found, *, kept: str = "") -> Response:
    language, outcome = site.language(request), found.outcome
    heading, body, start = said("review", language), "", ""
    if outcome is not None:
        heading, rest = titled(review_page(outcome.review, commands=False))
        body, start = markup(rest), shown_day(outcome.to_keep.start, language)
    newest = found.versions.newest if found.versions else 0
    return site.page(
        request,
        "review.html",
        f"{said('review', language)} – {found.case.name}",
        found.status,
        heading=heading,
        body=body,
        day=found.day,
        faults=found.faults,
        remarks=[one for one in found.remarks if one not in found.faults],
        adopts=outcome is not None and not outcome.is_adopted,
        number=outcome.to_keep.number if outcome else 0,
        start=start,
        seen=found.seen,
        refused=found.status == _CONFLICT,
        kept=newest if kept and kept == str(newest) else 0,
        versions=markup([_listed(found.versions, language)]) if found.versions else "",
        name=found.stored.name,
        municipality=found.case.name,
        here="review",
    )


def _listed(versions: Versions, language: Language) -> Table | Paragraph:
    """The versions that were kept, the newest first."""
    if not versions.found:
        return Paragraph(said("review_no_versions", language))
    heads = ("review_version_number", "review_version_day", "review_version_actions", "review_version_changes")
    rows = tuple(
        (str(one.number), shown_day(one.kept_on, language), str(len(one.actions)), _different(one, language))
        for one in reversed(versions.found)
    )
    return Table(tuple(said(head, language) for head in heads), rows)


def _different(version: PlanVersion, language: Language) -> str:
    """How many actions became otherwise in a version."""
    if version.number == 1:
        return said("review_first_version", language)
    counts = Counter(one.happened for one in version.changes)
    return said("review_version_counts", language, **{name: counts[name] for name in ("new", "changed", "withdrawn")})
