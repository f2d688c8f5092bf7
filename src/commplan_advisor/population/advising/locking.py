"""One run in a folder at a time."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text

LOCK = ".lock"
_IN_USE = Text(
    "hier is al een ander bezig. Wacht tot dat klaar is, of kies een andere map.",
    "somebody else is at work here. Wait until that is done, or choose another folder.",
)
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep others out of a folder meanwhile; the system lets go of it when a program is ended, however that happens.

    Raises:
        UnreadableFileError: another program is at work in it, or the drive keeps no locks.
    """
    path = folder / LOCK
    handle = _locked(folder, path)
    try:
        yield
    finally:
        with suppress(OSError):  # while it is still locked: who opened it meanwhile sees that it is no longer there
            path.unlink(missing_ok=True)
        os.close(handle)


def _locked(folder: Path, path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _stands_at(path, handle):
                return handle
        except BlockingIOError:
            os.close(handle)
            raise UnreadableFileError(Fault(Place(str(folder)), _IN_USE)) from None
        except OSError as error:
            os.close(handle)
            if error.errno not in _NO_LOCKS:
                raise
            nl = f"deze schijf houdt niet bij wie er schrijft ({error.strerror}). Kies een map op een andere schijf."
            en = f"this drive does not keep track of who is writing ({error.strerror}). Choose a folder on another drive."
            raise UnreadableFileError(Fault(Place(str(folder)), Text(nl, en))) from None
        os.close(handle)


def _stands_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
