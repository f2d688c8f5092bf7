"""What the commands that count over many cases share: options, and a bar for a share of the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commplan_advisor.cli.cases import Progress
from commplan_advisor.cli.common import FOUND_SOMETHING, Troubles
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.questionnaire.added import Added

Command = TypeVar("Command", bound=Callable[..., Any])

# as in rulebook.catalogue, which takes longer to read than a usage message may
KINDS = (
    *("finding", "problem", "cause", "action", "task", "timing", "moment", "duty", "option", "part", "means", "order", "measurement"),
    *("evaluation", "indicator", "target", "rule"),
)
STEPS = 1000
_READ_AS = ("parquet", "csv", "ndjson", "questionnaires")
_USUAL_BATCH = 50_000
_LARGEST_BATCH = 10_000_000
_INTERRUPTED = 130
"""What a shell reports of a program that Ctrl-C ended."""
_STOPPED = Text("Gestopt.", "Stopped.")
_SET_ASIDE = Text(
    "{count} van {all} vragenlijsten zijn ongeldig en tellen niet mee. 'commplan population advise' zegt wat er mis is.",
    "{count} of {all} questionnaires are not valid and do not count. 'commplan population advise' says what is wrong.",
)


def reading_options(command: Command) -> Command:
    """`--read-as`, `--batch` and `--threads`: how many questionnaires are read and worked on."""
    for option in (
        click.option("--threads", type=click.IntRange(1, 1024), help="Batches to work on at once.  [default: one for each processor]"),
        click.option(
            "--batch", type=click.IntRange(1, _LARGEST_BATCH), default=_USUAL_BATCH, show_default=True, help="Questionnaires in each batch."
        ),
        click.option("--read-as", type=click.Choice(_READ_AS), help="What the input is.  [default: by its ending]"),
    ):
        command = option(command)
    return command


class Moving:
    """Moves a bar to a share of the work; it never goes back."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._at = bar, 0

    def __call__(self, share: float) -> None:
        """Move to a share, from 0 to 1."""
        at = int(share * STEPS)
        self._bar.advance(max(0, at - self._at))
        self._at = max(at, self._at)


@contextmanager
def stopping_at_once(language: Language) -> Iterator[None]:
    """Let Ctrl-C end the program at once: the engine may still be at work, on what nobody waits for."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\n" + _STOPPED.in_(language), err=True)
        os._exit(_INTERRUPTED)


def tell_set_aside(count: int, cases: int, language: Language, troubles: Troubles) -> None:
    """Say how many rows are no valid questionnaire."""
    if count:
        click.echo(_SET_ASIDE.in_(language).format(count=count, all=cases + count), err=True)
        troubles.code = max(troubles.code, FOUND_SOMETHING)


def use(*added: Added) -> None:
    """Let what rule books add to the questionnaire be answered until the command ends; what has groups is for the last one to say."""
    from commplan_advisor.questionnaire.added import with_added

    for one in added:
        click.get_current_context().with_resource(with_added(one))
