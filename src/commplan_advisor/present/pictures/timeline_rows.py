"""The rows of the time line, where a day stands on it, and how rows are spread over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commplan_advisor.advice.calendar import months_later
from commplan_advisor.advice.model import Action, Advice
from commplan_advisor.common.faults import printable
from commplan_advisor.present.pictures.drawing import SMALL, WIDE
from commplan_advisor.present.pictures.letters import line_height, wrapped
from commplan_advisor.present.pictures.sheet import in_even_parts
from commplan_advisor.rulebook.catalogue import PRIORITIES

NUMBER, TITLE = 0.6, 5.9
LEFT, RIGHT = NUMBER + TITLE + 0.25, WIDE - 0.15
"""Where days begin and end across, in centimetres."""
HEADING = 0.65

_MOST_MONTHS = 15


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the time line: an action, a moment, or days to measure or evaluate on.

    Attributes:
        group: the heading that it stands under.
        whole: its title.
        title: the same in lines that fit.
        begin: the first day of a bar or a line; None when only days are marked.
        days: the days to mark; of an action its last one.
        number: of an action, among those of the advice.
        action: what it is about, if that is an action.
        sign: the marker of its days.
    """

    group: str
    whole: str
    title: tuple[str, ...]
    begin: date | None
    days: tuple[date, ...]
    number: int = 0
    action: Action | None = None
    sign: str = ""

    @property
    def height(self) -> float:
        """How high the row is, in centimetres."""
        return len(self.title) * line_height(SMALL) + 0.11


@dataclass(frozen=True, slots=True)
class Days:
    """Where a day stands across: from the first day of a month to that of a later one."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Centimetres from the left."""
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / (self.last - self.first).days

    def months(self) -> Iterator[date]:
        """The first days of the months that are named: no more of them than fit, and then those that begin a quarter, half or year."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if (last - first) / step <= _MOST_MONTHS), 120)
        for number in range(first, last):
            if number % step == 0:
                yield date(number // 12, number % 12 + 1, 1)


def rows_of(advice: Advice) -> list[Row]:
    """All rows in order: actions by priority, moments by day, then what is measured and evaluated."""
    rows = [
        _row(priority, action.title, action.start, (action.due,), number=number, action=action)
        for priority in PRIORITIES
        for number, action in enumerate(advice.actions, start=1)
        if action.priority == priority
    ]
    dated = sorted((one.day, one.title, one.prepare_by or one.day) for one in advice.moments if one.day)
    rows += [_row("moments", title, min(begin, day), (day,), sign="D") for day, title, begin in dated]
    checks: dict[tuple[str, str, str], list[date]] = {}
    for one in sorted(advice.checks, key=lambda one: (one.kind != "measurement", one.day, one.title)):
        checks.setdefault((one.kind, one.id, one.title), []).append(one.day)
    rows += [
        _row("checks", title, None, tuple(days), sign="o" if kind == "measurement" else "s") for (kind, _, title), days in checks.items()
    ]
    return rows


def _row(
    group: str, title: str, begin: date | None, days: tuple[date, ...], *, number: int = 0, action: Action | None = None, sign: str = ""
) -> Row:
    return Row(group, printable(title), wrapped(title, TITLE, most=3), begin, days, number, action, sign)


def days_of(advice: Advice, rows: Iterable[Row]) -> Days:
    """The months that hold all days of the rows, and those of the plan."""
    days = [day for row in rows for day in (*row.days, *((row.begin,) if row.begin else ()))]
    days += [day for day in (advice.planning.start, advice.planning.ready_by) if day]
    last = max(days) + timedelta(days=1)
    return Days(min(days).replace(day=1), last if last.day == 1 else months_later(last.replace(day=1), 1))


def in_pages(rows: Sequence[Row], room: float, note: float) -> list[list[Row]]:
    """The rows of each page of so many centimetres, and so many fewer on the last one.

    A row is as high as its heading takes, too; a page that goes on with a group repeats its heading, so there is room for that.
    """
    heights = [row.height + (HEADING if place == 0 or rows[place - 1].group != row.group else 0) for place, row in enumerate(rows)]
    heights[-1] += note
    return in_even_parts(rows, heights, room - HEADING)
