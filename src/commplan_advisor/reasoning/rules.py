"""What can be said of a rule by itself over all questionnaires: that it never holds, that a condition of it says nothing, that it adds nothing.

What is not decided in time is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.reasoning.consequences import Tried
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.rulebook.model import ABOUT, Outcome, Rule

_RANKS = {"high": 3, "middle": 2, "low": 1, "": 0}


@dataclass(frozen=True, slots=True)
class Superfluous:
    """A rule without which everything would be concluded, open and ruled out as it is now; all that it adds is its reason.

    Attributes:
        rule: the rule.
        by: the rules that lead to the same whenever it does, one where one is enough.
    """

    rule: Rule
    by: tuple[Rule, ...]


def holds(all_: Everything, rule: Rule) -> Formula:
    """When a rule holds for at least one thing."""
    return all_.formulas.any(one.sure for one in all_.tried[rule.id])


def never_holds(all_: Everything) -> tuple[Rule, ...]:
    """The rules that hold for nothing, whatever is answered."""
    goals = {rule.id: holds(all_, rule) for rule in all_.book.rules}
    never = all_.prover.never(set(goals.values()))
    return tuple(rule for rule in all_.book.rules if goals[rule.id] in never)


def always_true_clauses(all_: Everything) -> tuple[tuple[Rule, int], ...]:
    """The clauses of `when`, by their place, that hold whenever the others of the rule hold: without them the rule holds as often.

    Left out are the clauses of rules that never hold, and the only clause of a rule: a rule must have one.
    """
    several = [rule for rule in all_.book.rules if len(rule.when) > 1]
    without = {(rule.id, place): _without(all_, rule, place) for rule in several for place in range(len(rule.when))}
    never = all_.prover.never(set(without.values()))
    empty = {rule.id for rule in never_holds(all_)}
    return tuple(
        (rule, place) for rule in several if rule.id not in empty for place in range(len(rule.when)) if without[rule.id, place] in never
    )


def _without(all_: Everything, rule: Rule, place: int) -> Formula:
    """When all clauses of a rule hold but this one."""
    formulas = all_.formulas
    cases = []
    for tried in all_.tried[rule.id]:
        held = [formulas.any(formulas.all(holds for holds, _ in group) for group in groups) for groups in tried.clauses]
        others = (one for number, one in enumerate(held) if number != place)
        cases.append(formulas.all((tried.thing.there, *others, formulas.not_(held[place]))))
    return formulas.any(cases)


def superfluous(all_: Everything) -> tuple[Superfluous, ...]:
    """The rules that add nothing but a reason: what they conclude, with its priority and what it serves, others conclude anyway."""
    leading = _leading(all_)
    found = []
    for rule in all_.book.rules:
        by = _made_superfluous_by(all_, rule, leading)
        if by:
            found.append(Superfluous(rule, by))
    return tuple(found)


_Leading = Mapping[Key, Sequence[tuple[Rule, Outcome, Tried]]]
"""By conclusion the rules that lead to it, each with what it was tried on."""


def _leading(all_: Everything) -> _Leading:
    leading: dict[Key, list[tuple[Rule, Outcome, Tried]]] = {}
    for rule in all_.book.rules:
        for tried in all_.tried[rule.id]:
            if tried.may != FALSE:
                for outcome in rule.then:
                    leading.setdefault(_key(outcome, tried), []).append((rule, outcome, tried))
    return leading


def _key(outcome: Outcome, tried: Tried) -> Key:
    return outcome.kind, outcome.id, tried.thing.id if outcome.kind in ABOUT else ""


def _made_superfluous_by(all_: Everything, rule: Rule, leading: _Leading) -> tuple[Rule, ...]:
    """The others that lead to the same whenever a rule does; none when there is a questionnaire for which it makes a difference."""
    others: dict[str, Rule] = {}
    for outcome, tried in _conclusions(all_, rule):
        others.update({other.id: other for other, *_ in _instead(rule, outcome, tried, leading)})
    if not others or not _adds_nothing(all_, rule, leading, frozenset(others)):
        return ()
    for one in sorted(others):
        if _adds_nothing(all_, rule, leading, frozenset((one,))):
            return (others[one],)
    left = set(others)
    for one in sorted(others):
        if _adds_nothing(all_, rule, leading, frozenset(left - {one})):
            left.discard(one)
    return tuple(others[one] for one in sorted(left))


def _conclusions(all_: Everything, rule: Rule) -> Iterator[tuple[Outcome, Tried]]:
    for tried in all_.tried[rule.id]:
        if tried.may != FALSE:
            for outcome in rule.then:
                yield outcome, tried


def _instead(rule: Rule, outcome: Outcome, tried: Tried, leading: _Leading) -> Iterator[tuple[Rule, Outcome, Tried]]:
    """What leads to the same conclusion, with no less priority and for all that it serves, telling no less of a problem."""
    for other, its, on in leading[_key(outcome, tried)]:
        if (
            other.id != rule.id
            and _RANKS[its.priority] >= _RANKS[outcome.priority]
            and _serves(outcome, tried) <= _serves(its, on)
            and (outcome.kind != "problem" or tried.thing.kind not in ("report", "initiative") or on.thing is tried.thing)
        ):
            yield other, its, on


def _serves(outcome: Outcome, tried: Tried) -> frozenset[str]:
    return frozenset((*outcome.serves, *((tried.thing.id,) if tried.thing.kind == "problem" else ())))


def _adds_nothing(all_: Everything, rule: Rule, leading: _Leading, others: frozenset[str]) -> bool:
    formulas = all_.formulas
    makes_a_difference = []
    for outcome, tried in _conclusions(all_, rule):
        instead = [on for other, _, on in _instead(rule, outcome, tried, leading) if other.id in others]
        for mine, its in ((tried.sure, [on.sure for on in instead]), (tried.may, [on.may for on in instead])):
            makes_a_difference.append(formulas.all((mine, formulas.not_(formulas.any(its)))))
    goal = formulas.any(makes_a_difference)
    return bool(all_.prover.never((goal,)))
