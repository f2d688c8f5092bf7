"""The rule book as a handbook: a page for each chapter of it, with the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from commplan_advisor.common.faults import did_you_mean, nearest_word, quote
from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.naming_tests import names_of_tests
from commplan_advisor.present.blocks import Block, Heading
from commplan_advisor.present.handbook.pages import handbook as whole_handbook
from commplan_advisor.rulebook.loading import shipped
from commplan_advisor.web.pages.linking import parted, raised
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.words import said

_CHAPTER = 2
_TO_ANCHOR = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the handbook; what comes before the first has no name."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def address(self) -> str:
        """Its page."""
        return f"/rules/{self.id}" if self.id else "/rules"


def handbook(site: Site) -> APIRouter:
    """The handbook of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/rules")
    def front(request: Request) -> Response:
        return _page(site, request, "")

    @router.get("/rules/{chapter}")
    def page(request: Request, chapter: str) -> Response:
        return _page(site, request, chapter)

    return router


def chapters_of(site: Site, language: Language) -> tuple[Chapter, ...]:
    """The handbook of the rule book in use, the front of it first; to be called inside a turn."""

    def made() -> tuple[Chapter, ...]:
        where = site.advisor.rules if site.advisor.rules is not None else shipped("rules")
        blocks = whole_handbook(site.advisor.engine.book, site.advisor.document, names_of_tests(where), language, "")
        return tuple(_parts(blocks))

    return site.advisor.of_the_book(("handbook", language), made)


def places_in(chapters: Sequence[Chapter]) -> Mapping[str, str]:
    """For each anchor of the handbook its page and place."""
    return {
        block.anchor: f"{chapter.address}#{block.anchor}"
        for chapter in chapters
        for block in chapter.blocks
        if isinstance(block, Heading) and block.anchor
    }


def _parts(blocks: Sequence[Block]) -> Iterator[Chapter]:
    id_, title, held = "", "", list[Block]()
    for block in blocks:
        if isinstance(block, Heading) and block.level == _CHAPTER and block.anchor:
            yield Chapter(id_, title, tuple(held))
            id_, title, held = block.anchor, block.text, []
        held.append(block)
    yield Chapter(id_, title, tuple(held))


def _page(site: Site, request: Request, id_: str) -> Response:
    language = site.language(request)
    with site.advisor.turn():
        chapters = chapters_of(site, language)
    by_name = {one.id: place for place, one in enumerate(chapters)}
    if id_ not in by_name:
        nearest = nearest_word(id_, by_name)
        message = said("unknown_chapter", language, name=quote(id_)) + did_you_mean(nearest).in_(language)
        return unknown(site, request, message, nearest, f"/rules/{nearest}", ("/rules", said("rules_front", language)))
    place = by_name[id_]
    chapter = chapters[place]
    title, blocks = parted(tuple(raised(chapter.blocks, 1 if id_ else 0)))
    body = _leading(markup(blocks), places_in(chapters))
    previous = chapters[place - 1] if place > 1 else None
    following = chapters[place + 1] if place + 1 < len(chapters) else None
    return site.page(request, "handbook.html", title, body=body, chapter=chapter, previous=previous, following=following)


def _leading(body: Markup, places: Mapping[str, str]) -> Markup:
    """A part of the handbook whose links lead to the pages on which their places are."""
    return Markup(_TO_ANCHOR.sub(lambda found: f'href="{places.get(found[1], "#" + found[1])}"', body))
