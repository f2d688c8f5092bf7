"""`commplan population`: the same rules over thousands to millions of cases."""

from __future__ import annotations

import click

from commplan_advisor.cli.lazy import LazyGroup

_HERE = "commplan_advisor.cli.population"
_COMMANDS = {
    "generate": (f"{_HERE}.generate", "generate_command"),
    "advise": (f"{_HERE}.advise", "advise_command"),
    "case": (f"{_HERE}.case", "case_command"),
    "summary": (f"{_HERE}.summary", "summary_command"),
    "impact": (f"{_HERE}.impact", "impact_command"),
    "sql": (f"{_HERE}.sql", "sql_command"),
}


@click.group("population", cls=LazyGroup, lazy=_COMMANDS)
def population() -> None:
    """Advise on thousands to millions of cases at once."""
