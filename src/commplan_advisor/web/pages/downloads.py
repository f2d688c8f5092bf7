"""The plan and the calendar of a questionnaire, as files."""

from __future__ import annotations

from datetime import date
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.present.pictures import PICTURES
from commplan_advisor.present.plan.writing import FORMATS, Format, Writing
from commplan_advisor.present.schedule.choosing import UnknownRoleError
from commplan_advisor.present.schedule.ics import calendar_of
from commplan_advisor.present.schedule.sheets import as_csv, as_xlsx
from commplan_advisor.present.schedule.words import word
from commplan_advisor.running.review.adopted import in_force
from commplan_advisor.web.pages.calendar import FORMS as CALENDARS
from commplan_advisor.web.pages.calendar import Dated, dated_plan, unknown_role
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.today import engine_on
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

_TYPES: dict[str, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def downloads(site: Site) -> APIRouter:
    """The page of files, and the files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/downloads")
    def page(request: Request, name: str) -> Response:
        case = site.advisor.case(site.store.read(name))
        title = said("downloads", site.language(request))
        forms = ("docx", "odt", "pdf", "html", "md")
        return site.page(
            request,
            "downloads.html",
            title,
            forms=forms,
            calendars=CALENDARS,
            pictures=PICTURES,
            name=name,
            municipality=case.name,
            here="downloads",
        )

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

    @router.get("/cases/{name}/calendar.{form}")
    def calendar(request: Request, name: str, form: str, role: str = "") -> Response:
        if form not in CALENDARS:
            raise UnknownCaseError(form)
        stored, language = site.store.read(name), site.language(request)
        with engine_on(site, date.today()) as engine:
            try:
                dated = dated_plan(stored, site.advisor.case(stored), engine, language, role)
            except UnknownRoleError as error:
                return site.page(request, "message.html", said("refused", language), 404, lines=(unknown_role(error, language),))
            if not dated.schedule.entries:
                nothing = word("none", language, role=dated.schedule.role_title)
                return site.page(request, "message.html", said("calendar", language), 404, lines=(nothing,))
            data = _calendar(dated, form)
        return _file(data, f"{name}-{dated.schedule.role}.{form}" if role else f"{name}.{form}")

    return router


def _calendar(dated: Dated, form: str) -> bytes:
    """A calendar as `commplan schedule` writes it."""
    match form:
        case "csv":
            return as_csv(dated.schedule).encode()
        case "xlsx":
            return as_xlsx(dated.schedule, dated.advice)
    return bytes(calendar_of(dated.schedule).to_ical())


def _file(data: bytes, name: str) -> Response:
    """A file to keep: a browser does not open it in our place, where it could do as our pages do."""
    ending = name.rpartition(".")[2]
    return Response(data, media_type=_TYPES[ending], headers={"Content-Disposition": f'attachment; filename="{name}"'})
