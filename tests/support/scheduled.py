"""Calendars of plans, what RFC 5545 asks of a calendar file, and a calendar that takes in files as others do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from icalendar import Calendar

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice, Meeting
from commplan_advisor.common.text import Language
from commplan_advisor.present.schedule.entries import Schedule, schedule_of
from commplan_advisor.questionnaire.reading import load_case
from tests.support.shipped import DAY, ROOT, shipped_engine

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"

QUARTERLY = Meeting(
    "periodic-meeting",
    "Overleg met politie",
    "Bespreek de afspraken.",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
    date(2026, 3, 10),
    date(2027, 3, 9),
    (("safety_officer", "Adviseur veiligheid"), ("police", "Politie")),
    (),
)
"""A meeting on the second Tuesday of every third month."""
QUARTERLY_DAYS = (date(2026, 3, 10), date(2026, 6, 9), date(2026, 9, 8), date(2026, 12, 8), date(2027, 3, 9))

MOVED = replace(
    QUARTERLY,
    days=(date(2026, 3, 17), date(2026, 6, 9), date(2026, 9, 15), date(2026, 12, 8), date(2027, 3, 9)),
    moved=((date(2026, 3, 10), date(2026, 3, 17)), (date(2026, 9, 8), date(2026, 9, 15))),
)
"""The same, of which the first and the third day did not suit."""


@cache
def advice_of(path: Path = NIJKERK, language: Language = "nl", start: date = DAY) -> Advice:
    """The advice on a case that ships, with one more meeting in it."""
    advice = advise(load_case(path), shipped_engine(), language=language, start=start, prove=False)
    return replace(advice, meetings=(*advice.meetings, QUARTERLY))


def schedule_from(advice: Advice) -> Schedule:
    """The calendar of an advice by the rule book that ships."""
    return schedule_of(advice, shipped_engine().book)


def events_in(data: bytes) -> dict[str, Any]:
    """The entries of a calendar file, by UID, as the library reads them: what a property holds depends on what was written."""
    return {str(event["UID"]): event for event in Calendar.from_ical(data).events}


def faults_of(data: bytes) -> Iterator[str]:
    """What RFC 5545 says against a calendar file."""
    if not data.endswith(b"\r\n"):
        yield "does not end with an end of line"
    if re.search(rb"[\r\n]", data.replace(b"\r\n", b"")):
        yield "has an end of line that is not CR LF"
    open_parts: list[bytes] = []
    for line in data.split(b"\r\n")[:-1]:
        if len(line) > 75:
            yield f"has a line of {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "is folded in the middle of a character"
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line):
            yield "has a control character"
    for line in re.sub(rb"\r\n[ \t]", b"", data).split(b"\r\n")[:-1]:
        if not re.match(rb"[A-Z0-9-]+[;:]", line):
            yield f"has a line that is no property: {line!r}"
        if line.startswith(b"BEGIN:"):
            open_parts.append(line[6:])
        elif line.startswith(b"END:") and (not open_parts or open_parts.pop() != line[4:]):
            yield f"closes what is not open: {line!r}"
    if open_parts:
        yield f"leaves open: {open_parts}"


@dataclass
class ImportingCalendar:
    """Takes in calendar files: an entry is known by its UID, and the version with the highest SEQUENCE, then DTSTAMP, counts."""

    known: dict[str, Any] = field(default_factory=dict)

    def take_in(self, data: bytes) -> None:
        """Import a file."""
        for uid, event in events_in(data).items():
            if uid not in self.known or self._version(event) > self._version(self.known[uid]):
                self.known[uid] = event

    @staticmethod
    def _version(event: Any) -> tuple[Any, ...]:
        return int(event["SEQUENCE"]), event.DTSTAMP

    def shown(self) -> dict[str, tuple[date, str]]:
        """What its owner sees: by UID the first day and the title of what was not cancelled."""
        return {
            uid: (event.decoded("DTSTART"), str(event["SUMMARY"]))
            for uid, event in self.known.items()
            if str(event["STATUS"]) != "CANCELLED"
        }
