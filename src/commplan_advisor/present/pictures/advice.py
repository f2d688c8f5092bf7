"""The four pictures of an advice, as SVG and PNG, each with what it says in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.causes import causes
from commplan_advisor.present.pictures.drawing import HIGH, ORDINARY, SOFT, WIDE, Form, Picture, drawing, saved
from commplan_advisor.present.pictures.letters import line_height, wrapped
from commplan_advisor.present.pictures.roles import roles
from commplan_advisor.present.pictures.sheet import Box, Page, Sheet
from commplan_advisor.present.pictures.swot import swot
from commplan_advisor.present.pictures.timeline import timeline
from commplan_advisor.present.pictures.words import say

_DRAWERS: Mapping[str, Callable[[Advice, Language, float], tuple[Page, ...]]] = {
    "timeline": timeline,
    "swot": swot,
    "roles": roles,
    "causes": causes,
}
PICTURES: tuple[str, ...] = tuple(_DRAWERS)
"""Actions and moments in time; the situation in four quadrants; who does what; and what leads to what."""

_HIGHEST = 800.0
"""Centimetres: what a PNG can hold."""


def pictures(advice: Advice, name: str, language: Language, form: Form) -> tuple[Picture, ...]:
    """A picture of an advice, on as many pages of A4 as it takes: mostly one, up to four for the largest advice.

    There is always at least one: when there is nothing to draw it says so, and is marked `empty`. A page takes 0.1 to 0.5 seconds as SVG
    and 0.3 to 0.8 as PNG; the first picture of a process half a second more, for the plotting library.

    Args:
        advice: what to draw. Its own texts are in the language that it was made in.
        name: one of `PICTURES`.
        language: of the words around them.
        form: `svg` or `png`.

    Raises:
        MissingExtraError: matplotlib is not installed.
        ValueError: there is no picture of that name.
    """
    return _saved(advice, name, language, form, HIGH)


def picture(advice: Advice, name: str, language: Language, form: Form) -> Picture:
    """The same picture on one sheet, as high as it takes: for a screen.

    Raises:
        MissingExtraError: matplotlib is not installed.
        ValueError: there is no picture of that name.
    """
    return _saved(advice, name, language, form, _HIGHEST)[0]


def pages(advice: Advice, name: str, language: Language, high: float = HIGH) -> tuple[Page, ...]:
    """The pages of a picture before they are saved, inside `drawing()`; none when there is nothing to draw.

    Args:
        advice: what to draw.
        name: one of `PICTURES`.
        language: of the words around it.
        high: how many centimetres a page may be.
    """
    return _DRAWERS[name](advice, language, high)


def _saved(advice: Advice, name: str, language: Language, form: Form, high: float) -> tuple[Picture, ...]:
    if name not in _DRAWERS:
        raise ValueError(f"{name} is not one of {', '.join(PICTURES)}")
    title = say(f"title_{name}", language, municipality=printable(advice.municipality))
    with drawing():
        drawn = pages(advice, name, language, high)
        shown = drawn or (_nothing(name, language),)
        found = []
        for number, page in enumerate(shown, start=1):
            own = title if len(shown) == 1 else say("page", language, title=title, number=number, count=len(shown))
            data = saved(page.sheet.figure, form, own, page.alternative, language)
            found.append(Picture(name, own, data, page.alternative, page.sheet.width, page.sheet.height, empty=not drawn))
    return tuple(found)


def _nothing(name: str, language: Language) -> Page:
    """A strip that says that there is nothing to draw."""
    text = say(f"nothing_{name}", language)
    lines = wrapped(text, WIDE - 0.6, size=ORDINARY)
    sheet = Sheet(WIDE, line_height(ORDINARY) * len(lines) + 0.6)
    sheet.write(lines, Box(0.3, 0.3, WIDE - 0.6, sheet.height - 0.6), size=ORDINARY, colour=SOFT)
    return Page(sheet, text)
