"""Looking at a drawn page: where its letters are, and what lies behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb, to_rgba

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.sheet import Box, Page
from commplan_advisor.questionnaire.reading import load_case
from tests.support.shipped import DAY, ROOT, shipped_engine

Colour = tuple[float, float, float]

SLACK = 0.05
"""Centimetres that letters may be outside their box: half the thickness of a line of an e."""


@cache
def advice_of(name: str, language: Language = "nl") -> Advice:
    """The advice on a case that ships, by the name of its file."""
    (path,) = (ROOT / "cases").rglob(f"{name}.*")
    return advise(load_case(path), shipped_engine(), language=language, start=DAY, prove=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it was drawn: where its letters are, in centimetres from the top left, and the box that it must be in."""

    text: str
    letters: Box
    box: Box
    colour: Colour
    middle: tuple[float, float]


def seen(page: Page) -> list[Seen]:
    """The texts of a page."""
    canvas = FigureCanvasAgg(page.sheet.figure)
    page.sheet.figure.dpi = 200
    centimetre = 200 / 2.54
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    found = []
    for letters, box in page.sheet.written:
        if not letters.get_text().strip():
            continue
        around = letters.get_window_extent(renderer)
        place = Box(
            around.x0 / centimetre, page.sheet.height - around.y1 / centimetre, around.width / centimetre, around.height / centimetre
        )
        middle = (around.x0 + around.x1) / 2, (around.y0 + around.y1) / 2
        found.append(Seen(letters.get_text(), place, box, to_rgb(letters.get_color()), middle))
    return found


def behind(page: Page, one: Seen) -> Colour:
    """The colour of the topmost shape behind the middle of a text."""
    shapes = [(shape.get_zorder(), to_rgba(shape.get_facecolor()), shape) for shape in page.sheet.axes.patches]
    under = [
        (above, place, colour) for place, (above, colour, shape) in enumerate(shapes) if colour[3] and shape.contains_point(one.middle)
    ]
    red, green, blue, _ = max(under)[2] if under else (1.0, 1.0, 1.0, 1.0)
    return red, green, blue


def misplaced(page: Page) -> Iterator[str]:
    """What is wrong with where the letters of a page are."""
    texts = seen(page)
    for one in texts:
        if not _inside(one.letters, one.box):
            yield f"{one.text!r} runs out of its box: {one.letters} {one.box}"
        if not _inside(one.box, Box(0, 0, page.sheet.width, page.sheet.height)):
            yield f"the box of {one.text!r} runs off the sheet: {one.box}"
    for first, second in _overlapping([text.letters for text in texts]):
        yield f"{texts[first].text!r} lies over {texts[second].text!r}"


def _inside(one: Box, other: Box) -> bool:
    return (
        one.left >= other.left - SLACK
        and one.top >= other.top - SLACK
        and one.right <= other.right + SLACK
        and one.bottom <= other.bottom + SLACK
    )


def _overlapping(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Which boxes lie over each other, by their places."""
    if not boxes:
        return []
    left, right, top, bottom = np.array([(box.left, box.right, box.top, box.bottom) for box in boxes]).T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    return [(int(one), int(other)) for one, other in np.argwhere((across > SLACK) & (down > SLACK)) if one < other]


def luminance(colour: Colour) -> float:
    """How light a colour is, from 0 to 1: what is left of it on a grey print."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


_SIGHTS: dict[str, tuple[Colour, Colour, Colour]] = {
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""How much of red, green and blue somebody sees who lacks one of them (Machado, Oliveira and Fernandes, 2009)."""


def sights(colour: Colour) -> Iterator[Colour]:
    """A colour as all see it: with all colours, without red, green or blue, and in grey."""
    yield colour
    plain = np.array([part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour])
    for rows in (*_SIGHTS.values(), ((0.2126, 0.7152, 0.0722),) * 3):
        red, green, blue = (
            float(part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)
            for part in np.clip(np.array(rows) @ plain, 0, 1)
        )
        yield red, green, blue
