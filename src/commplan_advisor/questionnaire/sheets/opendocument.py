"""A workbook as a file for LibreOffice and other programs that read OpenDocument (.ods)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from commplan_advisor.common.faults import column_letters
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets.layout import ANSWERS, Book, Cell, Rule, Sheet
from commplan_advisor.questionnaire.sheets.looks import RULE_TITLE
from commplan_advisor.questionnaire.sheets.opendocument_styles import (
    MIME_TYPE,
    automatic_styles,
    column_style,
    font_faces,
    manifest,
    meta,
    page_name,
    part,
    row_style,
    settings,
    styles,
)

_FIRST_DAY = date(1899, 12, 30)
"""From which spreadsheets count days."""

_LAST_COLUMN = 1024
_SPACES = re.compile("^ +|(?<= ) +| +$")
_ZIP_DAY = (2000, 1, 1, 0, 0, 0)


def as_ods(book: Book) -> bytes:
    """The workbook, the same bytes each time."""
    parts = {
        "content.xml": _Writer(book).content(),
        "META-INF/manifest.xml": manifest(),
        "meta.xml": meta(book),
        "settings.xml": settings(book),
        "styles.xml": styles(book),
    }
    written = io.BytesIO()
    with ZipFile(written, "w") as package:
        # The kind of file stands first and unpacked, so that it can be told from the first bytes.
        package.writestr(ZipInfo("mimetype", _ZIP_DAY), MIME_TYPE, ZIP_STORED)
        for name, text in parts.items():
            package.writestr(ZipInfo(name, _ZIP_DAY), text.encode(), ZIP_DEFLATED)
    return written.getvalue()


class _Writer:
    """Writes the sheets as XML."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.ranges: dict[str, str] = {}
        self.rules: dict[Rule, str] = {}

    def content(self) -> str:
        """The part with the styles of cells, what can be typed in them, and the sheets."""
        choices = self._choices()
        tables = "".join(self._table(place, sheet) for place, sheet in enumerate(self.book.sheets))
        validations = "".join(self._validation(rule, name) for rule, name in self.rules.items())
        inner = f"<table:content-validations>{validations}</table:content-validations>{tables}{choices}"
        automatic = f"<office:automatic-styles>{''.join(automatic_styles(self.book))}</office:automatic-styles>"
        return part(
            "document-content", f"{font_faces()}{automatic}<office:body><office:spreadsheet>{inner}</office:spreadsheet></office:body>"
        )

    # ---- the lists to choose from ----------------------------------------------------------------------------------------------------

    def _choices(self) -> str:
        columns: list[list[str]] = []
        for place, one in enumerate(self.book.choices):
            letters = column_letters(2 * place + 1)
            self.ranges[one.name] = f"[${self.book.choices_name}.${letters}$3:.${letters}${len(one.words) + 2}]"
            columns.append([keys.corner(0, keys.CHOICES) if place == 0 else "", one.name, *one.words])
            columns.append(["", "", *one.values])
        rows = [
            "".join(_cell(Cell(column[number] if number < len(column) else None, "key")) for column in columns)
            for number in range(max(map(len, columns)))
        ]
        inner = _tag("table-column", {"number-columns-repeated": len(columns)}) + "".join(_tag("table-row", {}, row) for row in rows)
        return _tag("table", {"name": self.book.choices_name, "style-name": "hidden", "protected": "true"}, inner)

    # ---- one sheet -------------------------------------------------------------------------------------------------------------------

    def _table(self, place: int, sheet: Sheet) -> str:
        quoted, last = f"'{sheet.name}'", f"{column_letters(len(sheet.widths))}{len(sheet.rows)}"
        attributes = {
            "name": sheet.name,
            "style-name": f"page-{page_name(sheet)}",
            "protected": "true",
            "print-ranges": f"{quoted}.A1:{quoted}.{last}",
        }
        may = "".join(
            f'<{space}:table-protection {space}:select-protected-cells="true" {space}:select-unprotected-cells="true"/>'
            for space in ("table", "loext")
        )
        rules = {
            (row, column): self._rule_name(one.rule)
            for one in sheet.ruled
            for row in range(one.top, one.bottom + 1)
            for column in range(one.left, one.right + 1)
        }
        rows = [_row(sheet, number, cells, rules) for number, cells in enumerate(sheet.rows)]
        return _tag("table", attributes, may + "".join(_columns(place, sheet)) + "".join(_parted(rows, sheet)))

    # ---- what can be typed -------------------------------------------------------------------------------------------------------------

    def _rule_name(self, rule: Rule) -> str:
        return self.rules.setdefault(rule, f"rule-{len(self.rules) + 1}")

    def _validation(self, rule: Rule, name: str) -> str:
        title = RULE_TITLE.in_(self.book.language)
        hint = _tag("help-message", {"title": rule.title, "display": "true"}, _paragraph(rule.hint)) if rule.hint else ""
        kind = "stop" if rule.strict else "warning"
        wrong = _tag("error-message", {"title": title, "display": "true", "message-type": kind}, _paragraph(rule.wrong))
        attributes = {
            "name": name,
            "condition": f"of:{self._condition(rule)}",
            "allow-empty-cell": "true",
            "base-cell-address": f"'{self.book.sheets[0].name}'.A1",
            **({"display-list": "unsorted"} if rule.kind == "list" else {}),
        }
        return _tag("content-validation", attributes, hint + wrong)

    def _condition(self, rule: Rule) -> str:
        least, most = rule.least, rule.most
        match rule.kind:
            case "list":
                return f"cell-content-is-in-list({self.ranges[rule.choices]})"
            case "day":
                first, last = (
                    (date(int(year), *day) - _FIRST_DAY) // timedelta(days=1) for year, day in ((least, (1, 1)), (most, (12, 31)))
                )
                return f"cell-content-is-date() and cell-content-is-between({first},{last})"
            case "length":
                return f"cell-content-text-length-is-between({int(least)},{int(most)})"
            case "whole":
                return f"cell-content-is-whole-number() and cell-content-is-between({int(least)},{int(most)})"
            case "decimal":
                return f"cell-content-is-decimal-number() and cell-content-is-between({least:g},{most:g})"


def _columns(place: int, sheet: Sheet) -> Iterator[str]:
    """The columns, those that are printed on each page in a part of their own; beside them there is room for notes."""
    note = {"default-cell-style-name": "note"} if sheet.keyed else {}
    columns = [
        _tag(
            "table-column",
            {"style-name": column_style(place, number), **({"visibility": "collapse"} if sheet.keyed and not number else note)},
        )
        for number in range(len(sheet.widths))
    ]
    repeated = sheet.repeated[3] + 1 if sheet.repeated and sheet.repeated[3] else 0
    if repeated:
        yield _tag("table-header-columns", {}, "".join(columns[:repeated]))
    yield from columns[repeated:]
    yield _tag("table-column", {"number-columns-repeated": _LAST_COLUMN - len(columns), **note})


def _parted(rows: list[str], sheet: Sheet) -> Iterator[str]:
    """The rows, those that are printed on each page in a part of their own."""
    if not sheet.repeated:
        yield from rows
        return
    top, bottom = sheet.repeated[:2]
    yield from rows[:top]
    yield _tag("table-header-rows", {}, "".join(rows[top : bottom + 1]))
    yield from rows[bottom + 1 :]


def _row(sheet: Sheet, number: int, cells: tuple[Cell | None, ...], rules: Mapping[tuple[int, int], str]) -> str:
    hidden = sheet.keyed and number == 0
    wide = dict(sheet.wide).get(number, 0.0)
    inner = []
    for column, cell in enumerate(cells):
        more = len(sheet.widths) - column if wide and column == len(cells) - 1 else 0
        inner.append(_cell(cell, rules.get((number, column), ""), more) if cell else "<table:table-cell/>")
        if more > 1:
            inner.append(_tag("covered-table-cell", {"number-columns-repeated": more - 1}))
    return _tag("table-row", {"style-name": row_style(wide), **({"visibility": "collapse"} if hidden else {})}, "".join(inner))


def _cell(cell: Cell, rule: str = "", over: int = 0) -> str:
    """One cell, over so many columns when more than one."""
    value, look = cell.value, cell.look
    if isinstance(value, str) and look in ANSWERS and look != "choice":
        look = "words"
    attributes: dict[str, object] = {"style-name": f"look-{look}"}
    if rule:
        attributes["content-validation-name"] = rule
    if over > 1:
        attributes |= {"number-columns-spanned": over, "number-rows-spanned": 1}
    if value is None or value == "":
        return _tag("table-cell", attributes)
    if isinstance(value, str):
        kind, inner = 'office:value-type="string"', "".join(_paragraph(line, cell.link) for line in value.split("\n"))
    elif isinstance(value, date):
        kind, inner = f'office:value-type="date" office:date-value="{value.isoformat()}"', _paragraph(f"{value:%d-%m-%Y}")
    else:
        kind, inner = f'office:value-type="float" office:value="{value!r}"', _paragraph(repr(value))
    return _tag("table-cell", attributes, inner, kind)


def _paragraph(line: str, link: str = "") -> str:
    """A line of text; OpenDocument keeps tabs and more than one space only as elements."""
    text = escape(line, {"\r": "&#13;"}).replace("\t", "<text:tab/>")
    text = _SPACES.sub(lambda found: f'<text:s text:c="{len(found.group())}"/>', text)
    return f'<text:p><text:a xlink:type="simple" xlink:href="#{link}.A1">{text}</text:a></text:p>' if link else f"<text:p>{text}</text:p>"


def _tag(name: str, attributes: Mapping[str, object], inner: str = "", more: str = "") -> str:
    told = "".join(f" table:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<table:{name}{told} {more}>{inner}</table:{name}>"
