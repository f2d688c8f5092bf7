"""`commplan advise`."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FILE,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
    time_options,
)
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.model import Advice
    from commplan_advisor.rulebook.model import RuleBook

_NOTHING_WRITTEN = Text("Er is niets geschreven.", "Nothing was written.")


@click.command("advise")
@click.argument("cases", metavar="CASE...", nargs=-1, required=True, type=FILE)
@time_options
@click.option("--quick", is_flag=True, help="Leave out what is certain or impossible while questions are open: faster for many cases.")
@click.option("--again", type=FILE, metavar="ADVICE", help="Give the advice of this JSON file again, as its receipt says.")
@click.option(
    "--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True, help="Form of the output."
)
@rules_options
@language_option
@output_options
def advise_command(
    cases: tuple[Path, ...],
    start: date | None,
    rhythm: str | None,
    quick: bool,
    again: Path | None,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Advice for each questionnaire: diagnosis, actions, who does what, calendar, open questions."""
    if len(cases) > 1:
        gc.enable()
    troubles = Troubles(language)
    advices: list[Advice] = []
    with troubles.told():
        if again:
            from commplan_advisor.cli.again import given_again

            advices = given_again(cases, again, folder, troubles)
        else:
            advices = _advised(cases, rulebook_in_use(folder, as_of), troubles, start=start, rhythm=rhythm, quick=quick)
    if output is not None and troubles.code:
        click.echo(_NOTHING_WRITTEN.in_(language), err=True)
    elif advices:
        with troubles.told():
            put_out(_written(advices, form), output, force=force)
    troubles.leave()


def _advised(
    cases: Sequence[Path], book: RuleBook, troubles: Troubles, *, start: date | None, rhythm: str | None, quick: bool
) -> list[Advice]:
    """The advice on each case that can be read; the others are told."""
    from commplan_advisor.advice.advise import advise
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.options import Rhythm
    from commplan_advisor.questionnaire.reading import load_case

    engine, chosen = Engine(book, keep=True), Rhythm(rhythm) if rhythm else None
    advices = []
    for path in cases:
        with troubles.told():
            advices.append(advise(load_case(path), engine, language=troubles.language, start=start, rhythm=chosen, prove=not quick))
    return advices


def _written(advices: Sequence[Advice], form: str) -> str:
    if form == "json":
        from commplan_advisor.present.machine import as_json

        return as_json(advices)
    from commplan_advisor.present.report import report

    return "\n".join(page(report(advice, advice.receipt.language), form) for advice in advices)
