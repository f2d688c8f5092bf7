"""Leaving out of queries the columns that nobody asks for, and saying by name which ones each takes over from the query before it.

The queries of a rule book hand all columns on to the next one. That is well for an engine that keeps columns apart; but tables of some
engines have room for few, and what is not asked for need not be worked out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commplan_advisor.population.compiling.steps import NUMBER, Step

if TYPE_CHECKING:
    from sqlglot import exp

    Outputs = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pruned:
    """Steps with only the columns that are read.

    Attributes:
        steps: in their order.
        read: by table that they begin with, the columns that they read of it.
    """

    steps: tuple[Step, ...]
    read: Mapping[str, frozenset[str]]


def pruned(steps: Sequence[Step], tables: Mapping[str, Collection[str]], wanted: Mapping[str, Collection[str]]) -> Pruned:
    """The steps that lead to some columns, with no others in them.

    Args:
        steps: in an order in which each reads only tables and what came before.
        tables: that the steps begin with, and their columns.
        wanted: by step, the columns of it that are asked for.
    """
    outputs = outputs_of(steps, tables)
    needed: dict[str, set[str]] = defaultdict(set)
    for name, columns in wanted.items():
        needed[name].update(columns)
    kept: list[Step] = []
    for step in reversed(steps):
        if step.name in needed:
            query = step.query.copy()
            _narrow(query, needed[step.name], outputs)
            for table, column in _read(query, outputs):
                needed[table].add(column)
            kept.append(Step(step.name, query))
    return Pruned(tuple(reversed(kept)), {name: frozenset(needed[name]) for name in tables if name in needed})


def outputs_of(steps: Sequence[Step], tables: Mapping[str, Collection[str]]) -> Outputs:
    """By table and step the columns that it has, in their order.

    Args:
        steps: in an order in which each reads only tables and what came before.
        tables: that the steps begin with, and their columns.
    """
    outputs: Outputs = {name: tuple(columns) for name, columns in tables.items()}
    for step in steps:
        outputs[step.name] = tuple(_names(step.query, outputs))
    return outputs


def _narrow(query: exp.Query, needed: Collection[str], outputs: Outputs) -> None:
    """Keep of a query the columns that are needed, and at least one; of queries put together all, for these go by place."""
    from sqlglot import exp

    if not isinstance(query, exp.Select):
        return
    projections = dict(_projections(query, outputs))
    left = [one for name, one in projections.items() if name in needed] or [next(iter(projections.values()))]
    query.set("expressions", left)


def _names(query: exp.Query, outputs: Outputs) -> Iterator[str]:
    from sqlglot import exp

    first = query.find(exp.Select)
    assert first is not None
    return (name for name, _ in _projections(first, outputs))


def _projections(select: exp.Select, outputs: Outputs) -> Iterator[tuple[str, exp.Expression]]:
    """The columns that come out of a query, each with what it is, stars taken apart."""
    from sqlglot import exp

    tables = _tables(select)
    several = len(tables) > 1
    given: set[str] = set()
    for one in select.expressions:
        if isinstance(one, exp.Star):
            starred = tables
        elif isinstance(one, exp.Column) and isinstance(one.this, exp.Star):
            starred = [one.table]
        else:
            yield one.alias_or_name, one
            continue
        for table in starred:
            for name in outputs[table]:
                if name not in given:  # what tables are joined by is in all of them
                    given.add(name)
                    yield name, exp.column(name, table=table if several else None)


def _tables(select: exp.Select) -> list[str]:
    from sqlglot import exp

    sources = [select.args.get("from_") or select.args.get("from"), *(select.args.get("joins") or ())]
    return [source.this.name for source in sources if source is not None and isinstance(source.this, exp.Table)]


def _read(query: exp.Query, outputs: Outputs) -> Iterator[tuple[str, str]]:
    """The tables that a query reads, with each column that it reads of them."""
    from sqlglot import exp

    for select in query.find_all(exp.Select):
        tables = [one for one in _tables(select) if one in outputs]
        for table in tables:
            if NUMBER in outputs[table]:
                yield table, NUMBER
        for join in select.args.get("joins") or ():
            for key in join.args.get("using") or ():
                yield from ((table, key.name) for table in tables if key.name in outputs[table])
    for column in query.find_all(exp.Column):
        around = column.find_ancestor(exp.Select)
        tables = [one for one in _tables(around) if one in outputs] if around is not None else []
        if column.table in tables:
            yield column.table, column.name
        else:  # of whichever has it; before the point of a record stands the column that holds the record
            name = column.table or column.name
            yield from ((table, name) for table in tables if name in outputs[table])
