"""Formulas over answers that are not known, or may be other than they are: each part once, and whatever is settled left out.

A formula is a number: 0 is false, 1 is true, and every other one stands behind the formulas that it is made of. So whoever reads them in
order has seen the parts before the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commplan_advisor.rulebook.comparing import compares
from commplan_advisor.rulebook.model import Operator, Value

Formula = int
FALSE: Formula = 0
TRUE: Formula = 1


@dataclass(frozen=True, slots=True)
class Given:
    """The number that a question was answered with; `slot` is its place in the list of slots."""

    slot: int


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of numbers, each counted where its formula holds."""

    parts: tuple[tuple[Formula, int], ...]


@dataclass(frozen=True, slots=True)
class PerThousand:
    """A sum for every thousand of another number."""

    total: Total
    per: int


@dataclass(frozen=True, slots=True)
class Quotient:
    """A number divided by another one, rounded to a whole number; halves go to the even one."""

    of: int
    by: int


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many formulas hold; `most` is known to be the most that can hold at once."""

    of: tuple[Formula, ...]
    most: int


Number = Given | Total | PerThousand | Quotient | HowMany


@dataclass(frozen=True, slots=True)
class NumberTest:
    """A test of a number."""

    number: Number
    operator: Operator
    values: tuple[Value, ...]

    def holds(self, number: float) -> bool:
        """Whether the test holds for a number."""
        return compares(number, self.operator, self.values)

    @property
    def slots(self) -> tuple[int, ...]:
        """The questions that the number comes from."""
        match self.number:
            case Given(slot):
                return (slot,)
            case Total(parts):
                return tuple(slot for _, slot in parts)
            case PerThousand(total, per):
                return (*(slot for _, slot in total.parts), per)
            case Quotient(of, by):
                return of, by
            case _:
                return ()

    @property
    def guards(self) -> tuple[Formula, ...]:
        """The formulas that the number depends on."""
        match self.number:
            case Total(parts) | PerThousand(Total(parts), _):
                return tuple(guard for guard, _ in parts)
            case HowMany(of, _):
                return of
            case _:
                return ()


@dataclass(frozen=True, slots=True)
class Input:
    """Something that an answer says or does not say: `answered` of a question, or one of its options."""

    slot: int
    says: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a formula."""

    of: Formula


@dataclass(frozen=True, slots=True)
class All:
    """All of these formulas."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any of these formulas."""

    of: tuple[Formula, ...]


Part = bool | Input | Not | All | Any | NumberTest


class Formulas:
    """Formulas, each made of those before it.

    Attributes:
        parts: what each formula is.
    """

    def __init__(self) -> None:
        self.parts: list[Part] = [False, True]
        self._known: dict[Part, Formula] = {}

    def input(self, slot: int, says: str) -> Formula:
        """Something that an answer says."""
        return self._formula(Input(slot, says))

    def not_(self, of: Formula) -> Formula:
        """The opposite."""
        if of <= TRUE:
            return TRUE - of
        part = self.parts[of]
        return part.of if isinstance(part, Not) else self._formula(Not(of))

    def all(self, of: Iterable[Formula]) -> Formula:
        """All of them; true of none."""
        return self._joined(of, TRUE, All)

    def any(self, of: Iterable[Formula]) -> Formula:
        """At least one of them; false of none."""
        return self._joined(of, FALSE, Any)

    def number(self, test: NumberTest) -> Formula:
        """A test of a number."""
        return self._formula(test)

    def _joined(self, of: Iterable[Formula], neutral: Formula, kind: type[All] | type[Any]) -> Formula:
        found: set[Formula] = set()
        for one in of:
            if one == TRUE - neutral:
                return one
            if one != neutral:
                found.add(one)
        if len(found) < 2:
            return found.pop() if found else neutral
        for one in found:
            part = self.parts[one]
            if isinstance(part, Not) and part.of in found:
                return TRUE - neutral
        return self._formula(kind(tuple(sorted(found))))

    def _formula(self, part: Part) -> Formula:
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = len(self.parts)
            self.parts.append(part)
        return found

    def below(self, tops: Iterable[Formula]) -> list[Formula]:
        """All formulas that these are made of, themselves included, in order."""
        seen: set[Formula] = set()
        left = list(tops)
        while left:
            one = left.pop()
            if one in seen:
                continue
            seen.add(one)
            left.extend(self.parts_of(one))
        return sorted(seen)

    def parts_of(self, formula: Formula) -> tuple[Formula, ...]:
        """The formulas that one is directly made of."""
        part = self.parts[formula]
        if isinstance(part, All | Any):
            return part.of
        if isinstance(part, Not):
            return (part.of,)
        return part.guards if isinstance(part, NumberTest) else ()
