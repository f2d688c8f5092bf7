"""`commplan population case`."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import click

from commplan_advisor.cli.common import FILE, Troubles, language_option, output_options, put_out, rulebook_in_use, rules_option
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

_READ_AS = ("parquet", "csv", "ndjson", "questionnaires")
_NUMBER = re.compile(r"[0-9]{1,18}")
_WRITTEN = Text("{file} is geschreven.", "{file} was written.")
_WHICH = Text("{file}: kies een naam die eindigt op .yaml of .json.", "{file}: choose a name that ends in .yaml or .json.")
_ENDINGS = (".yaml", ".yml", ".json")


@click.command("case")
@click.argument("path", metavar="INPUT", type=FILE)
@click.argument("which", metavar="NUMBER|NAME")
@click.option("--read-as", type=click.Choice(_READ_AS), help="What the input is.  [default: by its ending]")
@rules_option
@language_option
@output_options
def case_command(
    path: Path, which: str, read_as: str | None, folder: Path | None, language: Language, output: Path | None, force: bool
) -> None:
    """Write one of many questionnaires as a file of its own, for 'commplan explain' and all other commands.

    NUMBER is its place in INPUT, from 0 on, as the column 'number' of the results has it; NAME is what the column 'case' says.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.population.extracting import as_file, case_by_name, case_by_number
    from commplan_advisor.population.reading.opening import open_cases

    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(_WHICH.in_(language).format(file=printable(str(output))))
    gc.enable()
    troubles = Troubles(language)
    with troubles.told():
        if output is not None:
            check_free(output, force=force)
        source = open_cases(path, rulebook_in_use(folder, None), read_as)
        by_number = _NUMBER.fullmatch(which)
        answers = case_by_number(source, int(which), str(path)) if by_number else case_by_name(source, which, str(path))
        put_out(as_file(answers, as_json=output is not None and output.suffix.lower() == ".json"), output, force=force)
        if output is not None:
            click.echo(_WRITTEN.in_(language).format(file=printable(str(output))))
    troubles.leave()
