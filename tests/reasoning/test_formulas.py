"""Formulas: what is settled folds away, each part is there once, and parts come before wholes."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from commplan_advisor.reasoning.formulas import (
    FALSE,
    TRUE,
    All,
    Any,
    Formula,
    Formulas,
    Given,
    HowMany,
    Input,
    Not,
    NumberTest,
    PerThousand,
    Quotient,
    Total,
)
from commplan_advisor.rulebook.model import Operator


@pytest.fixture
def formulas() -> Formulas:
    return Formulas()


def test_all_of_nothing_is_true_and_any_of_nothing_is_false(formulas: Formulas) -> None:
    assert formulas.all(()) == TRUE
    assert formulas.any(()) == FALSE


def test_what_is_settled_is_left_out(formulas: Formulas) -> None:
    one, other = formulas.input(0, "yes"), formulas.input(1, "yes")
    assert formulas.all((one, TRUE)) == one
    assert formulas.any((one, FALSE)) == one
    assert formulas.all((one, TRUE, other)) == formulas.all((one, other))
    assert formulas.any((one, FALSE, other)) == formulas.any((one, other))


def test_one_part_can_settle_the_whole(formulas: Formulas) -> None:
    one = formulas.input(0, "yes")
    assert formulas.all((one, FALSE)) == FALSE
    assert formulas.any((one, TRUE)) == TRUE


def test_the_opposite_of_the_opposite_is_the_formula_itself(formulas: Formulas) -> None:
    one = formulas.input(0, "yes")
    assert formulas.not_(formulas.not_(one)) == one
    assert formulas.not_(TRUE) == FALSE
    assert formulas.not_(FALSE) == TRUE


def test_a_formula_and_its_opposite_leave_nothing_open(formulas: Formulas) -> None:
    one, other = formulas.input(0, "yes"), formulas.input(1, "yes")
    assert formulas.all((one, other, formulas.not_(one))) == FALSE
    assert formulas.any((one, other, formulas.not_(one))) == TRUE


def test_the_same_formula_is_made_once_whatever_the_order_of_its_parts(formulas: Formulas) -> None:
    one, other = formulas.input(0, "yes"), formulas.input(0, "no")
    assert formulas.input(0, "yes") == one
    assert formulas.all((one, other)) == formulas.all((other, one, other))
    assert formulas.any((one, other)) == formulas.any((other, one, other))
    assert formulas.all((one, other)) != formulas.any((one, other))
    test = NumberTest(Given(0), "above", (3,))
    assert formulas.number(test) == formulas.number(NumberTest(Given(0), "above", (3,)))
    assert len(formulas.parts) == len(set(map(repr, formulas.parts)))


def test_one_part_alone_is_not_wrapped(formulas: Formulas) -> None:
    one = formulas.input(0, "yes")
    assert formulas.all((one, one)) == one
    assert formulas.any((one,)) == one


def random_formulas(rng: Random, inputs: int, count: int) -> tuple[Formulas, list[tuple[Formula, object]]]:
    """Formulas made at random, each with how it was asked for."""
    formulas = Formulas()
    made: list[tuple[Formula, object]] = [(FALSE, False), (TRUE, True)]
    made += [(formulas.input(number, "yes"), number + 10) for number in range(inputs)]
    for _ in range(count):
        chosen = [rng.choice(made) for _ in range(rng.randint(0, 4))]
        below, told = [one for one, _ in chosen], [how for _, how in chosen]
        match rng.randrange(3):
            case 0:
                made.append((formulas.all(below), ("all", told)))
            case 1:
                made.append((formulas.any(below), ("any", told)))
            case _:
                inner, how = rng.choice(made)
                made.append((formulas.not_(inner), ("not", [how])))
    return formulas, made


def as_asked(how: object, given: tuple[bool, ...]) -> bool:
    if isinstance(how, bool):
        return how
    if isinstance(how, int):
        return given[how - 10]
    assert isinstance(how, tuple)
    kind, of = how
    values = [as_asked(one, given) for one in of]
    return not values[0] if kind == "not" else all(values) if kind == "all" else any(values)


def as_made(formulas: Formulas, top: Formula, given: tuple[bool, ...]) -> bool:
    held: dict[Formula, bool] = {}
    for one in formulas.below((top,)):
        match formulas.parts[one]:
            case bool() as fixed:
                held[one] = fixed
            case Input(slot):
                held[one] = given[slot]
            case Not(of):
                held[one] = not held[of]
            case All(of):
                held[one] = all(held[inner] for inner in of)
            case Any(of):
                held[one] = any(held[inner] for inner in of)
            case other:
                raise AssertionError(other)
    return held[top]


@pytest.mark.parametrize("seed", range(20))
def test_folding_changes_nothing_of_what_a_formula_says(seed: int) -> None:
    formulas, made = random_formulas(Random(seed), 4, 25)
    for given in product((False, True), repeat=4):
        for formula, how in made:
            assert as_made(formulas, formula, given) == as_asked(how, given)


@pytest.mark.parametrize("seed", range(20))
def test_whoever_reads_formulas_in_order_has_seen_the_parts_before_the_whole(seed: int) -> None:
    formulas, made = random_formulas(Random(seed), 4, 25)
    for formula in range(len(formulas.parts)):
        assert all(inner < formula for inner in formulas.parts_of(formula))
    tops = [formula for formula, _ in made[-5:]]
    below = formulas.below(tops)
    assert below == sorted(set(below))
    assert set(tops) <= set(below)
    assert all(inner in below for one in below for inner in formulas.parts_of(one))


def test_the_guards_of_a_number_are_parts_of_its_test(formulas: Formulas) -> None:
    one, other = formulas.input(0, "yes"), formulas.input(1, "yes")
    total = Total(((one, 5), (other, 6)))
    assert formulas.parts_of(formulas.number(NumberTest(total, "above", (3,)))) == (one, other)
    assert formulas.parts_of(formulas.number(NumberTest(PerThousand(total, 7), "above", (3,)))) == (one, other)
    assert formulas.parts_of(formulas.number(NumberTest(HowMany((one, other), 2), "above", (3,)))) == (one, other)
    assert formulas.parts_of(formulas.number(NumberTest(Quotient(5, 6), "above", (3,)))) == ()


def test_a_test_of_a_number_tells_which_questions_the_number_comes_from() -> None:
    total = Total(((TRUE, 5), (TRUE, 6)))
    assert NumberTest(Given(4), "above", (3,)).slots == (4,)
    assert NumberTest(total, "above", (3,)).slots == (5, 6)
    assert NumberTest(PerThousand(total, 7), "above", (3,)).slots == (5, 6, 7)
    assert NumberTest(Quotient(5, 6), "above", (3,)).slots == (5, 6)
    assert NumberTest(HowMany((TRUE,), 1), "above", (3,)).slots == ()


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        ("in", False, True, False),
        ("not_in", True, False, True),
        ("below", True, False, False),
        ("at_most", True, True, False),
        ("above", False, False, True),
        ("at_least", False, True, True),
    ],
)
def test_a_number_is_below_at_or_above_a_bound(operator: Operator, below: bool, at: bool, above: bool) -> None:
    test = NumberTest(Given(0), operator, (3,))
    assert [test.holds(number) for number in (2.5, 3.0, 3.5)] == [below, at, above]
