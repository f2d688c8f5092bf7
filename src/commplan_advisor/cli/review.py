"""`commplan review`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FILE,
    FOUND_SOMETHING,
    Day,
    Troubles,
    form_of,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_option,
)
from commplan_advisor.common.files import check_free
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.questionnaire.reading import Case
    from commplan_advisor.rulebook.model import RuleBook
    from commplan_advisor.running.progress.model import Note
    from commplan_advisor.running.review.asking import Outcome
    from commplan_advisor.running.review.measuring import Measured
    from commplan_advisor.running.review.plan import PlanVersion
    from commplan_advisor.running.review.review import Review
    from commplan_advisor.running.review.versions import Versions

_FORMS = ("table", "markdown", "html", "json")
_ONE_OF_THEM = Text(
    "--adopt stelt het plan voor het eerst vast, --keep bewaart wat uit deze evaluatie komt. Kies er een.",
    "--adopt adopts the plan for the first time, --keep keeps what comes of this review. Choose one.",
)
_ADOPTED_ALREADY = Text(
    "Dit plan is al vastgesteld ({folder}). Bewaar een volgende versie met --keep.",
    "This plan was adopted already ({folder}). Keep a next version with --keep.",
)
_ADOPT_FIRST = Text("Er is nog geen plan vastgesteld. Doe dat eerst met --adopt.", "No plan was adopted yet. Do that first with --adopt.")
_OTHER_START = Text(
    "Dit plan begon op {start}. Een andere eerste dag kan niet meer.", "This plan began on {start}. It cannot get another first day."
)
_BEFORE_VERSION = Text(
    "Versie {number} van het plan is van {day}, en dat is na de dag van --on ({today}).",
    "Version {number} of the plan is of {day}, and that is after the day of --on ({today}).",
)
_KEPT = Text("Bewaard: {file} (versie {number} van het plan).", "Kept: {file} (version {number} of the plan).")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a call asks for, apart from the form in which it is told."""

    case_file: Path
    measurements: Path | None
    start: date | None
    today: date
    adopts: bool
    keeps: bool
    language: Language


@click.command("review")
@click.argument("case_file", metavar="CASE", type=FILE)
@click.option(
    "--measurements", type=FILE, metavar="FILE.csv", help="Measurements beside those of the questionnaire: indicator;date;value;n;source."
)
@click.option("--adopt", is_flag=True, help="Adopt the plan: keep what is advised now as version 1.")
@click.option("--keep", is_flag=True, help="Keep what comes of this review as the next version of the plan.")
@click.option("--on", "today", type=Day(), help="The day of the review.  [default: today]")
@click.option(
    "--start", type=Day(), help="First day of the plan, as long as it is not adopted.  [default: as answered, or the day of --on]"
)
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the output.  [default: by the ending of --output, or table]")
@rules_option
@click.option("--as-of", type=Day(), help="The day that the rules must count for.  [default: the day of --on]")
@language_option
@output_options
def review_command(
    case_file: Path,
    measurements: Path | None,
    adopt: bool,
    keep: bool,
    today: date | None,
    start: date | None,
    form: str | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """What measurements and progress mean for a plan, and its next version."""
    if adopt and keep:
        raise click.UsageError(_ONE_OF_THEM.in_(language))
    form, day = form_of(form, output, _FORMS), today or date.today()
    asked = _Asked(case_file, measurements, start, day, adopt, keep, language)
    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of or day)
        reviewed = _reviewed(asked, book, troubles)
        if reviewed is not None:
            if output is not None:
                check_free(output, force=force)
            if adopt or keep:
                _keep(reviewed.to_keep, asked)
            put_out(_adopted(reviewed.to_keep, form) if adopt else _written(reviewed.review, form), output, force=force)
    troubles.leave()


def _reviewed(asked: _Asked, book: RuleBook, troubles: Troubles) -> Outcome | None:
    """The review; None when something that it takes cannot be read, which is told."""
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.present.report import shown_day
    from commplan_advisor.running.review.asking import BeforeVersionError, review_on, unknown_noted

    given = _read(asked, book, troubles)
    if given is None:
        return None
    case, measured, notes, versions = given
    last, language = versions.last, asked.language
    _check_use(asked, last is not None)
    if last is not None and asked.start is not None and asked.start != last.start:
        raise click.BadParameter(_OTHER_START.in_(language).format(start=shown_day(last.start, language)), param_hint="'--start'")
    try:
        outcome = review_on(case, Engine(book), versions, asked.today, measured=measured, notes=notes, start=asked.start, language=language)
    except BeforeVersionError as error:
        day, today = (shown_day(one, language) for one in (error.version.kept_on, asked.today))
        too_early = _BEFORE_VERSION.in_(language).format(number=error.version.number, day=day, today=today)
        raise click.BadParameter(too_early, param_hint="'--on'") from None
    if not asked.adopts:
        for told in unknown_noted(outcome, notes, book):
            click.echo(told.in_(language), err=True)
    return outcome


def _read(asked: _Asked, book: RuleBook, troubles: Troubles) -> tuple[Case, tuple[Measured, ...], tuple[Note, ...], Versions] | None:
    """All that a review takes; everything that is wrong in any of it is told."""
    from commplan_advisor.questionnaire.reading import load_case
    from commplan_advisor.running.progress.reading import kept_in, progress_file
    from commplan_advisor.running.review.measuring import measurements
    from commplan_advisor.running.review.versions import plan_folder, versions_in

    with troubles.told():
        case = load_case(asked.case_file)
        measured = measurements(case, asked.measurements, book.catalogue.indicators, asked.today)
    with troubles.told():
        kept = kept_in(progress_file(asked.case_file))
    with troubles.told():
        versions = versions_in(plan_folder(asked.case_file))
    if troubles.code:
        return None
    for fault in kept.unfinished:
        click.echo(fault.words(asked.language), err=True)
    for fault in versions.faults:
        click.echo(fault.words(asked.language), err=True)
        troubles.code = max(troubles.code, FOUND_SOMETHING)
    return case, measured, kept.notes, versions


def _check_use(asked: _Asked, is_adopted: bool) -> None:
    from commplan_advisor.running.review.versions import plan_folder

    if asked.adopts and is_adopted:
        raise click.UsageError(_ADOPTED_ALREADY.in_(asked.language).format(folder=plan_folder(asked.case_file)))
    if asked.keeps and not is_adopted:
        raise click.UsageError(_ADOPT_FIRST.in_(asked.language))


def _keep(version: PlanVersion, asked: _Asked) -> None:
    from commplan_advisor.running.review.versions import keep, plan_folder

    path = keep(version, plan_folder(asked.case_file))
    click.echo(_KEPT.in_(asked.language).format(file=path, number=version.number), err=True)


def _adopted(version: PlanVersion, form: str) -> str:
    if form == "json":
        from commplan_advisor.running.review.versions import as_text

        return as_text(version)
    from commplan_advisor.present.review.page import adopted_page

    if form == "html":
        from commplan_advisor.present.html import as_html

        return as_html(adopted_page(version), version.language)
    return page(adopted_page(version), form)


def _written(review: Review, form: str) -> str:
    from commplan_advisor.present.review.page import review_page

    if form == "json":
        from commplan_advisor.present.review.machine import as_json

        return as_json(review)
    if form == "html":
        from commplan_advisor.present.html import as_html

        return as_html(review_page(review), review.language)
    return page(review_page(review), form)
