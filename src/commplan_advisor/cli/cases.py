"""Many cases on the command line: the files in folders, and a bar that says how far the work is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

import click

from commplan_advisor.cli.common import Troubles
from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.text import Text

_TEXTS = (".yaml", ".yml", ".json")
_NOTES, _PLAN = ".progress.yaml", ".plan"
"""What stands beside a case and is none: what was noted of its plan, and the folder with the versions of that."""

_BEING_EDITED = "~$"
"""How Excel begins the name of what it puts beside a workbook that is open."""

_PATIENCE = 1.0
"""Seconds of work before a bar is shown."""


def case_files(paths: Sequence[Path], troubles: Troubles, *, workbooks: bool = True) -> list[Path]:
    """The files, and those in the folders and below; each once.

    What is hidden, or kept beside a case, is passed over, and so is a workbook in a folder that is no questionnaire.

    Args:
        paths: files and folders.
        troubles: where it is told that a folder cannot be read, or has nothing in it.
        workbooks: whether workbooks in folders are among them.
    """
    found: dict[str, Path] = {}
    for path in paths:
        with troubles.told():
            for file in _in_folder(path, workbooks=workbooks) if path.is_dir() else (path,):
                found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _in_folder(folder: Path, *, workbooks: bool) -> list[Path]:
    def refuse(error: OSError) -> None:
        place = Place(str(error.filename or folder))
        raise UnreadableFileError(Fault(place, Text("mag niet worden gelezen.", "may not be read."))) from error

    found = []
    for above, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith(_PLAN))
        cases = (name for name in sorted(files) if not name.startswith((".", _BEING_EDITED)) and not name.endswith(_NOTES))
        found += [Path(above, name) for name in cases if _is_case(Path(above, name), workbooks=workbooks)]
    if not found:
        message = Text(
            "in deze map staan geen vragenlijsten (.yaml, .yml, .json, .xlsx of .ods).",
            "this folder holds no questionnaires (.yaml, .yml, .json, .xlsx or .ods).",
        )
        raise FaultyInputError([Fault(Place(str(folder)), message)])
    return found


def _is_case(file: Path, *, workbooks: bool) -> bool:
    """Whether a file in a folder is a questionnaire by its name; a workbook has to look like one, for a folder may have others."""
    from commplan_advisor.questionnaire.sheets.endings import WORKBOOKS

    if file.suffix.lower() not in WORKBOOKS:
        return file.suffix.lower() in _TEXTS
    from commplan_advisor.questionnaire.sheets.keys import MARK
    from commplan_advisor.questionnaire.sheets.package import holds_text

    return workbooks and holds_text(file, MARK.encode())


class Progress:
    """A bar on the standard error, once a second of work has passed, and only on a terminal.

    Args:
        total: the work, in steps of any size.
        label: what is being done.
    """

    def __init__(self, total: int, label: str) -> None:
        self._total, self._label = total, label
        self._start, self._done = monotonic(), 0
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            if kind is None:
                self._bar.update(self._total - self._done)
            self._bar.render_finish()

    def advance(self, steps: int = 1) -> None:
        """Say that so much more is done."""
        self._done += steps
        if self._bar is not None:
            self._bar.update(steps)
        elif sys.stderr.isatty() and monotonic() - self._start >= _PATIENCE:
            self._bar = click.progressbar(length=self._total, label=self._label, file=sys.stderr, show_eta=False)
            self._bar.update(self._done)

    def clear(self) -> None:
        """Make room on the line for a message."""
        if self._bar is not None:
            click.echo("\r\033[2K", nl=False, err=True)


def loaded(paths: Sequence[Path], troubles: Troubles, progress: Progress) -> Iterator[tuple[Path, Any]]:
    """Each file with its case; what is wrong with a file is told, and the rest goes on."""
    from commplan_advisor.questionnaire.reading import load_case

    for path in paths:
        with troubles.told():
            try:
                yield path, load_case(path)
            except (FaultyInputError, UnreadableFileError):
                progress.clear()
                raise
        progress.advance()
