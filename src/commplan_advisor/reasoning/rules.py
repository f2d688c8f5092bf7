"""What can be said of a rule by itself over all questionnaires: it never holds, a condition of it says nothing, it adds nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.reasoning.consequences import Tried
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import FALSE, Formula
from commplan_advisor.rulebook.catalogue import ABOUT, PRIORITIES
from commplan_advisor.rulebook.model import Outcome, Rule

_RANKS = {priority: rank for rank, priority in enumerate(("", *reversed(PRIORITIES)))}


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
    """The rules that hold for nothing, whatever is answered; those of which that is not decided in time are not among them."""
    goals = {rule.id: holds(all_, rule) for rule in all_.book.rules}
    never = all_.never(goals.values())
    return tuple(rule for rule in all_.book.rules if goals[rule.id] in never)


def always_true_clauses(all_: Everything) -> tuple[tuple[Rule, int], ...]:
    """The clauses of `when`, by their place, that hold whenever the others of the rule hold: without them the rule holds as often.

    Left out are the clauses of rules that never hold, the only clause of a rule (it must have one), and what is not decided in time.
    """
    several = [rule for rule in all_.book.rules if len(rule.when) > 1]
    lacking = {(rule.id, place): lacks(all_, rule, (place,)) for rule in several for place in range(len(rule.when))}
    empty = {rule.id for rule in never_holds(all_)}
    never = all_.never(goal for (id_, _), goal in lacking.items() if id_ not in empty)
    return tuple(
        (rule, place) for rule in several if rule.id not in empty for place in range(len(rule.when)) if lacking[rule.id, place] in never
    )


def lacks(all_: Everything, rule: Rule, places: Collection[int]) -> Formula:
    """When for some thing all clauses of a rule hold but those at some places, of which none holds."""
    formulas = all_.formulas
    found = []
    for tried in all_.tried[rule.id]:
        held = [formulas.any(formulas.all(holds for holds, _ in group) for group in groups) for groups in tried.clauses]
        found.append(formulas.all((tried.thing.there, *(formulas.not_(one) if place in places else one for place, one in enumerate(held)))))
    return formulas.any(found)


def superfluous(all_: Everything) -> tuple[Superfluous, ...]:
    """The rules that add nothing but a reason: what they conclude, with its priority and what it serves, others conclude anyway.

    What is not decided in time is not among them, nor are rules that never hold.
    """
    return superfluous_and_undecided(all_)[0]


def superfluous_and_undecided(all_: Everything) -> tuple[tuple[Superfluous, ...], tuple[Rule, ...]]:
    """The rules that add nothing but a reason, and those of which that is not decided in time; those that never hold are left out."""
    instead = _Instead(all_)
    empty = {rule.id for rule in never_holds(all_)}
    others = {rule.id: instead.others(rule) for rule in all_.book.rules if rule.id not in empty}
    asked = {rule.id: instead.difference(rule, others[rule.id]) for rule in all_.book.rules if others.get(rule.id)}
    sometimes = all_.sometimes(asked.values())
    rules = [rule for rule in all_.book.rules if rule.id in asked]
    adding_nothing = [rule for rule in rules if sometimes[asked[rule.id]] is False]
    by = instead.enough([(rule, others[rule.id]) for rule in adding_nothing])
    return (
        tuple(Superfluous(rule, by[rule.id]) for rule in adding_nothing),
        tuple(rule for rule in rules if sometimes[asked[rule.id]] is None),
    )


class _Instead:
    """What rules conclude, and what else leads to the same.

    Args:
        all_: all questionnaires.
    """

    def __init__(self, all_: Everything) -> None:
        self._all = all_
        self._leading: dict[Key, list[tuple[Rule, Outcome, Tried]]] = {}
        for rule in all_.book.rules:
            for outcome, tried in self._conclusions(rule):
                self._leading.setdefault(_key(outcome, tried), []).append((rule, outcome, tried))

    def others(self, rule: Rule) -> Mapping[str, Rule]:
        """The rules that lead to something that a rule leads to."""
        found: dict[str, Rule] = {}
        for outcome, tried in self._conclusions(rule):
            found.update((other.id, other) for other, _ in self._to_the_same(rule, outcome, tried))
        return found

    def difference(self, rule: Rule, others: Collection[str]) -> Formula:
        """When a rule holds, or may hold, and none of some others does in its stead."""
        formulas = self._all.formulas
        found = []
        for outcome, tried in self._conclusions(rule):
            instead = [on for other, on in self._to_the_same(rule, outcome, tried) if other.id in others]
            found.append(formulas.all((tried.sure, formulas.not_(formulas.any(on.sure for on in instead)))))
            found.append(formulas.all((tried.may, formulas.not_(formulas.any(on.may for on in instead)))))
        return formulas.any(found)

    def enough(self, rules: Sequence[tuple[Rule, Mapping[str, Rule]]]) -> Mapping[str, tuple[Rule, ...]]:
        """By rule as few of the rules that make it superfluous as will do."""
        single = {(rule.id, one): self.difference(rule, (one,)) for rule, others in rules for one in others}
        never = self._all.never(single.values())
        found = {}
        for rule, others in rules:
            one = next((one for one in sorted(others) if single[rule.id, one] in never), None)
            found[rule.id] = (others[one],) if one is not None else self._few(rule, others)
        return found

    def _few(self, rule: Rule, others: Mapping[str, Rule]) -> tuple[Rule, ...]:
        left = sorted(others)
        for one in sorted(others):
            if self._do(rule, [other for other in left if other != one]):
                left.remove(one)
        return tuple(others[one] for one in left)

    def _do(self, rule: Rule, others: Collection[str]) -> bool:
        return bool(self._all.never((self.difference(rule, others),)))

    def _conclusions(self, rule: Rule) -> Iterator[tuple[Outcome, Tried]]:
        for tried in self._all.tried[rule.id]:
            if tried.may != FALSE:
                for outcome in rule.then:
                    yield outcome, tried

    def _to_the_same(self, rule: Rule, outcome: Outcome, tried: Tried) -> Iterator[tuple[Rule, Tried]]:
        """What leads to the same conclusion, with no less priority, for all that it serves, and telling no less of a problem."""
        for other, its, on in self._leading[_key(outcome, tried)]:
            if (
                other.id != rule.id
                and _RANKS[its.priority] >= _RANKS[outcome.priority]
                and _served(outcome, tried) <= _served(its, on)
                and (outcome.kind != "problem" or tried.thing.kind not in ("report", "initiative") or on.thing is tried.thing)
            ):
                yield other, on


def _key(outcome: Outcome, tried: Tried) -> Key:
    return outcome.kind, outcome.id, tried.thing.id if outcome.kind in ABOUT else ""


def _served(outcome: Outcome, tried: Tried) -> frozenset[str]:
    return frozenset((*outcome.serves, *((tried.thing.id,) if tried.thing.kind == "problem" else ())))
