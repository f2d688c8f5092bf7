"""Results that are slow to compute and always the same, kept in the user's cache folder as plain text.

The name of what is kept says everything that it depends on; a cache that cannot be read or written is no fault, only slower.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from commplan_advisor import __version__

_MOST_KEPT = 200


def kept(name: str, compute: Callable[[], str], shelf: str = "") -> str:
    """What was kept under a name, or else what `compute` gives, which is kept from then on.

    Args:
        name: says everything that the result depends on.
        compute: makes it.
        shelf: a folder of its own for results of which there are many, so that they do not drive out others.
    """
    folder = _folder(shelf)
    if folder is None:
        return compute()
    path = folder / f"{sha256(name.encode()).hexdigest()[:40]}.json"
    try:
        stamp, _, text = path.read_text(encoding="utf-8").partition("\n")
        if stamp == _stamp(text):
            return text
    except (OSError, ValueError):
        pass
    text = compute()
    _keep(path, f"{_stamp(text)}\n{text}")
    return text


def _stamp(text: str) -> str:
    """What a kept text must begin with: one that was damaged since is not used."""
    return sha256(text.encode()).hexdigest()


def _folder(shelf: str) -> Path | None:
    root = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        return Path(root).expanduser() / "commplan-advisor" / shelf
    except RuntimeError:  # a user without a home folder
        return None


def _keep(path: Path, text: str) -> None:
    from commplan_advisor.common.faults import UnreadableFileError
    from commplan_advisor.common.files import write_text

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text, force=True)
        files = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for old in files[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, UnreadableFileError):
        return


@cache
def library_stamp(name: str) -> str:
    """What tells one installation of a library from another, without loading it."""
    from importlib.util import find_spec

    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return "none"
    status = Path(spec.origin).stat()
    return f"{spec.origin}:{status.st_mtime_ns}:{status.st_size}"


@cache
def program_stamp(*rooms: str) -> str:
    """What tells this program, as far as these rooms of it go, from any other version of it, as it was when that was first asked.

    Raises:
        OSError: its files cannot be looked at.
    """
    return sha256("".join([__version__, *map(_room_stamp, rooms)]).encode()).hexdigest()


@cache
def _room_stamp(room: str) -> str:
    """The files of a room, each with the time of its last change; by the functions of `os`, which are five times as fast as paths."""
    found: list[str] = []
    folders = [str(Path(__file__).parents[1] / room)]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    found.append(f"{entry.path} {entry.stat().st_mtime_ns}\n")
                elif "." not in entry.name and entry.is_dir():
                    folders.append(entry.path)
    return "".join(sorted(found))
