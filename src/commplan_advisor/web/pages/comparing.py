"""Questionnaires beside each other: which, and what is the same and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from commplan_advisor.advice.compare.compare import compare as compared
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError, did_you_mean, nearest_word, quote
from commplan_advisor.present.comparison import comparison_report
from commplan_advisor.web.pages.linking import parted
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

_WRONG = 422
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Offered:
    """A questionnaire to choose; one that cannot be read cannot be chosen."""

    name: str
    title: str
    chosen: bool
    faulty: bool


def compare(site: Site) -> APIRouter:
    """The page of a site that compares."""
    router = APIRouter(include_in_schema=False)

    @router.get("/compare")
    def page(
        request: Request,
        chosen: Annotated[list[str] | None, Query(alias="case")] = None,
        differences: bool = False,
    ) -> Response:
        language = site.language(request)
        names, known = list(dict.fromkeys(chosen or ())), site.store.names()
        for name in names:
            if name not in known:
                nearest = nearest_word(name, known)
                message = said("unknown_case", language, name=quote(name)) + did_you_mean(nearest).in_(language)
                meant = f"/compare?{urlencode([('case', nearest if one == name else one) for one in names])}"
                return unknown(site, request, message, nearest, meant, ("/compare", said("compare_which", language)))
        problem = said("compare_too_few", language) if 0 < len(names) < _FEWEST else ""
        title, body = said("compare", language), Markup("")
        if len(names) >= _FEWEST:
            cases = [site.advisor.case(site.store.read(name)) for name in names]
            with site.advisor.turn():
                comparison = compared(cases, site.advisor.engine, language=language, differences=differences)
                title, blocks = parted(comparison_report(comparison, language))
                body = markup(blocks)
        kept = urlencode([*(("case", name) for name in names), *([("differences", "true")] if differences else [])])
        return site.page(
            request,
            "compare.html",
            title,
            _WRONG if problem else 200,
            offered=tuple(_offered(site, name, chosen=name in names) for name in known),
            differences=differences,
            problem=problem,
            body=body,
            kept=kept,
        )

    return router


def _offered(site: Site, name: str, *, chosen: bool) -> _Offered:
    try:
        return _Offered(name, site.advisor.case(site.store.read(name)).name, chosen, faulty=False)
    except (FaultyInputError, UnreadableFileError, UnknownCaseError):
        return _Offered(name, name, chosen=False, faulty=True)
