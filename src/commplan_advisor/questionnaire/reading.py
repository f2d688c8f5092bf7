"""Reading a questionnaire file into a case: typed answers, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from commplan_advisor.common.faults import Faults
from commplan_advisor.common.located import Located, read_located
from commplan_advisor.questionnaire.added import NOTHING, Added, with_added
from commplan_advisor.questionnaire.faults import note_validation_faults
from commplan_advisor.questionnaire.models import VERSION, Questionnaire
from commplan_advisor.questionnaire.roles import faults_of, roles_named
from commplan_advisor.questionnaire.sheets.endings import is_workbook


@dataclass(frozen=True, slots=True)
class Case:
    """One municipality's questionnaire, as read from a file.

    Attributes:
        answers: the typed answers.
        source: the file's plain values and their places.
    """

    answers: Questionnaire
    source: Located

    @property
    def file(self) -> str:
        """Name of the file, as given."""
        return self.source.file

    @property
    def name(self) -> str:
        """Name of the municipality."""
        return self.answers.municipality.name


def load_case(path: Path | str, added: Added = NOTHING, roles: Callable[[], Iterable[str]] | None = None) -> Case:
    """Read and check a questionnaire file (YAML, or what its name says: `.json`, or the workbooks `.xlsx` and `.ods`).

    Args:
        path: of the file.
        added: what a rule book adds to the questionnaire, as its `added` says; beside what is added here already.
        roles: gives the roles of the rule book, which the planning must keep to; without it they are not looked at.

    Raises:
        UnreadableFileError: the file cannot be read.
        FaultyInputError: with every fault in it, each with its place and the nearest allowed word.
        MissingExtraError: it is a workbook, and the library that reads those is not installed.
    """
    if added == NOTHING:
        return case_from(_read(Path(path)), roles)
    with with_added(added):
        return case_from(_read(Path(path)), roles)


def _read(path: Path) -> Located:
    """The plain values of a file, which its ending says how to read."""
    if not is_workbook(path):
        return read_located(path, str(path))
    from commplan_advisor.questionnaire.sheets.reading import read_workbook

    return read_workbook(path, str(path))


def case_from(source: Located, roles: Callable[[], Iterable[str]] | None = None) -> Case:
    """The case that plain values describe.

    Args:
        source: the values, with their places.
        roles: gives the roles of the rule book, which the planning must keep to; without it they are not looked at.

    Raises:
        FaultyInputError: with every fault in it.
    """
    faults = Faults(list(source.faults))
    value: Any = source.value
    if value is None:
        faults.add(
            source.place(()),
            "het bestand is leeg. Maak een vragenlijst met 'commplan new'.",
            "the file is empty. Make a questionnaire with 'commplan new'.",
        )
    elif not isinstance(value, dict):
        faults.add(source.place(()), "is geen vragenlijst.", "is not a questionnaire.", value=value)
    elif (version := version_of(source)) is not None and version != VERSION and value.get("questionnaire") is not None:
        _note_version(version, source, faults)
    else:
        try:
            answers = Questionnaire.model_validate(value)
        except ValidationError as error:
            note_validation_faults(error, source, faults)
        if roles is not None and (named := roles_named(value)):
            faults.found.extend(faults_of(source, named, roles()))
    faults.stop_if_any()
    return Case(answers, source)


def version_of(source: Located) -> int | None:
    """The version that a file says it is of; 0 when it does not say, None when it is no questionnaire or says something else."""
    told = source.value.get("questionnaire") if isinstance(source.value, dict) else False
    if told is None:
        return 0
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None


def _note_version(version: int, source: Located, faults: Faults) -> None:
    """Refuse a version that is not that of today; what else is wrong by today's version says nothing."""
    place, path = source.place(("questionnaire",)), "questionnaire"
    if version > VERSION:
        nl = f"is een nieuwere versie dan dit programma kent ({VERSION}). Gebruik een nieuwere commplan-advisor."
        en = f"is a newer version than this program knows ({VERSION}). Use a newer commplan-advisor."
    else:
        nl = f"is een oudere versie dan die van nu ({VERSION}). Werk het bestand bij met: commplan migrate"
        en = f"is an older version than that of today ({VERSION}). Bring the file up to date with: commplan migrate"
    faults.add(place, nl, en, path=path, value=version)
