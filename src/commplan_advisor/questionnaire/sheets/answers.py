"""The answers of a case as plain values, in the order of the questionnaire: what a sheet, or another file, is written from."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option


def plain_answers(answers: Questionnaire) -> dict[str, Any]:
    """All that was answered, under the keys of a file; what was not is left out."""
    return _chapter(answers)


def _chapter(model: BaseModel) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is None:
            continue
        plain = _plain(value)
        if plain != {}:
            found[field.alias or name] = plain
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _chapter(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Option):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
