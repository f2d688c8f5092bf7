"""What other programs may use is there, and the example of the documentation runs."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import commplan_advisor
from tests.support.shipped import ROOT

PAGE = ROOT / "docs" / "reference" / "python.md"


def test_the_example_runs_and_prints_the_actions() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Advise clear house rules" in done.stdout


@pytest.mark.parametrize("name", sorted(set(dir(commplan_advisor)) - {"__version__"}))
def test_every_name_that_may_be_used_is_there_and_described(name: str) -> None:
    assert getattr(commplan_advisor, name).__doc__
    assert f"`{name}" in PAGE.read_text(encoding="utf-8")


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    program = "import sys, commplan_advisor; print([name for name in sys.modules if name.startswith(('commplan_advisor.', 'pydantic'))])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_name_that_is_not_there_is_an_ordinary_mistake() -> None:
    with pytest.raises(AttributeError, match="no attribute 'advice_on'"):
        _ = commplan_advisor.advice_on
