"""How far conclusions and rules are settled for many cases at once, as numbers: what counting and comparing need, and no more.

Of the queries of a rule book only that part is run which leads to what is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.logic import any_of, ranked
from commplan_advisor.population.compiling.pruning import pruned
from commplan_advisor.population.compiling.results import as_one
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.compiling.steps import NUMBER, Compiled, Step
from commplan_advisor.population.connecting import connected
from commplan_advisor.population.results import CONCLUSIONS, ResultColumn
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import pyarrow as pa

RULE = "rule"
"""The kind of what is asked about a rule: whether it holds for the case, or for any of its rows, problems or actions."""
RULED_OUT, OPEN, CONCLUDED = 0, 1, 2
"""How far something is settled; of a rule that it fails, may yet hold, holds."""

Codes = Any
"""A NumPy matrix of small numbers: a row for each thing that is asked, a column for each case."""
Numbers = Any
"""A NumPy array of whole numbers, one for each case."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of some cases.

    Attributes:
        numbers: of the cases, going up.
        codes: how far each thing is settled for each case: `RULED_OUT`, `OPEN` or `CONCLUDED`.
    """

    numbers: Numbers
    codes: Codes


def asked_of(columns: Collection[ResultColumn], kinds: Collection[str] | None = None) -> Mapping[Key, tuple[ResultColumn, ...]]:
    """What can be asked, each with the columns of the results that tell it.

    Args:
        columns: of the results.
        kinds: of conclusions, and `rule`; all kinds of conclusions when not given.
    """
    found: dict[Key, list[ResultColumn]] = defaultdict(list)
    for one in columns:
        key = (RULE, one.rule, "") if one.rule else (one.kind, one.id, one.about)
        if key[0] in kinds if kinds is not None else not one.rule:
            found[key].append(one)
    return {key: tuple(those) for key, those in found.items()}


class Asker:
    """Tells of cases how far something is settled, with DuckDB; everything of it works in one thread.

    To be made in `with_added` of all that can be answered.

    Args:
        book: the rule book.
        kinds: of conclusions, and `rule`; all kinds of conclusions when not given.
        memory: bytes that DuckDB may take; four fifths of the machine when not given.

    Attributes:
        keys: what is told, in the order of the rows of what is told.

    Raises:
        MissingExtraError: DuckDB, SQLGlot, NumPy or Arrow is not installed.
    """

    def __init__(self, book: RuleBook, kinds: Collection[str] | None = None, memory: int | None = None) -> None:
        try:
            import duckdb  # noqa: F401
            import numpy  # noqa: F401
            import pyarrow  # noqa: F401
            import sqlglot  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(error.name or "duckdb", "population") from error
        made = compiled(book)
        asked = asked_of(made.columns, kinds)
        self.keys: tuple[Key, ...] = tuple(asked)
        self._query = _query(made, asked) if asked else ""
        self._memory = memory
        self._connect()

    def another(self) -> Self:
        """One more of the same, to work beside this one."""
        one = copy(self)
        one._connect()
        return one

    def _connect(self) -> None:
        self._one_at_a_time = Lock()
        self._connection = connected(None if self._memory is None else f"{self._memory}B")

    def ask(self, cases: pa.Table) -> Told:
        """What is told of some cases.

        Args:
            cases: questionnaires, as `columns.schema_of_cases` has them.

        Raises:
            MemoryError: there is not enough memory for so many at once.
        """
        import duckdb
        import numpy as np

        if not self._query or not cases.num_rows:
            numbers = np.sort(cases[NUMBER].to_numpy())
            return Told(numbers, np.zeros((len(self.keys), len(numbers)), np.uint8))
        with self._one_at_a_time:
            self._connection.register(ANSWERS, cases)
            try:
                table = self._connection.sql(self._query).to_arrow_table()
            except duckdb.OutOfMemoryException as error:
                raise MemoryError(str(error)) from error
            finally:
                self._connection.unregister(ANSWERS)
        return told_of(table[NUMBER].to_numpy(), [table[place].to_numpy() for place in range(1, table.num_columns)])


def told_of(numbers: Numbers, rows: Sequence[Numbers]) -> Told:
    """What is told, in the order of the numbers of cases."""
    import numpy as np

    codes = np.empty((len(rows), len(numbers)), np.uint8)
    order = None if len(numbers) < 2 or (np.diff(numbers) > 0).all() else np.argsort(numbers, kind="stable")
    for place, row in enumerate(rows):
        codes[place] = row if order is None else row[order]
    return Told(numbers if order is None else numbers[order], codes)


def _query(made: Compiled, asked: Mapping[Key, Sequence[ResultColumn]]) -> str:
    """The query that tells what is asked of each case, as small numbers."""
    from sqlglot import exp

    of_cases = made.results[CONCLUSIONS]
    of_rows: dict[str, dict[str, ResultColumn]] = defaultdict(dict)
    selected = [exp.alias_(exp.column(NUMBER, table=of_cases), NUMBER)]
    for place, columns in enumerate(asked.values()):
        name = f"asked_{place}"
        if columns[0].table == CONCLUSIONS:
            told = ranked(any_of(exp.column(made.columns[one], table=of_cases) for one in columns))
        else:  # a rule about rows: about one kind of rows only
            of_rows[columns[0].table][name] = columns[0]
            rows = _asked_of(columns[0].table)
            told = exp.Coalesce(this=exp.column(name, table=rows), expressions=[exp.Literal.number(RULED_OUT)])
        selected.append(exp.alias_(exp.cast(told, "utinyint", dialect="duckdb"), name))
    query = exp.select(*selected).from_(of_cases)
    steps = [*facts(made.facts, "duckdb"), *made.steps]
    for table, rules in of_rows.items():
        steps.append(_highest(made, table, rules))
        query = query.join(_asked_of(table), using=[NUMBER], join_type="left")
    last = Step("asked", query)
    left = pruned([*steps, last], {ANSWERS: schema_of_cases().names}, {last.name: {one.alias_or_name for one in selected}})
    return as_one(left.steps[-1], left.steps[:-1], "duckdb")


def _asked_of(table: str) -> str:
    return f"asked_of_{table}"


def _highest(made: Compiled, table: str, rules: Mapping[str, ResultColumn]) -> Step:
    """For each case how far rules about its rows are settled for any of these."""
    from sqlglot import exp

    highest = (exp.alias_(exp.Max(this=ranked(exp.column(made.columns[one]))), name) for name, one in rules.items())
    return Step(_asked_of(table), exp.select(NUMBER, *highest).from_(made.results[table]).group_by(NUMBER))
