"""A plan that was adopted, as one of its versions: what was decided, why, and all that a later version must know of it (format 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from commplan_advisor.advice.model import Because, Check, Moment, PartTaken
from commplan_advisor.common.text import Language
from commplan_advisor.running.progress.model import State
from commplan_advisor.running.review.courses import Course

SCHEMA = "commplan-plan-version/1"
"""Name and version of the form in which a version of a plan is kept."""

Origin = Literal["advice", "review"]
Happened = Literal["kept", "changed", "withdrawn", "new", "done"]
WhyKind = Literal["advice", "rules", "answers", "progress", "review", "planning", "catalogue"]


@dataclass(frozen=True, slots=True)
class PlanAction:
    """An action of a plan.

    Attributes:
        id: which action.
        title: in words.
        priority: high, middle or low.
        start: when it begins.
        due: when it must be done.
        after: the actions that come first.
        roles: who takes part.
        hours: of work in all.
        indicator: what shows whether it works.
        target: when it has worked.
        targets: what that means in this case.
        serves: the problems that it is for.
        state: how far it is.
        on: the day of the last note on it; None when nothing was noted.
        origin: the advice, or a rule about the running plan that added it.
        sped_up: whether it was decided to speed it up; it then stays urgent.
        because: why it is in the plan.
        grounds: names of the rules that led to it, directly or not.
        content: what tells the catalogue's entry from any other.
    """

    id: str
    title: str
    priority: str
    start: date
    due: date
    after: tuple[str, ...]
    roles: tuple[PartTaken, ...]
    hours: int
    indicator: str
    target: str
    targets: tuple[str, ...]
    serves: tuple[str, ...]
    state: State = "planned"
    on: date | None = None
    origin: Origin = "advice"
    sped_up: bool = False
    because: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why something in a plan is as it is, or became otherwise.

    Attributes:
        kind: whether it is a reason of the advice, or lies in the rules, the answers, what was noted, a rule about running plans, the
            dates, or the catalogue.
        words: in the language of the review.
        rules: the rules that it speaks of.
    """

    kind: WhyKind
    words: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of an action that became otherwise: which part of it, what it was and what it is; both in words."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an action between two versions of a plan, and why."""

    action: str
    title: str
    happened: Happened
    differences: tuple[Difference, ...]
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about an action.

    Attributes:
        action: which one.
        title: in words.
        state: how far it is.
        decision: stop, change, speed_up or keep; empty when no rule holds for it.
        because: why.
        others: decisions that held too, but of which the rule book says that this one comes first.
        maybe: decisions whose rules may yet hold, once more is known.
        course: how its measurements stand; empty when that is not known.
        likely: how they stand by a sample that is too small to be certain; empty otherwise.
        measure: titles of what should be measured to know.
    """

    action: str
    title: str
    state: State
    decision: str
    because: tuple[Because, ...]
    others: tuple[str, ...]
    maybe: tuple[str, ...]
    course: str
    likely: str
    measure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """An action that a rule about running plans adds, and why."""

    action: str
    title: str
    priority: str
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule book of a version: its name, version and hash, the day it counted for, and every rule and parameter in short."""

    name: str
    version: str
    hash: str
    as_of: date
    rules: dict[str, str]


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of a plan.

    Attributes:
        schema: name and version of this form.
        number: 1 for the plan that was adopted first.
        kept_on: the day of this version.
        language: of its words.
        municipality: whose plan it is.
        start: the first day of the plan.
        rules: by which it was made.
        case_hash: of the answers.
        answers: all that was answered on that day.
        first_answers: all that was answered when the plan was adopted: what is measured is compared with it.
        problems: name and title of each.
        actions: those that count, done ones included.
        moments: to communicate.
        checks: measurements and evaluations.
        changes: since the version before it.
        decisions: of the review that led to it.
        points: to discuss.
        additions: actions that the review added.
        courses: what was measured.
        advice: the whole advice of that day, in its machine-readable form.
    """

    schema: str
    number: int
    kept_on: date
    language: Language
    municipality: str
    start: date
    rules: Rules
    case_hash: str
    answers: dict[str, Any]
    first_answers: dict[str, Any]
    problems: tuple[tuple[str, str], ...]
    actions: tuple[PlanAction, ...]
    moments: tuple[Moment, ...]
    checks: tuple[Check, ...]
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    points: tuple[Because, ...]
    additions: tuple[Addition, ...]
    courses: tuple[Course, ...]
    advice: dict[str, Any]

    @property
    def by_id(self) -> dict[str, PlanAction]:
        """The actions by name."""
        return {one.id: one for one in self.actions}
