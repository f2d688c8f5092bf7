"""The list of questionnaires, with a form for a new one, and the advice on each."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.present.report import report
from commplan_advisor.web.pages.contents import anchored, begun, contents_of
from commplan_advisor.web.pages.linking import action_headings, linked, parted, with_why
from commplan_advisor.web.pages.posted import Posted, text_in
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.standing import standings
from commplan_advisor.web.words import said

_LONGEST_NAME = 100
_SEE_OTHER = 303


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
            return _cases(site, request, error.fault.words(language), name)
        return RedirectResponse(f"/cases/{stored}/questions/introduction", _SEE_OTHER)

    @router.get("/cases/{name}/advice")
    def advice(request: Request, name: str) -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        given = site.advisor.advice(case, language)
        anchors = {heading: f"action-{id_}" for heading, id_ in action_headings(given, language).items()}
        title, blocks = parted(tuple(anchored(report(given, language, commands=False), anchors)))
        short, parts = begun(blocks)
        body = with_why(linked(markup(parts), {one.title: f"#action-{one.id}" for one in given.actions}), given, name, language)
        told = {"short": markup(short), "contents": contents_of(parts), "body": body}
        return site.page(request, "advice.html", title, name=name, municipality=case.name, here="advice", told=told)

    return router


def _cases(site: Site, request: Request, problem: str = "", typed: str = "") -> Response:
    language = site.language(request)
    listed = standings(site, language, date.today())
    status = 422 if problem else 200
    return site.page(request, "cases.html", said("cases", language), status, cases=listed, problem=problem, typed=typed)
