"""Questionnaires as rows of a CSV file, with a column for each question.

A column is named by the path of its question, and one about a row of a list by that row, from 0 on:
`situation.initiatives[0].platform`, as many rows as are wanted. What a cell says:

- nothing: unanswered. A row of a list with nothing in its cells is not there; the word `onbekend` makes one of which nothing is known.
- yes or no: `true`, `false`, `ja`, `nee`.
- a number: in digits, a fraction with a point. A comma is taken where it cannot mark a thousand.
- some of several options, or sources: with `;` between them.
- `[]` or `-` in the cell of such a set, or of a whole list (a column `problems`): answered, and there are none.
- an option or a day is also understood as it is in a workbook: `Noord-Brabant`, `31-1-2026`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.located import Located
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, schema_of_cases
from commplan_advisor.population.reading.cell_columns import cells_of, columns_of_cells
from commplan_advisor.population.reading.cells import answers_in, rows_in
from commplan_advisor.population.reading.checking import suspected
from commplan_advisor.population.reading.headings import NAME, Heading, headings_of, notes_of
from commplan_advisor.population.reading.judging import Rows, joined, judged
from commplan_advisor.population.reading.limits import limits_here
from commplan_advisor.population.reading.lines import Lines
from commplan_advisor.population.reading.records import Record, Records
from commplan_advisor.population.reading.source import Batch
from commplan_advisor.questionnaire.added import Added, with_added
from commplan_advisor.questionnaire.reading import Case, case_from

if TYPE_CHECKING:
    import pyarrow as pa

_PIECE = 8192
"""Rows that are looked at together; as Python texts they take much memory."""

_ROW = re.compile(r"^([^\[\]]+)\[(\d+)\]")


class CsvCases:
    """Questionnaires in a CSV file.

    Args:
        path: of the file; packed when its name ends in `.gz`.
        identity: changes when the file changes.
        added: what the rule book adds to the questionnaire.

    Raises:
        FaultyInputError: with all that is wrong with the columns.
        UnreadableFileError: the file cannot be read.
    """

    def __init__(self, path: Path, identity: str, added: Added) -> None:
        self.identity = identity
        self._name, self._added = str(path), added
        self._lines = Lines(path)
        self._records = Records(self._lines)
        with with_added(added):
            self._limits, self._schema = limits_here(), schema_of_cases()
            columns = self._records.columns
            self._headings, faults = headings_of(columns, Place(self._name, self._records.line), cells=True)
            if faults:
                raise FaultyInputError(faults)
            self.notes: tuple[Text, ...] = notes_of(columns, self._headings)

    def count(self) -> int | None:
        """Not known before all has been read."""
        return None

    def read_share(self) -> float:
        """Which part of the bytes has been read."""
        return self._lines.read_share

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        """The batches; the rows before the first are only divided into cells."""
        records = islice(self._records, first * size, None)
        index = first
        while True:
            made, start = [], index * size
            while piece := list(islice(records, min(_PIECE, (index + 1) * size - start))):
                with with_added(self._added):
                    made.append(judged(index, self._rows(piece, start)))
                start += len(piece)
            if made:
                yield joined(made)
            if start < (index + 1) * size:
                return
            index += 1

    def _rows(self, records: list[Record], start: int) -> Rows:
        import numpy as np
        import pyarrow as pa

        cells = self._cells(records)
        columns, unclear = columns_of_cells(self._headings, cells, self._limits, self._schema)
        return Rows(
            columns,
            pa.array(np.arange(start, start + len(records))),
            suspected(columns, self._limits, len(records)) | unclear,
            lambda row: self._case(records[row]),
            lambda row: str(Place(self._name, records[row].line)),
            lambda row: self._called(records[row]),
            self._names(cells),
        )

    def _cells(self, records: list[Record]) -> list[pa.Array]:
        """The columns; the records that have another number of cells are told so."""
        import pyarrow as pa

        nothing = self._records.nothing()
        for _ in range(2):
            found = cells_of([record.data or nothing for record in records], len(self._headings), self._records.delimiter)
            if found is None:
                break
            if not isinstance(found[0], int):
                return cast("list[pa.Array]", found)
            for row in cast("list[int]", found):
                records[row] = self._records.ragged(records[row])
        rows = []
        for place, record in enumerate(records):
            cells = self._records.cells(record) if record.data else [""] * len(self._headings)
            if len(cells) != len(self._headings):
                records[place], cells = self._records.ragged(record), [""] * len(self._headings)
            rows.append([cell or None for cell in cells])
        return [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]

    def _names(self, cells: Sequence[pa.Array]) -> pa.Array | None:
        """What rows are called, where there is a column for that."""
        import pyarrow.compute as pc

        for heading, column in zip(self._headings, cells, strict=True):
            if heading and heading.path == CASE:
                names = pc.utf8_trim_whitespace(column)
                return pc.if_else(pc.equal(names, ""), None, names)
        return None

    def _case(self, record: Record) -> Case:
        """The questionnaire in a row, or what is wrong with it."""
        place = Place(self._name, record.line)
        if record.fault:
            raise FaultyInputError([Fault(place, record.fault)])
        cells = self._records.cells(record)
        answers, faults = answers_in(self._headings, cells, place)
        try:
            return case_from(Located(answers, self._name, {(): (record.line, 0)}, faults=tuple(faults)))
        except FaultyInputError as error:
            raise FaultyInputError([_by_column(fault, self._headings, cells) for fault in error.faults]) from None

    def _called(self, record: Record) -> str:
        cells = [] if record.fault else self._records.cells(record)
        by_path = {heading.path: cell.strip() for heading, cell in zip(self._headings, cells, strict=False) if heading}
        return by_path.get(CASE) or by_path.get(NAME, "")


def _by_column(fault: Fault, headings: Sequence[Heading | None], cells: Sequence[str]) -> Fault:
    """A fault with the path as the column is called: the reader counts the rows that are there, from 1 on."""
    row = _ROW.match(fault.path)
    there = rows_in(headings, cells, row[1]) if row else []
    if not row or any(heading and heading.column == fault.path for heading in headings) or int(row[2]) > len(there):
        return fault
    return replace(fault, path=f"{row[1]}[{there[int(row[2]) - 1]}]{fault.path[row.end() :]}")
