"""A simple scheduler, written apart from the one that ships: it walks day by day and week by week, and tries every start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from commplan_advisor.advice.planning.jobs import Job

Avoided = Callable[[date], bool]
Terms = dict[str, tuple[date, date]]


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def next_free(day: date, avoided: Avoided) -> date:
    """The day itself or the first after it that suits."""
    while avoided(day):
        day += timedelta(days=1)
    return day


def naive_terms(jobs: Iterable[Job], capacity: Mapping[str, int], begin: date, avoided: Avoided) -> Terms:
    """Terms of jobs that each have one wish, for no moment, and of which none stands; every resource has time for every job."""
    left = sorted(jobs, key=lambda job: job.id)
    urgency = {job.id: _urgency(job, left) for job in left}
    used: dict[tuple[str, date], int] = defaultdict(int)
    terms: Terms = {}
    while left:
        ready = [job for job in left if all(one in terms for one in job.after)]
        job = min(ready, key=lambda one: (urgency[one.id], one.wishes[0].start, one.id))
        left.remove(job)
        earliest = max([begin, job.wishes[0].start, *(terms[one][1] for one in job.after)])
        terms[job.id] = _best(job, next_free(earliest, avoided), used, capacity, avoided)
    return terms


def _urgency(job: Job, jobs: list[Job]) -> int:
    return min([job.rank, *(_urgency(other, jobs) for other in jobs if job.id in other.after)])


def _best(job: Job, first: date, used: dict[tuple[str, date], int], capacity: Mapping[str, int], avoided: Avoided) -> tuple[date, date]:
    """As soon done as can be; and when that takes longer than usual, begun as late as can be."""
    soonest = _done_in(job, first, used, capacity)
    start, done = first, soonest
    if soonest > monday(first) + timedelta(weeks=job.weeks - 1):
        week = monday(first) + timedelta(weeks=1)
        while week + timedelta(weeks=job.weeks - 1) <= soonest:
            if _done_in(job, week, used, capacity) <= soonest:
                start = next_free(max(first, week), avoided)
            week += timedelta(weeks=1)
        done = _done_in(job, start, used, capacity)
    for name, per_week in _spread(job, start, used, capacity).items():
        for week, minutes in per_week.items():
            used[name, week] += minutes
    return start, next_free(start + (done - monday(start)) + timedelta(weeks=1), avoided)


def _done_in(job: Job, start: date, used: dict[tuple[str, date], int], capacity: Mapping[str, int]) -> date:
    """The Monday of the week in which a job gets done."""
    weeks = [week for per_week in _spread(job, start, used, capacity).values() for week in per_week]
    return max([monday(start) + timedelta(weeks=job.weeks - 1), *weeks])


def _spread(job: Job, start: date, used: dict[tuple[str, date], int], capacity: Mapping[str, int]) -> dict[str, dict[date, int]]:
    """The minutes of each week: an even share of the work each week, and what was left of the weeks before."""
    found: dict[str, dict[date, int]] = {}
    for name, minutes in job.work.items():
        if name not in capacity:
            continue
        done, number, week = 0, 0, monday(start)
        found[name] = {}
        while done < minutes:
            number += 1
            planned = minutes if number >= job.weeks else -(-minutes * number // job.weeks)
            today = max(0, min(planned - done, capacity[name] - used[name, week]))
            if today:
                found[name][week] = today
            done += today
            week += timedelta(weeks=1)
    return found
