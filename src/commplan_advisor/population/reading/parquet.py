"""Questionnaires in Parquet: one file, or many after each other as if they were one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError, printable
from commplan_advisor.common.located import Located
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, schema_of_cases
from commplan_advisor.population.reading.checking import suspected
from commplan_advisor.population.reading.fitting import fitted, is_text, misfits, missing_of_rows
from commplan_advisor.population.reading.headings import headings_of, notes_of
from commplan_advisor.population.reading.judging import Rows, joined, judged
from commplan_advisor.population.reading.limits import limits_here
from commplan_advisor.population.reading.plain import as_plain
from commplan_advisor.population.reading.source import Batch, SetAside
from commplan_advisor.questionnaire.added import Added, with_added
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case, case_from

if TYPE_CHECKING:
    import pyarrow as pa

_NOT_IN_ORDER = Text(
    "De kolom number loopt niet van rij tot rij op, en telt daarom niet: de plaats van de rij is het nummer.",
    "The column number does not go up from row to row, and so does not count: the place of the row is its number.",
)

_NO_TEXT = Text("bevat tekst die niet in UTF-8 is.", "holds text that is not in UTF-8.")


@dataclass(frozen=True, slots=True)
class _File:
    """One file.

    Attributes:
        path: of the file.
        shown_as: how it is called.
        groups: rows in each of its groups of rows.
        columns: those that are read.
    """

    path: Path
    shown_as: str
    groups: tuple[int, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of one file, as they stand there: the first of them is `row`, from 1 on."""

    rows: pa.RecordBatch
    file: str
    row: int

    def part(self, start: int, count: int) -> _Piece:
        return _Piece(self.rows.slice(start, count), self.file, self.row + start)

    def plain(self, row: int) -> dict[str, object]:
        found: dict[str, object] = self.rows.slice(row, 1).to_pylist()[0]
        return found

    def place(self, row: int) -> str:
        return str(Place(self.file, self.row + row))

    def case(self, row: int) -> Case:
        answers = {path: value for path, value in self.plain(row).items() if path not in (NUMBER, CASE)}
        return case_from(Located(as_plain(answers), self.file, {(): (self.row + row, 0)}))

    def called(self, row: int) -> str:
        plain = self.plain(row)
        return str(plain.get(CASE) or plain.get("municipality.name") or "").strip()


class ParquetCases:
    """Questionnaires in Parquet files.

    A column `number` counts where it goes up from row to row, through all files. Else the place of the row is its number.

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
            self._limits, self._schema = limits_here(), schema_of_cases()
            self._files, self.notes = _opened(paths, shown_as)
        self._own_numbers = _numbers_go_up(self._files)
        if not self._own_numbers and any(NUMBER in file.columns for file in self._files):
            self.notes += (_NOT_IN_ORDER,)

    def count(self) -> int | None:
        """Rows, as the files tell them."""
        return sum(sum(file.groups) for file in self._files)

    def read_share(self) -> float:
        """Which part of the rows has been read."""
        return self._read / max(self.count() or 0, 1)

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        """The batches; groups of rows before the first are not read."""
        waiting: list[_Piece] = []
        index, rows = first, 0
        for piece in self._pieces(first * size, size):
            while rows + len(piece.rows) >= size:
                taken = size - rows
                yield self._batch(index, [*waiting, piece.part(0, taken)], index * size)
                piece = piece.part(taken, len(piece.rows) - taken)
                index, waiting, rows = index + 1, [], 0
            if len(piece.rows):
                waiting.append(piece)
                rows += len(piece.rows)
        if waiting:
            yield self._batch(index, waiting, index * size)

    def _pieces(self, start: int, size: int) -> Iterator[_Piece]:
        """Rows as they lie in the files, from a place on."""
        for file in self._files:
            if start < sum(file.groups):
                yield from self._pieces_of(file, start, size)
            start = max(start - sum(file.groups), 0)

    def _pieces_of(self, file: _File, start: int, size: int) -> Iterator[_Piece]:
        import pyarrow.parquet as pq

        row = 0
        with _told(file.shown_as), pq.ParquetFile(file.path) as opened:
            for groups, rows in _together(file.groups, size):
                read = opened.iter_batches(size, row_groups=groups, columns=list(file.columns)) if row + rows > start else ()
                at = row
                for part in read:
                    skip = min(max(start - at, 0), len(part))
                    if skip < len(part):
                        yield _Piece(part, file.shown_as, at + 1).part(skip, len(part) - skip)
                    at += len(part)
                row += rows

    def _batch(self, index: int, pieces: Sequence[_Piece], start: int) -> Batch:
        made: list[Batch] = []
        with with_added(self._added):
            for piece in pieces:
                made += self._judged(index, piece, start)
                start += len(piece.rows)
        self._read = start
        return joined(made)

    def _judged(self, index: int, piece: _Piece, start: int) -> Iterator[Batch]:
        """What becomes of rows; one with text that is no text is looked for by halves."""
        import pyarrow as pa

        try:
            piece.rows.validate(full=True)
        except pa.ArrowInvalid:
            count = len(piece.rows)
            if count == 1:
                place = Place(piece.file, piece.row)
                number = piece.rows.column(NUMBER)[0].as_py() if self._own_numbers else start
                row = SetAside(number, "", str(place), (Fault(place, _NO_TEXT),))
                yield Batch(index, self._schema.empty_table(), (row,))
            else:
                yield from self._judged(index, piece.part(0, count // 2), start)
                yield from self._judged(index, piece.part(count // 2, count - count // 2), start + count // 2)
        else:
            yield judged(index, self._rows(piece, start))

    def _rows(self, piece: _Piece, start: int) -> Rows:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        count, given = len(piece.rows), piece.rows.schema.names
        columns, misfit = {}, np.zeros(count, dtype=bool)
        for question in questions_of_cases():
            if question.path in given:
                column, mask = fitted(piece.rows.column(question.path), question, self._schema.field(question.path).type)
                columns[question.path] = column
                if mask is not None:
                    misfit |= mask
        numbers, names = pa.array(np.arange(start, start + count)), None
        if self._own_numbers:
            numbers = piece.rows.column(NUMBER).cast(pa.int64())
        if CASE in given:
            names = pc.utf8_trim_whitespace(piece.rows.column(CASE).cast(pa.string()))
            names = pc.if_else(pc.equal(names, ""), None, names)
        return Rows(columns, numbers, suspected(columns, self._limits, count) | misfit, piece.case, piece.place, piece.called, names)


def _together(groups: Sequence[int], size: int) -> Iterator[tuple[list[int], int]]:
    """Groups of rows that are read in one go, and how many rows they are: small ones until there are enough for a batch.

    All groups in one go would be simpler, but then PyArrow (26) keeps more and more of what it decoded, some 100 MB.
    """
    taken: list[int] = []
    rows = 0
    for group, count in enumerate(groups):
        taken.append(group)
        rows += count
        if rows >= size:
            yield taken, rows
            taken, rows = [], 0
    if taken:
        yield taken, rows


def _opened(paths: Sequence[Path], shown_as: Sequence[str]) -> tuple[tuple[_File, ...], tuple[Text, ...]]:
    """The files, when nothing is wrong with the columns of any, and what a user should know of those."""
    import pyarrow.parquet as pq

    files: list[_File] = []
    faults: list[Fault] = []
    notes: dict[Text, None] = {}
    for path, name in zip(paths, shown_as, strict=True):
        with _told(name), pq.ParquetFile(path) as opened:
            schema, metadata = opened.schema_arrow, opened.metadata
            groups = tuple(metadata.row_group(group).num_rows for group in range(metadata.num_row_groups))
        headings, found = headings_of(schema.names, Place(name), cells=False)
        faults += found
        missing = []
        for heading, field in zip(headings, schema, strict=True):
            if heading is None:
                continue
            faults += (
                _misfits_of_own(field, name)
                if heading.path in (NUMBER, CASE)
                else misfits(field.type, questions()[field.name], Place(name))
            )
            if heading.path in questions():
                missing += missing_of_rows(field.type, questions()[heading.path])
        files.append(_File(path, name, groups, tuple(heading.path for heading in headings if heading)))
        notes.update(dict.fromkeys(notes_of(schema.names, headings, missing)))
    if faults:
        raise FaultyInputError(faults)
    return tuple(files), tuple(notes)


def _misfits_of_own(field: pa.Field, name: str) -> Iterator[Fault]:
    import pyarrow.types as t

    kind, place = printable(str(field.type)[:100]), Place(name)
    if field.name == NUMBER and not t.is_integer(field.type):
        yield Fault(place, Text("moet een heel getal zijn (int64).", "must be a whole number (int64)."), NUMBER, kind)
    if field.name == CASE and not is_text(field.type) and not t.is_null(field.type):
        yield Fault(place, Text("moet een tekst zijn (string).", "must be a text (string)."), CASE, kind)


def _numbers_go_up(files: Sequence[_File]) -> bool:
    """Whether all files have a column of numbers, each above the one before, from 0 on; it is read whole, which is soon done."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not all(NUMBER in file.columns for file in files):
        return False
    last = -1
    for file in files:
        with _told(file.shown_as), pq.ParquetFile(file.path) as opened:
            for part in opened.iter_batches(1_000_000, columns=[NUMBER]):
                try:
                    numbers = part.column(NUMBER).cast(pa.int64())
                except pa.ArrowInvalid:
                    return False
                if numbers.null_count or (np.diff(numbers.to_numpy(), prepend=last) <= 0).any():
                    return False
                last = numbers[-1].as_py() if len(numbers) else last
    return True


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say in words that a file cannot be read, or not any further."""
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError:
        raise _unreadable(name, Text("bestaat niet.", "does not exist.")) from None
    except PermissionError:
        raise _unreadable(name, Text("mag niet worden gelezen.", "may not be read.")) from None
    except (pa.ArrowException, OSError) as error:
        reason = printable(" ".join(str(error).split())[:200])
        raise _unreadable(
            name, Text(f"kan niet als Parquet worden gelezen ({reason}).", f"cannot be read as Parquet ({reason}).")
        ) from None


def _unreadable(name: str, message: Text) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(name), message))
