"""The days for which something of a rule book counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days for which something counts, both included; without a day it has no beginning or no end."""

    start: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: Period) -> bool:
        """Whether both count on some day."""
        starts = max(self.start or date.min, other.start or date.min)
        return starts <= min(self.until or date.max, other.until or date.max)


ALWAYS = Period()


def period_from(valid: Mapping[str, str]) -> Period:
    """The days that `valid` of a file names."""
    return Period(day_from(valid.get("from")), day_from(valid.get("until"))) if valid else ALWAYS


def day_from(written: str | None) -> date | None:
    """A day of a file, when there is one."""
    return date.fromisoformat(written) if written else None
