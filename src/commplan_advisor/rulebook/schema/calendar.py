"""`calendar.yaml`: which days are avoided, how work is divided, and the school holidays."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from commplan_advisor.rulebook.schema.values import Cited, Day, Identifier, Kept, Names, Part

Holiday = Literal["autumn", "christmas", "spring", "may", "summer"]
Region = Literal["north", "middle", "south"]
DayOff = Literal["weekend", "holiday", "turn_of_year", "school_holiday"]
_REGIONS: tuple[Region, ...] = ("middle", "north", "south")
_LONGEST_HOLIDAY = 70
_USUAL_DAYS_OFF: tuple[DayOff, ...] = ("weekend", "holiday")


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
