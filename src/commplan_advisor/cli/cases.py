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
    from commplan_advisor.questionnaire.in_folders import questionnaires_in

    found = list(questionnaires_in(folder, workbooks=workbooks))
    if not found:
        message = Text(
            "in deze map staan geen vragenlijsten (.yaml, .yml, .json, .xlsx of .ods).",
            "this folder holds no questionnaires (.yaml, .yml, .json, .xlsx or .ods).",
        )
        raise FaultyInputError([Fault(Place(str(folder)), message)])
    return found


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
