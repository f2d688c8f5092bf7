"""Fields whose value may vary: for each test of one, the formula that says when it holds and the formula that says when it fails.

What was not answered neither holds nor fails, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula, Formulas, Number, NumberTest
from commplan_advisor.rulebook.model import Condition, Value

Verdict = tuple[Formula, Formula]
"""When something holds, and when it fails."""

UNKNOWN: Verdict = (FALSE, FALSE)


class Varying(Protocol):
    """A field whose value may vary."""

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """When a condition of it holds, and when it fails."""


@dataclass(frozen=True, slots=True)
class Single:
    """A field with one value: yes or no, or one option; `known` when it has one, and for each value when it has that one."""

    known: Formula
    values: Mapping[Value, Formula]

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        if condition.operator == "answered":
            return self.known, FALSE
        one_of = formulas.any(self.values.get(value, FALSE) for value in condition.values)
        none_of = formulas.all((self.known, formulas.not_(one_of)))
        return (one_of, none_of) if condition.operator == "in" else (none_of, one_of)


@dataclass(frozen=True, slots=True)
class Members:
    """A field that is a set: `known` when it was answered, and for each member when it is in it and when it is not."""

    known: Formula
    members: Mapping[str, Verdict]

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        if condition.operator == "answered":
            return self.known, FALSE
        asked = [self.members.get(str(value), UNKNOWN) for value in condition.values]
        some = formulas.any(inside for inside, _ in asked)
        none = formulas.all(outside for _, outside in asked)
        return (some, none) if condition.operator == "includes" else (none, some)


@dataclass(frozen=True, slots=True)
class Measure:
    """A field that is a number, once it is known."""

    known: Formula
    number: Number
    fixed: float | None = None

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        if condition.operator == "answered":
            return self.known, FALSE
        test = NumberTest(self.number, condition.operator, condition.values)
        holds = formulas.number(test) if self.fixed is None else TRUE if test.holds(self.fixed) else FALSE
        return formulas.all((self.known, holds)), formulas.all((self.known, formulas.not_(holds)))


@dataclass(frozen=True, slots=True)
class Answered:
    """A text: only whether it was answered can be tested."""

    known: Formula

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:  # noqa: ARG002
        """The verdict on a condition."""
        return self.known, FALSE


def flag(verdict: Verdict, formulas: Formulas) -> Single:
    """A field that says whether something is so."""
    return Single(formulas.any(verdict), {True: verdict[0], False: verdict[1]})


def constant(value: Value) -> Single:
    """A field that is the same whatever is answered."""
    return Single(TRUE, {value: TRUE})


class Late:
    """A field that is made when a rule first tests it: most are never tested."""

    def __init__(self, make: Callable[[], Varying]) -> None:
        self._make = make
        self._made: Varying | None = None

    def test(self, condition: Condition, formulas: Formulas) -> Verdict:
        """The verdict on a condition."""
        if self._made is None:
            self._made = self._make()
        return self._made.test(condition, formulas)
