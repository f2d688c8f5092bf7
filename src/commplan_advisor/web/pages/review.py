"""The review of a plan on a day, with a button to adopt it or to keep what comes of the review; and the versions that were kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.report import shown_day
from commplan_advisor.present.review.page import review_page
from commplan_advisor.running.review.plan import PlanVersion
from commplan_advisor.running.review.versions import Versions, keep, plan_folder
from commplan_advisor.web.pages.parts import titled, wrong_in
from commplan_advisor.web.pages.posted import Posted, text_in
from commplan_advisor.web.pages.reviewing import CONFLICT, UNPROCESSABLE, Found, found_on
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.today import DayTyped, as_typed, day_typed, engine_on
from commplan_advisor.web.store import Stored
from commplan_advisor.web.words import said

_SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class _Listed:
    """A version of a plan in the list."""

    number: int
    day: str
    actions: int
    changes: str


def review(site: Site) -> APIRouter:
    """The page, and what its button sends."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/review")
    def page(request: Request, name: str, on: str = "", kept: str = "", measured: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day = day_typed(on, language, date.today())
        with engine_on(site, day.day) as engine:
            found = found_on(site, stored, engine, day, language)
            return review_shown(site, request, found, engine, kept=kept, measured=measured)

    @router.post("/cases/{name}/review")
    def keeping(request: Request, name: str, form: Posted, on: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day = day_typed(on, language, date.today())
        with engine_on(site, day.day) as engine:
            found = _to_keep(site, stored, engine, day, language, text_in(form, "seen"), text_in(form, "start"))
            if found.outcome is None or found.status != 200:
                return review_shown(site, request, found, engine)
            try:
                keep(found.outcome.to_keep, plan_folder(stored.path))
            except UnreadableFileError as error:
                found.faults += wrong_in(error, site.store.folder, language)
                found.status = CONFLICT
                return review_shown(site, request, found, engine)
        shown = f"on={day.day.isoformat()}&" if day.typed else ""
        return RedirectResponse(f"/cases/{name}/review?{shown}kept={found.outcome.to_keep.number}", _SEE_OTHER)

    return router


def _to_keep(site: Site, stored: Stored, engine: Engine, day: DayTyped, language: Language, seen: str, start: str) -> Found:
    """What is to be kept: what was seen, and of a plan that is not adopted yet with the first day that was chosen."""
    found = found_on(site, stored, engine, day, language)
    if found.outcome is None:
        return found
    if seen != found.seen:
        found.faults.append(said("review_other_now", language))
        found.status = CONFLICT
        return found
    if found.outcome.is_adopted or not start.strip():
        return found
    chosen = day_typed(start, language, day.day)
    if not chosen.problem and chosen.day != found.outcome.to_keep.start:
        found = found_on(site, stored, engine, day, language, start=chosen.day)
    found.start = chosen
    if chosen.problem:
        found.status = UNPROCESSABLE
    return found


def review_shown(site: Site, request: Request, found: Found, engine: Engine, *, kept: str = "", measured: str = "") -> Response:
    """The page of a review.

    Args:
        site: whose page it is.
        request: that it answers.
        found: what comes of the review.
        engine: of the rule book of that day.
        kept: the number of the version that was kept just now.
        measured: how many measurements were added just now.
    """
    language, outcome = site.language(request), found.outcome
    heading, body = said("review", language), ""
    if outcome is not None:
        heading, rest = titled(review_page(outcome.review, commands=False))
        body = markup(rest)
    newest = found.versions.newest if found.versions else 0
    adopts = outcome is not None and not outcome.is_adopted
    begins = as_typed(outcome.to_keep.start, language) if outcome else ""
    return site.page(
        request,
        "review.html",
        f"{said('review', language)} – {found.case.name}",
        found.status,
        heading=heading,
        body=body,
        day=found.day,
        query=f"?on={found.day.day.isoformat()}" if found.day.typed and not found.day.problem else "",
        faults=found.faults,
        remarks=[one for one in found.remarks if one not in found.faults],
        adopts=adopts,
        number=outcome.to_keep.number if outcome else 0,
        start=found.start or DayTyped(begins, found.day.day, ""),
        seen=found.seen,
        refused=found.status == CONFLICT,
        kept=newest if kept and kept == str(newest) else 0,
        measured=int(measured) if measured.isdecimal() and measured.isascii() and len(measured) < 4 else 0,
        table=found.table,
        indicators=_indicators(engine, language),
        versions=_listed(found.versions, language) if found.versions else None,
        name=found.stored.name,
        municipality=found.case.name,
        here="review",
    )


def _indicators(engine: Engine, language: Language) -> tuple[tuple[str, str], ...]:
    """What can be measured: the word for it in a table, and what it is."""
    known = engine.book.catalogue.indicators.values()
    return tuple((one.id, one.title.in_(language) + (f" ({one.unit})" if one.unit else "")) for one in known if one.number)


def _listed(versions: Versions, language: Language) -> tuple[_Listed, ...]:
    """The versions that were kept, the newest first."""
    return tuple(
        _Listed(one.number, shown_day(one.kept_on, language), len(one.actions), _different(one, language))
        for one in reversed(versions.found)
    )


def _different(version: PlanVersion, language: Language) -> str:
    """How many actions became otherwise in a version."""
    if version.number == 1:
        return said("review_first_version", language)
    counts = Counter(one.happened for one in version.changes)
    return said("review_version_counts", language, **{name: counts[name] for name in ("new", "changed", "withdrawn")})
