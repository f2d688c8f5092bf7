"""A plan that is not ready in time says what would help; with each of these nothing is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.advice.planning import Settled
from commplan_advisor.advice.planning.days import days_for
from commplan_advisor.advice.planning.helps import Help, helps_for, late_actions, with_hours
from commplan_advisor.advice.planning.hours import SHARED, capacity_of
from commplan_advisor.advice.planning.terms import Plan, priority_of
from tests.support.answers import questionnaire_of, random_answers
from tests.support.shipped import DAY, advice_on, outcomes_of, shipped_engine

pytestmark = pytest.mark.item("5.2", "5.3")

NO_REGISTER: dict[str, Any] = {
    "municipality": {"name": "Ede", "province": "gelderland"},
    "situation": {"internal": {"hours_per_week": 3}, "register": {"exists": False}},
}


def plan_of(answers: dict[str, Any], start: date = DAY) -> Plan:
    told, book = questionnaire_of(answers), shipped_engine().book
    return Plan(outcomes_of(answers), book, days_for(told, book), capacity_of(told, book), start)


def late_with(plan: Plan, help_: Help, ready_by: date) -> tuple[str, ...]:
    """What is still late when somebody does what was said."""
    if help_.hours:
        plan = replace(plan, capacity=with_hours(plan.capacity, help_.hours))
    if help_.start:
        plan = plan.starting(help_.start)
    plan = replace(plan, left_out=frozenset(help_.later))
    return late_actions(plan.schedule(), help_.ready_by or ready_by)


@pytest.mark.broad
@settings(max_examples=15)  # each tries some dozens of plans
@given(seed=st.integers(0, 2**32), weeks=st.integers(1, 60), hours=st.integers(1, 40))
def test_each_thing_that_is_said_to_help_does(seed: int, weeks: int, hours: int) -> None:
    answers = random_answers(Random(seed))
    answers.setdefault("situation", {}).setdefault("internal", {})["hours_per_week"] = hours
    plan, ready_by = plan_of(answers), DAY + timedelta(weeks=weeks)
    helps = helps_for(plan, ready_by, date(2024, 1, 1))
    assert bool(helps) == bool(late_actions(plan.schedule(), ready_by))
    for one in helps:
        assert late_with(plan, one, ready_by) == ()
        assert all(priority_of(plan.outcomes, id_) == "low" for id_ in one.later)
        if one.start:
            assert one.start < DAY


def test_the_hours_that_help_are_the_least_whole_ones() -> None:
    plan = plan_of(NO_REGISTER)
    ready_by = DAY + timedelta(weeks=24)
    help_ = next(one for one in helps_for(plan, ready_by, DAY) if one.hours and not one.ready_by)
    assert help_.hours is not None
    assert set(help_.hours) == {SHARED}
    assert late_with(plan, help_, ready_by) == ()
    assert late_with(plan, Help(hours={SHARED: help_.hours[SHARED] - 1}), ready_by) != ()


def test_when_no_hours_are_enough_hours_and_a_later_day_together_are_told() -> None:
    plan = plan_of(NO_REGISTER)
    ready_by = DAY + timedelta(weeks=8)
    help_ = next(one for one in helps_for(plan, ready_by, DAY) if one.hours)
    assert help_.ready_by is not None
    assert ready_by < help_.ready_by < max(term.due for term in plan.schedule().terms.values())
    assert late_with(plan, help_, ready_by) == ()


def test_a_plan_does_not_begin_earlier_than_it_can() -> None:
    plan = plan_of(NO_REGISTER)
    assert not any(one.start for one in helps_for(plan, DAY + timedelta(weeks=20), DAY))
    assert any(one.start for one in helps_for(plan, DAY + timedelta(weeks=20), DAY - timedelta(weeks=100)))


def test_what_is_done_late_is_not_late_any_more() -> None:
    plan = replace(plan_of(NO_REGISTER), today=DAY + timedelta(weeks=40))
    done = {id_: Settled("done", DAY, DAY + timedelta(weeks=39)) for id_ in plan.before}
    assert helps_for(replace(plan, settled=done), DAY + timedelta(weeks=8), DAY) == ()


def test_the_advice_says_what_is_late_and_what_helps_in_both_languages() -> None:
    answers = {**NO_REGISTER, "planning": {"ready_by": "2026-05-01"}}
    dutch, english = (advice_on(answers, language).planning for language in ("nl", "en"))
    assert dutch.ready_by == english.ready_by == date(2026, 5, 1)
    assert dutch.late
    assert all(one.due > date(2026, 5, 1) for one in dutch.late)
    assert [one.id for one in dutch.late] == [one.id for one in english.late]
    assert any(one.startswith("Een latere einddatum helpt: ") for one in dutch.helps)
    assert any(one.startswith("A later end date helps: ") for one in english.helps)
    assert any("gemeente samen" in one for one in dutch.helps)


def test_a_plan_that_is_in_time_says_nothing_of_the_kind() -> None:
    planning = advice_on({**NO_REGISTER, "planning": {"ready_by": "2029-05-01"}}).planning
    assert planning.late == ()
    assert planning.helps == ()


def test_a_role_without_hours_is_told_with_every_action_that_needs_it() -> None:
    answers = {**NO_REGISTER, "planning": {"hours": [{"role": "police", "hours_per_week": 0}]}}
    advice = advice_on(answers)
    waiting = [action for action in advice.actions if any(told.startswith("Geen uren (Politie).") for told in action.timed)]
    assert [action.id for action in waiting] == [action.id for action in advice.actions if dict(action.work).get("police")]
    assert f"Geen uren (Politie). Zoveel acties wachten daarop: {len(waiting)}." in advice.planning.helps
