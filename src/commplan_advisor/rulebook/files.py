"""Which files make up a rule book."""

from __future__ import annotations

import os
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG
from typing import NoReturn

STATEMENTS = "statements.yaml"
"""What must be so of the rule book, in words of whoever looks after it; see `statements`."""


def rule_files(folder: Path) -> list[Path]:
    """The YAML files of a rule book, in a fixed order; `tests/` and `statements.yaml` hold what must be so of it, not what it says.

    Raises:
        OSError: the folder, one inside it or a file cannot be read; a rule book is never read in part.
    """
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(root)
        folders[:] = [name for name in folders if not name.startswith(".") and (here, name) != (folder, "tests")]
        found += [here / name for name in names if not name.startswith(".") and name.lower().endswith((".yaml", ".yml"))]
    found = [path for path in found if path != folder / STATEMENTS]
    for path in found:
        if not S_ISREG(path.stat().st_mode):  # reading it might wait for ever
            raise OSError(EINVAL, os.strerror(EINVAL), str(path))
    return sorted(found)


def _refuse(error: OSError) -> NoReturn:
    raise error
