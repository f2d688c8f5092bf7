"""`commplan population advise`."""

from __future__ import annotations

import gc
import os
import re
import shlex
from datetime import date
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commplan_advisor.cli.cases import Progress
from commplan_advisor.cli.common import FOUND_SOMETHING, Troubles, language_option, rulebook_in_use, rules_options
from commplan_advisor.cli.population.on_spark import advise_with_spark, refuse_on_spark
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.population.advising.run import Form
    from commplan_advisor.population.advising.running import Done
    from commplan_advisor.rulebook.model import RuleBook

_FORMS = ("parquet", "csv", "ndjson")
_READ_AS = ("parquet", "csv", "ndjson", "questionnaires")
_ENGINES = ("duckdb", "spark")
_USUAL_BATCH = 50_000
_LARGEST_BATCH = 10_000_000
_INTERRUPTED = 130
"""What a shell reports of a program that Ctrl-C ended."""
_STEPS = 1000
_SIZE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*([MGT]B)", re.IGNORECASE)
_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
_LEAST_MEMORY = 100 * 10**6

_ADVISING = Text("Adviseren", "Advising")
_DONE = Text("{cases} vragenlijsten, in {parts} delen: {output}", "{cases} questionnaires, in {parts} parts: {output}")
_DONE_IN_ONE = Text("{cases} vragenlijsten: {output}", "{cases} questionnaires: {output}")
_ONE = Text("1 vragenlijst: {output}", "1 questionnaire: {output}")
_WENT_ON = Text("Verdergegaan na deel {earlier}, dat al klaar was.", "Gone on behind part {earlier}, which was done already.")
_ALREADY = Text("Dit was al klaar; er is niets veranderd. Opnieuw: --force.", "This was done already; nothing was changed. Anew: --force.")
_SET_ASIDE = Text(
    "{count} van {all} vragenlijsten zijn terzijde gelegd: zie {file}", "{count} of {all} questionnaires were set aside: see {file}"
)
_ONE_SET_ASIDE = Text("1 van {all} vragenlijsten is terzijde gelegd: zie {file}", "1 of {all} questionnaires was set aside: see {file}")
_EXPLAIN = Text("Een ervan uitleggen (de kolom number zegt welk nummer):", "To explain one of them (the column number says which number):")
_NUMBER = Text("NUMMER", "NUMBER")
_STOPPED = Text(
    "Gestopt. Wat klaar is, staat in {output}. Verdergaan: geef dezelfde opdracht, zonder --force.",
    "Stopped. What is done stands in {output}. To go on: give the same command, without --force.",
)
_OTHER_RUN = Text("In {output} staat ander werk dat niet af is: {why}", "In {output} stands other work that is not finished: {why}")
_ONE_IN_THE_OTHER = Text(
    "de uitvoer mag niet in de invoer staan, en de invoer niet in de uitvoer.",
    "the output may not stand in the input, nor the input in the output.",
)
_ONLY_SPARK = Text("--master is alleen voor --engine spark.", "--master is for --engine spark only.")


class _Size(click.ParamType[int]):
    """An amount of memory as an option, in bytes: `512MB`, `2GB`, `1.5GB`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes that were written."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(value.strip())
        if found is None or (size := int(float(found[1]) * _UNITS[found[2].upper()])) < _LEAST_MEMORY:
            self.fail(gettext("{value!r} is not an amount of memory from 100MB on, such as 2GB.").format(value=value), param, ctx)
        return size


@click.command("advise")
@click.argument("path", metavar="INPUT")
@click.option("-o", "--output", metavar="FOLDER", required=True, help="Folder for the results.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="parquet", show_default=True, help="Form of the results.")
@click.option("--read-as", type=click.Choice(_READ_AS), help="What the input is.  [default: by its ending]")
@click.option(
    "--batch", type=click.IntRange(1, _LARGEST_BATCH), default=_USUAL_BATCH, show_default=True, help="Questionnaires in each part."
)
@click.option("--threads", type=click.IntRange(1, 1024), help="Parts to make at once.  [default: one for each processor]")
@click.option("--memory", type=_Size(), help="The most memory for the engine, such as 2GB.  [default: most of what there is]")
@click.option("--engine", type=click.Choice(_ENGINES), default="duckdb", show_default=True, help="What draws the conclusions.")
@click.option("--master", metavar="URL", help="With --engine spark: the cluster.  [default: this machine]")
@click.option("--force", is_flag=True, help="Begin anew, and replace results that stand in the folder.")
@rules_options
@language_option
def advise_command(
    path: str,  # which Spark may be asked to find on a cluster
    output: str,
    form: Form,
    read_as: str | None,
    batch: int,
    threads: int | None,
    memory: int | None,
    engine: str,
    master: str | None,
    force: bool,
    folder: Path | None,
    as_of: date | None,
    language: Language,
) -> None:
    """Advise on many questionnaires: what is concluded of each, and by which rules.

    INPUT is a Parquet, CSV or NDJSON file, or a folder. A run that was ended goes on when the same command is given.
    """
    gc.enable()
    troubles = Troubles(language)
    if master is not None and engine != "spark":
        raise click.UsageError(_ONLY_SPARK.in_(language))
    if engine == "spark":
        only_here = {
            "--format": form != "parquet",
            "--read-as": read_as not in (None, "parquet"),
            "--batch": batch != _USUAL_BATCH,
            "--threads": threads is not None,
            "--memory": memory is not None,
            "--force": force,
        }
        refuse_on_spark(only_here, language)
        with troubles.told():
            advise_with_spark(path, output, rulebook_in_use(folder, as_of), master, language, troubles)
        troubles.leave()
        return
    source, results = Path(path), Path(output)
    _check_apart(source, results, language)
    try:
        with troubles.told():
            book = rulebook_in_use(folder, as_of)
            done = _advise(source, results, book, form, read_as, batch, threads, memory, language, force=force)
            _tell(done, source, results, read_as, folder, as_of, language, troubles)
    except KeyboardInterrupt:
        click.echo("\n" + _STOPPED.in_(language).format(output=printable(output)), err=True)
        os._exit(_INTERRUPTED)  # the engine may still be at work, on what nobody waits for
    troubles.leave()


def _advise(
    path: Path,
    output: Path,
    book: RuleBook,
    form: Form,
    read_as: str | None,
    batch: int,
    threads: int | None,
    memory: int | None,
    language: Language,
    *,
    force: bool,
) -> Done:
    from commplan_advisor.population.advising.machine import memory_for_all, workers_for
    from commplan_advisor.population.advising.run import OtherRunError, Run
    from commplan_advisor.population.advising.running import advise_on_all
    from commplan_advisor.population.duck import DuckDBConcluder
    from commplan_advisor.population.reading.opening import open_cases

    source = open_cases(path, book, read_as)
    for note in source.notes:
        click.echo(printable(note.in_(language)), err=True)
    workers = threads or workers_for(batch, memory)
    each = f"{memory_for_all(memory) // workers}B"
    run = Run(str(path), source.identity, book, form, language, batch)
    try:
        with Progress(_STEPS, _ADVISING.in_(language)) as bar:
            return advise_on_all(
                source,
                DuckDBConcluder(book, memory=each).another,
                run,
                output,
                workers=workers,
                force=force,
                now_identity=lambda: open_cases(path, book, read_as).identity,
                progress=_Moving(bar),
            )
    except OtherRunError as error:
        message = _OTHER_RUN.in_(language).format(output=printable(str(output)), why=error.message.in_(language))
        raise click.UsageError(message) from None


class _Moving:
    """Moves a bar to a share of the work; it never goes back."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._at = bar, 0

    def __call__(self, share: float) -> None:
        """Move to a share, from 0 to 1."""
        at = int(share * _STEPS)
        self._bar.advance(max(0, at - self._at))
        self._at = max(at, self._at)


def _check_apart(path: Path, output: Path, language: Language) -> None:
    """Refuse results among what is read: the next run would read them."""
    there, here = (Path(one).resolve() for one in (path, output))
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise click.UsageError(_ONE_IN_THE_OTHER.in_(language))


def _tell(
    done: Done,
    path: Path,
    output: Path,
    read_as: str | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    troubles: Troubles,
) -> None:
    """Say what was done, what was set aside, and how to have one of the cases explained."""
    rules = ["--rules", str(folder)] if folder else []
    day = ["--as-of", as_of.isoformat()] if as_of else []
    again = [*(["--read-as", read_as] if read_as else []), *rules]
    if done.earlier == done.parts:
        click.echo(_ALREADY.in_(language))
    elif done.earlier:
        click.echo(_WENT_ON.in_(language).format(earlier=done.earlier))
    words = _ONE if done.cases == 1 else _DONE_IN_ONE if done.parts == 1 else _DONE
    parts = _counted(done.parts, language)
    click.echo(words.in_(language).format(cases=_counted(done.cases, language), parts=parts, output=printable(str(output))))
    if done.cases:
        click.echo(_EXPLAIN.in_(language))
        number = _NUMBER.in_(language)
        for command in (["population", "case", str(path), number, "-o", "case.yaml", *again], ["explain", "case.yaml", *rules, *day]):
            click.echo(f"  {printable(shlex.join(['commplan', *command]))}")
    if done.set_aside:
        words = _ONE_SET_ASIDE if done.set_aside == 1 else _SET_ASIDE
        counts = {"count": _counted(done.set_aside, language), "all": _counted(done.cases + done.set_aside, language)}
        click.echo(words.in_(language).format(**counts, file=printable(str(output / "set-aside.ndjson"))), err=True)
        troubles.code = max(troubles.code, FOUND_SOMETHING)


def _counted(number: int, language: Language) -> str:
    """A number with a point, or in English a comma, between thousands."""
    english = f"{number:,}"
    return english.replace(",", ".") if language == "nl" else english
