"""Who does what: actions on the rows, roles in the columns, a letter for each part (RASCI, format 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commplan_advisor.advice.model import Action, Advice
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.drawing import DARK, DARKEST, FAINT, INK, LIGHT, ORDINARY, PAPER, SMALL, SOFT, WIDE
from commplan_advisor.present.pictures.letters import line_height, text_width, wrapped
from commplan_advisor.present.pictures.sheet import Box, Page, Sheet, in_even_parts
from commplan_advisor.present.pictures.words import say
from commplan_advisor.rulebook.catalogue import PARTS

_LETTERS = {"responsible": "R", "accountable": "A", "supports": "S", "consulted": "C", "informed": "I"}
_LOOKS = {
    "responsible": (DARKEST, DARKEST, PAPER, "square"),
    "accountable": (PAPER, DARKEST, INK, "double"),
    "supports": (DARK, DARK, PAPER, "round"),
    "consulted": (LIGHT, LIGHT, INK, "round"),
    "informed": (PAPER, SOFT, INK, "ring"),
}
"""Fill, edge, letter and shape of each part: no two are alike in grey, and each has its letter."""

_COLUMN = 0.6
_MOST_COLUMNS = 16
_HEADING, _LOWEST_HEADING = 3.6, 0.6
_NUMBER = 0.62
_PAD = 0.1
_TOKEN = 0.42
_LEGEND = 0.75
_LEADING = 0.92
"""Lines of a turned heading stand close together: a column is narrow."""


@dataclass(frozen=True, slots=True)
class _Role:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    action: Action
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """How high the row is."""
        return max(_TOKEN + 0.08, len(self.lines) * line_height(SMALL) + 0.1)


def roles(advice: Advice, language: Language, high: float) -> tuple[Page, ...]:
    """The matrix, on as many pages as its rows and columns take."""
    taking = {one.role: printable(one.title) for action in advice.actions for one in action.roles}
    order = [one.role for one in advice.roles if one.role in taking]
    shown = [_Role(role, taking[role]) for role in dict.fromkeys((*order, *sorted(taking)))]
    if not advice.actions or not shown:
        return ()
    found = []
    for first in range(0, len(shown), _MOST_COLUMNS):
        columns = shown[first : first + _MOST_COLUMNS]
        wide = min(WIDE - 0.05 - _COLUMN * len(columns), 9.5) - _NUMBER
        inside = wide - _PAD
        rows = [_Row(number, action, wrapped(action.title, inside, most=3)) for number, action in enumerate(advice.actions, start=1)]
        room = high - _heading(columns) - _LEGEND
        found += [_page(part, columns, wide, language) for part in in_even_parts(rows, [row.height for row in rows], room)]
    return tuple(found)


def _heading(columns: Sequence[_Role]) -> float:
    """How high the headings of the columns are; that of the rows stands there too."""
    return max(_LOWEST_HEADING, max(text_width(line, ORDINARY) for role in columns for line in _title(role)) + 0.3)


def _title(role: _Role) -> tuple[str, ...]:
    return wrapped(role.title, _HEADING, size=ORDINARY, most=2)


def _page(rows: Sequence[_Row], columns: Sequence[_Role], wide: float, language: Language) -> Page:
    heading = _heading(columns)
    left = _NUMBER + wide
    body = sum(row.height for row in rows)
    right = left + _COLUMN * len(columns)
    sheet = Sheet(WIDE, heading + body + _LEGEND)
    for number, role in enumerate(columns):
        place = Box(left + _COLUMN * number, 0.05, _COLUMN, heading - 0.15)
        sheet.write(_title(role), place, size=ORDINARY, down="bottom", upright=True, leading=_LEADING)
    sheet.write([say("action", language)], Box(_NUMBER, heading - 0.5, wide, 0.4), size=ORDINARY, bold=True, down="bottom")
    top = heading
    for place_in_page, row in enumerate(rows):
        if place_in_page % 2 == 0:
            sheet.box(Box(0, top, right, row.height), fill=FAINT)
        _row(sheet, row, columns, top, left, wide)
        top += row.height
    for number in range(len(columns) + 1):
        x = left + _COLUMN * number
        sheet.line([(x, heading), (x, top)], thick=0.4)
    sheet.line([(0, heading), (right, heading)], colour=INK, thick=0.9)
    sheet.line([(0, top), (right, top)], colour=INK, thick=0.9)
    _legend(sheet, top, language)
    return Page(sheet, _told(rows, columns, language))


def _row(sheet: Sheet, row: _Row, columns: Sequence[_Role], top: float, left: float, wide: float) -> None:
    sheet.write([str(row.number)], Box(0, top, _NUMBER - 0.12, row.height), across="right", down="center", colour=SOFT)
    sheet.write(row.lines, Box(_NUMBER, top, wide, row.height), down="center")
    parts = {one.role: one.part for one in row.action.roles}
    for number, role in enumerate(columns):
        if part := parts.get(role.id):
            _token(sheet, part, left + _COLUMN * (number + 0.5), top + row.height / 2)


def _token(sheet: Sheet, part: str, x: float, y: float) -> None:
    """The letter of a part, in its shape."""
    fill, edge, ink, shape = _LOOKS[part]
    place = Box(x - _TOKEN / 2, y - _TOKEN / 2, _TOKEN, _TOKEN)
    if shape == "square":
        sheet.box(place, fill=fill, edge=edge)
    elif shape == "double":
        sheet.box(place, fill=fill, edge=edge, thick=1.3)
    elif shape == "round":
        sheet.box(place, fill=fill, edge=edge, round_=_TOKEN / 2)
    elif shape == "ring":
        sheet.box(place, fill=fill, edge=edge, thick=0.5, round_=_TOKEN / 2)
    sheet.write([_LETTERS[part]], place, size=ORDINARY, bold=True, colour=ink, across="center", down="center")


def _legend(sheet: Sheet, top: float, language: Language) -> None:
    """The letters and what they mean, in a row below the matrix."""
    y = top + 0.2 + _TOKEN / 2
    x = 0.1
    for part in PARTS:
        _token(sheet, part, x + _TOKEN / 2, y)
        word = say(part, language)
        wide = text_width(word, ORDINARY)
        sheet.write([word], Box(x + _TOKEN + 0.12, y - 0.2, wide + 0.1, 0.4), size=ORDINARY, down="center")
        x += _TOKEN + 0.12 + wide + 0.5


def _told(rows: Sequence[_Row], columns: Sequence[_Role], language: Language) -> str:
    """The part of each role in the actions, by their numbers, and what these are."""
    told = [say("told_roles", language)]
    for role in columns:
        parts = []
        for part in PARTS:
            numbers = [str(row.number) for row in rows if any((one.role, one.part) == (role.id, part) for one in row.action.roles)]
            if numbers:
                parts.append(say(f"told_{part}", language, numbers=", ".join(numbers)))
        if parts:
            told.append(f"{role.title}: {'; '.join(parts)}.")
    actions = "; ".join(f"{row.number}. {printable(row.action.title)}" for row in rows)
    return "\n".join((*told, say("told_actions", language, actions=actions)))
