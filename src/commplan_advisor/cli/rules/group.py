"""`commplan rules`: the commands about the rule book."""

from __future__ import annotations

import click

from commplan_advisor.cli.lazy import LazyGroup

_HERE = "commplan_advisor.cli.rules"
_COMMANDS = {
    "list": (f"{_HERE}.looking", "list_rules"),
    "show": (f"{_HERE}.looking", "show"),
    "coverage": (f"{_HERE}.looking", "show_coverage"),
}


@click.group("rules", cls=LazyGroup, lazy=_COMMANDS)
def rules() -> None:
    """Look at the rule book, and look after it."""
