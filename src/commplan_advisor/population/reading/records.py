"""The rows of a CSV file: each a piece of the file that can be divided into cells, or what keeps it from that.

Lines that are a row by themselves, which is nearly all of them, are only recognised here; many together are divided later. Others, such as
those with a cell that goes on on the next line, are divided one by one. A quotation mark in a wrong place can swallow many lines: so
of a row that is not in order only the first line is set aside, and reading goes on at the next.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.population.reading.lines import NOT_UTF_8, TOO_LONG, Line, Lines, as_column

DELIMITERS = ",;"

_CHUNK = 2048
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r") + b"\x7f"
_NO_TEXT = Text("bevat een teken dat geen tekst is, zoals NUL.", "has a character that is not text, such as NUL.")
_QUOTES = Text(
    'kan niet in cellen worden verdeeld: staan de aanhalingstekens (") goed?',
    'cannot be divided into cells: are the quotation marks (") in order?',
)
_RAGGED = "heeft {} cellen, en de eerste regel {}.", "has {} cells, and the first line {}."


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the file.

    Attributes:
        line: on which it begins, from 1 on.
        data: the row with its end, of which the cells stand alone or between quotation marks; nothing when it is not in order.
        fault: what is wrong with it as a row.
    """

    line: int
    data: bytes
    fault: Text | None = None


class Records:
    """Reads a CSV file row by row; lines without anything in them are no rows.

    Args:
        lines: of the file.

    Attributes:
        columns: the cells of the first row.
        line: on which that stands.
        delimiter: what stands between cells.

    Raises:
        UnreadableFileError: the file cannot be read as text.
        FaultyInputError: there is no first row.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        name = str(lines.path)
        first = next((line for line in lines if line.too_long or line.data.strip()), None)
        if first is None:
            raise FaultyInputError([Fault(Place(name), Text("is leeg.", "is empty."))])
        self.line = first.number
        if (wrong := _wrong(first)) is not None:
            raise UnreadableFileError(Fault(Place(name, first.number), wrong))
        try:
            self.delimiter, self.columns = _header(first.data.decode())
        except csv.Error:
            raise FaultyInputError([Fault(Place(name, first.number), _QUOTES)]) from None

    def __iter__(self) -> Iterator[Record]:
        """The rows after the first, in order; those with the wrong number of cells are not told apart from the others.

        Raises:
            UnreadableFileError: the file cannot be read any further.
        """
        nothing = f'{self.delimiter}"\r\n'.encode()
        waiting = _Waiting((line for line in self._lines if line.number > self.line), self.delimiter)
        while line := waiting.first():
            if not waiting.is_row():
                yield from self._divided(waiting)
                continue
            waiting.take()
            if line.data.strip(nothing):
                yield Record(line.number, line.data.rstrip(b"\r\n") + b"\n")

    def cells(self, record: Record) -> list[str]:
        """The cells of a row."""
        reader = csv.reader(io.StringIO(record.data.decode(), newline=""), delimiter=self.delimiter, strict=True)
        return next(reader, [])

    def ragged(self, record: Record) -> Record:
        """The row, as one that has too few or too many cells."""
        count = len(self.cells(record))
        return Record(record.line, b"", Text(*(text.format(count, len(self.columns)) for text in _RAGGED)))

    def nothing(self) -> bytes:
        """A row of which all cells are empty."""
        return self.delimiter.join('""' for _ in self.columns).encode() + b"\n"

    def _divided(self, waiting: _Waiting) -> Iterator[Record]:
        """The row that begins with the first line that waits, if there is anything in it; the line alone when the row is not in order."""
        taken: list[Line] = []

        def feed() -> Iterator[str]:
            while waiting.first():
                taken.append(waiting.take())
                if _wrong(taken[-1]) is not None:
                    raise csv.Error
                yield taken[-1].data.decode()

        try:
            cells = next(csv.reader(feed(), delimiter=self.delimiter, strict=True), [])
            in_order = len(taken) == 1 or len(cells) == len(self.columns)
        except csv.Error:
            cells, in_order = [], False
        if not in_order:
            # What is wrong may be the first line alone, with the others drawn in.
            waiting.put_back(taken[1:])
            yield Record(taken[0].number, b"", _wrong(taken[0]) or _QUOTES)
            return
        if any(cells):
            written = io.StringIO(newline="")
            csv.writer(written, delimiter=self.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
            yield Record(taken[0].number, written.getvalue().encode())


class _Waiting:
    """Lines that are still to be read, and of each whether it is a row by itself; they are recognised many together."""

    def __init__(self, lines: Iterator[Line], delimiter: str) -> None:
        self._lines = lines
        cell = rf'(?:[^"{delimiter}\r\n]*|"(?:[^"\r\n]|"")*")'
        self._pattern = rf"^{cell}(?:{delimiter}{cell})*\r?\n?$"
        self._queue: deque[tuple[Line, bool]] = deque()

    def first(self) -> Line | None:
        """The first line; None when there are no more."""
        if not self._queue:
            chunk = list(islice(self._lines, _CHUNK))
            self._queue.extend(zip(chunk, self._are_rows(chunk), strict=True))
        return self._queue[0][0] if self._queue else None

    def is_row(self) -> bool:
        """Whether the first line is a row by itself."""
        return self._queue[0][1]

    def take(self) -> Line:
        """The first line, which no longer waits."""
        return self._queue.popleft()[0]

    def put_back(self, lines: Sequence[Line]) -> None:
        """Let lines wait again, before the others."""
        self._queue.extendleft(reversed(list(zip(lines, self._are_rows(lines), strict=True))))

    def _are_rows(self, lines: Sequence[Line]) -> list[bool]:
        import pyarrow.compute as pc

        whole = b"".join(line.data for line in lines)
        plain = [True] * len(lines)
        if any(line.too_long for line in lines) or not _is_text(whole):
            plain = [_wrong(line) is None for line in lines]
        if b'"' not in whole and whole.count(b"\r") == whole.count(b"\r\n"):
            return plain
        # A line that is no text is not looked at, for the library does not expect it.
        column = as_column([line.data if fine else b"" for line, fine in zip(lines, plain, strict=True)])
        found = pc.match_substring_regex(column, self._pattern).to_pylist()
        return [fine and row for fine, row in zip(plain, found, strict=True)]


def _header(text: str) -> tuple[str, list[str]]:
    """The delimiter of a first line, and its cells: it has the names of questions, in which neither stands."""
    found: dict[str, list[str]] = {}
    for one in DELIMITERS:
        with suppress(csv.Error):  # cells between quotation marks, with another delimiter between those
            found[one] = [cell.strip() for cell in next(csv.reader([text], delimiter=one, strict=True))]
    if not found:
        raise csv.Error
    delimiter = max(found, key=lambda one: len(found[one]))
    return delimiter, found[delimiter]


def _wrong(line: Line) -> Text | None:
    """Why a line is no text; None when it is."""
    if line.too_long:
        return TOO_LONG
    if _is_text(line.data):
        return None
    return _NO_TEXT if len(line.data.translate(None, _CONTROLS)) != len(line.data) else NOT_UTF_8


def _is_text(data: bytes) -> bool:
    if len(data.translate(None, _CONTROLS)) != len(data):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
