"""Rules as durable-rules understands them: each rule, or its tolerant twin, or both.

A rule fires when all its conditions hold. Its twin tests every condition *or* that its field is not there, so it fires when the rule
holds or may yet hold. What neither fires for has failed. A rule that only tests what every subject of its kind states has no need of a
twin. And where each condition looks at fields that all have to be there, the twin says it all: when it fires and none of those fields is
missing, the rule holds; then the rule itself is not given to the engine. Both are for rules with alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from commplan_advisor.engine.subjects import ALWAYS_STATED
from commplan_advisor.questionnaire.facts import ROWS
from commplan_advisor.rulebook.model import AnyOf, Condition, Rule

ANSWERED = "?"
"""Ends the path of a field that only says whether a question was answered."""
_NUMERIC = {"below": "$lt", "at_most": "$lte", "above": "$gt", "at_least": "$gte"}
_OWN = tuple(f"{kind}." for kind in (*ROWS, "problem", "action"))

Pattern = dict[str, Any]


class Names:
    """Short names for fields in facts, the same for all rule sets of an engine."""

    def __init__(self) -> None:
        self._short: dict[tuple[str, str], str] = {}

    def of(self, path: str, about: str = "") -> str:
        """The short name of a field.

        Args:
            path: of the field.
            about: the subject that has it, in a fact that tells of several; else empty.
        """
        return self._short.setdefault((about, path), f"f{len(self._short)}")


def is_own(path: str) -> bool:
    """Whether a field is the subject's own, and not that of the case."""
    return path.startswith(_OWN)


class Patterns(NamedTuple):
    """What a rule is for the engine.

    Attributes:
        tests: what is tested, by what that is for the rule: `b` when it has no twin, `t` its twin, `c` the rule beside its twin.
        asks: where the rule is not given beside its twin: the fields that must be there for it to hold.
        fields: that are tested: path and short name.
    """

    tests: dict[str, list[Pattern]]
    asks: tuple[str, ...]
    fields: dict[str, str]


def patterns_of(rule: Rule, names: Names, about: str = "") -> Patterns:
    """A rule as patterns of the engine.

    Args:
        rule: the rule.
        names: of fields.
        about: in a fact that tells of several subjects, the one that the rule is tried on. It is one of the types that the rule names,
            so those are not tested again.
    """
    named = list(_type_conditions(rule)) if about else []
    return _Writer(names, about).written([clause for clause in rule.when if clause not in named])


class _Writer:
    """Writes down the patterns of one rule."""

    def __init__(self, names: Names, about: str) -> None:
        self._names = names
        self._about = about
        self._fields: dict[str, str] = {}

    def written(self, when: Sequence[Condition | AnyOf]) -> Patterns:
        tolerant = self._all(when, self._tolerant)
        asks = _asked(when)
        if asks is not None:
            return Patterns({"t" if asks else "b": tolerant}, asks, self._fields)
        certain = self._all(when, self._certain)
        tests = {"b": certain} if certain == tolerant else {"c": certain, "t": tolerant}
        return Patterns(tests, (), self._fields)

    def _name(self, path: str) -> str:
        name = self._fields[path] = self._names.of(path, self._about if is_own(path) else "")
        return name

    def _all(self, when: Sequence[Condition | AnyOf], patterns: Callable[[Condition], list[Pattern]]) -> list[Pattern]:
        return [one for clause in when for one in (self._any(clause, patterns) if isinstance(clause, AnyOf) else patterns(clause))]

    def _any(self, clause: AnyOf, patterns: Callable[[Condition], list[Pattern]]) -> list[Pattern]:
        groups = [[pattern for condition in group for pattern in patterns(condition)] for group in clause.groups]
        if not all(groups):
            return []
        return [{"$or": [group[0] if len(group) == 1 else {"$and": group} for group in groups]}]

    def _certain(self, condition: Condition) -> list[Pattern]:
        match condition.operator:
            case "answered":
                return [{self._name(condition.field + ANSWERED): True}]
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
        if condition.field in ALWAYS_STATED:
            return self._certain(condition)
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


def _asked(when: Sequence[Condition | AnyOf]) -> tuple[str, ...] | None:
    """The fields that are there when the conditions are settled; None when they can be settled without some of them."""
    asked: list[str] = []
    for clause in when:
        if isinstance(clause, AnyOf) or (clause.operator == "includes" and len(clause.values) > 1):
            return None
        if clause.field not in ALWAYS_STATED:
            sets = clause.operator in ("includes", "lacks")
            asked += [f"{clause.field}.{value}" for value in clause.values] if sets else [clause.field]
    return tuple(dict.fromkeys(asked))


def _or(patterns: Sequence[Pattern]) -> Pattern:
    return patterns[0] if len(patterns) == 1 else {"$or": list(patterns)}


def places(tests: Sequence[Pattern]) -> int:
    """How many places on the engine's stack the tests of a pattern can take up at once."""
    return 1 + sum(_places(pattern) - 1 for pattern in tests)


def _places(pattern: Pattern) -> int:
    """How many alternatives of a pattern can hold for one fact at once: each waits on the engine's stack until it is tried.

    A field has one value or none, so of the alternatives that ask for a value of it, or for its absence, one holds at a time.
    """
    if "$and" in pattern:
        return 1 + sum(_places(one) - 1 for one in pattern["$and"])
    if "$or" not in pattern:
        return 1
    exclusive: set[str] = set()
    found = 0
    for one in pattern["$or"]:
        ((key, inner),) = one.items()
        if key == "$nex":
            exclusive.update(inner)
        elif key.startswith("$"):
            found += _places(one)
        else:
            exclusive.add(key)
    return found + len(exclusive)


def types_of(rule: Rule) -> tuple[str, ...] | None:
    """The problems or actions that a rule can hold for, where it names them; None for a rule that is tried on all."""
    named = [clause.values for clause in _type_conditions(rule)]
    if not named:
        return None
    return tuple(str(one) for one in dict.fromkeys(named[0]) if all(one in values for values in named))


def _type_conditions(rule: Rule) -> Iterator[Condition]:
    path = f"{rule.subject}.type"
    return (clause for clause in rule.when if isinstance(clause, Condition) and clause.field == path and clause.operator == "in")
