"""`commplan population sql`."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from commplan_advisor.cli.common import FOUND_SOMETHING, Troubles, language_option, output_options, put_out, rulebook_in_use, rules_options
from commplan_advisor.common.faults import did_you_mean, nearest_word, printable, quote
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.population.compiling.dialects import Dialect

_OTHER_NAMES = {"postgresql": "postgres", "mariadb": "mysql", "sqlserver": "tsql", "mssql": "tsql", "sparksql": "spark"}
_UNKNOWN = Text("is geen dialect dat wij schrijven. Kies uit: {known}.", "is not a dialect that we write. Choose from: {known}.")
_NO_LISTS = Text(
    "in het dialect {name} begint het script met tabellen van feiten: lijsten uit elkaar halen kan het alleen in {lists}.",
    "in the dialect {name} the script begins with tables of facts: only in {lists} can it take lists apart.",
)


@click.command("sql")
@click.option("--dialect", metavar="NAME", required=True, help="Of SQL: duckdb, postgres, sqlite, spark, snowflake, bigquery …")
@click.option("--as", "form", type=click.Choice(("table", "view")), default="table", show_default=True, help="What each step becomes.")
@click.option(
    "--from",
    "origin",
    type=click.Choice(("facts", "questionnaires")),
    help="What it begins with.  [default: questionnaires in duckdb, spark and databricks, else facts]",
)
@rules_options
@language_option
@output_options
def sql_command(
    dialect: str,
    form: Literal["table", "view"],
    origin: Literal["facts", "questionnaires"] | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """The rule book as a script of SQL, to run in a warehouse of your own.

    It makes the tables to fill, a step for each query, and views with the results.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.population.compiling.script import TooWideError, script

    chosen = _dialect(dialect, language)
    if origin == "questionnaires" and not chosen.lists:
        raise click.UsageError(_no_lists(chosen, language))
    gc.enable()
    troubles = Troubles(language)
    with troubles.told():
        if output is not None:
            check_free(output, force=force)
        try:
            text = script(rulebook_in_use(folder, as_of), chosen, form, origin, language)
        except TooWideError as error:
            click.echo(error.message.in_(language), err=True)
            troubles.code = FOUND_SOMETHING
        else:
            put_out(text, output, force=force)
    troubles.leave()


def _dialect(name: str, language: Language) -> Dialect:
    """The dialect of a name."""
    from commplan_advisor.population.compiling.dialects import DIALECTS, REFUSED

    plain = name.strip().lower()
    plain = _OTHER_NAMES.get(plain, plain)
    if plain in DIALECTS:
        return DIALECTS[plain]
    if plain in REFUSED:
        raise click.UsageError(REFUSED[plain].in_(language))
    nearest = did_you_mean(nearest_word(plain, DIALECTS)).in_(language)
    raise click.UsageError(f"{printable(quote(name))} {_UNKNOWN.in_(language).format(known=', '.join(DIALECTS))}{nearest}")


def _no_lists(dialect: Dialect, language: Language) -> str:
    from commplan_advisor.population.compiling.dialects import DIALECTS

    lists = ", ".join(one.name for one in DIALECTS.values() if one.lists)
    return _NO_LISTS.in_(language).format(name=dialect.name, lists=lists)
