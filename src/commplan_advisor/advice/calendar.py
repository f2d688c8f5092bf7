"""Days: working days in the Netherlands, months on, and yearly moments. Holidays and recurrences come from libraries."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from commplan_advisor.common.kept import kept, library_stamp

_RECURRENCES = 500
"""Of so many recurrences and years the days are remembered."""


def working_day(day: date) -> date:
    """The day itself, or the first day after it that is not in a weekend and not a public holiday in the Netherlands."""
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday in the Netherlands."""
    return day in _holidays_of(day.year)


@cache
def _holidays_of(year: int) -> frozenset[date]:
    def compute() -> str:
        from holidays import country_holidays

        return json.dumps(sorted(day.isoformat() for day in country_holidays("NL", years=year)))

    text = kept(f"holidays-nl-{year}-{library_stamp('holidays')}", compute)
    return frozenset(date.fromisoformat(day) for day in json.loads(text))


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month when it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def occurrences(recurrence: str, first: date, last: date) -> Iterator[date]:
    """The days on which an iCalendar recurrence rule falls, from the first to the last day, both included."""
    for day in _days_of(recurrence, first.year, last.year):
        if first <= day <= last:
            yield day


@lru_cache(maxsize=_RECURRENCES)
def _days_of(recurrence: str, first: int, last: int) -> tuple[date, ...]:
    """The same, from the first day of a year to the last of another."""

    def compute() -> str:
        from dateutil.rrule import rrulestr

        begin = datetime(first, 1, 1)
        days = rrulestr(recurrence, dtstart=begin).between(begin, datetime(last, 12, 31), inc=True)
        return json.dumps([day.date().isoformat() for day in days])

    name = f"days-{first}-{last}-{recurrence}-{library_stamp('dateutil')}"
    return tuple(date.fromisoformat(day) for day in json.loads(kept(name, compute)))
