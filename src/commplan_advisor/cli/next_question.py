"""`commplan next`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, output_options, page, put_out, rulebook_in_use, rules_options
from commplan_advisor.common.text import Language

if TYPE_CHECKING:
    from commplan_advisor.advice.questions.next_question import NextQuestions
    from commplan_advisor.rulebook.model import RuleBook

_SHOWN = 5


@click.command("next")
@click.argument("case_file", metavar="CASE", type=FILE)
@click.option("--all", "everything", is_flag=True, help="Show every open question that can still matter.")
@click.option(
    "--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True, help="Form of the output."
)
@rules_options
@language_option
@output_options
def next_command(
    case_file: Path,
    everything: bool,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Which open question matters most now, what each answer settles, and what is certain or impossible already."""
    from commplan_advisor.advice.questions.next_question import next_questions
    from commplan_advisor.questionnaire.reading import load_case

    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        case = load_case(case_file)
        told = next_questions(case.answers, book)
        put_out(_written(told, case.name, book, form, language, None if everything else _SHOWN), output, force=force)
    troubles.leave()


def _written(told: NextQuestions, name: str, book: RuleBook, form: str, language: Language, shown_first: int | None) -> str:
    from commplan_advisor.present.next_question import next_json, next_page

    if form == "json":
        return next_json(told, name, book, language)
    return page(next_page(told, name, book, language, shown_first=shown_first), form)
