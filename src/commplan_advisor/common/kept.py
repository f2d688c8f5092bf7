"""Results that are slow to compute and always the same, kept in the user's cache folder as plain text.

The name of what is kept says everything that it depends on; a cache that cannot be read or written is no fault, only slower.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

_MOST_KEPT = 200


def kept(name: str, compute: Callable[[], str]) -> str:
    """What was kept under a name, or else what `compute` gives, which is kept from then on."""
    path = _folder() / f"{sha256(name.encode()).hexdigest()[:40]}.json"
    try:
        text = path.read_text(encoding="utf-8")
        if text.endswith("\n"):
            return text
    except (OSError, ValueError):
        pass
    text = compute()
    _keep(path, text + "\n")
    return text


def _folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(root).expanduser() / "commplan-advisor"


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
