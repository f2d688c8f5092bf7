"""The rules as Python and over columns of numpy say what our queries and the engine say: what is timed side by side is the same work."""

from __future__ import annotations

from random import Random

import duckdb
import pytest

from benchmarks.numpy_columns import NumpyColumns
from benchmarks.population_material import check_columns, check_told, questionnaires, told_by_python, typed
from benchmarks.printing import AnswersDifferError
from benchmarks.python_rules import rules_as_python
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.population import table_of

CASES = 30


def _book(seed: int) -> RuleBook:
    return random_book(Random(seed)) if seed else load_rulebook()


@pytest.mark.parametrize("seed", range(6))
def test_rules_as_python_say_the_same(seed: int) -> None:
    book, rng = _book(seed), Random(seed)
    answers = [questionnaire_of(random_answers(rng, rng.choice([0.05, 0.3, 0.6, 0.95]))) for _ in range(CASES)]
    python = rules_as_python(book)
    told = (told_by_python(python.run(facts_of(one)), book) for one in answers)
    check_told("rules as Python", told, DuckDBConcluder(book), table_of(answers))


@pytest.mark.parametrize("seed", range(6))
def test_numpy_columns_say_the_same(seed: int) -> None:
    book, rng = _book(seed), Random(seed)
    cases = table_of([questionnaire_of(random_answers(rng, rng.choice([0.05, 0.3, 0.6, 0.95]))) for _ in range(CASES)])
    columns = NumpyColumns(book)
    with duckdb.connect() as connection:
        connection.register("answers", cases)
        facts = {name: connection.sql(query).to_arrow_table() for name, query in columns.queries().items()}
    check_columns(columns, columns.run(columns.ready(facts)), DuckDBConcluder(book), cases)


def test_another_answer_is_noticed() -> None:
    book, cases = load_rulebook(), questionnaires(2)
    python = rules_as_python(book)
    (first, *_) = (told_by_python(python.run(facts_of(one)), book) for one in typed(cases, 2))
    with pytest.raises(AnswersDifferError, match="case 1 differs"):
        check_told("twice the first", [first, first], DuckDBConcluder(book), cases)
