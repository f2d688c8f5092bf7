"""Jobs to plan and the terms that they get: plain data, without a rule book or a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Resource = str
"""Whoever hours are counted for: a role, or several roles together."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One day on which a job may start.

    Attributes:
        id: what names it: a timing of the rule book; empty for the start that follows from its priority.
        start: the first day.
        by: the day of the moment that it is for; None when it is for none.
        whole: whether the job must be done by that day; else it must have begun before it.
    """

    id: str
    start: date
    by: date | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Fixed:
    """A term that stands: of a job that has begun, or is done.

    Attributes:
        start: the first day.
        due: the last day; None to find one, as of today.
        work: minutes that are left to do, by resource.
    """

    start: date
    due: date | None
    work: Mapping[Resource, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to plan.

    Attributes:
        id: its name.
        weeks: how long it usually takes, at least 1.
        work: minutes in all, by resource.
        after: the jobs that must be done first.
        wishes: when it may start; the earliest that can be met counts. Never empty.
        rank: how urgent it is, 0 the most.
        fixed: its term, when that stands.
    """

    id: str
    weeks: int
    wishes: tuple[Wish, ...]
    work: Mapping[Resource, int] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    rank: int = 0
    fixed: Fixed | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """When a job starts and is due, and what decided that.

    Attributes:
        start: its first day.
        due: its last day.
        wish: the wish that was met, or the first one when none could be; None when its term stood.
        missed: the wishes before it that could not be met, each for a moment.
        earliest: the day on which it could have begun, had there been hours enough.
        waits: the resources without which it would begin or end sooner.
        short: the resources that it needs and that have no hours for it.
    """

    start: date
    due: date
    wish: Wish | None = None
    missed: tuple[Wish, ...] = ()
    earliest: date | None = None
    waits: tuple[Resource, ...] = ()
    short: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """All terms, by job, and the minutes that each resource works in a week, by the Monday of that week."""

    terms: Mapping[str, Term]
    used: Mapping[Resource, Mapping[date, int]]
