"""The queries of a rule book on Spark: on this machine, or on a cluster.

Only SQL goes there, and what Spark reads and writes itself: the machines of a cluster need nothing of ours and no Python. They must be
able to reach the input and the output by the same address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.text import Text
from commplan_advisor.population.advising.column_list import column_list
from commplan_advisor.population.columns import NUMBER
from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.results import result_step
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.results import POSITION, TABLES, ResultColumn
from commplan_advisor.population.spark_files import SparkFolder, telling
from commplan_advisor.population.spark_input import as_cases, check_columns, not_valid
from commplan_advisor.population.spark_session import is_local, spark_session
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot import exp

    _Name = Callable[[str, DataFrame], None]

COLUMNS, SET_ASIDE = "columns.csv", "set-aside"
_GIVEN, _ALL, _NOT_VALID = "given", "all_answers", "not_valid"
_AT_ONCE = 400
"""So many expressions are planned at once: what a plan takes grows faster than its size. Then the rows so far are worked out."""
_QUERY = 40
"""So many expressions a query counts for by itself: small rule books are planned fastest when every eighth query or so is worked out."""
_NOT_READ = Text("kan niet als Parquet worden gelezen", "cannot be read as Parquet")
_NOT_MADE = Text("kan niet worden gemaakt", "cannot be made")


@dataclass(frozen=True, slots=True)
class SparkOutcome:
    """What came of a run.

    Attributes:
        cases: for which conclusions were drawn.
        set_aside: rows that are no valid questionnaire.
    """

    cases: int
    set_aside: int


def advise_on_spark(input_: Path | str, output: Path | str, book: RuleBook, master: str = "local[*]") -> SparkOutcome:
    """Draw the conclusions of a rule book for all cases of an input, with Spark.

    Args:
        input_: Parquet as `columns.schema_of_cases` has it, a file or a folder of files, on this machine or where the cluster finds it.
            Each row has a `number` of its own. `commplan population generate` makes such files.
        output: a folder that is not there yet. It gets a folder of Parquet for each table of the results, with the columns that
            `DuckDBConcluder` gives them too; `columns.csv`; and, when some rows are no valid questionnaire, `set-aside` with their
            numbers and the questions whose answers are not valid. The rows of a table have no order.
        book: the rule book.
        master: where the work is done: `local[*]` for all processors of this machine, `spark://host:7077`, `yarn`.

    Raises:
        FaultyInputError: the columns are not what they should be, or numbers are missing or not different.
        UnreadableFileError: the input cannot be read, or the output stands there already or cannot be written.
        MissingExtraError: PySpark, SQLGlot or Arrow is not installed.
        NoSparkError: there is no Java, or Spark does not start.
    """
    concluder = SparkConcluder(book)
    with spark_session(master) as session:
        local = is_local(master)
        return concluder.advise(session, _address(input_, local=local), _address(output, local=local))


class SparkConcluder:
    """Draws the conclusions of a rule book for many cases at once, in a session of Spark.

    Args:
        book: the rule book.

    Attributes:
        book: the rule book.
        columns: what the results say.

    Raises:
        MissingExtraError: SQLGlot or Arrow is not installed.
    """

    def __init__(self, book: RuleBook) -> None:
        try:
            import pyarrow  # noqa: F401  # which says what columns there are
            import sqlglot  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(error.name or "sqlglot", "spark") from error
        self.book = book
        with with_added(book.added):
            self._compiled = compiled(book)
            self._steps = [*facts(self._compiled.facts, "spark"), *self._compiled.steps]
        self.columns: tuple[ResultColumn, ...] = tuple(self._compiled.columns)

    def advise(self, session: SparkSession, input_: str, output: str) -> SparkOutcome:
        """Do the work of `advise_on_spark` in a session that there is; addresses are given as Spark takes them.

        Raises:
            FaultyInputError: as there.
            UnreadableFileError: as there.
        """
        folder = SparkFolder(session, output)
        folder.check_free()
        with _views(session) as name:
            with telling(input_, _NOT_READ):
                rows, numbers, set_aside = self._read(session, input_, name)
            if rows != numbers:
                words = Text("moet in elke rij staan, en in elke rij anders zijn.", "must stand in each row, and differ in each row.")
                raise FaultyInputError([Fault(Place(input_), words, NUMBER)])
            with telling(output, _NOT_MADE), folder.being_made():
                self._write(session, output, name, some_set_aside=bool(set_aside))
                folder.write(COLUMNS, column_list(self.columns, self.book))
        return SparkOutcome(rows - set_aside, set_aside)

    def _read(self, session: SparkSession, input_: str, name: _Name) -> tuple[int, int, int]:
        """Look at the input: how many rows there are, how many different numbers, and how many rows are no valid questionnaire."""
        given = session.read.option("pathGlobFilter", "*.parquet").parquet(input_)
        with with_added(self.book.added):
            check_columns({one.name: one.dataType.simpleString() for one in given.schema}, input_)
            name(_GIVEN, given)
            name(_ALL, session.sql(as_cases(given.columns, _GIVEN)))
            name(_NOT_VALID, session.sql(not_valid(_ALL)))
        counts = f"SELECT COUNT(*), COUNT(DISTINCT {NUMBER}), (SELECT COUNT(*) FROM {_NOT_VALID}) FROM {_ALL}"
        rows, numbers, set_aside = session.sql(counts).collect()[0]
        return rows, numbers, set_aside

    def _write(self, session: SparkSession, output: str, name: _Name, *, some_set_aside: bool) -> None:
        kept = ""
        if some_set_aside:
            name(_NOT_VALID, session.table(_NOT_VALID).localCheckpoint(eager=True))
            session.table(_NOT_VALID).write.json(f"{output}/{SET_ASIDE}")
            kept = f" a LEFT ANTI JOIN {_NOT_VALID} n ON a.{NUMBER} = n.{NUMBER}"
        name(ANSWERS, session.sql(f"SELECT * FROM {_ALL}{kept}"))
        self._work_out(session, name)
        for table in TABLES:
            if table in self._compiled.results:
                found = session.sql(result_step(self._compiled, table).query.sql(dialect="spark"))
                if POSITION in found.columns:
                    found = found.withColumn(POSITION, found[POSITION].cast("bigint"))
                found.write.parquet(f"{output}/{table}")

    def _work_out(self, session: SparkSession, name: _Name) -> None:
        """Name the outcome of each query, and have the rows worked out now and then.

        A plan holds the plans of what it reads, each time anew: where a step is read twice by the next, and so on, plans double.
        """
        planned: dict[str, int] = {}
        for step in self._steps:
            found = session.sql(step.query.sql(dialect="spark"))
            planned[step.name] = _QUERY + len(step.query.selects) + sum(planned.get(read, 0) for read in _read_by(step.query))
            if planned[step.name] > _AT_ONCE:
                # Spark knows columns by hidden numbers, which rows that were worked out keep: joined with what came of them it takes two
                # columns for one and the same. Naming them anew gives new numbers.
                found = found.localCheckpoint(eager=True).toDF(*found.columns)
                planned[step.name] = 0
            name(step.name, found)


@contextmanager
def _views(session: SparkSession) -> Iterator[_Name]:
    """Names for tables, forgotten at the end."""
    given: set[str] = set()

    def name(view: str, table: DataFrame) -> None:
        table.createOrReplaceTempView(view)
        given.add(view)

    try:
        yield name
    finally:
        for view in given:
            session.catalog.dropTempView(view)


def _read_by(query: exp.Query) -> Iterator[str]:
    """The names of the tables that a query reads, each as often as it does."""
    from sqlglot import exp

    return (table.name for table in query.find_all(exp.Table))


def _address(path: Path | str, *, local: bool) -> str:
    """A path as Spark takes it: of this machine, or as the cluster finds it."""
    if isinstance(path, str) and ("://" in path or not local):
        return path
    return f"file://{Path(path).absolute()}"
