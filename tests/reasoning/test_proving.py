"""Proofs about numbers: the solver says that answers exist exactly when they do, and those that it gives are such answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import pytest

from commplan_advisor.engine.verdicts import Verdict, condition_verdict
from commplan_advisor.questionnaire.facts import Subject, facts_of
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula, Given, NumberTest
from commplan_advisor.reasoning.proving import Prover
from commplan_advisor.reasoning.slots import Slot
from commplan_advisor.reasoning.space import Space
from commplan_advisor.reasoning.trying import Trials
from commplan_advisor.rulebook.model import Condition, Operator
from tests.support.answers import Answers, questionnaire_of
from tests.support.reasoned import answers_found, any_answer, no_answer, trial_found
from tests.support.trying import answers_of

pytestmark = pytest.mark.broad

BOUNDED: tuple[Operator, ...] = ("below", "at_most", "above", "at_least")
OPERATORS: tuple[Operator, ...] = (*BOUNDED, "in", "not_in")
SEVERAL = {
    "municipality": {"name": "Voorbeeldstad"},
    "situation": {"initiatives": [{"platform": "whatsapp"}, {"platform": "nextdoor"}, {"platform": "telegram"}]},
}
ONE = {"municipality": {"name": "Voorbeeldstad"}, "situation": {"initiatives": [{"platform": "whatsapp"}]}}


def slot_at(space: Space, path: str) -> Slot:
    return next(slot for slot in space.slots if slot.path == path)


def verdict_on(space: Space, condition: Condition) -> tuple[Formula, Formula]:
    """When a condition of the case, or of its first initiative, holds, and when it fails."""
    kind = condition.field.partition(".")[0]
    fields = space.things[kind][-1].fields if kind == "initiative" else space.fields
    return fields[condition.field].test(condition, space.formulas)


def by_the_facts(answers: Answers, condition: Condition) -> Verdict:
    """The verdict on the same condition, from the facts of a questionnaire."""
    facts = facts_of(questionnaire_of(answers))
    subject: Subject = facts.initiatives[0] if condition.field.startswith("initiative.") else facts.case
    return condition_verdict(condition, {**facts.case.fields, **subject.fields})


def by_trials(space: Space, trials: Trials, condition: Condition) -> list[Verdict]:
    holds, fails = verdict_on(space, condition)
    held = trials.holds((holds, fails))
    both = [(held[holds] >> trial & 1, held[fails] >> trial & 1) for trial in range(trials.count)]
    assert (1, 1) not in both
    return [Verdict.HOLDS if yes else Verdict.FAILS if no else Verdict.UNKNOWN for yes, no in both]


def trials_of(space: Space, paths: Sequence[str], numbers: Sequence[tuple[float | None, ...]]) -> Trials:
    trials = Trials(space, len(numbers))
    for trial, chosen in enumerate(numbers):
        for path, number in zip(paths, chosen, strict=True):
            trials.answer(slot_at(space, path), trial, number)
    return trials


def check(answers: Answers, paths: Sequence[str], domain: Sequence[float], conditions: Sequence[Condition], least: float = 0) -> int:
    """For every condition trials, facts and solver agree over all answers from a small domain; how many have an answer at all."""
    space = Space(questionnaire_of(answers), no_answer)
    prover = Prover(space)
    for path in paths:
        slot = slot_at(space, path)
        within = NumberTest(Given(slot.number), "at_most", (max(domain),)), NumberTest(Given(slot.number), "at_least", (least,))
        prover.require(space.formulas.any((space.formulas.not_(slot.answered), *within_all(space, within))))
    numbers = list(product((None, *domain), repeat=len(paths)))
    trials = trials_of(space, paths, numbers)
    filled = [answers_of(trials, trial, answers) for trial in range(trials.count)]
    have = 0
    for condition in conditions:
        verdicts = by_trials(space, trials, condition)
        assert verdicts == [by_the_facts(one, condition) for one in filled], condition
        for side, wanted in zip(verdict_on(space, condition), (Verdict.HOLDS, Verdict.FAILS), strict=True):
            found = prover.possible(side)
            assert (found is not None) == (wanted in verdicts), condition
            if found is not None:
                have += 1
                assert by_the_facts(answers_found(space, found, answers), condition) == wanted
                assert by_trials(space, trial_found(space, found), condition) == [wanted]
    return have


def within_all(space: Space, tests: Sequence[NumberTest]) -> Iterator[Formula]:
    yield space.formulas.all(space.formulas.number(test) for test in tests)


def conditions_on(field: str, bounds: Sequence[float]) -> list[Condition]:
    return [
        *(Condition(field, operator, (bound,)) for operator in OPERATORS for bound in bounds),
        Condition(field, "in", tuple(bounds[:3])),
        Condition(field, "not_in", tuple(bounds[:3])),
    ]


def test_a_quotient_is_rounded_as_the_facts_round_it_with_halves_to_the_even_number() -> None:
    paths = [f"situation.initiatives[whatsapp].{name}" for name in ("members", "groups")]
    bounds = (0, 1, 2, 3, 4, 7, 8, 0.5, 1.5, 2.5, 2.4)
    have = check(ONE, paths, range(9), conditions_on("initiative.members_per_group", bounds))
    assert have > 100


@pytest.mark.parametrize(("members", "groups", "rounded"), [(1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (9, 2, 4), (10, 4, 2), (14, 4, 4)])
def test_halves_go_to_the_even_number(members: int, groups: int, rounded: int) -> None:
    space = Space(questionnaire_of(ONE), no_answer)
    formulas = space.formulas
    prover = Prover(space)
    for name, number in (("members", members), ("groups", groups)):
        slot = slot_at(space, f"situation.initiatives[whatsapp].{name}")
        prover.require(formulas.all((slot.answered, formulas.number(NumberTest(Given(slot.number), "in", (number,))))))
    for other in range(6):
        holds, fails = verdict_on(space, Condition("initiative.members_per_group", "in", (other,)))
        assert (prover.possible(holds) is not None) == (other == rounded)
        assert (prover.possible(fails) is not None) == (other != rounded)


def test_a_number_that_was_given_is_on_one_side_of_every_bound() -> None:
    assert check(ONE, ["municipality.households"], range(1, 7), conditions_on("municipality.households", (0, 1, 2, 6, 7, 2.5)), 1) > 40


def test_a_number_that_need_not_be_whole_can_lie_between_two_bounds() -> None:
    path = "introduction.coverage_goal"
    assert check(ONE, [path], [0, 0.25, 0.5, 1, 1.5, 2, 2.25, 2.5, 3], conditions_on(path, (0.5, 1, 2, 2.5))) > 40
    space = Space(questionnaire_of(ONE), no_answer)
    between = [verdict_on(space, Condition(path, operator, (bound,)))[0] for operator, bound in (("above", 2), ("below", 2.5))]  # type: ignore[arg-type]
    found = Prover(space).possible(space.formulas.all(between))
    assert found is not None
    number = found.answers[slot_at(space, path).number]
    assert isinstance(number, float)
    assert 2 < number < 2.5


def test_a_total_counts_the_platforms_that_have_groups() -> None:
    paths = [f"situation.initiatives[{name}].groups" for name in ("whatsapp", "nextdoor", "telegram")]
    assert check(SEVERAL, paths, range(4), conditions_on("situation.groups", (0, 1, 3, 6, 7, 2.5))) > 30


def test_groups_per_thousand_inhabitants_are_compared_without_rounding() -> None:
    paths = ["situation.initiatives[whatsapp].groups", "municipality.inhabitants"]
    bounds = (0, 1, 250, 500, 1000, 2000, 333.3, 142.857, 285.714)
    assert check(ONE, paths, range(1, 8), conditions_on("situation.groups_per_1000", bounds), 1) > 60


@pytest.mark.parametrize("bound", [0.1, 0.2, 0.3, 0.7, 1.1, 2.3, 4.6])
@pytest.mark.parametrize("operator", OPERATORS)
def test_a_bound_of_tenths_is_meant_as_it_is_written(operator: Operator, bound: float) -> None:
    inhabitants = 10_000
    answers = {**ONE, "municipality": {"name": "Voorbeeldstad", "inhabitants": inhabitants}}
    space = Space(questionnaire_of(answers), no_answer)
    groups = slot_at(space, "situation.initiatives[whatsapp].groups")
    at = round(bound * inhabitants / 1000)
    condition = Condition("situation.groups_per_1000", operator, (bound,))
    holds, fails = verdict_on(space, condition)
    for number in (at - 1, at, at + 1):
        prover = Prover(space)
        prover.require(space.formulas.number(NumberTest(Given(groups.number), "in", (number,))))
        given = {**answers, "situation": {"initiatives": [{"platform": "whatsapp", "groups": number}]}}
        wanted = by_the_facts(given, condition)
        assert (prover.possible(holds) is not None) == (wanted is Verdict.HOLDS), number
        assert (prover.possible(fails) is not None) == (wanted is Verdict.FAILS), number


@pytest.mark.parametrize("seed", range(8))
def test_numbers_over_rows_that_may_come_are_the_numbers_of_the_facts(seed: int) -> None:
    rng = Random(seed)
    answers: Answers = rng.choice((ONE, SEVERAL, {"municipality": {"name": "Voorbeeldstad"}}))
    space = Space(questionnaire_of(answers), any_answer, more_rows=2)
    prover = Prover(space, complete=rng.random() < 0.5)
    fields = ("situation.groups", "situation.members", "situation.groups_per_1000", "situation.platform_count", "problems.count")
    for field in fields:
        for operator in OPERATORS:
            condition = Condition(field, operator, (rng.choice((0, 1, 2, 3, 7, 40, 2.5)),))
            for side, wanted in zip(verdict_on(space, condition), (Verdict.HOLDS, Verdict.FAILS), strict=True):
                found = prover.possible(side)
                if found is not None:
                    assert by_the_facts(answers_found(space, found, answers), condition) == wanted, condition
                    assert by_trials(space, trial_found(space, found), condition) == [wanted], condition


@pytest.mark.parametrize(
    ("operator", "number", "possible"),
    [("at_least", 5, True), ("above", 5, False), ("in", 3, True), ("below", 3, False), ("at_most", 3, True), ("in", 2.5, False)],
)
def test_how_many_there_are_is_no_more_than_can_come(operator: Operator, number: float, possible: bool) -> None:
    answers = {"municipality": {"name": "Voorbeeldstad"}, "problems": [{"type": "low_coverage"}] * 3}
    space = Space(questionnaire_of(answers), any_answer, more_rows=2)
    prover = Prover(space)
    prover.require(slot_at(space, "problems").answered)
    holds, _ = verdict_on(space, Condition("problems.count", operator, (number,)))
    assert (prover.possible(holds) is not None) == possible


def test_a_prover_for_complete_answers_leaves_no_question_open_that_it_uses() -> None:
    space = Space(questionnaire_of({"municipality": {"name": "Voorbeeldstad"}}), no_answer, more_rows=1)
    answered = slot_at(space, "situation.register.exists").answered
    assert Prover(space, complete=True).possible(space.formulas.not_(answered)) is None
    found = Prover(space).possible(space.formulas.not_(answered))
    assert found is not None
    assert found.answers == {slot_at(space, "situation.register.exists").number: None}


def test_what_is_required_holds_for_all_answers_that_are_found() -> None:
    space = Space(questionnaire_of(ONE), no_answer)
    slot = slot_at(space, "situation.register.exists")
    prover = Prover(space)
    prover.require(slot.says["yes"])
    found = prover.possible(TRUE)
    assert found is not None
    assert found.answers[slot.number] is True
    assert prover.possible(space.formulas.not_(slot.says["yes"])) is None
    assert prover.possible(FALSE) is None


@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_the_cheapest_answers_change_no_more_than_is_needed(wanted: int) -> None:
    space = Space(questionnaire_of(ONE), no_answer)
    formulas = space.formulas
    names = ("exists", "contact_details", "shared_with_police")
    slots = [slot_at(space, f"situation.register.{name}") for name in names]
    prover = Prover(space)
    for slot in slots:
        prover.cost(slot.answered)
    needed = formulas.all(slot.says["yes"] for slot in slots[:wanted])
    more = formulas.all(slot.says["yes"] for slot in slots)
    found = prover.cheapest(formulas.any((needed, more)))
    assert found is not None
    assert sum(found.answers[slot.number] is not None for slot in slots) == wanted


def test_of_as_few_changes_those_of_less_taste_come_first() -> None:
    space = Space(questionnaire_of(ONE), no_answer)
    plain, dear = (slot_at(space, f"situation.register.{name}") for name in ("exists", "contact_details"))
    for order in ((plain, dear), (dear, plain)):
        prover = Prover(space)
        for slot in order:
            prover.cost(slot.answered, taste=2 if slot is dear else 0)
        found = prover.cheapest(space.formulas.any((plain.answered, dear.answered)))
        assert found is not None
        assert found.answers[plain.number] is not None
        assert found.answers[dear.number] is None
