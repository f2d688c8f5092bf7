"""The queries of a rule book on DuckDB, inside this process."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.results import as_queries, result_step
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.connecting import connected
from commplan_advisor.population.results import TABLES, ResultColumn
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import pyarrow as pa


class DuckDBConcluder:
    """Draws the conclusions of a rule book for many cases at once.

    Everything of it works in one thread, so that the same cases always give the same bytes; use one for each processor (`another`).

    Args:
        book: the rule book.
        memory: that DuckDB may take, such as `4GB`; what needs more goes to disk. Without it, four fifths of the machine.

    Attributes:
        book: the rule book.
        columns: what the results say.

    Raises:
        MissingExtraError: DuckDB, SQLGlot or Arrow is not installed.
        ValueError: DuckDB does not understand the amount of memory.
    """

    def __init__(self, book: RuleBook, memory: str | None = None) -> None:
        try:
            import duckdb  # noqa: F401
            import pyarrow  # noqa: F401  # through which cases come in
            import sqlglot  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(error.name or "duckdb", "population") from error
        self.book = book
        with with_added(book.added):
            made = compiled(book, bits=True)
            steps = [*facts(made.facts, "duckdb"), *made.steps]
        self.columns: tuple[ResultColumn, ...] = tuple(made.columns)
        self.tables = tuple(name for name in TABLES if name in made.results)
        queries = as_queries([result_step(made, name) for name in self.tables], steps, "duckdb")
        self._queries = dict(zip(self.tables, queries, strict=True))
        self._memory = memory
        self._connect()

    def another(self) -> Self:
        """One more of the same, to work beside this one."""
        one = copy(self)
        one._connect()
        return one

    def _connect(self) -> None:
        self._one_at_a_time = Lock()
        self._connection = connected(self._memory)

    def conclude(self, cases: pa.Table) -> dict[str, pa.Table]:
        """The results for some cases as tables in memory, by name."""
        with self._one_at_a_time:
            self._connection.register(ANSWERS, cases)
            try:
                return {name: self._connection.sql(query).to_arrow_table() for name, query in self._queries.items()}
            finally:
                self._connection.unregister(ANSWERS)

    def write(self, cases: pa.Table, folder: Path) -> None:
        """Write the results for some cases as Parquet, a file for each table; see `results.Concluder`."""
        import duckdb

        with self._one_at_a_time:
            self._connection.register(ANSWERS, cases)
            try:
                for name, query in self._queries.items():
                    file = str(folder / f"{name}.parquet").replace("'", "''")
                    self._connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
            except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
                raise OSError(str(error)) from error
            finally:
                self._connection.unregister(ANSWERS)
