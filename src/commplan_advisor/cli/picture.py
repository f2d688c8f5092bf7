"""`commplan picture`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from commplan_advisor.cli.common import (
    FILE,
    UNREADABLE,
    Troubles,
    language_option,
    output_options,
    rulebook_in_use,
    rules_options,
    time_options,
)
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.model import Advice
    from commplan_advisor.present.pictures import Picture

_NAMES = ("timeline", "swot", "roles", "causes")
_ENDINGS = (".svg", ".png", ".txt")
_CONTINUED = Text("Dit past niet op één pagina. Het vervolg staat in: {files}.", "This does not fit on one page. The rest is in: {files}.")


@click.command("picture")
@click.argument("case", type=FILE)
@click.option(
    "--name",
    type=click.Choice(_NAMES),
    required=True,
    help="What to draw: the plan in time, the SWOT analysis, who does what, or how answers lead to actions.",
)
@click.option("--whole", is_flag=True, help="All on one sheet, as high as it takes, instead of pages of A4.")
@time_options
@rules_options
@language_option
@output_options
def picture_command(
    case: Path,
    name: str,
    whole: bool,
    start: date | None,
    rhythm: str | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """A picture of the advice, for a document or a presentation.

    The ending of the file says what it becomes: .svg or .png, or .txt for what the picture says in words.
    """
    if output is None:
        raise click.UsageError(gettext("A picture goes to a file: give one with --output."))
    if output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(
            gettext("{file!r} does not end in {endings}.").format(file=printable(output.name), endings=", ".join(_ENDINGS))
        )
    troubles = Troubles(language)
    with troubles.told():
        from commplan_advisor.common.files import check_free

        check_free(output, force=force)
        advice = _advised(case, folder, as_of, language, start, rhythm)
        try:
            _write(_drawn(advice, name, language, output, whole=whole), output, language, force=force)
        except MissingExtraError as error:
            click.echo(error.message.in_(language), err=True)
            troubles.code = UNREADABLE
    troubles.leave()


def _advised(case: Path, folder: Path | None, as_of: date | None, language: Language, start: date | None, rhythm: str | None) -> Advice:
    from commplan_advisor.advice.advise import advise
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.options import Rhythm
    from commplan_advisor.questionnaire.reading import load_case

    engine = Engine(rulebook_in_use(folder, as_of))
    return advise(load_case(case), engine, language=language, start=start, rhythm=Rhythm(rhythm) if rhythm else None, prove=False)


def _drawn(advice: Advice, name: str, language: Language, output: Path, *, whole: bool) -> tuple[Picture, ...]:
    from commplan_advisor.present.pictures import picture, pictures

    form: Literal["svg", "png"] = "png" if output.suffix.lower() == ".png" else "svg"
    return (picture(advice, name, language, form),) if whole else pictures(advice, name, language, form)


def _write(pages: Sequence[Picture], output: Path, language: Language, *, force: bool) -> None:
    """Write the pages to the file and those beside it, once it is known that none stands in the way; or their words to the one file.

    Raises:
        UnreadableFileError: a file exists and `force` is not set, or cannot be written.
    """
    from commplan_advisor.common.files import check_free, write_bytes, write_text

    if pages[0].empty:
        click.echo(pages[0].alternative, err=True)
    if output.suffix.lower() == ".txt":
        write_text(output, "\n".join(f"{page.title}\n\n{page.alternative}\n" for page in pages), force=force)
        return
    files = [output, *(output.with_name(f"{output.stem}-{number}{output.suffix}") for number in range(2, len(pages) + 1))]
    for file in files:
        check_free(file, force=force)
    for file, page in zip(files, pages, strict=True):
        write_bytes(file, page.data, force=force)
    if files[1:]:
        click.echo(_CONTINUED.in_(language).format(files=", ".join(str(file) for file in files[1:])), err=True)
