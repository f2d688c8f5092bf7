"""The calendar file: read back by two libraries, and held to the rules of RFC 5545 whatever the texts are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from commplan_advisor.common.text import Language
from commplan_advisor.present.schedule.choosing import chosen, only_for
from commplan_advisor.present.schedule.entries import Entry, Participant, Schedule
from commplan_advisor.present.schedule.ics import Hours, calendar_of, one_line, uid
from commplan_advisor.present.schedule.recurring import days_of
from tests.support.scheduled import MOVED, QUARTERLY, advice_of, events_in, faults_of, schedule_from
from tests.support.shipped import shipped_engine

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MORNING = Hours(time(10), time(11, 30))


def written(schedule: Schedule, remind: int = 7, hours: Hours | None = None) -> bytes:
    return bytes(calendar_of(schedule, remind=remind, meeting_hours=hours).to_ical())


def event_of(schedule: Schedule, id_: str, remind: int = 7, hours: Hours | None = None) -> Any:
    return events_in(written(schedule, remind, hours))[uid(id_, schedule.municipality)]


def made_up(*entries: Entry, municipality: str = "Ede") -> Schedule:
    return Schedule("commplan-schedule/1", municipality, "nl", "", "", date(2026, 3, 2), date(2026, 3, 2), entries, ())


def on(day: date, title: str = "Iets", details: tuple[str, ...] = (), roles: tuple[str, ...] = (), id_: str = "moment-x") -> Entry:
    participants = tuple(Participant(f"role{number}", role, "others") for number, role in enumerate(roles))
    return Entry(id_, "moment", (day,), title, title, "", participants, "", details)


# -- read back ---------------------------------------------------------------------------------------------------------------------


def test_the_same_plan_is_the_same_bytes() -> None:
    schedule = schedule_from(advice_of())
    assert written(schedule, hours=MORNING) == written(schedule, hours=MORNING)


def test_the_file_says_whose_it_is_and_for_whom() -> None:
    schedule = schedule_from(advice_of())
    calendar = Calendar.from_ical(written(schedule))
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == "Communicatieplan Nijkerk"
    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("PUBLISH", "2.0")
    assert str(calendar["PRODID"]).startswith("-//commplan-advisor//")
    police = Calendar.from_ical(written(only_for(schedule, chosen("police", shipped_engine().book))))
    assert str(police["X-WR-CALNAME"]) == "Communicatieplan Nijkerk (Politie)"


# -- whole days --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 28), date(2028, 2, 29), date(2026, 12, 31), date(2100, 2, 28)],
    ids=["summer time", "winter time", "before leap day", "leap day", "year end", "no leap day"],
)
def test_a_day_is_a_day_and_ends_where_the_next_begins(day: date) -> None:
    event = event_of(made_up(on(day)), "moment-x")
    assert event.decoded("DTSTART") == day
    assert event.decoded("DTEND") == day + timedelta(days=1)
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
    assert str(event["TRANSP"]) == "TRANSPARENT"


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back_as_that_day(day: date) -> None:
    event = event_of(made_up(on(day)), "moment-x", remind=0)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (day, day + timedelta(days=1))


def test_without_hours_there_is_no_time_zone() -> None:
    assert b"VTIMEZONE" not in written(schedule_from(advice_of()))
    assert b"TZID" not in written(schedule_from(advice_of()))


# -- meetings ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=31"])
@pytest.mark.parametrize("hours", [None, MORNING], ids=["whole day", "with hours"])
def test_a_meeting_recurs_on_the_days_of_its_rule(rule: str, hours: Hours | None) -> None:
    advice = replace(advice_of(), meetings=(replace(QUARTERLY, recurrence=rule),))
    schedule = schedule_from(advice)
    entry = next(one for one in schedule.entries if one.kind == "meeting")
    event = event_of(schedule, entry.id, hours=hours)
    start = event.decoded("DTSTART")
    expanded = list(rrulestr(event["RRULE"].to_ical().decode(), dtstart=_with_time(start)))
    assert tuple(moment.date() for moment in expanded) == entry.days
    if hours:
        assert {moment.astimezone(AMSTERDAM).time() for moment in expanded} == {time(10)}
    other = next(one for one in vobject.readOne(written(schedule, hours=hours).decode()).vevent_list if one.uid.value == str(event["UID"]))
    assert tuple(_day(moment) for moment in other.getrruleset(addRDate=True)) == entry.days


def _with_time(start: date) -> datetime:
    return start if isinstance(start, datetime) else datetime.combine(start, time())


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def test_a_meeting_with_hours_keeps_them_when_the_clock_changes() -> None:
    event = event_of(schedule_from(advice_of()), "meeting-periodic-meeting", hours=MORNING)
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert event.decoded("DTSTART") == datetime(2026, 3, 10, 10, tzinfo=AMSTERDAM)
    assert event.decoded("DTEND") == datetime(2026, 3, 10, 11, 30, tzinfo=AMSTERDAM)
    assert str(event["TRANSP"]) == "OPAQUE"
    # The end of a rule with hours is in UTC: the last meeting, in winter, is at nine there.
    assert event["RRULE"]["UNTIL"] == [datetime(2027, 3, 9, 9, tzinfo=UTC)]


def test_dutch_time_is_that_of_the_time_zone_database() -> None:
    calendar = Calendar.from_ical(written(schedule_from(advice_of()), hours=MORNING))
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    days = (date(2010, 1, 1) + timedelta(days=number) for number in range(365 * 30))
    for moment in (datetime.combine(day, time(hour)) for day in days if day.month in (3, 10) for hour in (1, 4)):
        assert zone.utcoffset(moment) == moment.replace(tzinfo=AMSTERDAM).utcoffset(), moment
    assert str(calendar.timezones[0]["TZID"]) == "Europe/Amsterdam"


@pytest.mark.parametrize("hours", [None, MORNING], ids=["whole day", "with hours"])
def test_a_meeting_that_was_moved_is_on_its_other_day_only(hours: Hours | None) -> None:
    schedule = schedule_from(replace(advice_of(), meetings=(MOVED,)))
    data = written(schedule, hours=hours)
    assert list(faults_of(data)) == []
    found: list[date] = []
    for event in vobject.readOne(data.decode()).vevent_list:
        if event.uid.value.startswith("meeting-"):
            days = event.getrruleset(addRDate=True) if "rrule" in event.contents else [event.dtstart.value]
            found += [_day(moment) for moment in days]
    assert sorted(found) == list(MOVED.days)
    series = events_in(data)[uid("meeting-periodic-meeting", "Nijkerk")]
    assert _day(series.decoded("DTSTART")) == date(2026, 6, 9)
    assert [_day(moment.dt) for moment in series["EXDATE"].dts] == [date(2026, 9, 8)]
    assert ("TZID" if hours else "VALUE") in series["EXDATE"].params
    assert "Op 17-3-2026 in plaats van 10-3-2026." in str(series["DESCRIPTION"])


def test_a_meeting_on_one_day_does_not_recur() -> None:
    once = replace(QUARTERLY, until=date(2026, 5, 1))
    assert "RRULE" not in event_of(schedule_from(replace(advice_of(), meetings=(once,))), "meeting-periodic-meeting")


@given(
    st.sampled_from(
        ["FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=6;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=1,6;BYDAY=2WE"]
    ),
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    st.integers(0, 500),
)
def test_the_days_of_a_meeting_lie_between_its_first_and_last(rule: str, first: date, length: int) -> None:
    days = days_of(rule, first, first + timedelta(days=length))
    assert list(days) == sorted(set(days))
    assert all(first <= day <= first + timedelta(days=length) for day in days)
    if days:
        assert days_of(rule, days[0], days[-1])[-1] == days[-1]


@pytest.mark.parametrize(
    ("rule", "count"), [("FREQ=WEEKLY;COUNT=3", 3), ("RRULE:FREQ=WEEKLY;UNTIL=20260316", 3), ("FREQ=WEEKLY;UNTIL=20990101T000000Z", 5)]
)
def test_what_a_rule_says_of_its_own_end_counts_too(rule: str, count: int) -> None:
    assert len(days_of(rule, date(2026, 3, 2), date(2026, 4, 1))) == count


# -- reminders ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 7, 60])
def test_a_reminder_is_at_nine_so_many_days_before(days: int) -> None:
    event = event_of(made_up(on(date(2026, 4, 1))), "moment-x", remind=days)
    (alarm,) = event.walk("VALARM")
    assert str(alarm["ACTION"]) == "DISPLAY"
    assert str(alarm["DESCRIPTION"]) == "Iets"
    assert datetime(2026, 4, 1) + alarm.decoded("TRIGGER") == datetime(2026, 4, 1, 9) - timedelta(days=days)


def test_reminders_can_be_left_out() -> None:
    assert b"VALARM" not in written(schedule_from(advice_of()), remind=0)


# -- names -------------------------------------------------------------------------------------------------------------------------


def test_an_entry_has_one_name_whatever_the_language_the_days_and_the_party() -> None:
    dutch, english, later = (schedule_from(advice_of(language=language, start=day)) for language, day in _VERSIONS)
    names = [set(events_in(written(schedule))) for schedule in (dutch, english, later)]
    assert names[0] == names[1]
    starts = [{name for name in of if name.startswith(("start-", "due-", "meeting-", "measurement-"))} for of in names]
    assert starts[0] == starts[2]
    police = events_in(written(only_for(dutch, chosen("police", shipped_engine().book))))
    whole = events_in(written(dutch))
    assert all(event.to_ical() == whole[name].to_ical() for name, event in police.items())


_VERSIONS: tuple[tuple[Language, date], ...] = (("nl", date(2026, 3, 2)), ("en", date(2026, 3, 2)), ("nl", date(2026, 6, 1)))


def test_municipalities_do_not_share_names_of_entries() -> None:
    assert uid("due-x", "Nijkerk") != uid("due-x", "Heerde")
    assert uid("due-x", "Súdwest-Fryslân") == uid("due-x", " súdwest-fryslân ")


# -- whatever the texts ------------------------------------------------------------------------------------------------------------

_HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from("a;,:\\\"\n\r\t \x00\x0b\x1b\x7f\x85\u2028\ufeff😀👩‍👩‍👧é=^%'"), max_size=300),
    st.sampled_from(
        (
            "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
            "\nBEGIN:VALARM",
            "😀" * 200,
            "é" * 500,
            "a" * 3000,
            " begin en eind ",
            "\\n \\, \\; \\\\",
            "%0A%2C%3B",
            "^n^'",
            "",
        )
    ),
)


@settings(max_examples=60, deadline=None)
@given(_HOSTILE, _HOSTILE, st.lists(_HOSTILE, max_size=3), st.lists(_HOSTILE, max_size=3))
@example("a\nBEGIN:VEVENT", "Ede\r\nX-WR-CALNAME:x", ["a;b,c\\d", "\n"], ["Politie, wijk", "a;b"])
def test_no_text_breaks_the_file_and_both_libraries_read_it_back(title: str, municipality: str, lines: list[str], roles: list[str]) -> None:
    entry = on(date(2026, 4, 1), title, tuple(lines), tuple(roles))
    schedule = made_up(entry, municipality=municipality)
    data = written(schedule)
    assert list(faults_of(data)) == []
    (one,) = events_in(data).values()
    (other,) = vobject.readOne(data.decode()).vevent_list
    expected = "\n".join(one_line(line) for line in lines)
    assert str(one["SUMMARY"]) == other.summary.value == one_line(title)
    assert str(one.get("DESCRIPTION", "")) == (other.description.value if lines else "") == expected
    assert [str(role) for role in one.categories] == [one_line(role) for role in roles]
    assert str(Calendar.from_ical(data)["X-WR-CALNAME"]) == one_line(f"Communicatieplan {municipality}")


@given(_HOSTILE)
def test_text_on_one_line_stays_what_it_was_as_far_as_it_is_text(text: str) -> None:
    kept = one_line(text)
    assert kept.isprintable()
    assert one_line(kept) == kept
    if text.isprintable():
        assert kept == text.strip()
