"""What is still to be shown by a test: a state of a rule that no test brings about, or a change that no test notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from commplan_advisor.engine.engine import Instead
from commplan_advisor.maintenance.testing.mutants import Mutant
from commplan_advisor.maintenance.testing.seen import Seen, Verdicts
from commplan_advisor.maintenance.testing.states import State, formula_of, states_seen
from commplan_advisor.questionnaire.facts import Subject
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.rulebook.model import Rule

Equal = Literal["always", "rows"]
"""Whether a change makes no difference for any questionnaire, or was only proven to make none with lists of a limited length."""


@dataclass(frozen=True)
class Goal:
    """Something to be shown.

    Attributes:
        of: the state, or the change.
        rules: that a test must name.
        formula: when a questionnaire shows it.
        met: whether it is shown by the one questionnaire that was seen.
        things: of a change that only conclusions about a thing show, the things of each rule that show it.
        or_else: what to look for when no questionnaire is found for this.
    """

    of: State | Mutant
    rules: tuple[str, ...]
    formula: Formula
    met: Callable[[Seen], bool]
    things: Callable[[Seen], Iterator[tuple[str, Subject]]] | None = None
    or_else: Goal | None = None


def goals_of_states(states: Iterable[State], all_: Everything) -> tuple[list[Goal], frozenset[State]]:
    """The states as goals, and those of them that no questionnaire brings about."""
    formulas = {state: formula_of(state, all_) for state in states}
    never = all_.never(formulas.values())
    rules = {rule.id: rule for rule in all_.book.rules}
    goals = [
        Goal(state, (state.rule,), formula, _sees_state(state, rules[state.rule]))
        for state, formula in formulas.items()
        if formula not in never
    ]
    return goals, frozenset(state for state, formula in formulas.items() if formula in never)


def _sees_state(state: State, rule: Rule) -> Callable[[Seen], bool]:
    return lambda seen: state in states_seen(rule, seen)


def goals_of_mutants(
    mutants: Mapping[Mutant, Instead], all_: Everything, any_rows: Callable[[], Everything]
) -> tuple[list[Goal], dict[Mutant, Equal]]:
    """The changes as goals, and those of them that are proven to make no difference to any questionnaire."""
    rules = {rule.id: rule for rule in all_.book.rules}
    by_thing = {mutant: _differs_for_one(instead, all_) for mutant, instead in mutants.items()}
    as_whole = {mutant: _differs_overall(instead, all_) for mutant, instead in mutants.items()}
    never = all_.never((*by_thing.values(), *as_whole.values()))
    goals = []
    equal: dict[Mutant, Equal] = {}
    for mutant, instead in mutants.items():
        if by_thing[mutant] in never:
            equal[mutant] = "rows"
            continue
        things = _differing(instead, rules)
        goal = Goal(mutant, tuple(instead), by_thing[mutant], _finds_any(things), things)
        if as_whole[mutant] not in never:
            goal = Goal(mutant, tuple(instead), as_whole[mutant], _sees_other_verdict(instead, rules), or_else=goal)
        goals.append(goal)
    if equal:
        wide = any_rows()
        formulas = {mutant: _differs_for_one(mutants[mutant], wide) for mutant in equal}
        nowhere = wide.never(formulas.values())
        equal = {mutant: "always" if formula in nowhere else "rows" for mutant, formula in formulas.items()}
    return goals, equal


def _sees_other_verdict(instead: Instead, rules: Mapping[str, Rule]) -> Callable[[Seen], bool]:
    return lambda seen: any(seen.overall(rules[name], 0) is not seen.overall(new, 0) for name, new in instead.items())


def _differing(instead: Instead, rules: Mapping[str, Rule]) -> Callable[[Seen], Iterator[tuple[str, Subject]]]:
    """The things for which rules get another verdict, those that are there for sure first."""

    def differing(seen: Seen) -> Iterator[tuple[str, Subject]]:
        for name, new in instead.items():
            kind = seen.of(rules[name].subject)
            before = seen.rule(rules[name])
            after = seen.rule(new) if new else Verdicts(0, kind.every)
            bits = (before.holds ^ after.holds) | (before.fails ^ after.fails)
            found = [subject for number, (subject, _) in enumerate(kind.subjects) if bits >> number & 1]
            yield from ((name, subject) for subject in sorted(found, key=lambda one: not one.settled))

    return differing


def _finds_any(things: Callable[[Seen], Iterator[object]]) -> Callable[[Seen], bool]:
    return lambda seen: next(things(seen), None) is not None


def _differs_for_one(instead: Instead, all_: Everything) -> Formula:
    """When a rule gets another verdict for one of the things that it is about."""
    found = []
    for name, new in instead.items():
        others = all_.instead(new, name) if new else ()
        for index, one in enumerate(all_.tried[name]):
            sure, may = (others[index].sure, others[index].may) if new else (FALSE, FALSE)
            found += [_differ(one.sure, sure, all_), _differ(one.may, may, all_)]
    return all_.formulas.any(found)


def _differs_overall(instead: Instead, all_: Everything) -> Formula:
    """When a rule gets another verdict over all that it is about."""
    found = []
    for name, new in instead.items():
        before, after = all_.tried[name], all_.instead(new, name) if new else ()
        for side in (lambda one: one.sure), (lambda one: one.may):
            found.append(_differ(_any(map(side, before), all_), _any(map(side, after), all_), all_))
    return all_.formulas.any(found)


def _any(formulas: Iterable[Formula], all_: Everything) -> Formula:
    return all_.formulas.any(formulas)


def _differ(one: Formula, other: Formula, all_: Everything) -> Formula:
    formulas = all_.formulas
    if one == other:
        return FALSE
    return formulas.any((formulas.all((one, formulas.not_(other))), formulas.all((formulas.not_(one), other))))


def in_order(goals: Sequence[Goal]) -> list[Goal]:
    """Goals by rule, and of each rule first the changes: a questionnaire that shows one mostly shows some states as well."""

    def place(goal: Goal) -> tuple[str, int, str, bool]:
        of = goal.of
        return of.file, of.line, of.rule, not isinstance(of, Mutant)

    return sorted(goals, key=place)
