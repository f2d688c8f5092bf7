"""How a rule book becomes queries: only what is needed, in an order that works, with names that every engine takes."""

from __future__ import annotations

from random import Random

import pytest
from sqlglot import exp

from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.naming import LONGEST, Names
from commplan_advisor.population.compiling.results import needed_for, result_step
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.compiling.steps import Compiled, Step
from commplan_advisor.population.results import CONCLUSIONS
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.books import random_book


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rulebook()


@pytest.fixture(scope="module")
def made(book: RuleBook) -> Compiled:
    with with_added(book.added):
        return compiled(book)


def steps_of(made: Compiled) -> list[Step]:
    return [*facts(made.facts, "duckdb"), *made.steps]


@pytest.mark.parametrize("seed", range(30))
def test_every_query_reads_only_questionnaires_and_what_came_before(seed: int) -> None:
    made = compiled(random_book(Random(seed)))
    there = {ANSWERS}
    for step in steps_of(made):
        assert {table.name for table in step.query.find_all(exp.Table)} <= there
        assert step.name not in there
        there.add(step.name)
    assert set(made.results.values()) <= there


def test_every_name_is_short_enough_for_any_engine_and_given_once(made: Compiled) -> None:
    names = [alias.alias for step in steps_of(made) for alias in step.query.selects if alias.alias]
    assert max(map(len, names)) <= LONGEST
    assert len(set(made.columns.values())) == len(made.columns)


def test_things_that_look_alike_get_names_of_their_own() -> None:
    names = Names()
    given = {names.of(path) for path in ("a.b-c", "a.b_c", "a__b_c", "x" * 70 + "1", "x" * 70 + "2")}
    assert len(given) == 5
    assert names.of("a.b-c") in given


def test_a_rule_about_one_action_becomes_one_column_and_not_one_for_each_action(book: RuleBook, made: Compiled) -> None:
    rule = next(rule for rule in book.rules if any(one.field == "action.type" and len(one.values) == 1 for one in rule.conditions))
    (column,) = (one for one in made.columns if one.rule == rule.id)
    assert column.about == next(one for one in rule.conditions if one.field == "action.type").values[0]


def test_every_rule_that_can_hold_has_its_verdict_in_the_results(book: RuleBook, made: Compiled) -> None:
    assert {one.rule for one in made.columns if one.rule} == {rule.id for rule in book.rules}


def test_every_conclusion_that_a_rule_draws_has_a_column(book: RuleBook, made: Compiled) -> None:
    drawn = {(outcome.kind, outcome.id) for rule in book.rules for outcome in rule.then}
    assert {(one.kind, one.id) for one in made.columns if one.kind} == drawn


def test_a_table_of_rows_needs_none_of_the_stages(made: Compiled) -> None:
    steps = steps_of(made)
    wide, _ = needed_for(result_step(made, CONCLUSIONS), steps)
    rows, _ = needed_for(result_step(made, "audiences"), steps)
    assert len(rows) < len(wide) / 3


def test_the_same_rule_book_gives_the_same_queries(book: RuleBook, made: Compiled) -> None:
    with with_added(book.added):
        again = compiled(book)
    assert [step.query.sql() for step in steps_of(again)] == [step.query.sql() for step in steps_of(made)]
