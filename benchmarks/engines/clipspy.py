"""CLIPS: one template for each rule set, with the fields that its rules look at; a field that is not there is `nil`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import clips  # type: ignore[import-untyped]

from benchmarks.engines.interface import RuleEngine
from benchmarks.engines.patterns import Group, Test, Tree, each, fields, tests
from benchmarks.recorded import Trial
from commplan_advisor.questionnaire.facts import Value


class Clipspy(RuleEngine):
    """Reads what would fire from the agenda. Running rules that only report their name takes twice as long."""

    name = "clipspy"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        self._clips = clips.Environment()
        for number, rule_set in enumerate(rule_sets):
            slots = " ".join(f"(slot {field} (default nil))" for field in fields(rule_set))
            self._clips.build(f"(deftemplate set{number} {slots})")
            for one in each(rule_set):
                self._clips.build(f"(defrule {number}-{one.name} (set{number} {_slots(one.pattern)}) =>)")
        self._templates = [self._clips.find_template(f"set{number}") for number in range(len(rule_sets))]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        found: list[Collection[str]] = []
        for trial in case:
            fact = self._templates[trial.rule_set].assert_fact(**trial.fields)
            found.append([activation.name.partition("-")[2] for activation in self._clips.activations()])
            fact.retract()
        return found


def _slots(pattern: Group) -> str:
    """A pattern as constraints on slots; what concerns several fields stands with the last of them."""
    constraints: dict[str, list[Tree]] = {field: [] for field in sorted({test.field for test in tests(pattern)}, key=_number)}
    for part in pattern.parts:
        constraints[max((test.field for test in tests(part)), key=_number)].append(part)
    return " ".join(f"({field} {'&'.join([f'?{field}', *_constraints(parts)])})" for field, parts in constraints.items())


def _number(field: str) -> int:
    return int(field[1:])


def _constraints(parts: Sequence[Tree]) -> list[str]:
    """Constraints on a slot: literal ones, which CLIPS finds by hashing, wherever they can say it."""
    if len(parts) == 1 and (alternatives := _alternatives(parts[0])):
        missing = any(test.operator == "missing" for test in alternatives)
        return ["|".join(_constraint(test, or_missing=missing) for test in alternatives)]
    return [_constraint(part) if isinstance(part, Test) and part.operator == "!=" else f":{_expression(part)}" for part in parts]


def _alternatives(tree: Tree) -> list[Test]:
    """The tests of one field of which one must hold; empty when the tree is something else."""
    if isinstance(tree, Test):
        return [tree]
    found = [part for part in tree.parts if isinstance(part, Test)]
    plain = tree.word == "or" and len(found) == len(tree.parts) and len({test.field for test in found}) == 1
    return found if plain else []


def _constraint(test: Test, *, or_missing: bool = False) -> str:
    match test.operator:
        case "missing":
            return "nil"
        case "==":
            return "|".join(_literals(test.value))
        case "!=":
            return "&".join(f"~{literal}" for literal in ([] if or_missing else ["nil"]) + _literals(test.value))
        case _:
            return f":{_expression(test)}"


def _expression(tree: Tree) -> str:
    """A tree as a call that gives TRUE or FALSE."""
    if isinstance(tree, Group):
        parts = [_expression(part) for part in tree.parts]
        return parts[0] if len(parts) == 1 else f"({tree.word} {' '.join(parts)})"
    field, literals = f"?{tree.field}", _literals(tree.value)
    match tree.operator:
        case "missing":
            return f"(eq {field} nil)"
        case "==":
            return f"(eq {field} {literals[0]})" if len(literals) == 1 else f"(or {' '.join(f'(eq {field} {one})' for one in literals)})"
        case "!=":
            return f"(neq {field} nil {' '.join(literals)})"
        case operator:
            return f"(and (neq {field} nil) ({operator} {field} {literals[0]}))"


def _literals(value: Value) -> list[str]:
    """A value as CLIPS writes it; a whole number may be stored in two ways."""
    if isinstance(value, bool):
        return ["TRUE" if value else "FALSE"]
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return [f'"{escaped}"']
    return [str(int(value)), str(float(value))] if value == int(value) else [str(value)]
