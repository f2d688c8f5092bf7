"""`commplan rules`: the commands about the rule book."""

from __future__ import annotations

import click

from commplan_advisor.cli.lazy import LazyGroup

_HERE = "commplan_advisor.cli.rules"
_COMMANDS = {
    "list": (f"{_HERE}.looking", "list_rules"),
    "show": (f"{_HERE}.looking", "show"),
    "coverage": (f"{_HERE}.looking", "show_coverage"),
    "check": (f"{_HERE}.check", "check_command"),
    "test": (f"{_HERE}.testing", "test_command"),
    "prove": (f"{_HERE}.prove", "prove_command"),
    "schema": (f"{_HERE}.schema", "schema_command"),
    "new": (f"{_HERE}.new", "new_command"),
    "docs": (f"{_HERE}.docs", "docs_command"),
    "diff": (f"{_HERE}.diff", "diff_command"),
    "impact": (f"{_HERE}.impact", "impact_command"),
}


@click.group("rules", cls=LazyGroup, lazy=_COMMANDS)
def rules() -> None:
    """Look at the rule book, and look after it."""
