"""How a question is asked: the kinds of answers with their limits, and what a chapter of questions has in common."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from commplan_advisor.questionnaire.option import Option

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_YES_NO = {"ja": True, "yes": True, "nee": False, "no": False}


def _yes_no(value: Any) -> Any:
    return _YES_NO.get(value.strip().lower(), value) if isinstance(value, str) else value


def _words(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else value


def _plain_day(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and _DAY.match(value.strip())):
        return value
    raise ValueError("day")


def _each_once(values: list[Any]) -> list[Any]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise PydanticCustomError("twice", "named twice", {"index": index})
    return values


YesNo = Annotated[bool, BeforeValidator(_yes_no), Field(strict=True)]
Words = Annotated[str, BeforeValidator(_words), Field(min_length=1, max_length=2000)]
Count = Annotated[int, Field(strict=True, ge=0, le=20_000_000)]
Percent = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
Hours = Annotated[float, Field(strict=True, ge=0, le=400, allow_inf_nan=False)]
Chosen = TypeVar("Chosen", bound=Option)
Several = Annotated[list[Chosen], Field(max_length=50), AfterValidator(_each_once)]
Day = Annotated[date, BeforeValidator(_plain_day), Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


def ask(item: str, nl: str, en: str, think_nl: str = "", think_en: str = "", unit: str = "", **limits: Any) -> Any:
    """A question: the format item it serves, its text and what to think of, in Dutch and English."""
    extra: dict[str, JsonValue] = {"item": item, "nl": nl, "en": en, "think_nl": think_nl, "think_en": think_en, "unit": unit}
    return Field(default=None, json_schema_extra=extra, **limits)


def unanswered(chapter: type[BaseModel], **named: Any) -> Any:
    """A chapter that may be left out: then none of its questions is answered. It is made without validation: there is nothing to check."""
    return Field(default_factory=chapter.model_construct, **named)


class Chapter(BaseModel):
    """A part of the questionnaire: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_the_unanswered(cls, value: Any) -> Any:
        """`register:` with nothing behind it is not answered. A key that does not exist stays, so that it is refused."""
        if not isinstance(value, dict):
            return value
        known = {info.alias or name for name, info in cls.model_fields.items()}
        return {key: inner for key, inner in value.items() if inner is not None or key not in known}
