"""`commplan rules check`: what should be otherwise in the files of a rule book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FOUND_SOMETHING,
    Troubles,
    language_option,
    output_options,
    put_out,
    rules_options,
    terminal_width,
)
from commplan_advisor.common.faults import Fault, did_you_mean, nearest_word
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.maintenance.check.checking import Checked

_ALL = "list"
_UNKNOWN = Text("'{code}' is geen code van een controle.", "'{code}' is not the code of a check.")
_LIST = Text(" '--explain list' noemt ze alle.", " '--explain list' names them all.")


@click.command("check")
@click.option(
    "--explain", "code", metavar="CODE", is_flag=False, flag_value=_ALL, help="Explain a code, with an example; without one, list them."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@rules_options
@language_option
@output_options
def check_command(
    code: str | None, form: str, folder: Path | None, as_of: date | None, language: Language, output: Path | None, force: bool
) -> None:
    """Say what is wrong in a rule book, or not as it should be, and how to mend it.

    Each finding has a code. What is meant so is said in the file itself, with the reason: allow: {CODE: reason}.
    """
    troubles = Troubles(language)
    with troubles.told():
        if code is not None:
            put_out(_explained(code, language), output, force=force)
        else:
            from commplan_advisor.common.files import check_free
            from commplan_advisor.maintenance.check.checking import check
            from commplan_advisor.rulebook.loading import shipped

            if output is not None:
                check_free(output, force=force)
            checked = check(folder if folder is not None else _near(shipped("rules")), as_of or date.today(), _plan_texts)
            put_out(_written(checked, form, language), output, force=force)
            if checked.findings:
                troubles.code = FOUND_SOMETHING
    troubles.leave()


def _plan_texts(folder: Path, day: date) -> Iterable[Fault]:
    from commplan_advisor.common.extras import MissingExtraError
    from commplan_advisor.present.plan.checking import faulty_texts

    try:
        return faulty_texts(folder, day)
    except MissingExtraError:  # whoever makes no plans has no use for their texts
        return ()


def _near(folder: Path) -> Path:
    """A folder as it is written from here, when it is below here."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _explained(code: str, language: Language) -> str:
    from commplan_advisor.maintenance.check.pages import codes, page
    from commplan_advisor.present.checked.text import code_list, code_page

    known = codes()
    if code == _ALL:
        return code_list([page(one) for one in known], language, terminal_width())
    if code not in known:
        hint = did_you_mean(nearest_word(code.replace("_", "-"), known)).in_(language)
        raise click.BadParameter(_UNKNOWN.in_(language).format(code=code) + hint + _LIST.in_(language), param_hint="'--explain'")
    return code_page(page(code), language, terminal_width())


def _written(checked: Checked, form: str, language: Language) -> str:
    if form == "text":
        from commplan_advisor.present.checked.text import text_of

        return text_of(checked, language, terminal_width())
    from commplan_advisor import __version__
    from commplan_advisor.present.checked import machine

    if form == "sarif":
        return machine.as_sarif(checked, language, __version__)
    return machine.as_json(checked, language) if form == "json" else machine.as_github(checked, language)
