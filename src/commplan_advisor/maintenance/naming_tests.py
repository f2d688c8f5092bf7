"""Which tests of a rule book name which rules; tests with faults are passed over, since `commplan rules test` tells them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.located import read_located
from commplan_advisor.maintenance.testing.reading import FOLDER, files_of_tests


def names_of_tests(folder: Path) -> dict[str, tuple[str, ...]]:
    """By rule the names of the tests that name it, in the order of the files.

    Args:
        folder: of the rule book.
    """
    found: dict[str, dict[str, None]] = {}
    if not (folder / FOLDER).is_dir():
        return {}
    for file in files_of_tests(folder / FOLDER):
        try:
            tests = read_located(file).value
        except (FaultyInputError, UnreadableFileError):
            continue  # `commplan rules test` tells it
        for test in tests if isinstance(tests, list) else ():
            if isinstance(test, dict) and isinstance(test.get("test"), str):
                for rule in _named(test):
                    found.setdefault(rule, {})[test["test"]] = None
    return {rule: tuple(tests) for rule, tests in sorted(found.items())}


def _named(test: dict[str, Any]) -> Iterator[str]:
    rules = test.get("rules")
    for ids in rules.values() if isinstance(rules, dict) else ():
        yield from _words(ids)
    for word in ("must", "may"):
        for one in _listed(test.get(word)):
            if isinstance(one, dict):
                yield from _words(one.get("because"))


def _words(value: Any) -> Iterator[str]:
    yield from (one for one in _listed(value) if isinstance(one, str))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
