"""`commplan compare`."""

from __future__ import annotations

import gc
from datetime import date
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.cases import Progress, case_files, loaded
from commplan_advisor.cli.common import (
    FILE,
    UNREADABLE,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
    terminal_width,
)
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.compare.compare import Comparison

_ENDINGS = {
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".svg": "svg",
    ".png": "png",
}
_FORMS = ("table", "markdown", "html", "csv", "xlsx", "json", "svg", "png")
_TO_A_FILE = ("xlsx", "png")

_COMPARING = Text("Vergelijken", "Comparing")
_NONE_LEFT = Text("Er is geen vragenlijst om te vergelijken.", "There is no questionnaire to compare.")
_ALONE = Text(
    "Er is maar één vragenlijst: er is niets om mee te vergelijken.",
    "There is only one questionnaire: there is nothing to compare it with.",
)


@click.command("compare")
@click.argument("cases", metavar="CASE...", nargs=-1, required=True, type=FILE)
@click.option("--differences", is_flag=True, help="Only what is not the same for all.")
@click.option("--against", type=FILE, metavar="CASE", help="Say for each of the others which answers make the difference with this one.")
@click.option("--groups/--no-groups", default=None, help="Say which are alike.  [default: from three on]")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output.  [default: by the ending of --output, or table]")
@rules_options
@language_option
@output_options
def compare_command(
    cases: tuple[Path, ...],
    differences: bool,
    against: Path | None,
    groups: bool | None,
    form: str | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Questionnaires beside each other: what holds for whom, and which answers make the difference.

    A CASE is a file, or a folder with files. The same municipality at several dates is shown as development.
    """
    from commplan_advisor.advice.compare.compare import CAUSE_WORK, compare
    from commplan_advisor.common.files import check_free
    from commplan_advisor.engine.engine import Engine

    form = form or (_ENDINGS.get(output.suffix.lower()) if output else None) or "table"
    if form in _TO_A_FILE and output is None:
        raise click.UsageError(gettext("{form} goes to a file: give one with --output.").format(form=form))
    gc.enable()
    troubles = Troubles(language)
    comparison = None
    with troubles.told():
        if output is not None:
            check_free(output, force=force)
        engine = Engine(rulebook_in_use(folder, as_of))
        paths = case_files((*cases, against) if against else cases, troubles)
        causes = len(paths) - 1 if against or len(paths) == 2 else 0
        with Progress(2 * len(paths) + CAUSE_WORK * causes, _COMPARING.in_(language)) as progress:
            found = dict(loaded(paths, troubles, progress))
            if found:
                base = next((case for path, case in found.items() if against and path.resolve() == against.resolve()), None)
                comparison = compare(
                    list(found.values()),
                    engine,
                    language=language,
                    differences=differences,
                    against=base,
                    groups=groups,
                    done=progress.advance,
                )
    if comparison is not None:
        with troubles.told():
            _put(comparison, form, language, output, troubles, force=force)
        if len(comparison.cases) == 1 and form not in ("table", "markdown", "html"):
            click.echo(_ALONE.in_(language), err=True)
    elif not troubles.code:
        click.echo(_NONE_LEFT.in_(language), err=True)
    troubles.leave()


def _put(comparison: Comparison, form: str, language: Language, output: Path | None, troubles: Troubles, *, force: bool) -> None:
    """Print the comparison, or write it to the file."""
    from commplan_advisor.common.files import write_bytes

    try:
        written = _written(comparison, form, language)
    except MissingExtraError as error:
        click.echo(error.message.in_(language), err=True)
        troubles.code = max(troubles.code, UNREADABLE)
        return
    if isinstance(written, str):
        put_out(written, output, force=force)
    elif output is not None:
        write_bytes(output, written, force=force)


def _written(comparison: Comparison, form: str, language: Language) -> str | bytes:
    if form == "table":
        from commplan_advisor.present.comparison import comparison_report

        return page(comparison_report(comparison, language, width=terminal_width()), form)
    from commplan_advisor.present.comparison_files import comparison_file

    data = comparison_file(comparison, form, language)
    return data if form in _TO_A_FILE else data.decode()
