"""Fixed meetings (4.2): the days on which they fall in the first year of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from commplan_advisor.advice.calendar import months_later, occurrences
from commplan_advisor.advice.planning.days import PLAN_MONTHS, Days
from commplan_advisor.advice.planning.scheduler import week_of

_INTERVAL = re.compile(r";INTERVAL=(\d+)")


def meeting_days(recurrence: str, begin: date, start: date, days: Days) -> tuple[tuple[date, date], ...]:
    """The days of a meeting that comes back: by its rule, and the first day from then on that suits.

    The first one suits by itself: it begins the series, so that a calendar can repeat from it.

    Args:
        recurrence: an iCalendar recurrence rule.
        begin: the day from which the first one may be held.
        start: of the plan; the last one is held within a year of it, or of the first one when that is later.
        days: the days that suit.
    """
    every = int(found.group(1)) if (found := _INTERVAL.search(recurrence)) else 1
    rule = _INTERVAL.sub("", recurrence)
    until = months_later(max(start, begin), PLAN_MONTHS)
    nominal = list(occurrences(rule, begin, until + timedelta(days=31 * every)))
    first = next((day for day in nominal if not days.avoided(day, "meeting")), None)
    if first is None:
        return ()
    until = max(until, first)
    series = (day for day in nominal if first <= day <= until and (_period(rule, day) - _period(rule, first)) % every == 0)
    return tuple(_moved(series, days))


def _moved(series: Iterator[date], days: Days) -> Iterator[tuple[date, date]]:
    for day in series:
        yield day, days.first(day, "meeting")


def _period(rule: str, day: date) -> int:
    """The number of the year, week or month that a day is in, whichever a rule counts by."""
    if "FREQ=YEARLY" in rule:
        return day.year
    if "FREQ=WEEKLY" in rule:
        return week_of(day)
    return day.year * 12 + day.month
