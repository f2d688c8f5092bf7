"""Every question as it is asked of one municipality: those of a list's rows once for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from commplan_advisor.common.located import Path_
from commplan_advisor.questionnaire.facts import ROWS, row_names
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions, questions_of_the_situation


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at its place in one questionnaire.

    Attributes:
        path: its path, with the row by name: `situation.initiatives[whatsapp].coverage`.
        where: its place among the answers; rows count from 0.
        question: the question.
        value: the answer; None when there is none.
        row: name of the row, or empty.
    """

    path: str
    where: Path_
    question: Question
    value: object
    row: str = ""


def asked(answers: Questionnaire, *, rows_by_name: bool = False) -> tuple[Asked, ...]:
    """All questions on the situation, in the order of the questionnaire.

    Args:
        answers: the questionnaire.
        rows_by_name: whether the rows of a list come in the order of their names, and not as they stand in the list: for whatever may not
            depend on that.
    """
    found: list[Asked] = []
    for question in questions_of_the_situation():
        if "[]." not in question.path:
            where = tuple(question.path.split("."))
            found.append(Asked(question.path, where, question, value_at(answers, where)))
        if question.kind == "list":
            found += _of_rows(answers, question, rows_by_name)
    return tuple(found)


def _of_rows(answers: Questionnaire, question: Question, by_name: bool) -> Iterator[Asked]:
    prefix = f"{question.path}[]."
    inner = [one for one in questions().values() if one.path.startswith(prefix)]
    rows = value_at(answers, tuple(question.path.split("."))) or ()
    assert isinstance(rows, Sequence)
    kind = next(kind for kind, path in ROWS.items() if path == prefix)
    names = {index: name for name, index in row_names(kind, rows).items()}
    for index in sorted(names, key=names.__getitem__) if by_name else range(len(rows)):
        for one in inner:
            last = one.path[len(prefix) :]
            path = f"{question.path}[{names[index]}].{last}"
            yield Asked(path, (*question.path.split("."), index, last), one, value_at(rows[index], (last,)), names[index])


def value_at(answers: object, where: Path_) -> object:
    """The answer at a place; None when there is none, or no such row."""
    for part in where:
        if answers is None:
            return None
        if isinstance(part, int):
            assert isinstance(answers, Sequence)
            answers = answers[part] if part < len(answers) else None
        else:
            assert isinstance(answers, BaseModel)
            answers = getattr(answers, attribute_of(answers, part))
    return answers


def attribute_of(model: BaseModel, key: str) -> str:
    """The attribute behind a key of a file: they differ where the key is a method of every model."""
    return key if key in type(model).model_fields else f"{key}_"
