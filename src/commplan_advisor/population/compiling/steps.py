"""A rule book as a series of queries: what each is called, and what comes out at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commplan_advisor.population.columns import NUMBER
from commplan_advisor.population.results import POSITION, ResultColumn

if TYPE_CHECKING:
    from sqlglot import exp

__all__ = ["CASES", "NUMBER", "POSITION", "Compiled", "Step", "column", "everything_of"]

CASES = "cases"
"""The table of facts with a row for each case; those of rows are called as in `results.TABLES_OF_ROWS`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A query with a name, by which later queries read it."""

    name: str
    query: exp.Query


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule book as queries over tables of facts.

    Attributes:
        steps: in an order in which each reads only facts and what came before.
        results: by table of the results the step that it is read from; a table of rows that no rule is about is not among them.
        columns: what the results say, and the name of each column in its step.
        facts: by kind of subject the fields that the steps read, and the name of each column in its table of facts.
    """

    steps: tuple[Step, ...]
    results: Mapping[str, str]
    columns: Mapping[ResultColumn, str]
    facts: Mapping[str, Mapping[str, str]]


def column(name: str) -> exp.Column:
    """A column by its name."""
    from sqlglot import exp

    return exp.column(name)


def everything_of(table: str) -> exp.Column:
    """All columns of one of several tables."""
    from sqlglot import exp

    return exp.Column(this=exp.Star(), table=exp.to_identifier(table))
