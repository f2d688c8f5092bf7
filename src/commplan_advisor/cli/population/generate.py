"""`commplan population generate`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from commplan_advisor.cli.cases import Progress
from commplan_advisor.cli.common import FILE, Troubles, language_option, rulebook_in_use, rules_options
from commplan_advisor.common.faults import FaultyInputError, did_you_mean, nearest_word, printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.population.generating.cases import Cases
    from commplan_advisor.population.generating.given import Given
    from commplan_advisor.rulebook.model import RuleBook

_WRONG_USE = 2
_COUNT, _ANSWERED, _ROWS, _MOST = 1000, 0.6, 4, 1_000_000

_GENERATING = Text("Vragenlijsten verzinnen", "Making up questionnaires")
_WRITTEN = Text("{file} is geschreven: {count} verzonnen vragenlijsten.", "{file} was written: {count} made-up questionnaires.")
_WILL_BE = Text("Alle combinaties zijn samen {count} vragenlijsten.", "All combinations are {count} questionnaires.")
_TOO_MANY = Text(
    "Dat zijn er te veel (meer dan {most}). Noem minder vragen met --vary, of sta er meer toe met --most. Antwoorden per vraag, "
    "onbeantwoord meegeteld: {sizes}.",
    "That is too many (more than {most}). Name fewer questions with --vary, or allow more with --most. Answers of each question, "
    "unanswered among them: {sizes}.",
)
_TOO_MANY_FILES = Text(
    "Een map krijgt ten hoogste {most} vragenlijsten. Kies een bestand dat eindigt op .parquet of .ndjson.",
    "A folder takes at most {most} questionnaires. Choose a file that ends in .parquet or .ndjson.",
)
_ENDING = Text(
    "{ending} is geen einde van een bestand dat hier kan worden geschreven. Kies .parquet of .ndjson, of een map zonder punt.{nearest}",
    "{ending} is not the ending of a file that can be written here. Choose .parquet or .ndjson, or a folder without a point.{nearest}",
)
_BELONGS = Text("{option} hoort bij --how {how}.", "{option} belongs to --how {how}.")
_NO_VARY = Text("Zeg met --vary van welke vragen alle antwoorden moeten komen.", "Say with --vary which questions to take every answer of.")
_NO_PLAN = Text(
    "De planning en metingen van {file} staan niet in een tabel; in .ndjson en een map wel.",
    "The planning and measurements of {file} are not in a table; in .ndjson and a folder they are.",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the call asks for, apart from what is given; None for an option that was left out."""

    how: str
    count: int | None
    seed: int | None
    answered: float | None
    rows: int | None
    table: Path | None
    vary: tuple[str, ...]
    most: int | None
    fill_rows: bool

    def misplaced(self) -> Iterator[tuple[str, str]]:
        """Options that belong to another way than the one that is asked for, with that way."""
        for option, value, ways in (
            ("--count", self.count, ("plausible", "random")),
            ("--seed", self.seed, ("plausible", "random")),
            ("--fill-rows", self.fill_rows or None, ("plausible", "random")),
            ("--answered", self.answered, ("random",)),
            ("--rows", self.rows, ("random",)),
            ("--marginals", self.table, ("plausible",)),
            ("--vary", self.vary or None, ("exhaustive",)),
            ("--most", self.most, ("exhaustive",)),
        ):
            if value is not None and self.how not in ways:
                yield option, " / ".join(ways)


def _show_marginals(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the file of chances that ships, comments and all."""
    if wanted:
        from commplan_advisor.population.generating.reading import SHIPPED

        click.echo(SHIPPED.read_text(encoding="utf-8"), nl=False)
        context.exit()


@click.command("generate")
@click.option(
    "--how",
    type=click.Choice(["plausible", "random", "exhaustive"]),
    default="plausible",
    show_default=True,
    help="As municipalities answer; any answer as likely; or every combination of the answers to some questions.",
)
@click.option("-o", "--output", type=FILE, required=True, help="File that ends in .parquet or .ndjson, or a folder for YAML files.")
@click.option("--count", type=click.IntRange(1, 1_000_000_000), help="How many questionnaires.  [default: 1000]")
@click.option("--seed", type=click.IntRange(0), help="Number that chance begins with; the same gives the same.  [default: 0]")
@click.option("--given", "given_file", type=FILE, metavar="CASE", help="Questionnaire whose answers all have; its name is left out.")
@click.option(
    "--set",
    "settings",
    metavar="QUESTION=ANSWER",
    multiple=True,
    help="An answer that all have; may be given more than once. Nothing behind the = leaves it unanswered in all.",
)
@click.option("--fill-rows", is_flag=True, help="Also make up what rows of --given or --set leave open.")
@click.option("--marginals", "table", type=FILE, help="Plausible: file with other chances for some questions.")
@click.option(
    "--show-marginals",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_marginals,
    help="Print the chances that ship with the program, to edit for --marginals, and stop.",
)
@click.option("--answered", type=click.FloatRange(0, 1), help="Random: share of the questions that is answered.  [default: 0.6]")
@click.option("--rows", type=click.IntRange(0, 100), help="Random: most rows of a list.  [default: 4]")
@click.option("--vary", metavar="QUESTION", multiple=True, help="Exhaustive: question of which to take every answer; may be repeated.")
@click.option("--most", type=click.IntRange(1), help="Exhaustive: most questionnaires to make.  [default: 1000000]")
@click.option("--force", is_flag=True, help="Replace a file that exists, or a folder of made-up questionnaires.")
@rules_options
@language_option
def generate_command(
    how: str,
    output: Path,
    count: int | None,
    seed: int | None,
    given_file: Path | None,
    settings: tuple[str, ...],
    fill_rows: bool,
    table: Path | None,
    answered: float | None,
    rows: int | None,
    vary: tuple[str, ...],
    most: int | None,
    force: bool,
    folder: Path | None,
    as_of: date | None,
    language: Language,
) -> None:
    """Make up questionnaires: plausible ones, random ones, or every combination of some answers.

    No made-up municipality has the name of a real one. The same call gives the same questionnaires.
    """
    asked = _Asked(how, count, seed, answered, rows, table, vary, most, fill_rows)
    _check_use(asked, language)
    form = _form(output, language)
    gc.enable()
    troubles = Troubles(language)
    with troubles.told():
        from commplan_advisor.population.generating.cases import check_libraries
        from commplan_advisor.population.generating.given import given_case, given_with
        from commplan_advisor.population.generating.writing import FOLDER, MOST_FILES, PARQUET, check_place, write_cases

        check_libraries()
        check_place(output, form, force=force)
        book = rulebook_in_use(folder, as_of)
        case = given_case(given_file)
        with _wrong_use("--set", language):
            given = given_with(case, settings)
        cases = _cases(asked, given, book, language)
        if form == FOLDER and cases.total > MOST_FILES:
            _stop(_TOO_MANY_FILES.in_(language).format(most=_digits(MOST_FILES, language)))
        if form == PARQUET and given.plan:
            click.echo(_NO_PLAN.in_(language).format(file=printable(str(given_file))), err=True)
        with Progress(cases.total, _GENERATING.in_(language)) as progress:
            write_cases(cases, output, form, force=force, done=progress.advance)
        click.echo(_WRITTEN.in_(language).format(file=printable(str(output)), count=_digits(cases.total, language)))
    troubles.leave()


def _cases(asked: _Asked, given: Given, book: RuleBook, language: Language) -> Cases:
    """The cases that are asked for."""
    from commplan_advisor.population.generating.cases import DrawnCases

    if asked.how == "exhaustive":
        return _every_case(asked, given, book, language)
    if asked.how == "random":
        from commplan_advisor.population.generating.random_table import random_table

        answered = _ANSWERED if asked.answered is None else asked.answered
        table = random_table(book, answered=answered, rows=_ROWS if asked.rows is None else asked.rows)
    else:
        from commplan_advisor.population.generating.reading import marginals

        table = marginals(asked.table)
    return DrawnCases(table, given, asked.count or _COUNT, asked.seed or 0, asked.fill_rows)


def _every_case(asked: _Asked, given: Given, book: RuleBook, language: Language) -> Cases:
    """All combinations, after it was said how many there are; too many end the call as wrong use."""
    from math import prod

    from commplan_advisor.population.generating.every import every_case
    from commplan_advisor.population.generating.told_apart import limits_of
    from commplan_advisor.population.generating.varying import choices_from

    with _wrong_use("--vary", language):
        choices = choices_from(asked.vary, given, limits_of(book))
    sizes = [(choice.path, choice.size) for choice in choices]
    total, most = prod(size for _, size in sizes), asked.most or _MOST
    click.echo(_WILL_BE.in_(language).format(count=_digits(total, language)), err=True)
    if total > most:
        told = ", ".join(f"{printable(path)} {_digits(size, language)}" for path, size in sizes)
        _stop(_TOO_MANY.in_(language).format(most=_digits(most, language), sizes=told))
    return every_case(given, choices)


def _check_use(asked: _Asked, language: Language) -> None:
    """Refuse options that do not go together.

    Raises:
        click.UsageError: when there are any.
    """
    wrong = [_BELONGS.in_(language).format(option=option, how=way) for option, way in asked.misplaced()]
    if asked.how == "exhaustive" and not asked.vary:
        wrong.append(_NO_VARY.in_(language))
    if wrong:
        raise click.UsageError(" ".join(wrong))


def _form(output: Path, language: Language) -> str:
    """What is written, by the name of the output."""
    from commplan_advisor.population.generating.writing import ENDINGS, FOLDER

    ending = output.suffix.lower()
    if not ending or output.is_dir():
        return FOLDER
    if ending not in ENDINGS:
        nearest = did_you_mean(nearest_word(ending, ENDINGS)).in_(language)
        raise click.UsageError(_ENDING.in_(language).format(ending=printable(output.suffix), nearest=nearest))
    return ENDINGS[ending]


@contextmanager
def _wrong_use(option: str, language: Language) -> Iterator[None]:
    """Tell all that is wrong with what an option says, and end the call as wrong use."""
    try:
        yield
    except FaultyInputError as error:
        for fault in error.faults:
            click.echo(f"{option} {fault.words(language)}", err=True)
        sys.exit(_WRONG_USE)


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(_WRONG_USE)


def _digits(number: int, language: Language) -> str:
    """A number as people write it: 131.072, or 131,072."""
    english = f"{number:,}"
    return english.replace(",", ".") if language == "nl" else english
