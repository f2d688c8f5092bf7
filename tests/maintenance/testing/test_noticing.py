"""What is said of changes without running the rules again is what running them says."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from commplan_advisor.common.faults import Place
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Verdict, all_judged, any_holds
from commplan_advisor.maintenance.testing.checking import missed
from commplan_advisor.maintenance.testing.edits import places
from commplan_advisor.maintenance.testing.model import Expected, ExpectedOfRule, Scenario
from commplan_advisor.maintenance.testing.noticing import Noticing
from commplan_advisor.maintenance.testing.seen import Seen
from commplan_advisor.maintenance.testing.states import states_seen
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import case_of, random_answers
from tests.support.books import random_book
from tests.support.changing import changed_book, random_instead

pytestmark = pytest.mark.broad
HERE = Place("tests.yaml", 1, 1)


def random_tests(rng: Random, engine: Engine, count: int) -> tuple[list[Scenario], list[Outcomes]]:
    """Tests that hold, each of a few things."""
    tests, found = [], []
    for number in range(count):
        case = case_of(random_answers(rng, rng.choice([0.05, 0.3, 0.6, 0.95])))
        outcomes = engine.run(facts_of(case.answers))
        concluded = list(outcomes.conclusions.values())
        conclusions = tuple(
            Expected(HERE, one.status, one.kind, one.id, one.about, because=tuple({why.rule.id for why in one.reasons}))
            for one in rng.sample(concluded, min(len(concluded), rng.randint(0, 2)))
        )
        named = rng.sample(list(all_judged(engine.book, outcomes)), rng.randint(0, 2))
        rules = tuple(ExpectedOfRule(HERE, rule.id, any_holds(one.verdict for one in tried)) for rule, tried in named)
        tests.append(Scenario(f"test {number}", HERE, None, case, conclusions, rules))
        found.append(outcomes)
    return tests, found


def fail_with(book: RuleBook, tests: Sequence[Scenario]) -> bool:
    """Whether any test fails with a rule book."""
    engine, rules = Engine(book), {rule.id: rule for rule in book.rules}
    fails = any(any(missed(test, engine.run(facts_of(test.case.answers)), rules)) for test in tests)
    engine.close()
    return fails


def test_a_change_is_noticed_exactly_when_a_test_fails_with_it() -> None:
    noticed = 0
    for seed in range(12):
        rng = Random(seed)
        engine = Engine(random_book(rng))
        tests, outcomes = random_tests(rng, engine, 6)
        noticing = Noticing(engine, tests, outcomes)
        for _ in range(8):
            instead = random_instead(rng, engine.book)
            fails = fail_with(changed_book(engine.book, instead), tests)
            assert noticing.noticed(instead) == fails, f"seed {seed}: {sorted(instead)}"
            noticed += fails
        engine.close()
    assert noticed > 10


def test_the_verdicts_on_many_at_once_are_those_on_each() -> None:
    for seed in range(6):
        rng = Random(seed)
        engine = Engine(random_book(rng))
        _, outcomes = random_tests(rng, engine, 8)
        seen = Seen(outcomes)
        states: dict[str, set[object]] = {rule.id: set() for rule in engine.book.rules}
        for number, one in enumerate(outcomes):
            for rule, tried in all_judged(engine.book, one):
                assert seen.overall(rule, number) is any_holds(judged.verdict for judged in tried)
                for judged in tried:
                    states[rule.id].add((None, judged.verdict))
                    tested = [test for clause in judged.clauses for group in clause.groups for test in group]
                    states[rule.id] |= {(where, test.verdict) for where, test in zip(places(rule), tested, strict=True)}
        for rule in engine.book.rules:
            assert {(state.condition, state.verdict) for state in states_seen(rule, seen)} == states[rule.id]
        engine.close()


def test_a_rule_that_is_about_nothing_here_fails_over_all() -> None:
    rng = Random(1)
    engine = Engine(random_book(rng))
    outcomes = engine.run(facts_of(case_of({"municipality": {"name": "B"}, "problems": []}).answers))
    rule = next(rule for rule in engine.book.rules if rule.subject == "report")
    assert Seen((outcomes,)).overall(rule, 0) is Verdict.FAILS
    engine.close()
