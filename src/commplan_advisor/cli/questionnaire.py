"""`commplan new` and `commplan check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FILE,
    FOUND_SOMETHING,
    Troubles,
    answers_of_rules,
    language_option,
    put_out,
    rulebook_in_use,
    rules_option,
    terminal_width,
)
from commplan_advisor.common.faults import Fault, FaultyInputError, printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.questionnaire.progress import Progress
    from commplan_advisor.questionnaire.reading import Case

_WRITTEN = Text(
    "{file} is klaar om in te vullen. Kijk na met: commplan check {file}",
    "{file} is ready to be filled in. Check it with: commplan check {file}",
)
_FINE = Text(
    "{file}: in orde. {answered} van de {asked} vragen beantwoord ({share} %).",
    "{file}: fine. {answered} of {asked} questions answered ({share} %).",
)
_OPEN = Text("Nog open:", "Still open:")
_FAULT = Text("{file}: 1 fout.", "{file}: 1 fault.")
_FAULTS = Text("{file}: {count} fouten.", "{file}: {count} faults.")


@click.command("new")
@click.argument("file", type=FILE)
@click.option("--name", default="", help="Name of the municipality.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@rules_option
@language_option
def new(file: Path, name: str, force: bool, folder: Path | None, language: Language) -> None:
    """Write an empty questionnaire with its explanations.

    A FILE that ends in .xlsx or .ods becomes a workbook, one in .json JSON without explanations, any other YAML; - is YAML on the screen.
    """
    from commplan_advisor.questionnaire.sheets.endings import is_workbook
    from commplan_advisor.questionnaire.template import json_template, yaml_template

    troubles = Troubles(language)
    with troubles.told():
        if is_workbook(file):
            from commplan_advisor.cli.workbooks import put_answers

            put_answers({"municipality": {"name": name}} if name else {}, file, language, rulebook_in_use(folder, None), force=force)
        else:
            answers_of_rules(folder)
            text = json_template(name) if file.suffix.lower() == ".json" else yaml_template(name, language)
            put_out(text, None if str(file) == "-" else file, force=force)
        if str(file) != "-":
            click.echo(_WRITTEN.in_(language).format(file=printable(str(file))))
    troubles.leave()


@click.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_option
@language_option
def check(files: tuple[Path, ...], form: str, folder: Path | None, language: Language) -> None:
    """Say what is wrong in questionnaires, with its place; how much was answered, and what is open."""
    from commplan_advisor.questionnaire.progress import progress_of

    troubles = Troubles(language)
    with troubles.told():
        answers_of_rules(folder)
    troubles.leave()
    results: list[dict[str, object]] = []
    for path in files:
        with troubles.told():
            try:
                progress = progress_of(_sound(path, folder).answers)
            except FaultyInputError as error:
                if form != "json":
                    count = len(error.faults)
                    told = (_FAULT if count == 1 else _FAULTS).in_(language)
                    click.echo(told.format(file=printable(str(path)), count=count), err=True)
                    raise
                troubles.code = max(troubles.code, FOUND_SOMETHING)
                results.append({"file": str(path), "faults": [_fault(one, language) for one in error.faults]})
                continue
            if form == "json":
                answered: dict[str, object] = {"answered": progress.answered, "asked": progress.asked, "open": list(progress.open)}
                results.append({"file": str(path), "faults": [], **answered})
            else:
                click.echo(_told(printable(str(path)), progress, language), nl=False)
    if form == "json":
        click.echo(json.dumps({"schema": "commplan-check/1", "files": results}, ensure_ascii=False, indent=2))
    troubles.leave()


def _sound(path: Path, folder: Path | None) -> Case:
    """The case of a file, whose planning names only roles that the rule book has."""
    from commplan_advisor.questionnaire.reading import load_case
    from commplan_advisor.rulebook.loading import load_roles

    return load_case(path, roles=lambda: load_roles(folder))


def _fault(fault: Fault, language: Language) -> dict[str, object]:
    place = fault.place
    return {
        "line": place.line,
        "column": place.column,
        **({"cell": place.cell} if place.cell else {}),
        "path": fault.path,
        "value": fault.value,
        "message": fault.message.in_(language),
        "nearest": fault.nearest,
    }


def _told(file: str, progress: Progress, language: Language) -> str:
    from commplan_advisor.present.terminal import table_text
    from commplan_advisor.questionnaire.questions import question_path_of, questions

    share = round(100 * progress.share)
    lines = [_FINE.in_(language).format(file=file, answered=progress.answered, asked=progress.asked, share=share)]
    if progress.open:
        rows = []
        for path in progress.open:
            question = questions()[question_path_of(path)]
            rows.append((question.item, question.text.in_(language), path))
        heads = ("format", *(("vraag", "waar") if language == "nl" else ("question", "where")))
        lines += [_OPEN.in_(language), table_text(heads, rows, terminal_width())]
    return "\n".join(lines) + "\n"
