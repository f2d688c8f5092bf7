"""What is asked of many cases is what the tables of results say of them."""

from __future__ import annotations

from random import Random
from typing import Any

import pyarrow as pa
import pytest

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.population.asking import CONCLUDED, OPEN, RULE, RULED_OUT, Asker, asked_of
from commplan_advisor.population.columns import NUMBER
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.model import RuleBook
from tests.population.advising.fakes import small_book
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_book
from tests.support.population import table_of
from tests.support.shipped import shipped_engine

_CODES = {True: CONCLUDED, None: OPEN, False: RULED_OUT}


def _cases(seed: int) -> pa.Table:
    rng = Random(seed)
    return table_of([questionnaire_of(random_answers(rng, share)) for share in (0.0, 0.3, 0.6, 0.95) for _ in range(4)])


def _by_results(book: RuleBook, cases: pa.Table, kinds: tuple[str, ...] | None) -> dict[tuple[Key, int], int]:
    """For each thing and case the highest of all columns and rows that tell it."""
    concluder = DuckDBConcluder(book)
    tables = concluder.conclude(cases)
    found: dict[tuple[Key, int], int] = {}
    for key, columns in asked_of(concluder.columns, kinds).items():
        found.update({(key, number): RULED_OUT for number in cases[NUMBER].to_pylist()})
        for one in columns:
            table = tables[one.table]
            for number, value in zip(table[NUMBER].to_pylist(), table[one.name].to_pylist(), strict=True):
                found[key, number] = max(found[key, number], _CODES[value])
    return found


def _by_asking(asker: Asker, cases: pa.Table) -> dict[tuple[Key, int], int]:
    told = asker.ask(cases)
    numbers = told.numbers.tolist()
    return {
        (key, number): int(code) for key, row in zip(asker.keys, told.codes, strict=True) for number, code in zip(numbers, row, strict=True)
    }


def _agree(book: RuleBook, cases: pa.Table) -> None:
    with with_added(book.added):
        for kinds in (None, ("problem", "action"), (RULE,), ("finding", RULE)):
            assert _by_asking(Asker(book, kinds), cases) == _by_results(book, cases, kinds)


def test_it_tells_what_the_results_tell() -> None:
    _agree(random_book(Random(0)), _cases(0))
    _agree(small_book(), _cases(0))


@pytest.mark.broad
@pytest.mark.parametrize("seed", range(1, 9))
def test_with_other_rule_books_too(seed: int) -> None:
    _agree(random_book(Random(seed)), _cases(seed))


@pytest.mark.broad
def test_with_the_rule_book_that_ships() -> None:
    _agree(shipped_engine().book, _cases(7))


def test_cases_are_told_in_the_order_of_their_numbers() -> None:
    cases = _cases(1)
    asker = Asker(small_book())
    backwards = cases.take(pa.array(range(cases.num_rows - 1, -1, -1)))
    assert asker.ask(backwards).numbers.tolist() == cases[NUMBER].to_pylist()
    assert _by_asking(asker, backwards) == _by_asking(asker, cases)


def test_of_no_cases_there_is_nothing_to_tell() -> None:
    told = Asker(small_book()).ask(_cases(1).slice(0, 0))
    assert told.codes.shape[1] == 0


def test_kinds_that_a_rule_book_does_not_conclude_are_not_there() -> None:
    asker = Asker(small_book(), ("duty",))
    assert asker.keys == ()
    assert asker.ask(_cases(1)).codes.shape == (0, 16)


def test_too_many_cases_for_the_memory_is_a_memory_error() -> None:
    cases: Any = pa.concat_tables([_cases(2)] * 500)
    cases = cases.set_column(0, NUMBER, pa.array(range(cases.num_rows)))
    with pytest.raises(MemoryError):
        Asker(random_book(Random(1)), memory=1_000_000).ask(cases)
