"""The list of questionnaires, with a form for a new one, and the advice on each."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.present.report import report, shown_day
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.web.pages.linking import with_why
from commplan_advisor.web.pages.posted import Posted, text_in
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

_LONGEST_NAME = 100
_SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    title: str
    state: str
    changed: str


def cases(site: Site) -> APIRouter:
    """The list of a site, and the advice."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def listed(request: Request) -> Response:
        return _cases(site, request)

    @router.post("/cases")
    def new(request: Request, form: Posted) -> Response:
        language, name = site.language(request), " ".join(text_in(form, "municipality").split())
        if not name:
            return _cases(site, request, said("name_needed", language))
        try:
            stored = site.store.add(name[:_LONGEST_NAME], language)
        except UnreadableFileError as error:
            return _cases(site, request, error.fault.words(language))
        return RedirectResponse(f"/cases/{stored}/questions/introduction", _SEE_OTHER)

    @router.get("/cases/{name}/advice")
    def advice(request: Request, name: str) -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        given = site.advisor.advice(case, language)
        body = with_why(markup(report(given, language)), given, name, language)
        return site.page(request, "blocks.html", said("advice", language), body=body, name=name, municipality=case.name, here="advice")

    return router


def _cases(site: Site, request: Request, problem: str = "") -> Response:
    language = site.language(request)
    listed = [_listed(site, name, language) for name in site.store.names()]
    status = 422 if problem else 200
    return site.page(request, "cases.html", said("cases", language), status, cases=listed, problem=problem)


def _listed(site: Site, name: str, language: Language) -> _Listed:
    """A questionnaire in the list; one that cannot be read is in it too."""
    try:
        stored = site.store.read(name)
        case = site.advisor.case(stored)
    except (FaultyInputError, UnreadableFileError, UnknownCaseError):
        return _Listed(name, name, said("faulty", language), "")
    with site.advisor.turn():
        progress = progress_of(case.answers)
    state = said("answered_of", language, answered=progress.answered, asked=progress.asked)
    return _Listed(name, case.name, state, shown_day(stored.changed.date(), language))
