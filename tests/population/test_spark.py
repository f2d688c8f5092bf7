"""What Spark makes of an input: the tables of DuckDB, and clear words about what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.reading.parquet import ParquetCases
from commplan_advisor.population.spark import COLUMNS, SET_ASIDE, SparkConcluder, SparkOutcome, advise_on_spark
from commplan_advisor.population.spark_session import NoSparkError, spark_session
from commplan_advisor.questionnaire.questions import Question, questions_of_the_situation
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.population import table_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark

_WRONG: Mapping[str, tuple[Any, ...]] = {
    "number": (-1, 10**9),
    "option": ("nowhere", ""),
    "options": (["nowhere"], [None]),
    "text": ("", " \u00a0\n", "x" * 2001),
    "texts": ([""], [None], ["x" * 2001], ["x"] * 51),
    "day": ("2026-02-30", "1999-12-31", "2101-01-01", "26-01-01", "2026-1-1"),
    "list": ([None],),
}
"""By kind of question, answers that are not valid."""


@pytest.fixture(scope="module")
def book() -> RuleBook:
    """A small rule book that reads rows as well."""
    return random_book(Random(5), rules_a_stage=3)


@pytest.fixture
def run(spark: SparkSession, book: RuleBook, tmp_path: Path) -> Callable[[pa.Table], SparkOutcome]:
    """Runs a table of questionnaires; the results go to `results`."""

    def run(table: pa.Table) -> SparkOutcome:
        pq.write_table(table, tmp_path / "cases.parquet")
        return SparkConcluder(book).advise(spark, f"file://{tmp_path}/cases.parquet", f"file://{tmp_path}/results")

    return run


def _table(count: int, seed: int = 1) -> pa.Table:
    rng = Random(seed)
    return table_of([questionnaire_of(random_answers(rng, share=0.8)) for _ in range(count)])


def _spoilt() -> pa.Table:
    """For every question and each way to be wrong a questionnaire, and valid ones between them."""
    rows: list[dict[str, Any]] = []

    def add(answers: dict[str, Any]) -> None:
        rows.append({"number": 10 * len(rows), "case": "", "municipality.name": "Voorbeeldstad", **answers})

    for question in questions_of_the_situation():
        for wrong in _answers_that_are_wrong(question):
            path, inside, name = question.path.partition("[].")
            add({path: [{name: wrong}]} if inside else {path: wrong})
            add({"date": "2026-02-28", "sources": [" krant\n"], "municipality.code": "GM0267"})
    add({"municipality.name": None})
    add({"municipality.code": "gm267"})
    add({"date": "2024-02-29"})
    add({"sources": ["é" * 2000]})
    return pa.Table.from_pylist(rows, schema=schema_of_cases())


def _answers_that_are_wrong(question: Question) -> tuple[Any, ...]:
    twice = ([question.options[0].value] * 2,) if question.kind == "options" else ()
    return (*_WRONG.get(question.kind, ()), *twice)


def test_what_is_no_valid_questionnaire_is_set_aside_as_everywhere(run: Any, book: RuleBook, tmp_path: Path) -> None:
    table = _spoilt()
    outcome = run(table)
    read = ParquetCases([tmp_path / "cases.parquet"], ["cases.parquet"], "", book.added)
    expected = {one.number for batch in read.batches(100_000) for one in batch.set_aside}
    told = [json.loads(line) for file in (tmp_path / "results" / SET_ASIDE).glob("*.json") for line in file.read_text().splitlines()]
    assert {one["number"] for one in told} == expected
    assert outcome == SparkOutcome(len(table) - len(expected), len(expected))
    assert next(one for one in told if one["number"] == max(expected))["questions"] == ["municipality.code"]
    drawn = pq.read_table(tmp_path / "results" / "conclusions")["number"].to_pylist()
    assert sorted([*drawn, *expected]) == table["number"].to_pylist()


def test_a_question_without_a_column_is_unanswered_and_results_come_with_a_list_of_their_columns(
    run: Any, book: RuleBook, tmp_path: Path
) -> None:
    assert run(pa.table({"number": [7], "municipality.name": ["Voorbeeldstad"]})) == SparkOutcome(1, 0)
    (row,) = pq.read_table(tmp_path / "results" / "conclusions").to_pylist()
    assert (row["number"], row["case"]) == (7, "Voorbeeldstad")
    listed = (tmp_path / "results" / COLUMNS).read_text("utf-8-sig").splitlines()[1:]
    assert len(listed) == len(SparkConcluder(book).columns)
    assert not (tmp_path / "results" / SET_ASIDE).exists()


def test_all_columns_that_are_wrong_are_told_at_once(run: Any) -> None:
    table = pa.table({"case": ["x"], "situation.initiative": ["x"], "date": [20260101], "municipality.name": ["x"]})
    with pytest.raises(FaultyInputError) as caught:
        run(table)
    told = "\n".join(fault.words("en") for fault in caught.value.faults)
    assert "number: is missing: rows on a cluster have no order" in told
    assert "situation.initiatives" in told
    assert "date: 'bigint' is the type of this column; it must be string." in told


@pytest.mark.parametrize("numbers", [[1, 1], [1, None]])
def test_each_row_needs_a_number_of_its_own(run: Any, tmp_path: Path, numbers: list[int | None]) -> None:
    with pytest.raises(FaultyInputError, match="must stand in each row, and differ"):
        run(pa.table({"number": pa.array(numbers, pa.int64()), "municipality.name": ["x", "y"]}))
    assert not (tmp_path / "results").exists()


def test_an_output_that_exists_is_left_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    with pytest.raises(UnreadableFileError, match="exists already"):
        run(_table(1))
    assert list((tmp_path / "results").iterdir()) == []


@pytest.mark.parametrize(("name", "words"), [("gone.parquet", "does not exist"), ("text.parquet", "cannot be read as Parquet")])
def test_an_input_that_cannot_be_read_is_told(spark: SparkSession, book: RuleBook, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "text.parquet").write_text("no Parquet")
    with pytest.raises(UnreadableFileError, match=words):
        SparkConcluder(book).advise(spark, f"file://{tmp_path}/{name}", f"file://{tmp_path}/results")


def test_what_goes_wrong_leaves_nothing_half_done(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        assert (tmp_path / "results" / "conclusions").exists()
        raise OSError("the disk is full")

    monkeypatch.setattr("commplan_advisor.population.spark_files.SparkFolder.write", full)
    with pytest.raises(UnreadableFileError, match=r"cannot be made \(the disk is full\)"):
        run(_table(1))
    assert not (tmp_path / "results").exists()


def test_without_java_it_says_so(book: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NoSparkError, match="Spark needs Java"):
        advise_on_spark(tmp_path / "cases.parquet", tmp_path / "results", book)


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtraError, match=r"commplan-advisor\[spark\]"), spark_session():
        pass
