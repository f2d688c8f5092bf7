"""Tests of the small rule book, as files beside its rules."""

from __future__ import annotations

from pathlib import Path

from tests.support.rulefolder import SMALL, Files, written

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
