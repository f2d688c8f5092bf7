"""A claim: something that must be so of every questionnaire, as a formula for the solver and as a look at what the engine concludes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from commplan_advisor.common.faults import Place
from commplan_advisor.common.text import Text
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import Formula
from commplan_advisor.rulebook.model import Condition, Rule


class Group(StrEnum):
    """What a claim is about; the first ones are asked of every rule book, the last are the maintainer's own."""

    PROBLEMS = "problems-have-actions"
    RESPONSIBLE = "one-responsible-role"
    INDICATORS = "actions-have-an-indicator"
    MEASURED = "plans-are-measured"
    EVALUATED = "plans-are-evaluated"
    EXCLUDED = "excluded-actions-never-meet"
    ADVICE = "nobody-without-advice"
    RULES = "rules-can-hold"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that must be so of every questionnaire.

    Attributes:
        group: what it is about.
        about: the entry, the rule or the statement; empty when the group has one claim only.
        says: the claim in words.
        refuted: when it is not so, over all questionnaires.
        refuted_by: whether it is not so for one questionnaire, by what the engine concludes; worked out apart from `refuted`.
        applies: for a claim with a condition, when that holds.
        place: where it stands, when somebody wrote it down.
        conditions: those that it is made of, beside the rules.
    """

    group: Group
    about: str
    says: Text
    refuted: Callable[[Everything], Formula]
    refuted_by: Callable[[Case, Outcomes], bool]
    applies: Callable[[Everything], Formula] | None = None
    place: Place | None = None
    conditions: tuple[Condition, ...] = ()

    @property
    def id(self) -> str:
        """Its name: that of the statement, or of the group and the entry."""
        if self.group is Group.STATEMENTS or not self.about:
            return self.about or str(self.group)
        return f"{self.group}:{self.about}"


@dataclass(frozen=True, slots=True)
class RuleClaim:
    """That a rule can hold."""

    rule: Rule

    @property
    def id(self) -> str:
        """Its name."""
        return f"{Group.RULES}:{self.rule.id}"

    @property
    def place(self) -> Place:
        """Where the rule stands, below the folder of the rule book."""
        return Place(self.rule.file, self.rule.line)
