"""What the operators of conditions mean for one value."""

from __future__ import annotations

from collections.abc import Sequence

from commplan_advisor.rulebook.model import Operator, Value


def compares(value: Value, operator: Operator, others: Sequence[Value]) -> bool:
    """Whether a value compares with others as an operator says: `in` and `not_in` with all of them, the rest with the first, as numbers.

    Raises:
        AssertionError: an operator for numbers meets a word, or the operator is one for sets.
    """
    if operator in ("in", "not_in"):
        return (value in others) == (operator == "in")
    limit = others[0]
    assert isinstance(value, int | float)
    assert isinstance(limit, int | float)
    match operator:
        case "below":
            return value < limit
        case "at_most":
            return value <= limit
        case "above":
            return value > limit
        case "at_least":
            return value >= limit
        case _:
            raise AssertionError(operator)
