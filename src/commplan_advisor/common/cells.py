"""Texts as cells of a spreadsheet: none of them is ever a formula."""

from __future__ import annotations

from commplan_advisor.common.faults import printable

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads é as Ã©."""
SEPARATOR = ";"
"""Between the cells of a CSV file: in the Netherlands the comma is in numbers."""
LINE_END = "\r\n"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With any of these a spreadsheet begins a formula."""


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{printable(text)}" if text.startswith(FORMULA) else printable(text)
