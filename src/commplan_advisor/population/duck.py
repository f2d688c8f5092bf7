"""The queries of a rule book on DuckDB, inside this process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.population.columns import CASE, NUMBER
from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.results import CONCLUSIONS, POSITION, TABLES, ResultColumn
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import pyarrow as pa


class DuckDBConcluder:
    """Draws the conclusions of a rule book for many cases at once.

    Args:
        book: the rule book.
        threads: that work on it; all processors when not given.
        memory: that the engine may take, such as `4GB`; what needs more goes to disk. Four fifths of the machine when not given.

    Attributes:
        book: the rule book.
        columns: what the results say.

    Raises:
        MissingExtraError: DuckDB, SQLGlot or Arrow is not installed.
    """

    def __init__(self, book: RuleBook, threads: int | None = None, memory: str | None = None) -> None:
        try:
            import duckdb
            import pyarrow  # noqa: F401  # through which cases come in
            import sqlglot  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(error.name or "duckdb", "population") from error
        self.book = book
        with with_added(book.added):
            self._compiled = compiled(book)
            self._steps = [*facts(self._compiled.facts, "duckdb"), *self._compiled.steps]
        self.columns: tuple[ResultColumn, ...] = tuple(self._compiled.columns)
        self._connection = duckdb.connect(":memory:")
        if threads is not None:
            self._connection.execute("SET threads = ?", [threads])
        if memory is not None:
            self._connection.execute("SET memory_limit = ?", [memory])

    def tables(self, cases: pa.Table) -> dict[str, pa.Table]:
        """The results as tables in memory, by name."""
        self._connection.register(ANSWERS, cases)
        return {name: self._connection.sql(self.query(name)).to_arrow_table() for name in TABLES if name in self._compiled.results}

    def query(self, table: str) -> str:
        """The one query that gives a table of the results."""
        names = {column: name for column, name in self._compiled.columns.items() if column.table == table}
        shown = ", ".join(f'{name} AS "{column.name}"' for column, name in names.items())
        keys = f"r.{NUMBER}, a.\"{CASE}\"" if table == CONCLUSIONS else f"r.{NUMBER}, a.\"{CASE}\", r.{POSITION}"
        steps = ",\n".join(f"{step.name} AS ({step.query.sql(dialect='duckdb')})" for step in self._steps)
        at = self._compiled.results[table]
        return f"WITH {steps}\nSELECT {keys}{', ' if shown else ''}{shown} FROM {at} r JOIN {ANSWERS} a USING ({NUMBER})"
