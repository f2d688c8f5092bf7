"""With a bound the same is found as without one; and what lies beyond the bound is said to be undecided."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.reasoning.bounded import bounded
from commplan_advisor.reasoning.everything import Everything, everything
from commplan_advisor.reasoning.rules import always_true_clauses, never_holds, superfluous
from commplan_advisor.rulebook.model import RuleBook
from tests.support.books import random_book
from tests.support.shipped import shipped_engine

ENOUGH = 50_000_000


def said(all_: Everything) -> tuple[list[str], list[tuple[str, int]], list[str]]:
    return (
        [rule.id for rule in never_holds(all_)],
        [(rule.id, place) for rule, place in always_true_clauses(all_)],
        [one.rule.id for one in superfluous(all_)],
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_same_is_found_with_a_bound_that_is_not_reached(seed: int) -> None:
    book: RuleBook = random_book(Random(seed))
    looked = bounded(everything(book), ENOUGH)
    assert said(looked) == said(everything(book))
    assert looked.prover.undecided == set()


def test_nothing_is_claimed_without_any_effort() -> None:
    looked = bounded(everything(shipped_engine().book), 0)
    never, always, idle = said(looked)
    assert (never, always, idle) == ([], [], [])
    assert looked.prover.undecided
