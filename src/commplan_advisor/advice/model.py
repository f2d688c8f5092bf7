"""What we answer, in one language: everything that a table, a document or a web page shows of an advice.

Dates are working days in the Netherlands, unless they are the date of an event itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan_advisor.common.text import Language

Prospect = Literal["certain", "open", "impossible"]

SCHEMA = "commplan-advice/1"
"""Name and version of the machine-readable form of an advice."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something comes from: `format 4.1`, and in words; for the format, what that item says."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: the rule that holds, what it is about, and the answers that it rests on."""

    rule: str
    subject: str
    words: str
    basis: str
    sources: tuple[Citation, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A finding, with its reasons; `deviates` names the item of the format that advises otherwise."""

    id: str
    title: str
    deviates: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform in use here (2.1, 2.2): how much it is used, what it offers, and what was known of it when last checked."""

    id: str
    title: str
    groups: int | None
    members: int | None
    offers: str
    cost: str
    status: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Goal:
    """Chapter 1.1 and 1.4: what the municipality wants, as answered, and what to think of."""

    goals: tuple[str, ...]
    keep: str
    change: str
    improve: str
    coverage_goal: float | None
    plan_purpose: tuple[str, ...]
    warnings: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """Chapter 1.2 and 1.3: whom the plan is for, as answered, and what to think of."""

    groups: tuple[str, ...]
    warnings: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Swot:
    """Chapter 2.8: the situation as strengths, weaknesses, opportunities and threats."""

    strengths: tuple[Point, ...]
    weaknesses: tuple[Point, ...]
    opportunities: tuple[Point, ...]
    threats: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of a problem (3.2)."""

    id: str
    title: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem (3.1), reported by the municipality or shown by its answers."""

    id: str
    title: str
    reported: bool
    causes: tuple[Cause, ...]
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to carry out an action, and when it suits."""

    id: str
    title: str
    text: str
    suits: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class PartTaken:
    """A role's part in an action: responsible, accountable, supports, consulted or informed."""

    part: str
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: what, why, who, when, with what, and how you will know (5.1–5.4, 6.1).

    `work` is the hours of each role; `timed` says in words why it starts and ends when it does.
    """

    id: str
    title: str
    text: str
    priority: str
    serves: tuple[str, ...]
    because: tuple[Because, ...]
    basis: str
    sources: tuple[Citation, ...]
    steps: tuple[str, ...]
    start: date
    due: date
    after: tuple[str, ...]
    indicator: str
    target: str
    targets: tuple[str, ...]
    where: str
    needs: tuple[str, ...]
    means: tuple[str, ...]
    hours: int
    roles: tuple[PartTaken, ...]
    options: tuple[Choice, ...]
    work: tuple[tuple[str, float], ...] = ()
    timed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A standing task or a duty, and whose it is."""

    id: str
    title: str
    text: str
    role: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class RoleList:
    """All that one role does: its standing tasks, its duties, and its part in each action."""

    role: str
    title: str
    party: str
    tasks: tuple[str, ...]
    duties: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A logical moment to communicate (5.5): a date, or an event when it happens.

    `undated` says why a moment that comes every year has no date yet. `joins` is the moment with whose message this one goes along,
    because two messages to the same admins would follow each other too closely.
    """

    id: str
    title: str
    text: str
    day: date | None
    prepare_by: date | None
    days_after_event: int | None
    audience: tuple[str, ...]
    because: tuple[Because, ...]
    undated: str = ""
    joins: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A fixed meeting (4.2): an iCalendar recurrence rule, its first and last day, and the roles that take part, each with its title.

    `days` are the days on which it is held. By the rule from `first` to `until` it would fall on other days where those do not suit:
    `moved` has each of them, with the day that takes its place.
    """

    id: str
    title: str
    text: str
    recurrence: str
    first: date
    until: date
    roles: tuple[tuple[str, str], ...]
    because: tuple[Because, ...]
    days: tuple[date, ...] = ()
    moved: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """What the plan asks of a role (5.3).

    `hours_per_week` is what the role has, `assumed` when it was not answered; `hours` is what the actions ask in all, and `full` the
    Mondays of the weeks in which all of its hours are taken. With `shared` the hours a week are those of the municipality's roles together.
    """

    role: str
    title: str
    hours_per_week: float
    assumed: bool
    hours: float
    full: tuple[date, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """An action that is not done by the day that the plan must be ready."""

    id: str
    title: str
    due: date


@dataclass(frozen=True, slots=True)
class Planning:
    """Whether the plan fits in its time (5.2): the day by which it must be ready and will be, what is late, and what would help.

    `notes` says what is not known of its days. An action that is done or dropped is never late.
    """

    start: date
    ready_by: date | None
    ready: date | None
    late: tuple[Late, ...]
    helps: tuple[str, ...]
    loads: tuple[Load, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A measurement or an evaluation (7.1, 7.2); `assumed` when the rhythm was not answered and is the default."""

    kind: str
    id: str
    title: str
    day: date
    assumed: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something to measure, and its value now, when the answers say."""

    id: str
    title: str
    how: str
    unit: str
    baseline: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was not answered and can still change the advice.

    `opens` counts the problems, actions and dates that depend on it; `conclusions` names all that does.
    """

    path: str
    item: str
    text: str
    opens: int
    conclusions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenConclusion:
    """Something that is not settled by the answers so far.

    `prospect` is `certain` when it will be concluded whichever way the open questions go, and `impossible` when it will not;
    `questions` are those whose answers settle it.
    """

    kind: str
    id: str
    about: str
    title: str
    prospect: Prospect
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the advice was made with, so that it can be made again. Hashes are SHA-256.

    `rule_book_dated` is the day of that version of the rule book, when it says so; `proven` whether it was found out what is certain or
    impossible while questions are open.
    """

    program: str
    rule_book: str
    rule_book_version: str
    rule_book_hash: str
    case_hash: str
    as_of: date
    start: date
    rhythm: str
    language: Language
    rule_book_dated: date | None = None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole answer to one questionnaire."""

    schema: str
    municipality: str
    filled_in_on: date | None
    goal: Goal
    audience: Audience
    platforms: tuple[Platform, ...]
    swot: Swot
    findings: tuple[Point, ...]
    problems: tuple[Problem, ...]
    actions: tuple[Action, ...]
    tasks: tuple[Assignment, ...]
    duties: tuple[Assignment, ...]
    roles: tuple[RoleList, ...]
    moments: tuple[Moment, ...]
    meetings: tuple[Meeting, ...]
    planning: Planning
    checks: tuple[Check, ...]
    indicators: tuple[Indicator, ...]
    answered: int
    questions: int
    open_questions: tuple[OpenQuestion, ...]
    open_conclusions: tuple[OpenConclusion, ...]
    receipt: Receipt
