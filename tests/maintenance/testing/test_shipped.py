"""The tests of the shipped rule book hold, reach every rule and condition, and notice what is changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.command import commplan_here

pytestmark = pytest.mark.broad

DAY = "2026-11-25"
"""The date of the shipped version."""


def outcome(*options: str) -> Any:
    return json.loads(commplan_here("rules", "test", *options, "--as-of", DAY, "--format", "json").stdout)


def test_they_all_hold_and_reach_every_rule_and_condition() -> None:
    told = outcome("--coverage")
    assert told["failing"] == []
    assert told["coverage"]["share"] == 1


@pytest.mark.long
def test_they_notice_nearly_every_change_and_the_others_are_explained() -> None:
    told = outcome("--mutate")["mutation"]
    assert told["score"] >= 0.95
    assert [one for one in told["survivors"] if not one["because"]] == []
