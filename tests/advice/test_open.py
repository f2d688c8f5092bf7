"""Unanswered is not no: answering more never takes anything back."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.engine.conclusions import Outcomes, Status
from tests.support.answers import Answers, places_of, random_answers, without
from tests.support.shipped import advice_on, outcomes_of


def concluded(outcomes: Outcomes) -> set[tuple[str, str, str]]:
    return {key for key, one in outcomes.conclusions.items() if one.status is Status.CONCLUDED}


def assert_nothing_taken_back(before: Answers, after: Answers) -> None:
    less, more = outcomes_of(before), outcomes_of(after)
    assert concluded(less) <= concluded(more)
    assert set(more.conclusions) <= set(less.conclusions), "something that was ruled out came back"


@given(seed=st.integers(0, 2**32), share=st.floats(0, 1), left_out=st.floats(0, 1))
def test_answering_open_questions_never_takes_back_a_conclusion_nor_revives_one(seed: int, share: float, left_out: float) -> None:
    rng = Random(seed)
    answers = random_answers(rng, share)
    open_places = [place for place in places_of(answers) if rng.random() < left_out]
    assert_nothing_taken_back(without(answers, open_places), answers)


@given(seed=st.integers(0, 2**32), share=st.floats(0.3, 1))
def test_answering_one_question_never_takes_back_a_conclusion_nor_revives_one(seed: int, share: float) -> None:
    rng = Random(seed)
    answers = random_answers(rng, share)
    place = rng.choice([*places_of(answers), ("date",)])
    assert_nothing_taken_back(without(answers, [place]), answers)


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 20_000, 1000))
def test_answering_never_takes_anything_back_at_length(start: int) -> None:
    for seed in range(start, start + 1000):
        rng = Random(seed)
        answers = random_answers(rng, rng.random())
        assert_nothing_taken_back(without(answers, [place for place in places_of(answers) if rng.random() < 0.4]), answers)


def test_a_register_that_was_not_asked_about_is_neither_there_nor_missing() -> None:
    outcomes = outcomes_of({"municipality": {"name": "Ede"}})
    assert outcomes.status("finding", "no_register") is Status.OPEN
    missing = outcomes_of({"municipality": {"name": "Ede"}, "situation": {"register": {"exists": False}}})
    assert missing.status("finding", "no_register") is Status.CONCLUDED
    there = outcomes_of({"municipality": {"name": "Ede"}, "situation": {"register": {"exists": True}}})
    assert there.status("finding", "no_register") is Status.RULED_OUT


def test_a_list_that_was_not_answered_is_not_an_empty_list() -> None:
    unanswered = outcomes_of({"municipality": {"name": "Ede"}})
    empty = outcomes_of({"municipality": {"name": "Ede"}, "situation": {"initiatives": []}})
    assert unanswered.status("finding", "no_initiatives") is Status.OPEN
    assert empty.status("finding", "no_initiatives") is Status.CONCLUDED


def test_open_questions_are_named_with_what_waits_for_them() -> None:
    advice = advice_on({"municipality": {"name": "Ede"}}, prove=True)
    by_path = {question.path: question for question in advice.open_questions}
    assert by_path["situation.register.exists"].item == "2.3"
    assert by_path["situation.register.exists"].opens > 0
    opens = [question.opens for question in advice.open_questions]
    assert opens == sorted(opens, reverse=True)


def test_a_question_that_was_answered_is_not_open() -> None:
    advice = advice_on({"municipality": {"name": "Ede"}, "situation": {"register": {"exists": True}}}, prove=True)
    assert "situation.register.exists" not in {question.path for question in advice.open_questions}


def test_a_question_about_one_of_several_initiatives_names_the_initiative() -> None:
    rows = [{"platform": "whatsapp", "groups": 4}, {"platform": "facebook"}]
    advice = advice_on({"municipality": {"name": "Ede"}, "situation": {"initiatives": rows}}, prove=True)
    paths = {question.path: question.text for question in advice.open_questions}
    assert "(Facebook)" in paths["situation.initiatives[facebook].groups"]
    assert "situation.initiatives[whatsapp].groups" not in paths


def test_what_two_rules_cover_between_them_is_certain_though_neither_holds_yet() -> None:
    advice = advice_on({"municipality": {"name": "Ede"}}, prove=True)
    prospects = {(one.kind, one.id): one for one in advice.open_conclusions}
    careful = prospects["action", "use-reports-carefully"]
    assert careful.prospect == "certain"
    assert "situation.reports.used" in careful.questions
    assert prospects["action", "set-up-register"].prospect == "open"
    assert "situation.register.exists" in prospects["action", "set-up-register"].questions


def test_what_the_cache_gives_is_what_was_computed() -> None:
    answers = random_answers(Random(5), 0.4)
    assert advice_on(answers, prove=True) == advice_on(answers, prove=True)


def test_a_question_that_can_no_longer_matter_is_not_open() -> None:
    told = {"register": {"exists": False}}
    paths = {question.path for question in advice_on({"municipality": {"name": "Ede"}, "situation": told}, prove=True).open_questions}
    assert "situation.register.completeness" not in paths
    assert "situation.structures.agreements" in paths
