"""Formulas over answers that may vary, and z3's own terms for them, say of each set of answers exactly what the rules make of it."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.reasoning.consequences import consequences
from commplan_advisor.reasoning.proving import Prover
from commplan_advisor.reasoning.space import Space
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import broad_book, random_book
from tests.support.reasoned import (
    SHARES,
    answers_found,
    any_answer,
    engine_says,
    formulas_say,
    naive_says,
    no_answer,
    status_of,
    trial_found,
)
from tests.support.shipped import shipped_engine
from tests.support.solved import compare

pytestmark = pytest.mark.broad


def with_generated_books(seeds: range, cases: int, trials: int) -> int:
    count = 0
    for seed in seeds:
        rng = Random(seed)
        book = broad_book(rng) if seed % 10 == 9 else random_book(rng, rules_a_stage=12, fields=16)
        count += sum(compare(rng, book, lambda answers, book=book: naive_says(book, answers), trials) for _ in range(cases))  # type: ignore[misc]
    return count


def with_the_shipped_book(seeds: range, trials: int) -> int:
    engine = shipped_engine()
    return sum(compare(Random(seed), engine.book, lambda answers: engine_says(engine, answers), trials) for seed in seeds)


def test_with_generated_rule_books_the_formulas_and_z3_say_what_the_rules_say_by_the_letter() -> None:
    assert with_generated_books(range(40), cases=2, trials=9) == 720


def test_with_the_shipped_rule_book_the_formulas_and_z3_say_what_the_engine_says() -> None:
    assert with_the_shipped_book(range(10), trials=8) == 80


@pytest.mark.long
def test_the_formulas_z3_and_the_rules_by_the_letter_agree_on_10_000_generated_questionnaires() -> None:
    assert with_generated_books(range(1000, 1500), cases=4, trials=5) == 10_000


@pytest.mark.long
def test_the_formulas_z3_and_the_engine_agree_on_1_200_questionnaires() -> None:
    assert with_the_shipped_book(range(1000, 1100), trials=12) == 1200


def what_the_solver_finds(seeds: range) -> int:
    """What the solver says is possible happens for the answers that it gives, and what it says is impossible never does."""
    found_some = 0
    for seed in seeds:
        rng = Random(seed)
        book = random_book(rng, fields=16)
        answers = random_answers(rng, rng.choice(SHARES))
        complete = rng.random() < 0.5
        space = Space(questionnaire_of(answers), rng.choice((any_answer, no_answer)), more_rows=rng.randint(0, 2))
        told = consequences(book, space)
        prover = Prover(space, complete)
        for key in rng.sample(sorted(told), min(6, len(told))):
            for side, status in zip(told[key], ("concluded", "ruled_out"), strict=True):
                found = prover.possible(side)
                if found is None:
                    continue
                found_some += 1
                given = answers_found(space, found, answers)
                assert status_of(naive_says(book, given), key) == status, (seed, key)
                assert status_of(formulas_say(book, trial_found(space, found))[0], key) == status, (seed, key)
    return found_some


def test_the_answers_that_the_solver_finds_bring_about_what_was_asked_for() -> None:
    assert what_the_solver_finds(range(30)) > 150


@pytest.mark.long
def test_the_solver_the_formulas_and_the_rules_agree_on_thousands_of_answers_found() -> None:
    assert what_the_solver_finds(range(1000, 1250)) > 1500
