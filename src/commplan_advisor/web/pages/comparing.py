"""Questionnaires beside each other: which, what is the same and what is not, as a picture, and as files to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from commplan_advisor.advice.compare.compare import Comparison
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError, did_you_mean, nearest_word, quote
from commplan_advisor.common.text import Language
from commplan_advisor.present.comparison import comparison_report
from commplan_advisor.present.comparison_files import FORMS, comparison_file
from commplan_advisor.present.pictures.comparison import comparison_picture
from commplan_advisor.web.pages.beside import FEWEST, MOST, Beside, beside_of, case_of, compared, of_folder
from commplan_advisor.web.pages.hiding import asked_for, hidden_in
from commplan_advisor.web.pages.linking import parted
from commplan_advisor.web.pages.pictures import HEADERS, Shown, shown_at
from commplan_advisor.web.pages.sending import file_to_keep
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.store import UnknownCaseError
from commplan_advisor.web.words import said

_WRONG = 422
_FILES = {"md" if form == "markdown" else form: form for form in FORMS}
"""The forms by the endings of their files."""
_PICTURES = ("svg", "png")

Chosen = Annotated[list[str] | None, Query(alias="case")]


@dataclass(frozen=True, slots=True)
class _Offered:
    """A questionnaire to choose; one that cannot be read cannot be chosen."""

    name: str
    title: str
    chosen: bool
    faulty: bool


def compare(site: Site) -> APIRouter:
    """The page of a site that compares, its picture and its files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/compare")
    def page(request: Request, chosen: Chosen = None, differences: bool = False, against: str = "") -> Response:
        language, asked = site.language(request), beside_of(chosen or (), differences=differences, against=against)
        missing = next((name for name in asked.names if not _is_there(site, name)), None)
        if missing is not None:
            return _unknown(site, request, asked, missing)
        problem = _problem(asked, language)
        title, body, picture = said("compare", language), Markup(""), None
        if asked.names and not problem:
            with site.advisor.turn():
                comparison = compared(site, asked, language)
            title, blocks = parted(comparison_report(comparison, language))
            body, picture = markup(blocks), _drawn(comparison, asked, language, shown=asked_for(request))
        return site.page(
            request,
            "compare.html",
            title,
            _WRONG if problem else 200,
            offered=_offered(site, asked.names, language),
            differences=differences,
            against=asked.against,
            problem=problem,
            body=body,
            picture=picture,
            forms=_FILES,
            kept=asked.query,
        )

    @router.get("/compare.{form}")
    def file(request: Request, form: str, chosen: Chosen = None, differences: bool = False, against: str = "") -> Response:
        asked, language = beside_of(chosen or (), differences=differences, against=against), site.language(request)
        if form not in _FILES or not FEWEST <= len(asked.names) <= MOST:
            raise UnknownCaseError(form)
        with site.advisor.turn():
            comparison = compared(site, asked, language, causes=form not in _PICTURES)
        return file_to_keep(comparison_file(comparison, _FILES[form], language), f"{said('compare_file', language)}.{form}")

    @router.get("/compare/picture.svg")
    def drawn(request: Request, chosen: Chosen = None, differences: bool = False, against: str = "") -> Response:
        asked, language = beside_of(chosen or (), differences=differences, against=against), site.language(request)
        if not FEWEST <= len(asked.names) <= MOST:
            raise UnknownCaseError
        with site.advisor.turn():
            comparison = compared(site, asked, language, causes=False)
        drawn_of = comparison if asked_for(request) else hidden_in(comparison, language)
        return Response(comparison_picture(drawn_of, language, "svg").data, media_type="image/svg+xml", headers=HEADERS)

    return router


def _problem(asked: Beside, language: Language) -> str:
    """Why what was chosen cannot be compared; empty when it can, or nothing was chosen."""
    if 0 < len(asked.names) < FEWEST:
        return said("compare_too_few", language)
    return said("compare_too_many", language, most=MOST) if len(asked.names) > MOST else ""


def _is_there(site: Site, name: str) -> bool:
    try:
        case_of(site, name, "nl")
    except UnknownCaseError:
        return False
    except (FaultyInputError, UnreadableFileError):
        return True  # what is wrong with it is told when it is compared
    return True


def _unknown(site: Site, request: Request, asked: Beside, missing: str) -> Response:
    """The page for a name that is not there, which leads to the same comparison with the nearest that is."""
    language, known = site.language(request), site.store.names()
    nearest = nearest_word(of_folder(missing), known)
    message = said("unknown_case", language, name=quote(missing)) + did_you_mean(nearest).in_(language)
    names, against = (
        tuple(nearest if one == missing else one for one in asked.names),
        nearest if asked.against == missing else asked.against,
    )
    meant = f"/compare?{replace(asked, names=names, against=against).query}"
    return unknown(site, request, message, nearest, meant, ("/compare", said("compare_which", language)))


def _drawn(comparison: Comparison, asked: Beside, language: Language, *, shown: bool) -> Shown | None:
    """The picture of a comparison; None when the program that draws is not installed.

    Args:
        comparison: to draw.
        asked: what is in it.
        language: of the page.
        shown: whether it is to be read how somebody can be reached.
    """
    try:
        found = comparison_picture(comparison, language, "svg")
    except MissingExtraError:
        return None
    return shown_at(f"/compare/picture.svg?{asked.query}&lang={language}{'&contacts=shown' if shown else ''}", found)


def _offered(site: Site, names: Sequence[str], language: Language) -> tuple[_Offered, ...]:
    """What can be chosen: the questionnaires of the folder, and versions of plans that were chosen already."""
    all_ = sorted({*site.store.names(), *names})
    return tuple(_one_offered(site, name, language, chosen=name in names) for name in all_)


def _one_offered(site: Site, name: str, language: Language, *, chosen: bool) -> _Offered:
    try:
        case = case_of(site, name, language)
    except (FaultyInputError, UnreadableFileError, UnknownCaseError):
        return _Offered(name, name, chosen=False, faulty=True)
    title = case.name if of_folder(name) == name else f"{case.name}, {case.file}"
    return _Offered(name, title, chosen, faulty=False)
