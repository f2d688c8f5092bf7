"""The query that gives a table of the results, with only the steps that it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from commplan_advisor.population.columns import CASE
from commplan_advisor.population.compiling.facts import ANSWERS
from commplan_advisor.population.compiling.steps import NUMBER, POSITION, Compiled, Step
from commplan_advisor.population.results import CONCLUSIONS


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
    found = list(steps)
    return _needed(last, found, _reads([*found, last]))


def as_one(last: Step, steps: Sequence[Step], dialect: str) -> str:
    """A step and all that it needs as one query. What is read more than once is worked out once, where the dialect can say so."""
    return as_queries([last], steps, dialect)[0]


def as_queries(lasts: Sequence[Step], steps: Sequence[Step], dialect: str) -> list[str]:
    """Several steps, each with all that it needs as one query; `as_one` for all of them, and faster."""
    reads = _reads([*steps, *lasts])
    texts: dict[str, str] = {}
    queries = []
    for last in lasts:
        found, read = _needed(last, steps, reads)
        lines = []
        for step in found:
            if step.name not in texts:
                texts[step.name] = step.query.sql(dialect=dialect, copy=False)
            how = "" if dialect != "duckdb" else "MATERIALIZED " if read[step.name] > 1 else "NOT MATERIALIZED "
            lines.append(f"{step.name} AS {how}({texts[step.name]})")
        beginning = "WITH " + ",\n".join(lines) + "\n" if lines else ""
        queries.append(beginning + last.query.sql(dialect=dialect))
    return queries


_Reads = dict[str, Counter[str]]


def _reads(steps: Iterable[Step]) -> _Reads:
    """By step the tables that it reads, and how often."""
    from sqlglot import exp

    return {step.name: Counter(table.name for table in step.query.find_all(exp.Table)) for step in steps}


def _needed(last: Step, steps: Iterable[Step], reads: _Reads) -> tuple[list[Step], Counter[str]]:
    needed: set[str] = set()
    left = [last.name]
    while left:
        name = left.pop()
        if name in reads and name not in needed:
            needed.add(name)
            left.extend(reads[name])
    found = [step for step in steps if step.name in needed]
    return found, sum((reads[name] for name in needed), Counter())
