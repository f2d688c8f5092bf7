"""What goes into a plan, in words: the values that the texts of the plan may use.

All are words, dates and whole numbers, ready to show. An empty word is something that was not answered or is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commplan_advisor.common.text import Language


@dataclass(frozen=True, slots=True)
class Municipality:
    """Whose plan it is."""

    name: str
    code: str
    province: str
    inhabitants: str
    households: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What the municipality wants (1.1), and what the plan itself is for (1.4)."""

    goals: tuple[str, ...]
    keep: str
    change: str
    improve: str
    coverage: str
    plan_purpose: tuple[str, ...]
    business_hallmark: str


@dataclass(frozen=True, slots=True)
class Audience:
    """A group of people to reach (1.2)."""

    name: str
    kind: str
    area: str
    demographics: str
    involvement: str


@dataclass(frozen=True, slots=True)
class Initiative:
    """A digital initiative: its use, what users wish, how it is run and how it handles privacy (2.1, 2.2, 2.4, 2.7, 5.6)."""

    name: str
    platform: str
    groups: str
    members: str
    coverage: str
    household_coverage: str
    activity: str
    focus: str
    wishes: str
    run_by: str
    admins_known: str
    admins_per_group: str
    rules: str
    conflicts: str
    members_leaving: str
    chatter: str
    privacy: str
    photos: str
    offline_link: str


@dataclass(frozen=True, slots=True)
class Platform:
    """What is known of an app or site that is in use here (2.1)."""

    title: str
    offers: str
    cost: str
    status: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Point:
    """A finding with its reasons (2.8); `item` is the item of the format that advises otherwise."""

    title: str
    why: str
    item: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A problem as the municipality tells it (3.1, 3.2)."""

    title: str
    description: str
    platform: str
    causes: str
    who: str
    frequency: str
    where: str


@dataclass(frozen=True, slots=True)
class Solution:
    """An action as the answer to a problem, with the reasons and what they rest on (chapter 4)."""

    number: int
    title: str
    priority: str
    why: str
    cited: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with its causes and solutions; `origin` says whether it was reported or shown by the answers."""

    title: str
    origin: str
    why: str
    causes: tuple[str, ...]
    cited: str
    solutions: tuple[Solution, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several ways to carry out an action."""

    title: str
    text: str
    suits: str


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: all that makes it SMART, and who takes which part."""

    number: int
    title: str
    text: str
    priority: str
    why: str
    cited: str
    serves: tuple[str, ...]
    steps: tuple[str, ...]
    start: date
    due: date
    when: str
    after: tuple[str, ...]
    timed: tuple[str, ...]
    indicator: str
    target: str
    place: str
    needs: tuple[str, ...]
    means: tuple[str, ...]
    hours: int
    work: tuple[str, ...]
    responsible: str
    accountable: str
    supports: str
    consulted: str
    informed: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """Something that actions take (5.3, 6.1), with the numbers of those actions."""

    title: str
    actions: str


@dataclass(frozen=True, slots=True)
class Priority:
    """The actions of one priority."""

    word: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A standing task (4.2) or a duty (5.6) with its reason."""

    title: str
    text: str
    why: str
    cited: str
    role: str


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a role in an action."""

    part: str
    number: int
    action: str
    start: date
    due: date


@dataclass(frozen=True, slots=True)
class Role:
    """All that one role does, for a page of its own."""

    title: str
    party: str
    tasks: tuple[Assignment, ...]
    duties: tuple[Assignment, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A logical moment to communicate (5.5); `when` is a date, or what happens."""

    when: str
    title: str
    text: str
    why: str
    audience: str
    prepare_by: date | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A fixed meeting (4.2), with the days on which it is held."""

    title: str
    text: str
    days: str
    roles: str
    why: str


@dataclass(frozen=True, slots=True)
class Load:
    """What the plan asks of a role (5.3)."""

    role: str
    per_week: str
    hours: str
    full: str


@dataclass(frozen=True, slots=True)
class Late:
    """An action that is done too late."""

    title: str
    due: date


@dataclass(frozen=True, slots=True)
class Planning:
    """Whether the plan fits in its time (5.2)."""

    start: date
    ready_by: date | None
    ready: date | None
    late: tuple[Late, ...]
    helps: tuple[str, ...]
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A measurement or an evaluation (7.1, 7.2)."""

    day: date
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something to measure (7.1), and its value now."""

    title: str
    how: str
    now: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value that was measured."""

    indicator: str
    day: date | None
    value: str
    n: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that can still change the plan."""

    text: str
    item: str
    opens: int


@dataclass(frozen=True, slots=True)
class Source:
    """What the plan rests on."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """With what the plan was made, so that it can be made again."""

    program: str
    rule_book: str
    rule_book_version: str
    rule_book_dated: date | None
    rule_book_hash: str
    texts_hash: str
    case_hash: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the texts of a plan may use."""

    language: Language
    municipality: Municipality
    version: str
    adopted_on: date | None
    answers_old: bool
    day: date
    start: date
    filled_in_on: date | None
    told_by: tuple[str, ...]
    notes: str
    goal: Goal
    goal_warnings: tuple[Point, ...]
    audiences: tuple[Audience, ...]
    audience_warnings: tuple[Point, ...]
    initiatives: tuple[Initiative, ...]
    platforms: tuple[Platform, ...]
    strengths: tuple[Point, ...]
    weaknesses: tuple[Point, ...]
    opportunities: tuple[Point, ...]
    threats: tuple[Point, ...]
    deviations: tuple[Point, ...]
    reported: tuple[Reported, ...]
    problems_answered: bool
    causes_known: bool
    problems: tuple[Problem, ...]
    other_solutions: tuple[Solution, ...]
    actions: tuple[Action, ...]
    priorities: tuple[Priority, ...]
    inside: tuple[Action, ...]
    outside: tuple[Action, ...]
    both: tuple[Action, ...]
    ordered: tuple[Action, ...]
    needed: tuple[Needed, ...]
    means: tuple[Needed, ...]
    hours: str
    tasks: tuple[Assignment, ...]
    duties: tuple[Assignment, ...]
    report_duties: tuple[Assignment, ...]
    roles: tuple[Role, ...]
    moments: tuple[Moment, ...]
    meetings: tuple[Meeting, ...]
    planning: Planning
    checks: tuple[Check, ...]
    rhythm_assumed: bool
    indicators: tuple[Indicator, ...]
    measurements: tuple[Measurement, ...]
    answered: int
    questions: int
    open_questions: tuple[OpenQuestion, ...]
    more_questions: int
    certain: tuple[str, ...]
    impossible: tuple[str, ...]
    sources: tuple[Source, ...]
    receipt: Receipt
