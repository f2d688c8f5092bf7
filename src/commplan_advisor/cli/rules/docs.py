"""`commplan rules docs`: the rule book as a handbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, rulebook_in_use, rules_options
from commplan_advisor.common.text import Language

_NAME = "handbook"
_ENDINGS = {"markdown": ".md", "html": ".html"}


@click.command("docs")
@click.option("-o", "--output", type=FILE, required=True, help="Write to this file, or to a file called handbook in this folder.")
@click.option(
    "--format", "form", type=click.Choice(list(_ENDINGS)), help="Form of the handbook.  [default: by the ending of --output, or html]"
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@rules_options
@language_option
def docs_command(output: Path, form: str | None, force: bool, folder: Path | None, as_of: date | None, language: Language) -> None:
    """Write the rule book as a handbook: every rule in a sentence, actions, parameters and pictures."""
    from commplan_advisor.common.files import check_free, make_folder, write_text
    from commplan_advisor.maintenance.naming_tests import names_of_tests
    from commplan_advisor.present.blocks import Picture
    from commplan_advisor.present.handbook.pages import handbook
    from commplan_advisor.rulebook.loading import document_of, shipped

    form = form or next((name for name, ending in _ENDINGS.items() if output.suffix.lower() == ending), "html")
    file = output / f"{_NAME}{_ENDINGS[form]}" if output.is_dir() or not output.suffix else output
    pictures = f"{file.stem}-pictures"
    troubles = Troubles(language)
    with troubles.told():
        check_free(file, force=force)
        book = rulebook_in_use(folder, as_of)
        where = folder if folder is not None else shipped("rules")
        blocks = handbook(book, document_of(where), names_of_tests(where), language, pictures)
        if form == "html":
            from commplan_advisor.present.html import as_html

            texts = {file: as_html(blocks, language)}
        else:
            from commplan_advisor.present.markdown import as_markdown

            drawn = {file.parent / block.file: block.svg for block in blocks if isinstance(block, Picture)}
            texts = {**drawn, file: as_markdown(blocks)}
        for path in texts:
            check_free(path, force=force)
        for path, text in texts.items():
            make_folder(path.parent)
            write_text(path, text, force=force)
    troubles.leave()
