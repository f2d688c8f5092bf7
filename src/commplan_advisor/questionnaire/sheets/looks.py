"""How the cells of a workbook look, in both kinds of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from commplan_advisor.questionnaire.sheets.layout import Cell, Look
from commplan_advisor.questionnaire.sheets.words import WRONG_TITLE

TEXT_FORMAT = "@"
DAY_FORMAT = "dd-mm-yyyy"
WHOLE_FORMAT = "#,##0"
RULE_TITLE = WRONG_TITLE

FONT = "Arial"
_LETTERS_IN_A_CHARACTER = 1.12
"""Letters that fit on the width of one character, at 10 points; a little less than there are on average, so that nothing is cut off."""

_LINE_HEIGHT = 1.3
"""Of a line, by the size of its letters."""

_HIGHEST = 409.0
"""Points; Excel knows no higher row."""

_YELLOW = "#FFF6CC"
_EDGE = "#B8A25A"
_BLUE = "#1F4E79"
_LIGHT = "#DCE6F1"
_GREY = "#595959"
_LINE = "#D0D0D0"


@dataclass(frozen=True, slots=True)
class Looks:
    """Letters in points; colours as in HTML, empty for the ordinary one; a border all round."""

    size: int = 10
    bold: bool = False
    italic: bool = False
    colour: str = ""
    fill: str = ""
    border: str = ""
    indent: bool = False
    wraps: bool = True


_ANSWER = Looks(fill=_YELLOW, border=_EDGE)
LOOKS: dict[Look, Looks] = {
    "key": Looks(size=8, colour=_GREY, wraps=False),
    "title": Looks(size=15, bold=True, colour=_BLUE, wraps=False),
    "text": Looks(),
    "line": Looks(wraps=False),
    "chapter": Looks(size=12, bold=True, colour="#FFFFFF", fill=_BLUE, wraps=False),
    "part": Looks(bold=True, colour=_BLUE, fill=_LIGHT, wraps=False),
    "head": Looks(bold=True, fill=_LIGHT, border=_LINE),
    "hint": Looks(size=9, colour=_GREY, border=_LINE),
    "item": Looks(size=9, colour=_GREY, border=_LINE),
    "question": Looks(border=_LINE),
    "option": Looks(border=_LINE, indent=True),
    "plain": _ANSWER,
    "choice": _ANSWER,
    "words": _ANSWER,
    "day": _ANSWER,
    "number": _ANSWER,
}


def height_of(cells: Sequence[Cell | None], widths: Sequence[float]) -> float:
    """How high a row must be for all its text to be seen, in points; 0 when the ordinary height will do."""
    most, lines_of_most = 0.0, 1
    for cell, width in zip(cells, widths, strict=False):
        if cell is None or cell.look == "key" or not isinstance(cell.value, str):
            continue
        told = LOOKS[cell.look]
        fit = max(1, int(width * _LETTERS_IN_A_CHARACTER * 10 / told.size * (0.92 if told.bold else 1)) - (2 if told.indent else 0))
        lines = sum(max(1, ceil(len(line) / fit)) for line in cell.value.split("\n")) if told.wraps else 1
        if lines * told.size > most:
            most, lines_of_most = lines * told.size, lines
    return round(min(most * _LINE_HEIGHT + 4, _HIGHEST), 1) if lines_of_most > 1 or most > LOOKS["text"].size else 0
