"""Expressions of three values over columns of numpy: for each a mask of where it is true, and one of where it is false."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from commplan_advisor.population.columns import NUMBER

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray
    from sqlglot import exp

    Mask = NDArray[np.bool_]


class Masks(NamedTuple):
    """Where something is true, and where it is false; in neither where it is not known."""

    true: Mask
    false: Mask

    def of(self, places: Any) -> Masks:
        """What it is at some places."""
        return Masks(self.true[places], self.false[places])


@dataclass(frozen=True, slots=True)
class Values:
    """A column of words or numbers.

    Attributes:
        values: numbers, or of a word its place among `words`.
        known: where there is one.
        words: the words that occur.
    """

    values: Any
    known: Mask
    words: Mapping[str, int] = field(default_factory=dict)

    def of(self, places: Any) -> Values:
        """What it is at some places."""
        return Values(self.values[places], self.known[places], self.words)


Column = Masks | Values
Get = Callable[[str], Column]
"""A column by its name."""
Work = Callable[[Get], Masks]


def column_of(given: pa.ChunkedArray) -> Column:
    """A column of Arrow."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    known = pc.is_valid(given).to_numpy()
    if pa.types.is_boolean(given.type):
        true = pc.fill_null(given, False).to_numpy()
        return Masks(true, known & ~true)
    if pa.types.is_string(given.type):
        coded = pc.dictionary_encode(given.combine_chunks())
        words = {word: place for place, word in enumerate(coded.dictionary.to_pylist())}
        return Values(pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False), known, words)
    return Values(np.nan_to_num(given.cast(pa.float64()).to_numpy()), known)


def work_of(expression: exp.Expression) -> Work:
    """What works an expression out.

    Raises:
        NotImplementedError: the expression is of a kind that no rule makes.
    """
    from sqlglot import exp

    match expression:
        case exp.Paren():
            return work_of(expression.this)
        case exp.And():
            one, other = work_of(expression.this), work_of(expression.expression)
            return lambda get: _and(one(get), other(get))
        case exp.Or():
            one, other = work_of(expression.this), work_of(expression.expression)
            return lambda get: _or(one(get), other(get))
        case exp.Not():
            one = work_of(expression.this)
            return lambda get: Masks(*reversed(one(get)))
        case exp.Column():
            name = expression.name
            return lambda get: _masks(get(name))
        case exp.Nullif():  # of a row that may not be there: true, or not known
            one = work_of(expression.this)
            return lambda get: _true_or_not_known(one(get).true)
        case exp.Case():  # whether something is known
            name = _only_column(expression)
            return lambda get: _true_or_not_known(_known(get(name)))
        case exp.EQ() | exp.In() | exp.LT() | exp.LTE() | exp.GT() | exp.GTE():
            return _compared(expression)
        case exp.Boolean() | exp.Cast():
            truth = expression.this if isinstance(expression, exp.Boolean) else None
            return lambda get: _constant(truth, get(NUMBER))
        case _:
            raise NotImplementedError(expression.sql())


def gathered(rows: Masks, starts: Any, cases: Any, count: int) -> Masks:
    """For each case whether something is so for one of its rows; false for a case without rows.

    Args:
        rows: where it is so.
        starts: where the rows of each case that has any begin.
        cases: the places of those cases.
        count: how many cases there are.
    """
    import numpy as np

    true, false = np.zeros(count, bool), np.ones(count, bool)
    if len(starts):
        true[cases] = np.logical_or.reduceat(rows.true, starts)
        false[cases] = np.logical_and.reduceat(rows.false, starts)
    return Masks(true, false)


def _and(one: Masks, other: Masks) -> Masks:
    return Masks(one.true & other.true, one.false | other.false)


def _or(one: Masks, other: Masks) -> Masks:
    return Masks(one.true | other.true, one.false & other.false)


def _masks(column: Column) -> Masks:
    assert isinstance(column, Masks)
    return column


def _known(column: Column) -> Mask:
    return column.known if isinstance(column, Values) else column.true | column.false


def _true_or_not_known(true: Mask) -> Masks:
    import numpy as np

    return Masks(true, np.zeros_like(true))


def _constant(truth: bool | None, like: Column) -> Masks:
    import numpy as np

    count = len(_known(like))
    return Masks(np.full(count, truth is True), np.full(count, truth is False))


def _only_column(expression: exp.Expression) -> str:
    from sqlglot import exp

    (name,) = {one.name for one in expression.find_all(exp.Column)}
    return name


def _compared(expression: exp.Expression) -> Work:
    """A comparison of a column with constants."""
    import operator

    import numpy as np

    name = _only_column(expression)
    literals = [_value(one) for one in (expression.expressions or [expression.expression])]
    by = {"LT": operator.lt, "LTE": operator.le, "GT": operator.gt, "GTE": operator.ge}.get(type(expression).__name__)

    def work(get: Get) -> Masks:
        column = get(name)
        assert isinstance(column, Values)
        if by is not None:
            found = by(column.values, literals[0])
        else:
            codes = [column.words.get(one, -2) if isinstance(one, str) else one for one in literals]
            found = column.values == codes[0] if len(codes) == 1 else np.logical_or.reduce([column.values == one for one in codes])
        return Masks(found & column.known, column.known & ~found)

    return work


def _value(literal: exp.Expression) -> str | float:
    from sqlglot import exp

    if isinstance(literal, exp.Cast):
        return float(literal.this.this)
    if isinstance(literal, exp.Neg):
        return -float(literal.this.this)
    return str(literal.this) if literal.is_string else float(literal.this)
