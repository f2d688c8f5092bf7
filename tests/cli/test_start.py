"""A command loads what it uses and nothing else, so that it starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commplan_advisor.rulebook.loading import shipped

_CASE = shipped("cases") / "example" / "only-low-coverage.yaml"
_NOT_USED = ["z3", "holidays", "dateutil", "duckdb", "pyarrow", "numpy", "sqlglot", "fastapi", "jinja2", "matplotlib"]


def advised(cache: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command on a case, and what it loaded."""
    program = (
        "import sys\nsys.argv = ['commplan', 'advise', sys.argv[1]]\nfrom commplan_advisor.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(_CASE)],
        env={**os.environ, "XDG_CACHE_HOME": str(cache), **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_an_advice_that_needs_no_proof_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    first, again = advised(tmp_path), advised(tmp_path)
    assert again.stdout == first.stdout
    loaded = again.stderr.split()
    assert [name for name in _NOT_USED if name in loaded] == []


def test_with_plugins_of_pydantic_it_says_the_same(tmp_path: Path) -> None:
    assert advised(tmp_path, PYDANTIC_DISABLE_PLUGINS="").stdout == advised(tmp_path).stdout


def test_what_is_kept_can_be_spoiled_or_lost(tmp_path: Path) -> None:
    told = advised(tmp_path).stdout
    for number, path in enumerate(sorted(tmp_path.rglob("*.json"))):
        path.write_text(["", "[]", path.read_text(encoding="utf-8")[:-9]][number % 3], encoding="utf-8")
    assert advised(tmp_path).stdout == told


@pytest.mark.parametrize(("columns", "widest"), [("100", 100), ("0", 80), ("wide", 80), ("", 80)])
def test_a_page_is_as_wide_as_columns_says_or_eighty(tmp_path: Path, columns: str, widest: int) -> None:
    lines = advised(tmp_path, COLUMNS=columns).stdout.splitlines()
    assert widest - 10 <= max(map(len, lines)) <= widest
