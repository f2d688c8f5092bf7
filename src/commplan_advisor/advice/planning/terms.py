"""From what was concluded to jobs, and from their terms back to the actions of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from commplan_advisor.advice.planning.days import Days, next_day
from commplan_advisor.advice.planning.hours import MINUTES, Capacity, divided
from commplan_advisor.advice.planning.jobs import Fixed, Job, Resource, Schedule, Wish
from commplan_advisor.advice.planning.running import Settled
from commplan_advisor.advice.planning.scheduler import schedule, week_of
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.rulebook.catalogue import PARTS, PRIORITIES, Roles, Timing
from commplan_advisor.rulebook.model import RuleBook

_TIMES_TRIED = 2
"""A moment that cannot be met this time may be met the next."""


@dataclass(frozen=True)
class Plan:
    """All that decides when the actions of one case are done.

    Attributes:
        outcomes: what was concluded.
        book: the rule book.
        days: the days that suit.
        capacity: the hours of each role.
        start: the first day of the plan.
        today: the day on which a running plan is looked at; None for one that is still to begin.
        settled: what is settled of a running plan, by action.
        left_out: actions that are left for later.
    """

    outcomes: Outcomes
    book: RuleBook
    days: Days
    capacity: Capacity
    start: date
    today: date | None = None
    settled: Mapping[str, Settled] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @property
    def begin(self) -> date:
        """The first day on which what is not settled can begin."""
        return max(self.start, self.today) if self.today else self.start

    @property
    def over(self) -> frozenset[str]:
        """The actions that are done or dropped."""
        return frozenset(one for one, told in self.settled.items() if told.is_over)

    def jobs(self) -> list[Job]:
        """The actions as jobs."""
        return [self._job(id_, after) for id_, after in self.before.items()]

    def schedule(self, capacity: Capacity | None = None, jobs: Iterable[Job] | None = None) -> Schedule:
        """The terms of the actions, with the hours that there are or with others."""
        limits = (capacity or self.capacity).minutes()
        return schedule(self.jobs() if jobs is None else jobs, limits, self.begin, self.days.avoided)

    def starting(self, start: date) -> Plan:
        """The same plan from another day."""
        return replace(self, start=start)

    @cached_property
    def before(self) -> Mapping[str, list[str]]:
        """The actions, each with those that come first."""
        return first_actions(self.outcomes, self.book, (one.id for one in self.outcomes.concluded("action") if one.id not in self.left_out))

    @cached_property
    def parts(self) -> Mapping[str, list[tuple[str, str]]]:
        """Who takes which part in each action."""
        added: dict[str, list[str]] = {}
        for one in self.outcomes.concluded("part"):
            added.setdefault(one.about, []).append(one.id)
        return {id_: _parts(self.book.catalogue.actions[id_].roles, added.get(id_, ())) for id_ in self.before}

    @cached_property
    def work(self) -> Mapping[str, Mapping[str, float]]:
        """The hours of each role in each action."""
        shares = self.book.calendar.shares
        return {id_: divided(self.book.catalogue.actions[id_].hours, parts, shares) for id_, parts in self.parts.items()}

    @cached_property
    def _timings(self) -> Mapping[str, list[Timing]]:
        found: dict[str, list[Timing]] = {}
        for one in self.outcomes.concluded("timing"):
            found.setdefault(one.about, []).append(self.book.catalogue.timings[one.id])
        return found

    @cached_property
    def _moment_days(self) -> dict[tuple[str, date], date | None]:
        return {}

    def _moment_day(self, moment: str, first: date) -> date | None:
        """The first day of a moment on or after a day; several actions wait for the same ones."""
        if (moment, first) not in self._moment_days:
            self._moment_days[moment, first] = next_day(self.book.catalogue.moments[moment], first, self.days)
        return self._moment_days[moment, first]

    def _job(self, id_: str, after: Iterable[str]) -> Job:
        action = self.book.catalogue.actions[id_]
        work: dict[Resource, int] = {}
        for role, hours in self.work[id_].items():
            resource = self.capacity.resource(role)
            work[resource] = work.get(resource, 0) + round(hours * MINUTES)
        rank = PRIORITIES.index(priority_of(self.outcomes, id_))
        fixed = _fixed(self.settled[id_], work, action.weeks, self.begin) if id_ in self.settled else None
        return Job(
            id_, action.weeks, self._wishes(id_, action.weeks), work, tuple(one for one in after if one not in self.over), rank, fixed
        )

    def _wishes(self, id_: str, weeks: int) -> tuple[Wish, ...]:
        wishes = [wish for timing in self._timings.get(id_, ()) for wish in self._times(timing, weeks)]
        if wishes:
            return tuple(wishes)
        return (Wish("", self.start + timedelta(weeks=self.book.start_weeks.get(priority_of(self.outcomes, id_), 0))),)

    def _times(self, timing: Timing, weeks: int) -> Iterable[Wish]:
        """When a timing lets an action begin. One that must be done by a moment begins as much earlier as its usual duration asks."""
        ahead = timedelta(weeks=timing.weeks)
        if timing.before is None:
            yield Wish(timing.id, self.start + ahead)
            return
        first = self.begin + ahead
        for _ in range(_TIMES_TRIED):
            day = self._moment_day(timing.before, first)
            if day is None:
                return
            start = day - ahead
            while timing.done and self.days.first(self.days.first(start) + timedelta(weeks=weeks)) > day:
                start -= timedelta(days=1)
            yield Wish(timing.id, start, day, timing.done)
            first = day + timedelta(days=1)


def _fixed(told: Settled, work: Mapping[Resource, int], weeks: int, begin: date) -> Fixed:
    if told.is_over:
        return Fixed(told.start, told.due or told.start)
    share = told.left
    if share is None:
        share = min(1.0, max(0, weeks - (week_of(begin) - week_of(told.start))) / weeks)
    return Fixed(told.start, told.due, {name: round(minutes * min(1.0, max(0.0, share))) for name, minutes in work.items()})


def _parts(roles: Roles, added: Iterable[str]) -> list[tuple[str, str]]:
    """Who takes which part: as the catalogue says, and as rules add; a role keeps its heaviest part, or carries out its own action."""
    taken = list(roles.parts())
    for one in added:
        role, _, part = one.partition(":")
        taken.append((part, role))
    heavier: set[str] = set()
    parts = []
    for part, role in sorted(set(taken), key=lambda one: (PARTS.index(one[0]), one[1])):
        if role not in heavier or part == "accountable":
            parts.append((part, role))
        heavier.add(role)
    return parts


def first_actions(outcomes: Outcomes, book: RuleBook, ids: Iterable[str]) -> dict[str, list[str]]:
    """For each action those that come first; an order that would close a circle is left out."""
    before: dict[str, list[str]] = {id_: [] for id_ in sorted(ids)}
    wanted = [(first, id_) for id_ in before for first in book.catalogue.actions[id_].after]
    wanted += sorted((one.id, one.about) for one in outcomes.concluded("order"))
    for first, id_ in wanted:
        if first in before and id_ in before and first not in before[id_] and not _leads_to(before, id_, first):
            before[id_].append(first)
    return {id_: sorted(firsts) for id_, firsts in before.items()}


def _leads_to(before: Mapping[str, list[str]], first: str, id_: str) -> bool:
    """Whether one action must, directly or not, come before another (or is the same)."""
    return first == id_ or any(_leads_to(before, first, one) for one in before[id_])


def priority_of(outcomes: Outcomes, id_: str) -> str:
    """The highest priority that a rule gives an action."""
    given = {reason.outcome.priority for reason in outcomes.conclusions["action", id_, ""].reasons}
    return next((priority for priority in PRIORITIES if priority in given), "middle")
