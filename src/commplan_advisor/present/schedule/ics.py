"""A calendar as a file that Outlook, Google Calendar and others take in (iCalendar, RFC 5545). The library writes it; we choose what.

Why events and not tasks, and how a second import updates the first: docs/decisions/0016-a-calendar-file-remembers.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from commplan_advisor import __version__
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import printable
from commplan_advisor.present.schedule.entries import Entry, Schedule
from commplan_advisor.present.schedule.recurring import without_end
from commplan_advisor.present.schedule.words import word

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event, Timezone

PLAN = "X-COMMPLAN-PLAN"
ROLE = "X-COMMPLAN-ROLE"
"""Say of which plan a file is and for whom, so that a later version can be laid beside it."""

ZONE = "Europe/Amsterdam"

_REMIND_AT = timedelta(hours=9)
_LONGEST_TEXT = 10_000
"""Characters of a text; Google Calendar keeps 8,192 of a description, Outlook more."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when meetings last."""

    start: time
    end: time


def calendar_of(schedule: Schedule, *, remind: int = 7, meeting_hours: Hours | None = None) -> Calendar:
    """A calendar as the library knows it; its entries are new, as in a first version.

    Args:
        schedule: what is in it.
        remind: how many days before an entry there is a reminder, at nine in the morning; 0 leaves reminders out.
        meeting_hours: when meetings are; without it they take the whole day, and each can choose an hour.

    Raises:
        MissingExtraError: icalendar is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingExtraError("icalendar") from error
    language = schedule.language
    title = word("calendar", language, municipality=schedule.municipality)
    calendar = Calendar()
    calendar.add("prodid", f"-//commplan-advisor//commplan-advisor {__version__}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):  # the one is of RFC 7986, the other is what most calendars look at
        calendar.add(name, one_line(f"{title} ({schedule.role_title})" if schedule.role else title))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add(PLAN, plan_id(schedule.municipality))
    calendar.add(ROLE, schedule.role or "all")
    if meeting_hours and any(entry.kind == "meeting" for entry in schedule.entries):
        calendar.add_component(_time_zone())
    stamp = datetime.combine(schedule.as_of, time(), UTC)
    for entry in schedule.entries:
        for event in _events(entry, schedule.municipality, stamp, meeting_hours):
            if remind:
                event.add_component(_alarm(event, remind))
            calendar.add_component(event)
    return calendar


def plan_id(municipality: str) -> str:
    """A short name for the plan of a municipality, the same for every version of it and whatever the capitals."""
    return sha256(" ".join(normalize("NFC", municipality).casefold().split()).encode("utf-8", "replace")).hexdigest()[:16]


def uid(entry_id: str, municipality: str) -> str:
    """The name by which calendars know an entry: of the plan and of what it is, not of its day, and the same for every party."""
    return f"{entry_id}-{plan_id(municipality)}@commplan-advisor"


def one_line(text: str) -> str:
    """A text on one line, without characters that are no text."""
    return printable(text)[:_LONGEST_TEXT].strip()


def _events(entry: Entry, municipality: str, stamp: datetime, hours: Hours | None) -> Iterator[Event]:
    """The event of an entry; of a meeting the series, and one event for each day that its rule does not give.

    A day of another series would be more exact for the last (RECURRENCE-ID), but then one name would stand for several events: calendars
    differ in what they do with the others when one of them is gone.
    """
    timed = hours if entry.kind == "meeting" else None
    regular = tuple(day for day in entry.days if day not in entry.instead)
    if regular:
        event = _event(entry, uid(entry.id, municipality), regular[0], stamp, timed)
        if len(regular) > 1:
            _recur(event, entry, regular, timed)
        yield event
    for number, day in enumerate(entry.instead, start=1):
        yield _event(entry, uid(f"{entry.id}-instead-{number}", municipality), day, stamp, timed)


def _recur(event: Event, entry: Entry, days: Sequence[date], hours: Hours | None) -> None:
    from icalendar import vRecur

    rule = vRecur.from_ical(without_end(entry.recurrence))
    last = _span(days[-1], hours)[0]
    # The end of a rule is a day where entries are days, and a moment in UTC where they have hours.
    rule["UNTIL"] = [last.astimezone(UTC) if isinstance(last, datetime) else last]
    event.add("rrule", rule)
    off = [_span(day, hours)[0] for day in entry.off if days[0] < day < days[-1]]
    if off:
        event.add("exdate", off, {} if hours else {"VALUE": "DATE"})


def _event(entry: Entry, name: str, day: date, stamp: datetime, hours: Hours | None) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", name)
    event.add("sequence", 0)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("summary", one_line(entry.title))
    if entry.details:
        event.add("description", "\n".join(one_line(line) for line in entry.details)[:_LONGEST_TEXT])
    if entry.participants:
        event.add("categories", [one_line(one.title) for one in entry.participants])
    start, end = _span(day, hours)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if hours else "TRANSPARENT")  # a deadline does not make a day full
    return event


def _span(day: date, hours: Hours | None) -> tuple[date, date]:
    """From when until when; the end is the first that is not part of it any more."""
    if hours is None:
        return day, day + timedelta(days=1)
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(ZONE)
    return datetime.combine(day, hours.start, zone), datetime.combine(day, hours.end, zone)


def _alarm(event: Event, days: int) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(event["summary"]))
    whole_day = not isinstance(event.decoded("dtstart"), datetime)
    # A day begins at midnight, when nobody wants to be woken.
    alarm.add("trigger", (_REMIND_AT if whole_day else timedelta()) - timedelta(days=days))
    return alarm


def _time_zone() -> Timezone:
    """Dutch time as a rule that goes on: Outlook does not read the list of days that time zone libraries write."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    zone = Timezone()
    zone.add("tzid", ZONE)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    halves: Iterable[tuple[type[TimezoneDaylight | TimezoneStandard], str, datetime, timedelta, timedelta, int]] = (
        (TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), winter, summer, 3),
        (TimezoneStandard, "CET", datetime(1996, 10, 27, 3), summer, winter, 10),
    )
    for kind, name, since, before, after, month in halves:
        half = kind()
        half.add("tzname", name)
        half.add("dtstart", since)
        half.add("tzoffsetfrom", before)
        half.add("tzoffsetto", after)
        half.add("rrule", vRecur.from_ical(f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"))
        zone.add_component(half)
    return zone
