"""`commplan rules impact`."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from commplan_advisor.cli.cases import Progress, case_files, loaded
from commplan_advisor.cli.common import FILE, FOUND_SOMETHING, Day, Troubles, form_of, language_option, output_options, put_out
from commplan_advisor.cli.rules.versions import FORMS, days_asked, in_form, versions_asked, versions_options
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.maintenance.difference.versions import Version
    from commplan_advisor.maintenance.impact.impact import Impact

_ADVISING = Text("Adviseren met beide versies", "Advising with both versions")


@click.command("impact")
@versions_options
@click.option(
    "--cases",
    "paths",
    multiple=True,
    type=FILE,
    help="A file or folder with questionnaires; may be given more than once.  [default: those that ship]",
)
@click.option("--sample", type=click.IntRange(min=1), help="Look at so many of them, taken at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the sample: the same number takes the same ones.")
@click.option("--start", type=Day(), help="First day of the plan.  [default: the day of --as-of]")
@click.option("--quick", is_flag=True, help="Leave out the questionnaires for each change.")
@click.option("--write", "folder", type=FILE, metavar="FOLDER", help="Write the questionnaire for each change into this folder.")
@language_option
@output_options
def impact_command(
    old: str,
    new: str | None,
    as_of: date | None,
    as_of_old: date | None,
    form: str | None,
    fail_on_change: bool,
    paths: tuple[Path, ...],
    sample: int | None,
    seed: int,
    start: date | None,
    quick: bool,
    folder: Path | None,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """What a change of the rules does to advice: on questionnaires, and on the smallest one for each change.

    OLD and NEW are folders, or revisions of git, as in 'commplan rules diff'.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.present.rules_impact import impact_json, impact_page

    if quick and folder is not None:
        raise click.UsageError(_quick_or_write(language))
    gc.enable()
    form = form_of(form, output, FORMS)
    troubles = Troubles(language)
    with troubles.told():
        if output is not None:
            check_free(output, force=force)
        versions = versions_asked(old, new, as_of_old)
        days = days_asked(as_of, as_of_old)
        found = _impact(versions, days, _chosen(paths, sample, seed, troubles), troubles, start or days[1], language, quick=quick)
        written = _written(found, folder, language, force=force) if folder is not None else {}
        text = impact_json(found, written) if form == "json" else in_form(impact_page(found, language, written), form, language)
        put_out(text, output, force=force)
        if fail_on_change and not found.empty:
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()


def _quick_or_write(language: Language) -> str:
    return Text("--quick gaat niet samen met --write.", "--quick does not go with --write.").in_(language)


def _chosen(paths: Sequence[Path], sample: int | None, seed: int, troubles: Troubles) -> tuple[list[Path], int]:
    """The files to look at, and how many there are to choose from."""
    from commplan_advisor.rulebook.loading import shipped

    files = case_files(paths or [_from_here(shipped("cases"))], troubles)
    if sample is None or sample >= len(files):
        return files, len(files)
    return sorted(Random(seed).sample(sorted(files), sample)), len(files)


def _from_here(folder: Path) -> Path:
    """A folder as it is named from here, when it is below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _impact(
    versions: tuple[Version, Version],
    days: tuple[date, date],
    chosen: tuple[list[Path], int],
    troubles: Troubles,
    start: date,
    language: Language,
    *,
    quick: bool,
) -> Impact:
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.maintenance.difference.difference import what_is_said
    from commplan_advisor.maintenance.impact.advices import Adviser
    from commplan_advisor.maintenance.impact.causes import Changed
    from commplan_advisor.maintenance.impact.impact import WITNESS_WORK, impact
    from commplan_advisor.maintenance.impact.witnesses import Seeker
    from commplan_advisor.questionnaire.added import with_added

    was, is_ = (version.as_of(day) for version, day in zip(versions, days, strict=True))
    difference = what_is_said(*versions, was, is_)
    adviser = Adviser(Engine(was), Engine(is_), language, start)
    seeker = Seeker(adviser, Changed(difference, was, is_))
    files, of = chosen
    wanted = () if quick else seeker.wanted()
    with (
        with_added(was.added),
        with_added(is_.added),
        Progress(len(files) + WITNESS_WORK * len(wanted), _ADVISING.in_(language)) as progress,
    ):
        cases = (case for _, case in loaded(files, troubles, progress))
        return impact(difference, adviser, cases, of=of, seeker=seeker, wanted=wanted, done=progress.advance)


def _written(found: Impact, folder: Path, language: Language, *, force: bool) -> Mapping[tuple[str, str], str]:
    """Write the questionnaires that were found; by change its file.

    Raises:
        UnreadableFileError: one exists and `force` is not set, or cannot be written.
    """
    from commplan_advisor.common.files import make_folder, write_text
    from commplan_advisor.maintenance.impact.witnesses import as_file
    from commplan_advisor.present.rules_impact import remark_of

    make_folder(folder)
    written = {}
    for witness in found.witnesses:
        if witness.case is not None:
            path = folder / f"{witness.kind}-{witness.id}.yaml"
            write_text(path, as_file(witness, remark_of(witness, found, language)), force=force)
            written[witness.kind, witness.id] = str(path)
    return written
