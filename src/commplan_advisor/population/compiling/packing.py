"""Many questions about each row in a few numbers, two bits for each, where the engine can put bits together.

Rules may ask of a problem whether one of the rows that lead to it has this answer, or that one: each problem times each answer. A column
for each is most of the work of a rule book. Here the answers of a row are packed once, and what leads to a problem lets all of them through
at once. A pair of bits says what `logic.ranked` says: 2 or more for true, 1 for not known, 0 for false.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commplan_advisor.population.compiling.logic import ranked, written
from commplan_advisor.population.compiling.steps import Step, column, everything_of

if TYPE_CHECKING:
    from sqlglot import exp

    from commplan_advisor.population.compiling.logic import Logic

PAIRS = 31
"""Pairs of bits in a number of 64 bits, its sign left alone."""
_LOWEST = sum(4**place for place in range(PAIRS))


class Packed:
    """What is asked of the rows of one table.

    Args:
        name: of the step with the rows; other names begin with it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._places: dict[exp.Expression, int] = {}
        self._let_through: dict[tuple[exp.Expression, int], str] = {}

    def ask(self, leading: Logic, has: Logic) -> exp.Expression:
        """Ask whether there is a row that leads to something and has an answer; what says so, over the columns that `brought` gives.

        Args:
            leading: whether a row leads to it.
            has: whether it has the answer.
        """
        from sqlglot import exp

        place = self._places.setdefault(written(has), len(self._places))
        word, pair = divmod(place, PAIRS)
        name = self._let_through.setdefault((written(leading), word), f"{self.name}_led_{len(self._let_through)}")
        number = exp.Literal.number
        bits = exp.Paren(this=exp.BitwiseAnd(this=column(name), expression=number(3 * 4**pair)))
        return exp.GTE(this=exp.Nullif(this=bits, expression=number(4**pair)), expression=number(2 * 4**pair))

    def steps(self) -> Iterator[Step]:
        """The rows with their answers packed: a number with these, and one in which what is true is not known."""
        from sqlglot import exp

        words: dict[int, exp.Expression] = {}
        for has, place in self._places.items():
            word, pair = divmod(place, PAIRS)
            one = exp.Mul(this=exp.cast(ranked(has), "bigint"), expression=exp.Literal.number(4**pair))
            words[word] = exp.Add(this=words[word], expression=one) if word in words else one
        told = (exp.alias_(sum_, f"{self.name}_told_{word}") for word, sum_ in words.items())
        yield Step(f"{self.name}_told", exp.select(everything_of(self.name), *told).from_(self.name))
        opened = (exp.alias_(_opened(column(f"{self.name}_told_{word}")), f"{self.name}_open_{word}") for word in words)
        yield Step(f"{self.name}_packed", exp.select("*", *opened).from_(f"{self.name}_told"))

    @property
    def packed(self) -> str:
        """The last of the steps; the rows themselves when nothing is asked."""
        return f"{self.name}_packed" if self._places else self.name

    def gathered(self) -> Iterator[exp.Expression]:
        """For each case, what the rows that lead to something say together."""
        from sqlglot import exp

        for (leading, word), name in self._let_through.items():
            not_known = exp.Is(this=exp.Paren(this=leading.copy()), expression=exp.null())
            through = exp.Case().when(leading.copy(), column(f"{self.name}_told_{word}"))
            through = through.when(not_known, column(f"{self.name}_open_{word}")).else_(exp.Literal.number(0))
            yield exp.Alias(this=exp.BitwiseOrAgg(this=through), alias=exp.to_identifier(name))

    def brought(self, table: str) -> Iterator[tuple[str, exp.Expression]]:
        """The columns that the row of a case takes over, none of them null."""
        from sqlglot import exp

        for name in self._let_through.values():
            yield name, exp.Coalesce(this=exp.column(name, table=table), expressions=[exp.Literal.number(0)])


def _opened(word: exp.Expression) -> exp.Expression:
    """Every pair of bits that is not 0 as 1."""
    from sqlglot import exp

    half = exp.Paren(this=exp.BitwiseRightShift(this=word, expression=exp.Literal.number(1)))
    either = exp.Paren(this=exp.BitwiseOr(this=word.copy(), expression=half))
    return exp.BitwiseAnd(this=either, expression=exp.Literal.number(_LOWEST))
