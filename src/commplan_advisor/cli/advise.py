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
    Day,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rules_options,
)
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.model import Advice

_NOTHING_WRITTEN = Text("Er is niets geschreven.", "Nothing was written.")
_RHYTHMS = ("format", "half_yearly", "new_year", "budget_cycle")


@click.command("advise")
@click.argument("cases", metavar="CASE...", nargs=-1, required=True, type=FILE)
@click.option("--start", type=Day(), help="First day of the plan.  [default: the day of --as-of]")
@click.option(
    "--rhythm", type=click.Choice(_RHYTHMS), help="How often to measure and evaluate.  [default: as answered, or the format's 3/6/12]"
)
@click.option("--quick", is_flag=True, help="Leave out what is certain or impossible while questions are open: faster for many cases.")
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
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Advice for each questionnaire: diagnosis, actions, who does what, calendar, open questions."""
    from commplan_advisor.advice.advise import advise
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.options import Rhythm
    from commplan_advisor.questionnaire.reading import load_case
    from commplan_advisor.rulebook.loading import load_rulebook

    if len(cases) > 1:
        gc.enable()
    troubles = Troubles(language)
    advices = []
    with troubles.told():
        engine = Engine(load_rulebook(folder, as_of))
        chosen = Rhythm(rhythm) if rhythm else None
        for path in cases:
            with troubles.told():
                advices.append(advise(load_case(path), engine, language=language, start=start, rhythm=chosen, prove=not quick))
    if output is not None and troubles.code:
        click.echo(_NOTHING_WRITTEN.in_(language), err=True)
    elif advices:
        with troubles.told():
            put_out(_written(advices, form, language), output, force=force)
    troubles.leave()


def _written(advices: Sequence[Advice], form: str, language: Language) -> str:
    if form == "json":
        from commplan_advisor.present.machine import as_json

        return as_json(advices)
    from commplan_advisor.present.report import report

    return "\n".join(page(report(advice, language), form) for advice in advices)
