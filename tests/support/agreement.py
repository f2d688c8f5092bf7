"""Whether the engine and the naive evaluator agree, on generated rule books and cases; many of them in processes of their own.

A rule set of durable-rules that has run does not give all its memory back, so thousands of rule books do not go through one process.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from random import Random

from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.oracle import verdicts

CASES_A_BOOK = 5
BOOKS_A_PROCESS = 200


def seen(outcomes: Outcomes) -> tuple[dict[tuple[str, str, str], bool | None], set[tuple[str, str, str, bool]]]:
    """What the engine says, in the oracle's words."""
    states = {key: True if one.status is Status.CONCLUDED else None for key, one in outcomes.conclusions.items()}
    told = [
        ((one.key, reason.outcome), (reason.rule.id, reason.subject.kind, reason.subject.id, sure))
        for one in outcomes.conclusions.values()
        for reasons, sure in ((one.reasons, True), (one.may, False))
        for reason in reasons
    ]
    assert len(told) == len(set(told)), "a reason is told twice"
    return states, {reason for _, reason in told}


def compare(seeds: Iterable[int]) -> int:
    """A generated rule book for each seed, on some generated cases; how many cases that were."""
    cases = 0
    for seed in seeds:
        rng = Random(seed)
        engine = Engine(random_book(rng))
        for _ in range(CASES_A_BOOK):
            answers = random_answers(rng, share=rng.choice([0.05, 0.3, 0.6, 0.95]))
            facts = facts_of(questionnaire_of(answers))
            assert seen(engine.run(facts)) == verdicts(engine.book, facts), f"seed {seed}: {answers}"
            cases += 1
        engine.close()
    return cases


def compare_in_processes(seeds: range) -> int:
    """The same, some hundreds of rule books to a process; a process that dies raises."""
    parts = [seeds[start : start + BOOKS_A_PROCESS] for start in range(0, len(seeds), BOOKS_A_PROCESS)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, max_tasks_per_child=1) as pool:
        return sum(pool.map(compare, parts))
