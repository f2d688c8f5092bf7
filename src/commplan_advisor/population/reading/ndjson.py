"""Questionnaires as lines of JSON: each line what a JSON file with one questionnaire holds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.files import decoded
from commplan_advisor.common.located import parse_json
from commplan_advisor.common.text import Text
from commplan_advisor.population.reading.checking import suspected
from commplan_advisor.population.reading.json_lines import columns_of, schema_of
from commplan_advisor.population.reading.judging import Rows, joined, judged, moved
from commplan_advisor.population.reading.limits import limits_here
from commplan_advisor.population.reading.lines import TOO_LONG, Line, Lines
from commplan_advisor.population.reading.source import Batch
from commplan_advisor.questionnaire.added import Added, with_added
from commplan_advisor.questionnaire.reading import Case, case_from

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.checking import Mask

_PIECE = 4096
"""Lines that are read at once."""


class NdjsonCases:
    """Questionnaires as lines of JSON. A line with nothing in it is no row.

    Args:
        path: of the file; packed when its name ends in `.gz`.
        identity: changes when the file changes.
        added: what the rule book adds to the questionnaire.
    """

    notes: tuple[Text, ...] = ()

    def __init__(self, path: Path, identity: str, added: Added) -> None:
        self.identity = identity
        self._path, self._added = path, added
        self._lines = Lines(path)
        with with_added(added):
            self._limits = limits_here()
        self._schema = schema_of(self._limits)

    def count(self) -> int | None:
        """Not known before all has been read."""
        return None

    def read_share(self) -> float:
        """Which part of the bytes has been read."""
        return self._lines.read_share

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        """The batches; the lines before the first are only counted."""
        lines = islice((line for line in self._lines if not line.data.isspace()), first * size, None)
        index = first
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as workers:
            while batch := list(islice(lines, size)):
                pieces = [batch[start : start + _PIECE] for start in range(0, len(batch), _PIECE)]
                read = list(workers.map(self._read, pieces))
                made, start = [], index * size
                with with_added(self._added):
                    for piece, (columns, suspects) in zip(pieces, read, strict=True):
                        made.append(judged(index, self._rows(piece, columns, suspects, start)))
                        start += len(piece)
                yield joined(made)
                index += 1

    def _read(self, lines: Sequence[Line]) -> tuple[dict[str, pa.Array], Mask]:
        """The columns of some lines, and which lines are suspected."""
        columns, left_out = columns_of([b"\n" if line.too_long else line.data.rstrip(b"\r\n") + b"\n" for line in lines], self._schema)
        return columns, suspected(columns, self._limits, len(lines)) | left_out

    def _rows(self, lines: Sequence[Line], columns: dict[str, pa.Array], suspects: Mask, start: int) -> Rows:
        import numpy as np
        import pyarrow as pa

        numbers = pa.array(np.arange(start, start + len(lines)))
        name = str(self._path)
        return Rows(
            columns,
            numbers,
            suspects,
            lambda row: case_in(lines[row], name),
            lambda row: str(Place(name, lines[row].number)),
            lambda row: _called(lines[row]),
        )


def case_in(line: Line, name: str) -> Case:
    """The questionnaire in a line, as it would be read from a file of its own.

    Args:
        line: the line.
        name: of the file.

    Raises:
        FaultyInputError: with all that is wrong with it.
    """
    if line.too_long:
        raise FaultyInputError([Fault(Place(name, line.number), TOO_LONG)])
    try:
        return case_from(parse_json(decoded(line.data, name), name))
    except FaultyInputError as error:
        raise FaultyInputError(moved(error.faults, line.number)) from None
    except UnreadableFileError as error:
        raise FaultyInputError(moved([error.fault], line.number)) from None


def _called(line: Line) -> str:
    """The municipality that a line names, when it can be read at all."""
    try:
        name = json.loads(line.data)["municipality"]["name"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return name.strip() if isinstance(name, str) else ""
