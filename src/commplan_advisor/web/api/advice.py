"""Advice on a questionnaire that is sent along, of which nothing is written anywhere."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from commplan_advisor.present.machine import as_dense_json
from commplan_advisor.web.api.document import answers, of, takes
from commplan_advisor.web.api.forms import EXAMPLE
from commplan_advisor.web.api.parameters import Lang, Rhythm_, Start
from commplan_advisor.web.api.sent import Sent
from commplan_advisor.web.pages.site import Site


def advice(site: Site) -> APIRouter:
    """The address for it."""
    router, default = APIRouter(), site.settings.language

    @router.post(
        "/advice",
        summary="Advice on a questionnaire",
        openapi_extra=takes(of("Questionnaire"), EXAMPLE),
        responses=answers("The advice.", of("Advice"), 415),
        response_class=Response,
    )
    def asked(sent: Sent, lang: Lang = default, start: Start = None, rhythm: Rhythm_ = None) -> Response:
        """The same document as `commplan advise --format json` gives, without its white space.

        The questionnaire is sent as JSON, and is not written anywhere.
        """
        case = site.advisor.case_of(sent, "questionnaire", as_json=True)
        return Response(as_dense_json(site.advisor.advice(case, lang, start=start, rhythm=rhythm)), media_type="application/json")

    return router
