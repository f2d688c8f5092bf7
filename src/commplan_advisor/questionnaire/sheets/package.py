"""Opening a workbook that somebody else made: bounded, without macros, and nothing in it evaluated.

A workbook is a ZIP with XML. Before the library that reads the cells gets to see it, all of it is unpacked within bounds, looked through
and packed anew; so a small file cannot become a large one, and a cell far away cannot make a table of a billion cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import read_bytes
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.sheets.scan import Scanned, TooLargeError, scan_excel, scan_opendocument, with_plain_tabs

LARGEST_UNPACKED = 50_000_000
_MOST_PARTS = 2_000
_MOST_SHEETS = 30
_OLD = b"\xd0\xcf\x11\xe0"
"""How files of older programs begin, and those with a password."""

CellValue = str | float | int | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as read.

    Attributes:
        name: on its tab.
        cells: what stands where; rows and columns count from 0, empty cells are left out.
        seen: what the cells themselves do not say.
    """

    name: str
    cells: dict[tuple[int, int], CellValue]
    seen: Scanned

    def filled(self) -> Iterator[tuple[int, int]]:
        """Where something stands; spaces alone are nothing."""
        yield from (spot for spot, value in self.cells.items() if not isinstance(value, str) or value.strip())
        yield from self.seen.formulas


def opened(path: Path, name: str) -> tuple[Grid, ...]:
    """The sheets of a workbook.

    Args:
        path: of the file.
        name: of the file in messages.

    Raises:
        UnreadableFileError: it cannot be read, is too large, damaged, has a password or macros, or is something else.
        MissingExtraError: python-calamine is not installed.
    """
    try:
        import python_calamine
    except ImportError as error:
        raise MissingExtraError("python-calamine") from error
    data = read_bytes(path, name)
    if data.startswith(_OLD):
        nl = "heeft een wachtwoord of is van een oud programma. Haal het wachtwoord eraf en bewaar het als .xlsx of .ods."
        raise unreadable(name, nl, "has a password or is of an old program. Take the password off and save it as .xlsx or .ods.")
    try:
        parts = _unpacked(data, name)
        excel = "xl/workbook.xml" in parts
        _refuse_what_is_none(parts, name)
        scanned = scan_excel(parts) if excel else scan_opendocument(parts)
        if not excel:
            parts["content.xml"] = with_plain_tabs(parts["content.xml"])
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        found = []
        for sheet in book.sheet_names[: _MOST_SHEETS + 1]:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            found.append(Grid(sheet, _filled(rows), scanned.get(sheet, Scanned())))
    except TooLargeError:
        raise _too_large(name) from None
    except (BadZipFile, python_calamine.CalamineError, ValueError, KeyError, NotImplementedError, EOFError, OSError, RuntimeError):
        raise unreadable(
            name,
            "is geen werkmap of is beschadigd. Open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx of .ods.",
            "is no workbook or is damaged. Open it in Excel or LibreOffice and save it again as .xlsx or .ods.",
        ) from None
    if len(found) > _MOST_SHEETS:
        raise _too_large(name)
    return tuple(found)


def holds_text(path: Path, text: bytes) -> bool:
    """Whether a text stands in a workbook; also true when it cannot be looked at, so that reading it says why."""
    try:
        parts = _unpacked(read_bytes(path, str(path)), str(path))
    except (UnreadableFileError, BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        return True
    return any(text in data for part, data in parts.items() if part.endswith(".xml"))


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """All parts of the ZIP; what the ZIP itself says of their size is not believed."""
    import zlib

    parts: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    with ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise _too_large(name)
        for info in infos:
            if info.is_dir():
                continue
            try:
                with package.open(info) as part:
                    parts[info.filename] = part.read(left + 1)
            except zlib.error as error:
                raise BadZipFile(str(error)) from None
            left -= len(parts[info.filename])
            if left < 0:
                raise _too_large(name)
    return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as package:
        for part, data in parts.items():
            package.writestr(part, data)
    return written.getvalue()


def _refuse_what_is_none(parts: dict[str, bytes], name: str) -> None:
    """Refuse what is no workbook, has macros or a password."""
    if any(part.lower().endswith("vbaproject.bin") or part.startswith("Basic/") for part in parts):
        raise unreadable(
            name,
            "bevat macro's. Bewaar de werkmap zonder macro's, als .xlsx of .ods.",
            "has macros. Save the workbook without macros, as .xlsx or .ods.",
        )
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise unreadable(name, "heeft een wachtwoord. Bewaar het zonder wachtwoord.", "has a password. Save it without one.")
    if "xl/workbook.xml" not in parts and not parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise BadZipFile("no workbook")


def _filled(rows: list[list[Any]]) -> dict[tuple[int, int], CellValue]:
    return {
        (number, column): value for number, row in enumerate(rows) for column, value in enumerate(row) if value != "" and value is not None
    }


def _too_large(name: str) -> UnreadableFileError:
    return unreadable(name, "is te groot voor een vragenlijst.", "is too large for a questionnaire.")


def unreadable(name: str, nl: str, en: str) -> UnreadableFileError:
    """A file that cannot be read, with what to do."""
    return UnreadableFileError(Fault(Place(name), Text(nl, en)))
