"""How the time of a case grows with the number of rules, and with the number of cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.material import generated_facts, shipped_book, shipped_facts, with_number
from benchmarks.measuring import race, ratio
from benchmarks.printing import progress, show
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import Facts
from commplan_advisor.rulebook.model import RuleBook
from tests.support.books import random_book

ROUNDS = 5
BOOKS = 5
FEW, MANY = 10, 10_000


def run() -> None:
    """Print how time grows."""
    _with_rules()
    _with_cases()


def _with_rules() -> None:
    progress("rules × 10 …")
    book = shipped_book()
    pairs = {
        "generated rule books": (_generated(8), _generated(80), generated_facts(20)),
        "the shipped rule book, ten times": ([book], [_ten_times(book)], shipped_facts()),
    }
    rows = []
    for name, (small, large, facts) in pairs.items():
        taken = race({"small": _all(small, facts), "large": _all(large, facts)}, ROUNDS)
        few, many = _rules(small), _rules(large)
        per_case = 1000 / len(facts) / len(small)
        times = [f"{per_case * median(taken[size]):.2f}" for size in ("small", "large")]
        slower = ratio(taken["large"], taken["small"])
        rows.append([name, f"{few:,.0f}", f"{many:,.0f}", *times, f"× {many / few:.1f}", f"× {slower:.1f}"])
    show(
        "Growth with rules",
        f"Engine.run with all reasons; milliseconds a case, median of {ROUNDS} rounds in turns. Generated: {BOOKS} random rule books of "
        "each size, mean number of rules. Ten times: every shipped rule ten times under other names, so ten reasons for each.",
        ["", "rules", "rules", "ms a case", "ms a case", "rules", "time"],
        rows,
    )


def _with_cases() -> None:
    progress("cases × 1,000 …")
    facts = shipped_facts()[:FEW]
    book = shipped_book()
    few = median(_per_case(book, facts, FEW) for _ in range(ROUNDS))
    many = _per_case(book, facts, MANY)
    show(
        "Growth with cases",
        f"Engine.run with all reasons on a new engine, after one case to warm up: {FEW} of the shipped cases (median of {ROUNDS}), and the "
        f"same ones in turns up to {MANY:,}, each time with another number of inhabitants.",
        ["cases", "ms a case"],
        [[f"{FEW:,}", f"{few:.2f}"], [f"{MANY:,}", f"{many:.2f}"], ["ratio", f"× {many / few:.2f}"]],
    )


def _per_case(book: RuleBook, facts: Sequence[Facts], cases: int) -> float:
    """Milliseconds that a case takes on an engine that has run only one."""
    engine = Engine(book)
    engine.run(facts[0])
    start = perf_counter()
    for number, one in enumerate(islice(cycle(facts), cases)):
        engine.run(with_number(one, number))
    taken = perf_counter() - start
    engine.close()
    return 1000 * taken / cases


def _generated(rules_a_stage: int) -> list[RuleBook]:
    return [random_book(Random(seed), rules_a_stage) for seed in range(BOOKS)]


def _ten_times(book: RuleBook) -> RuleBook:
    return replace(book, rules=tuple(replace(rule, id=f"{rule.id}-{number}") for rule in book.rules for number in range(10)))


def _rules(books: Sequence[RuleBook]) -> float:
    return sum(len(book.rules) for book in books) / len(books)


def _all(books: Sequence[RuleBook], facts: Sequence[Facts]) -> Callable[[], object]:
    engines = [Engine(book) for book in books]
    return lambda: [engine.run(one) for engine in engines for one in facts]
