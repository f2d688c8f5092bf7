"""Which single answers an advice hangs on. It takes long, so it is only done when somebody asks for it, and others go first meanwhile."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from commplan_advisor.advice.what_if.fragile import Fragility
from commplan_advisor.advice.what_if.fragile import fragile as rested_on
from commplan_advisor.common.text import Language
from commplan_advisor.present.fragile import fragile_page
from commplan_advisor.questionnaire.editing import where_of
from commplan_advisor.questionnaire.questions import question_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.web.pages.linking import linked, parted, question_address
from commplan_advisor.web.pages.long_work import making_way
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.words import said


def fragile(site: Site) -> APIRouter:
    """The page of a site that tries all other answers."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/fragile")
    def page(request: Request, name: str, tried: bool = False, everything: bool = False) -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        title, body, more = said("fragile", language), Markup(""), False
        if tried:
            with site.advisor.turn():
                told = _found(site, case, language)
                title, blocks = parted(fragile_page(told, language, everything=everything, commands=False))
                body = linked(markup(blocks), _links(told, case, name))
                more = blocks != parted(fragile_page(told, language, everything=True, commands=False))[1]
        kept = "tried=true" + ("&everything=true" if everything else "") if tried else ""
        return site.page(
            request,
            "fragile.html",
            f"{said('fragile', language)} – {case.name}",
            name=name,
            municipality=case.name,
            here="fragile",
            heading=title,
            body=body,
            more=more,
            kept=kept,
        )

    return router


def _found(site: Site, case: Case, language: Language) -> Fragility:
    """What `commplan fragile` finds; where answers stand in the file is left out, for here is a link to each."""
    told = rested_on(case, site.advisor.engine, language=language, done=making_way(site))
    return replace(told, questions=tuple(replace(one, line=0, cell="") for one in told.questions))


def _links(told: Fragility, case: Case, name: str) -> dict[str, str]:
    """For each question where it can be looked at again, by the words that the report has for it."""
    links: dict[str, str] = {}
    for one in told.questions:
        where, question = where_of(case.answers, one.path), question_of(one.path)
        if where is not None:
            links[one.text] = question_address(name, where, of_list=question is not None and question.kind == "list")
    return links
