"""What goes wrong with disks and memory while many cases are advised on, said as a fault; whichever library met it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError, printable
from commplan_advisor.common.text import Text

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A library that is not written in Python may only say it in the words of the system."""

_GO_ON = Text(
    "Wat klaar is, blijft staan: geef dezelfde opdracht om verder te gaan.", "What is done stays: give the same command to go on."
)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say what keeps the results from being written as a fault of the folder that they go to.

    Raises:
        UnreadableFileError: the disk is full, the folder may not be written in, or the memory is too small.
    """
    try:
        yield
    except (OSError, MemoryError) as error:
        raise unwritable(folder, error) from None
    except Exception as error:
        if not _is_of_duckdb(error, "IOException", "OutOfMemoryException"):
            raise
        raise unwritable(folder, error) from None


@contextmanager
def reading(source: Path) -> Iterator[None]:
    """Say what keeps the input from being read on as a fault of the input.

    Raises:
        UnreadableFileError: it disappeared, may not be read any longer, or cannot be read.
    """
    try:
        yield
    except FileNotFoundError:
        raise _unusable(source, Text("bestaat niet meer.", "exists no longer.")) from None
    except OSError as error:
        raise _unusable(source, _cannot_be_read(_reason(error))) from None
    except Exception as error:
        if not _is_of_duckdb(error, "IOException"):
            raise
        raise _unusable(source, _cannot_be_read(_reason(error))) from None


def unwritable(folder: Path, error: BaseException) -> UnreadableFileError:
    """The fault of a folder that results cannot be written in, with what to do about it."""
    if isinstance(error, MemoryError) or _is_of_duckdb(error, "OutOfMemoryException"):
        nl = "het geheugen is te klein. Neem een kleinere --batch, of geef meer met --memory."
        en = "the memory is too small. Take a smaller --batch, or give more with --memory."
        return _unusable(folder, Text(nl, en))
    if isinstance(error, PermissionError):
        return _unusable(folder, Text("hierin mag niet worden geschreven.", "may not be written in."))
    if isinstance(error, FileNotFoundError):
        return _unusable(folder, Text("bestaat niet meer.", "exists no longer."))
    if full := _full(error):
        nl = f"de schijf is vol, of een bestand werd te groot ({full}). Maak ruimte. {_GO_ON.nl}"
        en = f"the disk is full, or a file became too large ({full}). Make room. {_GO_ON.en}"
        return _unusable(folder, Text(nl, en))
    reason = _reason(error)
    return _unusable(folder, Text(f"kan niet worden geschreven ({reason}). {_GO_ON.nl}", f"cannot be written ({reason}). {_GO_ON.en}"))


def _full(error: BaseException) -> str:
    """In words of the system that there is no room; empty when it is something else."""
    told = str(error).lower()
    words = (os.strerror(one) for one in _FULL if getattr(error, "errno", None) == one or os.strerror(one).lower() in told)
    return next(words, "")


def _reason(error: BaseException) -> str:
    """What the system said, or else the first line of what a library said."""
    told = getattr(error, "strerror", None) or str(error)
    return printable(told.strip().partition("\n")[0]) or type(error).__name__


def _is_of_duckdb(error: BaseException, *names: str) -> bool:
    """Whether DuckDB raised it; without loading DuckDB, which may not be installed."""
    return any(kind.__module__.split(".")[0] in ("duckdb", "_duckdb") and kind.__name__ in names for kind in type(error).__mro__)


def _cannot_be_read(reason: str) -> Text:
    return Text(f"kan niet verder worden gelezen ({reason}).", f"cannot be read any further ({reason}).")


def _unusable(path: Path, message: Text) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(str(path)), message))
