"""Days: working days in the Netherlands, months on, recurrences."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.calendar import is_holiday, months_later, occurrences, working_day

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 4, 27), date(2026, 4, 28)),  # King's Day
        (date(2026, 12, 25), date(2026, 12, 28)),  # Christmas on Friday and Saturday
        (date(2026, 3, 7), date(2026, 3, 9)),  # a Saturday
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 3, 3), date(2026, 3, 3)),
    ],
)
def test_a_day_that_is_no_working_day_moves_to_the_first_that_is(day: date, moved: date) -> None:
    assert working_day(day) == moved


@given(DAYS)
def test_a_working_day_is_on_a_weekday_that_is_no_holiday_and_soon(day: date) -> None:
    found = working_day(day)
    assert found.weekday() < 5
    assert not is_holiday(found)
    assert 0 <= (found - day).days <= 5


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("recurrence", "year", "day"),
    [
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=4SA", 2026, date(2026, 9, 26)),
        ("FREQ=YEARLY;BYWEEKNO=41;BYDAY=MO", 2026, date(2026, 10, 5)),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 2027, date(2027, 3, 28)),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=7", 2026, date(2026, 12, 7)),
    ],
)
def test_a_recurrence_falls_on_its_day(recurrence: str, year: int, day: date) -> None:
    assert list(occurrences(recurrence, date(year, 1, 1), date(year, 12, 31))) == [day]
