"""Reading and writing files: bounded, and never half."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text

LARGEST_FILE = 2_000_000
"""Bytes; a questionnaire of 500 initiatives takes about 300,000."""


def read_text(path: Path, shown_as: str | None = None) -> str:
    """The text of a file in UTF-8.

    Raises:
        UnreadableFileError: no such file, a folder, a device, not allowed, too large, or not text in UTF-8.
    """
    name = shown_as or str(path)
    return decoded(read_bytes(path, name), name)


def read_bytes(path: Path, shown_as: str | None = None) -> bytes:
    """What is in a file.

    Raises:
        UnreadableFileError: no such file, a folder, a device, not allowed, or too large.
    """
    name = shown_as or str(path)
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISFIFO(status.st_mode):
                raise _unreadable(name, "is geen gewoon bestand.", "is not an ordinary file.")
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise _unreadable(name, "bestaat niet.", "does not exist.") from None
    except IsADirectoryError:
        raise _unreadable(name, "is een map, geen bestand.", "is a folder, not a file.") from None
    except PermissionError:
        raise _unreadable(name, "mag niet worden gelezen.", "may not be read.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(name, f"kan niet worden gelezen ({reason}).", f"cannot be read ({reason}).") from None
    if len(data) > LARGEST_FILE:
        raise _unreadable(
            name, f"is te groot: meer dan {LARGEST_FILE // 1_000_000} MB.", f"is too large: more than {LARGEST_FILE // 1_000_000} MB."
        )
    return data


def decoded(data: bytes, name: str) -> str:
    """The text that bytes in UTF-8 stand for.

    Args:
        data: the bytes.
        name: of the file that they come from.

    Raises:
        UnreadableFileError: they are not text in UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = Text("is geen tekst in UTF-8. Sla het bestand op als UTF-8.", "is not text in UTF-8. Save the file as UTF-8.")
        raise UnreadableFileError(Fault(place, message)) from None


def write_text(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text in UTF-8, as `write_bytes` does.

    Raises:
        UnreadableFileError: the file exists and `force` is not set, it is no ordinary file, or it cannot be written.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:  # half a character, which no file in UTF-8 can hold
        raise _unreadable(str(path), f"kan niet worden geschreven ({error}).", f"cannot be written ({error}).") from None
    write_bytes(path, data, force=force)


def write_bytes(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file beside its place and rename it into place, so that it is never there half.

    Raises:
        UnreadableFileError: the file exists and `force` is not set, it is no ordinary file, or it cannot be written.
    """
    import tempfile

    name = str(path)
    temporary: str | None = None
    try:
        mode = _mode_of(path)
        _refuse(name, mode, force=force)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # on the disk before it takes the place of what was there, or a power cut could leave neither
        Path(temporary).chmod(mode & 0o777 if mode is not None else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except FileNotFoundError:
        raise _unreadable(
            name, "kan niet worden geschreven: de map bestaat niet.", "cannot be written: the folder does not exist."
        ) from None
    except PermissionError:
        raise _unreadable(name, "mag niet worden geschreven.", "may not be written.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(name, f"kan niet worden geschreven ({reason}).", f"cannot be written ({reason}).") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)  # it is there no longer when it was renamed into place


def check_free(path: Path, *, force: bool = False) -> None:
    """Say at once what a file could not be written for, before long work on what goes into it.

    Raises:
        UnreadableFileError: the file exists and `force` is not set, or it is no ordinary file.
    """
    with suppress(OSError, ValueError):  # whatever else is wrong with the path is told when it is written
        _refuse(str(path), _mode_of(path), force=force)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there yet.

    Raises:
        UnreadableFileError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(str(folder), f"kan geen map worden ({reason}).", f"cannot be made a folder ({reason}).") from None


def _refuse(name: str, mode: int | None, *, force: bool) -> None:
    if mode is not None and stat.S_ISDIR(mode):
        raise _unreadable(name, "is een map, geen bestand.", "is a folder, not a file.")
    if mode is not None and not stat.S_ISREG(mode):
        raise _unreadable(name, "is geen gewoon bestand.", "is not an ordinary file.")
    if mode is not None and not force:
        raise _unreadable(name, "bestaat al; vervang het met --force.", "exists already; replace it with --force.")


def _mode_of(path: Path) -> int | None:
    """What kind of file stands at a path and who may do what with it; None when there is none."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unreadable(name: str, nl: str, en: str) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(name), Text(nl, en)))
