"""Hours: how those of an action are divided, and how many a week each role has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.planning.hours import SHARED, capacity_of, divided
from commplan_advisor.rulebook.catalogue import PARTS
from tests.support.answers import questionnaire_of
from tests.support.shipped import advice_on, shipped_engine

BOOK = shipped_engine().book
SHARES = {"responsible": 60, "supports": 20, "consulted": 10, "accountable": 10, "informed": 0}
pytestmark = pytest.mark.item("5.3")


@given(
    hours=st.integers(1, 2000),
    parts=st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from("abcde")), max_size=8),
    seed=st.permutations(range(9)),
)
def test_divided_hours_are_all_hours_of_the_action_in_quarters(hours: int, parts: list[tuple[str, str]], seed: list[int]) -> None:
    parts = [("responsible", "a"), *parts]
    found = divided(hours, parts, SHARES)
    assert sum(found.values()) == hours
    assert all(share > 0 and share * 4 == int(share * 4) for share in found.values())
    shuffled = [parts[index % len(parts)] for index in seed] + parts
    assert divided(hours, shuffled, SHARES) == found


def test_a_part_that_nobody_takes_is_divided_over_the_others() -> None:
    assert divided(10, [("responsible", "a"), ("informed", "b")], SHARES) == {"a": 10.0}
    assert divided(14, [("responsible", "a"), ("accountable", "b")], SHARES) == {"a": 12.0, "b": 2.0}
    assert divided(16, [("responsible", "a"), ("supports", "b"), ("supports", "c")], SHARES) == {"a": 12.0, "b": 2.0, "c": 2.0}


def test_without_shares_whoever_is_responsible_does_it_all() -> None:
    assert divided(10, [("responsible", "a"), ("supports", "b")], {}) == {"a": 10.0}


def hours_of(**answers: Any) -> Any:
    return capacity_of(questionnaire_of({"municipality": {"name": "Ede"}, **answers}), BOOK)


def test_a_role_has_the_hours_that_were_answered_or_else_those_of_the_rule_book() -> None:
    found = hours_of(planning={"hours": [{"role": "police", "hours_per_week": 1.5}, {"role": "safety_officer"}]})
    assert found.per_week["police"] == 1.5
    assert found.per_week["safety_officer"] == BOOK.catalogue.roles["safety_officer"].hours_per_week
    assert "police" not in found.assumed
    assert "safety_officer" in found.assumed
    assert found.minutes()["police"] == 90


def test_the_roles_of_the_municipality_share_the_hours_that_it_has_together() -> None:
    found = hours_of(situation={"internal": {"hours_per_week": 6}})
    assert found.shares == {role.id for role in BOOK.catalogue.roles.values() if role.party == "municipality"}
    assert found.minutes()[SHARED] == 360
    assert found.minutes()["police"] == 240


@pytest.mark.parametrize(("own", "left"), [(2, 4.0), (6, None), (9, None)])
def test_what_was_answered_for_one_of_them_is_taken_off(own: int, left: float | None) -> None:
    answered = {"hours": [{"role": "safety_officer", "hours_per_week": own}]}
    found = hours_of(situation={"internal": {"hours_per_week": 6}}, planning=answered)
    assert found.per_week["safety_officer"] == own
    assert found.per_week["communication_officer"] == (left or BOOK.catalogue.roles["communication_officer"].hours_per_week)
    assert ("communication_officer" in found.shares) == (left is not None)


def test_no_hours_together_are_no_hours_for_each() -> None:
    assert hours_of(situation={"internal": {"hours_per_week": 0}}).minutes()[SHARED] == 0


def test_the_advice_says_what_each_role_has_and_what_is_asked_of_it() -> None:
    advice = advice_on({"municipality": {"name": "Ede"}, "situation": {"internal": {"hours_per_week": 3}, "register": {"exists": False}}})
    assert advice.planning.loads
    for load in advice.planning.loads:
        assert load.hours == sum(dict(action.work).get(load.role, 0.0) for action in advice.actions)
        assert load.shared == (BOOK.catalogue.roles[load.role].party == "municipality")
        assert load.assumed != load.shared
        assert list(load.full) == sorted(load.full)
        assert all(monday.weekday() == 0 for monday in load.full)
    for action in advice.actions:
        assert sum(hours for _, hours in action.work) == action.hours
        assert {role for role, _ in action.work} <= {part.role for part in action.roles}
