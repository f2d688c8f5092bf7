"""Every conclusion is explained down to answers and sources, and with just those answers it is concluded again."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.advice.why.explaining import Explanation, explain
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import Answers, case_of, places_of, questionnaire_of, random_answers, without
from tests.support.books import random_book
from tests.support.shipped import ROOT, shipped_cases, shipped_engine

pytestmark = pytest.mark.broad

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"


def explained(answers: Answers, engine: Engine | None = None) -> Explanation:
    return explain(case_of(answers), engine or shipped_engine())


def with_only(answers: Answers, explanation: Explanation, key: Key) -> Answers:
    """The questionnaire with just the answers of one conclusion's tree; rows keep their place."""
    kept = [one.where for one in explanation.answers_of(key)]
    return without(answers, [place for place in places_of(answers) if not any(one[: len(place)] == place for one in kept)])


def assert_replayed(answers: Answers, engine: Engine, keys: list[Key] | None = None) -> None:
    """What is concluded or ruled out in the trees follows from the answers of its own tree alone."""
    explanation = explained(answers, engine)
    for key in keys or explanation.conclusions:
        outcomes = engine.run(facts_of(questionnaire_of(with_only(answers, explanation, key))))
        assert outcomes.status(*key) is explanation.conclusions[key].status, key


def some_of(answers: Answers, rng: Random, count: int) -> list[Key]:
    keys = list(explained(answers).conclusions)
    return rng.sample(keys, min(count, len(keys)))


def assert_ends_in_answers_and_sources(explanation: Explanation) -> None:
    for one in explanation.conclusions.values():
        assert one.why or one.status is Status.RULED_OUT, one.key
        for why in one.why:
            assert why.sources, why.rule
            assert all(source.words for source in why.sources)
            assert why.words or one.status is Status.RULED_OUT
            assert set(why.rests_on.answers) <= set(explanation.answers)
            assert set(why.rests_on.conclusions) <= set(explanation.conclusions)
            assert set(why.rests_on.entries) <= set(explanation.entries)
            assert one.key not in {below.key for key in why.rests_on.conclusions for below in explanation.tree(key)}, "it rests on itself"
            if not (why.rests_on.answers or why.rests_on.conclusions or why.rests_on.entries):
                assert all(test.field == "municipality.name" for test in why.tests)
    for key, (title, sources) in explanation.entries.items():
        assert title, key
        assert sources, key


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_every_conclusion_of_a_case_is_explained_down_to_answers_with_their_lines_and_sources(path: Path) -> None:
    case = load_case(path)
    explanation = explain(case, shipped_engine())
    assert_ends_in_answers_and_sources(explanation)
    outcomes = shipped_engine().run(facts_of(case.answers))
    concluded = {key for key, one in outcomes.conclusions.items() if one.status is Status.CONCLUDED}
    assert concluded == {key for key, one in explanation.conclusions.items() if one.status is Status.CONCLUDED}
    for key in concluded:
        reasons = {(one.rule.id, one.subject.kind, one.subject.id) for one in outcomes.conclusions[key].reasons}
        told = [(why.rule, *(why.subject.split(":", 1) if why.subject else ("case", "case"))) for why in explanation.conclusions[key].why]
        assert len(told) == len(reasons)
        assert set(told) == reasons
    lines = path.read_text(encoding="utf-8").splitlines()
    for answer in explanation.answers.values():
        assert answer.place.file == str(path)
        name = str(answer.where[-1])
        assert any(name in line for line in lines[max(0, answer.place.line - 2) : answer.place.line]), answer


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_the_answers_of_a_tree_alone_lead_to_the_same_problems_and_actions(path: Path) -> None:
    case = load_case(path)
    keys = [key for key in explain(case, shipped_engine()).conclusions if key[0] in ("problem", "action")]
    assert_replayed(case.source.value, shipped_engine(), Random(1).sample(keys, min(6, len(keys))))


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), share=st.floats(0, 1))
def test_the_answers_of_a_tree_alone_lead_to_its_conclusion(seed: int, share: float) -> None:
    rng = Random(seed)
    answers = random_answers(rng, share)
    assert_ends_in_answers_and_sources(explained(answers))
    assert_replayed(answers, shipped_engine(), some_of(answers, rng, 4))


@pytest.mark.parametrize("seed", range(8))
def test_the_answers_of_a_tree_alone_are_enough_with_any_rule_book(seed: int) -> None:
    rng = Random(seed)
    engine = Engine(random_book(rng, rules_a_stage=14))
    for share in (0.3, 0.6, 0.95):
        assert_replayed(random_answers(rng, share), engine)
    engine.close()


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 2000, 200))
def test_the_answers_of_a_tree_alone_are_enough_at_length(start: int) -> None:
    for seed in range(start, start + 200):
        rng = Random(seed)
        answers = random_answers(rng, rng.random())
        assert_replayed(answers, shipped_engine(), some_of(answers, rng, 40))


@pytest.mark.long
@pytest.mark.parametrize("start", range(1000, 1600, 100))
def test_the_answers_of_a_tree_alone_are_enough_with_any_rule_book_at_length(start: int) -> None:
    for seed in range(start, start + 100):
        rng = Random(seed)
        engine = Engine(random_book(rng, rules_a_stage=20))
        for share in (0.2, 0.5, 0.8, 1):
            assert_replayed(random_answers(rng, share), engine)
        engine.close()
