"""ZEN, the engine of GoRules: as a decision table that collects all rows that fit, and as one expression."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import zen

from benchmarks.engines.interface import RuleEngine
from benchmarks.engines.patterns import Test, Tree, each, infix, tried
from benchmarks.recorded import Trial
from commplan_advisor.questionnaire.facts import Value


class ZenTable(RuleEngine):
    """A row for each rule and each twin. Columns for single fields, tried as well, were no faster than one with whole conditions."""

    name = "zen-engine, decision table"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        engine = zen.ZenEngine()
        self._decisions = [engine.create_decision(json.dumps(_decision(_rows(rule_set)))) for rule_set in rule_sets]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        found: list[Collection[str]] = []
        for trial in case:
            result: Any = self._decisions[trial.rule_set].evaluate(dict(trial.fields))["result"]
            found.append([row["name"] for row in result or ()])
        return found


class ZenExpression(RuleEngine):
    """A whole rule set as one compiled expression: a list with 0 for what fails, 1 for a pattern that holds, 2 when its rule does too."""

    name = "zen-engine, one expression"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        self._expressions = [zen.compile_expression(_list(rule_set)) for rule_set in rule_sets]
        self._names = [[(one.name, one.then.name if one.then else "") for one in tried(rule_set)] for rule_set in rule_sets]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        found: list[Collection[str]] = []
        for trial in case:
            names = []
            names_and_states = zip(self._names[trial.rule_set], self._expressions[trial.rule_set].evaluate(dict(trial.fields)), strict=True)
            for (name, then), state in names_and_states:
                if state:
                    names.append(name)
                    if state == 2:
                        names.append(then)
            found.append(names)
        return found


def _rows(rule_set: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"_id": one.name, "when": _expression(one.pattern), "then": f"'{one.name}'"} for one in each(rule_set)]


def _decision(rows: list[dict[str, str]]) -> dict[str, Any]:
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "then", "name": "then", "field": "name"}],
        "rules": rows,
    }
    place = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "table", "type": "decisionTableNode", "name": "table", "position": place, "content": table},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "first", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "last", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


def _list(rule_set: Mapping[str, Any]) -> str:
    states = [
        f"({_expression(one.pattern)} ? ({_expression(one.then.pattern)} ? 2 : 1) : 0)"
        if one.then
        else f"({_expression(one.pattern)} ? 1 : 0)"
        for one in tried(rule_set)
    ]
    return f"[{', '.join(states)}]"


def _expression(tree: Tree) -> str:
    return infix(tree, _written, "true")


def _written(test: Test) -> str:
    match test.operator:
        case "missing":
            return f"{test.field} == null"
        case "==":
            return f"{test.field} == {_literal(test.value)}"
        case operator:
            return f"({test.field} != null and {test.field} {operator} {_literal(test.value)})"


def _literal(value: Value) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    quote = '"' if "'" in value else "'"
    return f"{quote}{value}{quote}"
