"""Which questions, rules, outputs and tests serve each item of the format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import RuleBook

OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "goal": ("1.1", "1.4"),
    "audience": ("1.2", "1.3"),
    "platforms": ("2.1", "2.2"),
    "findings": ("2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7"),
    "swot": ("2.8",),
    "problems": ("3.1", "3.2"),
    "actions": ("4.0", "4.1", "4.2", "4.3", "4.4", "4.5", "5.1", "5.2", "5.3", "5.4", "6.1"),
    "tasks": ("4.2", "5.2"),
    "roles": ("4.2", "5.2", "5.3"),
    "moments": ("5.5",),
    "duties": ("5.6", "5.7"),
    "checks": ("7.1", "7.2", "7.3"),
    "indicators": ("7.1", "7.3"),
}
"""For each part of an advice the items of the format that it answers."""

_MARK = re.compile(r"^@pytest\.mark\.item\(([^)]*)\)\n(?:@.*\n)*def (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Served:
    """What serves one item of the format.

    Attributes:
        item: its number.
        says: what it says.
        questions: paths of the questions that ask for it.
        rules: names of the rules that cite it.
        entries: entries of the catalogue that cite it.
        outputs: parts of the advice that answer it.
        tests: tests that hold it; empty where the tests do not ship.
    """

    item: str
    says: Text
    questions: tuple[str, ...]
    rules: tuple[str, ...]
    entries: tuple[str, ...]
    outputs: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks: something in the product that serves it, or a test."""
        lacks = []
        if not self.outputs or not (self.questions or self.rules or self.entries):
            lacks.append("service")
        if not self.tests:
            lacks.append("test")
        return tuple(lacks)


def coverage(book: RuleBook, tests: Path | None) -> tuple[Served, ...]:
    """What serves each item of the format.

    Args:
        book: the rule book.
        tests: folder of the tests, or None where they do not ship.
    """
    held = marked_tests(tests) if tests else {}
    cited: dict[str, list[str]] = {}
    for rule in book.counting_rules:
        for source in rule.sources:
            cited.setdefault(source, []).append(rule.id)
    entries: dict[str, list[str]] = {}
    for plural in dict.fromkeys(PLURALS.values()):
        for entry in getattr(book.catalogue, plural).values():
            for source in entry.source:
                entries.setdefault(source, []).append(f"{plural}/{entry.id}")
    return tuple(
        Served(
            item,
            says,
            tuple(question.path for question in questions().values() if question.item == item),
            tuple(cited.get(f"format {item}", ())),
            tuple(entries.get(f"format {item}", ())),
            tuple(output for output, items in OUTPUTS.items() if item in items),
            tuple(held.get(item, ())),
        )
        for item, says in sorted((book.sources["format"].items or {}).items())
    )


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """The tests that say which items of the format they hold, by item."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for items, name in _MARK.findall(path.read_text(encoding="utf-8")):
            for item in re.findall(r'"(\d\.\d)"', items):
                found.setdefault(item, []).append(f"{path.relative_to(folder).as_posix()}::{name}")
    return found


def shipped_tests() -> Path | None:
    """The folder of the tests, in a checkout."""
    folder = Path(__file__).parents[3] / "tests"
    return folder if (folder / "maintenance").is_dir() else None
