"""Adding lines to a file that keeps what it was given: confirmed is on the disk, and what was there before is not touched.

Several people may add at once. Each holds a lock on the file itself, so that no lock file stays behind when a program is killed, and
looks again whether the file is still the one at that path: an editor replaces a file by another.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import LARGEST_FILE, read_bytes
from commplan_advisor.common.text import Text

_PATIENCE = 20.0
"""Seconds to wait for others who write in the same file; each of them needs some hundredths."""
_PAUSE = 0.01
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
_NO_FILE = "is geen gewoon bestand.", "is not an ordinary file."
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
"""What a drive says that keeps no folder of its own to write out, or a folder that may be written in but not read."""


def append_lines(path: Path, lines: str, heading: str = "") -> None:
    """Add whole lines at the end of a file, after a line end when the last line lacks one; when this returns they are on the disk.

    Args:
        path: of the file, which is made when it is not there.
        lines: each with its line end.
        heading: what a new or empty file begins with.

    Raises:
        UnreadableFileError: it cannot be written, it would become too large to be read, or others keep it in use. It is as it was.
    """
    name = str(path)
    try:
        real = Path(os.path.realpath(path))
        with _held(real) as (handle, is_new):
            _append(real, handle, lines, heading, is_new=is_new)
    except FileNotFoundError:
        raise _unusable(name, "kan niet worden geschreven: de map bestaat niet.", "cannot be written: the folder does not exist.") from None
    except IsADirectoryError:
        raise _unusable(name, "is een map, geen bestand.", "is a folder, not a file.") from None
    except PermissionError:
        raise _unusable(name, "mag niet worden geschreven.", "may not be written.") from None
    except TimeoutError:
        nl, en = "is steeds bij een ander in gebruik. Probeer het nog eens.", "is in use by somebody else all the time. Try again."
        raise _unusable(name, nl, en) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        nl, en = f"kan niet worden geschreven ({reason}).", f"cannot be written ({reason})."
        if getattr(error, "errno", None) in _NO_LOCKS:
            nl = f"kan niet worden geschreven: deze schijf houdt niet bij wie er schrijft ({reason}). Zet het bestand op een andere schijf."
            en = f"cannot be written: this drive does not keep track of who is writing ({reason}). Put the file on another drive."
        raise _unusable(name, nl, en) from None


def read_settled(path: Path, shown_as: str | None = None) -> bytes:
    """What is in a file, not while somebody adds to it; nothing when there is no such file.

    Raises:
        UnreadableFileError: it is there and cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return b""
    except (OSError, ValueError):
        return read_bytes(path, shown_as)  # which says what is wrong
    try:
        if stat.S_ISFIFO(os.fstat(handle).st_mode):  # reading would wait for whoever writes in it
            raise _unusable(shown_as or str(path), *_NO_FILE)
        with suppress(OSError):  # without a lock at worst the last line is seen half, and told as such
            _lock(handle, fcntl.LOCK_SH)
        return read_bytes(path, shown_as)
    finally:
        os.close(handle)


def _append(path: Path, handle: int, lines: str, heading: str, *, is_new: bool) -> None:
    """Add the lines in one write; what was written of them is taken away again when that fails."""
    size = os.fstat(handle).st_size
    unfinished = size and os.pread(handle, 1, size - 1) != b"\n"
    data = ("\n" if unfinished else "" if size else heading).encode() + lines.encode()
    try:
        _write(handle, data, size)
        _settle_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(handle, size)
            if is_new and not size:  # between making and locking it somebody else may have written in it
                path.unlink(missing_ok=True)
        raise


def _write(handle: int, data: bytes, size: int) -> None:
    """Write at the end of a file of that size, through to the disk."""
    if size + len(data) > LARGEST_FILE:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    if os.write(handle, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(handle)


@contextmanager
def _held(path: Path) -> Iterator[tuple[int, bool]]:
    """The file at a path, open at its end and locked, and whether it was made for that."""
    while True:
        handle, is_new = _opened(path)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _unusable(str(path), *_NO_FILE)
            _lock(handle, fcntl.LOCK_EX)
            if _stands_at(path, handle):
                yield handle, is_new
                return
        finally:
            os.close(handle)


def _opened(path: Path) -> tuple[int, bool]:
    how = os.O_RDWR | os.O_APPEND | os.O_NONBLOCK
    while True:
        try:
            return os.open(path, how), False
        except FileNotFoundError:
            with suppress(FileExistsError):  # somebody else made it just now
                return os.open(path, how | os.O_CREAT | os.O_EXCL, 0o666), True


def _lock(handle: int, how: int) -> None:
    """Wait for the lock, but not for ever.

    Raises:
        TimeoutError: others keep it.
    """
    end = monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > end:
                raise TimeoutError from None
            sleep(_PAUSE)
        else:
            return


def _stands_at(path: Path, handle: int) -> bool:
    """Whether a path still leads to the file that was opened."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _settle_folder(folder: Path) -> None:
    """Have the name of a new file on the disk as well."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _unusable(name: str, nl: str, en: str) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(name), Text(nl, en)))
