"""The script of SQL: it runs as it is, comes to what we conclude, and every dialect that we write can read it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
import sqlglot

from commplan_advisor.population.compiling.dialects import DIALECTS, Dialect
from commplan_advisor.population.compiling.script import TooWideError, script
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import RuleBook
from tests.population.advising.fakes import small_book
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import large_document
from tests.support.population import table_of
from tests.support.scripted import declared, expected, in_duckdb, in_postgres, in_sqlite, results_in, run, tables_of_facts
from tests.support.shipped import DAY, ROOT, shipped_engine

_POSTGRES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def _cases(book: RuleBook) -> pa.Table:
    with with_added(book.added):
        return next(open_cases(ROOT / "cases", book).batches(100)).cases


@cache
def _random_book(seed: int) -> RuleBook:
    return rulebook_from(large_document(Random(seed), 12, 4, fields=30), DAY)


@cache
def _random_cases() -> pa.Table:
    rng = Random(3)
    return table_of([questionnaire_of(random_answers(rng, share)) for share in (0.0, 0.3, 0.6, 0.9, 1.0) for _ in range(4)])


@pytest.mark.parametrize("run_in", [in_sqlite, in_duckdb])
def test_from_facts_it_comes_to_what_we_conclude(run_in: Callable[..., object]) -> None:
    dialect = DIALECTS["sqlite" if run_in is in_sqlite else "duckdb"]
    for book, cases in ((small_book(), _cases(small_book())), (_random_book(1), _random_cases())):
        assert run_in(script(book, dialect, "table", "facts"), tables_of_facts(book, cases)) == expected(book, cases)


@pytest.mark.parametrize("run_in", [in_sqlite, in_duckdb])
def test_with_views_it_comes_to_the_same(run_in: Callable[..., object]) -> None:
    dialect = DIALECTS["sqlite" if run_in is in_sqlite else "duckdb"]
    book, cases = small_book(), _cases(small_book())
    assert run_in(script(book, dialect, "view", "facts"), tables_of_facts(book, cases)) == expected(book, cases)


@pytest.mark.parametrize("form", ["table", "view"])
def test_from_questionnaires_it_comes_to_what_we_conclude(form: Any) -> None:
    book, cases = small_book(), _cases(small_book())
    assert in_duckdb(script(book, DIALECTS["duckdb"], form), {"answers": cases}) == expected(book, cases)


def test_it_can_be_run_again_on_other_data() -> None:
    book, cases = small_book(), _cases(small_book())
    text = script(book, DIALECTS["sqlite"])
    assert in_sqlite(f"{text}\n{text}", tables_of_facts(book, cases)) == expected(book, cases)


def test_it_says_which_rule_book_it_is_of_and_what_each_fact_means() -> None:
    text = script(small_book(), DIALECTS["postgres"], language="en")
    for told in ("Small rule book", small_book().version, small_book().digest, "2026-03-02", "PostgreSQL", "rule.low-coverage"):
        assert told in text
    question = fields_of_kind("initiative")["initiative.coverage"].text.en
    assert f"-- initiative.coverage: {question} (%)\n  initiative__coverage DOUBLE PRECISION" in text
    assert script(small_book(), DIALECTS["postgres"], language="en") == text


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
def test_each_dialect_reads_it_as_it_was_meant(dialect: Dialect) -> None:
    text = script(small_book(), dialect, "view")
    read = [one for one in sqlglot.parse(text, read=dialect.name) if one is not None]
    assert {one.key for one in read} <= {"create", "drop", "set"}, "nothing that SQLGlot does not know"
    assert sum(one.key == "create" and one.args["kind"] == "VIEW" for one in read) >= len(results_in(text))
    again = [one.sql(dialect=dialect.name, comments=False) for one in read]
    assert [sqlglot.parse_one(one, read=dialect.name).sql(dialect=dialect.name) for one in again] == again


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
def test_no_dialect_is_asked_for_what_only_some_do(dialect: Dialect) -> None:
    text = script(_random_book(1), dialect)
    assert " USING (" not in text, "behind which standard SQL does not know of which table a column is"
    assert "SMALLINT" not in text, "for not every engine makes a number of true and false"


def test_where_lists_cannot_be_taken_apart_it_begins_with_facts() -> None:
    assert "cases" in declared(script(small_book(), DIALECTS["postgres"]))
    assert set(declared(script(small_book(), DIALECTS["spark"]))) == {"answers"}
    with pytest.raises(ValueError, match="postgres"):
        script(small_book(), DIALECTS["postgres"], origin="questionnaires")


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(TooWideError) as told:
        script(small_book(), Dialect("sqlite", "Een klein merk", most_columns=3))
    assert "Een klein merk" in told.value.message.nl


@pytest.mark.broad
@pytest.mark.parametrize("run_in", [in_sqlite, in_duckdb])
def test_the_rule_book_that_ships(run_in: Callable[..., object]) -> None:
    book = shipped_engine().book
    text = script(book, DIALECTS["sqlite" if run_in is in_sqlite else "duckdb"], "table", "facts")
    assert run_in(text, tables_of_facts(book, _cases(book))) == expected(book, _cases(book))


@pytest.mark.broad
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=list(DIALECTS))
def test_the_rule_book_that_ships_fits_everywhere(dialect: Dialect) -> None:
    assert script(shipped_engine().book, dialect)


@pytest.fixture
def psql() -> Iterator[tuple[Path, Callable[[str], str]]]:
    """A folder and `psql`, in a PostgreSQL that is made for the test; which does not run as root."""
    if _POSTGRES is None:
        pytest.skip("PostgreSQL is not on this machine")
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="commplan-", dir="/tmp"))
    try:
        folder.chmod(0o777)
        data = str(folder / "data")
        run(str(_POSTGRES / "initdb"), "-D", data, "-E", "UTF8", "--locale=C.UTF-8", as_user=user)
        settings = f"-k {folder} -h '' -c fsync=off"
        run(str(_POSTGRES / "pg_ctl"), "-D", data, "-o", settings, "-l", str(folder / "log"), "-w", "start", as_user=user)
        try:
            command = (str(_POSTGRES / "psql"), "-h", str(folder), "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1")
            yield folder, lambda text: run(*command, text=text, as_user=user)
        finally:
            run(str(_POSTGRES / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop", as_user=user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.long
def test_the_rule_book_that_ships_in_postgresql(psql: tuple[Path, Callable[[str], str]]) -> None:
    book = shipped_engine().book
    for form in ("table", "view"):
        text = script(book, DIALECTS["postgres"], form)
        database = f"CREATE DATABASE by_{form};\n\\connect by_{form}\n"

        def here(commands: str, form: str = form) -> str:
            return psql[1](f"\\connect by_{form}\n{commands}")

        psql[1](database)
        assert in_postgres(text, tables_of_facts(book, _cases(book)), psql[0], here) == expected(book, _cases(book))
