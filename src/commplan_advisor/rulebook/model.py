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


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """A school holiday in some regions, both days included."""

    holiday: str
    regions: tuple[str, ...]
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days suit, and how work is divided; the same for every case.

    Attributes:
        avoid: for work, measurements, evaluations and meetings the kinds of days on which none falls: weekend, holiday, school_holiday.
        shares: percent of the hours of an action for each part (RASCI); empty when nothing is said, and hours then limit nothing.
        mailing_role: whom messages crowd for; empty when nothing is said.
        mailing_weeks: how many weeks lie at least between two messages to that role.
        regions: of the provinces that have only one, their region of school holidays.
        school_holidays: as far as they are known, in order of their first day.
        takes_part: the roles that take part in preparing for a moment, in a measurement and an evaluation, and on the day by which the
            plan must be ready: preparation, measurement, evaluation, deadline.
    """

    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    mailing_role: str = ""
    mailing_weeks: int = 0
    regions: Mapping[str, str] = field(default_factory=dict)
    school_holidays: tuple[SchoolHoliday, ...] = ()
    takes_part: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kinds_avoided(self, purpose: str) -> tuple[str, ...]:
        """The kinds of days to avoid; a rule book that says nothing avoids weekends and public holidays."""
        return self.avoid.get(purpose, ("weekend", "holiday"))

    @property
    def known_until(self) -> date | None:
        """The last day of the last school holiday that is known."""
        return max((one.until for one in self.school_holidays), default=None)


DECISIONS = ("stop", "change", "speed_up", "keep")
"""What rules can decide about an action of a running plan (format 7.3); beside these a rule can say what to discuss."""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """By what a running plan is reviewed (format 7.3); it plays no part in an advice.

    Attributes:
        title: what it is called.
        order: decisions; when several hold for an action, the first of these counts.
        rules: those that count on the day of the rule book, by name.
        set_aside: those that do not.
    """

    title: Text
    order: tuple[str, ...]
    rules: tuple[Rule, ...]
    set_aside: tuple[Rule, ...] = ()


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
        calendar: which days are avoided, how work is divided, and the school holidays.
        review: by what a running plan is reviewed, when the rule book says so.
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
    calendar: Calendar = Calendar()
    review: PlanReview | None = None

    @property
    def counting_rules(self) -> tuple[Rule, ...]:
        """All rules that count on its day, those about running plans last."""
        return (*self.rules, *(self.review.rules if self.review else ()))

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """All rules, also those that do not count on its day, those about running plans last."""
        of_plans = (*self.review.rules, *self.review.set_aside) if self.review else ()
        return (*self.rules, *self.set_aside, *of_plans)

    def rules_of(self, stage: str) -> tuple[Rule, ...]:
        """The rules of one stage."""
        return tuple(rule for rule in self.rules if rule.stage == stage)
