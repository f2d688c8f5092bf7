"""When jobs start and end: plain data in, terms out. It knows no rule book and no language.

Jobs are placed one by one, the most urgent that can be placed first, each as early as its wishes, its prerequisites and the hours that
are left allow. Work is spread evenly over the usual duration; what does not fit in a week goes on in the next, and an action never
begins sooner than it must to end on its day. So less hours mean that the same actions take longer or begin later, the urgent ones least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from heapq import heapify, heappop, heappush

from commplan_advisor.advice.planning.jobs import Fixed, Job, Resource, Schedule, Term, Wish

LOOK_AHEAD = 260
"""Weeks within which work must get done (five years); what does not is planned without the hours of that role, and told."""

_LONGEST_BREAK = 400
"""Days within which a day that suits is looked for."""


def week_of(day: date) -> int:
    """The number of a week; weeks begin on Monday."""
    return (day.toordinal() - 1) // 7


def monday_of(week: int) -> date:
    """The first day of a week."""
    return date.fromordinal(week * 7 + 1)


def first_free(day: date, avoided: Callable[[date], bool]) -> date:
    """The day itself, or the first one after it that suits; the day itself when none does for more than a year."""
    for ahead in range(_LONGEST_BREAK):
        found = day + timedelta(days=ahead)
        if not avoided(found):
            return found
    return day


def schedule(
    jobs: Iterable[Job], capacity: Mapping[Resource, int], begin: date, avoided: Callable[[date], bool] = lambda _: False
) -> Schedule:
    """The terms of jobs, whatever their order.

    Args:
        jobs: what to plan. A prerequisite that is not among them is taken for done.
        capacity: minutes a week; a resource that is not named has time enough.
        begin: the first day on which anything may start, but for what stands.
        avoided: the days on which nothing starts or is due.

    Raises:
        ValueError: the prerequisites go round in a circle.
    """
    known = {job.id: job for job in jobs}
    ranks = _ranks(known)
    first: frozenset[str] = frozenset()
    found = _place(known, ranks, first, capacity, begin, avoided)
    if not any(term.missed for term in found.terms.values()):
        return found
    free = _place(known, ranks, first, {}, begin, avoided)
    for id_ in sorted(known, key=lambda one: (ranks[one], one)):
        if _worse(found.terms[id_], free.terms[id_]):
            tried = first | _with_prerequisites(known, id_)
            other = _place(known, ranks, tried, capacity, begin, avoided)
            if not _worse(other.terms[id_], free.terms[id_]):
                first, found = tried, other
    return found


def _worse(term: Term, free: Term) -> bool:
    """Whether a job misses a moment that it would meet with hours enough."""
    return len(term.missed) > len(free.missed)


def _with_prerequisites(jobs: Mapping[str, Job], id_: str) -> frozenset[str]:
    found, left = set(), [id_]
    while left:
        one = left.pop()
        if one in jobs and one not in found:
            found.add(one)
            left += jobs[one].after
    return frozenset(found)


def _ranks(jobs: Mapping[str, Job]) -> dict[str, int]:
    """How urgent each job is: as the most urgent of those that wait for it."""
    ranks = {id_: job.rank for id_, job in jobs.items()}
    for id_ in sorted(jobs, key=lambda one: (jobs[one].rank, one)):
        for one in _with_prerequisites(jobs, id_):
            ranks[one] = min(ranks[one], jobs[id_].rank)
    return ranks


def _place(
    jobs: Mapping[str, Job],
    ranks: Mapping[str, int],
    first: frozenset[str],
    capacity: Mapping[Resource, int],
    begin: date,
    avoided: Callable[[date], bool],
) -> Schedule:
    placing = _Placing(capacity, begin, avoided)
    for id_ in sorted(jobs):
        placing.stand(jobs[id_])
    waiting = {id_: sum(one in jobs for one in set(job.after)) for id_, job in jobs.items()}
    followers: dict[str, list[str]] = {id_: [] for id_ in jobs}
    for id_, job in jobs.items():
        for one in set(job.after):
            if one in jobs:
                followers[one].append(id_)

    def key(id_: str) -> tuple[bool, int, date, str]:
        return id_ not in first, ranks[id_], min(wish.start for wish in jobs[id_].wishes), id_

    ready = [key(id_) for id_, count in waiting.items() if not count]
    heapify(ready)
    while ready:
        id_ = heappop(ready)[-1]
        placing.place(jobs[id_])
        for one in followers[id_]:
            waiting[one] -= 1
            if not waiting[one]:
                heappush(ready, key(one))
    if len(placing.terms) < len(jobs):
        raise ValueError("prerequisites go round in a circle")
    return Schedule(placing.terms, {name: _by_monday(weeks) for name, weeks in sorted(placing.used.items())})


def _by_monday(weeks: Mapping[int, int]) -> dict[date, int]:
    return {monday_of(week): used for week, used in sorted(weeks.items())}


class _Placing:
    """The terms given so far, and the hours that they take."""

    def __init__(self, capacity: Mapping[Resource, int], begin: date, avoided: Callable[[date], bool]) -> None:
        self.capacity, self.begin, self.avoided = capacity, begin, avoided
        self.used: dict[Resource, dict[int, int]] = {}
        self.terms: dict[str, Term] = {}

    def stand(self, job: Job) -> None:
        """Take the hours of a job whose term stands; more than there are it does not get."""
        if job.fixed and job.fixed.due:
            first = week_of(max(job.fixed.start, self.begin))
            weeks = max(1, week_of(job.fixed.due) - first + 1)
            for name, work in job.fixed.work.items():
                done = 0
                for number in range(weeks):
                    done += self._take(name, first + number, -(-work * (number + 1) // weeks) - done)

    def place(self, job: Job) -> None:
        """Give a job its term."""
        if job.fixed:
            self.terms[job.id] = Term(job.fixed.start, job.fixed.due or self._go_on(job.fixed, job.weeks))
            return
        earliest = max([self.begin, *(self.terms[one].due for one in job.after if one in self.terms)])
        missed: list[Wish] = []
        chosen: tuple[Wish, Term] | None = None
        wishes = sorted(job.wishes, key=lambda wish: (wish.start, wish.by or date.max, wish.id))
        for wish in wishes:
            term = self._fit(max(earliest, wish.start), job.weeks, job.work)
            if wish.by is None or (term.due <= wish.by if wish.whole else term.start < wish.by):
                chosen = wish, term
                break
            missed.append(wish)
        wish, term = chosen or (wishes[0], self._fit(max(earliest, wishes[0].start), job.weeks, job.work))
        self._work(job.weeks, {name: work for name, work in job.work.items() if name not in term.short}, term.start)
        self.terms[job.id] = Term(term.start, term.due, wish, tuple(missed), term.earliest, term.waits, term.short)

    def _go_on(self, fixed: Fixed, weeks: int) -> date:
        """The last day of a job that has begun, from what is left to do of it."""
        from_day = max(fixed.start, self.begin)
        left = max(1, weeks - (week_of(from_day) - week_of(fixed.start)))
        term = self._fit(from_day, left, fixed.work)
        self._work(left, {name: work for name, work in fixed.work.items() if name not in term.short}, term.start)
        return term.due

    def _fit(self, day: date, weeks: int, work: Mapping[Resource, int]) -> Term:
        """The term of some work that begins on a day or later: done as soon as can be, and begun no sooner than it must."""
        start = first_free(day, self.avoided)
        first = week_of(start)
        ends = {name: self._end(name, first, weeks, minutes) for name, minutes in sorted(work.items()) if minutes and name in self.capacity}
        short = tuple(name for name, end in ends.items() if end is None)
        last = max([first + weeks - 1, *(end for end in ends.values() if end is not None)])
        if last == first + weeks - 1:
            return Term(start, first_free(start + timedelta(weeks=weeks), self.avoided), earliest=start, short=short)
        left = {name: work[name] for name, end in ends.items() if end is not None}
        waits = tuple(name for name in left if (ends[name] or 0) >= first + weeks)
        low, high = first, last - weeks + 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._last(left, middle, weeks) <= last else (low, middle - 1)
        begin = first_free(max(start, monday_of(low)), self.avoided)
        due = begin + timedelta(weeks=self._last(left, week_of(begin), weeks) - week_of(begin) + 1)
        return Term(begin, first_free(due, self.avoided), earliest=start, waits=waits, short=short)

    def _last(self, work: Mapping[Resource, int], first: int, weeks: int) -> int:
        """The week in which all of some work that begins in a week gets done; none is done before its usual duration is over."""
        ends = [self._end(name, first, weeks, minutes) for name, minutes in work.items()]
        return max([first + weeks - 1, *(first + LOOK_AHEAD if end is None else end for end in ends)])

    def _end(self, name: Resource, first: int, weeks: int, work: int) -> int | None:
        """The week in which work that begins in a week gets done; None when that takes too long."""
        limit, used = self.capacity[name], self.used.get(name, {})
        if limit * LOOK_AHEAD < work:
            return None
        done = 0
        for number in range(LOOK_AHEAD):
            due = -(-work * min(number + 1, weeks) // weeks)
            done += max(0, min(due - done, limit - used.get(first + number, 0)))
            if done >= work:
                return first + number
        return None

    def _work(self, weeks: int, work: Mapping[Resource, int], start: date) -> None:
        """Take the hours of work that begins on a day."""
        first = week_of(start)
        for name, minutes in work.items():
            done = number = 0
            while done < minutes and number <= 2 * LOOK_AHEAD:
                done += self._take(name, first + number, -(-minutes * min(number + 1, weeks) // weeks) - done)
                number += 1

    def _take(self, name: Resource, week: int, minutes: int) -> int:
        """Take minutes of a week, as far as there are; how many it were."""
        weeks = self.used.setdefault(name, {})
        taken = minutes
        if name in self.capacity:
            taken = max(0, min(minutes, self.capacity[name] - weeks.get(week, 0)))
        if taken:
            weeks[week] = weeks.get(week, 0) + taken
        return taken
