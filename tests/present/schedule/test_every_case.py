"""Every case that ships, in both languages: all its days are there, and every form can be read back."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from openpyxl import load_workbook

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.present.schedule.choosing import chosen, only_for
from commplan_advisor.present.schedule.entries import Entry, Schedule
from commplan_advisor.present.schedule.ics import Hours, calendar_of, one_line, uid
from commplan_advisor.present.schedule.sheets import as_csv, as_xlsx
from commplan_advisor.present.schedule.table import schedule_page
from commplan_advisor.present.terminal import as_text
from tests.support.scheduled import QUARTERLY_DAYS, advice_of, events_in, faults_of, schedule_from
from tests.support.shipped import shipped_cases, shipped_engine

MORNING = Hours(time(10), time(11, 30))


@pytest.fixture(params=[(path, language) for path in shipped_cases() for language in LANGUAGES], ids=lambda one: f"{one[0].stem}-{one[1]}")
def advice(request: pytest.FixtureRequest) -> Advice:
    path, language = request.param
    assert isinstance(path, Path)
    return advice_of(path, language)


def test_every_case_has_a_calendar_that_can_be_read_back_in_every_form(advice: Advice) -> None:
    schedule = schedule_from(advice)
    _every_day_is_there(advice, schedule)
    _the_police_get_only_their_own(advice, schedule)
    _two_libraries_read_the_calendar_file(schedule)
    _spreadsheets_have_a_line_for_each_day(advice, schedule)
    assert max(len(line) for line in as_text(schedule_page(schedule), 80).splitlines()) <= 80


def _every_day_is_there(advice: Advice, schedule: Schedule) -> None:
    told = [("start", one.start) for one in advice.actions] + [("due", one.due) for one in advice.actions]
    told += [("moment", one.day) for one in advice.moments if one.day]
    told += [("prepare", one.prepare_by) for one in advice.moments if one.day and one.prepare_by and one.prepare_by < one.day]
    told += [(one.kind, one.day) for one in advice.checks]
    told += [("meeting", day) for one in advice.meetings for day in one.days or QUARTERLY_DAYS]
    told += [("ready", day) for day in (advice.planning.ready_by,) if day]
    assert sorted((one.kind, day) for one in schedule.entries for day in one.days) == sorted(told)
    assert [one.day for one in schedule.entries] == sorted(one.day for one in schedule.entries)
    assert len({one.id for one in schedule.entries}) == len(schedule.entries)
    assert {one.id for one in schedule.undated} == {one.id for one in advice.moments if one.day is None}


def _the_police_get_only_their_own(advice: Advice, whole: Schedule) -> None:
    book = shipped_engine().book
    own = only_for(whole, chosen("police", book))
    police = {id_ for id_, role in book.catalogue.roles.items() if role.party == "police"}
    shown = {one.id for one in own.entries} | {one.id for one in own.undated}
    for action in advice.actions:
        takes_part = any(one.role in police and one.part != "informed" for one in action.roles)
        assert (f"due-{action.id}" in shown) == (f"start-{action.id}" in shown) == takes_part
    for moment in advice.moments:
        assert bool({f"moment-{moment.id}", moment.id} & shown) == bool(police & set(book.catalogue.moments[moment.id].audience))
    for meeting in advice.meetings:
        assert (f"meeting-{meeting.id}" in shown) == (not police.isdisjoint(dict(meeting.roles)))
    assert {one.id for one in own.entries} < {one.id for one in whole.entries}


def _two_libraries_read_the_calendar_file(schedule: Schedule) -> None:
    data = bytes(calendar_of(schedule, meeting_hours=MORNING).to_ical())
    assert list(faults_of(data)) == []
    first = events_in(data)
    second = {event.uid.value: event for event in vobject.readOne(data.decode()).vevent_list}
    assert set(first) == set(second)
    for entry in schedule.entries:
        names = [uid(entry.id, schedule.municipality)] if set(entry.days) - set(entry.instead) else []
        names += [uid(f"{entry.id}-instead-{number}", schedule.municipality) for number in range(1, len(entry.instead) + 1)]
        days = [day for name in names for day in _the_same_in_both(entry, first.pop(name), second[name])]
        assert sorted(days) == list(entry.days)
    assert not first


def _the_same_in_both(entry: Entry, one: Any, other: Any) -> list[date]:
    """The days of an event, when both libraries read the same of it."""
    titles = [participant.title for participant in entry.participants]
    description = "\n".join(one_line(line) for line in entry.details)
    assert str(one["SUMMARY"]) == other.summary.value == entry.title
    assert str(one.get("DESCRIPTION", "")) == (other.description.value if description else "") == description
    assert [str(category) for category in one.categories] == (other.categories.value if titles else []) == titles
    assert one.decoded("DTSTART") == other.dtstart.value
    days = other.getrruleset(addRDate=True) if "rrule" in other.contents else [other.dtstart.value]
    return [day.date() if isinstance(day, datetime) else day for day in days]


def _spreadsheets_have_a_line_for_each_day(advice: Advice, schedule: Schedule) -> None:
    days = sorted(day for one in schedule.entries for day in one.days)
    rows = list(csv.reader(io.StringIO(as_csv(schedule).removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [day.isoformat() for day in days]
    assert {len(row) for row in rows} == {8}
    page = load_workbook(io.BytesIO(as_xlsx(schedule, advice))).worksheets[0]
    assert [row[0].value for row in page.iter_rows(min_row=2)] == [datetime.combine(day, time()) for day in days]
