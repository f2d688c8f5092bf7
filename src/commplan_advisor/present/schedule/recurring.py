"""Meetings that recur: their days, and the recurrence rule as a calendar file has it."""

from __future__ import annotations

from datetime import date, datetime, time

MOST = 1000
"""Days of one meeting; a daily one of more than two years is not a meeting."""

_ENDS = ("UNTIL", "COUNT")


def days_of(recurrence: str, first: date, until: date) -> tuple[date, ...]:
    """The days on which a meeting falls, from its first to its last day, both included.

    Args:
        recurrence: a recurrence rule of iCalendar (RRULE); what it says itself of its end counts too.
        first: the day that the rule counts from: every second week is every second week from here.
        until: the last day on which it may fall.
    """
    from dateutil.rrule import rrulestr

    ends = _parts(recurrence)
    last = min(until, date.fromisoformat(ends["UNTIL"][:8])) if "UNTIL" in ends else until
    most = min(MOST, int(ends.get("COUNT", MOST)))
    found: list[date] = []
    for moment in rrulestr(without_end(recurrence), dtstart=datetime.combine(first, time())):
        if moment.date() > last or len(found) >= most:
            break
        found.append(moment.date())
    return tuple(found)


def without_end(recurrence: str) -> str:
    """A recurrence rule without what it says of its end."""
    return ";".join(f"{name}={value}" for name, value in _parts(recurrence).items() if name not in _ENDS)


def _parts(recurrence: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in recurrence.strip().upper().removeprefix("RRULE:").split(";") if part)
    return {name: value for name, _, value in pairs}
