"""`commplan migrate`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.cases import case_files
from commplan_advisor.cli.common import FILE, FOUND_SOMETHING, Troubles, answers_of_rules, language_option, output_options, rules_option
from commplan_advisor.cli.workbooks import refuse_workbook_to_migrate
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.questionnaire.migrating import Migrated

_CURRENT = Text("{file}: is van versie {version}; er is niets te doen.", "{file}: is of version {version}; there is nothing to do.")
_TO_DO = Text("{file}: van versie {since} naar {version}.", "{file}: from version {since} to {version}.")
_DONE = Text("{file} is bijgewerkt.", "{file} was brought up to date.")
_WRITTEN = Text("{file} is geschreven.", "{file} was written.")
_ONE_FILE = Text("--output is voor één vragenlijst.", "--output is for one questionnaire.")
_CHECK_ONLY = Text("--check schrijft niets: laat {options} weg.", "--check writes nothing: leave out {options}.")


@click.command("migrate")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--check", "check_only", is_flag=True, help="Only say what would be done; exit code 1 when there is anything.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@rules_option
@language_option
@output_options
def migrate_command(
    paths: tuple[Path, ...],
    check_only: bool,
    form: str,
    folder: Path | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Bring questionnaires of an older version up to date, and say what was done; nothing in them is lost.

    A FILE may be a folder with files. A file is replaced only with --force.
    """
    if check_only and (output or force):
        raise click.UsageError(_CHECK_ONLY.in_(language).format(options="--output" if output else "--force"))
    if output and (len(paths) > 1 or paths[0].is_dir()):
        raise click.UsageError(_ONE_FILE.in_(language))
    troubles = Troubles(language)
    with troubles.told():
        for path in paths:
            refuse_workbook_to_migrate(path, language)
        answers_of_rules(folder)
    troubles.leave()
    results: list[dict[str, object]] = []
    for path in case_files(paths, troubles, workbooks=False):
        with troubles.told():
            results.append(_migrate(path, output, language, troubles, tell=form != "json", check_only=check_only, force=force))
    if form == "json":
        click.echo(json.dumps({"schema": "commplan-migration/1", "files": results}, ensure_ascii=False, indent=2))
    troubles.leave()


def _migrate(
    path: Path, output: Path | None, language: Language, troubles: Troubles, *, tell: bool, check_only: bool, force: bool
) -> dict[str, object]:
    """Migrate one file, and say what was done.

    Raises:
        FaultyInputError: it says something wrong, or is of a newer version.
        UnreadableFileError: it cannot be read, or not be written.
    """
    from commplan_advisor.common.files import read_text, write_text
    from commplan_advisor.questionnaire.migrating import migrated
    from commplan_advisor.questionnaire.models import VERSION

    text = read_text(path)
    found = migrated(text, str(path))
    file, changes = printable(str(path)), found.text != text
    if tell:
        for line in _told(file, found, VERSION, language):
            click.echo(line)
    if check_only:
        troubles.code = max(troubles.code, FOUND_SOMETHING if changes else 0)
    elif changes or output:
        target = output or (path.resolve() if path.is_symlink() else path)
        write_text(target, found.text, force=force)
        if tell:
            click.echo((_WRITTEN if output else _DONE).in_(language).format(file=printable(str(target))))
    return {
        "file": str(path),
        "from": found.since,
        "to": VERSION,
        "written": not check_only and (changes or output is not None),
        "done": [
            {
                "line": one.place.line,
                "column": one.place.column,
                "path": one.path,
                "value": one.value,
                "message": one.message.in_(language),
            }
            for one in found.done
        ],
    }


def _told(file: str, found: Migrated, version: int, language: Language) -> Sequence[str]:
    if not found.done:
        return (_CURRENT.in_(language).format(file=file, version=version),)
    return (_TO_DO.in_(language).format(file=file, since=found.since, version=version), *(f"  {one.words(language)}" for one in found.done))
