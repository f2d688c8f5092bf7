"""Which files make up a rule book."""

from __future__ import annotations

from pathlib import Path


def rule_files(folder: Path) -> list[Path]:
    """The YAML files of a rule book, in a fixed order; `tests/` holds scenarios, not rules."""
    found = (path for path in folder.rglob("*.yaml") if path.relative_to(folder).parts[0] != "tests")
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
