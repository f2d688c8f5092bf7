"""`commplan population summary`."""

from __future__ import annotations

import gc
from datetime import date
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from commplan_advisor.cli.cases import Progress
from commplan_advisor.cli.common import (
    FILE,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
    terminal_width,
)
from commplan_advisor.cli.population.counting import KINDS, STEPS, Moving, reading_options, stopping_at_once, tell_set_aside
from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError, printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import CaseSource
    from commplan_advisor.population.summing.grouping import Grouping
    from commplan_advisor.population.summing.of_results import Results
    from commplan_advisor.population.summing.summary import Summary

_FORMS = ("table", "markdown", "html", "csv", "json", "svg", "png")
_PICTURES = ("svg", "png")
_ENDINGS = {".md": "markdown", ".htm": "html", **{f".{form}": form for form in _FORMS[2:]}}
_COUNTING = Text("Tellen", "Counting")
_ONLY_RESULTS = Text(
    "--input is voor uitkomsten van 'commplan population advise'; dit zijn vragenlijsten.",
    "--input is for results of 'commplan population advise'; these are questionnaires.",
)
_NO_INPUT = Text(
    "zegt niet waar de vragenlijsten staan. Geef ze met --input.",
    "does not say where the questionnaires are. Give them with --input.",
)
_GONE = Text(
    "hiervan zijn de uitkomsten, maar het bestaat niet meer. Geef de vragenlijsten met --input.",
    "the results are of this, but it exists no longer. Give the questionnaires with --input.",
)
_RECEIPT = "receipt.json"


@click.command("summary")
@click.argument("path", metavar="INPUT|RESULTS", type=FILE)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="What to count; may be given more than once.  [default: problem and action]",
)
@click.option("--by", metavar="PATH[:CLASSES]", help="A question: counts for each of its answers, as municipality.inhabitants:20000,50000.")
@click.option("--top", type=click.IntRange(min=1), help="The most lines of each kind.  [default: all]")
@click.option("--input", "source_path", metavar="PATH", type=FILE, help="With RESULTS and --by: the questionnaires, where these moved.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output.  [default: by the ending of --output, or table]")
@reading_options
@rules_options
@language_option
@output_options
def summary_command(
    path: Path,
    kinds: tuple[str, ...],
    by: str | None,
    top: int | None,
    source_path: Path | None,
    form: str | None,
    read_as: str | None,
    batch: int,
    threads: int | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """How often each problem, action or rule occurs in many questionnaires, over all or by any answer.

    INPUT is a Parquet, CSV or NDJSON file, or a folder with questionnaires; RESULTS is a folder that 'commplan population advise' wrote.
    """
    form = form or (_ENDINGS.get(output.suffix.lower()) if output else None) or "table"
    if form in _PICTURES and output is None:
        raise click.UsageError(gettext("{form} goes to a file: give one with --output.").format(form=form))
    gc.enable()
    troubles = Troubles(language)
    with stopping_at_once(language), troubles.told():
        from commplan_advisor.common.files import check_free
        from commplan_advisor.population.summing.of_results import is_results

        if output is not None:
            check_free(output, force=force)
        of_results = is_results(path)
        if source_path is not None and not of_results:
            raise click.UsageError(_ONLY_RESULTS.in_(language))
        with Progress(STEPS, _COUNTING.in_(language)) as bar:
            if of_results:
                summary = _of_results(path, kinds, by, source_path, folder, as_of, read_as, language, Moving(bar))
            else:
                summary = _of_cases(path, kinds, by, folder, as_of, read_as, batch, threads, language, Moving(bar))
        _put(summary, form, language, output, top, force=force)
        tell_set_aside(summary.set_aside, summary.cases, language, troubles)
    troubles.leave()


def _of_cases(
    path: Path,
    kinds: tuple[str, ...],
    by: str | None,
    folder: Path | None,
    as_of: date | None,
    read_as: str | None,
    batch: int,
    threads: int | None,
    language: Language,
    moving: Moving,
) -> Summary:
    from commplan_advisor.population.advising.machine import workers_for
    from commplan_advisor.population.reading.opening import open_cases
    from commplan_advisor.population.summing.of_cases import summary_of_cases
    from commplan_advisor.population.summing.summary import USUAL_KINDS

    book = rulebook_in_use(folder, as_of)
    group = _grouping(by, language) if by else None
    source = open_cases(path, book, read_as)
    for note in source.notes:
        click.echo(printable(note.in_(language)), err=True)
    workers = threads or workers_for(batch)
    return summary_of_cases(source, path, book, kinds or USUAL_KINDS, group, batch=batch, workers=workers, progress=moving)


def _grouping(by: str, language: Language) -> Grouping:
    """How cases are put in groups; what cannot be is wrong use."""
    from commplan_advisor.population.summing.grouping import grouping

    try:
        return grouping(by)
    except FaultyInputError as error:
        raise click.UsageError(" ".join(f"{fault.place}: {fault.said(language)}" for fault in error.faults)) from None


def _of_results(
    path: Path,
    kinds: tuple[str, ...],
    by: str | None,
    source_path: Path | None,
    folder: Path | None,
    as_of: date | None,
    read_as: str | None,
    language: Language,
    moving: Moving,
) -> Summary:
    """Count results; the rule book only says what can be answered."""
    from commplan_advisor.population.summing.of_results import results_in, summary_of_results
    from commplan_advisor.population.summing.summary import USUAL_KINDS

    results = results_in(path)
    group: Grouping | None = None
    source: CaseSource | None = None
    if by:
        rulebook_in_use(folder, as_of)
        group = _grouping(by, language)
        source, source_path = _source(results, source_path, folder, as_of, read_as)
    return summary_of_results(results, kinds or USUAL_KINDS, group, source, source_path, moving)


def _source(results: Results, given: Path | None, folder: Path | None, as_of: date | None, read_as: str | None) -> tuple[CaseSource, Path]:
    """The questionnaires that results are of: as given, or else as their receipt says, when they were not changed since.

    Raises:
        UnreadableFileError: nobody says where they are, or they were changed.
    """
    from commplan_advisor.population.reading.opening import open_cases

    if given is None and not results.input:
        raise UnreadableFileError(Fault(Place(str(results.path / _RECEIPT)), _NO_INPUT))
    path = given or Path(results.input)
    if given is None and not path.exists():
        raise UnreadableFileError(Fault(Place(str(path)), _GONE))
    source = open_cases(path, rulebook_in_use(folder, as_of), read_as)
    if given is None:
        results.check_same(source)
    return source, path


def _put(summary: Summary, form: str, language: Language, output: Path | None, top: int | None, *, force: bool) -> None:
    """Print the summary, or write it to the file."""
    from commplan_advisor.common.files import write_bytes
    from commplan_advisor.present.population import summary_csv, summary_json, summary_page

    if form in _PICTURES:
        from commplan_advisor.present.population_picture import summary_picture

        drawn: Literal["svg", "png"] = "png" if form == "png" else "svg"
        picture = summary_picture(summary, language, drawn, top)
        assert output is not None
        write_bytes(output, picture.data, force=force)
    elif form == "csv":
        put_out(summary_csv(summary, language, top), output, force=force)
    elif form == "json":
        put_out(summary_json(summary, top), output, force=force)
    elif form == "html":
        from commplan_advisor.present.html import as_html

        put_out(as_html(summary_page(summary, language, top=top), language), output, force=force)
    else:
        width = terminal_width() if form == "table" else None
        put_out(page(summary_page(summary, language, width=width, top=top), form), output, force=force)
