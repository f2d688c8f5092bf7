"""Upkeep of the days and hours of a rule book: what changed in them, and whether the school holidays go on long enough."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from commplan_advisor.maintenance.difference.content import changes_between
from commplan_advisor.maintenance.difference.versions import Version
from commplan_advisor.maintenance.due import due
from commplan_advisor.rulebook.loading import document_of
from tests.support.shipped import ROOT

RULES = ROOT / "rules"


def other(**changed: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(document_of(RULES)))
    document["calendar"] |= changed
    return document


def aspects(document: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    (change,) = changes_between(Version("old", document_of(RULES), ()), Version("new", document, ()))
    assert (change.kind, change.how) == ("book", "changed")
    return [(aspect.name, aspect.old, aspect.new) for aspect in change.aspects]


def test_another_day_of_a_school_holiday_is_told_for_the_regions_that_have_it() -> None:
    document = other()
    holiday = next(one for one in document["calendar"]["school_holidays"]["days"] if one["from"] == "2027-02-20")
    holiday["until"] = "2027-02-27"
    assert aspects(document) == [
        (f"calendar.school_holidays.spring 2027 {region}", "2027-02-20 – 2027-02-28", "2027-02-20 – 2027-02-27")
        for region in ("middle", "north")
    ]


def test_another_share_and_other_days_that_are_avoided_are_told() -> None:
    calendar = document_of(RULES)["calendar"]
    assert aspects(other(shares={**calendar["shares"], "responsible": 50, "supports": 30})) == [
        ("calendar.shares.responsible", 60, 50),
        ("calendar.shares.supports", 20, 30),
    ]
    ((name, old, new),) = aspects(other(avoid={**calendar["avoid"], "meeting": ["weekend"]}))
    assert name == "calendar.avoid.meeting"
    assert (len(old), new) != (len(new), old)


@pytest.mark.parametrize(("day", "told"), [(date(2030, 5, 1), False), (date(2030, 7, 1), True)])
def test_the_end_of_the_table_is_told_beforehand(day: date, told: bool) -> None:
    found = [one for one in due(document_of(RULES), day) if (one.kind, one.why) == ("calendar", "ends")]
    assert bool(found) == told
    assert all((one.id, one.file, one.day) == ("school_holidays", "calendar.yaml", date(2030, 9, 1)) for one in found)
