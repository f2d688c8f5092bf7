"""A script of SQL run on a real engine, beside what DuckDB concludes of the same cases."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from csv import DictReader
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.script import with_names
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.population.results import CONCLUSIONS, POSITION
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.model import RuleBook

Values = dict[tuple[str, str, int, int], bool | None]
"""By table of the results, column, number of the case and place of the row: true, false, or not known."""
TABLES = ("cases", "initiatives", "audiences", "reports")


def expected(book: RuleBook, cases: pa.Table) -> Values:
    """What the results say, by the names that columns have in scripts."""
    with with_added(book.added):
        names = compiled(book).columns
    found: Values = {}
    for table, result in DuckDBConcluder(book).conclude(cases).items():
        numbers = result["number"].to_pylist()
        places = result[POSITION].to_pylist() if table != CONCLUSIONS else [0] * len(numbers)
        for column, name in names.items():
            if column.table == table:
                values = result[column.name].to_pylist()
                found.update({(table, name, *at): value for *at, value in zip(numbers, places, values, strict=True)})
    return found


def tables_of_facts(book: RuleBook, cases: pa.Table) -> Mapping[str, pa.Table]:
    """The facts of cases, as one fills the tables of a script with."""
    connection = duckdb.connect()
    connection.register(ANSWERS, cases)
    with with_added(book.added):
        for step in with_names(facts(compiled(book).facts, "duckdb")):
            connection.execute(f"CREATE TABLE {step.name} AS {step.query.sql(dialect='duckdb')}")
    return {name: connection.sql(f"SELECT * FROM {name}").to_arrow_table() for name in TABLES}


def declared(script: str) -> Mapping[str, tuple[str, ...]]:
    """The tables that a script wants to be filled, and their columns."""
    found = {}
    for name, body in re.findall(r"CREATE TABLE IF NOT EXISTS (\w+) \(\n(.*?)\n\)", script, re.DOTALL):
        lines = [line.strip() for line in body.splitlines() if not line.strip().startswith("--")]
        found[name] = tuple(line.split()[0].strip('"`') for line in lines)
    return found


def declarations(script: str) -> str:
    """The part of a script that makes the tables that are to be filled."""
    return "\n".join(re.findall(r"CREATE TABLE IF NOT EXISTS .*?\n\)[^\n]*;", script, re.DOTALL))


def results_in(script: str) -> list[str]:
    """The views with results."""
    return re.findall(r"CREATE VIEW (result_\w+)", script)


def in_duckdb(script: str, tables: Mapping[str, pa.Table]) -> Values:
    """What a script comes to in DuckDB."""
    connection = duckdb.connect()
    connection.execute(declarations(script))
    for name in declared(script):
        connection.register("given", tables[name])
        connection.execute(f"INSERT INTO {name} BY NAME SELECT {_named(declared(script)[name])} FROM given")
    connection.execute(script)

    def rows(view: str) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
        found = connection.execute(f"SELECT * FROM {view}")
        return [column[0] for column in found.description], found.fetchall()

    return dict(_values(results_in(script), rows))


def in_sqlite(script: str, tables: Mapping[str, pa.Table]) -> Values:
    """What a script comes to in SQLite."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(declarations(script))
    for name, columns in declared(script).items():
        rows = [tuple(row[column] for column in columns) for row in tables[name].to_pylist()]
        connection.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)
    connection.executescript(script)

    def rows_of(view: str) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
        found = connection.execute(f"SELECT * FROM {view}")
        return [column[0] for column in found.description], found.fetchall()

    return dict(_values(results_in(script), rows_of))


def in_postgres(script: str, tables: Mapping[str, pa.Table], folder: Path, psql: Callable[[str], str]) -> Values:
    """What a script comes to in PostgreSQL.

    Args:
        script: of SQL.
        tables: to fill.
        folder: for files that the one who runs `psql` can read.
        psql: runs commands of psql, and gives what it prints.
    """
    lines = [declarations(script)]
    for name, columns in declared(script).items():
        file = folder / f"{name}.csv"
        duckdb.from_arrow(tables[name].select(columns)).write_csv(str(file))
        lines.append(f"\\copy {name} ({', '.join(columns)}) FROM '{file}' CSV HEADER")
    psql("\n".join([*lines, script]))

    def rows(view: str) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
        found = DictReader(psql(f"\\copy (SELECT * FROM {view}) TO STDOUT CSV HEADER").splitlines())
        states = {"t": True, "f": False, "": None}
        return list(found.fieldnames or ()), [tuple(states.get(cell, cell) for cell in row.values()) for row in found]

    return dict(_values(results_in(script), rows))


def run(*command: str, text: str = "", as_user: str | None = None) -> str:
    """What a program prints."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, user=as_user, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _values(views: Sequence[str], rows: Callable[[str], tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> Iterator[tuple[Any, Any]]:
    for view in views:
        table = view.removeprefix("result_")
        names, found = rows(view)
        own = 3 if POSITION in names else 2
        for row in found:
            place = int(row[2]) if own > 2 else 0
            for name, value in zip(names[own:], row[own:], strict=True):
                yield (table if own > 2 else CONCLUSIONS, name, int(row[0]), place), None if value is None else bool(value)
