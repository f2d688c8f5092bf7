"""Groups of commands of which each is loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from commplan_advisor.cli.language import translated


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called.

    Args:
        lazy: by name of the command the module that it stands in, and its name there; in the order in which they are used.
    """

    def __init__(self, *arguments: Any, lazy: Mapping[str, tuple[str, str]] | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._lazy = lazy or {}
        self.commands = {name: click.Command(name) for name in self._lazy}  # click looks here for the nearest word

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands, in the order in which they are used."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, or None."""
        if cmd_name not in self._lazy:
            return None
        module, name = self._lazy[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return translated(command)
