"""Rules that no test names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import read_located
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.maintenance.testing.reading import FOLDER, files_of_tests


def tested(material: Material) -> Iterator[Finding]:
    """Rules in force that no test names; in a rule book without tests that there are none."""
    if material.tested is None:
        what = Text("dit regelboek heeft geen tests.", "this rule book has no tests.")
        yield Finding("rule-without-test", material.at_book(), what)
        return
    for rule in material.rules_to_come():
        if rule["id"] not in material.tested:
            what = Text(f"geen test noemt '{rule['id']}'.", f"no test names '{rule['id']}'.")
            yield Finding("rule-without-test", material.at_rule(rule), what, rule["id"])


def named_by_tests(folder: Path) -> frozenset[str] | None:
    """The rules that the tests of a rule book name; None when it has none. Whether the tests are right is for `rules test` to say.

    Raises:
        UnreadableFileError: a file cannot be read.
    """
    tests = folder / FOLDER
    if not tests.is_dir():
        return None
    names: set[str] = set()
    for path in files_of_tests(tests):
        try:
            names.update(_named(read_located(path).value))
        except FaultyInputError:
            continue
    return frozenset(names)


def _named(value: Any) -> Iterator[str]:
    """What stands in `because` and `rules` anywhere below a value."""
    if isinstance(value, list):
        for inner in value:
            yield from _named(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _words(inner) if key in ("because", "rules") else _named(inner)


def _words(value: Any) -> Iterator[str]:
    """A word, those of a list, or those of all lists below names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)
