"""The entries of `catalogue/` as they stand in files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from commplan_advisor.rulebook.schema.calendar import Holiday
from commplan_advisor.rulebook.schema.values import (
    Cited,
    Day,
    Identifier,
    Item,
    Kept,
    Names,
    Number,
    Part,
    Recurrence,
    Threshold,
    Validity,
    Words,
)


class Entry(Cited, Kept):
    """What every entry of the catalogue has: a title, and where it comes from. Outside of its days nothing concludes it."""

    title: Words
    text: Words | None = None
    valid: Validity | None = None


class Finding(Entry):
    """Something to notice about the situation; with a quadrant it is a part of the SWOT analysis."""

    quadrant: Literal["strength", "weakness", "opportunity", "threat"] | None = None
    warning: Literal["goal", "audience"] | None = None
    deviates: Item | None = None


class Roles(Part):
    """Who takes which part in an action (RASCI)."""

    responsible: Identifier
    accountable: Identifier
    supports: Names = Field(default_factory=list)
    consulted: Names = Field(default_factory=list)
    informed: Names = Field(default_factory=list)


class Action(Entry):
    """One thing to do: all that makes it specific, measurable, achievable, relevant and time-bound."""

    steps: list[Words] = Field(min_length=1)
    roles: Roles
    where: Literal["inside", "outside", "both"]
    needs: list[Words] = Field(default_factory=list)
    hours: Annotated[int, Field(ge=1, le=2000)]
    weeks: Annotated[int, Field(ge=1, le=104)]
    after: Names = Field(default_factory=list)
    excludes: Names = Field(default_factory=list)
    indicator: Words
    target: Words


class Role(Entry):
    """A role in the plan, the party it belongs to, and the hours a week that it has for the plan when nobody says."""

    party: Literal["municipality", "police", "group_admins", "residents", "others"]
    hours_per_week: Annotated[Number, Field(ge=0, le=400)] | None = None


class Task(Entry):
    """A standing task of a role in the division of tasks (format 4.2); a fixed meeting has a recurrence and roles that take part."""

    role: Identifier
    recurrence: Recurrence | None = None
    roles: Names = Field(default_factory=list)
    after: Names = Field(default_factory=list)


class Timing(Entry):
    """When an action can start: weeks after the start of the plan, or weeks before a moment."""

    weeks: Annotated[int, Field(ge=0, le=104)]
    before: Identifier | None = None
    done: bool = False


class Moment(Entry):
    """A logical moment to communicate: a yearly date (iCalendar recurrence rule) or an event."""

    recurrence: Recurrence | None = None
    school_holiday: Holiday | None = None
    weeks_before: Annotated[int, Field(ge=0, le=26)] = 0
    skips_holidays: bool = False
    prepare_weeks: Annotated[int, Field(ge=0, le=26)] = 0
    days_after_event: Annotated[int, Field(ge=0, le=365)] | None = None
    audience: Names = Field(default_factory=list)


class Duty(Entry):
    """A duty on privacy or data, and whose duty it is."""

    role: Identifier


class OptionEntry(Entry):
    """One of several ways to carry out an action, and when it suits."""

    suits: Words


class Means(Entry):
    """Something that the execution takes: a channel, a product, money."""

    cost: Words | None = None


class AimPart(Part):
    """What an indicator should come to and by when: a value, growth from the first value, or what a question was answered."""

    value: Threshold | None = None
    growth: Annotated[Number, Field(ge=-100, le=1000)] | None = None
    answer: str | None = None
    months: Annotated[int, Field(ge=1, le=48)]

    @model_validator(mode="after")
    def _one_of_them(self) -> AimPart:
        if [self.value, self.growth, self.answer].count(None) != 2:
            raise PydanticCustomError("one_aim", "must say one of value, growth and answer")
        return self


class Gauge(Entry):
    """Something to measure, how, and the question whose answer is the first value; and what a measurement of it means."""

    unit: str = ""
    how: Words
    baseline: str | None = None
    number: bool | None = None
    better: Literal["higher", "lower"] | None = None
    aim: AimPart | None = None
    lag: Annotated[int, Field(ge=0, le=100)] | None = None
    actions: Names = Field(default_factory=list)
    small_below: Threshold | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Gauge:
        if self.aim is not None and self.better is None:
            raise PydanticCustomError("aim_without_better", "needs 'better' beside an aim")
        if self.number is False and (self.better or self.aim or self.lag is not None or self.small_below is not None):
            raise PydanticCustomError("aim_of_no_number", "is no number, and so has no better, aim, lag or small_below")
        return self


class Check(Entry):
    """Moments of measurement or evaluation: months after the start, or a recurrence rule."""

    months: Annotated[list[Annotated[int, Field(ge=1, le=48)]], AfterValidator(sorted)] = Field(default_factory=list)
    recurrence: Recurrence | None = None


class Problem(Entry):
    """A problem; one that is not built in can be reported in a questionnaire when `reported` says so."""

    reported: bool | None = None


class PlatformEntry(Entry):
    """What is known of a platform; platforms come and go. Without `has_groups` it works with groups that can be counted."""

    offers: Words
    cost: Words
    status: Literal["active", "doubtful", "ended", "unknown"]
    checked_on: Day
    has_groups: bool | None = None


CATALOGUE: dict[str, type[Entry]] = {
    "findings": Finding,
    "problems": Problem,
    "causes": Entry,
    "actions": Action,
    "roles": Role,
    "tasks": Task,
    "timings": Timing,
    "moments": Moment,
    "duties": Duty,
    "options": OptionEntry,
    "means": Means,
    "measurements": Check,
    "evaluations": Check,
    "indicators": Gauge,
    "targets": Entry,
    "platforms": PlatformEntry,
}
"""The files of `catalogue/`, each a mapping of identifier to entry."""
