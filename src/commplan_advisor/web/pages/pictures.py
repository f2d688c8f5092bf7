"""The pictures of a plan, to stand on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Bullets, Paragraph
from commplan_advisor.present.pictures import PICTURES, Form, Picture, picture
from commplan_advisor.running.review.adopted import in_force
from commplan_advisor.web.pages.hiding import asked_for, hidden_in
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.today import engine_on
from commplan_advisor.web.store import UnknownCaseError

HEADERS = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
"""A picture has a style of its own; opened by itself it can do nothing, and is not of our site."""
_PIXELS = 96 / 2.54
"""Of a browser in a centimetre."""
_ITEM = "- "
_FORMS: Mapping[str, Form] = {"svg": "svg", "png": "png"}
_TYPES: Mapping[Form, str] = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it.

    Attributes:
        address: of the picture.
        title: a short caption.
        words: what it says, in words.
        width: in pixels of a browser.
        height: in pixels of a browser.
    """

    address: str
    title: str
    words: Markup
    width: int
    height: int


def pictures(site: Site) -> APIRouter:
    """The pictures of the plan that counts for a questionnaire."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/pictures/{which}.{form}")
    def drawn(request: Request, name: str, which: str, form: str) -> Response:
        kind = _FORMS.get(form)
        if which not in PICTURES or kind is None:
            raise UnknownCaseError(which)
        stored, language = site.store.read(name), site.language(request)
        with engine_on(site, date.today()) as engine:
            advice, _ = in_force(stored.path, site.advisor.case(stored), engine, language, prove=False)
            drawn_of = advice if asked_for(request) else hidden_in(advice, language)
            data = picture(drawn_of, which, language, kind).data
        return Response(data, media_type=_TYPES[kind], headers=HEADERS)

    return router


def shown(advice: Advice, name: str, which: str, language: Language) -> Shown | None:
    """A picture for the page of a questionnaire; None when the program that draws is not installed.

    Args:
        advice: to draw.
        name: of the questionnaire.
        which: one of `PICTURES`.
        language: of the page.
    """
    try:
        found = picture(advice, which, language, "svg")
    except MissingExtraError:
        return None
    return shown_at(f"/cases/{name}/pictures/{which}.svg?lang={language}", found)


def shown_at(address: str, found: Picture) -> Shown:
    """A picture that has an address, for a page."""
    width, height = (round(centimetres * _PIXELS) for centimetres in (found.width_cm, found.height_cm))
    return Shown(address, found.title, markup(_in_words(found.alternative)), width, height)


def _in_words(alternative: str) -> Iterator[Block]:
    """The words of a picture, with its lists as lists."""
    items: list[str] = []
    for line in (*alternative.splitlines(), ""):
        if line.startswith(_ITEM):
            items.append(line.removeprefix(_ITEM))
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        if line:
            yield Paragraph(line)
