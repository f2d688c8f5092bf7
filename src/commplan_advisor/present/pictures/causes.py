"""What leads to what: answers and findings on the left, problems with their causes in the middle, actions on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.causes_bands import Band, Entry, bands_of
from commplan_advisor.present.pictures.drawing import (
    DARK,
    DARKEST,
    FAINT,
    LIGHT,
    MIDDLE,
    ORDINARY,
    PAPER,
    SMALL,
    SOFT,
    WARM_DARK,
    WARM_FAINT,
    WIDE,
)
from commplan_advisor.present.pictures.letters import line_height, wrapped
from commplan_advisor.present.pictures.sheet import Box, Page, Sheet, in_even_parts
from commplan_advisor.present.pictures.words import say

_FEW = 8
"""Up to so many bands each may say much; of more bands each says the main things, or nobody would read them."""
_EDGE = 0.05
_LEFT, _MIDDLE, _RIGHT = 5.2, 4.2, 5.1
_GAP = (WIDE - 2 * _EDGE - _LEFT - _MIDDLE - _RIGHT) / 2
_PAD = 0.14
_BETWEEN = 0.06
_DASH = 0.25
_BANDS = 0.22
_LEGEND = 0.5
_HEADING = 0.75
_STRIP = 0.14
_SHADES = {"high": DARKEST, "middle": DARK, "low": MIDDLE}


@dataclass(frozen=True, slots=True)
class _Most:
    """How many answers, causes and actions a band shows."""

    entries: int
    causes: int
    actions: int


_MUCH, _MAIN = _Most(4, 5, 6), _Most(2, 3, 4)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A box of texts: some in ordinary letters, some soft, and perhaps a strip with the shade of a priority."""

    lines: tuple[str, ...]
    soft: tuple[str, ...] = ()
    priority: str = ""
    framed: bool = True

    @property
    def height(self) -> float:
        """How high the box is."""
        return (len(self.lines) + len(self.soft)) * line_height(SMALL) + (2 * _PAD * 0.6 if self.framed else 0)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A band with its texts wrapped."""

    band: Band
    left: tuple[_Cell, ...]
    title: tuple[str, ...]
    causes: tuple[tuple[str, str], ...]
    right: tuple[_Cell, ...]

    @property
    def middle(self) -> float:
        """How high the texts in the middle are."""
        return len(self.title) * line_height(ORDINARY) + ((len(self.causes) + 1) * line_height(SMALL) + 0.12 if self.causes else 0)

    @property
    def height(self) -> float:
        """How high the band is."""
        sides = (sum(cell.height for cell in cells) + _BETWEEN * max(0, len(cells) - 1) for cells in (self.left, self.right))
        return max(*sides, self.middle + 2 * _PAD)


def causes(advice: Advice, language: Language, high: float) -> tuple[Page, ...]:
    """What leads to what, on as many pages as its bands take; what is left out of a band is counted in it."""
    bands = bands_of(advice, language)
    laid = [_laid(band, _MUCH if len(bands) <= _FEW else _MAIN, language) for band in bands]
    if not laid:
        return ()
    heights = [one.height + _BANDS for one in laid]
    if others := sum(_starts(laid)) - 1:  # the headings of the other reasons stand somewhere on a page
        heights[_starts(laid).index(True, 1)] += others * _HEADING
    parts = in_even_parts(laid, heights, high - _HEADING - _LEGEND)
    return tuple(_page(part, language) for part in parts)


def _laid(band: Band, most: _Most, language: Language) -> _Laid:
    inside = _MIDDLE - 2 * _PAD
    lines = []
    for cause in band.causes[: most.causes]:
        lines += [("–" if not number else "", line) for number, line in enumerate(wrapped(cause, inside - _DASH, most=2))]
    if more := _more("cause", len(band.causes) - most.causes, language):
        lines += [("", line) for line in wrapped(more, inside - _DASH)]
    title = wrapped(band.title, inside, size=ORDINARY, bold=band.problem, most=6)
    return _Laid(band, tuple(_left(band.entries, most.entries, language)), title, tuple(lines), tuple(_right(band, most.actions, language)))


def _left(entries: Sequence[Entry], most: int, language: Language) -> list[_Cell]:
    inside = _LEFT - 2 * _PAD
    cells = []
    for entry in entries[:most]:
        told = entry.below[:2]
        below = [line for text in told for line in wrapped(text, inside, most=4 - len(told))]
        cells.append(_Cell(wrapped(entry.text, inside, most=4), tuple(below)))
    if more := _more("answer", len(entries) - most, language):
        cells.append(_Cell((), wrapped(more, inside), framed=False))
    return cells


def _right(band: Band, most: int, language: Language) -> list[_Cell]:
    inside = _RIGHT - 2 * _PAD - _STRIP
    shown = band.actions[:most]
    cells = [_Cell(wrapped(f"{number}. {action.title}", inside, most=3), priority=action.priority) for number, action in shown]
    left = band.actions[most:]
    if left:
        numbers = ", ".join(str(number) for number in sorted(number for number, _ in left))
        more = say("more_actions" if len(left) > 1 else "more_action", language, count=len(left), numbers=numbers)
        cells.append(_Cell((), wrapped(more, inside, most=3), framed=False))
    return cells or [_Cell((), wrapped(say("no_actions", language), inside), framed=False)]


def _more(what: str, count: int, language: Language) -> str:
    """How many are left out, in words; nothing when none are."""
    if count <= 0:
        return ""
    return say(f"more_{what}", language) if count == 1 else say(f"more_{what}s", language, count=count)


def _page(bands: Sequence[_Laid], language: Language) -> Page:
    headings = sum(_starts(bands))
    high = headings * _HEADING + sum(one.height + _BANDS for one in bands)
    sheet = Sheet(WIDE, high + _LEGEND)
    top = 0.0
    for one, starts in zip(bands, _starts(bands), strict=True):
        if starts:
            _heading(sheet, top, language, problem=one.band.problem)
            top += _HEADING
        _draw(sheet, one, top, language)
        top += one.height + _BANDS
    _legend(sheet, top, {cell.priority for one in bands for cell in one.right}, language)
    return Page(sheet, "\n".join(_told(one.band, language) for one in bands))


def _starts(bands: Sequence[_Laid]) -> list[bool]:
    """For each band whether headings stand above it: above the first, and where other reasons begin."""
    return [place == 0 or one.band.problem != bands[place - 1].band.problem for place, one in enumerate(bands)]


def _heading(sheet: Sheet, top: float, language: Language, *, problem: bool) -> None:
    words = ("column_answers", "column_problem" if problem else "column_reason", "column_actions")
    left = _EDGE
    for name, wide in zip(words, (_LEFT, _MIDDLE, _RIGHT), strict=True):
        sheet.write([say(name, language)], Box(left, top + 0.1, wide, 0.45), size=ORDINARY, bold=True, colour=SOFT, down="center")
        left += wide + _GAP


def _draw(sheet: Sheet, one: _Laid, top: float, language: Language) -> None:
    middle = Box(_EDGE + _LEFT + _GAP, top, _MIDDLE, one.height)
    right = middle.right + _GAP
    sheet.box(middle, fill=WARM_FAINT if one.band.problem else PAPER, edge=WARM_DARK if one.band.problem else SOFT, thick=1.2, round_=0.12)
    start = top + (one.height - one.middle) / 2
    title = Box(middle.left + _PAD, start, _MIDDLE - 2 * _PAD, len(one.title) * line_height(ORDINARY))
    sheet.write(one.title, title, size=ORDINARY, bold=one.band.problem)
    if one.causes:
        _causes(sheet, one, Box(title.left, title.bottom + 0.12, title.width, (len(one.causes) + 1) * line_height(SMALL)), language)
    for cell, place in _stacked(one.left, _EDGE, _LEFT, top, one.height):
        _cell(sheet, cell, place)
        if cell.framed:
            _arrow(sheet, place.right, middle.left, place.top + place.height / 2)
    for cell, place in _stacked(one.right, right, _RIGHT, top, one.height):
        _cell(sheet, cell, place)
        if cell.framed:
            _arrow(sheet, middle.right, right, place.top + place.height / 2)


def _causes(sheet: Sheet, one: _Laid, place: Box, language: Language) -> None:
    """The causes below their heading, each behind a dash."""
    dashes, lines = zip(*one.causes, strict=True)
    high = line_height(SMALL)
    sheet.write([f"{say('cause' if len(one.band.causes) == 1 else 'causes', language)}:"], Box(place.left, place.top, place.width, high))
    below = Box(place.left, place.top + high, place.width, high * len(lines))
    sheet.write(dashes, Box(below.left, below.top, _DASH, below.height), colour=WARM_DARK)
    sheet.write(lines, Box(below.left + _DASH, below.top, below.width - _DASH, below.height))


def _stacked(cells: Sequence[_Cell], left: float, wide: float, top: float, high: float) -> list[tuple[_Cell, Box]]:
    """Boxes below each other, in the middle of the height of their band."""
    top += (high - sum(cell.height for cell in cells) - _BETWEEN * (len(cells) - 1)) / 2
    found = []
    for cell in cells:
        found.append((cell, Box(left, top, wide, cell.height)))
        top += cell.height + _BETWEEN
    return found


def _cell(sheet: Sheet, cell: _Cell, place: Box) -> None:
    inset = _PAD + (_STRIP if cell.priority else 0)
    if cell.framed:
        sheet.box(place, fill=PAPER if cell.priority else FAINT, edge=SOFT if cell.priority else LIGHT, thick=0.6)
    if cell.priority:
        sheet.box(Box(place.left, place.top, _STRIP, place.height), fill=_SHADES[cell.priority], edge=SOFT)
    lines = Box(place.left + inset, place.top, place.width - inset - _PAD * 0.5, place.height)
    above = lines.top + (place.height - (len(cell.lines) + len(cell.soft)) * line_height(SMALL)) / 2
    first = Box(lines.left, above, lines.width, len(cell.lines) * line_height(SMALL))
    sheet.write(cell.lines, first)
    sheet.write(cell.soft, Box(lines.left, first.bottom, lines.width, len(cell.soft) * line_height(SMALL)), colour=SOFT)


def _arrow(sheet: Sheet, x1: float, x2: float, y: float) -> None:
    sheet.line([(x1 + 0.04, y), (x2 - 0.1, y)], colour=SOFT, thick=1)
    sheet.mark(x2 - 0.12, y, ">", size=4, fill=SOFT, edge=SOFT)


def _legend(sheet: Sheet, top: float, priorities: set[str], language: Language) -> None:
    """What the shades at the side of actions say."""
    left = _EDGE
    for priority in _SHADES:
        if priority in priorities:
            sheet.box(Box(left, top + 0.07, 0.3, 0.28), fill=_SHADES[priority], edge=SOFT)
            sheet.write([say(priority, language)], Box(left + 0.4, top, 4.9, 0.42), down="center")
            left += 5.3


def _told(band: Band, language: Language) -> str:
    """A band in words, with all that the picture leaves out."""
    parts = [say("told_problem" if band.problem else "told_reason", language, title=band.title)]
    if band.entries:
        parts.append(say("told_shown", language, answers="; ".join(entry.whole.rstrip(".") for entry in band.entries)))
    if band.causes:
        parts.append(say("told_causes", language, causes="; ".join(band.causes)))
    actions = "; ".join(f"{number}. {printable(action.title)}" for number, action in band.actions)
    parts.append(say("told_actions", language, actions=actions) if actions else say("told_no_actions", language))
    return " ".join(parts)
