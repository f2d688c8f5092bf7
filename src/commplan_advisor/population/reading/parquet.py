"""Questionnaires in Parquet: one file, or many after each other as if they were one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError, printable
from commplan_advisor.common.located import Located
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, schema_of_cases
from commplan_advisor.population.reading.checking import suspected
from commplan_advisor.population.reading.fitting import fitted, misfits, missing_of_rows
from commplan_advisor.population.reading.headings import NAME, Heading, headings_of, notes_of
from commplan_advisor.population.reading.judging import Rows, judged
from commplan_advisor.population.reading.limits import limits_here
from commplan_advisor.population.reading.plain import as_plain
from commplan_advisor.population.reading.source import Batch
from commplan_advisor.questionnaire.added import Added, with_added
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case, case_from

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from commplan_advisor.population.reading.checking import Mask

_NOT_READ = Text("kan niet als Parquet worden gelezen ({reason}).", "cannot be read as Parquet ({reason}).")


@dataclass(frozen=True, slots=True)
class _File:
    """One file: its name, and the rows in each of its groups of rows."""

    path: Path
    shown_as: str
    groups: tuple[int, ...]
    columns: tuple[str, ...]

    @property
    def rows(self) -> int:
        return sum(self.groups)


class ParquetCases:
    """Questionnaires in Parquet files.

    A column `number` counts where its numbers go up from row to row, through all files: that is told beforehand by the files themselves.
    Else the place of the row is its number.

    Args:
        paths: of the files, in order.
        shown_as: how each is called.
        identity: changes when the files change.
        added: what the rule book adds to the questionnaire.

    Raises:
        FaultyInputError: with all that is wrong with the columns of all files.
        UnreadableFileError: a file cannot be read.
    """

    def __init__(self, paths: Sequence[Path], shown_as: Sequence[str], identity: str, added: Added) -> None:
        self.identity = identity
        self._added = added
        self._read = 0
        with with_added(added):
            self._limits = limits_here()
            self._schema = schema_of_cases()
            self._files, self.notes = _opened(paths, shown_as)
        self._own_numbers, told = _numbers_go_up([file.path for file in self._files])
        self.notes += told

    def count(self) -> int | None:
        """Rows, as the files tell them."""
        return sum(file.rows for file in self._files)

    def read_share(self) -> float:
        """Which part of the rows has been read."""
        return self._read / max(self.count() or 0, 1)

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        """The batches; groups of rows before the first are not read."""
        index, start = first, first * size
        self._read = min(start, self.count() or 0)
        kept: list[pa.RecordBatch] = []
        waiting = 0
        for part in self._parts(start, size):
            kept.append(part)
            waiting += len(part)
            while waiting >= size:
                taken, kept = _split(kept, size)
                waiting -= size
                yield self._batch(index, taken, index * size)
                index += 1
        if waiting:
            yield self._batch(index, kept, index * size)

    def _parts(self, start: int, size: int) -> Iterator[pa.RecordBatch]:
        """Rows as they lie in the files, from a place on."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        before = 0
        for file in self._files:
            wanted, skip = [], 0
            for group, rows in enumerate(file.groups):
                if before + rows > start:
                    skip = max(start - before, skip) if not wanted else skip
                    wanted.append(group)
                before += rows
            if not wanted:
                continue
            try:
                with pq.ParquetFile(file.path) as opened:
                    for part in opened.iter_batches(size, row_groups=wanted, columns=_with_children(opened, file.columns)):
                        if skip < len(part):
                            yield self._in_our_order(part.slice(skip))
                        skip = max(skip - len(part), 0)
            except (pa.ArrowException, OSError, ValueError) as error:
                raise _unreadable(file.shown_as, error) from None

    def _in_our_order(self, part: pa.RecordBatch) -> pa.RecordBatch:
        return part

    def _batch(self, index: int, parts: list[pa.RecordBatch], start: int) -> Batch:
        with with_added(self._added):
            batch = judged(index, self._rows(parts, start))
        self._read = start + sum(len(part) for part in parts)
        return batch

    def _rows(self, parts: list[pa.RecordBatch], start: int) -> Rows:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        count = sum(len(part) for part in parts)
        columns: dict[str, pa.Array] = {}
        misfit = np.zeros(count, dtype=bool)
        for question in questions_of_cases():
            wanted = self._schema.field(question.path).type
            made, masks = [], []
            for part in parts:
                if question.path in part.schema.names:
                    array, mask = fitted(part.column(question.path), question, wanted)
                else:
                    array, mask = pa.nulls(len(part), wanted), None
                made.append(array)
                masks.append(np.zeros(len(part), dtype=bool) if mask is None else mask)
            columns[question.path] = made[0] if len(made) == 1 else pa.concat_arrays(made)
            misfit |= np.concatenate(masks)
        numbers = pa.array(np.arange(start, start + count))
        suspects = suspected(columns, self._limits, count) | misfit
        if self._own_numbers:
            numbers = pa.concat_arrays([part.column(NUMBER).cast(pa.int64()) for part in parts])
        names = [_names(part) for part in parts]
        given = pa.concat_arrays(names) if any(len(one) != one.null_count for one in names) else None
        if given is not None:
            given = pc.if_else(pc.equal(given, ""), None, given)
        return Rows(columns, numbers, suspects, _Reader(self, parts, start).case, self._place(start), _Reader(self, parts, start).called, given)
