"""Terms, moments and checks of a plan."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.calendar import is_holiday
from commplan_advisor.questionnaire.options import Rhythm
from tests.support.answers import case_of, random_answers
from tests.support.shipped import DAY, advice_on, shipped_engine

EMPTY = {"municipality": {"name": "Ede"}}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


@pytest.mark.broad
@pytest.mark.item("5.2")
@given(seed=st.integers(0, 2**32), start=st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_every_date_of_a_plan_is_a_working_day_on_or_after_its_start(seed: int, start: date) -> None:
    answers = random_answers(Random(seed))
    advice = advise(case_of(answers), shipped_engine(), start=start, prove=False)
    for action in advice.actions:
        assert is_working_day(action.start)
        assert is_working_day(action.due)
        assert start <= action.start < action.due
    for check in advice.checks:
        assert is_working_day(check.day)
        assert check.day > start
    for moment in advice.moments:
        if moment.day is not None:
            assert moment.prepare_by is not None
            assert is_working_day(moment.prepare_by)
            assert moment.day >= start


@pytest.mark.broad
@pytest.mark.item("5.1")
@given(seed=st.integers(0, 2**32))
def test_an_action_starts_when_those_before_it_are_done(seed: int) -> None:
    advice = advice_on(random_answers(Random(seed)))
    due = {action.id: action.due for action in advice.actions}
    for action in advice.actions:
        for first in action.after:
            assert due[first] <= action.start


@pytest.mark.item("7.1", "7.2")
def test_without_a_rhythm_the_plan_takes_the_example_of_the_format_and_says_so() -> None:
    checks = advice_on(EMPTY).checks
    assert all(check.assumed for check in checks)
    measured = [check.day for check in checks if check.kind == "measurement"]
    evaluated = [check.day for check in checks if check.kind == "evaluation"]
    assert measured == [date(2026, 6, 2), date(2026, 9, 2), date(2026, 12, 2), date(2027, 3, 2)]
    assert evaluated == [date(2026, 9, 2), date(2027, 3, 2)]


@pytest.mark.item("7.2")
def test_the_rhythm_of_the_format_gives_the_same_days_without_assuming_them() -> None:
    chosen = advice_on({**EMPTY, "introduction": {"rhythm": "format"}}).checks
    assert [(check.kind, check.day) for check in chosen] == [(check.kind, check.day) for check in advice_on(EMPTY).checks]
    assert not any(check.assumed for check in chosen)


@pytest.mark.item("7.2")
@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_each_rhythm_has_a_measurement_and_an_evaluation_within_a_year_and_a_month(rhythm: Rhythm) -> None:
    checks = advise(case_of(EMPTY), shipped_engine(), start=DAY, rhythm=rhythm).checks
    for kind in ("measurement", "evaluation"):
        days = [check.day for check in checks if check.kind == kind]
        assert days
        assert max(days) <= DAY + timedelta(days=400)
    assert not any(check.assumed for check in checks)


@pytest.mark.item("5.5")
def test_every_plan_has_logical_moments_with_a_day_to_prepare() -> None:
    moments = advice_on(EMPTY).moments
    dated = [moment for moment in moments if moment.day]
    assert dated
    for moment in dated:
        assert moment.day is not None
        assert moment.prepare_by is not None
        assert moment.prepare_by <= moment.day


def test_the_start_of_the_plan_moves_every_date() -> None:
    case = case_of({**EMPTY, "situation": {"register": {"exists": False}}})
    early = advise(case, shipped_engine(), start=date(2026, 1, 5))
    late = advise(case, shipped_engine(), start=date(2027, 1, 4))
    assert len(early.checks) == len(late.checks)
    assert all(350 < (after.day - before.day).days < 380 for before, after in zip(early.checks, late.checks, strict=True))
    assert min(action.start for action in early.actions) < date(2027, 1, 4) <= min(action.start for action in late.actions)
