"""Whether a condition, a clause or a rule holds, fails, or is not known yet: the same as the engine fires, with every test apart.

The engine says of a rule that it holds, may hold or fails. This says which of its conditions made it so; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.questionnaire.facts import Subject, Value
from commplan_advisor.rulebook.comparing import compares
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule, RuleBook

Fields = Mapping[str, Value]


class Verdict(StrEnum):
    """What is known of a condition, a clause or a rule."""

    HOLDS = "holds"
    UNKNOWN = "unknown"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Tested:
    """A condition and its verdict."""

    condition: Condition
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class JudgedClause:
    """A clause of a rule: one group with one condition, or the groups of an `any`, of which one must hold."""

    verdict: Verdict
    groups: tuple[tuple[Tested, ...], ...]

    @property
    def missing(self) -> tuple[int, int]:
        """How many conditions keep it from holding, in the group that lacks least: how many in all, and how many of them fail."""
        lacks = [[one.verdict for one in group if one.verdict is not Verdict.HOLDS] for group in self.groups]
        return min((len(found), found.count(Verdict.FAILS)) for found in lacks)


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """A rule for one subject.

    Attributes:
        rule: the rule.
        subject: what it was tried on.
        verdict: of the rule; never more than unknown for a subject that may not exist.
        clauses: each with its verdict, in the order of the rule.
    """

    rule: Rule
    subject: Subject
    verdict: Verdict
    clauses: tuple[JudgedClause, ...]


def condition_verdict(condition: Condition, fields: Fields) -> Verdict:
    """Whether a condition holds on some fields; unknown on a field that is not there."""
    path, values = condition.field, condition.values
    if condition.operator == "answered":
        return Verdict.HOLDS if path in fields else Verdict.UNKNOWN
    if condition.operator == "includes":
        return any_holds(_flag(fields, f"{path}.{value}", wanted=True) for value in values)
    if condition.operator == "lacks":
        return all_hold(_flag(fields, f"{path}.{value}", wanted=False) for value in values)
    found = fields.get(path)
    if found is None:
        return Verdict.UNKNOWN
    return Verdict.HOLDS if compares(found, condition.operator, condition.values) else Verdict.FAILS


def judged_clause(clause: Condition | AnyOf, fields: Fields) -> JudgedClause:
    """The verdict on a clause, with that on each of its conditions."""
    groups = ((clause,),) if isinstance(clause, Condition) else clause.groups
    tested = tuple(tuple(Tested(one, condition_verdict(one, fields)) for one in group) for group in groups)
    return JudgedClause(any_holds(all_hold(one.verdict for one in group) for group in tested), tested)


def judged(rule: Rule, subject: Subject, fields: Fields) -> JudgedRule:
    """The verdict on a rule for a subject.

    Args:
        rule: the rule.
        subject: what it is tried on.
        fields: the fields of the case with those of the subject. Those at the end of all stages will do: a rule tests only what was
            settled before it.
    """
    clauses = tuple(judged_clause(clause, fields) for clause in rule.when)
    verdict = all_hold(clause.verdict for clause in clauses)
    if verdict is Verdict.HOLDS and not subject.settled:
        verdict = Verdict.UNKNOWN
    return JudgedRule(rule, subject, verdict, clauses)


def all_judged(book: RuleBook, outcomes: Outcomes) -> Iterator[tuple[Rule, tuple[JudgedRule, ...]]]:
    """Every rule with its verdict for each subject that it was tried on; for none when the case has no such subject."""
    carried = {kind: [(one, {**outcomes.fields, **one.fields}) for one in subjects] for kind, subjects in outcomes.subjects.items()}
    for rule in book.rules:
        yield rule, tuple(judged(rule, subject, fields) for subject, fields in carried.get(rule.subject, ()))


def all_hold(verdicts: Iterable[Verdict]) -> Verdict:
    """Of conditions that must all hold."""
    found = set(verdicts)
    return next((one for one in (Verdict.FAILS, Verdict.UNKNOWN) if one in found), Verdict.HOLDS)


def any_holds(verdicts: Iterable[Verdict]) -> Verdict:
    """Of conditions of which one must hold."""
    found = set(verdicts)
    return next((one for one in (Verdict.HOLDS, Verdict.UNKNOWN) if one in found), Verdict.FAILS)


def _flag(fields: Fields, path: str, *, wanted: bool) -> Verdict:
    found = fields.get(path)
    if found is None:
        return Verdict.UNKNOWN
    return Verdict.HOLDS if found is wanted else Verdict.FAILS
