"""A new version of a calendar file beside the earlier one: what changed gets a higher number, what is gone is cancelled.

A calendar that takes in a file knows an entry by its UID, and takes the version with the highest SEQUENCE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.schedule.ics import PLAN, ROLE
from commplan_advisor.present.schedule.words import word

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_OF_A_VERSION = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
_KEPT_OF_A_CANCELLED = ("UID", "SUMMARY", "DESCRIPTION", "CATEGORIES", "DTSTART", "DTEND", "RRULE", "EXDATE", "TRANSP")
_LARGEST_SEQUENCE = 2**31 - 2

_NO_CALENDAR = Text(
    "is geen agendabestand dat commplan heeft gemaakt. Geef het .ics-bestand van de vorige keer.",
    "is not a calendar file that commplan made. Give the .ics file of last time.",
)
_OF_ANOTHER_PLAN = Text(
    "is de agenda van een andere gemeente. Geef het .ics-bestand dat u eerder voor deze gemeente maakte.",
    "is the calendar of another municipality. Give the .ics file that you made for this municipality before.",
)
_FOR_ANOTHER_ROLE = Text(
    "is niet voor dezelfde partij of rol gemaakt: toen '{then}', nu '{now}'. Geef het .ics-bestand met dezelfde --role.",
    "was not made for the same party or role: then '{then}', now '{now}'. Give the .ics file with the same --role.",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many entries are new, changed, cancelled now, and the same as in the earlier file."""

    new: int
    changed: int
    cancelled: int
    same: int


def read_calendar(text: str, name: str) -> Calendar:
    """A calendar file that was made earlier.

    Args:
        text: what is in the file.
        name: the file as it is called in messages.

    Raises:
        FaultyInputError: it is not a calendar, or not one that was made here.
    """
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text)
        made_here = PLAN in calendar and bool(str(calendar[PLAN]))
    except Exception:  # the library lets through whatever goes wrong in a file that is no calendar
        made_here = False
    if not made_here:
        raise FaultyInputError([Fault(Place(name), _NO_CALENDAR)])
    return calendar


def update(calendar: Calendar, earlier: Calendar, name: str, as_of: date, language: Language) -> Changes:
    """Number the entries of a calendar after those of an earlier version, and add as cancelled what is in that one only.

    An entry that is the same keeps its number and day of change, so that what somebody changed in their own calendar stays.

    Args:
        calendar: the new version; changed in place.
        earlier: the earlier version, from `read_calendar`.
        name: its file as it is called in messages.
        as_of: the day of the new version.
        language: of the word that is put before what is cancelled.

    Raises:
        FaultyInputError: the earlier version is of another plan, or for another role.
    """
    _check_same(calendar, earlier, name)
    before = {str(event.get("UID", "")): event for event in earlier.events}
    counts = {"new": 0, "changed": 0, "cancelled": 0, "same": 0}
    for event in calendar.events:
        counts[_number(event, before.pop(str(event["UID"]), None))] += 1
    stamp = datetime.combine(as_of, time(), UTC)
    for _, event in sorted(before.items()):
        if str(event.get("STATUS")) != "CANCELLED":
            counts["cancelled"] += 1
        cancelled = _cancelled(event, stamp, language)
        if cancelled is not None:
            calendar.add_component(cancelled)
    return Changes(**counts)


def _check_same(calendar: Calendar, earlier: Calendar, name: str) -> None:
    if str(earlier[PLAN]) != str(calendar[PLAN]):
        raise FaultyInputError([Fault(Place(name), _OF_ANOTHER_PLAN)])
    then, now = str(earlier.get(ROLE, "")), str(calendar[ROLE])
    if then != now:
        message = Text(_FOR_ANOTHER_ROLE.nl.format(then=then, now=now), _FOR_ANOTHER_ROLE.en.format(then=then, now=now))
        raise FaultyInputError([Fault(Place(name), message)])


def _number(event: Event, earlier: Event | None) -> str:
    """Give an entry its number, and say what happened to it."""
    if earlier is None:
        return "new"
    same = _content(event) == _content(earlier)
    _set(event, _sequence(earlier) + (not same), _stamp(earlier) if same else max(_stamp(event), _stamp(earlier)))
    return "same" if same else "changed"


def _cancelled(earlier: Event, stamp: datetime, language: Language) -> Event | None:
    """An entry that is no longer in the plan, without its reminders; None for what is no entry."""
    from icalendar import Event

    if not all(name in earlier for name in ("UID", "SUMMARY", "DTSTART")):
        return None
    event = Event()
    for name in _KEPT_OF_A_CANCELLED:
        if name in earlier:
            event[name] = earlier[name]
    event.add("status", "CANCELLED")
    if str(earlier.get("STATUS")) == "CANCELLED":
        _set(event, _sequence(earlier), _stamp(earlier))
        return event
    del event["SUMMARY"]  # said in the title as well: not every calendar takes away what is cancelled
    event.add("summary", word("withdrawn", language, title=str(earlier["SUMMARY"])))
    _set(event, _sequence(earlier) + 1, max(stamp, _stamp(earlier)))
    return event


def _content(event: Event) -> list[tuple[str, bytes, bytes]]:
    """What an entry and its reminders say, without what only tells versions apart."""
    said = []
    for name, value in event.property_items():
        if name not in _OF_A_VERSION:
            written: Any = value
            parameters = getattr(written, "params", None)
            text = written if isinstance(written, bytes) else written.to_ical()
            said.append((name, text, parameters.to_ical() if parameters else b""))
    return said


def _set(event: Event, sequence: int, stamp: datetime) -> None:
    for name in _OF_A_VERSION:
        event.pop(name, None)
    event.add("sequence", min(sequence, _LARGEST_SEQUENCE))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)


def _sequence(event: Mapping[str, Any]) -> int:
    try:
        return max(0, int(event.get("SEQUENCE", 0)))
    except (TypeError, ValueError):
        return 0


def _stamp(event: Event) -> datetime:
    try:
        found = event.DTSTAMP
    except Exception:  # whatever the library makes of what somebody wrote there
        found = None
    return found if isinstance(found, datetime) else datetime.min.replace(year=2000, tzinfo=UTC)
