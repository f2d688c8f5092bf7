"""Days that suit: weekends, public holidays, school holidays of the region; and the moment before the summer holiday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.planning.days import Days, Purpose, days_for, next_day
from commplan_advisor.questionnaire.options import Province, SchoolRegion
from tests.support.answers import questionnaire_of
from tests.support.shipped import DAY, advice_on, shipped_engine

BOOK = shipped_engine().book
NAMES = {
    "Herfstvakantie": "autumn",
    "Kerstvakantie": "christmas",
    "Voorjaarsvakantie": "spring",
    "Meivakantie": "may",
    "Zomervakantie": "summer",
}
REGIONS = {"north": "Noord", "middle": "Midden", "south": "Zuid"}


@pytest.mark.item("5.5")
@pytest.mark.parametrize("region", REGIONS)
def test_the_table_of_school_holidays_is_that_of_the_minister_as_another_program_has_it(region: str) -> None:
    from holidays import country_holidays

    days = Days(BOOK.calendar, region)
    theirs = country_holidays("NL", subdiv=REGIONS[region], years=range(2025, 2031), categories=("school",), language="nl")
    day, last = date(2025, 9, 1), BOOK.calendar.known_until
    assert last is not None
    while day <= last:
        ours = days.school_holiday(day)
        assert (ours.holiday if ours else None) == NAMES.get(theirs.get(day) or ""), day
        day += timedelta(days=1)


@pytest.mark.item("7.2")
@pytest.mark.parametrize("region", REGIONS)
def test_evaluations_and_meetings_keep_out_of_school_holidays_and_work_does_not(region: str) -> None:
    days = Days(BOOK.calendar, region)
    for one in BOOK.calendar.school_holidays:
        if region in one.regions:
            for purpose in ("evaluation", "meeting"):
                assert days.first(one.start, purpose) > one.until
            assert days.first(one.start + timedelta(days=2)) <= one.until


@pytest.mark.parametrize("year", range(2025, 2031))
@pytest.mark.parametrize("purpose", ["work", "measurement", "evaluation", "meeting"])
def test_nothing_is_planned_between_christmas_and_new_year(purpose: Purpose, year: int) -> None:
    days = Days(BOOK.calendar)
    between = [date(year, 12, 23) + timedelta(days=ahead) for ahead in range(11)]
    assert all(days.avoided(day, purpose) for day in between if date(year, 12, 24) <= day <= date(year + 1, 1, 1))
    assert days.first(date(year, 12, 24), purpose) > date(year + 1, 1, 1)


@given(day=st.dates(date(2025, 9, 1), date(2030, 9, 1)), region=st.sampled_from(sorted(REGIONS)))
def test_the_first_day_that_suits_is_no_day_too_late(day: date, region: str) -> None:
    days = Days(BOOK.calendar, region)
    found = days.first(day, "evaluation")
    assert not days.avoided(found, "evaluation")
    assert all(days.avoided(day + timedelta(days=ahead), "evaluation") for ahead in range((found - day).days))


def test_a_region_that_is_not_known_has_the_holidays_that_all_regions_have() -> None:
    days = Days(BOOK.calendar)
    assert days.school_holiday(date(2026, 12, 24)) is not None
    assert days.school_holiday(date(2027, 8, 1)) is None


@pytest.mark.item("5.5")
@pytest.mark.parametrize(
    ("municipality", "planning", "region"),
    [
        ({"province": "groningen"}, {}, "north"),
        ({"province": "zuid_holland"}, {}, "middle"),
        ({"province": "zeeland"}, {}, "south"),
        ({"province": "gelderland"}, {}, None),
        ({"province": "gelderland"}, {"school_region": "south"}, "south"),
        ({"province": "groningen"}, {"school_region": "middle"}, "middle"),
        ({}, {}, None),
    ],
)
def test_the_region_is_as_answered_or_that_of_the_province(
    municipality: dict[str, str], planning: dict[str, str], region: str | None
) -> None:
    answers = questionnaire_of({"municipality": {"name": "Ede", **municipality}, "planning": planning})
    assert days_for(answers, BOOK).region == region


def test_provinces_and_regions_are_those_of_the_questionnaire() -> None:
    assert set(BOOK.calendar.regions) <= set(Province)
    assert set(BOOK.calendar.regions.values()) == set(SchoolRegion)


@pytest.mark.item("5.5")
@pytest.mark.parametrize(
    ("region", "first", "day"),
    [
        ("south", DAY, date(2026, 6, 22)),  # 11 July is a Saturday; three weeks before it is one too
        ("north", date(2026, 6, 15), date(2026, 6, 15)),
        ("north", date(2026, 6, 16), date(2027, 6, 21)),
        ("middle", date(2028, 2, 29), date(2028, 6, 19)),
        ("middle", date(2030, 9, 2), None),
        (None, DAY, None),
    ],
)
def test_the_moment_before_the_summer_holiday_has_its_day_from_the_table(region: str | None, first: date, day: date | None) -> None:
    assert next_day(BOOK.catalogue.moments["summer-holiday"], first, Days(BOOK.calendar, region)) == day


_MOMENT = {"situation": {"initiatives": [{"platform": "whatsapp", "groups": 5, "members": 90}]}, "introduction": {"goals": ["safety"]}}


def _summer(planning: dict[str, str], language: str = "nl") -> tuple[date | None, str]:
    advice = advice_on({"municipality": {"name": "Ede"}, **_MOMENT, "planning": planning}, "nl" if language == "nl" else "en")
    return next((one.day, one.undated) for one in advice.moments if one.id == "summer-holiday")


@pytest.mark.item("5.5")
def test_without_a_region_it_has_no_date_and_says_so() -> None:
    assert _summer({"school_region": "south"}) == (date(2026, 6, 22), "")
    assert _summer({}) == (None, "Nog geen datum: de regio van de schoolvakanties is niet bekend.")
    assert _summer({}, "en") == (None, "No date yet: the region of the school holidays is not known.")


def test_a_plan_beyond_the_table_says_that_its_school_holidays_are_not_known() -> None:
    from commplan_advisor.advice.advise import advise
    from tests.support.answers import case_of

    case = case_of({"municipality": {"name": "Ede", "province": "zeeland"}})
    late = advise(case, shipped_engine(), start=date(2030, 1, 7), prove=False).planning
    assert late.notes == ("Schoolvakanties na 1 september 2030 staan nog niet in de regels. Let zelf op bij data daarna.",)
    assert advise(case, shipped_engine(), start=DAY, prove=False).planning.notes == ()
