"""Which files of a folder are questionnaires."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.sheets.endings import WORKBOOKS

_TEXTS = (".yaml", ".yml", ".json")
_NOTES, _PLAN = ".progress.yaml", ".plan"
"""What stands beside a case and is none: what was noted of its plan, and the folder with the versions of that."""

_BEING_EDITED = "~$"
"""How Excel begins the name of what it puts beside a workbook that is open."""


def names_in(folder: Path) -> Iterator[Path]:
    """The files in a folder and below that may be questionnaires by their names, in order; what is hidden or kept beside a case is not.

    Raises:
        UnreadableFileError: a folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        place = Place(str(error.filename or folder))
        raise UnreadableFileError(Fault(place, Text("mag niet worden gelezen.", "may not be read."))) from error

    for above, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith(_PLAN))
        for name in sorted(files):
            if not name.startswith((".", _BEING_EDITED)) and not name.endswith(_NOTES) and name.lower().endswith((*_TEXTS, *WORKBOOKS)):
                yield Path(above, name)


def questionnaires_in(folder: Path, *, workbooks: bool = True) -> Iterator[Path]:
    """The questionnaires in a folder and below: a workbook has to look like one, for a folder may have others.

    Args:
        folder: the folder.
        workbooks: whether workbooks are among them.

    Raises:
        UnreadableFileError: a folder cannot be read.
    """
    from commplan_advisor.questionnaire.sheets.keys import MARK
    from commplan_advisor.questionnaire.sheets.package import holds_text

    for file in names_in(folder):
        if file.suffix.lower() not in WORKBOOKS or (workbooks and holds_text(file, MARK.encode())):
            yield file
