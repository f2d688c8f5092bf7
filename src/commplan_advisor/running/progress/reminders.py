"""What must be done about now: what is late, is due or can begin, what must be prepared, measured and evaluated (format 5.5, 7.1, 7.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from commplan_advisor.advice.model import Check, Moment
from commplan_advisor.running.progress.status import CLOSED, Status, Taker

Kind = Literal["due", "start", "prepare", "moment", "measurement", "evaluation"]

AHEAD = 14
"""Days to look ahead, unless told otherwise."""

_TAKES_PART = ("responsible", "accountable", "supports")

_EARLY = timedelta(days=14)
"""A measurement or evaluation that was held so long before its day, or later, is that one."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that must be done about now.

    Attributes:
        kind: an action that is `due`, or one that should `start`; a moment to `prepare` for, or that is there (`moment`); a
            `measurement` or `evaluation`.
        day: on which it is due, should start or falls.
        days: from today until then; below 0 it is in the past.
        late: whether it should have been done by now.
        id: of the action, moment, measurement or evaluation.
        title: in words.
        state: of an action; else empty.
        waits_for: the actions that must be done before it.
        moment: of a moment to prepare for, its own day.
        roles: who takes part in an action; of the rest the plan does not say who sees to it.
    """

    kind: Kind
    day: date
    days: int
    late: bool
    id: str
    title: str
    state: str = ""
    waits_for: tuple[str, ...] = ()
    moment: date | None = None
    roles: tuple[Taker, ...] = ()

    def part_of(self, role: str) -> str:
        """Which part a role has in what must be done: carries it out, answers for it or helps; empty when it has none."""
        return next((one.part for one in self.roles if one.role == role and one.part in _TAKES_PART), "")


def reminders(
    statuses: Iterable[Status],
    moments: Iterable[Moment],
    checks: Sequence[Check],
    day: date,
    until: date,
    *,
    measured: Sequence[date] = (),
    evaluated: Sequence[date] = (),
) -> tuple[Reminder, ...]:
    """What must be done from a day until another, and what should have been done before; the earliest first.

    Args:
        statuses: of the actions, on that day.
        moments: of the plan.
        checks: the measurements and evaluations of the plan.
        day: today.
        until: the last day to look at.
        measured: the days on which something was measured.
        evaluated: the days on which the plan was evaluated.
    """
    found = [*_of_actions(statuses, day, until), *_of_moments(moments, day, until)]
    found += _of_checks(checks, day, until, {"measurement": measured, "evaluation": evaluated})
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.id)))


def _of_actions(statuses: Iterable[Status], day: date, until: date) -> Iterator[Reminder]:
    """Of each open action that it is due; or else, when it can, that it should start."""
    for one in statuses:
        if one.state in CLOSED:
            continue
        if one.due <= until:
            yield Reminder(
                "due", one.due, (one.due - day).days, one.due < day, one.id, one.title, one.state, one.waits_for, roles=one.roles
            )
        elif one.phase == "can_start" and one.start <= until:
            yield Reminder("start", one.start, (one.start - day).days, False, one.id, one.title, one.state, roles=one.roles)


def _of_moments(moments: Iterable[Moment], day: date, until: date) -> Iterator[Reminder]:
    """Of each moment that has not passed that it is there; or else that it must be prepared."""
    for one in moments:
        if one.day is None or one.day < day:
            continue
        if one.day <= until:
            yield Reminder("moment", one.day, (one.day - day).days, False, one.id, one.title)
        elif one.prepare_by is not None and one.prepare_by <= until:
            yield Reminder("prepare", one.prepare_by, (one.prepare_by - day).days, False, one.id, one.title, moment=one.day)


def _of_checks(checks: Sequence[Check], day: date, until: date, held: dict[str, Sequence[date]]) -> Iterator[Reminder]:
    """The measurements and evaluations that come, and of each kind the last one that should have been there."""
    for kind, ones in groupby(sorted(checks, key=lambda one: (one.kind, one.day, one.id)), key=lambda one: one.kind):
        told: Kind = "measurement" if kind == "measurement" else "evaluation"
        of_kind = list(ones)
        last = max((one.day for one in of_kind if one.day < day), default=date.max)
        for one in of_kind:
            is_held = any(one.day - _EARLY <= when <= day for when in held[told])
            if (one.day == last or day <= one.day <= until) and not is_held:
                yield Reminder(told, one.day, (one.day - day).days, one.day < day, one.id, one.title)
