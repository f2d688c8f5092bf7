"""What the commands share: options, exit codes, and turning errors into words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from commplan_advisor.present.blocks import Block
    from commplan_advisor.questionnaire.added import Added
    from commplan_advisor.rulebook.model import RuleBook

FOUND_SOMETHING = 1
UNREADABLE = 3

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, readable=False)
"""A path as an argument or option. What cannot be read is told by whoever reads it, and does not keep the rest from being answered."""

NO_ENGINE = Text(
    "De regelmotor durable-rules ontbreekt of past niet bij deze Python. Installeer hem opnieuw, met in de omgeving "
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject; de README legt uit wat daarvoor nodig is.",
    "The rule engine durable-rules is missing or does not fit this Python. Install it again, with "
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject in the environment; the README explains what that takes.",
)


_RHYTHMS = ("format", "half_yearly", "new_year", "budget_cycle")


class Day(click.ParamType[date]):
    """A date as an option: year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that was written."""
        if isinstance(value, date):
            return value
        try:
            day = datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(gettext("{value!r} is not a date such as 2026-01-31.").format(value=value), param, ctx)
        if not 2000 <= day.year <= 2100:
            self.fail(gettext("{value!r} is not between 2000 and 2100.").format(value=value), param, ctx)
        return day


def language_option(command: Command) -> Command:
    """`--lang`: the language of what is printed."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default="nl",
        envvar="COMMPLAN_LANG",
        show_default=True,
        help="Language: Dutch or English.",
    )(command)


def time_options(command: Command) -> Command:
    """`--start` and `--rhythm`: when the plan begins, and how often is measured and evaluated."""
    command = click.option(
        "--rhythm", type=click.Choice(_RHYTHMS), help="How often to measure and evaluate.  [default: as answered, or the format's 3/6/12]"
    )(command)
    return click.option("--start", type=Day(), help="First day of the plan.  [default: as answered, or the day of --as-of]")(command)


def rules_options(command: Command) -> Command:
    """`--rules` and `--as-of`: which rule book, as of which day."""
    return rules_option(click.option("--as-of", type=Day(), help="The day that the rules must count for.  [default: today]")(command))


def rules_option(command: Command) -> Command:
    """`--rules`: which rule book, for a command that looks at no day: what can be answered is the same on all of them."""
    return click.option("--rules", "folder", type=FILE, help="Folder of the rule book.  [default: the one that ships]")(command)


def rulebook_in_use(folder: Path | None, as_of: date | None) -> RuleBook:
    """The rule book of `--rules` and `--as-of`; until the command ends, what it adds to the questionnaire can be answered.

    Of a command that uses two rule books both count.
    """
    from commplan_advisor.rulebook.loading import load_rulebook

    book = load_rulebook(folder, as_of)
    _use(book.added)
    return book


def answers_of_rules(folder: Path | None) -> None:
    """Let what the rule book of `--rules` adds to the questionnaire be answered until the command ends, for one that uses no rules."""
    from commplan_advisor.rulebook.loading import load_added

    _use(load_added(folder))


def _use(added: Added) -> None:
    from commplan_advisor.questionnaire.added import with_added

    click.get_current_context().with_resource(with_added(added))


def output_options(command: Command) -> Command:
    """`-o` and `--force`: write to a file."""
    command = click.option("--force", is_flag=True, help="Replace a file that exists.")(command)
    return click.option("-o", "--output", type=FILE, help="Write to this file.")(command)


_ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def form_of(form: str | None, output: Path | None, forms: Sequence[str]) -> str:
    """The form of the output: as asked for, or else by the ending of the file, or a table.

    Args:
        form: that was asked for.
        output: the file.
        forms: that the command has.
    """
    by_ending = _ENDINGS.get(output.suffix.lower()) if output else None
    return form or (by_ending if by_ending in forms else None) or "table"


def terminal_width() -> int:
    """How many characters fit on a line."""
    return shutil.get_terminal_size((80, 24)).columns


@dataclass(slots=True)
class Troubles:
    """What went wrong in a call so far, as an exit code; the worst counts."""

    language: Language
    code: int = 0

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell what goes wrong inside, and go on after it."""
        from commplan_advisor.engine.session import EngineMissingError

        try:
            yield
        except FaultyInputError as error:
            for fault in error.faults:
                click.echo(fault.words(self.language), err=True)
            self.code = max(self.code, FOUND_SOMETHING)
        except UnreadableFileError as error:
            click.echo(error.fault.words(self.language), err=True)
            self.code = max(self.code, UNREADABLE)
        except MissingExtraError as error:
            click.echo(error.message.in_(self.language), err=True)
            self.code = max(self.code, UNREADABLE)
        except EngineMissingError as error:
            click.echo(f"{NO_ENGINE.in_(self.language)} ({error})", err=True)
            self.code = max(self.code, UNREADABLE)

    def leave(self) -> None:
        """End the call with the exit code of the worst trouble, if there was any."""
        if self.code:
            sys.exit(self.code)


def page(blocks: Iterable[Block], form: str) -> str:
    """A page for the screen, as wide as that is, or as Markdown."""
    if form == "markdown":
        from commplan_advisor.present.markdown import as_markdown

        return as_markdown(blocks)
    from commplan_advisor.present.terminal import as_text

    return as_text(blocks, terminal_width())


def put_out(text: str, output: Path | None, *, force: bool) -> None:
    """Print a text, or write it to a file.

    Raises:
        UnreadableFileError: the file exists and `force` is not set, or it cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    from commplan_advisor.common.files import write_text

    write_text(output, text, force=force)
