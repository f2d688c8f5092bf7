"""All questionnaires at once: what can never happen for any number of rows never does, and what can happen has a smallest questionnaire."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything, everything, rows_that_matter
from commplan_advisor.reasoning.formulas import Formula
from commplan_advisor.rulebook.model import Condition
from tests.support.answers import random_answers
from tests.support.books import random_book
from tests.support.reasoned import naive_says, status_of
from tests.support.shipped import shipped_engine


def when_it_is(all_: Everything, key: Key, status: Status) -> Formula:
    """When something is concluded, open, or ruled out."""
    concluded, ruled_out = all_.verdicts[key]
    match status:
        case Status.CONCLUDED:
            return concluded
        case Status.RULED_OUT:
            return ruled_out
        case Status.OPEN:
            return all_.formulas.all((all_.formulas.not_(concluded), all_.formulas.not_(ruled_out)))


@pytest.mark.broad
def test_what_never_happens_for_any_number_of_rows_never_happens_however_many_rows_there_are_and_whatever_they_lack() -> None:
    never_found, happened = 0, 0
    for seed in range(18):
        rng = Random(seed)
        book = random_book(rng, fields=10)
        all_ = everything(book, any_rows=True)
        formula = {(key, status): when_it_is(all_, key, status) for key in all_.verdicts for status in Status}
        sides = list(formula)
        pairs = rng.sample([*combinations(sides, 2)], min(300, len(sides)))
        goals = {(one, other): all_.formulas.all((formula[one], formula[other])) for one, other in pairs}
        never = all_.never((*formula.values(), *goals.values()))
        never_found += len(never)
        for _ in range(25):
            says = naive_says(book, random_answers(rng, rng.choice((0.3, 0.6, 0.95)), rows=rng.choice((1, 3, 7))))
            so = {one for one in sides if status_of(says, one[0]) is one[1]}
            happened += len(so)
            assert never.isdisjoint(formula[one] for one in so), seed
            assert never.isdisjoint(goals[pair] for pair in pairs if so.issuperset(pair)), seed
    assert never_found > 100
    assert happened > 2000


def test_the_smallest_questionnaire_for_a_conclusion_is_one_that_the_engine_confirms() -> None:
    engine = shipped_engine()
    all_ = everything(engine.book)

    def concludes(case: Case) -> bool:
        return engine.run(facts_of(case.answers)).status("problem", "too_many_initiatives") is Status.CONCLUDED

    case = all_.smallest(all_.verdicts["problem", "too_many_initiatives", ""][0], concludes)
    assert case is not None
    assert case.source.value == {"questionnaire": 1, "municipality": {"name": "Voorbeeld"}, "problems": [{"type": "too_many_initiatives"}]}


def test_a_rule_about_what_no_advice_depends_on_otherwise_can_hold_too() -> None:
    """The province and the date are questions like any other for whoever writes rules."""
    from tests.reasoning.test_rules import all_of, rule

    all_ = all_of(
        rule("province", ["municipality.province", "answered", []]), rule("dated", ["date", "answered", []], then=[("finding", "beta")])
    )
    engine = Engine(all_.book)
    for finding in ("alpha", "beta"):
        key = ("finding", finding, "")

        def concluded(case: Case, key: Key = key) -> bool:
            return engine.run(facts_of(case.answers)).status(*key) is Status.CONCLUDED

        assert all_.smallest(all_.verdicts[key][0], concluded) is not None
    engine.close()


def test_so_many_rows_matter_as_rules_and_conditions_beside_them_count() -> None:
    book = shipped_engine().book
    assert rows_that_matter(book) == 5
    assert rows_that_matter(book, [Condition("problems.count", "at_least", (6,))]) == 7
