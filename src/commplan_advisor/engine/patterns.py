"""Rules as durable-rules understands them: each rule, and its tolerant twin.

A rule fires when all its conditions hold. Its twin tests every condition *or* that its field is not there, so it fires when the rule
holds or may yet hold. What neither fires for has failed. Every pattern begins with a mark that only our facts carry: a pattern made
of alternatives alone would also match the library's own record of its session, and never stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commplan_advisor.questionnaire.facts import Value
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule

MARK = "k"
_NUMERIC = {"below": "$lt", "at_most": "$lte", "above": "$gt", "at_least": "$gte"}
_ANSWERED = "?"

Pattern = dict[str, Any]


@dataclass(slots=True)
class Program:
    """Some rules about one kind of subject, as one rule set of the engine.

    Attributes:
        rules: in the order of their numbers; rule 3 is `c3`, its twin `t3`.
        names: the short name that each field has in the engine; a name that ends in `?` says whether the field was answered.
    """

    rules: tuple[Rule, ...]
    names: dict[str, str] = field(default_factory=dict)

    def definitions(self) -> dict[str, Any]:
        """The rule set as the engine takes it."""
        found: dict[str, Any] = {}
        for number, rule in enumerate(self.rules):
            certain = [self._any(clause, self._certain) if isinstance(clause, AnyOf) else self._certain(clause) for clause in rule.when]
            tolerant = [self._any(clause, self._tolerant) if isinstance(clause, AnyOf) else self._tolerant(clause) for clause in rule.when]
            found[f"c{number}"] = _rule(certain)
            found[f"t{number}"] = _rule(tolerant)
        return found

    def fact(self, own: Mapping[str, Value], shared: Mapping[str, Value]) -> dict[str, Value]:
        """The fields of a subject that these rules look at: its own first, then those of the case."""
        fact: dict[str, Value] = {MARK: 1, "id": "1", "sid": "0"}
        for path, name in self.names.items():
            value = own.get(path)
            if value is None:
                value = shared.get(path)
            if value is not None:
                fact[name] = value
        for path in self._answered:
            if path in own or path in shared:
                fact[self.names[path + _ANSWERED]] = True
        return fact

    _answered: list[str] = field(default_factory=list)

    def _name(self, path: str) -> str:
        return self.names.setdefault(path, f"f{len(self.names)}")

    def _marker(self, path: str) -> str:
        if path not in self._answered:
            self._answered.append(path)
        return self._name(path + _ANSWERED)

    def _any(self, clause: AnyOf, patterns: Any) -> list[Pattern]:
        groups = [[pattern for condition in group for pattern in patterns(condition)] for group in clause.groups]
        if not all(groups):
            return []
        return [{"$or": [group[0] if len(group) == 1 else {"$and": group} for group in groups]}]

    def _certain(self, condition: Condition) -> list[Pattern]:
        match condition.operator:
            case "answered":
                return [{self._marker(condition.field): True}]
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
