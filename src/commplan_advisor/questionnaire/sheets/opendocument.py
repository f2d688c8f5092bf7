"""A workbook as a file for LibreOffice and other programs that read OpenDocument (.ods)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import column_letters
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets.layout import ANSWERS, Book, Cell, Rule, Ruled, Sheet
from commplan_advisor.questionnaire.sheets.looks import RULE_TITLE, height_of
from commplan_advisor.questionnaire.sheets.opendocument_styles import (
    automatic_styles,
    column_style,
    page_name,
    row_style,
    settings,
    styles,
)

_FIRST_DAY = date(1899, 12, 30)
"""From which spreadsheets count days."""

_WASTE = ("Configurations2/", "Thumbnails/", "manifest.rdf")
"""What the library's own example brings and a questionnaire does not need."""

_LAST_COLUMN = 1024
_ZIP_DAY = (2000, 1, 1, 0, 0, 0)


def as_ods(book: Book) -> bytes:
    """The workbook, the same bytes each time.

    Raises:
        MissingExtraError: odfdo is not installed.
    """
    try:
        import odfdo
    except ImportError as error:
        raise MissingExtraError("odfdo") from error
    document = odfdo.Document("spreadsheet")
    for part in list(document.container.parts):
        if part.startswith(_WASTE):
            document.del_part(part)
    _Writer(odfdo, book).write(document)
    day = document.meta
    day.title = book.title
    day.set_language("nl-NL" if book.language == "nl" else "en-GB")
    for name in ("meta:creation-date", "dc:date", "meta:editing-duration", "meta:editing-cycles", "dc:creator", "meta:initial-creator"):
        for element in day.get_elements(f"//{name}"):
            element.delete()
    written = io.BytesIO()
    document.save(written)
    return _as_always(written.getvalue())


def _as_always(data: bytes) -> bytes:
    """The package with its parts in one order and of one day, so that the same questionnaire gives the same bytes."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(written, "w") as new:
        for name in ["mimetype", *sorted(one for one in old.namelist() if one != "mimetype")]:
            info = ZipInfo(name, _ZIP_DAY)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return written.getvalue()


class _Writer:
    def __init__(self, odfdo: Any, book: Book) -> None:
        self.odfdo = odfdo
        self.book = book
        self.ranges: dict[str, str] = {}
        self.rules: dict[Rule, str] = {}

    def write(self, document: Any) -> None:
        """Put sheets, styles and what is in view into a document."""
        choices = self._choices()
        tables = [self._table(place, sheet) for place, sheet in enumerate(self.book.sheets)]
        root = document.content.root
        for element in root.get_elements("//office:font-face-decls/*"):
            element.delete()
        automatic = root.get_element("//office:automatic-styles")
        automatic.clear()
        for style in automatic_styles(self.book):
            automatic.append(self._made(style))
        document.body.clear()
        validations = self._made("<table:content-validations/>")
        for rule, name in self.rules.items():
            validations.append(self._validation(rule, name))
        document.body.append(validations)
        for table in (*tables, choices):
            document.body.append(table)
        document.set_part("styles.xml", styles(self.book).encode())
        document.set_part("settings.xml", settings(self.book).encode())

    def _made(self, tag: str, **attributes: str) -> Any:
        element = self.odfdo.Element.from_tag(tag)
        for name, value in attributes.items():
            element.set_attribute(name.replace("__", "-").replace("_", ":", 1), value)
        return element

    # ---- the lists to choose from ----------------------------------------------------------------------------------------------------

    def _choices(self) -> Any:
        table = self._made("<table:table/>", table_name=self.book.choices_name, table_style__name="hidden", table_protected="true")
        columns: list[list[str]] = []
        for place, one in enumerate(self.book.choices):
            letters = column_letters(2 * place + 1)
            self.ranges[one.name] = f"[${self.book.choices_name}.${letters}$3:.${letters}${len(one.words) + 2}]"
            columns.append([keys.corner(0, keys.CHOICES) if place == 0 else "", one.name, *one.words])
            columns.append(["", "", *one.values])
        table.append(self._made("<table:table-column/>", table_number__columns__repeated=str(len(columns))))
        for number in range(max(map(len, columns))):
            row = self._made("<table:table-row/>")
            for column in columns:
                row.append(self._cell(Cell(column[number] if number < len(column) else None, "key"), ""))
            table.append(row)
        return table

    # ---- one sheet -------------------------------------------------------------------------------------------------------------------

    def _table(self, place: int, sheet: Sheet) -> Any:
        last = f"{column_letters(len(sheet.widths))}{len(sheet.rows)}"
        quoted = f"'{sheet.name}'"
        table = self._made(
            "<table:table/>",
            table_name=sheet.name,
            table_style__name=f"page-{page_name(sheet)}",
            table_protected="true",
            table_print__ranges=f"{quoted}.A1:{quoted}.{last}",
        )
        for tag in ("table:table-protection", "loext:table-protection"):
            may = {f"{tag.partition(':')[0]}_select__{kind}__cells": "true" for kind in ("protected", "unprotected")}
            table.append(self._made(f"<{tag}/>", **may))
        for element in self._columns(place, sheet):
            table.append(element)
        rules = _by_cell(sheet.ruled)
        rows = [self._row(place, sheet, number, cells, rules) for number, cells in enumerate(sheet.rows)]
        for element in self._repeated(rows, sheet):
            table.append(element)
        return table

    def _columns(self, place: int, sheet: Sheet) -> Iterator[Any]:
        note = {"table_default__cell__style__name": "note"} if sheet.keyed else {}
        columns = [self._made("<table:table-column/>", table_style__name=column_style(place, number)) for number in range(len(sheet.widths))]
        for number, column in enumerate(columns):
            if sheet.keyed:
                column.set_attribute(*(("table:visibility", "collapse") if number == 0 else ("table:default-cell-style-name", "note")))
        repeated = sheet.repeated[3] + 1 if sheet.repeated and sheet.repeated[3] else 0
        if repeated:
            header = self._made("<table:table-header-columns/>")
            for column in columns[:repeated]:
                header.append(column)
            yield header
        yield from columns[repeated:]
        yield self._made("<table:table-column/>", table_number__columns__repeated=str(_LAST_COLUMN - len(columns)), **note)

    def _repeated(self, rows: list[Any], sheet: Sheet) -> Iterator[Any]:
        """The rows, those that are printed on each page in a part of their own."""
        top, bottom = sheet.repeated[:2] if sheet.repeated else (-1, -1)
        for inside, group in groupby(enumerate(rows), key=lambda one: top <= one[0] <= bottom):
            if inside:
                header = self._made("<table:table-header-rows/>")
                for _, row in group:
                    header.append(row)
                yield header
            else:
                yield from (row for _, row in group)

    def _row(self, place: int, sheet: Sheet, number: int, cells: tuple[Cell | None, ...], rules: dict[tuple[int, int], Rule]) -> Any:
        hidden = sheet.keyed and number == 0
        wide = dict(sheet.wide).get(number, 0.0)
        height = wide or (0 if hidden else height_of(cells, sheet.widths))
        row = self._made("<table:table-row/>", table_style__name=row_style(height))
        if hidden:
            row.set_attribute("table:visibility", "collapse")
        for column, cell in enumerate(cells):
            rule = rules.get((number, column))
            made = self._cell(cell, self._rule_name(rule) if rule else "") if cell else self._made("<table:table-cell/>")
            runs_on = bool(wide) and column == len(cells) - 1 and column < len(sheet.widths) - 1
            if runs_on:
                made.set_attribute("table:number-columns-spanned", str(len(sheet.widths) - column))
                made.set_attribute("table:number-rows-spanned", "1")
            row.append(made)
            if runs_on:
                row.append(self._made("<table:covered-table-cell/>", table_number__columns__repeated=str(len(sheet.widths) - column - 1)))
        return row

    def _cell(self, cell: Cell, rule: str) -> Any:
        made, value, look = self._made("<table:table-cell/>"), cell.value, cell.look
        if isinstance(value, str) and look in ANSWERS and look != "choice":
            look = "words"
        made.set_attribute("table:style-name", f"look-{look}")
        if rule:
            made.set_attribute("table:content-validation-name", rule)
        if value is None or value == "":
            return made
        if isinstance(value, str):
            made.set_attribute("office:value-type", "string")
            for line in value.split("\n"):
                made.append(self._paragraph(line, cell.link))
        elif isinstance(value, date):
            made.set_attribute("office:value-type", "date")
            made.set_attribute("office:date-value", value.isoformat())
            made.append(self._paragraph(f"{value:%d-%m-%Y}"))
        else:
            made.set_attribute("office:value-type", "float")
            made.set_attribute("office:value", repr(value))
            made.append(self._paragraph(repr(value)))
        return made

    def _paragraph(self, line: str, link: str = "") -> Any:
        if not link:
            return self.odfdo.Paragraph(line)
        paragraph = self.odfdo.Paragraph()
        paragraph.append(self.odfdo.Link(f"#{link}.A1", text=line))
        return paragraph

    # ---- what can be typed -------------------------------------------------------------------------------------------------------------

    def _rule_name(self, rule: Rule) -> str:
        return self.rules.setdefault(rule, f"rule-{len(self.rules) + 1}")

    def _validation(self, rule: Rule, name: str) -> Any:
        made = self._made(
            "<table:content-validation/>",
            table_name=name,
            table_condition=f"of:{self._condition(rule)}",
            table_allow__empty__cell="true",
            table_base__cell__address=f"'{self.book.sheets[0].name}'.A1",
        )
        if rule.kind == "list":
            made.set_attribute("table:display-list", "unsorted")
        if rule.hint:
            hint = self._made("<table:help-message/>", table_title=rule.title, table_display="true")
            hint.append(self._paragraph(rule.hint))
            made.append(hint)
        kind = "stop" if rule.strict else "warning"
        title = RULE_TITLE.nl if self.book.language == "nl" else RULE_TITLE.en
        wrong = self._made("<table:error-message/>", table_title=title, table_display="true", table_message__type=kind)
        wrong.append(self._paragraph(rule.wrong))
        made.append(wrong)
        return made

    def _condition(self, rule: Rule) -> str:
        least, most = rule.least, rule.most
        match rule.kind:
            case "list":
                return f"cell-content-is-in-list({self.ranges[rule.choices]})"
            case "day":
                first, last = ((date(int(year), *day) - _FIRST_DAY) // timedelta(days=1) for year, day in ((least, (1, 1)), (most, (12, 31))))
                return f"cell-content-is-date() and cell-content-is-between({first},{last})"
            case "length":
                return f"cell-content-text-length-is-between({int(least)},{int(most)})"
            case "whole":
                return f"cell-content-is-whole-number() and cell-content-is-between({int(least)},{int(most)})"
            case "decimal":
                return f"cell-content-is-decimal-number() and cell-content-is-between({least:g},{most:g})"


def _by_cell(ruled: tuple[Ruled, ...]) -> dict[tuple[int, int], Rule]:
    return {
        (row, column): one.rule for one in ruled for row in range(one.top, one.bottom + 1) for column in range(one.left, one.right + 1)
    }


