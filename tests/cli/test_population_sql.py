"""`commplan population sql`: the script that comes out runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import written


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("rules"))


def test_the_script_runs_in_a_database_of_ones_own(rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "rules.sql"
    told = commplan("population", "sql", "--dialect", "sqlite", "--rules", rules, "--as-of", "2026-03-02", "-o", file)
    assert (told.returncode, told.stderr) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert "-- Versie: 1.0" in text
    database = sqlite3.connect(":memory:")
    database.executescript(text)
    database.execute("INSERT INTO cases (number, case_name, situation__register__exists) VALUES (7, 'A', FALSE)")
    database.execute("INSERT INTO initiatives (number, position, initiative__coverage, initiative__platform) VALUES (7, 0, 10, 'whatsapp')")
    database.executescript(text)
    assert database.execute("SELECT case_name, finding__no_register FROM result_finding").fetchall() == [("A", 1)]
    assert database.execute("SELECT problem__low_coverage FROM result_problem").fetchall() == [(1,)]
    assert database.execute("SELECT action__set_up_register FROM result_action").fetchall() == [(1,)]


def test_views_on_demand(rules: Path) -> None:
    told = commplan_here("population", "sql", "--dialect", "PostgreSQL", "--as", "view", "--rules", rules, "--lang", "en")
    assert told.exit_code == 0, told.stderr
    assert "CREATE VIEW situation_stage" in told.stdout
    assert (
        told.stdout == commplan_here("population", "sql", "--dialect", "postgres", "--as", "view", "--rules", rules, "--lang", "en").stdout
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--dialect", "snowflak"), "Did you mean 'snowflake'?"),
        (("--dialect", "tsql"), "SQL Server knows no true and false"),
        (("--dialect", "oracle"), "Oracle knows no true and false"),
        (("--dialect", "postgres", "--from", "questionnaires"), "only in duckdb, spark, databricks"),
        ((), "--dialect"),
    ],
)
def test_what_cannot_be_written_is_told(rules: Path, more: tuple[str, ...], told: str) -> None:
    ended = commplan_here("population", "sql", *more, "--rules", rules, "--lang", "en")
    assert ended.exit_code == 2
    assert told in ended.stderr


def test_a_file_is_not_replaced_unless_asked(rules: Path, tmp_path: Path) -> None:
    file = tmp_path / "rules.sql"
    file.write_text("mine")
    command = ("population", "sql", "--dialect", "duckdb", "--rules", rules, "-o", file)
    assert (commplan_here(*command).exit_code, file.read_text()) == (3, "mine")
    assert commplan_here(*command, "--force").exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("--")
