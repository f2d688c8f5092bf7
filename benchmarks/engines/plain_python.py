"""No engine at all: the same rules written out as Python, a function for each rule set. The upper bound of what can be had."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from benchmarks.engines.interface import RuleEngine
from benchmarks.engines.patterns import Test, fields, infix, tried
from benchmarks.recorded import Trial
from commplan_advisor.questionnaire.facts import Value

Function = Callable[[Mapping[str, Value]], list[str]]


class PlainPython(RuleEngine):
    """`if` within `if`: the twin first, and its rule only when the twin holds."""

    name = "plain Python, generated ifs"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        self._functions = [_function(rule_set) for rule_set in rule_sets]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        return [self._functions[trial.rule_set](trial.fields) for trial in case]


def _function(rule_set: Mapping[str, Any]) -> Function:
    lines = ["def fired(fact):", "    get = fact.get", "    names = []"]
    lines += [f"    {field} = get({field!r})" for field in fields(rule_set)]
    for one in tried(rule_set):
        lines += [f"    if {infix(one.pattern, _written, 'True')}:", f"        names.append('{one.name}')"]
        if one.then:
            lines += [f"        if {infix(one.then.pattern, _written, 'True')}:", f"            names.append('{one.then.name}')"]
    made: dict[str, Any] = {}
    exec("\n".join([*lines, "    return names"]), made)
    function: Function = made["fired"]
    return function


def _written(test: Test) -> str:
    if test.operator == "missing":
        return f"{test.field} is None"
    if isinstance(test.value, bool) and test.operator == "==":
        return f"{test.field} is {test.value}"
    if test.operator == "==":
        return f"{test.field} == {test.value!r}"
    return f"({test.field} is not None and {test.field} {test.operator} {test.value!r})"
