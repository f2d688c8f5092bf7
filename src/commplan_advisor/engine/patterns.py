"""Rules as durable-rules understands them: each rule, and its tolerant twin.

A rule fires when all its conditions hold. Its twin tests every condition *or* that its field is not there, so it fires when the rule
holds or may yet hold. What neither fires for has failed. Every pattern begins with a mark that only our facts carry: a pattern made
of alternatives alone would also match the library's own record of its session, and never stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commplan_advisor.questionnaire.facts import ROWS, Value
from commplan_advisor.rulebook.model import AnyOf, Condition, Outcome, Rule

MARK = "k"
_NUMERIC = {"below": "$lt", "at_most": "$lte", "above": "$gt", "at_least": "$gte"}
_ANSWERED = "?"
_OWN = tuple(f"{kind}." for kind in (*ROWS, "problem", "action"))

Pattern = dict[str, Any]


class Program:
    """Some rules about one kind of subject, as one rule set of the engine.

    Rule 3 is `c3` there, and its twin `t3`. Fields have short names; one that ends in `?` says whether the field was answered.

    Args:
        kind: the kind of subject.
        rules: the rules, all about that kind.
    """

    def __init__(self, kind: str, rules: Sequence[Rule]) -> None:
        self.kind = kind
        self.rules = tuple(rules)
        self._names: dict[str, str] = {}
        self.definitions: dict[str, Any] = {}
        self.outcomes: dict[str, tuple[Rule, tuple[Outcome, ...]]] = {}
        for number, rule in enumerate(self.rules):
            certain = [self._any(clause, self._certain) if isinstance(clause, AnyOf) else self._certain(clause) for clause in rule.when]
            tolerant = [self._any(clause, self._tolerant) if isinstance(clause, AnyOf) else self._tolerant(clause) for clause in rule.when]
            self.definitions[f"c{number}"] = _rule(certain)
            self.definitions[f"t{number}"] = _rule(tolerant)
            self.outcomes[f"c{number}"] = self.outcomes[f"t{number}"] = (rule, rule.then)
        values = {path: name for path, name in self._names.items() if not path.endswith(_ANSWERED)}
        answered = {path.removesuffix(_ANSWERED): name for path, name in self._names.items() if path.endswith(_ANSWERED)}
        self._shared = [(path, name) for path, name in values.items() if not path.startswith(_OWN)]
        self._own = [(path, name) for path, name in values.items() if path.startswith(_OWN)]
        self._answered_shared = [(path, name) for path, name in answered.items() if not path.startswith(_OWN)]
        self._answered_own = [(path, name) for path, name in answered.items() if path.startswith(_OWN)]

    def shared(self, fields: Mapping[str, Value]) -> dict[str, Value]:
        """The fields of the case that these rules look at; the same for all subjects of a case."""
        fact: dict[str, Value] = {MARK: 1, "id": "1", "sid": "0"}
        fact.update({name: fields[path] for path, name in self._shared if path in fields})
        fact.update({name: True for path, name in self._answered_shared if path in fields})
        return fact

    def fact(self, own: Mapping[str, Value], shared: Mapping[str, Value]) -> dict[str, Value]:
        """A subject as a fact: its own fields that these rules look at, and what it shares."""
        fact = {**shared, **{name: own[path] for path, name in self._own if path in own}}
        if self._answered_own:
            fact.update({name: True for path, name in self._answered_own if path in own})
        return fact

    def _name(self, path: str) -> str:
        return self._names.setdefault(path, f"f{len(self._names)}")

    def _any(self, clause: AnyOf, patterns: Any) -> list[Pattern]:
        groups = [[pattern for condition in group for pattern in patterns(condition)] for group in clause.groups]
        if not all(groups):
            return []
        return [{"$or": [group[0] if len(group) == 1 else {"$and": group} for group in groups]}]

    def _certain(self, condition: Condition) -> list[Pattern]:
        match condition.operator:
            case "answered":
                return [{self._name(condition.field + _ANSWERED): True}]
            case "in":
                return [_or([{self._name(condition.field): value} for value in condition.values])]
            case "not_in":
                return [{"$neq": {self._name(condition.field): value}} for value in condition.values]
            case "includes":
                return [_or([{self._name(f"{condition.field}.{value}"): True} for value in condition.values])]
            case "lacks":
                return [{self._name(f"{condition.field}.{value}"): False} for value in condition.values]
            case operator:
                return [{_NUMERIC[operator]: {self._name(condition.field): condition.values[0]}}]

    def _tolerant(self, condition: Condition) -> list[Pattern]:
        match condition.operator:
            case "answered":
                return []
            case "in":
                missing = {"$nex": {self._name(condition.field): 1}}
                return [_or([{self._name(condition.field): value} for value in condition.values] + [missing])]
            case "includes":
                flags = [self._name(f"{condition.field}.{value}") for value in condition.values]
                return [_or([pattern for flag in flags for pattern in ({flag: True}, {"$nex": {flag: 1}})])]
            case "lacks":
                flags = [self._name(f"{condition.field}.{value}") for value in condition.values]
                return [_or([{flag: False}, {"$nex": {flag: 1}}]) for flag in flags]
            case _:
                missing = {"$nex": {self._name(condition.field): 1}}
                return [_or([pattern, missing]) for pattern in self._certain(condition)]


def _or(patterns: Sequence[Pattern]) -> Pattern:
    return patterns[0] if len(patterns) == 1 else {"$or": list(patterns)}


def _rule(clauses: Sequence[Sequence[Pattern]]) -> dict[str, Any]:
    return {"all": [{"m": {"$and": [{MARK: 1}, *(pattern for clause in clauses for pattern in clause)]}}]}
