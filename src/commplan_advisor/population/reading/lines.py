"""The lines of a file, one after the other and never more than fits in memory; packed with gzip or not."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import LARGEST_FILE
from commplan_advisor.common.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST_LINE = LARGEST_FILE
"""Bytes of a line; as many as a file with one questionnaire may have."""

TOO_LONG = Text(
    f"is een te lange regel: meer dan {LONGEST_LINE // 1_000_000} MB.", f"is too long a line: more than {LONGEST_LINE // 1_000_000} MB."
)
NOT_UTF_8 = Text("is geen tekst in UTF-8. Sla het bestand op als UTF-8.", "is not text in UTF-8. Save the file as UTF-8.")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file.

    Attributes:
        number: from 1 on.
        data: its bytes, with the end of the line; of one that is too long only the first.
        too_long: whether it is.
    """

    number: int
    data: bytes
    too_long: bool = False


class Lines:
    """Reads a file line by line.

    Args:
        path: of the file; with a name that ends in `.gz` it is unpacked on the way.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_share = 0.0

    def __iter__(self) -> Iterator[Line]:
        """The lines, without the mark that some programs put before the first.

        Raises:
            UnreadableFileError: the file cannot be read, or not any further.
        """
        with _told(self.path), self.path.open("rb") as raw:
            size = max(self.path.stat().st_size, 1)
            packed = self.path.name.lower().endswith(".gz")
            file: IO[bytes] | Any = gzip.GzipFile(fileobj=raw) if packed else raw
            number = 0
            while data := file.readline(LONGEST_LINE + 1):
                number += 1
                if number == 1:
                    data = data.removeprefix(_BOM)
                too_long = len(data) > LONGEST_LINE
                end = data
                while too_long and end and not end.endswith(b"\n"):
                    end = file.readline(LONGEST_LINE)
                if number % 1000 == 1:
                    self.read_share = min(raw.tell() / size, 1.0)
                yield Line(number, data[:1000] if too_long else data, too_long)
            self.read_share = 1.0


def as_column(lines: Sequence[bytes]) -> pa.Array:
    """Lines as a column of bytes."""
    import numpy as np
    import pyarrow as pa

    # From the bytes of all, which is ten times as fast as line by line.
    ends = np.cumsum([0, *map(len, lines)], dtype=np.int64)
    return pa.Array.from_buffers(pa.large_binary(), len(lines), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(lines))])


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise _unreadable(path, "bestaat niet.", "does not exist.") from None
    except IsADirectoryError:
        raise _unreadable(path, "is een map, geen bestand.", "is a folder, not a file.") from None
    except PermissionError:
        raise _unreadable(path, "mag niet worden gelezen.", "may not be read.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        nl, en = "is beschadigd: het kan niet (verder) worden uitgepakt.", "is damaged: it cannot be unpacked (any further)."
        raise _unreadable(path, nl, en) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _unreadable(path, f"kan niet worden gelezen ({reason}).", f"cannot be read ({reason}).") from None


def _unreadable(path: Path, nl: str, en: str) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(str(path)), Text(nl, en)))
