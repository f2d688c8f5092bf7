"""Which days suit, and on which days moments, measurements and evaluations fall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commplan_advisor.advice.calendar import is_holiday, months_later, occurrences
from commplan_advisor.advice.planning.scheduler import first_free
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.calendar import Calendar, SchoolHoliday
from commplan_advisor.rulebook.catalogue import Check, Moment
from commplan_advisor.rulebook.model import RuleBook

PLAN_MONTHS = 12
"""A plan looks a year ahead; measurements by month may go further."""

Purpose = Literal["work", "measurement", "evaluation", "meeting"]


@dataclass(frozen=True, slots=True)
class Days:
    """The days that suit a municipality.

    Attributes:
        calendar: of the rule book.
        region: of the school holidays; None when it is not known, and then only what is a holiday in every region is one.
    """

    calendar: Calendar
    region: str | None = None

    def avoided(self, day: date, purpose: Purpose = "work") -> bool:
        """Whether nothing of this kind falls on a day."""
        kinds = self.calendar.kinds_avoided(purpose)
        return (
            ("weekend" in kinds and day.weekday() >= 5)
            or ("holiday" in kinds and is_holiday(day))
            or ("turn_of_year" in kinds and _at_the_turn_of_the_year(day))
            or ("school_holiday" in kinds and self.school_holiday(day) is not None)
        )

    def first(self, day: date, purpose: Purpose = "work") -> date:
        """The day itself, or the first one after it that suits."""
        return first_free(day, lambda one: self.avoided(one, purpose))

    def school_holiday(self, day: date) -> SchoolHoliday | None:
        """The school holiday that a day is in."""
        for one in self.calendar.school_holidays:
            if one.start <= day <= one.until and (len(one.regions) == _REGIONS if self.region is None else self.region in one.regions):
                return one
        return None

    def starts_of(self, holiday: str) -> Iterator[date]:
        """The first days of a school holiday in this region, year after year; none when the region is not known."""
        return (one.start for one in self.calendar.school_holidays if one.holiday == holiday and self.region in one.regions)


_REGIONS = 3


def _at_the_turn_of_the_year(day: date) -> bool:
    """Whether a day is one on which most town halls do little work: from the day before Christmas to New Year's Day."""
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


def days_for(answers: Questionnaire, book: RuleBook) -> Days:
    """The days that suit whoever gave these answers: of the region that was answered, or that the whole province lies in."""
    region = answers.planning.school_region
    if region is None and answers.municipality.province is not None:
        return Days(book.calendar, book.calendar.regions.get(str(answers.municipality.province)))
    return Days(book.calendar, str(region) if region is not None else None)


def next_day(moment: Moment, first: date, days: Days) -> date | None:
    """The first day of a moment on or after a day, within a year or so; None for one that has no date."""
    if moment.school_holiday:
        ahead = timedelta(weeks=moment.weeks_before)
        last = first + timedelta(days=430)
        found = (days.first(day - ahead) for day in days.starts_of(moment.school_holiday))
        return min((day for day in found if first <= day <= last), default=None)
    if moment.recurrence is None:
        return None
    for day in occurrences(moment.recurrence, first - timedelta(days=14), first + timedelta(days=430)):
        while moment.skips_holidays and is_holiday(day):
            day += timedelta(weeks=1)
        if day >= first:
            return day
    return None


def days_of(check: Check, start: date, days: Days, purpose: Purpose) -> list[date]:
    """The days of a measurement or evaluation: months after the start, or recurring in the year after the first month."""
    if check.recurrence:
        found = list(occurrences(check.recurrence, months_later(start, 1), months_later(start, PLAN_MONTHS + 1)))
    else:
        found = [months_later(start, months) for months in check.months]
    return sorted({days.first(day, purpose) for day in found})
