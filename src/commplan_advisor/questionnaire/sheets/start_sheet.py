"""The first sheet: how to fill in the questionnaire."""

from __future__ import annotations

from collections.abc import Iterator

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.building import Material
from commplan_advisor.questionnaire.sheets.layout import Cell, Sheet

_WIDTHS = (4, 22, 66)
_LINE = 17.0
_LONGEST_LINE = 104
"""Characters of a text that fit on a line over all columns."""


def start_sheet(made: Material, file: str) -> Sheet:
    """The sheet with the explanation; it holds no answers."""
    rows: list[tuple[Cell | None, ...]] = []
    wide: list[tuple[int, float]] = []
    for cells, height in _lines(made, file):
        if height:
            wide.append((len(rows), height))
        rows.append(cells)
    return Sheet(made.say(w.START), _WIDTHS, tuple(rows), keyed=False, wide=tuple(wide))


def _lines(made: Material, file: str) -> Iterator[tuple[tuple[Cell | None, ...], float]]:
    """Each row, and its height when one text runs over all of it."""
    yield (Cell(made.say(w.TITLE), "title"),), 30
    yield (), 0
    yield (Cell(made.say(w.STEPS_HEAD), "chapter"),), 22
    for number, step in enumerate(w.STEPS, start=1):
        text = made.say(step)
        yield (Cell(f"{number}.", "text"), Cell(text, "text")), _height(text)
    yield (None, Cell(made.say(w.AN_ANSWER), "choice")), 0
    yield (), 0
    yield (Cell(made.say(w.SHEETS_HEAD), "chapter"),), 22
    yield (None, *_sheet(made, w.QUESTIONS, w.WHAT_QUESTIONS_HOLD)), 0
    for path, name in w.LISTS.items():
        yield (None, *_sheet(made, name, w.WHAT_LISTS_HOLD[path])), 0
    for head, texts in ((w.GOOD_TO_KNOW, w.NOTES), (w.AFTER_HEAD, w.AFTER)):
        yield (), 0
        yield (Cell(made.say(head), "chapter"),), 22
        for one in texts:
            text = made.say(one, file=file)
            yield (Cell("–", "text"), Cell(text, "text")), _height(text)


def _sheet(made: Material, name: Text, holds: Text) -> tuple[Cell, Cell]:
    said = made.say(name)
    return Cell(said, "text", link=said), Cell(made.say(holds), "text")


def _height(text: str) -> float:
    return _LINE * (1 + len(text) // _LONGEST_LINE)
