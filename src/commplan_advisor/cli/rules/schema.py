"""`commplan rules schema`: help while typing, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, rulebook_in_use
from commplan_advisor.common.faults import did_you_mean, nearest_word
from commplan_advisor.common.text import Language, Text

_NO_KIND = Text("'{kind}' is geen soort bestand.{hint} Kies uit: {kinds}.", "'{kind}' is not a kind of file.{hint} Choose from: {kinds}.")
_NOTHING_ASKED = Text(
    "Noem een soort bestand, of een map met -o. Kies uit: {kinds}.", "Name a kind of file, or a folder with -o. Choose from: {kinds}."
)
_WHICH_FOLDER = Text("Noem met --rules de map met regels.", "Name the folder of the rule book with --rules.")


@click.command("schema")
@click.argument("kind", required=False)
@click.option("-o", "--output", type=FILE, help="Write to this folder; with KIND to this file.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--apply", "name_it", is_flag=True, help="Write them to the rule book's own folder, and name its schema in every file.")
@click.option("--rules", "folder", type=FILE, help="Folder of the rule book.  [default: the one that ships]")
@language_option
def schema_command(kind: str | None, output: Path | None, force: bool, name_it: bool, folder: Path | None, language: Language) -> None:
    """Schemas of the files of a rule book, by which an editor completes and checks while you type."""
    from datetime import date

    from commplan_advisor.maintenance.schemas.files import FOLDER, kinds, made

    if name_it and folder is None:
        raise click.UsageError(_WHICH_FOLDER.in_(language))
    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, date.max)  # what counts only later can be typed today
        known = kinds(book)
        if kind is not None:
            _check_kind(kind, known, language)
            from commplan_advisor.cli.common import put_out

            put_out(made(book, kind, language), output, force=force)
        elif name_it and folder is not None:
            _write({folder / FOLDER / f"{one}.json": made(book, one, language) for one in known}, force=True)
            _apply(folder)
        elif output is not None:
            _write({output / f"{one}.json": made(book, one, language) for one in known}, force=force)
        else:
            raise click.UsageError(_NOTHING_ASKED.in_(language).format(kinds=", ".join(known)))
    troubles.leave()


def _check_kind(kind: str, known: list[str], language: Language) -> None:
    if kind not in known:
        short = {one.rpartition("-")[2]: one for one in reversed(known)}
        hint = did_you_mean(nearest_word(kind, known) or short.get(nearest_word(kind, short), "")).in_(language)
        text = _NO_KIND.in_(language).format(kind=kind, hint=hint, kinds=", ".join(known))
        raise click.BadParameter(text, param_hint="'KIND'")


def _write(texts: dict[Path, str], *, force: bool) -> None:
    """Write files into a folder that may not be there yet; those that say it already stay as they are."""
    from commplan_advisor.common.files import check_free, make_folder, write_text

    changed = {path: text for path, text in texts.items() if not (path.is_file() and path.read_bytes() == text.encode())}
    for path in changed:
        check_free(path, force=force)
    for path, text in changed.items():
        make_folder(path.parent)
        write_text(path, text, force=force)


def _apply(folder: Path) -> None:
    """Let every file of a rule book name its schema; all else in it stays as it is, letter by letter."""
    from commplan_advisor.common.files import write_bytes
    from commplan_advisor.maintenance.schemas.files import files_that_name, naming

    for path, schema in files_that_name(folder):
        data = path.read_bytes()
        marked = naming(data.decode("utf-8"), schema).encode()
        if marked != data:
            write_bytes(path, marked, force=True)
