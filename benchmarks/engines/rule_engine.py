"""rule-engine: expressions over Python objects. A twin is asked first, and its rule only when the twin holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import rule_engine  # type: ignore[import-untyped]

from benchmarks.engines.interface import RuleEngine
from benchmarks.engines.patterns import Test, Tree, infix, pairs
from benchmarks.recorded import Trial


class RuleEnginePackage(RuleEngine):
    """A field that is not there counts as null."""

    name = "rule-engine"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        context = rule_engine.Context(resolver=rule_engine.resolve_item, default_value=None)

        def rule(tree: Tree) -> rule_engine.Rule:
            return rule_engine.Rule(infix(tree, _written, "true"), context=context)

        self._rules = [
            [(f"c{pair.number}", rule(pair.certain), f"t{pair.number}", rule(pair.tolerant)) for pair in pairs(rule_set)]
            for rule_set in rule_sets
        ]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        found: list[Collection[str]] = []
        for trial in case:
            names = []
            for certain, rule, tolerant, twin in self._rules[trial.rule_set]:
                if twin.matches(trial.fields):
                    names.append(tolerant)
                    if rule.matches(trial.fields):
                        names.append(certain)
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
