"""A second file of a changed plan: calendars that took in the first show what the second says, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.text import Language
from commplan_advisor.present.schedule.choosing import chosen, only_for
from commplan_advisor.present.schedule.entries import Schedule
from commplan_advisor.present.schedule.ics import calendar_of, uid
from commplan_advisor.present.schedule.update import Changes, read_calendar, update
from tests.support.scheduled import QUARTERLY, ImportingCalendar, advice_of, events_in, faults_of, schedule_from
from tests.support.shipped import shipped_cases, shipped_engine

LATER = date(2026, 6, 1)


def version(schedule: Schedule, earlier: bytes | None = None, language: Language = "nl") -> tuple[bytes, Changes | None]:
    """A file, as the next version of an earlier one when there is one."""
    calendar = calendar_of(schedule)
    changes = update(calendar, read_calendar(earlier.decode(), "old.ics"), "old.ics", schedule.as_of, language) if earlier else None
    data = bytes(calendar.to_ical())
    assert list(faults_of(data)) == []
    return data, changes


def first(schedule: Schedule) -> bytes:
    return version(schedule)[0]


def as_of(schedule: Schedule, day: date) -> Schedule:
    return replace(schedule, as_of=day)


def without(advice: Advice, id_: str) -> Advice:
    return replace(advice, actions=tuple(action for action in advice.actions if action.id != id_))


def expected(schedule: Schedule) -> dict[str, tuple[date, str]]:
    """What a calendar must show: a series by its first day, and each day that its rule does not give."""
    shown = {}
    for entry in schedule.entries:
        regular = [day for day in entry.days if day not in entry.instead]
        if regular:
            shown[uid(entry.id, schedule.municipality)] = (regular[0], entry.title)
        for number, day in enumerate(entry.instead, start=1):
            shown[uid(f"{entry.id}-instead-{number}", schedule.municipality)] = (day, entry.title)
    return shown


@pytest.mark.parametrize("path", shipped_cases()[::6], ids=lambda path: path.stem)
def test_a_plan_that_begins_later_and_lost_an_action_updates_the_calendar(path: Path) -> None:
    before = schedule_from(advice_of(path))
    changed = advice_of(path, start=LATER)
    after = schedule_from(without(changed, changed.actions[0].id)) if changed.actions else schedule_from(changed)
    one = first(before)
    two, changes = version(after, one)
    calendar = ImportingCalendar()
    calendar.take_in(one)
    assert calendar.shown() == expected(before)
    calendar.take_in(two)
    assert calendar.shown() == expected(after)
    assert changes is not None
    assert changes.new + changes.changed + changes.same == len(expected(after))
    assert changes.cancelled == len(expected(before).keys() - expected(after).keys())


def test_the_same_plan_again_is_the_same_file() -> None:
    schedule = schedule_from(advice_of())
    one = first(schedule)
    two, changes = version(as_of(schedule, LATER), one)
    assert two == one
    assert changes == Changes(0, 0, 0, len(expected(schedule)))


def test_only_what_changed_gets_another_number_and_day() -> None:
    advice = advice_of()
    moved = replace(advice.actions[0], due=date(2026, 12, 1))
    after = as_of(schedule_from(replace(advice, actions=(moved, *advice.actions[1:]))), LATER)
    two, changes = version(after, first(schedule_from(advice)))
    renewed = {name for name, event in events_in(two).items() if event["SEQUENCE"] == 1}
    # The description of its first day names its last day too.
    assert renewed == {uid(f"{kind}-{moved.id}", "Nijkerk") for kind in ("start", "due")}
    assert changes is not None
    assert (changes.new, changes.changed, changes.cancelled) == (0, 2, 0)
    for event in events_in(two).values():
        day = LATER if event["SEQUENCE"] == 1 else date(2026, 3, 2)
        assert event.DTSTAMP.date() == event.decoded("LAST-MODIFIED").date() == day


def test_what_is_gone_says_so_and_reminds_of_nothing() -> None:
    advice = advice_of()
    gone = advice.actions[0]
    two, changes = version(as_of(schedule_from(without(advice, gone.id)), LATER), first(schedule_from(advice)))
    events = events_in(two)
    for kind in ("start", "due"):
        event = events[uid(f"{kind}-{gone.id}", "Nijkerk")]
        assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 1)
        assert str(event["SUMMARY"]).startswith("Vervallen: ")
        assert not event.walk("VALARM")
    assert changes is not None
    assert changes.cancelled == 2


def test_what_was_cancelled_stays_so_and_what_comes_back_is_there_again() -> None:
    advice = advice_of()
    whole, less = schedule_from(advice), schedule_from(without(advice, advice.actions[0].id))
    one = first(whole)
    two, _ = version(less, one)
    three, changes = version(less, two)
    assert three == two
    assert changes is not None
    assert changes.cancelled == 0
    four, _ = version(whole, three)
    calendar = ImportingCalendar()
    for data in (one, two, three, four):
        calendar.take_in(data)
    assert calendar.shown() == expected(whole)
    assert max(event["SEQUENCE"] for event in events_in(four).values()) == 2


def test_who_missed_a_version_sees_the_last_one_all_the_same() -> None:
    advice = advice_of()
    whole, less = schedule_from(advice), schedule_from(without(advice, advice.actions[0].id))
    later = schedule_from(without(advice_of(start=LATER), advice.actions[0].id))
    one = first(whole)
    two, _ = version(less, one)
    three, _ = version(later, two)
    calendar = ImportingCalendar()
    calendar.take_in(one)
    calendar.take_in(three)
    assert calendar.shown() == expected(later)
    calendar.take_in(one)  # an old file that somebody opens by mistake changes nothing
    calendar.take_in(two)
    assert calendar.shown() == expected(later)


def test_a_meeting_that_stops_is_cancelled_with_all_its_days() -> None:
    advice = advice_of()
    two, _ = version(schedule_from(replace(advice, meetings=())), first(schedule_from(advice)))
    event = events_in(two)[uid("meeting-periodic-meeting", "Nijkerk")]
    assert str(event["STATUS"]) == "CANCELLED"
    assert event["RRULE"]["FREQ"] == ["MONTHLY"]


def test_a_meeting_with_another_rule_is_one_that_changed() -> None:
    advice = replace(advice_of(), meetings=(QUARTERLY,))
    monthly = replace(advice, meetings=(replace(QUARTERLY, recurrence="FREQ=MONTHLY;BYDAY=2TU"),))
    _, changes = version(schedule_from(monthly), first(schedule_from(advice)))
    assert changes is not None
    assert (changes.new, changes.changed, changes.cancelled) == (0, 1, 0)


def test_an_earlier_day_of_the_rules_does_not_make_an_entry_older() -> None:
    advice = advice_of()
    one = first(as_of(schedule_from(advice), LATER))
    two, _ = version(schedule_from(replace(advice_of(start=LATER), meetings=())), one)
    calendar = ImportingCalendar()
    calendar.take_in(one)
    calendar.take_in(two)
    assert all(event.DTSTAMP.date() == LATER for event in events_in(two).values() if event["SEQUENCE"])
    assert {shown[1] for shown in calendar.shown().values()} == {
        entry.title for entry in schedule_from(replace(advice_of(start=LATER), meetings=())).entries
    }


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 2)), st.integers(0, 300)), min_size=1, max_size=5))
def test_after_any_row_of_versions_the_calendar_shows_the_last(versions: list[tuple[set[int], int]]) -> None:
    advice = replace(advice_of(), actions=advice_of().actions[:3], moments=(), checks=(), meetings=())
    calendar, earlier = ImportingCalendar(), first(schedule_from(advice))
    calendar.take_in(earlier)
    for dropped, days in versions:
        moved = tuple(
            replace(action, due=date.fromordinal(action.due.toordinal() + days))
            for number, action in enumerate(advice.actions)
            if number not in dropped
        )
        schedule = schedule_from(replace(advice, actions=moved))
        earlier, _ = version(schedule, earlier)
        calendar.take_in(earlier)
        assert calendar.shown() == expected(schedule)


# -- files that are no earlier version ------------------------------------------------------------------------------------------------

_NOT_OURS = (
    "",
    "no calendar",
    "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n",
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
    "BEGIN:VCALENDAR\r\nX-COMMPLAN-PLAN:\r\nEND:VCALENDAR\r\n",
    "END:VCALENDAR\r\n",
    ":\r\n;\r\n",
    "\x00\x01",
)


@pytest.mark.parametrize("text", _NOT_OURS)
def test_a_file_that_is_no_calendar_of_ours_is_refused(text: str) -> None:
    with pytest.raises(FaultyInputError, match=r"is not a calendar file that commplan made"):
        read_calendar(text, "old.ics")


def test_the_calendar_of_another_municipality_is_refused() -> None:
    other = first(replace(schedule_from(advice_of()), municipality="Heerde"))
    with pytest.raises(FaultyInputError, match=r"old\.ics: is the calendar of another municipality"):
        version(schedule_from(advice_of()), other)


def test_the_calendar_of_another_party_is_refused() -> None:
    schedule = schedule_from(advice_of())
    police = only_for(schedule, chosen("police", shipped_engine().book))
    with pytest.raises(FaultyInputError, match=r"then 'all', now 'police'"):
        version(police, first(schedule))
    assert version(police, first(police))[1] == Changes(0, 0, 0, len(expected(police)))


_HOSTILE_EVENT = """BEGIN:VEVENT\r
UID:{uid}\r
SEQUENCE:{sequence}\r
DTSTAMP:{stamp}\r
SUMMARY:old\r
DTSTART:{start}\r
ATTACH:https://elsewhere.example/\r
BEGIN:VALARM\r
ACTION:EMAIL\r
TRIGGER:-P1D\r
END:VALARM\r
END:VEVENT\r
"""


@pytest.mark.parametrize("sequence", ["3", "-5", "x", "99999999999999", "2147483647", ""])
@pytest.mark.parametrize("stamp", ["20260101T000000Z", "20260101", "x", "99999999T000000Z", "20260101T000000"])
@pytest.mark.parametrize("start", ["20260301", "x", "20260301T100000Z"])
def test_what_somebody_changed_in_the_earlier_file_by_hand_makes_no_trouble(sequence: str, stamp: str, start: str) -> None:
    schedule = schedule_from(replace(advice_of(), actions=advice_of().actions[:1], moments=(), checks=(), meetings=()))
    known = uid(schedule.entries[0].id, "Nijkerk")
    lines = [_HOSTILE_EVENT.format(uid=name, sequence=sequence, stamp=stamp, start=start) for name in (known, "gone@elsewhere")]
    head = f"BEGIN:VCALENDAR\r\nX-COMMPLAN-PLAN:{first(schedule).decode().split('X-COMMPLAN-PLAN:')[1][:16]}\r\nX-COMMPLAN-ROLE:all\r\n"
    data, _ = version(schedule, f"{head}{''.join(lines)}END:VCALENDAR\r\n".encode())
    events = events_in(data)
    assert 0 <= events[known]["SEQUENCE"] < 2**31
    assert events[known].decoded("DTSTART") == schedule.entries[0].day
    assert "ATTACH" not in data.decode()
    assert "ACTION:EMAIL" not in data.decode()
