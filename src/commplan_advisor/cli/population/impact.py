"""`commplan population impact`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.cases import Progress
from commplan_advisor.cli.common import FILE, FOUND_SOMETHING, Troubles, form_of, language_option, output_options, put_out
from commplan_advisor.cli.population.counting import KINDS, STEPS, Moving, reading_options, stopping_at_once, tell_set_aside, use
from commplan_advisor.cli.rules.versions import FORMS, days_asked, in_form, versions_asked, versions_options
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.population.changes.cases_file import Write
    from commplan_advisor.population.changes.impact import PopulationImpact
    from commplan_advisor.rulebook.model import RuleBook

_ENDINGS = (".csv", ".ndjson", ".parquet")
_ADVISING = Text("Adviseren met beide versies", "Advising with both versions")
_ENDING = Text("{file}: kies een naam die eindigt op {endings}.", "{file}: choose a name that ends in {endings}.")
_BOTH = Text(
    "De versies voegen niet dezelfde apps, sites of problemen toe. De vragenlijsten zijn gelezen met wat een van beide toevoegt, en geteld "
    "zoals de nieuwe versie zegt. Alleen met de oude versie is een vragenlijst met een nieuw antwoord ongeldig.",
    "The versions do not add the same apps, sites or problems. The questionnaires were read with what either of them adds, and counted as "
    "the new version says. With the old version alone a questionnaire with a new answer is not valid.",
)
_WRITTEN = Text("{file} is geschreven.", "{file} was written.")


@click.command("impact")
@versions_options
@click.option("--on", "path", metavar="INPUT", type=FILE, required=True, help="The questionnaires: a file or folder.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="What to look at; may be given more than once.  [default: all but rule]",
)
@click.option("--cases", "cases_path", metavar="FILE", type=FILE, help="Write all that changes to this file: .csv, .ndjson or .parquet.")
@reading_options
@language_option
@output_options
def impact_command(
    old: str,
    new: str | None,
    as_of: date | None,
    as_of_old: date | None,
    form: str | None,
    fail_on_change: bool,
    path: Path,
    kinds: tuple[str, ...],
    cases_path: Path | None,
    read_as: str | None,
    batch: int,
    threads: int | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """What a change of the rules does to many questionnaires: what comes and goes, in how many, and in which.

    OLD and NEW are folders, or revisions of git, as in 'commplan rules diff'.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.present.population_impact import impact_json, impact_page

    if cases_path is not None and cases_path.suffix.lower() not in _ENDINGS:
        raise click.UsageError(_ENDING.in_(language).format(file=printable(str(cases_path)), endings=", ".join(_ENDINGS)))
    form = form_of(form, output, FORMS)
    gc.enable()
    troubles = Troubles(language)
    with stopping_at_once(language), troubles.told():
        for file in filter(None, (output, cases_path)):
            check_free(file, force=force)
        versions, days = versions_asked(old, new, as_of_old), days_asked(as_of, as_of_old)
        books = (versions[0].as_of(days[1]), versions[1].as_of(days[0]))
        with _cases_file(cases_path, language, force=force) as write:
            found = _impact(books, path, kinds, read_as, batch, threads, language, write)
        if cases_path is not None:
            click.echo(_WRITTEN.in_(language).format(file=printable(str(cases_path))), err=True)
        put_out(impact_json(found) if form == "json" else in_form(impact_page(found, language), form, language), output, force=force)
        if fail_on_change and found.changed:
            troubles.code = max(troubles.code, FOUND_SOMETHING)
        tell_set_aside(found.set_aside, found.cases, language, troubles)
    troubles.leave()


@contextmanager
def _cases_file(path: Path | None, language: Language, *, force: bool) -> Iterator[Write]:
    """What takes what is other in each batch."""
    if path is None:
        yield lambda _: None
        return
    from commplan_advisor.population.changes.cases_file import cases_file

    with cases_file(path, language, force=force) as write:
        yield write


def _impact(
    books: tuple[RuleBook, RuleBook],
    path: Path,
    kinds: tuple[str, ...],
    read_as: str | None,
    batch: int,
    threads: int | None,
    language: Language,
    write: Write,
) -> PopulationImpact:
    from commplan_advisor.population.advising.machine import workers_for
    from commplan_advisor.population.changes.impact import impact_on_cases
    from commplan_advisor.population.reading.opening import open_cases

    before, after = (book.added for book in books)
    use(before, after)
    source = open_cases(path, replace(books[1], added=before | after), read_as)
    for note in source.notes:
        click.echo(printable(note.in_(language)), err=True)
    if not (before.covers(after) and after.covers(before)):
        click.echo(_BOTH.in_(language), err=True)
    workers = threads or workers_for(batch)
    with Progress(STEPS, _ADVISING.in_(language)) as bar:
        return impact_on_cases(source, path, books, kinds or None, batch=batch, workers=workers, each=write, progress=Moving(bar))
