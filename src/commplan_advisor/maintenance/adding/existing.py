"""Whether a name is in use already, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.located import read_located
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.adding.kinds import file_of
from commplan_advisor.maintenance.testing.reading import FOLDER, files_of_tests
from commplan_advisor.rulebook.model import RuleBook

_TAKEN = Text("bestaat al.", "exists already.")


def refuse(folder: Path, book: RuleBook, kind: str, name: str) -> None:
    """Stop when something of the kind has the name.

    Raises:
        FaultyInputError: it has; with the place.
        UnreadableFileError: a file cannot be read.
    """
    faults = [Fault(place, _TAKEN, value=name) for place in _places(folder, book, kind, name)]
    if faults:
        raise FaultyInputError(faults)


def _places(folder: Path, book: RuleBook, kind: str, name: str) -> Iterator[Place]:
    if kind == "rule":
        yield from (Place(str(folder / rule.file), rule.line) for rule in (*book.rules, *book.set_aside) if rule.id == name)
        return
    files = files_of_tests(folder / FOLDER) if kind == "test" else [folder / file_of(kind)]
    for file in files:
        if not file.exists():
            continue
        source = read_located(file, str(file))
        key = {"test": "test", "statement": "id"}.get(kind)
        if key is None and isinstance(source.value, dict) and name in source.value:
            yield source.place((name,), of_key=True)
        rows = source.value if key and isinstance(source.value, list) else []
        yield from (source.place((index, key or "")) for index, row in enumerate(rows) if isinstance(row, dict) and row.get(key) == name)
