"""Three values in SQL: true, false, and null for what is not known. `AND`, `OR` and `NOT` then do what our conditions mean.

What is settled when a query is made is a plain True, False or None here, and folded away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp

    Logic = bool | None | exp.Expression
    """A constant, or an expression that is true, false or null."""


def all_of(parts: Iterable[Logic]) -> Logic:
    """Whether all hold: false as soon as one fails, else not known when one is not known."""
    left: list[Logic] = []
    for one in parts:
        if one is False:  # then nobody asks what the others are
            return False
        if one is not True:
            left.append(one)
    return _chained(_each_once(left), "AND", when_none=True)


def any_of(parts: Iterable[Logic]) -> Logic:
    """Whether one holds: true as soon as one does, else not known when one is not known."""
    left: list[Logic] = []
    for one in parts:
        if one is True:
            return True
        if one is not False:
            left.append(one)
    return _chained(_each_once(left), "OR", when_none=False)


def negated(part: Logic) -> Logic:
    """The opposite; what is not known stays so."""
    from sqlglot import exp

    if part is None or isinstance(part, bool):
        return part if part is None else not part
    return part.this.copy() if isinstance(part, exp.Not) else exp.Not(this=_wrapped(part))


def written(part: Logic) -> exp.Expression:
    """As an expression, also when it is a constant."""
    from sqlglot import exp

    if part is None:
        return exp.cast(exp.null(), "boolean")
    return exp.Boolean(this=part) if isinstance(part, bool) else part.copy()


def known(part: Logic) -> Logic:
    """True when it is settled, else not known."""
    if part is None or isinstance(part, bool):
        return None if part is None else True
    return stated(part)


def stated(value: exp.Expression) -> exp.Expression:
    """True when there is a value, else not known."""
    from sqlglot import exp

    return exp.Case().when(exp.Not(this=exp.Is(this=_wrapped(value), expression=exp.null())), exp.true())


def ranked(part: Logic) -> exp.Expression:
    """2 for true, 1 for not known, 0 for false: the highest of several says whether one of them holds."""
    from sqlglot import exp

    value = exp.Mul(this=exp.cast(written(part), "smallint"), expression=exp.Literal.number(2))
    return exp.Coalesce(this=value, expressions=[exp.Literal.number(1)])


def unranked(highest: exp.Expression) -> exp.Expression:
    """Back from the highest rank; that of no rows at all, null, is false."""
    from sqlglot import exp

    number = exp.Literal.number
    rank = exp.Coalesce(this=highest, expressions=[number(0)])
    return exp.EQ(this=exp.Nullif(this=rank, expression=number(1)), expression=number(2))


def _each_once(parts: list[Logic]) -> list[Logic]:
    return list(dict.fromkeys(parts))


def _chained(parts: list[Logic], by: str, *, when_none: bool) -> Logic:
    from sqlglot import exp

    if not parts:
        return when_none
    if len(parts) == 1:
        return parts[0]
    kind = exp.And if by == "AND" else exp.Or
    chain: exp.Expression = _wrapped(written(parts[0]))
    for one in parts[1:]:
        chain = kind(this=chain, expression=_wrapped(written(one)))
    return chain


def _wrapped(part: exp.Expression) -> exp.Expression:
    from sqlglot import exp

    return exp.Paren(this=part.copy()) if isinstance(part, exp.Binary | exp.Not | exp.Connector) else part.copy()
