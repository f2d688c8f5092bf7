"""Why an action begins and is due on its days, in words; and roles that are not in the rule book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Action, Advice
from commplan_advisor.advice.planning import Days, next_day
from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import random_answers
from tests.support.command import commplan
from tests.support.shipped import DAY, advice_on, shipped_cases, shipped_engine

pytestmark = pytest.mark.item("5.2")
BOOK = shipped_engine().book
NO_REGISTER: dict[str, Any] = {"municipality": {"name": "Ede"}, "situation": {"register": {"exists": False}}}


def action(advice: Advice, id_: str) -> Action:
    return next(one for one in advice.actions if one.id == id_)


def with_hours(hours: float, language: str = "nl") -> Advice:
    answers = {**NO_REGISTER, "situation": {**NO_REGISTER["situation"], "internal": {"hours_per_week": hours}}}
    return advice_on(answers, "en" if language == "en" else "nl")


def test_an_action_says_what_it_comes_after() -> None:
    advice = advice_on(NO_REGISTER)
    first, then = action(advice, "map-initiatives"), action(advice, "set-up-register")
    assert first.id in then.after
    day = f"{first.due.day} april 2026"
    assert f"Begint na '{first.title}': dat is klaar op {day}." in then.timed


def test_an_action_says_that_hours_make_it_begin_later_or_take_longer() -> None:
    ample, little = with_hours(40), with_hours(2)
    assert not any("uren" in said for one in ample.actions for said in one.timed)
    slow = [one for one in little.actions if any("door de uren per week (gemeente samen: 2)" in said for said in one.timed)]
    assert slow
    usual = {one.id: one for one in ample.actions}
    assert all(one.due - one.start > usual[one.id].due - usual[one.id].start for one in slow if one.id in usual)
    waiting = [one for one in little.actions if any(said.startswith("Wacht op uren (gemeente samen)") for said in one.timed)]
    assert all(one.start > usual[one.id].start for one in waiting if one.id in usual)
    assert any(
        "because of the hours a week (municipality together: 2)" in said for one in with_hours(2, "en").actions for said in one.timed
    )


@pytest.mark.parametrize("seed", range(8))
def test_every_action_says_why_then_in_both_languages_and_in_short_sentences(seed: int) -> None:
    answers = random_answers(Random(seed))
    dutch, english = (advice_on(answers, language) for language in ("nl", "en"))
    for one in dutch.actions:
        assert one.timed
        assert len(one.timed) == len(action(english, one.id).timed)
        assert all(said.endswith(".") and said[0].isupper() for said in one.timed)


@pytest.mark.item("5.5")
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_what_is_asked_before_a_budget_is_done_before_a_budget_unless_there_is_hardly_an_hour_a_week(path: Path) -> None:
    days = Days(BOOK.calendar)
    for month in (4, 10):
        start = date(2026, month, 2)
        advice = advise(load_case(path), shipped_engine(), start=start, prove=False)
        for one in advice.actions:
            if one.id in ("ask-for-budget", "budget-for-signs"):
                moments = [next_day(BOOK.catalogue.moments[name], one.start, days) for name in ("budget-spring", "budget-autumn")]
                in_time = one.due <= min(day for day in moments if day)
                assert in_time or any(said.startswith("Niet op tijd voor 'Begroting'") for said in one.timed)
                assert in_time or path.stem == "no-time-no-money"


def test_a_role_that_is_not_in_the_rule_book_is_told_with_its_place_and_the_nearest_one(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    file.write_text(
        "municipality: {name: Ede}\n"
        "planning:\n"
        "  hours:\n"
        "    - {role: polce, hours_per_week: 4}\n"
        "    - {role: police, hours_per_week: 4}\n"
        "    - {role: police, hours_per_week: 2}\n",
        encoding="utf-8",
    )
    told = [
        f"{file}:4:14: planning.hours[1].role: 'polce' is geen rol uit het regelboek.",
        f"{file}:6:14: planning.hours[3].role: 'police' staat er al.",
    ]
    for command in ("check", "advise"):
        ran = commplan(command, file)
        assert ran.returncode == 1
        assert all(one in ran.stderr for one in told)
        assert "Bedoelt u 'police'?" in ran.stderr
    with pytest.raises(FaultyInputError):
        advise(load_case(file), shipped_engine(), start=DAY)
