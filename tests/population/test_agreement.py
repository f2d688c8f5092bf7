"""Many cases at once come to the same as one by one: every conclusion, and which rule holds or may hold for what."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import broad_book, random_book
from tests.support.population import Told, table_of, told_by_many, told_by_one
from tests.support.shipped import shipped_cases

SHARES = (0.05, 0.3, 0.6, 0.95)
"""Of the questions that are answered in a generated case."""


def check_agrees(book: RuleBook, cases: Sequence[Questionnaire], what: object, concluder: DuckDBConcluder | None = None) -> None:
    """Check that the tables say of each case what the engine for a single case says of it."""
    by_many = concluder or DuckDBConcluder(book)
    engine = Engine(book)
    try:
        with with_added(book.added):
            told = [told_by_one(engine.run(facts_of(one))) for one in cases]
            told_at_once = told_by_many(by_many.conclude(table_of(cases)), by_many.columns, book, len(cases))
    finally:
        engine.close()
    for number, (one, many) in enumerate(zip(told, told_at_once, strict=True)):
        assert _differing(one, many) == {}, (what, number)


def _differing(one: Told, many: Told) -> dict[tuple[str, ...], tuple[bool | None, bool | None]]:
    return {key: (one.get(key, False), many.get(key, False)) for key in {*one, *many} if one.get(key, False) != many.get(key, False)}


def generated(rng: Random, book: RuleBook, count: int) -> list[Questionnaire]:
    """So many questionnaires, from nearly empty to nearly full."""
    with with_added(book.added):
        return [questionnaire_of(random_answers(rng, share=rng.choice(SHARES))) for _ in range(count)]


def test_the_shipped_rule_book_concludes_the_same_of_all_cases_that_ship_and_of_generated_ones() -> None:
    book = load_rulebook()
    with with_added(book.added):
        shipped = [load_case(path).answers for path in shipped_cases()]
    check_agrees(book, [*shipped, *generated(Random(1), book, 100)], "shipped")


@pytest.mark.parametrize("seed", range(12))
def test_generated_rule_books_conclude_the_same(seed: int) -> None:
    rng = Random(seed)
    book = random_book(rng)
    check_agrees(book, generated(rng, book, 20), seed)


def test_a_rule_book_that_looks_at_every_question_concludes_the_same() -> None:
    rng = Random(0)
    book = broad_book(rng)
    check_agrees(book, generated(rng, book, 60), "broad")


@pytest.mark.broad
def test_a_hundred_generated_rule_books_conclude_the_same() -> None:
    for seed in range(100, 200):
        rng = Random(seed)
        book = random_book(rng)
        check_agrees(book, generated(rng, book, 10), seed)


@pytest.mark.long
def test_a_thousand_generated_rule_books_conclude_the_same() -> None:
    for seed in range(1_000, 2_000):
        rng = Random(seed)
        book = random_book(rng)
        check_agrees(book, generated(rng, book, 20), seed)


@pytest.mark.long
def test_the_shipped_rule_book_concludes_the_same_of_100_000_generated_cases() -> None:
    book, rng = load_rulebook(), Random(2)
    concluder = DuckDBConcluder(book)
    for part in range(100):
        check_agrees(book, generated(rng, book, 1_000), part, concluder)
