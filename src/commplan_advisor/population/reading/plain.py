"""One questionnaire as a row of a table, and as the plain values of a file."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from commplan_advisor.population.columns import questions_of_cases
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions


def as_plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values, as a file would have them, of the answers in a row; what is unanswered is left out.

    Args:
        row: answers by path of their question, as pyarrow gives them.
    """
    whole: dict[str, Any] = {}
    for path, value in row.items():
        if value is None:
            continue
        *above, last = path.split(".")
        part = whole
        for key in above:
            part = part.setdefault(key, {})
        part[last] = _plain(questions()[path], value)
    return whole


def _plain(question: Question, value: Any) -> Any:
    """What a file would have for a value of a table, where a whole number may be kept as a fraction, and a day as more than a text."""
    if question.kind == "list":
        return [_plain_row(question.path, row) for row in value]
    if question.kind == "number" and question.whole and isinstance(value, float) and isfinite(value) and value.is_integer():
        return int(value)
    return value.isoformat() if question.kind == "day" and hasattr(value, "isoformat") else value


def _plain_row(path: str, row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    known = questions()
    return {name: _plain(known[f"{path}[].{name}"], value) for name, value in row.items() if value is not None}


def as_row(answers: Questionnaire) -> dict[str, Any]:
    """The answers by path of their question, each as the models have it."""
    whole = answers.model_dump(mode="json", by_alias=True)
    row = {}
    for question in questions_of_cases():
        value: Any = whole
        for key in question.path.split("."):
            value = value[key] if value is not None else None
        row[question.path] = value
    return row
