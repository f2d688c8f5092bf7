"""`commplan what-if` and `commplan fragile`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.cases import Progress, case_files, loaded
from commplan_advisor.cli.common import (
    FILE,
    Day,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
)
from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.what_if.fragile import Fragility
    from commplan_advisor.questionnaire.editing import Change
    from commplan_advisor.questionnaire.reading import Case

_WRONG_USE = 2
_NOTHING_WRITTEN = Text("Er is niets geschreven.", "Nothing was written.")
_TRYING = Text("Andere antwoorden proberen", "Trying other answers")
_STEPS = 100
"""Steps of the bar for each case."""
_FORMS = click.Choice(["table", "markdown", "json"])


@click.command("what-if")
@click.argument("case_file", metavar="CASE", type=FILE)
@click.option(
    "--set",
    "settings",
    metavar="QUESTION=ANSWER",
    multiple=True,
    required=True,
    help="Another answer; may be given more than once. Nothing behind the = takes the answer away.",
)
@click.option("--start", type=Day(), help="First day of the plan.  [default: as answered, or the day of --as-of]")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
@output_options
def what_if_command(
    case_file: Path,
    settings: tuple[str, ...],
    start: date | None,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """What other answers would do to the advice: what comes, goes and changes, and why."""
    from commplan_advisor.advice.what_if.what_if import what_if
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.reading import load_case

    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        case = load_case(case_file)
        changes = _changes(case, settings, language)
        told = what_if(case, changes, Engine(book), language=language, start=start)
        if form == "json":
            from commplan_advisor.present.difference import what_if_json

            text = what_if_json(told)
        else:
            from commplan_advisor.present.difference import what_if_page

            text = page(what_if_page(told, language), form)
        put_out(text, output, force=force)
    troubles.leave()


def _changes(case: Case, settings: Sequence[str], language: Language) -> list[Change]:
    """The changes that `--set` asks for; all that is wrong with them is told at once, and ends the call as wrong use."""
    from commplan_advisor.questionnaire.editing import changes_from

    try:
        return changes_from(case, settings)
    except FaultyInputError as error:
        for fault in error.faults:
            click.echo(f"--set {fault.words(language)}", err=True)
        sys.exit(_WRONG_USE)


@click.command("fragile")
@click.argument("cases", metavar="CASE...", nargs=-1, required=True, type=FILE)
@click.option("--all", "everything", is_flag=True, help="Show every answer that matters, and every effect of it in full.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="Form of the output.")
@rules_options
@language_option
@output_options
def fragile_command(
    cases: tuple[Path, ...],
    everything: bool,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Which single answer would change the advice if it were wrong; of several cases, which questions deserve the most care."""
    from commplan_advisor.advice.what_if.fragile import fragile
    from commplan_advisor.engine.engine import Engine

    gc.enable()
    troubles = Troubles(language)
    found: list[Fragility] = []
    with troubles.told():
        engine = Engine(rulebook_in_use(folder, as_of))
        files = case_files(cases, troubles)
        with Progress(_STEPS * len(files), _TRYING.in_(language)) as progress:
            for _, case in loaded(files, troubles, progress):
                found.append(fragile(case, engine, language=language, done=_Steps(progress).done))
    if output is not None and troubles.code:
        click.echo(_NOTHING_WRITTEN.in_(language), err=True)
    elif found:
        with troubles.told():
            put_out(_fragile_text(found, form, language, everything=everything), output, force=force)
    troubles.leave()


class _Steps:
    """Turns questions that were tried into steps of a bar: as many for each case, whatever it has answered."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._taken = progress, 1  # a case that was read is a step of its own

    def done(self, number: int, total: int) -> None:
        steps = _STEPS * number // total
        if steps > self._taken:
            self._progress.advance(steps - self._taken)
            self._taken = steps


def _fragile_text(found: Sequence[Fragility], form: str, language: Language, *, everything: bool) -> str:
    from commplan_advisor.present.fragile import care_page, fragile_json, fragile_page

    if form == "json":
        return fragile_json(found)
    one = len(found) == 1
    blocks = fragile_page(found[0], language, everything=everything) if one else care_page(found, language, everything=everything)
    return page(blocks, form)
