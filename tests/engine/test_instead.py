"""Running with other rules instead is the same as running a rule book that has them."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.changing import changed_book, random_instead
from tests.support.shipped import outcomes_of, shipped_engine

pytestmark = pytest.mark.broad


@pytest.mark.parametrize("seed", range(12))
def test_with_rules_instead_everything_follows_that_follows_from_a_rule_book_with_them(seed: int) -> None:
    rng = Random(seed)
    book = random_book(rng)
    instead = random_instead(rng, book)
    engine, other = Engine(book), Engine(changed_book(book, instead))
    for share in (0.05, 0.3, 0.6, 0.95):
        facts = facts_of(questionnaire_of(random_answers(rng, share)))
        assert engine.run(facts, instead) == other.run(facts)
    engine.close()
    other.close()


def test_a_rule_of_its_own_name_that_is_the_same_changes_nothing() -> None:
    engine = shipped_engine()
    outcomes = outcomes_of({"municipality": {"name": "B"}, "problems": [{"type": "low_coverage"}]})
    rules = {rule.id: rule for rule in engine.book.rules[::40]}
    assert engine.run(outcomes.facts, rules) == outcomes


def test_without_a_rule_what_only_it_leads_to_is_ruled_out() -> None:
    engine = shipped_engine()
    outcomes = outcomes_of({"municipality": {"name": "B"}, "situation": {"register": {"exists": False}}})
    (reason,) = outcomes.conclusions["finding", "no_register", ""].reasons
    again = engine.run(outcomes.facts, {reason.rule.id: None})
    assert ("finding", "no_register", "") not in again.conclusions
    assert again.fields["concluded.findings.no_register"] is False
