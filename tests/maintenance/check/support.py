"""A small rule book in which nothing is found, and changes to it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from commplan_advisor.maintenance.check.checking import Checked, check
from commplan_advisor.maintenance.check.pages import Change
from commplan_advisor.present.plan.checking import faulty_texts

BASE = Path(__file__).parent / "base"
DAY = date(2026, 3, 2)
REGISTER, COVERAGE, SOLUTIONS = "situation/register.yaml", "problems/coverage.yaml", "solutions/coverage.yaml"
ACTIONS, ROLES, BOOK = "catalogue/actions.yaml", "catalogue/roles.yaml", "rulebook.yaml"


def changed(folder: Path, changes: Sequence[Change]) -> Path:
    """The small rule book in a folder, with these changes made, each of which must fit exactly once."""
    shutil.copytree(BASE, folder)
    for change in changes:
        file = folder / change.file
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if change.old:
            assert text.count(change.old) == 1, f"{change.old!r} is {text.count(change.old)} times in {change.file}"
            text = text.replace(change.old, change.text)
        else:
            text += change.text
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def checked(folder: Path, *changes: Change, day: date = DAY) -> Checked:
    """What is found in the small rule book with these changes."""
    return check(changed(folder / "rules", changes), day, faulty_texts)


def instead(file: str, old: str, new: str) -> Change:
    """One piece of a file in place of another."""
    return Change(file, new, old)


def codes_in(result: Checked) -> list[str]:
    """The codes of what was found, in the order of the files."""
    return [finding.code for finding in result.findings]
