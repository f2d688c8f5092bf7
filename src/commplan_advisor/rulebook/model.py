"""The rule book as the advisor uses it: frozen, checked, and as of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.added import NOTHING, Added
from commplan_advisor.rulebook.calendar import NO_CALENDAR, Calendar
from commplan_advisor.rulebook.catalogue import Catalogue
from commplan_advisor.rulebook.periods import ALWAYS, Period

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
    calendar: Calendar = NO_CALENDAR
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
