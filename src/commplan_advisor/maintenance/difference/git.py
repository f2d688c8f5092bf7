"""A folder as it was at some revision, read with the `git` command; nothing of the repository or of the files at hand is touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text

_PATIENCE = 60
"""Seconds that git may take."""
_ORDINARY = ("100644", "100755")
_LINK = "120000"


class GitError(Exception):
    """Git says no; the text is its last line."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder at a revision.

    Attributes:
        repository: a folder in the repository.
        id: what git calls the folder as it was; the same for the same content.
    """

    repository: Path
    id: str


def top_of(folder: Path) -> Path | None:
    """The topmost folder of the repository that a folder lies in; None when it lies in none.

    Raises:
        UnreadableFileError: there is no git.
    """
    try:
        return Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).rstrip("\n"))
    except GitError:
        return None


def has_revision(repository: Path, revision: str) -> bool:
    """Whether a repository knows a revision."""
    return _resolved(repository, f"{revision}^{{commit}}") is not None


def tree_of(repository: Path, revision: str, path: str) -> Tree | None:
    """A folder at a revision, its path from the top of the repository; None when it was not there, or was a file."""
    found = _resolved(repository, f"{revision}:{path}^{{tree}}" if not path else f"{revision}:{path}")
    if found is None or _git(repository, "cat-file", "-t", found).strip() != b"tree":
        return None
    return Tree(repository, found)


def names_in(repository: Path) -> list[str]:
    """The branches and tags of a repository."""
    try:
        return os.fsdecode(_git(repository, "for-each-ref", "--format=%(refname:short)")).splitlines()
    except GitError:
        return []


def files_of(tree: Tree, name: str) -> Iterator[tuple[str, bytes]]:
    """The YAML files in a folder and below, each by its path.

    Args:
        tree: the folder.
        name: what messages call it.

    Raises:
        UnreadableFileError: one of them is a link, which leads nowhere here.
    """
    found: list[tuple[str, str]] = []
    for line in _git(tree.repository, "ls-tree", "-r", "-z", "--full-tree", tree.id).split(b"\0"):
        told, _, path = os.fsdecode(line).partition("\t")
        if not path.lower().endswith((".yaml", ".yml")):
            continue
        mode, _, id_ = told.split(" ")
        if mode == _LINK:
            message = Text(
                "is een koppeling naar een ander bestand. Die kan niet uit git worden gelezen.", "is a link: git does not hold it."
            )
            raise UnreadableFileError(Fault(Place(f"{name}/{path}"), message))
        if mode in _ORDINARY:
            found.append((path, id_))
    yield from zip((path for path, _ in found), _contents(tree.repository, [id_ for _, id_ in found]), strict=True)


def _contents(repository: Path, ids: list[str]) -> Iterator[bytes]:
    told = _git(repository, "cat-file", "--batch", given="".join(f"{id_}\n" for id_ in ids).encode())
    start = 0
    for _ in ids:
        end = told.index(b"\n", start)
        size = int(told[start:end].rpartition(b" ")[2])
        yield told[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _resolved(repository: Path, what: str) -> str | None:
    try:
        return os.fsdecode(_git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", what)).strip()
    except GitError:
        return None


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], input=given, capture_output=True, env=environment, timeout=_PATIENCE, check=False
        )
    except FileNotFoundError:
        message = Text("is niet te vinden. Installeer git, of geef twee mappen.", "cannot be found. Install git, or give two folders.")
        raise UnreadableFileError(Fault(Place("git"), message)) from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        message = Text(f"kan niet worden gelezen met git ({error}).", f"cannot be read with git ({error}).")
        raise UnreadableFileError(Fault(Place(str(folder)), message)) from None
    if done.returncode:
        raise GitError(os.fsdecode(done.stderr).strip().rpartition("\n")[2])
    return done.stdout
