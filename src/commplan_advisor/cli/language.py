"""The language of the command line itself: help, wrong use, and the words of click.

What a command prints about a case or a rule has its own Dutch and English (`Text`). Click translates its words with gettext, so
the help of our commands goes the same way: English in the code, Dutch in `locale/nl`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path

import click

from commplan_advisor.common.text import LANGUAGES

_LOCALE = Path(__file__).parent / "locale"


def speak(arguments: Sequence[str]) -> None:
    """Let this process speak the language that is asked for: by `--lang`, by COMMPLAN_LANG, or else Dutch."""
    asked = os.environ.get("COMMPLAN_LANG", "")
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    os.environ["LANGUAGE"] = asked if asked in LANGUAGES else "nl"
    gettext.bindtextdomain("messages", str(_LOCALE))


def translated(command: click.Command) -> click.Command:
    """A command with its help, and that of its options and of the commands below it, in the language of this process."""
    if command.help:
        command.help = gettext.gettext(cleandoc(command.help))
    if command.options_metavar:
        command.options_metavar = gettext.gettext(command.options_metavar)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = gettext.gettext(parameter.help)
    if isinstance(command, click.Group):
        command.subcommand_metavar = gettext.gettext(command.subcommand_metavar)
        for inner in command.commands.values():
            translated(inner)
    return command
