"""The dialects of SQL that a rule book can be written in, and what each can and cannot do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from commplan_advisor.common.text import Text


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect of SQL.

    Attributes:
        name: as SQLGlot calls it.
        product: that speaks it.
        most_columns: of a table or view; 0 when there is no limit that matters.
        lists: whether it takes the lists of a table of questionnaires apart; `duckdb` or `spark` by how, else empty.
        before: what has to be set first.
        fence: what stands at the end of a view, so that the engine does not write it out in those that read it.
        table_ending: what stands between the name of a table and `AS`.
        tried: whether the whole script was run on it, and not only read again.
    """

    name: str
    product: str
    most_columns: int = 0
    lists: str = ""
    before: tuple[str, ...] = ()
    fence: str = ""
    table_ending: str = ""
    tried: bool = False

    @property
    def origin(self) -> Literal["facts", "questionnaires"]:
        """What it can begin with."""
        return "questionnaires" if self.lists else "facts"


DIALECTS: Mapping[str, Dialect] = {
    one.name: one
    for one in (
        Dialect("duckdb", "DuckDB", lists="duckdb", tried=True),
        Dialect("postgres", "PostgreSQL", most_columns=1600, fence="OFFSET 0", tried=True),
        Dialect("sqlite", "SQLite", most_columns=2000, tried=True),
        Dialect("spark", "Apache Spark", lists="spark", table_ending="USING PARQUET", tried=True),
        Dialect("databricks", "Databricks", lists="spark"),
        Dialect("snowflake", "Snowflake"),
        Dialect("bigquery", "BigQuery", most_columns=10_000),
        Dialect("trino", "Trino"),
        Dialect("redshift", "Amazon Redshift", most_columns=1600),
        Dialect("mysql", "MySQL", most_columns=1017),
        Dialect(
            "clickhouse",
            "ClickHouse",
            before=("SET join_use_nulls = 1",),
            table_ending="ENGINE = MergeTree ORDER BY number",
            tried=True,
        ),
    )
}

_NO_LOGIC = Text(
    "{product} kent waar en onwaar niet als waarde van een kolom, en daar bestaan deze queries uit.",
    "{product} knows no true and false as values of a column, which is what these queries are made of.",
)
REFUSED: Mapping[str, Text] = {
    name: Text(_NO_LOGIC.nl.format(product=product), _NO_LOGIC.en.format(product=product))
    for name, product in (
        ("tsql", "SQL Server"),
        ("fabric", "Microsoft Fabric"),
        ("oracle", "Oracle"),
        ("teradata", "Teradata"),
    )
}
"""Dialects that SQLGlot writes and that cannot work, with the reason."""
