"""The rule book as the advisor uses it: frozen, checked, and as of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.added import NOTHING, Added

Operator = Literal["in", "not_in", "below", "at_most", "above", "at_least", "includes", "lacks", "answered"]
Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one field.

    Attributes:
        field: path of the field.
        operator: `in` and `not_in` take the field's value; `includes` and `lacks` the members of a set, of which one is enough, or
            none may be there; the others a number.
        values: what the field is compared with.
        parameter: name of the parameter that the value came from, or empty.
    """

    field: str
    operator: Operator
    values: tuple[Value, ...] = ()
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Groups of conditions of which one must hold as a whole."""

    groups: tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule concludes: an entry of the catalogue.

    Attributes:
        kind: finding, problem, cause, action …
        id: the entry; of a part, the role and its part, as in `police:consulted`.
        priority: of an action: high, middle or low; else empty.
        serves: problems that an action serves beside the one that the rule is about.
    """

    kind: str
    id: str
    priority: str = ""
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The days for which something counts, both included; without a day it has no beginning or no end."""

    start: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: Period) -> bool:
        """Whether both count on some day."""
        starts = max(self.start or date.min, other.start or date.min)
        return starts <= min(self.until or date.max, other.until or date.max)


ALWAYS = Period()


def period_from(valid: Mapping[str, str]) -> Period:
    """The days that `valid` of a file names."""
    return Period(day_from(valid.get("from")), day_from(valid.get("until"))) if valid else ALWAYS


def day_from(written: str | None) -> date | None:
    """A day of a file, when there is one."""
    return date.fromisoformat(written) if written else None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about one kind of subject.

    Attributes:
        id: its name, unique in the rule book.
        stage: the stage it belongs to.
        subject: the kind of subject it is tried on.
        when: what must hold; all of it.
        then: what it concludes.
        because: the reason; fields stand in braces.
        sources: what it rests on, such as `format 4.1`.
        basis: documented, derived or practice.
        file: the file it stands in, below the rule book's folder.
        line: the line in that file.
        valid: the days for which it counts.
        status: `draft`, `in_force` or `retired`; only rules in force count.
        owner: who looks after it.
        review: the day by which it must be looked at again.
    """

    id: str
    stage: str
    subject: str
    when: tuple[Condition | AnyOf, ...]
    then: tuple[Outcome, ...]
    because: Text
    sources: tuple[str, ...]
    basis: str
    file: str
    line: int
    valid: Period = ALWAYS
    status: str = "in_force"
    owner: str = ""
    review: date | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All its conditions, those of alternatives included."""
        return tuple(
            condition
            for clause in self.when
            for condition in ((clause,) if isinstance(clause, Condition) else (inner for group in clause.groups for inner in group))
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """One step from facts to advice."""

    id: str
    title: Text
    concludes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What may be cited; `items` are the numbered parts of the format."""

    id: str
    title: str
    publisher: str = ""
    year: int | None = None
    where: str = ""
    confidence: str = ""
    checked_on: str | None = None
    items: Mapping[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold or term, with its value as of the day of the rule book."""

    id: str
    title: Text
    unit: str
    value: float
    since: str
    sources: tuple[str, ...]
    basis: str
    owner: str = ""
    review: date | None = None


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
    """A role, and the party it belongs to."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Entry):
    """A standing task or a duty, and whose it is."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing(Entry):
    """When an action can start: weeks after the start of the plan, or before a moment."""

    weeks: int
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Entry):
    """A logical moment to communicate: a yearly date or an event."""

    recurrence: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """Something to measure, and the question whose answer is the first value."""

    unit: str = ""
    how: Text
    baseline: str | None = None


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
}
"""Kinds of conclusion that are about a problem or an action: the subject of the rule."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A policy, as of one day.

    Attributes:
        name: what it is called.
        version: its version.
        digest: hash of what it says, whatever the order of its files and rules.
        as_of: the day it counts for.
        dated: the day of this version, when the rule book says so.
        stages: in the order in which they run.
        rules: those that count on that day, by stage and then by name.
        set_aside: those that do not: drafts, retired, outside of their days, or about what does not count on that day.
        catalogue: the nouns.
        sources: what may be cited.
        parameters: thresholds and terms, with their values on that day.
        defaults: entries for a plan whose rhythm is still open.
        start_weeks: weeks after the start of the plan at which actions of a priority start, unless a rule says otherwise.
        added: platforms and problems that it adds to the questionnaire; read and ask in `with_added(book.added)`.
    """

    name: Text
    version: str
    digest: str
    as_of: date
    stages: tuple[Stage, ...]
    rules: tuple[Rule, ...]
    catalogue: Catalogue
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    defaults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    start_weeks: Mapping[str, int] = field(default_factory=dict)
    set_aside: tuple[Rule, ...] = ()
    dated: date | None = None
    added: Added = NOTHING

    def rules_of(self, stage: str) -> tuple[Rule, ...]:
        """The rules of one stage."""
        return tuple(rule for rule in self.rules if rule.stage == stage)
