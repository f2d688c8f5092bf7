"""Which files make up a rule book."""

from __future__ import annotations

import os
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG
from typing import NoReturn


def rule_files(folder: Path) -> list[Path]:
    """The YAML files of a rule book, in a fixed order; `tests/` holds scenarios, not rules.

    Raises:
        OSError: the folder, one inside it or a file cannot be read; a rule book is never read in part.
    """
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(root)
        folders[:] = [name for name in folders if not name.startswith(".") and (here, name) != (folder, "tests")]
        found += [here / name for name in names if not name.startswith(".") and name.lower().endswith((".yaml", ".yml"))]
    for path in found:
        if not S_ISREG(path.stat().st_mode):  # reading it might wait for ever
            raise OSError(EINVAL, os.strerror(EINVAL), str(path))
    return sorted(found)


def _refuse(error: OSError) -> NoReturn:
    raise error
