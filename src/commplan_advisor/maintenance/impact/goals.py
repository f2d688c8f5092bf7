"""When a change in a rule makes advice other: as formulas over all questionnaires, and as a look at what both engines conclude.

A rule can make a difference in what is concluded; in whether something is open; in the reasons of what is concluded; in the priority of an
action or what it serves; or in the words of its reason. They are tried in this order, so that the first that can be is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from commplan_advisor.advice.planning import priority_of
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Outcomes, Reason, Status
from commplan_advisor.engine.subjects import served_by
from commplan_advisor.reasoning.consequences import Tried
from commplan_advisor.reasoning.everything import Everything
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula
from commplan_advisor.rulebook.catalogue import ABOUT, PARTS
from commplan_advisor.rulebook.model import Condition, Outcome, Rule, RuleBook

_WITH_REASONS = ("finding", "problem", "cause", "action", "option", "task", "duty", "moment", "indicator")
"""Kinds of conclusion of which the advice says why."""

Pair = tuple[Outcomes, Outcomes]


@dataclass(frozen=True, slots=True)
class Goal:
    """A way in which a change makes advice other.

    Attributes:
        formula: when it does.
        holds: whether it does for a questionnaire, by what both engines conclude.
    """

    formula: Formula
    holds: Callable[[Pair], bool]


@dataclass(frozen=True)
class Leading:
    """A rule in one of two versions, and when it leads to what it concludes.

    Attributes:
        rule: the rule; None where there is none that counts.
        all_: what its rule book makes of all questionnaires.
    """

    rule: Rule | None
    all_: Everything

    @cached_property
    def tried(self) -> Mapping[tuple[str, str], Tried]:
        """What came of trying it, by what it was tried on."""
        return {(one.thing.kind, one.thing.id): one for one in self.all_.tried[self.rule.id]} if self.rule else {}

    @cached_property
    def keys(self) -> Mapping[tuple[Key, tuple[str, str]], tuple[Formula, Formula]]:
        """By what it concludes and what it is about: when it leads to that for sure, and when it does so or may."""
        found = {}
        for outcome in self.rule.then if self.rule else ():
            for (kind, id_), one in self.tried.items():
                found[(outcome.kind, outcome.id, id_ if outcome.kind in ABOUT else ""), (kind, id_)] = (one.sure, one.may)
        return found


class Goals:
    """The ways in which a rule can make advice other.

    Args:
        old: the rule as it was, in the version before.
        new: the rule as it is, in the version after.
        language: of the advice.
    """

    def __init__(self, old: Leading, new: Leading, language: Language) -> None:
        self.sides = (old, new)
        self.language: Language = language
        self.formulas = old.all_.formulas
        self.names = tuple(side.rule.id if side.rule else "" for side in self.sides)

    def strongest_first(self) -> Iterator[Goal]:
        """Each way, as long as it is not plain that it cannot be."""
        for make in (self._concluded_and_shown, self._opened, self._reasons, self._standing, self._concluded, self._words, self._answers):
            goal = make()
            if goal.formula != FALSE:
                yield goal

    # -- what is concluded, or open ----------------------------------------------------------------------------------------------------

    def _concluded_and_shown(self) -> Goal:
        keys = self._keys()
        shown = [self.formulas.all((self._turned(key, thing, 0), self._shown(key))) for key, thing in keys]
        return Goal(self.formulas.any(shown), lambda pair: any(self._has_turned(key, pair, 0) for key, _ in keys))

    def _concluded(self) -> Goal:
        """Where the advice may not show it: a date that is later than others, a part of a role that has a larger one."""
        keys = self._keys()
        turned = self.formulas.any(self._turned(key, thing, 0) for key, thing in keys)
        return Goal(turned, lambda pair: any(self._has_turned(key, pair, 0) for key, _ in keys))

    def _opened(self) -> Goal:
        keys = self._keys()
        turned = self.formulas.any(self._turned(key, thing, 1) for key, thing in keys)
        return Goal(turned, lambda pair: any(self._has_turned(key, pair, 1) for key, _ in keys))

    def _keys(self) -> list[tuple[Key, tuple[str, str]]]:
        return list(dict.fromkeys([*self.sides[0].keys, *self.sides[1].keys]))

    def _leads(self, side: int, key: Key, thing: tuple[str, str], may: int) -> Formula:
        return self.sides[side].keys.get((key, thing), (FALSE, FALSE))[may]

    def _turned(self, key: Key, thing: tuple[str, str], ruled_out: int) -> Formula:
        """When the rule leads to a conclusion in one version only, and the conclusion is drawn (or ruled out) in one only."""
        verdicts = [side.all_.verdicts.get(key, (FALSE, TRUE))[ruled_out] for side in self.sides]
        leads = [self._leads(side, key, thing, ruled_out) for side in (0, 1)]
        return self.formulas.all((self._other(*leads), self._other(*verdicts)))

    def _has_turned(self, key: Key, pair: Pair, ruled_out: int) -> bool:
        wanted = Status.RULED_OUT if ruled_out else Status.CONCLUDED
        states = [outcomes.status(*key) is wanted for outcomes in pair]
        leads = [self._reason_keys(side, key, pair, may=bool(ruled_out)) for side in (0, 1)]
        return states[0] != states[1] and leads[0] != leads[1]

    def _other(self, one: Formula, two: Formula) -> Formula:
        if one == two:
            return FALSE
        formulas = self.formulas
        return formulas.any((formulas.all((one, formulas.not_(two))), formulas.all((two, formulas.not_(one)))))

    def _reason_keys(self, side: int, key: Key, pair: Pair, *, may: bool = False) -> set[tuple[str, str]]:
        """What the rule is about where it leads to a conclusion."""
        found = pair[side].conclusions.get(key)
        reasons: Iterable[Reason] = () if found is None else (*found.reasons, *found.may) if may else found.reasons
        return {(one.subject.kind, one.subject.id) for one in reasons if one.rule.id == self.names[side]}

    def _shown(self, key: Key) -> Formula:
        """When the advice surely shows that something is concluded in one version only."""
        kind, id_, about = key
        formulas = self.formulas
        match kind:
            case "part":
                return formulas.any(self._other(*(self._heaviest(side, id_, about, part) for side in self.sides)) for part in PARTS)
            case "timing":
                others = [one for one in self._all_keys() if one[0] == "timing" and one[2] == about and one[1] != id_]
                before = [("action", first, "") for first in self._firsts(about)]
                return formulas.not_(formulas.any(self._sure(side, one) for side in self.sides for one in (*others, *before)))
            case "order":
                return formulas.all(self._sure(side, ("action", id_, "")) for side in self.sides)
            case _:
                return TRUE

    def _all_keys(self) -> list[Key]:
        return list(dict.fromkeys([*self.sides[0].all_.verdicts, *self.sides[1].all_.verdicts]))

    def _sure(self, side: Leading, key: Key) -> Formula:
        return side.all_.verdicts.get(key, (FALSE, TRUE))[0]

    def _firsts(self, action: str) -> set[str]:
        entries = [side.all_.book.catalogue.actions.get(action) for side in self.sides]
        ordered = {one[1] for one in self._all_keys() if one[0] == "order" and one[2] == action}
        return ordered | {first for entry in entries if entry for first in entry.after}

    def _heaviest(self, side: Leading, id_: str, action: str, part: str) -> Formula:
        """When a role has a part in an action, and none that is larger."""
        role = id_.partition(":")[0]
        entry = side.all_.book.catalogue.actions.get(action)
        own = set(entry.roles.parts()) if entry else set()

        def has(part: str) -> Formula:
            return TRUE if (part, role) in own else self._sure(side, ("part", f"{role}:{part}", action))

        larger = [has(one) for one in PARTS[: PARTS.index(part)]]
        return self.formulas.all((has(part), self.formulas.not_(self.formulas.any(larger))))

    # -- what is said of it ------------------------------------------------------------------------------------------------------------

    def _reasons(self) -> Goal:
        keys = [(key, thing) for key, thing in self._keys() if key[0] in _WITH_REASONS]
        formula = self.formulas.any(self._other(*(self._leads(side, key, thing, 0) for side in (0, 1))) for key, thing in keys)

        def holds(pair: Pair) -> bool:
            return any(self._reason_keys(0, key, pair) != self._reason_keys(1, key, pair) for key, _ in keys)

        return Goal(formula, holds)

    def _standing(self) -> Goal:
        """Another priority of an action, or other problems that it serves."""
        actions = sorted({key for key, _ in self._keys() if key[0] == "action"})
        parts = []
        for key in actions:
            first, second = (_standing_of(side.all_, key) for side in self.sides)
            other = self.formulas.any(self._other(first.get(name, FALSE), second.get(name, FALSE)) for name in sorted({*first, *second}))
            parts.append(self.formulas.all((other, *(self._sure(side, key) for side in self.sides), self._led_by_rule(key))))

        def holds(pair: Pair) -> bool:
            return any(
                all(outcomes.status(*key) is Status.CONCLUDED for outcomes in pair)
                and len({_standing_in(outcomes, key) for outcomes in pair}) > 1
                and any(self._reason_keys(side, key, pair) for side in (0, 1))
                for key in actions
            )

        return Goal(self.formulas.any(parts), holds)

    def _led_by_rule(self, key: Key) -> Formula:
        return self.formulas.any(self._leads(side, key, thing, 0) for side in (0, 1) for other, thing in self._keys() if other == key)

    def _words(self) -> Goal:
        """The reason, in other words, from other sources or by another name."""
        said = [_said(side.rule, side.all_.book, self.language) if side.rule else None for side in self.sides]
        return self._in_both() if said[0] != said[1] else Goal(FALSE, lambda _: False)

    def _answers(self) -> Goal:
        """The answers beside a reason: those that the rule looks at."""
        looked = [{one.field for one in side.rule.conditions} if side.rule else set() for side in self.sides]
        if looked[0] == looked[1] or None in (self.sides[0].rule, self.sides[1].rule):
            return Goal(FALSE, lambda _: False)
        return self._in_both([Condition(path, "answered") for path in sorted(looked[0] ^ looked[1])])

    def _in_both(self, answered: Sequence[Condition] = ()) -> Goal:
        keys = [(key, thing) for key, thing in self._keys() if key[0] in _WITH_REASONS]
        parts = []
        for key, thing in keys:
            leads = [self._leads(side, key, thing, 0) for side in (0, 1)]
            known = [self._known(thing, one) for one in answered]
            parts.append(self.formulas.all((*leads, self.formulas.any(known) if answered else TRUE)))

        def holds(pair: Pair) -> bool:
            return any(self._reason_keys(0, key, pair) & self._reason_keys(1, key, pair) for key, _ in keys)

        return Goal(self.formulas.any(parts), holds)

    def _known(self, thing: tuple[str, str], condition: Condition) -> Formula:
        side = self.sides[1]
        own = side.tried[thing].thing.fields.get(condition.field) if thing in side.tried else None
        field = own or side.all_.fields.get(condition.field)
        return field.test(condition, self.formulas)[0] if field else FALSE


def _said(rule: Rule, book: RuleBook, language: Language) -> tuple[object, ...]:
    text = rule.because.in_(language)
    numbers = tuple((name, one.value) for name, one in sorted(book.parameters.items()) if f"{{${name}}}" in text)
    sources = tuple((cited, book.sources[cited.partition(" ")[0]]) for cited in rule.sources)
    return rule.id, text, numbers, str(sources), rule.basis


def _standing_of(all_: Everything, key: Key) -> dict[str, Formula]:
    """When an action has each priority, and when it serves each problem."""
    formulas = all_.formulas
    priorities: dict[str, list[Formula]] = {"high": [], "middle": []}
    serves: dict[str, list[Formula]] = {}
    for rule in all_.book.rules:
        for outcome in rule.then:
            if (outcome.kind, outcome.id) == key[:2]:
                for tried in all_.tried[rule.id]:
                    if outcome.priority in priorities:
                        priorities[outcome.priority].append(tried.sure)
                    for problem in _served(outcome, tried):
                        serves.setdefault(f"serves {problem}", []).append(tried.sure)
    high, middle = (formulas.any(priorities[name]) for name in ("high", "middle"))
    told = {problem: formulas.any(sure) for problem, sure in serves.items()}
    return {**told, "high": high, "middle": formulas.all((middle, formulas.not_(high)))}


def _served(outcome: Outcome, tried: Tried) -> tuple[str, ...]:
    return (*((tried.thing.id,) if tried.thing.kind == "problem" else ()), *outcome.serves)


def _standing_in(outcomes: Outcomes, key: Key) -> tuple[object, ...]:
    served = {problem for reason in outcomes.conclusions[key].reasons for problem in served_by(reason)}
    return priority_of(outcomes, key[1]), frozenset(served)


def goals_of_entry(kinds: Iterable[str], id_: str, before: Everything, after: Everything) -> Iterator[Goal]:
    """When an entry of the catalogue is concluded in either version; a role, when it takes part in something that is.

    An action that comes after others shows that only when one of them is concluded as well.
    """
    wanted = tuple(kinds)
    sides = (before, after)
    keys = [
        key
        for key in dict.fromkeys([*before.verdicts, *after.verdicts])
        if (key[0] in wanted and key[1].partition(":")[0] == id_) or ("part" in wanted and id_ in _roles_in(key, before.book, after.book))
    ]
    if "action" in wanted:
        entries = [all_.book.catalogue.actions.get(id_) for all_ in sides]
        firsts = [("action", first, "") for first in sorted({first for entry in entries if entry for first in entry.after if first != id_})]
        yield _concluded_in_either([keys, firsts], sides)
    yield _concluded_in_either([keys], sides)


def _concluded_in_either(all_of: Sequence[Sequence[Key]], sides: tuple[Everything, Everything]) -> Goal:
    """When at least one of each of these is concluded, in either version."""
    formulas = sides[0].formulas
    formula = formulas.all(formulas.any(all_.verdicts.get(key, (FALSE, TRUE))[0] for key in keys for all_ in sides) for keys in all_of)

    def holds(pair: Pair) -> bool:
        return all(any(outcomes.status(*key) is Status.CONCLUDED for key in keys for outcomes in pair) for keys in all_of)

    return Goal(formula, holds)


def _roles_in(key: Key, *books: RuleBook) -> set[str]:
    """The roles that the catalogue names for an action, task or duty."""
    found: set[str] = set()
    for book in books:
        action = book.catalogue.actions.get(key[1]) if key[0] == "action" else None
        found |= {role for _, role in action.roles.parts()} if action else set()
        assigned = {"task": book.catalogue.tasks, "duty": book.catalogue.duties}.get(key[0], {}).get(key[1])
        found |= {assigned.role} if assigned else set()
    return found
