"""Sheets, whatever is in them: as CSV, and as a workbook for Excel and LibreOffice.

CSV is written as a Dutch Excel opens it with a double click: UTF-8 with a byte order mark (without it Excel reads é as Ã©), a semicolon
between cells (in the Netherlands the comma is in numbers) and lines that end in CR LF. Cells that a spreadsheet would take for a formula
get an apostrophe before them in CSV; a workbook says of each cell that it is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from textwrap import wrap
from typing import Any

from commplan_advisor.common.cells import BYTE_ORDER_MARK, LINE_END, SEPARATOR, neutral
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import printable

Cell = str | int | float | date | None

_WIDEST = 80
_LINE = 15.0
"""Points; the height of a row with one line."""
_HIGHEST = 409.0
"""Points; Excel knows no higher row."""
_FIT_ON_A_PAGE = 16
"""Columns that can still be read when they are printed on the width of one page."""

_LONGEST_CELL = 32_000
"""A cell of Excel holds 32,767 characters."""

_A4 = 9
_DAY = "d-m-yyyy"
_DAY_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, a row of headers, and rows.

    In a workbook a text keeps its lines; `fixed` columns stay in view, and no column is wider than `widest` characters.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 0
    widest: int = _WIDEST


def csv_of(sheet: Sheet) -> str:
    """A sheet as CSV, with the byte order mark."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=SEPARATOR, lineterminator=LINE_END)
    for row in (sheet.headers, *sheet.rows):
        writer.writerow([_csv_cell(cell) for cell in row])
    return BYTE_ORDER_MARK + written.getvalue()


def _csv_cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    # Year-month-day: the one way to write a day that Excel reads as the same day in every country.
    return cell.isoformat() if isinstance(cell, date) else cell


def xlsx_of(sheets: Sequence[Sheet], title: str) -> bytes:
    """Sheets as a workbook, the same bytes each time.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("XlsxWriter") from error
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Excel wants a date of making; one that is always the same keeps the bytes the same.
    book.set_properties({"title": printable(title)[:255], "created": datetime(2000, 1, 1, tzinfo=UTC)})
    formats = _Formats(
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"valign": "top", "align": "center"}),
        book.add_format({"valign": "top", "align": "left", "num_format": _DAY}),
    )
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    plain: Any
    figure: Any
    day: Any


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:
    widths = tuple(_widths(sheet))
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    for number, row in enumerate((sheet.headers, *sheet.rows)):
        page.set_row(number, _height(row, widths))
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, place, _on_lines(cell)[:_LONGEST_CELL], formats.plain if number else formats.head)
            elif isinstance(cell, date):
                page.write_datetime(number, place, cell, formats.day)
            elif cell is not None:
                page.write_number(number, place, cell, formats.figure)
    page.freeze_panes(1, sheet.fixed)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headers) - 1)
    page.hide_gridlines(0)  # printed too: without them nobody sees which lines belong to one row
    page.set_landscape()
    page.set_paper(_A4)
    page.set_footer("&L&A&R&P / &N")
    page.repeat_rows(0)
    if len(sheet.headers) <= _FIT_ON_A_PAGE:
        page.fit_to_pages(1, 0)


def _on_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _widths(sheet: Sheet) -> Iterator[float]:
    """How wide each column is: as wide as what is in it, within bounds; a header may take three lines."""
    for place, header in enumerate(sheet.headers):
        longest = max((_width(row[place]) for row in sheet.rows if row[place] is not None), default=0)
        words = max(map(len, header.split()), default=0)
        yield min(sheet.widest, max(6, longest, words, len(header) / 3) + 3)


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """How high a row is: LibreOffice shows one line of a cell, and prints the rest over the next row, unless it is told."""
    lines = (
        sum(max(1, len(wrap(line, int(width)))) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
        if isinstance(cell, str)
    )
    return min(_HIGHEST, _LINE * max(lines, default=1))


def _width(cell: Cell) -> int:
    if isinstance(cell, date):
        return _DAY_WIDTH
    return max(len(line) for line in str(cell).split("\n"))
