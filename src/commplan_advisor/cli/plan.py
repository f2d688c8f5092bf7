"""`commplan plan`."""

from __future__ import annotations

from datetime import date
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FILE,
    Troubles,
    language_option,
    output_options,
    rulebook_in_use,
    rules_options,
    time_options,
)
from commplan_advisor.common.faults import nearest_word
from commplan_advisor.common.text import Language

if TYPE_CHECKING:
    from commplan_advisor.present.plan.writing import Format

_FORMATS: tuple[Format, ...] = ("md", "html", "docx", "odt", "pdf")
_OFFICE = ("docx", "odt")


@click.command("plan")
@click.argument("case", metavar="CASE", type=FILE)
@time_options
@click.option("--template", type=FILE, help="Take styles, paper, header and footer from this Word or OpenDocument file: your house style.")
@rules_options
@language_option
@output_options
def plan_command(
    case: Path,
    start: date | None,
    rhythm: str | None,
    template: Path | None,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """The communication plan as a document. The ending of the file says which: .docx, .odt, .pdf, .html or .md."""
    form = _format(output, template)
    troubles = Troubles(language)
    with troubles.told():
        from commplan_advisor.common.files import check_free

        if output is not None:
            check_free(output, force=force)
        if template is not None:
            from commplan_advisor.present.plan.templates import check_template

            check_template(template)
        book = rulebook_in_use(folder, as_of)
        from commplan_advisor.advice.advise import with_rhythm
        from commplan_advisor.cli.adopted import plan_in_force
        from commplan_advisor.common.files import write_bytes
        from commplan_advisor.engine.engine import Engine
        from commplan_advisor.present.plan.writing import Writing
        from commplan_advisor.questionnaire.options import Rhythm
        from commplan_advisor.questionnaire.reading import load_case

        told, chosen = load_case(case), Rhythm(rhythm) if rhythm else None
        advice, version = plan_in_force(case, told, Engine(book), language, start=start, rhythm=chosen)
        number, kept_on = (version.number, version.kept_on) if version else (1, None)
        answers = with_rhythm(told.answers, chosen)
        data = Writing(answers, advice, rules=folder, version=number, adopted_on=kept_on).written(form, template)
        if output is None:
            click.echo(data.decode(), nl=False)
        else:
            write_bytes(output, data, force=force)
    troubles.leave()


def _format(output: Path | None, template: Path | None) -> Format:
    """The format that a file is called after; Markdown for the screen.

    Raises:
        click.BadParameter: no such format, or a house style for one that has no styles of its own, or of another kind.
    """
    if output is None:
        form: Format = "md"
    else:
        ending = output.suffix.lower()
        found = next((one for one in _FORMATS if ending == f".{one}"), None)
        if found is None:
            told = gettext("The name must end in {allowed}.").format(allowed=", ".join(f".{one}" for one in _FORMATS))
            nearest = nearest_word(ending, [f".{one}" for one in _FORMATS])
            told += gettext(" Did you mean '{nearest}'?").format(nearest=nearest) if nearest else ""
            raise click.BadParameter(told, param_hint="-o")
        form = found
    if template is not None and form not in _OFFICE:
        raise click.BadParameter(gettext("A house style is for a plan that ends in .docx or .odt."), param_hint="--template")
    if template is not None and template.suffix.lower() != f".{form}":
        told = gettext("A plan that ends in .{form} takes its house style from a file that ends in .{form}.").format(form=form)
        raise click.BadParameter(told, param_hint="--template")
    return form
