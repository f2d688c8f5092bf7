"""Reading a questionnaire file into a case: typed answers, each with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from commplan_advisor.common.faults import Faults
from commplan_advisor.common.located import Located, read_located
from commplan_advisor.questionnaire.faults import note_validation_faults
from commplan_advisor.questionnaire.models import Questionnaire


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


def load_case(path: Path | str) -> Case:
    """Read and check a questionnaire file (YAML, or JSON when its name ends in `.json`).

    Raises:
        UnreadableFileError: the file cannot be read.
        FaultyInputError: with every fault in it, each with its place and the nearest allowed word.
    """
    return case_from(read_located(Path(path), str(path)))


def case_from(source: Located) -> Case:
    """The case that plain values describe.

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
    else:
        try:
            answers = Questionnaire.model_validate(value)
        except ValidationError as error:
            note_validation_faults(error, source, faults)
    faults.stop_if_any()
    return Case(answers, source)
