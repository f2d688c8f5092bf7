"""Tests of the small rule book, as files beside its rules."""

from __future__ import annotations

from pathlib import Path

from tests.support.rulefolder import SMALL, Files, changed, written

UNDATED: Files = changed(
    changed(SMALL, "problems/coverage.yaml", "  valid: {from: 2025-01-01, until: 2027-12-31}\n", ""),
    "parameters.yaml",
    "    - {from: 2020-01-01, value: 50}\n    - {from: 2026-07-01, value: 60}\n",
    "    - {from: 2000-01-01, value: 50}\n",
)
"""The small rule book without dates: every day is a piece of work of its own."""

REGISTER = """\
- test: Geen register
  given: {situation.register.exists: false, situation.initiatives: []}
  must:
    - {finding: no_register, because: no-register}
  must_not:
    - {action: set-up-register}
"""


def with_tests(folder: Path, tests: str, files: Files = SMALL, name: str = "tests/register.yaml") -> Path:
    """The folder of a rule book, with a file of tests in it."""
    return written(folder, {**files, name: tests})
