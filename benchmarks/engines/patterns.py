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
class Tried:
    """A pattern, and what is only worth trying when it holds.

    Attributes:
        name: `t3` for the tolerant twin of rule 3; `b3` when rule 3 needs no twin.
        pattern: what must hold.
        then: of a twin, its rule, `c3`: what the rule holds for, the twin holds for too.
    """

    name: str
    pattern: Group
    then: Tried | None = None


def tried(rule_set: Mapping[str, Any]) -> list[Tried]:
    """The patterns of a rule set."""
    return [
        Tried(name, _pattern(rule_set[name]), Tried(rule, _pattern(rule_set[rule])) if (rule := f"c{name[1:]}") in rule_set else None)
        for name in rule_set
        if name[0] != "c"
    ]


def each(rule_set: Mapping[str, Any]) -> list[Tried]:
    """The patterns of a rule set, every one by itself."""
    return [one for first in tried(rule_set) for one in (first, first.then) if one is not None]


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
    found = {test.field for one in each(rule_set) for test in tests(one.pattern)}
    return sorted(found, key=lambda name: int(name[1:]))


def infix(tree: Tree, write: Callable[[Test], str], always: str) -> str:
    """A tree as an expression with `and`, `or` and brackets; `always` is how true is written."""
    if isinstance(tree, Test):
        return write(tree)
    inside = f" {tree.word} ".join(infix(part, write, always) for part in tree.parts)
    return f"({inside})" if inside else always
