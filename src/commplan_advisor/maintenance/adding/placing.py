"""Adding something to the files of a rule book: tried on a copy of the whole folder first, and written only when all of it is right."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.files import make_folder, read_text, write_bytes
from commplan_advisor.common.text import Text

_CHANGED = Text(
    "is intussen veranderd; er is niets geschreven. Probeer het opnieuw.", "has changed meanwhile; nothing was written. Try again."
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of a rule book as it becomes.

    Attributes:
        file: its path in the folder.
        before: its text as it was; None when it was not there.
        after: its text as it becomes.
        line: where what is added begins.
        mark: whether the file begins with a byte order mark, which its texts leave out.
    """

    file: str
    before: str | None
    after: str
    line: int
    mark: bool = False


def edited(folder: Path, file: str, change: Callable[[str], str]) -> Edit:
    """A change of a file that is there or comes.

    Raises:
        UnreadableFileError: it cannot be read.
        FaultyInputError: its text cannot be changed so.
    """
    path = folder / file
    before = read_text(path) if path.exists() else None
    try:
        after = change(before or "")
    except FaultyInputError as error:
        raise FaultyInputError([replace(fault, place=replace(fault.place, file=str(path))) for fault in error.faults]) from None
    mark = before is not None and path.read_bytes().startswith(codecs.BOM_UTF8)
    return Edit(file, before, after, _first_difference(before or "", after), mark)


def _first_difference(before: str, after: str) -> int:
    """The line on which what is added begins: the first that is neither as it was nor empty."""
    old, new = before.splitlines(), after.splitlines()
    line = next((number for number, text in enumerate(new) if number >= len(old) or text != old[number]), 0)
    return next((number for number in range(line, len(new)) if new[number].strip() and not new[number].startswith("#")), line) + 1


@contextmanager
def tried(folder: Path, edits: Sequence[Edit], name: str) -> Iterator[Path]:
    """A copy of a rule book with the changes, to read and try; faults that are found in what is new are told of it by its name."""
    with TemporaryDirectory(prefix="commplan-") as made:
        copy = Path(made) / folder.resolve().name
        try:
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*", "schema"))
        except (OSError, shutil.Error) as error:
            message = Text("kan niet in zijn geheel worden gelezen.", "cannot be read as a whole.")
            raise UnreadableFileError(Fault(Place(str(folder)), message)) from error
        for edit in edits:
            path = copy / edit.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(edit.after.encode())
        try:
            yield copy
        except FaultyInputError as error:
            new = {str(copy / edit.file): edit for edit in edits}
            raise FaultyInputError([_told(fault, folder, copy, new.get(fault.place.file), name) for fault in error.faults]) from None


def _told(fault: Fault, folder: Path, copy: Path, edit: Edit | None, name: str) -> Fault:
    if edit and fault.place.line >= edit.line:
        return replace(fault, place=Place(name))
    return replace(fault, place=replace(fault.place, file=fault.place.file.replace(str(copy), str(folder))))


def write(folder: Path, edits: Sequence[Edit]) -> None:
    """Write the changes, each file beside its place and renamed into it.

    Raises:
        UnreadableFileError: a file changed since it was read, or cannot be written.
    """
    for edit in edits:
        path = folder / edit.file
        if (read_text(path) if path.exists() else None) != edit.before:
            raise UnreadableFileError(Fault(Place(str(path)), _CHANGED))
    for edit in edits:
        path = folder / edit.file
        make_folder(path.parent)
        write_bytes(path, (codecs.BOM_UTF8 if edit.mark else b"") + edit.after.encode(), force=True)
