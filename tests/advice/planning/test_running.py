"""A plan that runs: what is done or has begun stands, the rest is planned from today on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Action, Advice
from commplan_advisor.advice.planning import Settled
from commplan_advisor.questionnaire.reading import load_case
from tests.support.shipped import DAY, ROOT, shipped_engine

pytestmark = pytest.mark.item("5.2", "6.1")
TODAY = DAY + timedelta(weeks=13)
CASE = load_case(ROOT / "cases" / "example" / "large-city.yaml")


def planned(settled: dict[str, Settled] | None = None, today: date | None = None) -> Advice:
    return advise(CASE, shipped_engine(), start=DAY, prove=False, settled=settled, today=today)


def action(advice: Advice, id_: str) -> Action:
    return next(one for one in advice.actions if one.id == id_)


def test_what_is_settled_keeps_its_dates_and_the_rest_is_planned_from_today_on() -> None:
    before = planned()
    done = {one.id: Settled("done", one.start, one.due) for one in before.actions if one.due <= TODAY}
    begun = {one.id: Settled("started", one.start, one.due) for one in before.actions if one.start < TODAY < one.due}
    assert done
    assert begun
    now = planned({**done, **begun}, TODAY)
    for one in now.actions:
        if one.id in done or one.id in begun:
            assert (one.start, one.due) == (action(before, one.id).start, action(before, one.id).due)
            assert one.timed in (("Deze actie is klaar.",), ("Deze actie is al begonnen.",))
        else:
            assert one.start >= TODAY
    assert now.receipt.start == DAY
    assert [check.day for check in now.checks] == [check.day for check in before.checks]


def test_nothing_waits_for_what_is_done_or_dropped() -> None:
    first = next(one for one in planned().actions if any(one.id in other.after for other in planned().actions))
    for state in ("done", "dropped"):
        now = planned({first.id: Settled(state, DAY, DAY + timedelta(weeks=500))}, DAY)
        assert all(one.start < DAY + timedelta(weeks=400) for one in now.actions)


def test_what_has_begun_without_a_last_day_is_due_when_the_rest_of_its_work_is_done() -> None:
    first = planned().actions[0]
    soon, late = (action(planned({first.id: Settled("started", DAY, left=left)}, TODAY), first.id) for left in (0.0, 1.0))
    assert soon.start == late.start == DAY
    assert TODAY < soon.due <= late.due


def test_what_is_done_is_asked_of_nobody_any_more() -> None:
    before = planned()
    now = planned({before.actions[0].id: Settled("done", DAY, TODAY)}, DAY)
    asked = [sum(load.hours for load in advice.planning.loads) for advice in (before, now)]
    assert asked[0] - asked[1] == before.actions[0].hours


def test_names_of_actions_that_are_not_advised_are_passed_over() -> None:
    assert planned({"no-such-action": Settled("done", DAY, DAY)}, DAY).actions == planned(None, DAY).actions
