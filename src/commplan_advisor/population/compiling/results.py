"""The query that gives a table of the results, with only the steps that it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from commplan_advisor.population.columns import CASE
from commplan_advisor.population.compiling.facts import ANSWERS
from commplan_advisor.population.compiling.steps import NUMBER, POSITION, Compiled, Step
from commplan_advisor.population.results import CONCLUSIONS

if TYPE_CHECKING:
    pass


def result_step(made: Compiled, table: str) -> Step:
    """A table of the results, with the names of columns that people read.

    Args:
        made: the rule book as queries.
        table: of the results.
    """
    from sqlglot import exp

    at = made.results[table]
    keys = [exp.column(NUMBER, table=at), exp.column(CASE, table=ANSWERS, quoted=True)]
    if table != CONCLUSIONS:
        keys.append(exp.column(POSITION, table=at))
    told = (exp.alias_(exp.column(name, table=at), one.name, quoted=True) for one, name in made.columns.items() if one.table == table)
    return Step(f"result_{table}", exp.select(*keys, *told).from_(at).join(ANSWERS, using=[NUMBER]))


def needed_for(last: Step, steps: Iterable[Step]) -> tuple[list[Step], Counter[str]]:
    """The steps that one needs, in their order, and how often each is read."""
    from sqlglot import exp

    reads = {step.name: Counter(table.name for table in step.query.find_all(exp.Table)) for step in (*steps, last)}
    needed: set[str] = set()
    left = [last.name]
    while left:
        name = left.pop()
        if name in reads and name not in needed:
            needed.add(name)
            left.extend(reads[name])
    found = [step for step in steps if step.name in needed]
    return found, sum((reads[name] for name in needed), Counter())


def as_one(last: Step, steps: Sequence[Step], dialect: str) -> str:
    """A step and all that it needs as one query. What is read more than once is worked out once, where the dialect can say so."""
    found, read = needed_for(last, steps)
    lines = []
    for step in found:
        how = "" if dialect != "duckdb" else "MATERIALIZED " if read[step.name] > 1 else "NOT MATERIALIZED "
        lines.append(f"{step.name} AS {how}({step.query.sql(dialect=dialect)})")
    beginning = "WITH " + ",\n".join(lines) + "\n" if lines else ""
    return beginning + last.query.sql(dialect=dialect)
