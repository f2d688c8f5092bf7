"""The situation as four quadrants: strengths, weaknesses, opportunities and threats (format 2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commplan_advisor.advice.model import Advice, Point
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.drawing import (
    DARK,
    DARKEST,
    FAINT,
    INK,
    LARGE,
    ORDINARY,
    PAPER,
    SMALL,
    SOFT,
    WARM,
    WARM_DARK,
    WARM_FAINT,
    WIDE,
)
from commplan_advisor.present.pictures.letters import line_height, wrapped
from commplan_advisor.present.pictures.sheet import Box, Page, Sheet
from commplan_advisor.present.pictures.words import say

_GAP = 0.25
_HEADER = 0.72
_PAD = 0.22
_BULLET = 0.32
_BETWEEN = 0.1
_EDGE = 0.03
"""Half of the line round a quadrant, or it would fall off the sheet."""
_SIDE = (WIDE - _GAP) / 2 - _EDGE
_LOWEST = 2.2
_SHADES = {
    "strengths": (DARKEST, FAINT, "+"),
    "weaknesses": (WARM_DARK, WARM_FAINT, "−"),
    "opportunities": (DARK, FAINT, "↗"),
    "threats": (WARM, WARM_FAINT, "!"),
}


@dataclass(frozen=True, slots=True)
class _Quadrant:
    name: str
    points: tuple[Point, ...]
    lines: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """What all of its points take."""
        return max(_LOWEST, _HEADER + 2 * _PAD + sum(map(_high, self.lines)))


def _high(lines: Sequence[str]) -> float:
    return len(lines) * line_height(ORDINARY) + _BETWEEN


def swot(advice: Advice, language: Language, high: float) -> tuple[Page, ...]:
    """The four quadrants on one page; what does not fit in one is counted below its points."""
    quadrants = [_quadrant(advice, name) for name in _SHADES]
    if not any(one.points for one in quadrants):
        return ()
    needs = [max(one.height for one in pair) for pair in (quadrants[:2], quadrants[2:])]
    upper, lower = _heights(needs[0], needs[1], high - _GAP - 2 * _EDGE)
    sheet = Sheet(WIDE, upper + _GAP + lower + 2 * _EDGE)
    for number, one in enumerate(quadrants):
        across, down = number % 2, number // 2
        _draw(sheet, one, Box(_EDGE + across * (_SIDE + _GAP), _EDGE + down * (upper + _GAP), _SIDE, lower if down else upper), language)
    return (Page(sheet, _told(quadrants, language)),)


def _heights(upper: float, lower: float, room: float) -> tuple[float, float]:
    """How high both rows may be: as high as they need, or else what the other leaves, and no less than half."""
    if upper + lower <= room:
        return upper, lower
    upper = min(upper, max(room / 2, room - lower))
    return upper, min(lower, room - upper)


def _quadrant(advice: Advice, name: str) -> _Quadrant:
    points: tuple[Point, ...] = getattr(advice.swot, name)
    wide = _SIDE - 2 * _PAD - _BULLET
    return _Quadrant(name, points, tuple(wrapped(point.title, wide, size=ORDINARY, most=3) for point in points))


def _draw(sheet: Sheet, quadrant: _Quadrant, place: Box, language: Language) -> None:
    dark, light, sign = _SHADES[quadrant.name]
    sheet.box(place, fill=light, edge=dark, thick=0.9)
    header = Box(place.left, place.top, place.width, _HEADER)
    sheet.box(header, fill=dark, edge=dark, thick=0.9)
    inside = Box(place.left + _PAD, place.top, place.width - 2 * _PAD, _HEADER)
    sheet.write([sign], Box(inside.left, inside.top, 0.5, _HEADER), size=LARGE + 1, bold=True, colour=PAPER, down="center")
    title = Box(inside.left + 0.55, inside.top, inside.width - 0.55, _HEADER)
    sheet.write([say(quadrant.name, language)], title, size=LARGE, bold=True, colour=PAPER, down="center")
    sheet.write([say(f"{quadrant.name}_are", language)], title, size=ORDINARY, colour=PAPER, across="right", down="center")
    room = place.height - _HEADER - 2 * _PAD
    top = place.top + _HEADER + _PAD
    if not quadrant.points:
        sheet.write(wrapped(say("none", language), inside.width), Box(inside.left, top, inside.width, room), colour=SOFT)
        return
    shown = _fitting(quadrant.lines, room)
    for lines in quadrant.lines[:shown]:
        sheet.write(["•"], Box(inside.left, top, _BULLET, line_height(ORDINARY)), size=ORDINARY, colour=SOFT, bold=True)
        sheet.write(lines, Box(inside.left + _BULLET, top, inside.width - _BULLET, _high(lines)), size=ORDINARY, colour=INK)
        top += _high(lines)
    if shown < len(quadrant.lines):
        more = say("more", language, count=len(quadrant.lines) - shown)
        sheet.write([more], Box(inside.left + _BULLET, top, inside.width - _BULLET, line_height(SMALL)), colour=SOFT)


def _fitting(points: Sequence[Sequence[str]], room: float) -> int:
    """How many points fit; with more than that there is room for a line that counts the others."""
    if sum(map(_high, points)) <= room + 1e-6:
        return len(points)
    room -= line_height(SMALL)
    shown = 0
    for lines in points:
        room -= _high(lines)
        if room < 0:
            break
        shown += 1
    return shown


def _told(quadrants: Sequence[_Quadrant], language: Language) -> str:
    """The quadrants one by one, with all of their points."""
    told = []
    for one in quadrants:
        points = "; ".join(printable(point.title) for point in one.points) or say("none", language)
        told.append(f"{say(one.name, language)} ({len(one.points)}): {points}.")
    return "\n".join(told)
