"""The engine concludes what a naive evaluator concludes, on generated rule books and cases."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from random import Random

import pytest

from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of
from tests.support.agreement import compare_in_processes, seen
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import broad_book, random_book
from tests.support.oracle import verdicts

pytestmark = pytest.mark.broad


def test_engine_and_naive_evaluator_agree() -> None:
    assert compare_in_processes(range(1200)) == 6000


def test_a_rule_book_of_thousands_of_rules_is_within_the_limits_of_the_engine() -> None:
    rng = Random(0)
    engine = Engine(random_book(rng, rules_a_stage=1900, fields=60))
    try:
        assert len(engine.book.rules) > 5000
        for share in (0.1, 0.5, 0.9):
            facts = facts_of(questionnaire_of(random_answers(rng, share)))
            assert seen(engine.run(facts)) == verdicts(engine.book, facts)
    finally:
        engine.close()


@pytest.mark.parametrize("seed", range(5))
def test_rules_that_all_may_hold_at_once_are_within_the_limits_of_the_engine(seed: int) -> None:
    rng = Random(seed)
    engine = Engine(broad_book(rng))
    try:
        for answers in ({"municipality": {"name": "Voorbeeldstad"}}, random_answers(rng, 0.1), random_answers(rng, 1.0)):
            facts = facts_of(questionnaire_of(answers))
            assert seen(engine.run(facts)) == verdicts(engine.book, facts)
    finally:
        engine.close()


def test_many_cases_leave_memory_as_it_was() -> None:
    engine = Engine(random_book(Random(3)))
    cases = [facts_of(questionnaire_of(random_answers(Random(seed)))) for seed in range(100)]

    def run_all(times: int) -> int:
        for _ in range(times):
            for facts in cases:
                engine.run(facts)
        gc.collect()
        return resident_kib()

    run_all(5)
    before = run_all(5)
    assert run_all(50) - before < 2000, "KiB in 5,000 cases"


def resident_kib() -> int:
    """Memory of this process that is in use now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


@pytest.mark.parametrize("closing", [True, False], ids=["closed", "forgotten"])
def test_an_engine_that_is_done_gives_its_memory_back(closing: bool) -> None:
    facts = [facts_of(questionnaire_of(random_answers(Random(seed), 0.9))) for seed in range(5)]

    def run_and_end(times: int) -> int:
        for _ in range(times):
            engine = Engine(random_book(Random(3)))
            for one in facts:
                engine.run(one)
            if closing:
                engine.close()
        gc.collect()
        return resident_kib()

    before = run_and_end(10)
    assert run_and_end(50) - before < 50 * 500, "KiB of fifty engines"


@pytest.mark.long
def test_a_hundred_thousand_cases_leave_memory_as_it_was() -> None:
    engine = Engine(random_book(Random(3)))
    cases = [facts_of(questionnaire_of(random_answers(Random(seed)))) for seed in range(100)]
    sizes = []
    for _ in range(10):
        for _ in range(100):
            for facts in cases:
                engine.run(facts)
        gc.collect()
        sizes.append(resident_kib())
    assert sizes[-1] - sizes[0] < 2000, sizes


@pytest.mark.long
def test_engine_and_naive_evaluator_agree_at_length() -> None:
    assert compare_in_processes(range(100_000, 120_000)) == 100_000
