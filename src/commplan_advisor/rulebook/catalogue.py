"""The nouns that rules conclude: findings, problems, actions, roles, moments and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commplan_advisor.common.text import Text
from commplan_advisor.rulebook.periods import ALWAYS, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the catalogue. `docs/reference/rule-book.md` describes each kind."""

    id: str
    title: Text
    text: Text | None = None
    source: tuple[str, ...]
    basis: str
    valid: Period = ALWAYS
    owner: str = ""
    review: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Entry):
    """Something to notice; in the SWOT when it has a quadrant."""

    quadrant: str | None = None
    warning: str | None = None
    deviates: str | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """Who takes which part in an action (RASCI), by role."""

    responsible: str
    accountable: str
    supports: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each part with a role that takes it, responsible first."""
        several = (("supports", self.supports), ("consulted", self.consulted), ("informed", self.informed))
        single = (("responsible", self.responsible), ("accountable", self.accountable))
        return (*single, *((part, role) for part, roles in several for role in roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    """One thing to do. Hours are of work in all, weeks the usual duration; it is never advised beside one that it excludes."""

    steps: tuple[Text, ...]
    roles: Roles
    where: str
    needs: tuple[Text, ...] = ()
    hours: int
    weeks: int
    after: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    indicator: Text
    target: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Entry):
    """A role, the party it belongs to, and the hours a week that it has for the plan when nobody says; None when that is not known."""

    party: str
    hours_per_week: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Entry):
    """A standing task or a duty, and whose it is.

    A fixed meeting has a recurrence, the roles that take part, and the actions that come first.
    """

    role: str
    recurrence: str | None = None
    roles: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing(Entry):
    """When an action can start: weeks after the start of the plan, or before a moment, by which it has begun, or must even be done."""

    weeks: int
    before: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Entry):
    """A logical moment to communicate: a yearly date, so many weeks before a school holiday, or an event."""

    recurrence: str | None = None
    school_holiday: str | None = None
    weeks_before: int = 0
    skips_holidays: bool = False
    prepare_weeks: int = 0
    days_after_event: int | None = None
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Entry):
    """One of several ways, and when it suits."""

    suits: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Means(Entry):
    """Something that the execution takes."""

    cost: Text | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """What an indicator should come to by some months after the start of the plan: one of these three.

    Attributes:
        months: after the start.
        value: the value itself.
        growth: in percent of the first value.
        answer: the question whose answer it is.
    """

    months: int
    value: float | None = None
    growth: float | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """Something to measure, the question whose answer is the first value, and what a measurement means (format 7.1, 7.3).

    Attributes:
        unit: of the value.
        how: it is measured.
        baseline: the question whose answer is the first value.
        number: whether it is a number at all.
        better: `higher` or `lower`; None when neither is.
        aim: what it should come to; None when that is for the municipality to say.
        lag: percent of the way from the first value to the aim that a measurement may lag.
        actions: those that it tells of.
        small_below: samples of fewer are small; 0 when it is not known from how many.
    """

    unit: str = ""
    how: Text
    baseline: str | None = None
    number: bool = True
    better: str | None = None
    aim: Aim | None = None
    lag: float = 0
    actions: tuple[str, ...] = ()
    small_below: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Entry):
    """Moments of measurement or evaluation."""

    months: tuple[int, ...] = ()
    recurrence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Entry):
    """A problem, and whether it can be reported although it is not built in."""

    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Entry):
    """What is known of a platform, and when that was checked; whether it has groups that can be counted, when the rule book says so."""

    offers: Text
    cost: Text
    status: str
    checked_on: str
    has_groups: bool | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The nouns that rules conclude, by identifier."""

    findings: Mapping[str, Finding]
    problems: Mapping[str, Problem]
    causes: Mapping[str, Entry]
    actions: Mapping[str, Action]
    roles: Mapping[str, Role]
    tasks: Mapping[str, Assignment]
    timings: Mapping[str, Timing]
    moments: Mapping[str, Moment]
    duties: Mapping[str, Assignment]
    options: Mapping[str, Option]
    means: Mapping[str, Means]
    measurements: Mapping[str, Check]
    evaluations: Mapping[str, Check]
    indicators: Mapping[str, Indicator]
    targets: Mapping[str, Entry]
    platforms: Mapping[str, Platform]

    def entry(self, kind: str, id_: str) -> Entry:
        """The entry that a conclusion of this kind names."""
        entries: Mapping[str, Entry] = getattr(self, PLURALS[kind])
        return entries[id_.partition(":")[0]]


PLURALS = {
    "finding": "findings",
    "problem": "problems",
    "cause": "causes",
    "action": "actions",
    "task": "tasks",
    "timing": "timings",
    "moment": "moments",
    "duty": "duties",
    "option": "options",
    "part": "roles",
    "means": "means",
    "order": "actions",
    "measurement": "measurements",
    "evaluation": "evaluations",
    "indicator": "indicators",
    "target": "targets",
}
"""Kinds of conclusion, and the part of the catalogue that each names."""

PRIORITIES = ("high", "middle", "low")
"""Of an action, the most urgent first."""

PARTS = ("responsible", "accountable", "supports", "consulted", "informed")
"""That roles take in an action (RASCI), the heaviest first."""

ABOUT = {
    "cause": "problem",
    "timing": "action",
    "option": "action",
    "part": "action",
    "means": "action",
    "order": "action",
    "target": "action",
    "decision": "action",
}
"""Kinds of conclusion that are about a problem or an action: the subject of the rule."""
