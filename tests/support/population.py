"""Many cases at once, beside the engine for a single case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, questions_of_rows, schema_of_cases
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.population.results import CONCLUSIONS, POSITION, TABLES, TABLES_OF_ROWS, ResultColumn
from commplan_advisor.population.spark import SparkConcluder
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.models import Questionnaire

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Told = dict[tuple[str, ...], bool | None]
"""By conclusion (kind, entry, about) or by rule and what it is about: true, not known, or, left out, false."""
KINDS_OF_ROWS = {table: kind for kind, table in TABLES_OF_ROWS.items()}


def table_of(cases: Sequence[Questionnaire]) -> pa.Table:
    """Questionnaires as a table."""
    return pa.Table.from_pylist([_row(number, answers) for number, answers in enumerate(cases)], schema=schema_of_cases())


def _row(number: int, answers: Questionnaire) -> dict[str, Any]:
    told = answers.model_dump(mode="json", by_alias=True)
    row: dict[str, Any] = {NUMBER: number, CASE: answers.municipality.name}
    for question in questions_of_cases():
        value: Any = told
        for part in question.path.split("."):
            value = None if value is None else value.get(part)
        if question.kind == "list" and value is not None:
            value = [{name: one.get(name) for name in questions_of_rows(question.path)} for one in value]
        row[question.path] = value
    return row


def told_by_one(outcomes: Outcomes) -> Told:
    """What the engine for a single case says: conclusions, and rules for what they are about."""
    told: Told = {}
    for key, conclusion in outcomes.conclusions.items():
        told[key] = True if conclusion.status is Status.CONCLUDED else None
        for reasons, value in ((conclusion.reasons, True), (conclusion.may, None)):
            for reason in reasons:
                subject = reason.subject
                place = str(subject.path[-1] if subject.settled else -1) if subject.path else subject.id
                told["rule", reason.rule.id, subject.kind, place] = value
    return told


def told_by_many(tables: Mapping[str, pa.Table], columns: Iterable[ResultColumn], book: Any, count: int) -> list[Told]:
    """The same from tables of results, for each case."""
    subjects = {rule.id: rule.subject for rule in book.rules}
    told: list[Told] = [{} for _ in range(count)]
    by_table: dict[str, list[ResultColumn]] = {}
    for column in columns:
        by_table.setdefault(column.table, []).append(column)
    for name, table in tables.items():
        numbers = table[NUMBER].to_pylist()
        places = table[POSITION].to_pylist() if name != CONCLUSIONS else None
        for column in by_table.get(name, []):
            for row, value in enumerate(table[column.name].to_pylist()):
                if value is False:
                    continue
                if not column.rule:
                    key: tuple[str, ...] = (column.kind, column.id, column.about)
                elif places is None:
                    key = ("rule", column.rule, subjects[column.rule], column.about or "case")
                else:
                    key = ("rule", column.rule, KINDS_OF_ROWS[name], str(places[row]))
                told[numbers[row]][key] = value
    return told


def tables_of_spark(session: SparkSession, concluder: SparkConcluder, cases: pa.Table, folder: Path) -> dict[str, pa.Table]:
    """The results of Spark, each table in the order of its cases and rows.

    Args:
        session: of Spark.
        concluder: with the rule book.
        cases: questionnaires.
        folder: where files may be made; it is not there yet.
    """
    folder.mkdir()
    pq.write_table(cases, folder / "cases.parquet")
    concluder.advise(session, f"file://{folder}/cases.parquet", f"file://{folder}/results")
    return {name: in_order(pq.read_table(folder / "results" / name)) for name in TABLES if (folder / "results" / name).exists()}


def in_order(table: pa.Table) -> pa.Table:
    """A table of results in the order of its cases, and of their rows."""
    return table.sort_by([(name, "ascending") for name in (NUMBER, POSITION) if name in table.column_names])


def check_spark_agrees(
    session: SparkSession, concluder: SparkConcluder, engine: Engine, cases: Sequence[Questionnaire], folder: Path
) -> None:
    """Check that Spark gives the tables that DuckDB gives, and that these say what durable-rules says of each case."""
    with with_added(engine.book.added):
        table = table_of(cases)
        told = [told_by_one(engine.run(facts_of(one))) for one in cases]
    by_spark = tables_of_spark(session, concluder, table, folder)
    by_duck = DuckDBConcluder(engine.book).conclude(table)
    assert by_spark.keys() == by_duck.keys(), folder.name
    for name, of_duck in by_duck.items():
        assert by_spark[name].schema.types == of_duck.schema.types, (folder.name, name)
        assert by_spark[name].cast(of_duck.schema).equals(in_order(of_duck)), (folder.name, name)
    assert told_by_many(by_spark, concluder.columns, engine.book, len(cases)) == told, folder.name
