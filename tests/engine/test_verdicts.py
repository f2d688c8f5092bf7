"""The verdict on every rule is what the engine fired."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Verdict, all_judged, condition_verdict, judged_clause
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.model import AnyOf, Condition, RuleBook
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.shipped import outcomes_of, shipped_cases, shipped_engine

pytestmark = pytest.mark.broad

Fired = dict[tuple[str, str, str], Verdict]


def fired(outcomes: Outcomes) -> Fired:
    """What the engine said of each rule and subject that it fired for; a rule that did not fire fails."""
    found: Fired = {}
    for conclusion in outcomes.conclusions.values():
        for reasons, verdict in ((conclusion.reasons, Verdict.HOLDS), (conclusion.may, Verdict.UNKNOWN)):
            for reason in reasons:
                found[reason.rule.id, reason.subject.kind, reason.subject.id] = verdict
    return found


def verdicts(book: RuleBook, outcomes: Outcomes) -> Fired:
    """What the verdicts say of each, those that fail left out."""
    return {
        (rule.id, one.subject.kind, one.subject.id): one.verdict
        for rule, tried in all_judged(book, outcomes)
        for one in tried
        if one.verdict is not Verdict.FAILS
    }


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_the_verdicts_on_a_case_are_what_the_engine_fired(path: Any) -> None:
    outcomes = shipped_engine().run(facts_of(load_case(path).answers))
    assert verdicts(shipped_engine().book, outcomes) == fired(outcomes)


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), share=st.floats(0, 1))
def test_the_verdicts_on_any_case_are_what_the_engine_fired(seed: int, share: float) -> None:
    outcomes = outcomes_of(random_answers(Random(seed), share))
    assert verdicts(shipped_engine().book, outcomes) == fired(outcomes)


@pytest.mark.parametrize("seed", range(8))
def test_the_verdicts_with_any_rule_book_are_what_the_engine_fired(seed: int) -> None:
    rng = Random(seed)
    engine = Engine(random_book(rng))
    for share in (0.05, 0.3, 0.6, 0.95):
        outcomes = engine.run(facts_of(questionnaire_of(random_answers(rng, share))))
        assert verdicts(engine.book, outcomes) == fired(outcomes)
    engine.close()


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 4000, 500))
def test_the_verdicts_are_what_the_engine_fired_at_length(start: int) -> None:
    for seed in range(start, start + 500):
        rng = Random(seed)
        outcomes = outcomes_of(random_answers(rng, rng.random()))
        assert verdicts(shipped_engine().book, outcomes) == fired(outcomes)


@pytest.mark.parametrize(
    ("operator", "values", "fields", "verdict"),
    [
        ("in", (True,), {"x": True}, "holds"),
        ("in", (True,), {"x": False}, "fails"),
        ("in", (True,), {}, "unknown"),
        ("not_in", ("a", "b"), {"x": "c"}, "holds"),
        ("not_in", ("a", "b"), {"x": "b"}, "fails"),
        ("not_in", ("a", "b"), {}, "unknown"),
        ("below", (3,), {"x": 3}, "fails"),
        ("at_most", (3,), {"x": 3}, "holds"),
        ("above", (3,), {"x": 3}, "fails"),
        ("at_least", (3,), {"x": 3.0}, "holds"),
        ("at_least", (3,), {}, "unknown"),
        ("includes", ("a", "b"), {"x": True, "x.a": False, "x.b": True}, "holds"),
        ("includes", ("a", "b"), {"x": True, "x.a": False}, "unknown"),
        ("includes", ("a", "b"), {"x": True, "x.a": False, "x.b": False}, "fails"),
        ("lacks", ("a", "b"), {"x": True, "x.a": False, "x.b": False}, "holds"),
        ("lacks", ("a", "b"), {"x": True, "x.a": False}, "unknown"),
        ("lacks", ("a", "b"), {"x": True, "x.a": True}, "fails"),
        ("answered", (), {"x": False}, "holds"),
        ("answered", (), {}, "unknown"),
    ],
)
def test_a_condition_holds_fails_or_is_unknown(operator: Any, values: Any, fields: Any, verdict: str) -> None:
    assert condition_verdict(Condition("x", operator, values), fields) == verdict


def test_of_alternatives_one_group_must_hold_as_a_whole_and_the_nearest_says_what_is_missing() -> None:
    clause = AnyOf(((Condition("x", "in", (1,)), Condition("y", "in", (1,))), (Condition("z", "in", (1,)),)))
    assert judged_clause(clause, {"x": 1, "y": 1}).verdict is Verdict.HOLDS
    assert judged_clause(clause, {"x": 1, "z": 2}).verdict is Verdict.UNKNOWN
    assert judged_clause(clause, {"x": 2, "z": 2}).verdict is Verdict.FAILS
    assert judged_clause(clause, {"x": 1, "z": 2}).missing == (1, 0)
    assert judged_clause(clause, {"x": 2, "z": 2}).missing == (1, 1)
