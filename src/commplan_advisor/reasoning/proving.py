"""Proofs over all answers at once, with the solver z3; nothing else of this program knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any as Anything

from commplan_advisor.reasoning.formulas import (
    FALSE,
    TRUE,
    All,
    Any,
    Formula,
    Given,
    HowMany,
    Input,
    Not,
    NumberTest,
    PerThousand,
    Quotient,
    Total,
)
from commplan_advisor.reasoning.slots import ANSWERED, YES, Slot, some_words
from commplan_advisor.reasoning.space import Space

LONGEST = 20_000
"""Milliseconds that one question to the solver may take."""


class UndecidedError(Exception):
    """The solver did not find out in time."""


@dataclass(frozen=True, slots=True)
class Found:
    """Answers that the solver found: by slot the answer, None for none; and by slot of a list how many rows come to it."""

    answers: Mapping[int, object]
    rows: Mapping[int, int]


@dataclass
class Prover:
    """A solver that knows what answers are possible.

    Args:
        space: the answers that may vary.
        complete: whether every question that varies has an answer.
        longest: milliseconds that one question may take.
    """

    space: Space
    complete: bool = False
    longest: int = LONGEST
    _terms: dict[Formula, Anything] = field(default_factory=dict)
    _numbers: dict[int, Anything] = field(default_factory=dict)
    _used: dict[int, None] = field(default_factory=dict)
    _costs: list[tuple[Anything, int]] = field(default_factory=list)
    _asked: dict[Formula, Anything] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import z3

        self.z3 = z3
        self._context = z3.Context()  # of its own: what it finds must not depend on what was asked before
        self._terms = {FALSE: z3.BoolVal(False, self._context), TRUE: z3.BoolVal(True, self._context)}
        self.solver = z3.SimpleSolver(ctx=self._context)  # answers, and sums of them: the means that z3 has for more cost time
        self.solver.set("relevancy", 0)
        self.solver.set("timeout", self.longest)

    def term(self, formula: Formula) -> Anything:
        """A formula as the solver takes it; what is possible for the answers in it is told to the solver as well."""
        left, new = [formula], set()
        while left:  # what it is made of is looked at only where it is new
            one = left.pop()
            if one not in self._terms and one not in new:
                new.add(one)
                left.extend(self.space.formulas.parts_of(one))
        for one in sorted(new):
            self._terms[one] = self._made(one)
        return self._terms[formula]

    def possible(self, formula: Formula) -> Found | None:
        """Answers for which a formula holds; None when there are none.

        Raises:
            UndecidedError: the solver does not know in time.
        """
        return self._checked(self.asked(formula))

    def never(self, formulas: Iterable[Formula]) -> set[Formula]:
        """Those of some formulas that hold for no answers at all; what is not decided in time is not among them."""
        return {formula for formula in formulas if self.solver.check(self.asked(formula)) == self.z3.unsat}

    def asked(self, formula: Formula) -> Anything:
        """A name for a formula: under a name the solver takes it in once, and not for every question again."""
        if formula not in self._asked:
            name = self._asked[formula] = self.z3.Bool(f"asked {formula}", self._context)
            self.solver.add(self.z3.Implies(name, self.term(formula)))
        return self._asked[formula]

    def _checked(self, *terms: Anything) -> Found | None:
        verdict = self.solver.check(*terms)
        if verdict == self.z3.sat:
            return self.found(self.solver.model())
        if verdict == self.z3.unsat:
            return None
        raise UndecidedError(self.solver.reason_unknown())

    def cost(self, formula: Formula, taste: int = 0) -> None:
        """Count a formula among the changes; of as many changes, those with less of a taste come first."""
        self._costs.append((self.term(formula), taste))

    def cost_of_number(self, number: int, taste: int = 0) -> None:
        """Count it among the changes when a question is answered with another number than it was."""
        slot = self.space.slots[number]
        assert isinstance(slot.value, int | float)
        self._costs.append((self._given(number) != self._exact(slot.value), taste))

    def cheapest(self, formula: Formula) -> Found | None:
        """Answers for which a formula holds with as few changes as possible; None when there are none.

        Raises:
            UndecidedError: the solver does not know in time.
        """
        if self.possible(formula) is None:
            return None
        costs = [term for term, _ in self._costs]
        tastes = sorted({taste for _, taste in self._costs})
        for most in range(1, len(costs) + 1):
            for taste in tastes:
                few = self.z3.AtMost(*costs, most)
                without = [self.z3.Not(term) for term, dearer in self._costs if dearer > taste]
                found = self._checked(self.term(formula), few, *without)
                if found is not None:
                    return found
        return None

    def require(self, formula: Formula) -> None:
        """Look only for answers for which a formula holds."""
        self.solver.add(self.term(formula))

    def found(self, model: Anything) -> Found:
        """The answers of a model."""
        answers: dict[int, object] = {}
        rows: dict[int, int] = {}
        for number in self._used:
            slot = self.space.slots[number]
            if slot.varies:
                answers[number] = self._answer(slot, model)
                if slot.question.kind == "list":
                    rows[number] = self._rows(slot, model)
        return Found(answers, rows)

    # -- formulas as terms -----------------------------------------------------------------------------------------------------

    def _made(self, formula: Formula) -> Anything:
        part = self.space.formulas.parts[formula]
        match part:
            case All(of):
                return self._joined(self.z3.Z3_mk_and, of)
            case Any(of):
                return self._joined(self.z3.Z3_mk_or, of)
            case Not(of):
                return self.z3.Not(self._terms[of])
            case Input(slot, says):
                if slot >= 0:
                    self._use(slot)
                return self._input(slot, says)
            case NumberTest():
                return self._number_test(part)
            case _:
                raise AssertionError(part)

    def _joined(self, make: Callable[..., Anything], of: Sequence[Formula]) -> Anything:
        """Terms joined as `z3.And` and `z3.Or` do it, without their looking at what sort each term is: that takes most of the time."""
        terms = (self.z3.Ast * len(of))(*(self._terms[one].ast for one in of))
        return self.z3.BoolRef(make(self._context.ref(), len(of), terms), self._context)

    def _input(self, slot: int, says: str) -> Anything:
        return self.z3.Bool(f"{slot} {says}", self._context)

    def _use(self, number: int) -> None:
        """Tell the solver what answers a question can have, once."""
        if number in self._used or number < 0:
            return
        self._used[number] = None
        slot = self.space.slots[number]
        if not slot.varies:
            return
        answered = self._input(number, ANSWERED)
        if self.complete:
            self.solver.add(answered)
        if slot.question.kind == "option":
            chosen = [self._input(number, one) for one in slot.says]
            self.solver.add(self.z3.Implies(answered, self.z3.PbEq([(one, 1) for one in chosen], 1)))
        if slot.question.kind == "list":
            for row in range(2, self.space.more_rows + 1):
                self.solver.add(self.z3.Implies(self._input(number, f"row {row}"), self._input(number, f"row {row - 1}")))

    def _given(self, number: int) -> Anything:
        """The number that a question is answered with, within its limits."""
        if number not in self._numbers:
            self._use(number)
            slot = self.space.slots[number]
            low, high, whole = limits(slot)
            made = self.z3.Int if whole else self.z3.Real
            if slot.varies:
                self._numbers[number] = made(f"{number} number", self._context)
                self.solver.add(self._numbers[number] >= low, self._numbers[number] <= high)
            else:
                self._numbers[number] = self._exact(slot.value if isinstance(slot.value, int | float) else 0)
        return self._numbers[number]

    def _exact(self, number: float) -> Anything:
        if number == int(number):
            return self.z3.IntVal(int(number), self._context)
        exact = Fraction(str(number))  # as it is written: 0.1 is a tenth, which no float is
        return self.z3.RealVal(f"{exact.numerator}/{exact.denominator}", self._context)

    def _number_test(self, test: NumberTest) -> Anything:
        bounds = [float(value) for value in test.values if isinstance(value, int | float)]
        if test.operator in ("in", "not_in"):
            equal = [
                self.z3.And(self._compared(test, "at_least", bound), self.z3.Not(self._compared(test, "above", bound))) for bound in bounds
            ]
            return self.z3.Or(equal) if test.operator == "in" else self.z3.Not(self.z3.Or(equal))
        if test.operator in ("below", "at_most"):
            return self.z3.Not(self._compared(test, "at_least" if test.operator == "below" else "above", bounds[0]))
        return self._compared(test, test.operator, bounds[0])

    def _compared(self, test: NumberTest, operator: str, bound: float) -> Anything:
        """That a number is at least, or above, a bound; as a comparison without division."""
        match test.number:
            case Given(slot):
                left, right = self._given(slot), self._exact(bound)
            case HowMany(of, most):
                left = (
                    self.z3.Sum([self.z3.If(self._terms[one], self._exact(1), self._exact(0)) for one in of])
                    if of
                    else self.z3.IntVal(0, self._context)
                )
                right = self._exact(bound)
                self.solver.add(left <= most)  # told, or else it is looked for in all the ways to share out rows over options
            case Total() as total:
                left, right = self._total(total), self._exact(bound)
            case PerThousand(total, per):
                left, right = 1000 * self._total(total), self._exact(bound) * self._given(per)
            case Quotient(of, by):
                return self._rounded(of, by, ceil(bound) if operator == "at_least" else floor(bound) + 1)
        return left >= right if operator == "at_least" else left > right

    def _rounded(self, of: int, by: int, whole: int) -> Anything:
        """That a quotient, rounded, is at least a whole number: half a number below it goes up when it is even."""
        left, right = 2 * self._given(of), (2 * whole - 1) * self._given(by)
        return left >= right if whole % 2 == 0 else left > right

    def _total(self, total: Total) -> Anything:
        if not total.parts:
            return self.z3.IntVal(0, self._context)
        return self.z3.Sum([self.z3.If(self._terms[guard], self._given(slot), self._exact(0)) for guard, slot in total.parts])

    # -- models as answers -----------------------------------------------------------------------------------------------------

    def _true(self, model: Anything, slot: Slot, says: str) -> bool:
        return bool(self.z3.is_true(model.eval(self._input(slot.number, says))))

    def _answer(self, slot: Slot, model: Anything) -> object:
        if not (self.complete or self._true(model, slot, ANSWERED)):
            return None
        match slot.question.kind:
            case "yes_no":
                return self._true(model, slot, YES)
            case "option":
                return next((one for one in slot.says if self._true(model, slot, one)), next(iter(slot.says)))
            case "options":
                return [one for one in slot.says if self._true(model, slot, one)]
            case "number":
                return self._plain_number(slot, model)
            case "list":
                return slot.value if slot.value is not None else []
            case _:
                return some_words(slot.question)

    def _plain_number(self, slot: Slot, model: Anything) -> float | int:
        low, _, whole = limits(slot)
        value = model.eval(self._given(slot.number))
        if self.z3.is_int_value(value):
            return int(value.as_long())
        if self.z3.is_rational_value(value):
            return float(Fraction(value.numerator_as_long(), value.denominator_as_long()))
        return int(low) if whole else low

    def _rows(self, slot: Slot, model: Anything) -> int:
        number = 0
        while number < self.space.more_rows and self._true(model, slot, f"row {number + 1}"):
            number += 1
        return number


def limits(slot: Slot) -> tuple[float, float, bool]:
    """The least and the most that a question for a number takes, and whether it takes whole numbers only."""
    question = slot.question
    return question.least, question.most, question.whole
