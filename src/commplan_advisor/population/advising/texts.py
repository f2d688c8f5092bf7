"""Texts as cells of CSV files, in the form of all CSV of this program."""

from __future__ import annotations

from collections.abc import Iterable

from commplan_advisor.common.cells import LINE_END, SEPARATOR, neutral


def cell(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula, with quotes around it where they are needed."""
    shown = neutral(text)
    return f'"{shown.replace(chr(34), chr(34) * 2)}"' if any(one in shown for one in (SEPARATOR, '"')) else shown


def line(cells: Iterable[str]) -> str:
    """Texts as a line, with its end."""
    return SEPARATOR.join(map(cell, cells)) + LINE_END
