"""By its ending a file is a workbook, or one of a kind that could be one but is not read."""

from __future__ import annotations

from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text

WORKBOOKS = (".xlsx", ".ods")
_MACROS = (".xlsm", ".xltm", ".xlsb")
_OTHERS = (".xls", ".xlt", ".xltx", ".ots", ".fods", ".sxc", ".numbers", ".csv", ".tsv", ".doc", ".docx", ".odt", ".pdf")
_WITH_MACROS = Text(
    "kan macro's bevatten en wordt niet gelezen. Bewaar de werkmap als .xlsx of .ods.",
    "can have macros and is not read. Save the workbook as .xlsx or .ods.",
)
_NOT_READ = Text(
    "is een bestand van een soort die wij niet lezen of schrijven. Gebruik .yaml, .json, .xlsx of .ods.",
    "is a file of a kind that we do not read or write. Use .yaml, .json, .xlsx or .ods.",
)


def is_workbook(path: Path) -> bool:
    """Whether a file is read and written as a workbook.

    Raises:
        UnreadableFileError: its ending says that it is of a kind that is neither a workbook that is read nor a file of text.
    """
    ending = path.suffix.lower()
    if ending in (*_MACROS, *_OTHERS):
        raise UnreadableFileError(Fault(Place(str(path)), _WITH_MACROS if ending in _MACROS else _NOT_READ))
    return ending in WORKBOOKS
