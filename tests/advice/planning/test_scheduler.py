"""Terms of jobs: prerequisites, hours, days that do not suit, moments; against a simple scheduler written apart."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.calendar import is_holiday
from commplan_advisor.advice.planning.jobs import Fixed, Job, Wish
from commplan_advisor.advice.planning.scheduler import LOOK_AHEAD, monday_of, schedule, week_of
from tests.support.jobs import BEGINS, CAPACITIES, jobs
from tests.support.naive_planning import naive_terms

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.item("5.2")


def day_off(day: date) -> bool:
    """Weekends, public holidays, and the two weeks around New Year."""
    return day.weekday() >= 5 or is_holiday(day) or (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 4)


@given(data=st.data(), begin=BEGINS, capacity=CAPACITIES)
def test_terms_are_those_of_a_simple_scheduler(data: st.DataObject, begin: date, capacity: dict[str, int]) -> None:
    drawn = data.draw(jobs(begin))
    found = schedule(drawn, capacity, begin, day_off)
    assert {id_: (term.start, term.due) for id_, term in found.terms.items()} == naive_terms(drawn, capacity, begin, day_off)


@given(data=st.data(), begin=BEGINS, capacity=CAPACITIES, seed=st.integers(0, 99))
def test_what_must_always_hold_of_terms(data: st.DataObject, begin: date, capacity: dict[str, int], seed: int) -> None:
    drawn = data.draw(jobs(begin, moments=True))
    found = schedule(drawn, capacity, begin, day_off)
    assert set(found.terms) == {job.id for job in drawn}
    for job in drawn:
        term = found.terms[job.id]
        assert not day_off(term.start)
        assert not day_off(term.due)
        assert begin <= term.start < term.due
        assert term.due - term.start >= timedelta(weeks=job.weeks)
        assert all(found.terms[one].due <= term.start for one in job.after)
        assert term.wish is not None
        assert term.start >= term.wish.start
        if term.wish.by and term.wish not in term.missed:
            assert term.due <= term.wish.by if term.wish.whole else term.start < term.wish.by
    for name, weeks in found.used.items():
        assert all(monday.weekday() == 0 for monday in weeks)
        if name in capacity:
            assert max(weeks.values(), default=0) <= capacity[name]
    for name in capacity:
        asked = sum(job.work.get(name, 0) for job in drawn if name not in found.terms[job.id].short)
        assert sum(found.used.get(name, {}).values()) == asked
    again = list(drawn)
    Random(seed).shuffle(again)
    assert schedule(again, dict(reversed(capacity.items())), begin, day_off) == found


@given(day=st.dates(date(1999, 12, 1), date(2032, 3, 31)))
def test_a_week_begins_on_monday_also_across_a_new_year_and_a_leap_day(day: date) -> None:
    monday = monday_of(week_of(day))
    assert monday.weekday() == 0
    assert timedelta() <= day - monday < timedelta(days=7)


def one(id_: str, weeks: int = 4, minutes: int = 0, *, start: date = MONDAY, after: tuple[str, ...] = (), rank: int = 1) -> Job:
    return Job(id_, weeks, (Wish("", start),), {"safety": minutes} if minutes else {}, after, rank)


def test_without_limits_a_job_takes_its_usual_duration() -> None:
    term = schedule([one("a")], {}, MONDAY).terms["a"]
    assert (term.start, term.due) == (MONDAY, MONDAY + timedelta(weeks=4))


def test_a_leap_day_and_a_new_year_are_days_like_others() -> None:
    start = date(2027, 12, 27)
    term = schedule([one("a", 9, start=start)], {}, start).terms["a"]
    assert term.due == date(2028, 2, 28)
    assert schedule([one("b", 9, start=date(2027, 12, 28))], {}, start).terms["b"].due == date(2028, 2, 29)


def test_with_half_the_hours_a_job_takes_twice_as_long() -> None:
    job = one("a", 4, 4 * 480)
    assert schedule([job], {"safety": 480}, MONDAY).terms["a"].due == MONDAY + timedelta(weeks=4)
    term = schedule([job], {"safety": 240}, MONDAY).terms["a"]
    assert term.due == MONDAY + timedelta(weeks=8)
    assert term.waits == ("safety",)


def test_the_most_urgent_job_goes_first_and_the_others_begin_later() -> None:
    found = schedule([one("a", 4, 1920, rank=2), one("b", 4, 1920, rank=0)], {"safety": 480}, MONDAY)
    assert found.terms["b"].start == MONDAY
    assert found.terms["a"].start == MONDAY + timedelta(weeks=4)
    assert found.terms["a"].earliest == MONDAY


def test_what_an_urgent_job_waits_for_is_urgent_too() -> None:
    drawn = [one("first", 4, 1920, rank=2), one("urgent", 4, 480, after=("first",), rank=0), one("other", 4, 1920, rank=1)]
    found = schedule(drawn, {"safety": 480}, MONDAY)
    assert found.terms["first"].start == MONDAY
    assert found.terms["other"].start > MONDAY


def test_a_job_for_a_moment_is_planned_first_when_it_would_miss_it_for_want_of_hours() -> None:
    moment = MONDAY + timedelta(weeks=6)
    budget = Job("budget", 4, (Wish("spring", MONDAY, moment), Wish("autumn", MONDAY + timedelta(weeks=30))), {"safety": 1920}, (), 2)
    alone = schedule([budget, one("big", 4, 1920, rank=0)], {"safety": 480}, MONDAY)
    assert alone.terms["budget"].wish == budget.wishes[0]
    assert alone.terms["budget"].due <= moment
    assert alone.terms["big"].start == MONDAY + timedelta(weeks=4)


def test_a_moment_that_cannot_be_met_is_told_and_the_next_one_is_taken() -> None:
    budget = Job(
        "budget", 4, (Wish("spring", MONDAY, MONDAY + timedelta(weeks=6)), Wish("autumn", MONDAY + timedelta(weeks=30))), {}, ("plan",)
    )
    term = schedule([budget, one("plan", 8)], {}, MONDAY).terms["budget"]
    assert [wish.id for wish in term.missed] == ["spring"]
    assert term.wish is not None
    assert term.wish.id == "autumn"
    assert term.start == MONDAY + timedelta(weeks=30)


@pytest.mark.parametrize("minutes", [0, 1])
def test_a_job_for_which_there_are_no_hours_is_told_and_planned_without_them(minutes: int) -> None:
    term = schedule([one("a", 4, 60 * LOOK_AHEAD)], {"safety": minutes}, MONDAY).terms["a"]
    assert term.short == ("safety",)
    assert term.due == MONDAY + timedelta(weeks=4)


def test_days_of_which_none_suits_are_no_endless_search() -> None:
    term = schedule([one("a")], {}, MONDAY, lambda _: True).terms["a"]
    assert term.start == MONDAY


def test_prerequisites_that_go_round_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        schedule([one("a", after=("b",)), one("b", after=("a",))], {}, MONDAY)


def test_what_has_begun_keeps_its_days_and_takes_only_the_hours_that_are_left() -> None:
    begun = Job("begun", 8, (Wish("", MONDAY),), {"safety": 9999}, (), 0, Fixed(MONDAY, MONDAY + timedelta(weeks=8), {"safety": 960}))
    today = MONDAY + timedelta(weeks=4)
    found = schedule([begun, one("next", 4, 1920, rank=0)], {"safety": 480}, today)
    assert (found.terms["begun"].start, found.terms["begun"].due) == (MONDAY, MONDAY + timedelta(weeks=8))
    assert sum(found.used["safety"].values()) == 960 + 1920
    assert min(found.used["safety"]) == today
    assert found.terms["next"].start >= today
