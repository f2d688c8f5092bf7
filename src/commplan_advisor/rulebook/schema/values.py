"""What values and parts of the files of a rule book have in common: identifiers, days, numbers, texts and what is cited."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

IDENTIFIER = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
VERSION = r"^\d+(\.\d+)*$"
ITEM = r"^[1-7]\.\d$"
LONGEST_IDENTIFIER = 80

_RECURRENCE = re.compile(r"FREQ=(?:YEARLY|MONTHLY|WEEKLY)(?:;(?:INTERVAL=[1-9][0-9]?|(?:BY[A-Z]+|COUNT|UNTIL|WKST)=[^;\s]+))*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_identifier(word: str) -> bool:
    """Whether a word can be the name of an entry."""
    return len(word) <= LONGEST_IDENTIFIER and re.fullmatch(IDENTIFIER, word) is not None


Identifier = Annotated[str, Field(pattern=IDENTIFIER, max_length=LONGEST_IDENTIFIER)]


def one_or_more(value: Any) -> Any:
    """A list of what may also stand alone."""
    return value if isinstance(value, list) else [value]


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _day(value: Any) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "must be a date that exists, such as 2026-01-31")


def _number(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return value
    raise PydanticCustomError("number", "must be a number")


def _recurrence(value: str) -> str:
    """A recurrence rule by which some day falls; dateutil's own is wider, and not every rule that it takes ends."""
    from dateutil.rrule import rrulestr

    first = datetime(2020, 1, 1)
    with suppress(ValueError, LookupError, AttributeError, TypeError, OverflowError):
        if _RECURRENCE.fullmatch(value) and rrulestr(value, dtstart=first).between(first, first.replace(year=2030), inc=True):
            return value
    raise PydanticCustomError("recurrence", "must be a recurrence rule")


def _format_first(cited: list[str]) -> list[str]:
    """Sources in an order of their own: items of the format, then the others by name."""
    return sorted(set(cited), key=lambda one: (not one.startswith("format "), one))


Version = Annotated[str, BeforeValidator(_as_text), Field(pattern=VERSION)]
_Cited = Annotated[str, Field(min_length=1)]
Sources = Annotated[list[_Cited], BeforeValidator(one_or_more), Field(min_length=1), AfterValidator(_format_first)]
"""What is cited; the order in the file means nothing."""
Names = Annotated[list[Identifier], AfterValidator(sorted)]
Basis = Literal["documented", "derived", "practice"]
Item = Annotated[str, BeforeValidator(_as_text), Field(pattern=ITEM)]
Day = Annotated[date, BeforeValidator(_day)]
Recurrence = Annotated[str, AfterValidator(_recurrence)]
Number = Annotated[int | float, BeforeValidator(_number)]


def _threshold(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("$") and is_identifier(value[1:]):
        return value
    return _number(value)


Threshold = Annotated[int | float | str, BeforeValidator(_threshold)]
"""A number, or a parameter with `$`."""


class Part(BaseModel):
    """A part of a rule book file: unknown keys are refused, and nothing is taken for what it is not."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True, ser_json_inf_nan="constants")


class Words(Part):
    """A text in both languages."""

    nl: Annotated[str, Field(min_length=1, max_length=2000)]
    en: Annotated[str, Field(min_length=1, max_length=2000)]


class Cited(Part):
    """Anything that says where it comes from."""

    source: Sources
    basis: Basis


class Validity(Part):
    """When a rule or a value counts; both days included."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Validity:
        if self.from_ and self.until and self.until < self.from_:
            raise PydanticCustomError("never", "ends before it begins")
        return self


Allowed = dict[Identifier, Annotated[str, Field(min_length=10, max_length=500)]]
"""Findings of `commplan rules check` that do not count here, each with the reason why."""


class Kept(Part):
    """What is said of the upkeep of a part of the rule book: who looks after it, and by when it must be looked at again."""

    owner: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    review: Day | None = None
    allow: Allowed = Field(default_factory=dict)
