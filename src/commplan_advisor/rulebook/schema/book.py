"""Rules, stages, sources and parameters as they stand in files, and `rulebook.yaml` itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator
from pydantic_core import PydanticCustomError

from commplan_advisor.rulebook.schema.values import (
    Allowed,
    Cited,
    Day,
    Identifier,
    Item,
    Kept,
    Names,
    Number,
    Part,
    Validity,
    Version,
    Words,
    one_or_more,
)


class Rule(Cited, Kept):
    """One rule about one kind of subject; only one that is in force counts."""

    id: Identifier
    for_: Literal["case", "initiative", "audience", "report", "problem", "action"] = Field(alias="for")
    when: dict[str, Any] = Field(min_length=1)
    then: Annotated[list[dict[str, Any]], BeforeValidator(one_or_more), Field(min_length=1)]
    because: Words
    valid: Validity | None = None
    status: Literal["draft", "in_force", "retired"] = "in_force"


class Stage(Part):
    """One step from facts to advice: a folder of rules and what they may conclude."""

    id: Identifier
    title: Words
    concludes: list[str] = Field(min_length=1)


DECISIONS = ("stop", "change", "speed_up", "keep")
"""What can be decided about an action of a running plan."""


def _each_decision(order: list[str]) -> list[str]:
    if sorted(order) != sorted(DECISIONS):
        raise PydanticCustomError("each_decision", "must name each decision once")
    return order


class ReviewPart(Part):
    """What a running plan is reviewed by: the rules in `review/`, and which decision counts when several hold for an action."""

    title: Words
    order: Annotated[list[Literal["stop", "change", "speed_up", "keep"]], AfterValidator(_each_decision)]


class RuleBookFile(Kept):
    """`rulebook.yaml`: the name, the version and its date, the order of the stages; and who looks after what names no owner of its own."""

    name: Words
    version: Version
    date: Day | None = None
    stages: list[Stage] = Field(min_length=1)
    defaults: dict[str, Names] = Field(default_factory=dict)
    plan_review: ReviewPart | None = None
    start_weeks: dict[Literal["high", "middle", "low"], Annotated[int, Field(ge=0, le=104)]] = Field(default_factory=dict)


class Source(Part):
    """What may be cited: an entry of `sources.yaml`."""

    allow: Allowed = Field(default_factory=dict)
    title: str
    publisher: str = ""
    year: int | None = None
    where: str = ""
    confidence: Literal["high", "middle", "low"] = "middle"
    checked_on: Day | None = None
    items: dict[Item, Words] | None = None


class DatedValue(Part):
    """What a parameter is worth from a day on."""

    from_: Day = Field(alias="from")
    value: Number


class Parameter(Cited, Kept):
    """A threshold or a term that rules name with `$`: an entry of `parameters.yaml`."""

    title: Words
    unit: str = ""
    values: list[DatedValue] = Field(min_length=1)

    @field_validator("values")
    @classmethod
    def _one_a_day(cls, values: list[DatedValue]) -> list[DatedValue]:
        if len({value.from_ for value in values}) < len(values):
            raise PydanticCustomError("one_a_day", "has two values from the same day")
        return values
