"""What a questionnaire shows of a rule, in Dutch: the names of tests that are proposed."""

from __future__ import annotations

from collections.abc import Mapping

from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.edits import Edit, places
from commplan_advisor.maintenance.testing.mutants import Mutant
from commplan_advisor.maintenance.testing.states import State
from commplan_advisor.maintenance.testing.telling import Telling
from commplan_advisor.rulebook.model import Condition, Rule

_OF_RULE = {Verdict.HOLDS: "geldt", Verdict.FAILS: "geldt niet", Verdict.UNKNOWN: "is nog niet bekend"}
_HOLDS: Mapping[str, str] = {
    "in": "is",
    "not_in": "is niet",
    "below": "is lager dan",
    "at_most": "is hooguit",
    "above": "is hoger dan",
    "at_least": "is minstens",
    "includes": "bevat",
    "lacks": "bevat niet",
    "answered": "is beantwoord",
}
_FAILS: Mapping[str, str] = {
    "in": "is niet",
    "not_in": "is",
    "below": "is niet lager dan",
    "at_most": "is hoger dan",
    "above": "is niet hoger dan",
    "at_least": "is lager dan",
    "includes": "bevat niet",
    "lacks": "bevat",
    "answered": "is niet beantwoord",
}


def name_of(telling: Telling, rules: Mapping[tuple[str, int, str], Rule]) -> str:
    """What is shown, by the goal that says it best: how a rule gets its verdict.

    Args:
        telling: a questionnaire and what it shows.
        rules: by file, line and name.
    """
    first = telling.goals[0]
    same = [goal for goal in telling.goals if (goal.file, goal.line, goal.rule) == (first.file, first.line, first.rule)]
    best = min(same, key=_telling)
    rule = rules.get((best.file, best.line, best.rule))
    if rule is None:
        words = best.change if isinstance(best, Mutant) else _OF_RULE[best.verdict]
    elif isinstance(best, State):
        words = _of_state(best, rule)
    else:
        verdict = next((verdict for verdict, names in telling.rules.items() if best.rule in names), Verdict.FAILS)
        words = f"{_OF_RULE[verdict]}, {_of_change(best, rule)}"
    return f"{first.rule}: {words}"


def _telling(goal: State | Mutant) -> int:
    """The less, the better it says what a questionnaire shows."""
    if isinstance(goal, Mutant):
        return 3
    if goal.condition is None:
        return 0 if goal.verdict is Verdict.HOLDS else 4
    return {Verdict.FAILS: 1, Verdict.UNKNOWN: 2, Verdict.HOLDS: 5}[goal.verdict]


def _of_state(state: State, rule: Rule) -> str:
    if state.condition is None:
        return _OF_RULE[state.verdict]
    condition = places(rule)[state.condition]
    return f"{condition.field} is niet bekend" if state.verdict is Verdict.UNKNOWN else _condition(condition, state.verdict)


def _of_change(mutant: Mutant, rule: Rule) -> str:
    """What makes a rule get its verdict, where a change of it would make it get another."""
    edit = mutant.edit
    condition = places(rule).get(Edit(edit.clause, edit.group, edit.member)) if edit else None
    if condition is None:
        return "door een van de groepen" if edit else f"door de datum {mutant.day}"
    return f"op de grens van {condition.field}" if mutant.sort == "threshold" else f"door {condition.field}"


def _condition(condition: Condition, verdict: Verdict) -> str:
    operator = (_HOLDS if verdict is Verdict.HOLDS else _FAILS)[condition.operator]
    return " ".join(filter(None, (condition.field, operator, " of ".join(map(_shown, condition.values)))))


def _shown(value: object) -> str:
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)
