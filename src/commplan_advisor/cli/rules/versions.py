"""What `commplan rules diff` and `commplan rules impact` share: two versions of a rule book, and the forms of what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commplan_advisor.cli.common import Day, page
from commplan_advisor.common.text import Language

if TYPE_CHECKING:
    from commplan_advisor.maintenance.difference.versions import Version
    from commplan_advisor.present.blocks import Block

Command = TypeVar("Command", bound=Callable[..., Any])

FORMS = ("table", "markdown", "html", "json")


def versions_options(command: Command) -> Command:
    """OLD and NEW, the days that they must count for, and the form of the output."""
    for option in (
        click.option("--fail-on-change", is_flag=True, help="Exit code 1 when something is other."),
        click.option(
            "--format", "form", type=click.Choice(FORMS), help="Form of the output.  [default: by the ending of --output, or table]"
        ),
        click.option("--as-of-old", type=Day(), help="The same for OLD.  [default: that of --as-of]"),
        click.option("--as-of", type=Day(), help="The day that the rules must count for.  [default: today]"),
        click.argument("new", metavar="[NEW]", required=False),
        click.argument("old", metavar="OLD"),
    ):
        command = option(command)
    return command


def versions_asked(old: str, new: str | None, as_of_old: date | None) -> tuple[Version, Version]:
    """The versions that were asked for: with one folder and two days that folder twice."""
    from commplan_advisor.maintenance.difference.versions import versions

    if new is None and as_of_old is not None:
        new = old
    return versions(old, new)


def days_asked(as_of: date | None, as_of_old: date | None) -> tuple[date, date]:
    """The days for both versions; without them today."""
    day = as_of or date.today()
    return as_of_old or day, day


def in_form(blocks: Iterable[Block], form: str, language: Language) -> str:
    """A page as HTML, Markdown, or text for the screen."""
    if form == "html":
        from commplan_advisor.present.html import as_html

        return as_html(blocks, language)
    return page(blocks, form)
