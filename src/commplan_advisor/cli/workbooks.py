"""`commplan convert`, and what other commands say of workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, put_out, rulebook_in_use, rules_option
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.rulebook.model import RuleBook

_TEXTS = (".yaml", ".yml", ".json")
_WRITTEN = Text("{file} is geschreven.", "{file} was written.")
_COMMENTS = Text("Opmerkingen achter een # zijn niet meegekomen.", "Comments behind a # did not come along.")
_WHICH = Text(
    "{file}: kies een naam die eindigt op .yaml, .json, .xlsx of .ods.", "{file}: choose a name that ends in .yaml, .json, .xlsx or .ods."
)
_NOT_ASKED = Text(
    "{file} is een werkmap; die vult u zelf in. Wilt u de vragen laten stellen? Gebruik dan een .yaml-bestand. Omzetten kan met: "
    "commplan convert {file} {other}",
    "{file} is a workbook, which you fill in yourself. Do you want the questions asked? Then use a .yaml file. Convert it with: "
    "commplan convert {file} {other}",
)
_NOT_MIGRATED = Text(
    "{file} is een werkmap; die wordt niet bijgewerkt. Zet de oude vragenlijst om met commplan convert, of begin met commplan new.",
    "{file} is a workbook, which is not brought up to date. Convert the old questionnaire with commplan convert, or begin anew.",
)


@click.command("convert")
@click.argument("case_file", metavar="CASE", type=FILE)
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@rules_option
@language_option
def convert_command(case_file: Path, file: Path, force: bool, folder: Path | None, language: Language) -> None:
    """Write the answers of a questionnaire as another kind of file.

    The ending of FILE says which: .yaml, .json, or .xlsx and .ods for a workbook; - is YAML on the screen. No answer is lost; comments in
    YAML are.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.questionnaire.reading import load_case
    from commplan_advisor.questionnaire.sheets.answers import plain_answers
    from commplan_advisor.questionnaire.sheets.endings import is_workbook

    troubles = Troubles(language)
    with troubles.told():
        to_screen = str(file) == "-"
        if not to_screen and not is_workbook(file) and file.suffix.lower() not in _TEXTS:
            raise click.UsageError(_WHICH.in_(language).format(file=printable(str(file))))
        if not to_screen:
            check_free(file, force=force)
        book = rulebook_in_use(folder, None)
        answers = plain_answers(load_case(case_file).answers)
        put_answers(answers, file, language, book, force=force)
        if not to_screen:
            click.echo(_WRITTEN.in_(language).format(file=printable(str(file))))
            if _has_comments(case_file):
                click.echo(_COMMENTS.in_(language))
    troubles.leave()


def put_answers(answers: Mapping[str, Any], file: Path, language: Language, book: RuleBook, *, force: bool) -> None:
    """Write answers to a file of the kind that its ending says.

    Raises:
        UnreadableFileError: the file exists and `force` is not set, or it cannot be written.
        FaultyInputError: a file of this kind cannot hold an answer.
        MissingExtraError: the library that writes files of this kind is not installed.
    """
    from commplan_advisor.common.files import write_bytes
    from commplan_advisor.questionnaire.sheets.endings import is_workbook
    from commplan_advisor.rulebook.answers_file import answers_file

    data = answers_file(answers, file, language, book)
    if is_workbook(file):
        write_bytes(file, data, force=force)
    else:
        put_out(data.decode(), None if str(file) == "-" else file, force=force)


def refuse_workbook_to_ask(file: Path, language: Language) -> None:
    """Refuse to fill in a workbook question by question.

    Raises:
        UsageError: it is a workbook.
        UnreadableFileError: it is of a kind that is not read at all.
    """
    _refuse(file, _NOT_ASKED, language)


def refuse_workbook_to_migrate(file: Path, language: Language) -> None:
    """Refuse to bring a workbook up to date: there is none of an older version.

    Raises:
        UsageError: it is a workbook.
        UnreadableFileError: it is of a kind that is not read at all.
    """
    _refuse(file, _NOT_MIGRATED, language)


def _refuse(file: Path, words: Text, language: Language) -> None:
    from commplan_advisor.questionnaire.sheets.endings import is_workbook

    if is_workbook(file):
        raise click.UsageError(words.in_(language).format(file=printable(str(file)), other=printable(str(file.with_suffix(".yaml")))))


def _has_comments(case_file: Path) -> bool:
    """Whether a file of text seems to have comments; a # inside an answer counts too."""
    import re

    from commplan_advisor.common.files import read_text

    if case_file.suffix.lower() not in (".yaml", ".yml") or not case_file.is_file():
        return False
    return re.search(r"(?m)(?:^|\s)#(?! yaml-language-server)", read_text(case_file)) is not None
