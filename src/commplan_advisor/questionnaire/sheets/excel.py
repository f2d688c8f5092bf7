"""A workbook as a file for Excel (.xlsx)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import column_letters
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets.layout import ANSWERS, Book, Cell, Choices, Look, Rule, Sheet
from commplan_advisor.questionnaire.sheets.looks import DAY_FORMAT, FONT, LOOKS, RULE_TITLE, TEXT_FORMAT, WHOLE_FORMAT, height_of

_A4 = 9
_SCALE = 65
_FOR_NOTES = 30
"""Columns beside the table in which notes can be written."""

_LONGEST_TITLE = 32
_LONGEST_HINT = 255
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.6}
_MAY = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "format_cells": True}
"""What can be done on a sheet besides typing in cells for answers; there is no password."""


def as_xlsx(book: Book) -> bytes:
    """The workbook, the same bytes each time.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("XlsxWriter") from error
    written = io.BytesIO()
    made = xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    # Excel wants a date of making; one that is always the same keeps the bytes the same.
    made.set_properties({"title": book.title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    _Writer(made, book).write()
    made.close()
    return written.getvalue()


class _Writer:
    def __init__(self, made: Any, book: Book) -> None:
        self.made = made
        self.book = book
        self.formats = {look: made.add_format(_format(look)) for look in LOOKS}
        self.note = made.add_format({"locked": False, "text_wrap": True, "valign": "top"})
        self.ranges: dict[str, str] = {}

    def write(self) -> None:
        """Write all sheets."""
        pages = [self.made.add_worksheet(sheet.name) for sheet in self.book.sheets]
        self._choices(self.made.add_worksheet(self.book.choices_name))
        for page, sheet in zip(pages, self.book.sheets, strict=True):
            self._sheet(page, sheet)
        pages[0].activate()

    def _choices(self, page: Any) -> None:
        """The hidden sheet with the lists: two columns for each, what is shown and what it stands for."""
        page.hide()
        page.protect()
        for place, one in enumerate(self.book.choices):
            self._list(page, 2 * place, one)

    def _list(self, page: Any, column: int, one: Choices) -> None:
        page.write_string(0, column, keys.corner(0, keys.CHOICES) if column == 0 else "")
        page.write_string(1, column, one.name)
        for row, (words, value) in enumerate(zip(one.words, one.values, strict=True), start=2):
            page.write_string(row, column, words)
            page.write_string(row, column + 1, value)
        letters = column_letters(column + 1)
        self.ranges[one.name] = f"='{self.book.choices_name}'!${letters}$3:${letters}${len(one.words) + 2}"

    def _sheet(self, page: Any, sheet: Sheet) -> None:
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        if sheet.keyed:
            # Beside and below the table everything is open for notes and more rows.
            page.set_column(1, len(sheet.widths) + _FOR_NOTES, None, self.note)
            for column, width in enumerate(sheet.widths):
                page.set_column(column, column, width, None if column == 0 else self.note, {"hidden": column == 0})
            page.set_row(0, None, None, {"hidden": True})
        wide = dict(sheet.wide)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    if row in wide and column == len(cells) - 1 and column < len(sheet.widths) - 1:
                        page.merge_range(row, column, row, len(sheet.widths) - 1, "", self.formats[cell.look])
                    self._cell(page, row, column, cell)
            height = wide.get(row) or (0 if sheet.keyed and row == 0 else height_of(cells, sheet.widths))
            if height:
                page.set_row(row, height)
        for one in sheet.ruled:
            page.data_validation(one.top, one.left, one.bottom, one.right, self._validation(one.rule))
        self._view(page, sheet)

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        look, value = self.formats[cell.look], cell.value
        if cell.link:
            page.write_url(row, column, f"internal:'{cell.link}'!A1", look, str(value))
        elif value is None:
            page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            page.write_string(row, column, value, self.formats["words"] if cell.look in ANSWERS and cell.look != "choice" else look)
        elif isinstance(value, date):
            page.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
        else:
            page.write_number(row, column, value, look)

    def _validation(self, rule: Rule) -> dict[str, Any]:
        kinds = {"list": "list", "decimal": "decimal", "whole": "integer", "day": "date", "length": "length"}
        limits: dict[str, Any] = {}
        if rule.kind == "list":
            limits = {"source": self.ranges[rule.choices]}
        elif rule.kind == "day":
            limits = {"minimum": date(int(rule.least), 1, 1), "maximum": date(int(rule.most), 12, 31)}
        else:
            limits = {"minimum": rule.least, "maximum": rule.most}
        return {
            "validate": kinds[rule.kind],
            **({} if rule.kind == "list" else {"criteria": "between"}),
            **limits,
            "input_title": rule.title[:_LONGEST_TITLE],
            "input_message": rule.hint[:_LONGEST_HINT],
            "error_title": RULE_TITLE.in_(self.book.language)[:_LONGEST_TITLE],
            "error_message": rule.wrong[:_LONGEST_HINT],
            "error_type": "stop" if rule.strict else "warning",
        }

    def _view(self, page: Any, sheet: Sheet) -> None:
        page.hide_gridlines(2)
        page.set_paper(_A4)
        page.set_margins(**_MARGINS)
        page.set_footer(f"&L{sheet.name}&R&P / &N")
        if sheet.landscape:
            page.set_landscape()
        if sheet.one_page_wide:
            page.fit_to_pages(1, 0)
        else:
            page.set_print_scale(_SCALE)
        if sheet.repeated:
            top, bottom, left, right = sheet.repeated
            page.repeat_rows(top, bottom)
            if right:
                page.repeat_columns(left, right)
        if any(sheet.frozen):
            page.freeze_panes(*sheet.frozen)
        last = f"{column_letters(len(sheet.widths))}{len(sheet.rows)}"
        page.ignore_errors({"number_stored_as_text": f"A1:{last}"})  # 007 is meant so
        page.print_area(0, 0, len(sheet.rows) - 1, len(sheet.widths) - 1)
        page.protect("", _MAY)


def _format(look: Look) -> dict[str, Any]:
    told = LOOKS[look]
    made: dict[str, Any] = {
        "text_wrap": told.wraps,
        "valign": "top",
        "font_name": FONT,
        "font_size": told.size,
        "locked": look not in ANSWERS,
    }
    if told.bold:
        made["bold"] = True
    if told.italic:
        made["italic"] = True
    if told.colour:
        made["font_color"] = told.colour
    if told.fill:
        made["bg_color"] = told.fill
    if told.border:
        made |= {"border": 1, "border_color": told.border}
    if told.indent:
        made |= {"indent": 1, "align": "left"}
    formats = {"words": TEXT_FORMAT, "day": DAY_FORMAT, "number": WHOLE_FORMAT}
    if look in formats:
        made["num_format"] = formats[look]
    if look in ("day", "number", "plain"):
        made["align"] = "left"
    return made
