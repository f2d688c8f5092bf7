"""Putting files in their place so that they are there as a whole or not at all, also after a power cut."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
"""What a drive says that keeps no folder of its own to write out, or a folder that may be written in but not read."""


def put(data: bytes | Iterable[bytes | memoryview], path: Path, work: Path) -> None:
    """Write a file, through to the disk.

    Args:
        data: what goes into it, as a whole or in pieces.
        path: where it comes to stand; what stands there is replaced.
        work: folder on the same drive, in which it is made.

    Raises:
        OSError: it cannot be written; what stood at the path still stands there.
    """
    made = work / path.name
    with made.open("wb") as file:
        for piece in (data,) if isinstance(data, bytes) else data:
            file.write(piece)
    move(made, path)


def move(made: Path, path: Path) -> None:
    """Bring a file that is complete to the disk and then to its place, in the place of what stands there.

    Raises:
        OSError: it cannot be done; what stood at the path still stands there.
    """
    _settle(made)
    made.replace(path)
    _settle(path.parent)


def take_away(*paths: Path) -> None:
    """Take files and folders away, as far as they are there.

    Raises:
        OSError: one cannot be taken away.
    """
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Have the content of a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)
