"""What falls on which day, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commplan_advisor.advice.model import Late
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.schedule.choosing import UnknownRoleError, by_party, chosen, only_for
from commplan_advisor.present.schedule.entries import Entry, Schedule
from commplan_advisor.present.schedule.words import PARTIES
from tests.support.scheduled import QUARTERLY, QUARTERLY_DAYS, advice_of, schedule_from
from tests.support.shipped import shipped_engine


def entry(schedule: Schedule, id_: str) -> Entry:
    return next(one for one in schedule.entries if one.id == id_)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_action_tells_its_steps_and_who_does_what(language: Language) -> None:
    advice = advice_of(language=language)
    schedule = schedule_from(advice)
    for action in advice.actions:
        for kind in ("start", "due"):
            one = entry(schedule, f"{kind}-{action.id}")
            assert action.title in one.title
            assert one.subject == action.title
            for number, step in enumerate(action.steps, start=1):
                assert f"{number}. {step}" in one.details
            assert all(role.title in " ".join(one.details) for role in action.roles)
            assert {role.role for role in one.participants} == {role.role for role in action.roles if role.part != "informed"}


def test_an_entry_keeps_its_name_when_the_plan_begins_later() -> None:
    now, later = (schedule_from(advice_of(start=day)) for day in (date(2026, 3, 2), date(2026, 5, 4)))
    names = [{one.id for one in schedule.entries if one.kind in ("start", "due", "measurement", "evaluation")} for schedule in (now, later)]
    assert names[0] == names[1]
    assert [one.id for one in now.entries if one.kind == "measurement"] == [one.id for one in later.entries if one.kind == "measurement"]


def test_the_day_by_which_the_plan_must_be_ready_says_what_is_late() -> None:
    advice = advice_of()
    late = advice.actions[0]
    planning = replace(advice.planning, ready_by=date(2026, 9, 1), late=(Late(late.id, late.title, late.due),), helps=("Geef meer uren.",))
    schedule = schedule_from(replace(advice, planning=planning))
    ready = entry(schedule, "ready")
    assert ready.day == date(2026, 9, 1)
    assert ready.details == ("Dan nog niet klaar:", f"- {late.title}", "Geef meer uren.")
    assert any("1-9-2026" in line and line.startswith("Let op") for line in entry(schedule, f"due-{late.id}").details)
    assert not any(one.kind == "ready" for one in schedule_from(replace(advice, planning=replace(planning, ready_by=None))).entries)


def test_a_meeting_has_all_its_days() -> None:
    meeting = entry(schedule_from(advice_of()), "meeting-periodic-meeting")
    assert meeting.days == QUARTERLY_DAYS
    assert [one.role for one in meeting.participants] == ["safety_officer", "police"]


def test_a_meeting_without_a_day_before_its_end_is_left_out() -> None:
    never = replace(QUARTERLY, until=date(2026, 3, 1))
    assert not any(one.kind == "meeting" for one in schedule_from(replace(advice_of(), meetings=(never,))).entries)


def test_the_calendar_of_a_role_says_which_part_it_has() -> None:
    own = only_for(schedule_from(advice_of()), chosen("neighbourhood_officer", shipped_engine().book))
    assert {one.who for one in own.entries if one.kind == "due"} <= {"Wijkagent (helpt)", "Wijkagent (denkt mee)", "Wijkagent (voert uit)"}


def test_a_role_has_less_than_its_party() -> None:
    whole, book = schedule_from(advice_of()), shipped_engine().book
    role, party = ({one.id for one in only_for(whole, chosen(name, book)).entries} for name in ("neighbourhood_officer", "police"))
    assert role < party


def test_all_that_is_in_the_calendar_is_in_that_of_some_party() -> None:
    whole = schedule_from(advice_of())
    assert {one.id for own in by_party(whole) for one in own.entries} == {one.id for one in whole.entries}


@pytest.mark.parametrize(
    ("word", "id_"),
    [
        ("police", "police"),
        ("Politie", "police"),
        ("POLICE", "police"),
        ("wijkagent", "neighbourhood_officer"),
        ("Neighbourhood officer", "neighbourhood_officer"),
        ("group-admins", "group_admins"),
        ("Group admins", "group_admins"),
        ("gemeente", "municipality"),
    ],
)
def test_a_role_may_be_named_by_its_title(word: str, id_: str) -> None:
    assert chosen(word, shipped_engine().book).id == id_


@pytest.mark.parametrize(("word", "nearest"), [("polise", "police"), ("wijkagnet", "neighbourhood_officer"), ("xyzzy", ""), ("", "")])
def test_an_unknown_role_is_said_with_the_nearest(word: str, nearest: str) -> None:
    with pytest.raises(UnknownRoleError) as error:
        chosen(word, shipped_engine().book)
    assert error.value.nearest == nearest
    assert error.value.parties == tuple(PARTIES)
    assert "neighbourhood_officer" in error.value.roles


def test_the_parties_are_those_of_the_rule_book() -> None:
    assert {role.party for role in shipped_engine().book.catalogue.roles.values()} <= set(PARTIES)


def test_the_rule_book_says_who_measures_evaluates_and_prepares() -> None:
    takes_part = shipped_engine().book.calendar.takes_part
    named = {"measurement": "measurement", "evaluation": "evaluation", "prepare": "preparation"}
    entries = [one for one in schedule_from(advice_of()).entries if one.kind in named]
    assert {one.kind for one in entries} == set(named)
    for one in entries:
        assert tuple(role.role for role in one.participants) == takes_part[named[one.kind]]
