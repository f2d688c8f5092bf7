"""Rules that no test names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.maintenance.naming_tests import names_of_tests
from commplan_advisor.maintenance.testing.reading import FOLDER


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
    """The rules that the tests of a rule book name; None when it has none. Whether the tests are right is for `rules test` to say."""
    return frozenset(names_of_tests(folder)) if (folder / FOLDER).is_dir() else None
