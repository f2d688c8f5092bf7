"""Looking through the XML of a workbook for what the library that reads its cells does not say.

That is: how far the cells reach (it makes a table of all that lies between), which formulas and errors there are, which cells are
percentages and which are merged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

MOST_ROWS = 3_000
MOST_COLUMNS = 200

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PERCENT_FORMATS = ("9", "10")
_TAB = re.compile(rb"<text:tab\s*/>|<text:tab\s[^>]*/>|<text:tab>\s*</text:tab>")

Spot = tuple[int, int]


class TooLargeError(Exception):
    """The cells reach further than those of a questionnaire can."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was seen on one sheet; rows and columns count from 0.

    Attributes:
        formulas: cells with a formula.
        errors: cells with an error, such as #N/A.
        percentages: cells in which 0.62 is shown as 62%.
        merged: blocks of cells that are one, as top, left, bottom, right.
    """

    formulas: frozenset[Spot] = frozenset()
    errors: frozenset[Spot] = frozenset()
    percentages: frozenset[Spot] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(slots=True)
class _Seen:
    formulas: set[Spot] = field(default_factory=set)
    errors: set[Spot] = field(default_factory=set)
    percentages: set[Spot] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def done(self) -> Scanned:
        return Scanned(frozenset(self.formulas), frozenset(self.errors), frozenset(self.percentages), tuple(self.merged))


def with_plain_tabs(content: bytes) -> bytes:
    """The content of an OpenDocument sheet in which a tab is a character: the library passes over the element that stands for it."""
    return _TAB.sub(b"&#9;", content)


def _parse(data: bytes, start: Any, end: Any = None) -> None:
    """Go through XML; a document type, which could bring entities, is refused.

    Raises:
        ValueError: it is no XML that a spreadsheet writes.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise ValueError("document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


def _attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without a prefix; empty when it is not there."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


# ---- Excel ---------------------------------------------------------------------------------------------------------------------------


def scan_excel(parts: dict[str, bytes]) -> dict[str, Scanned]:
    """What was seen on each sheet of an .xlsx file, by the name of the sheet.

    Raises:
        TooLargeError: the cells reach too far.
        ValueError: it is not as Excel writes it.
    """
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    _parse(parts["xl/_rels/workbook.xml.rels"], relation)
    sheets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            found = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets[attributes.get("name", "")] = targets.get(found, "")

    _parse(parts["xl/workbook.xml"], sheet)
    percent = _percent_styles(parts.get("xl/styles.xml", b""))
    # Every part with cells is bounded, also one that no sheet seems to be.
    scanned = {
        part: _scan_excel_sheet(data, percent)
        for part, data in parts.items()
        if part.startswith("xl/worksheets/") and part.endswith(".xml")
    }
    scanned |= {part: _scan_excel_sheet(parts[part], percent) for part in sheets.values() if part in parts and part not in scanned}
    return {name: scanned.get(part, Scanned()) for name, part in sheets.items()}


def _percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell formats that show a percentage."""
    formats: dict[str, str] = {}
    found: set[str] = set()
    inside, count = False, 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, count
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            number = attributes.get("numFmtId", "")
            # A percent sign between quotes, or behind a backslash, is a sign and no percentage.
            code = re.sub(r'"[^"]*"|\\.', "", formats.get(number, ""))
            if number in _PERCENT_FORMATS or "%" in code:
                found.add(str(count))
            count += 1

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    if styles:
        _parse(styles, start, end)
    return frozenset(found)


def _scan_excel_sheet(data: bytes, percent: frozenset[str]) -> Scanned:
    seen = _Seen()
    row, column, filled = -1, -1, False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, filled
        if name == "row":
            row, column = int(attributes["r"]) - 1 if "r" in attributes else row + 1, -1
        elif name == "c":
            column += 1
            if "r" in attributes:
                row, column = _spot(attributes["r"])
            filled = False
            if attributes.get("t") == "e":
                seen.errors.add((row, column))
            if attributes.get("s", "") in percent:
                seen.percentages.add((row, column))
        elif name in ("v", "is", "f") and not filled:
            filled = True
            _bound(row, column)
        if name == "f":
            seen.formulas.add((row, column))
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            seen.merged.append((*_spot(first), *_spot(last or first)))

    _parse(data, start)
    return seen.done()


def _spot(reference: str) -> Spot:
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _bound(row: int, column: int) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        raise TooLargeError


# ---- OpenDocument --------------------------------------------------------------------------------------------------------------------


def scan_opendocument(parts: dict[str, bytes]) -> dict[str, Scanned]:
    """What was seen on each sheet of an .ods file, by the name of the sheet.

    Raises:
        TooLargeError: the cells reach too far.
        ValueError: it is not as a spreadsheet writes it.
    """
    found: dict[str, Scanned] = {}
    sheet, seen = "", _Seen()
    row, column, rows, columns = 0, 0, 1, 1
    depth_of_cell = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, seen, row, column, rows, columns, depth_of_cell
        if depth_of_cell:
            depth_of_cell += 1
            if name == "p":
                _bound(row + rows - 1, column + columns - 1)
            return
        if name == "table":
            sheet, seen, row = _attribute(attributes, "name"), _Seen(), 0
        elif name == "table-row":
            rows, column = _repeated(attributes, "number-rows-repeated"), 0
        elif name in ("table-cell", "covered-table-cell"):
            depth_of_cell = 1
            columns = _repeated(attributes, "number-columns-repeated")
            _cell(attributes)

    def _cell(attributes: dict[str, str]) -> None:
        kind = _attribute(attributes, "value-type")
        formula = _attribute(attributes, "formula")
        across, down = (int(_attribute(attributes, f"number-{one}-spanned") or 1) for one in ("columns", "rows"))
        if not kind and not formula and across == down == 1:
            return
        _bound(row + rows - 1, column + columns - 1)
        spots = {(one, other) for one in range(row, row + rows) for other in range(column, column + columns)}
        if formula:
            seen.formulas.update(spots)
        if any(key == "calcext:value-type" and value == "error" for key, value in attributes.items()):
            seen.errors.update(spots)
        if kind == "percentage":
            seen.percentages.update(spots)
        if across > 1 or down > 1:
            seen.merged.append((row, column, row + down - 1, column + across - 1))

    def end(name: str) -> None:
        nonlocal row, column, depth_of_cell
        if depth_of_cell:
            depth_of_cell -= 1
            if depth_of_cell == 0:
                column += columns
        elif name == "table-row":
            row += rows
        elif name == "table":
            found[sheet] = seen.done()

    _parse(parts["content.xml"], start, end)
    return found


def _repeated(attributes: dict[str, str], name: str) -> int:
    return max(1, int(_attribute(attributes, name) or 1))
