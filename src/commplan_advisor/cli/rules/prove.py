"""`commplan rules prove`: what must be so of every questionnaire, proven or refuted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.common import (
    FILE,
    FOUND_SOMETHING,
    Troubles,
    language_option,
    output_options,
    page,
    put_out,
    rulebook_in_use,
    rules_options,
)
from commplan_advisor.common.faults import did_you_mean, nearest_word
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.maintenance.prove.prove import Asked, Proven
    from commplan_advisor.rulebook.model import RuleBook

_NOT_THERE = Text(
    "'{name}' is geen uitspraak, en geen regel, probleem of actie van dit regelboek.",
    "'{name}' is not a statement, nor a rule, problem or action of this rule book.",
)


@click.command("prove")
@click.argument("names", metavar="[STATEMENT]...", nargs=-1)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(0.01, 3600),
    default=20,
    show_default=True,
    help="Seconds to spend on one question at most.",
)
@click.option(
    "--witnesses", type=click.IntRange(0), default=10, show_default=True, help="Look for a questionnaire for so many that are refuted."
)
@click.option("--write", "cases", type=FILE, help="Write the questionnaires that refute something to files in this folder.")
@click.option(
    "--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True, help="Form of the output."
)
@rules_options
@language_option
@output_options
def prove_command(
    names: tuple[str, ...],
    seconds: float,
    witnesses: int,
    cases: Path | None,
    form: str,
    folder: Path | None,
    as_of: date | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """Prove over all questionnaires what must be so of the rule book, or show one that refutes it.

    Without a STATEMENT everything: each problem has an action, each action a responsible role and an indicator, each plan its measurements,
    no advice holds actions that exclude each other, nobody is left without advice, each rule can hold, and what statements.yaml says. A
    STATEMENT is one of these, or a statement, rule, problem or action by its name.
    """
    troubles = Troubles(language)
    with troubles.told():
        book = rulebook_in_use(folder, as_of)
        asked = _asked(book, folder, names, language)
        if output is not None:
            from commplan_advisor.common.files import check_free

            check_free(output, force=force)
        proven = _proven(book, asked, seconds, witnesses)
        files = _written(proven, cases, language, force=force) if cases else {}
        put_out(_page(proven, files, form, language), output, force=force)
        if not proven.holds:
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


def _asked(book: RuleBook, folder: Path | None, names: Sequence[str], language: Language) -> Asked:
    """What is to be proven; a name that is not there is wrong use."""
    from commplan_advisor.maintenance.prove.prove import all_claims, chosen, names_of
    from commplan_advisor.rulebook.statements import load_statements

    asked = all_claims(book, load_statements(folder, book))
    known = names_of(asked)
    for name in names:
        if name not in known:
            hint = did_you_mean(nearest_word(name, known)).in_(language)
            raise click.BadParameter(_NOT_THERE.in_(language).format(name=name) + hint, param_hint="'STATEMENT'")
    return chosen(asked, names) if names else asked


def _proven(book: RuleBook, asked: Asked, seconds: float, witnesses: int) -> Proven:
    from commplan_advisor.cli.cases import Progress
    from commplan_advisor.maintenance.prove.prove import prove

    with Progress(asked.steps, "") as progress:
        return prove(book, asked, seconds=seconds, witnesses=witnesses, advance=progress.advance)


def _written(proven: Proven, folder: Path, language: Language, *, force: bool) -> Mapping[str, Path]:
    """By claim the file that its questionnaire was written to.

    Raises:
        UnreadableFileError: the folder cannot be made, or a file exists and `force` is not set, or it cannot be written.
    """
    from commplan_advisor.common.files import check_free, make_folder, write_text
    from commplan_advisor.present.proofs import case_file, file_name

    found = {proof.claim.id: (folder / file_name(proof), case_file(proof, proven, language)) for proof in proven.proofs if proof.case}
    if found:
        make_folder(folder)
    for path, _ in found.values():
        check_free(path, force=force)
    for path, text in found.values():
        write_text(path, text, force=force)
    return {id_: path for id_, (path, _) in found.items()}


def _page(proven: Proven, files: Mapping[str, Path], form: str, language: Language) -> str:
    from commplan_advisor.present.proofs import proof_page, proofs_json

    return proofs_json(proven, files, language) if form == "json" else page(proof_page(proven, files, language), form)
