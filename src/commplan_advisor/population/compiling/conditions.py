"""The conditions of a rule as expressions over the fields of what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from commplan_advisor.population.compiling.logic import all_of, any_of, known, negated, stated
from commplan_advisor.rulebook.comparing import compares
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule, Value

if TYPE_CHECKING:
    from sqlglot import exp

    from commplan_advisor.population.compiling.logic import Logic

    Told = Value | None | exp.Expression
    """The value of a field: what is settled already, None for what nobody can know, or an expression."""

_NUMBERS = {"below": "LT", "at_most": "LTE", "above": "GT", "at_least": "GTE"}


class Fields:
    """The fields of one subject.

    Args:
        told: gives the value of a field, by its path; a field that is true or false, or a member of a set, as three values.
        logical: says whether a field is true or false.
    """

    def __init__(self, told: Callable[[str], Told], logical: Callable[[str], bool]) -> None:
        self.told = told
        self.logical = logical


def holds(rule: Rule, fields: Fields) -> Logic:
    """Whether a rule holds for a subject."""
    return all_of(_clause(clause, fields) for clause in rule.when)


def _clause(clause: Condition | AnyOf, fields: Fields) -> Logic:
    if isinstance(clause, Condition):
        return condition_holds(clause, fields)
    return any_of(all_of(condition_holds(one, fields) for one in group) for group in clause.groups)


def condition_holds(condition: Condition, fields: Fields) -> Logic:
    """Whether a condition holds, as `engine.verdicts.condition_verdict` says it of one case."""
    path, values = condition.field, condition.values
    match condition.operator:
        case "includes":
            return any_of(_flag(fields, f"{path}.{value}") for value in values)
        case "lacks":
            return all_of(negated(_flag(fields, f"{path}.{value}")) for value in values)
    found = fields.told(path)
    if found is None:
        return None
    if isinstance(found, bool | int | float | str):
        return True if condition.operator == "answered" else compares(found, condition.operator, values)
    if condition.operator == "answered":
        return stated(found)
    if condition.operator in ("in", "not_in"):
        among = _among_yes_no(found, values) if fields.logical(path) else _among(found, values)
        return among if condition.operator == "in" else negated(among)
    from sqlglot import exp

    kind = getattr(exp, _NUMBERS[condition.operator])
    compared: exp.Expression = kind(this=found.copy(), expression=literal(values[0]))
    return compared


def _flag(fields: Fields, path: str) -> Logic:
    found = fields.told(path)
    assert not isinstance(found, int | float | str) or isinstance(found, bool)
    return found


def _among_yes_no(found: exp.Expression, values: Sequence[Value]) -> Logic:
    if True in values:
        return known(found) if False in values else found
    return negated(found)


def _among(found: exp.Expression, values: Sequence[Value]) -> exp.Expression:
    from sqlglot import exp

    if len(values) == 1:
        return exp.EQ(this=found.copy(), expression=literal(values[0]))
    return exp.In(this=found.copy(), expressions=[literal(value) for value in dict.fromkeys(values)])


def literal(value: Value) -> exp.Expression:
    """A value as it stands in a query; a fraction is read from its digits, so that it is the same number everywhere."""
    from sqlglot import exp

    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, str):
        return exp.Literal.string(value)
    if value == int(value) and abs(value) < 2**53:
        return exp.Literal.number(int(value))
    return exp.cast(exp.Literal.string(repr(float(value))), "double")
