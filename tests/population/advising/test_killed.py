"""A run that is killed whenever leaves nothing half, and gone on with it comes to the same, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.shipped import ROOT


def _tried(every: int) -> int:
    """Kill before each so many-eth change of a file; how many moments were tried."""
    command = [sys.executable, "-m", "tests.population.advising.killing", str(every)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["wrong"] == []
    return int(found["tried"])


def test_killed_at_some_moments() -> None:
    assert _tried(every=25) > 10


@pytest.mark.broad
def test_killed_at_every_moment() -> None:
    assert _tried(every=1) > 300
