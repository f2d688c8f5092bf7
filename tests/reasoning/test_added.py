"""With platforms and problems that only the rule book knows, the formulas still say what the engine and the rules by the letter say."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.reasoning.everything import everything
from tests.support.reasoned import engine_says, naive_says
from tests.support.solved import compare
from tests.support.widened import widened_engine


def test_formulas_engine_and_the_rules_by_the_letter_agree_on_questionnaires_with_what_is_added() -> None:
    engine = widened_engine()
    with with_added(engine.book.added):
        for seed in range(4):
            compare(Random(seed), engine.book, lambda answers: engine_says(engine, answers), trials=6)
            compare(Random(seed + 100), engine.book, lambda answers: naive_says(engine.book, answers), trials=2)


@pytest.mark.long
def test_they_agree_on_many_questionnaires() -> None:
    engine = widened_engine()
    with with_added(engine.book.added):
        assert (
            sum(compare(Random(seed), engine.book, lambda answers: engine_says(engine, answers), trials=12) for seed in range(100)) == 1200
        )


def test_a_rule_about_an_added_platform_can_hold_and_formulas_outside_are_refused() -> None:
    book = widened_engine().book
    with with_added(book.added):
        whole = everything(book)
        for rule in ("chatter-on-the-neighbour-app", "no-overview-of-the-neighbour-app", "reported-false-reports"):
            assert any(whole.prover.possible(one.sure) for one in whole.tried[rule])
    with pytest.raises(ValueError, match="with_added"):
        everything(book)
