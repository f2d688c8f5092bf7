"""The plan, the calendar and the time line of a questionnaire, as files."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.present.pictures import picture
from commplan_advisor.present.plan.writing import FORMATS, Format, Writing
from commplan_advisor.present.schedule.entries import schedule_of
from commplan_advisor.present.schedule.ics import calendar_of
from commplan_advisor.running.review.adopted import in_force
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

_TYPES: dict[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
    "svg": "image/svg+xml",
}


def downloads(site: Site) -> APIRouter:
    """The page of files, and the files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/downloads")
    def page(request: Request, name: str) -> Response:
        case = site.advisor.case(site.store.read(name))
        title = said("downloads", site.language(request))
        forms = ("docx", "odt", "pdf", "html", "md")
        return site.page(request, "downloads.html", title, forms=forms, name=name, municipality=case.name, here="downloads")

    @router.get("/cases/{name}/plan.{form}")
    def plan(request: Request, name: str, form: str) -> Response:
        if form not in get_args(Format):
            raise UnknownCaseError(form)
        stored = site.store.read(name)
        case = site.advisor.case(stored)
        with site.advisor.turn():
            advice, version = in_force(stored.path, case, site.advisor.engine, site.language(request))
            told = (version.number, version.kept_on) if version else (1, None)
            writing = Writing(case.answers, advice, rules=site.advisor.rules, version=told[0], adopted_on=told[1])
            data = writing.written(next(one for one in FORMATS if one == form))
        return _file(data, f"{name}.{form}")

    @router.get("/cases/{name}/calendar.ics")
    def calendar(request: Request, name: str) -> Response:
        stored = site.store.read(name)
        case = site.advisor.case(stored)
        with site.advisor.turn():
            advice, _ = in_force(stored.path, case, site.advisor.engine, site.language(request))
            data = calendar_of(schedule_of(advice, site.advisor.engine.book)).to_ical()
        return _file(data, f"{name}.ics")

    @router.get("/cases/{name}/timeline.svg")
    def timeline(request: Request, name: str) -> Response:
        stored = site.store.read(name)
        case, language = site.advisor.case(stored), site.language(request)
        with site.advisor.turn():
            advice, _ = in_force(stored.path, case, site.advisor.engine, language)
            data = picture(advice, "timeline", language, "svg").data
        return _file(data, f"{name}.svg")

    return router


def _file(data: bytes, name: str) -> Response:
    """A file to keep: a browser does not open it in our place, where it could do as our pages do."""
    ending = name.rpartition(".")[2]
    return Response(data, media_type=_TYPES[ending], headers={"Content-Disposition": f'attachment; filename="{name}"'})
