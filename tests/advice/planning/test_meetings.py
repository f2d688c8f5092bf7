"""Fixed meetings come back; messages to the same admins do not follow each other too closely."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.calendar import months_later
from commplan_advisor.advice.planning.days import Days
from commplan_advisor.advice.planning.mailings import joined
from commplan_advisor.advice.planning.meetings import meeting_days
from tests.support.answers import random_answers
from tests.support.shipped import DAY, advice_on, shipped_engine

BOOK = shipped_engine().book
RULES = sorted({task.recurrence for task in BOOK.catalogue.tasks.values() if task.recurrence})
OTHER_RULES = ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=YEARLY;BYMONTH=10;BYDAY=3TU"]
REGIONS = ["north", "middle", "south"]
COOPERATION = {
    "municipality": {"name": "Ede", "province": "limburg"},
    "situation": {"structures": {"agreements": "none"}, "initiatives": [{"platform": "whatsapp", "groups": 9}]},
    "problems": [{"type": "poor_cooperation"}],
}


@pytest.mark.item("4.2")
@given(
    rule=st.sampled_from(RULES), begin=st.dates(date(2025, 9, 1), date(2029, 8, 1)), region=st.sampled_from(["north", "middle", "south"])
)
def test_a_meeting_is_held_as_its_rule_says_and_never_on_a_day_that_is_avoided(rule: str, begin: date, region: str) -> None:
    days = Days(BOOK.calendar, region)
    found = meeting_days(rule, begin, begin, days)
    first, last = found[0][0], found[-1][0]
    assert first == found[0][1] >= begin
    theirs = rrulestr(rule, dtstart=datetime.combine(first, datetime.min.time()))
    expected = [one.date() for one in theirs.between(datetime(2025, 1, 1), datetime(2032, 1, 1), inc=True) if one.date() <= last]
    assert [usual for usual, _ in found] == expected
    assert last <= max(first, months_later(begin, 12))
    for usual, held in found:
        assert not days.avoided(held, "meeting")
        assert held >= usual


@pytest.mark.item("4.2")
def test_the_meeting_of_municipality_and_police_comes_every_quarter_once_there_are_agreements() -> None:
    advice = advice_on(COOPERATION)
    meeting = next(one for one in advice.meetings if one.id == "evaluate-agreements")
    agreed = next(action.due for action in advice.actions if action.id == "agree-cooperation")
    assert meeting.first >= agreed
    assert {"police", "safety_officer"} <= {role for role, _ in meeting.roles}
    assert len(meeting.days) in (4, 5)
    assert meeting.days[0] == meeting.first
    assert meeting.until <= months_later(DAY, 13)
    assert meeting.because


@pytest.mark.item("5.5")
@given(days=st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.text("abc", min_size=1)), unique_by=lambda one: one[1]))
def test_messages_lie_a_fortnight_apart_and_what_falls_between_goes_along(days: list[tuple[date, str]]) -> None:
    found = joined(days, 2)
    sent = sorted(day for day, id_ in days if id_ not in found)
    assert all(later - day >= timedelta(weeks=2) for day, later in pairwise(sent))
    when = {id_: day for day, id_ in days}
    for id_, other in found.items():
        assert other not in found
        assert timedelta() <= when[id_] - when[other] < timedelta(weeks=2)


@pytest.mark.item("5.5")
@pytest.mark.parametrize("seed", range(5))
def test_in_an_advice_only_moments_for_the_admins_go_along_with_another(seed: int) -> None:
    advice = advice_on(random_answers(Random(seed)))
    moments = {one.id: one for one in advice.moments}
    assert moments
    sent = sorted(one.day for one in moments.values() if one.day and not one.joins and "Beheerders van groepen" in one.audience)
    assert all(later - day >= timedelta(weeks=2) for day, later in pairwise(sent))
    for one in moments.values():
        if one.joins:
            assert "Beheerders van groepen" in one.audience
            assert not moments[one.joins].joins
