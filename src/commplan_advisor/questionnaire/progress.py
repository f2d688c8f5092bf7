"""How far a questionnaire has been filled in."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import questions

_NOT_COUNTED = ("questionnaire", "sources", "notes")


@dataclass(frozen=True, slots=True)
class Progress:
    """What was answered and what was not.

    Attributes:
        answered: number of answers.
        asked: number of questions; those of a list's rows count once for each row.
        open: paths of the questions without an answer; rows count from 1.
    """

    answered: int
    asked: int
    open: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share answered, from 0 to 1."""
        return self.answered / self.asked


def progress_of(answers: Questionnaire) -> Progress:
    """How far a questionnaire has been filled in."""
    answered, missing = 0, []
    for question in questions().values():
        if question.path in _NOT_COUNTED:
            continue
        for path, value in _values(answers, question.path.split("."), ""):
            if value is None:
                missing.append(path)
            else:
                answered += 1
    return Progress(answered, answered + len(missing), tuple(missing))


def _values(part: BaseModel, names: list[str], above: str) -> list[tuple[str, object]]:
    """What stands at a path: once, or once for each row of a list on the way."""
    first, rest = names[0], names[1:]
    name = first.removesuffix("[]")
    field = next(field for field, info in type(part).model_fields.items() if (info.alias or field) == name)
    value, path = getattr(part, field), f"{above}.{name}" if above else name
    if not rest:
        return [(path, value)]
    if not first.endswith("[]"):
        return _values(value, rest, path)
    return [found for number, row in enumerate(value or (), start=1) for found in _values(row, rest, f"{path}[{number}]")]
