"""The rules that durable-rules is given, as a small tree that can be written down in another engine's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.recorded import is_for_the_library
from commplan_advisor.questionnaire.facts import Value

Operator = Literal["==", "!=", "<", "<=", ">", ">=", "missing"]
_OPERATORS: dict[str, Operator] = {"$neq": "!=", "$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">=", "$nex": "missing"}


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one field; only `missing` holds for a field that is not there."""

    field: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Group:
    """Tests of which all must hold (`and`), or one (`or`)."""

    word: Literal["and", "or"]
    parts: tuple[Tree, ...]


Tree = Test | Group


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule and its tolerant twin; what the rule holds for, the twin holds for too."""

    number: int
    certain: Group
    tolerant: Group


def pairs(rule_set: Mapping[str, Any]) -> list[Pair]:
    """The rules of a rule set, each with its twin."""
    return [Pair(number, _pattern(rule_set[f"c{number}"]), _pattern(rule_set[f"t{number}"])) for number in range(len(rule_set) // 2)]


def _pattern(definition: Mapping[str, Any]) -> Group:
    parts = definition["all"][0]["m"]["$and"]
    return Group("and", tuple(_tree(part) for part in parts if not any(map(is_for_the_library, part))))


def _tree(pattern: Mapping[str, Any]) -> Tree:
    ((name, inside),) = pattern.items()
    if name in ("$and", "$or"):
        return Group("and" if name == "$and" else "or", tuple(_tree(part) for part in inside))
    if name in _OPERATORS:
        ((field, value),) = inside.items()
        return Test(field, _OPERATORS[name], value)
    return Test(name, "==", inside)


def tests(tree: Tree) -> Iterator[Test]:
    """All tests in a tree."""
    if isinstance(tree, Test):
        yield tree
    else:
        for part in tree.parts:
            yield from tests(part)


def fields(rule_set: Mapping[str, Any]) -> list[str]:
    """The fields that a rule set looks at."""
    found = {test.field for pair in pairs(rule_set) for pattern in (pair.certain, pair.tolerant) for test in tests(pattern)}
    return sorted(found, key=lambda name: int(name[1:]))


def infix(tree: Tree, write: Callable[[Test], str], always: str) -> str:
    """A tree as an expression with `and`, `or` and brackets; `always` is how true is written."""
    if isinstance(tree, Test):
        return write(tree)
    inside = f" {tree.word} ".join(infix(part, write, always) for part in tree.parts)
    return f"({inside})" if inside else always
