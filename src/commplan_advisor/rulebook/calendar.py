"""Which days suit, and how work is divided, as a rule book says it (format 5.2, 5.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """A school holiday in some regions, both days included."""

    holiday: str
    regions: tuple[str, ...]
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days suit, and how work is divided; the same for every case.

    Attributes:
        avoid: for work, measurements, evaluations and meetings the kinds of days on which none falls: weekend, holiday,
            turn_of_year (24 December to 1 January), school_holiday.
        shares: percent of the hours of an action for each part (RASCI); empty when nothing is said, and hours then limit nothing.
        mailing_role: whom messages crowd for; empty when nothing is said.
        mailing_weeks: how many weeks lie at least between two messages to that role.
        regions: of the provinces that have only one, their region of school holidays.
        school_holidays: as far as they are known, in order of their first day.
        takes_part: the roles that take part in preparing for a moment, in a measurement and an evaluation, and on the day by which the
            plan must be ready: preparation, measurement, evaluation, deadline.
    """

    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    mailing_role: str = ""
    mailing_weeks: int = 0
    regions: Mapping[str, str] = field(default_factory=dict)
    school_holidays: tuple[SchoolHoliday, ...] = ()
    takes_part: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kinds_avoided(self, purpose: str) -> tuple[str, ...]:
        """The kinds of days to avoid; a rule book that says nothing avoids weekends and public holidays."""
        return self.avoid.get(purpose, ("weekend", "holiday"))

    @property
    def known_until(self) -> date | None:
        """The last day of the last school holiday that is known."""
        return max((one.until for one in self.school_holidays), default=None)


NO_CALENDAR = Calendar()
"""Of a rule book that says nothing of days and hours."""
