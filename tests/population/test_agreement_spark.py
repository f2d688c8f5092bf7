"""Spark, DuckDB and durable-rules draw the same conclusions, and find the same rules to hold, of the same cases."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.spark import SparkConcluder
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.population import check_spark_agrees
from tests.support.shipped import shipped_cases, shipped_engine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark


def _cases(rng: Random, count: int) -> list[Questionnaire]:
    return [questionnaire_of(random_answers(rng, share=rng.choice([0.05, 0.3, 0.6, 0.95]))) for _ in range(count)]


def _compare(session: SparkSession, folder: Path, seed: int) -> None:
    rng = Random(seed)
    engine = Engine(random_book(rng))
    check_spark_agrees(session, SparkConcluder(engine.book), engine, _cases(rng, 20), folder / str(seed))
    engine.close()


def test_the_three_agree_on_generated_rule_books(spark: SparkSession, tmp_path: Path) -> None:
    for seed in range(4):
        _compare(spark, tmp_path, seed)


@pytest.mark.broad
def test_the_three_agree_on_the_shipped_rule_book_and_all_cases(spark: SparkSession, tmp_path: Path) -> None:
    engine = shipped_engine()
    cases = [load_case(path).answers for path in shipped_cases()]
    generated = _cases(Random(1), 200)
    check_spark_agrees(spark, SparkConcluder(engine.book), engine, [*cases, *generated], tmp_path / "shipped")


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_the_three_agree_on_many_generated_rule_books(spark: SparkSession, tmp_path: Path, part: int) -> None:
    for seed in range(10_000 + 100 * part, 10_100 + 100 * part):
        _compare(spark, tmp_path, seed)
