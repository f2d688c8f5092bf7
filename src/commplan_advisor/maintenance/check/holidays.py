"""Whether the table of school holidays goes on long enough for the plans of today."""

from __future__ import annotations

from collections.abc import Iterator

from commplan_advisor.advice.calendar import months_later
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material

MONTHS_AHEAD = 18
"""A plan looks a year ahead; half a year more is there to bring the table up to date."""


def holidays(material: Material) -> Iterator[Finding]:
    """A table of school holidays that ends before a plan of today, or soon after."""
    known = material.book.calendar.known_until
    if known is not None and known < months_later(material.day, MONTHS_AHEAD):
        what = Text(
            f"de schoolvakanties zijn bekend tot en met {known}. Een plan van {material.day} kan verder lopen.",
            f"the school holidays are known until {known}. A plan of {material.day} may go on longer.",
        )
        place = material.files["calendar.yaml"].place(("school_holidays",), of_key=True)
        yield Finding("school-holidays-end", place, what, str(known))
