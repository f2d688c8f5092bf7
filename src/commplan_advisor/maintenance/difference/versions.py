"""Versions of a rule book: a folder, or what a folder held at a revision of git."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError, nearest_word
from commplan_advisor.common.located import read_located
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.difference.git import files_of, has_revision, names_in, top_of, tree_of
from commplan_advisor.rulebook.files import STATEMENTS
from commplan_advisor.rulebook.loading import document_of, rulebook_from
from commplan_advisor.rulebook.model import RuleBook

USUAL = "rules"
"""The folder of the rule book, where nothing says otherwise."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a rule book.

    Attributes:
        name: what it is called: the folder, or the revision and the folder.
        document: what its files say, for every day.
        statements: the statements of its maintainer, as they stand in the file.
    """

    name: str
    document: Mapping[str, Any]
    statements: Sequence[Mapping[str, Any]]

    def as_of(self, day: date) -> RuleBook:
        """The rule book as it counts on a day."""
        return rulebook_from(self.document, day)


def versions(old: str, new: str | None) -> tuple[Version, Version]:
    """Two versions of a rule book.

    Each is a folder, `REVISION:FOLDER`, or a revision alone: then it is the same folder as that of the other one, or else `rules`.

    Args:
        old: the version before.
        new: the version after; without it the folder `old` as it is, and `old` as git has it.

    Raises:
        UnreadableFileError: there is no such folder or revision, or it cannot be read.
        FaultyInputError: with every fault in one of them.
    """
    if new is None:
        if not _is_folder(old):
            nl = "is geen map. Geef twee versies, of alleen een map om die te vergelijken met wat git ervan heeft."
            en = "is not a folder. Give two versions, or just a folder to compare it with what git has of it."
            raise _unreadable(old, nl, en)
        return _committed("HEAD", old, old), _folder(old)
    return _version(old, new), _version(new, old)


def _version(text: str, other: str) -> Version:
    if _is_folder(text):
        return _folder(text)
    revision, colon, path = text.partition(":")
    return _at(Path(), text, revision, path, text) if colon else _committed(text, other, text)


def _is_folder(text: str) -> bool:
    try:
        return bool(text) and Path(text).is_dir()
    except (OSError, ValueError):  # too long for a path, or with a character that none can have
        return False


def _folder(text: str) -> Version:
    folder = Path(text)
    return Version(text, document_of(folder), _statements(folder))


def _committed(revision: str, other: str, asked: str) -> Version:
    """The folder that the other version names, at a revision."""
    here, path = Path(), USUAL
    if _is_folder(other):
        folder = Path(other).resolve()
        top = top_of(folder)
        if top is not None:
            here, path = folder, folder.relative_to(top.resolve()).as_posix()
    elif ":" in other:
        path = other.partition(":")[2]
    path = "" if path == "." else path
    return _at(here, f"{revision}:{path}" if path else revision, revision, path, asked)


def _at(repository: Path, name: str, revision: str, path: str, asked: str) -> Version:
    top = None if revision.startswith("-") else top_of(repository)
    if top is None or not revision or not has_revision(repository, revision):
        raise _no_version(asked, revision, repository, top)
    tree = tree_of(repository, revision, path.rstrip("/"))
    if tree is None:
        nl, en = f"de map '{path}' is er niet in deze versie.", f"the folder '{path}' is not there in this version."
        raise _unreadable(name, nl, en)
    with TemporaryDirectory(prefix="commplan-") as temporary:
        folder = Path(temporary)
        with _called(temporary, name):
            for file, data in files_of(tree, temporary):
                target = folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            return Version(name, document_of(folder, f"git-{tree.id}"), _statements(folder))


def _no_version(asked: str, revision: str, repository: Path, top: Path | None) -> UnreadableFileError:
    known = [one.parent.name for one in Path().glob("*/rulebook.yaml")]
    if _is_folder(asked):
        nl, en = "staat niet in git. Geef ook een versie om mee te vergelijken.", "is not in git. Give a version to compare it with too."
        return _unreadable(asked, nl, en)
    if top is None:
        nl, en = "is geen map, en er is hier geen versiebeheer met git.", "is not a folder, and there is no git repository here."
        return _unreadable(asked, nl, en, nearest_word(asked, known))
    nl = "is geen map, en geen versie die git kent (een tak, een label of een nummer zoals HEAD~1)."
    en = "is not a folder, and not a version that git knows (a branch, a tag or a number such as HEAD~1)."
    return _unreadable(asked, nl, en, nearest_word(revision, [*known, "HEAD", *names_in(repository)]))


def _unreadable(name: str, nl: str, en: str, nearest: str = "") -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(name), Text(nl, en), nearest=nearest))


@contextmanager
def _called(folder: str, name: str) -> Iterator[None]:
    """Let faults name a version instead of the folder that it was put in for a while."""

    def renamed(fault: Fault) -> Fault:
        place = replace(fault.place, file=fault.place.file.replace(folder, name))
        message = Text(*(words.replace(folder, name) for words in (fault.message.nl, fault.message.en)))
        return replace(fault, place=place, message=message)

    try:
        yield
    except FaultyInputError as error:
        raise FaultyInputError(renamed(fault) for fault in error.faults) from None
    except UnreadableFileError as error:
        raise UnreadableFileError(renamed(error.fault)) from None


def _statements(folder: Path) -> list[Mapping[str, Any]]:
    """The statements of a rule book, as far as they have a name; whoever proves them says what is wrong with them."""
    path = folder / STATEMENTS
    if not path.exists():
        return []
    value = read_located(path, str(path)).value
    return [one for one in value if isinstance(one, dict) and isinstance(one.get("id"), str)] if isinstance(value, list) else []
