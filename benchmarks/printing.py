"""How figures are printed: a title, what is measured, a table; 100 characters wide."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from textwrap import fill

import click
from tabulate import tabulate

WIDTH = 100


def show(title: str, text: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print one table of figures."""
    align = ["left", *["right"] * (len(headers) - 1)]
    click.echo(f"\n{title}\n{'=' * len(title)}\n{fill(text, WIDTH)}\n")
    click.echo(tabulate(rows, headers, tablefmt="simple", colalign=align, disable_numparse=True))
    sys.stdout.flush()


def progress(text: str) -> None:
    """Say on standard error what is going on."""
    click.echo(text, err=True)


class AnswersDifferError(click.ClickException):
    """Two ways of computing the same thing gave different answers: no figure would mean anything."""
