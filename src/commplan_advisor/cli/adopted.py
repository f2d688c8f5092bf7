"""The plan that a document or a calendar is about: the version that was adopted last, or else what is advised."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.advice.model import Advice
    from commplan_advisor.engine.engine import Engine
    from commplan_advisor.questionnaire.options import Rhythm
    from commplan_advisor.questionnaire.reading import Case
    from commplan_advisor.running.review.plan import PlanVersion

_FOLLOWS = Text(
    "De acties en data zijn die van het vastgestelde plan: versie {number}, in {folder}. Met --start maakt u een nieuw concept.",
    "The actions and dates are those of the plan that was adopted: version {number}, in {folder}. With --start you make a new draft.",
)


def plan_in_force(
    case_file: Path, case: Case, engine: Engine, language: Language, *, start: date | None, rhythm: Rhythm | None, prove: bool = True
) -> tuple[Advice, PlanVersion | None]:
    """The advice with the actions and days of the version that counts, and that version, which is told on the standard error.

    With a first day or a rhythm of its own, and where nothing was adopted, it is a draft: what is advised today, and no version.

    Raises:
        FaultyInputError: the newest version is damaged, or the questionnaire names a role that does not exist.
        UnreadableFileError: a version cannot be read.
    """
    from commplan_advisor.running.review.adopted import in_force
    from commplan_advisor.running.review.versions import plan_folder

    advice, version = in_force(case_file, case, engine, language, start=start, rhythm=rhythm, prove=prove)
    if version is not None:
        click.echo(_FOLLOWS.in_(language).format(number=version.number, folder=printable(str(plan_folder(case_file)))), err=True)
    return advice, version
