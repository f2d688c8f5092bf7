"""Advice that was given before is remembered, and is the same as fresh advice; the rules are those of today."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.options import Rhythm
from commplan_advisor.questionnaire.reading import Case, load_case
from commplan_advisor.web.advisor import LONGEST_REMEMBERED, MOST_ADVICES, Advisor, BusyError
from commplan_advisor.web.pages.handbook import chapters_of
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.store import Store
from tests.support.answers import Answers, case_of, random_answers
from tests.support.served import turn_of_another
from tests.support.shipped import DAY, ROOT, shipped_cases, shipped_engine

TOMORROW = DAY + timedelta(1)
LITTLE: Answers = {"municipality": {"name": "Voorbeeldstad"}, "situation": {"register": {"exists": False}}}


def advisor_for(folder: Path, timeout: float = 30) -> Advisor:
    return Advisor(Settings(folder, as_of=DAY, timeout=timeout), shipped_engine())


# -- remembered advice -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_a_remembered_advice_is_that_of_the_command(path: Path, language: Language, tmp_path: Path) -> None:
    advisor = advisor_for(tmp_path)
    case = load_case(path)
    first = advisor.advice(case, language)
    assert advisor.advice(load_case(path), language) is first
    assert first == advise(case, shipped_engine(), language=language)


@settings(max_examples=15)
@given(seeds=st.lists(st.integers(0, 4), min_size=2, max_size=6), share=st.sampled_from([0.05, 0.6, 0.95]))
def test_whatever_is_asked_before_an_advice_is_as_fresh(seeds: list[int], share: float) -> None:
    advisor = advisor_for(ROOT)
    for seed in seeds:
        rng = Random(seed)
        case = case_of(random_answers(rng, share))
        language, start = rng.choice(LANGUAGES), rng.choice([None, DAY, date(2027, 1, 4)])
        given = advisor.advice(case, language, start=start)
        assert given == advise(case, shipped_engine(), language=language, start=start)


def test_all_that_an_advice_is_made_of_makes_it_another(tmp_path: Path) -> None:
    advisor, case = advisor_for(tmp_path), case_of(LITTLE)
    given = [
        advisor.advice(case, "nl"),
        advisor.advice(case, "en"),
        advisor.advice(case, "nl", start=date(2027, 1, 4)),
        advisor.advice(case, "nl", rhythm=Rhythm.HALF_YEARLY),
        advisor.advice(case_of({**LITTLE, "municipality": {"name": "Andere Stad"}}), "nl"),
        advisor.advice(case_of({**LITTLE, "situation": {"register": {"exists": True}}}), "nl"),
        advisor.advice(case_of({**LITTLE, "situation": {}}), "nl"),
        advisor.advice(case_of({**LITTLE, "problems": []}), "nl"),
    ]
    assert len({repr(one) for one in given}) == len(given)


def test_a_file_that_somebody_changes_gets_the_advice_on_what_is_in_it_now(tmp_path: Path) -> None:
    path = tmp_path / "voorbeeldstad.json"
    store, advisor = Store(tmp_path), advisor_for(tmp_path)

    def advised() -> Advice:
        return advisor.advice(advisor.case(store.read(path.stem)), "nl")

    path.write_text(json.dumps(LITTLE), encoding="utf-8")
    before = advised()
    path.write_text(json.dumps({**LITTLE, "situation": {"register": {"exists": True}}}), encoding="utf-8")
    assert advised() == advise(load_case(path), shipped_engine())
    assert advised() != before
    path.write_text(json.dumps(LITTLE), encoding="utf-8")
    assert advised() is before


def test_who_asks_what_is_known_need_not_wait_for_a_turn(tmp_path: Path) -> None:
    advisor, case = advisor_for(tmp_path, timeout=0.2), case_of(LITTLE)
    known = advisor.advice(case, "nl")
    with turn_of_another(advisor):
        assert advisor.advice(advisor.case_of(json.dumps(LITTLE), "x", as_json=True), "nl") is known
        with pytest.raises(BusyError):
            advisor.advice(case, "en")


def test_no_more_is_remembered_than_fits(tmp_path: Path) -> None:
    advisor = advisor_for(tmp_path)

    def case(number: int) -> Case:
        return case_of({"municipality": {"name": "Voorbeeldstad"}, "introduction": {"goals": [], "keep": f"nummer {number}"}})

    first = advisor.advice(case(0), "nl", start=DAY)
    for number in range(1, MOST_ADVICES):
        advisor.advice(case(0), "nl", start=DAY + timedelta(number))
    assert advisor.advice(case(0), "nl", start=DAY) is first
    advisor.advice(case(0), "nl", start=DAY + timedelta(MOST_ADVICES))
    assert advisor.advice(case(0), "nl", start=DAY) is first
    assert len(advisor._advices._values) == MOST_ADVICES
    long = case_of(
        {**LITTLE, "introduction": {"audiences": [{"name": f"groep {one}", "area": "a" * (LONGEST_REMEMBERED // 90)} for one in range(90)]}}
    )
    assert advisor.advice(long, "nl") == advisor.advice(long, "nl")
    assert advisor.advice(long, "nl") is not advisor.advice(long, "nl")


# -- the rules of today ------------------------------------------------------------------------------------------------------------------


class Clock:
    """What day it is, as a test says."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule book in which an action is advised until a day, and a threshold is another after it."""
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    return folder


def ended(folder: Path, rule: str, day: date) -> None:
    """Let a rule count until a day."""
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        begin = f"- id: {rule}\n"
        if begin in text:
            path.write_text(text.replace(begin, f"{begin}  valid: {{until: {day.isoformat()}}}\n"), encoding="utf-8")
            return
    raise AssertionError(rule)


def test_a_server_that_runs_on_counts_with_the_rules_of_today(rules: Path, tmp_path: Path) -> None:
    clock, case = Clock(DAY), case_of(LITTLE)
    advisor = Advisor(Settings(tmp_path, rules), today=clock)
    before = advisor.advice(case, "nl")
    (rule, *_) = sorted({reason.rule for action in before.actions for reason in action.because})
    ended(rules, rule, DAY)
    advisor = Advisor(Settings(tmp_path, rules), today=clock)
    assert advisor.advice(case, "nl").receipt.as_of == DAY
    assert rule in repr(advisor.advice(case, "nl").actions)

    clock.day = TOMORROW
    after = advisor.advice(case, "nl")
    assert after == Advisor(Settings(tmp_path, rules, as_of=TOMORROW)).advice(case, "nl")
    assert after.receipt.as_of == TOMORROW
    assert after.receipt.start == TOMORROW
    assert rule not in repr(after.actions)
    assert advisor.case_of(json.dumps(LITTLE), "x", as_json=True).answers == case.answers


def test_the_day_does_not_change_inside_a_turn(tmp_path: Path) -> None:
    clock = Clock(DAY)
    advisor = Advisor(Settings(tmp_path), today=clock)
    with advisor.turn():
        engine = advisor.engine
        clock.day = TOMORROW
        assert advisor.advice(case_of(LITTLE), "nl").receipt.as_of == DAY
        advisor.make_way()
        with advisor.turn():
            assert advisor.engine is engine
        assert engine.book.as_of == DAY
    with advisor.turn():
        assert advisor.engine.book.as_of == TOMORROW


def test_the_rules_stay_those_of_the_day_that_was_asked_for(tmp_path: Path) -> None:
    clock = Clock(TOMORROW)
    advisor = Advisor(Settings(tmp_path, as_of=DAY), today=clock)
    assert advisor.advice(case_of(LITTLE), "nl").receipt.as_of == DAY


def test_the_handbook_is_made_once_a_day(tmp_path: Path) -> None:
    site = Site(Settings(tmp_path))
    clock = Clock(DAY)
    site.advisor = Advisor(site.settings, today=clock)
    with site.advisor.turn():
        dutch, english = chapters_of(site, "nl"), chapters_of(site, "en")
        assert chapters_of(site, "nl") is dutch
        assert dutch != english
    clock.day = TOMORROW
    with site.advisor.turn():
        later = chapters_of(site, "nl")
    assert DAY.isoformat() in repr(dutch[0])
    assert TOMORROW.isoformat() in repr(later[0])
