"""What tests can make of a rule and of each of its conditions: that it holds, fails, or is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.edits import Edit, places
from commplan_advisor.maintenance.testing.seen import Seen, Verdicts
from commplan_advisor.reasoning.consequences import Tried
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import Formula
from commplan_advisor.rulebook.model import Rule


class State(NamedTuple):
    """A verdict on a rule, or on one of its conditions, for anything that the rule is about.

    Attributes:
        file: the file of the rule.
        line: the line in that file.
        rule: its name.
        condition: which condition, as the edit that leaves it out; None for the rule as a whole.
        verdict: holds, unknown or fails.
    """

    file: str
    line: int
    rule: str
    condition: Edit | None
    verdict: Verdict


def states_of(rule: Rule) -> tuple[State, ...]:
    """All states of a rule and its conditions."""
    return tuple(State(rule.file, rule.line, rule.id, condition, verdict) for condition in (None, *places(rule)) for verdict in Verdict)


def states_seen(rule: Rule, seen: Seen) -> Iterator[State]:
    """The states of a rule that some questionnaires bring about."""
    kind = seen.of(rule.subject)
    told: dict[Edit | None, Verdicts] = {None: kind.rule(rule.when)}
    told |= {where: kind.condition(condition) for where, condition in places(rule).items()}
    for condition, (holds, fails) in told.items():
        for verdict, bits in ((Verdict.HOLDS, holds), (Verdict.FAILS, fails), (Verdict.UNKNOWN, kind.every & ~holds & ~fails)):
            if bits:
                yield State(rule.file, rule.line, rule.id, condition, verdict)


def formula_of(state: State, all_: Everything) -> Formula:
    """When a state comes about, over all questionnaires."""
    return all_.formulas.any(_for_one(state, tried, all_) for tried in all_.tried[state.rule])


def _for_one(state: State, tried: Tried, all_: Everything) -> Formula:
    formulas, there = all_.formulas, tried.thing.maybe
    where = state.condition
    if where is None:
        holds, fails = tried.sure, formulas.all((there, formulas.not_(tried.may)))
    else:
        held, failed = tried.clauses[where.clause][max(where.group, 0)][max(where.member, 0)]
        holds, fails = formulas.all((there, held)), formulas.all((there, failed))
    if state.verdict is Verdict.HOLDS:
        return holds
    if state.verdict is Verdict.FAILS:
        return fails
    return formulas.all((there, formulas.not_(holds), formulas.not_(fails)))
