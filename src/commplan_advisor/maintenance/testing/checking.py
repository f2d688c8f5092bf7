"""What of a test's expectations does not come true."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from commplan_advisor.engine.conclusions import Conclusion, Outcomes, Status
from commplan_advisor.engine.verdicts import Verdict, any_holds, judged
from commplan_advisor.maintenance.testing.model import Expected, ExpectedOfRule, Scenario
from commplan_advisor.rulebook.catalogue import PRIORITIES
from commplan_advisor.rulebook.model import Rule

What = Literal["status", "priority", "responsible", "because", "verdict"]


@dataclass(frozen=True, slots=True)
class Missed:
    """Something expected that is otherwise.

    Attributes:
        expected: what it is.
        what: of it is otherwise.
        found: what is so instead: a status, a priority, a role or a verdict; of reasons those that are missing.
    """

    expected: Expected | ExpectedOfRule
    what: What
    found: str


def missed(test: Scenario, outcomes: Outcomes, rules: Mapping[str, Rule]) -> Iterator[Missed]:
    """What a test expects and does not find.

    Args:
        test: the test.
        outcomes: what follows from its questionnaire.
        rules: those that count on its day, by name.
    """
    for expected in test.conclusions:
        yield from conclusion_missed(expected, outcomes.conclusions)
    for one in test.rules:
        verdict = verdict_on(rules.get(one.rule), outcomes)
        if verdict is not one.verdict:
            yield Missed(one, "verdict", verdict.value)


def conclusion_missed(expected: Expected, conclusions: Mapping[tuple[str, str, str], Conclusion]) -> Iterator[Missed]:
    """What is otherwise of one conclusion that is expected; of one about anything the one that is settled furthest counts."""
    found = conclusions_of(expected, conclusions)
    statuses = {one.status for one in found}
    status = next((one for one in (Status.CONCLUDED, Status.OPEN) if one in statuses), Status.RULED_OUT)
    if status is not expected.status:
        yield Missed(expected, "status", status.value)
        return
    reasons = [reason for one in found for reason in (one.reasons if status is Status.CONCLUDED else one.may)]
    if expected.priority:
        given = {reason.outcome.priority for reason in reasons}
        priority = next((one for one in PRIORITIES if one in given), "")
        if priority != expected.priority:
            yield Missed(expected, "priority", priority)
    if expected.responsible not in ("", expected.carried_out_by):
        yield Missed(expected, "responsible", expected.carried_out_by)
    lacking = [rule for rule in expected.because if rule not in {reason.rule.id for reason in reasons}]
    if lacking:
        yield Missed(expected, "because", ", ".join(lacking))


def conclusions_of(expected: Expected, conclusions: Mapping[tuple[str, str, str], Conclusion]) -> list[Conclusion]:
    """The conclusions that an expectation is about, those that are ruled out left out."""
    found = conclusions.get((expected.kind, expected.id, expected.about))
    if found is not None or expected.about:
        return [found] if found else []
    return [one for one in conclusions.values() if (one.kind, one.id) == (expected.kind, expected.id)]


def verdict_on(rule: Rule | None, outcomes: Outcomes) -> Verdict:
    """The verdict on a rule over all that it is about; one that does not count on the day, or is about nothing here, fails."""
    if rule is None:
        return Verdict.FAILS
    return any_holds(
        judged(rule, subject, ChainMap(subject.fields, outcomes.fields)).verdict  # type: ignore[arg-type]  # it is only read
        for subject in outcomes.subjects.get(rule.subject, ())
    )
