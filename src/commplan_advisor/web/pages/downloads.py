"""The plan, the calendar, the pictures and the answers of a questionnaire, as files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.present.pictures import PICTURES
from commplan_advisor.present.plan.writing import FORMATS, Format, Writing
from commplan_advisor.present.schedule.choosing import UnknownRoleError
from commplan_advisor.present.schedule.ics import calendar_of
from commplan_advisor.present.schedule.sheets import as_csv, as_xlsx
from commplan_advisor.present.schedule.words import word
from commplan_advisor.questionnaire.sheets.answers import plain_answers
from commplan_advisor.rulebook.answers_file import FORMS as ANSWERS
from commplan_advisor.rulebook.answers_file import answers_file
from commplan_advisor.running.review.adopted import in_force
from commplan_advisor.running.review.versions import plan_folder, versions_in
from commplan_advisor.web.pages.calendar import FORMS as CALENDARS
from commplan_advisor.web.pages.calendar import Dated, dated_plan, unknown_role
from commplan_advisor.web.pages.sending import file_to_keep
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.today import engine_on
from commplan_advisor.web.store import Stored, UnknownCaseError
from commplan_advisor.web.words import said


def downloads(site: Site) -> APIRouter:
    """The page of files, and the files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/downloads")
    def page(request: Request, name: str) -> Response:
        stored = site.store.read(name)
        case = site.advisor.case(stored)
        title = said("downloads", site.language(request))
        forms = ("docx", "odt", "pdf", "html", "md")
        return site.page(
            request,
            "downloads.html",
            title,
            forms=forms,
            calendars=CALENDARS,
            answers=ANSWERS,
            version=_adopted(stored),
            pictures=PICTURES,
            name=name,
            municipality=case.name,
            here="downloads",
        )

    @router.get("/cases/{name}/questionnaire.{form}")
    def questionnaire(request: Request, name: str, form: str) -> Response:
        if form not in ANSWERS:
            raise UnknownCaseError(form)
        stored = site.store.read(name)
        case = site.advisor.case(stored)
        if form == "yaml" and stored.path.suffix != ".json":
            return file_to_keep(stored.text.encode(), f"{name}.yaml")  # with its remarks
        with site.advisor.turn():
            answers, book = plain_answers(case.answers), site.advisor.engine.book
            data = answers_file(answers, Path(f"{name}.{form}"), site.language(request), book)
        return file_to_keep(data, f"{name}.{form}")

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
        return file_to_keep(data, f"{name}.{form}")

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
        return file_to_keep(data, f"{name}-{dated.schedule.role}.{form}" if role else f"{name}.{form}")

    return router


def _adopted(stored: Stored) -> int:
    """The number of the version of the plan that the files are of; 0 when they are of the advice of now."""
    try:
        return versions_in(plan_folder(stored.path)).newest
    except UnreadableFileError:
        return 0  # whoever asks for one of the files is told


def _calendar(dated: Dated, form: str) -> bytes:
    """A calendar as `commplan schedule` writes it."""
    match form:
        case "csv":
            return as_csv(dated.schedule).encode()
        case "xlsx":
            return as_xlsx(dated.schedule, dated.advice)
    return bytes(calendar_of(dated.schedule).to_ical())
