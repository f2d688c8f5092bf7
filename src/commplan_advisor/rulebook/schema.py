"""The shape of the files of a rule book, checked by pydantic when they are read.

What a file may say is here; what it means together with the other files (does the field exist, is the action in the
catalogue) is checked in `reading`. The manual of this shape is `docs/reference/rule-book.md`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
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


def _one_or_more(value: Any) -> Any:
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
Sources = Annotated[list[_Cited], BeforeValidator(_one_or_more), Field(min_length=1), AfterValidator(_format_first)]
"""What is cited; the order in the file means nothing."""
Names = Annotated[list[Identifier], AfterValidator(sorted)]
Basis = Literal["documented", "derived", "practice"]
Item = Annotated[str, BeforeValidator(_as_text), Field(pattern=ITEM)]
Day = Annotated[date, BeforeValidator(_day)]
Recurrence = Annotated[str, AfterValidator(_recurrence)]
Number = Annotated[int | float, BeforeValidator(_number)]


Holiday = Literal["autumn", "christmas", "spring", "may", "summer"]
Region = Literal["north", "middle", "south"]
DayOff = Literal["weekend", "holiday", "school_holiday"]
_REGIONS: tuple[Region, ...] = ("middle", "north", "south")
_LONGEST_HOLIDAY = 70
_USUAL_DAYS_OFF: tuple[DayOff, ...] = ("weekend", "holiday")


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


class Rule(Cited, Kept):
    """One rule about one kind of subject; only one that is in force counts."""

    id: Identifier
    for_: Literal["case", "initiative", "audience", "report", "problem", "action"] = Field(alias="for")
    when: dict[str, Any] = Field(min_length=1)
    then: Annotated[list[dict[str, Any]], BeforeValidator(_one_or_more), Field(min_length=1)]
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


class Avoid(Part):
    """Which days are avoided for what."""

    work: list[DayOff] = Field(default_factory=lambda: list(_USUAL_DAYS_OFF))
    measurement: list[DayOff] = Field(default_factory=lambda: list(_USUAL_DAYS_OFF))
    evaluation: list[DayOff] = Field(default_factory=lambda: list(_USUAL_DAYS_OFF))
    meeting: list[DayOff] = Field(default_factory=lambda: list(_USUAL_DAYS_OFF))


class Shares(Part):
    """How the hours of an action are divided over its parts (RASCI), in percent of those that somebody takes."""

    responsible: Annotated[int, Field(ge=1, le=100)]
    accountable: Annotated[int, Field(ge=0, le=100)] = 0
    supports: Annotated[int, Field(ge=0, le=100)] = 0
    consulted: Annotated[int, Field(ge=0, le=100)] = 0
    informed: Annotated[int, Field(ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _a_hundred(self) -> Shares:
        if self.responsible + self.accountable + self.supports + self.consulted + self.informed != 100:
            raise PydanticCustomError("a_hundred", "must be 100 percent in all")
        return self


class Mailings(Part):
    """Messages to one role never come closer than so many weeks."""

    role: Identifier
    weeks_apart: Annotated[int, Field(ge=1, le=26)]


class SchoolHoliday(Part):
    """One school holiday, both days included; of all regions when it names none."""

    holiday: Holiday
    regions: Annotated[list[Region], AfterValidator(sorted), Field(min_length=1)] = Field(default_factory=lambda: list(_REGIONS))
    from_: Day = Field(alias="from")
    until: Day

    @model_validator(mode="after")
    def _not_too_long(self) -> SchoolHoliday:
        if not 0 <= (self.until - self.from_).days < _LONGEST_HOLIDAY:
            raise PydanticCustomError("holiday_length", "must end after it begins, and within ten weeks")
        return self


class SchoolHolidays(Cited, Kept):
    """The school holidays, as far as they are known."""

    days: list[SchoolHoliday] = Field(min_length=1)


class TakesPart(Part):
    """Which roles take part in what no action, moment or task names roles for."""

    preparation: Names = Field(default_factory=list)
    measurement: Names = Field(default_factory=list)
    evaluation: Names = Field(default_factory=list)
    deadline: Names = Field(default_factory=list)


class CalendarFile(Part):
    """`calendar.yaml`: which days are avoided for what, who does which share of the work, and the school holidays."""

    avoid: Avoid = Field(default_factory=Avoid)
    shares: Shares | None = None
    mailings: Mailings | None = None
    takes_part: TakesPart | None = None
    provinces: dict[Region, Annotated[list[str], AfterValidator(sorted)]] = Field(default_factory=dict)
    school_holidays: SchoolHolidays | None = None
