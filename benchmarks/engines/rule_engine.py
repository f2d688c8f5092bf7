"""rule-engine: expressions over Python objects. A twin is asked first, and its rule only when the twin holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import rule_engine  # type: ignore[import-untyped]

from benchmarks.engines.interface import RuleEngine
from benchmarks.engines.patterns import Test, Tree, infix, tried
from benchmarks.recorded import Trial


class RuleEnginePackage(RuleEngine):
    """A field that is not there counts as null."""

    name = "rule-engine"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        context = rule_engine.Context(resolver=rule_engine.resolve_item, default_value=None)

        def rule(tree: Tree) -> rule_engine.Rule:
            return rule_engine.Rule(infix(tree, _written, "true"), context=context)

        self._rules = [
            [(one.name, rule(one.pattern), (one.then.name, rule(one.then.pattern)) if one.then else None) for one in tried(rule_set)]
            for rule_set in rule_sets
        ]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        found: list[Collection[str]] = []
        for trial in case:
            names = []
            for name, rule, then in self._rules[trial.rule_set]:
                if rule.matches(trial.fields):
                    names.append(name)
                    if then and then[1].matches(trial.fields):
                        names.append(then[0])
            found.append(names)
        return found


def _written(test: Test) -> str:
    match test.operator:
        case "missing":
            return f"{test.field} == null"
        case "==":
            return f"{test.field} == {json.dumps(test.value)}"
        case operator:
            return f"({test.field} != null and {test.field} {operator} {json.dumps(test.value)})"
