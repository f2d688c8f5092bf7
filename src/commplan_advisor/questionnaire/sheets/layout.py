"""What is on the sheets of a workbook, before it becomes a file of either kind.

Rows and columns count from 0. The first column and the first row of a sheet with answers are hidden; they hold the keys by which the
answers are read (`keys.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan_advisor.common.text import Language

Look = Literal[
    "key",
    "title",
    "text",
    "line",
    "chapter",
    "part",
    "head",
    "hint",
    "item",
    "question",
    "option",
    "plain",
    "choice",
    "words",
    "day",
    "number",
]
"""How a cell looks; `line` is a text that runs on over empty cells.

The last five take an answer: a cell of any kind, one of a list, a text, a date, a whole number.
"""

ANSWERS: frozenset[Look] = frozenset({"plain", "choice", "words", "day", "number"})
Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a link leads to a sheet of the same workbook."""

    value: Value
    look: Look
    link: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be typed in a cell, and what is said about it.

    Attributes:
        kind: a choice from a list, a number, a whole number, a date, or any text up to a length.
        title: above the hint.
        hint: shown when the cell is chosen.
        wrong: shown when something else is typed.
        choices: name of the list to choose from.
        least: lowest number, or first year.
        most: highest number, last year, or longest text.
        strict: whether nothing else can be typed; otherwise the program asks whether it is meant.
    """

    kind: Literal["list", "decimal", "whole", "day", "length"]
    title: str
    hint: str
    wrong: str
    choices: str = ""
    least: float = 0
    most: float = 0
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Ruled:
    """A block of cells with one rule; the last row and column are part of it."""

    top: int
    left: int
    bottom: int
    right: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: on its tab.
        widths: of each column, in characters.
        rows: the cells, from the left; None is an empty cell.
        ruled: the rules for what is typed, none of them over another.
        keyed: whether the first row and column hold keys, and are hidden.
        frozen: how many rows and columns stay in view.
        wide: rows whose one text runs over all columns from the one where it stands, with their height in points.
        landscape: how it lies on paper.
        one_page_wide: whether all columns are printed on one page.
        repeated: the first and last row, and the first and last column, printed on each page; empty for none.
    """

    name: str
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    ruled: tuple[Ruled, ...] = ()
    keyed: bool = True
    frozen: tuple[int, int] = (0, 0)
    wide: tuple[tuple[int, float], ...] = ()
    landscape: bool = False
    one_page_wide: bool = True
    repeated: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """The words of one list, each with what it stands for in a file of text."""

    name: str
    words: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook: the sheets, and on a hidden one the lists to choose from."""

    title: str
    language: Language
    sheets: tuple[Sheet, ...]
    choices: tuple[Choices, ...]
    choices_name: str
