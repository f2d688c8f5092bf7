"""What would help a plan that is not ready in time: found by trying it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from commplan_advisor.advice.planning.hours import Capacity
from commplan_advisor.advice.planning.jobs import Job, Schedule
from commplan_advisor.advice.planning.terms import Plan, priority_of

MOST_HOURS = 80.0
"""Hours a week of one role; more is no advice any more."""

_LONGEST_SHIFT = 104
"""Weeks by which a plan can begin earlier."""


@dataclass(frozen=True, slots=True)
class Help:
    """What makes the plan ready in time: all of what it names, and nothing else.

    Attributes:
        hours: the hours a week that roles need, all of them together; of roles that share their hours under `SHARED`.
        ready_by: the later day by which it is ready then.
        later: the actions to leave for later.
        start: the day on which to begin instead.
    """

    hours: Mapping[str, float] | None = None
    ready_by: date | None = None
    later: tuple[str, ...] = ()
    start: date | None = None


def late_actions(found: Schedule, ready_by: date | None) -> tuple[str, ...]:
    """The actions that are not done by a day."""
    return tuple(id_ for id_, term in sorted(found.terms.items()) if ready_by is not None and term.due > ready_by)


def ready_on(found: Schedule) -> date:
    """The day on which all actions are done."""
    return max(term.due for term in found.terms.values())


def with_hours(capacity: Capacity, hours: Mapping[str, float]) -> Capacity:
    """The same roles with other hours."""
    return replace(capacity, per_week={role: hours.get(capacity.resource(role), now) for role, now in capacity.per_week.items()})


def helps_for(plan: Plan, ready_by: date, earliest: date) -> tuple[Help, ...]:
    """What would help; each has been tried, and with it nothing is late.

    Args:
        plan: as it is; what of it is done or dropped is never late.
        ready_by: the day by which it must be ready.
        earliest: the first day on which a plan could still begin.
    """
    tried = _Trying(plan, ready_by)
    found = plan.schedule(jobs=tried.jobs)
    if not late_actions(found, ready_by):
        return ()
    later, start = tried.leave_for_later(found), tried.begin_earlier(found, earliest)
    helps = [one] if (one := tried.more_hours(found)) else []
    helps.append(Help(ready_by=ready_on(found)))
    helps += [Help(later=later)] if later else []
    helps += [Help(start=start)] if start else []
    return tuple(helps)


class _Trying:
    def __init__(self, plan: Plan, ready_by: date) -> None:
        self.plan, self.ready_by = plan, ready_by
        self.jobs = [job for job in plan.jobs() if job.id not in plan.over]

    def _fits(self, jobs: Sequence[Job]) -> bool:
        return not late_actions(self.plan.schedule(jobs=jobs), self.ready_by)

    def more_hours(self, found: Schedule) -> Help | None:
        """The hours that the roles which hold the plan up need: of one role if that is enough, else of all that do.

        When no hours are enough, because one thing must wait for the other, those by which it is ready the soonest, and that day.
        """
        now = {self.plan.capacity.resource(role): hours for role, hours in self.plan.capacity.per_week.items()}
        holding = sorted({name for term in found.terms.values() for name in (*term.waits, *term.short) if name in now})
        if not holding:
            return None
        soonest = ready_on(self._with(dict.fromkeys(holding, MOST_HOURS)))
        if self.ready_by < soonest >= ready_on(found):
            return None
        by = max(soonest, self.ready_by)
        alone = next((one for one in holding if ready_on(self._with({one: MOST_HOURS})) <= by), None)
        needed = dict.fromkeys([alone] if alone else holding, MOST_HOURS)
        for name in list(needed):
            needed[name] = self._least(name, now[name], needed, by)
        needed = {name: hours for name, hours in needed.items() if hours > now[name]}
        return Help(hours=needed, ready_by=by if by > self.ready_by else None) if needed else None

    def _with(self, hours: Mapping[str, float]) -> Schedule:
        return self.plan.schedule(with_hours(self.plan.capacity, hours), self.jobs)

    def _least(self, name: str, now: float, others: Mapping[str, float], by: date) -> float:
        """The least whole hours of one role with which the plan is ready, the others being as given; what it has, when that will do."""
        if ready_on(self._with({**others, name: now})) <= by:
            return now
        low, high = int(now), int(MOST_HOURS)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if ready_on(self._with({**others, name: float(middle)})) <= by else (middle, high)
        return float(high)

    def leave_for_later(self, found: Schedule) -> tuple[str, ...]:
        """The actions of low priority without which the others are in time: those that are late, or else all of them."""
        late = set(late_actions(found, self.ready_by))
        low = {job.id for job in self.jobs if priority_of(self.plan.outcomes, job.id) == "low" and job.fixed is None}
        for wanted in (low & late, low):
            leaving = self._that_nothing_needs(wanted)
            if leaving and self._fits([job for job in self.jobs if job.id not in leaving]):
                return tuple(sorted(leaving))
        return ()

    def _that_nothing_needs(self, wanted: set[str]) -> set[str]:
        leaving = set(wanted)
        while needed := {one for job in self.jobs if job.id not in leaving for one in job.after if one in leaving}:
            leaving -= needed
        return leaving

    def begin_earlier(self, found: Schedule, earliest: date) -> date | None:
        """The last day on which to begin and be ready in time; a plan that runs already cannot."""
        if self.plan.today is not None or self.plan.settled:
            return None
        overdue = ready_on(found) - self.ready_by
        weeks = ceil(overdue.days / 7)
        while weeks <= _LONGEST_SHIFT and (start := self.plan.start - timedelta(weeks=weeks)) >= earliest:
            late = late_actions(again := self.plan.starting(start).schedule(), self.ready_by)
            if not late:
                return start
            weeks += max(1, ceil((max(again.terms[one].due for one in late) - self.ready_by).days / 7))
        return None
