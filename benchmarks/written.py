"""A generated rule book as files, as a policy officer would have written it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.support.books import large_document

Part = dict[str, Any]


def write_book(folder: Path, rules_a_stage: int, entries: int, seed: int = 0) -> int:
    """Write a generated rule book into a folder; how many rules it has."""
    document = large_document(Random(seed), rules_a_stage, entries)
    _write(folder / "rulebook.yaml", {key: document[key] for key in ("name", "version", "stages", "defaults")})
    for part in ("sources", "parameters"):
        _write(folder / f"{part}.yaml", document[part])
    for plural, found in document["catalogue"].items():
        _write(folder / "catalogue" / f"{plural}.yaml", found)
    written = 0
    for stage in document["stages"]:
        rules = [rule for one in document["rules"] if one["stage"] == stage["id"] and (rule := _rule(one))]
        _write(folder / stage["id"] / "rules.yaml", rules)
        written += len(rules)
    return written


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


class _Plain(yaml.SafeDumper):
    """YAML without anchors: what occurs twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _rule(one: Mapping[str, Any]) -> Part:
    return {
        "id": one["id"],
        "for": one["subject"],
        "when": _when(one["when"]),
        "then": [_outcome(outcome) for outcome in one["then"]],
        "because": one["because"],
        "source": one["sources"],
        "basis": one["basis"],
    }


def _when(clauses: Sequence[Any]) -> Part:
    """Clauses as conditions; of two about the same field the last one stays, as in a file."""
    found: Part = {}
    for clause in clauses:
        if clause[0] == "any":
            found["any"] = [_when(group) for group in clause[1]]
            continue
        field, operator, values = clause
        match operator:
            case "in":
                found[field] = values
            case "not_in":
                found[field] = {"none_of": values}
            case "includes" | "lacks":
                found[field] = {operator: values}
            case "answered":
                found[field] = {"answered": True}
            case _:
                found[field] = {operator: values[0]}
    return found


def _outcome(one: Mapping[str, Any]) -> Part:
    kind, id_ = one["kind"], one["id"]
    if kind == "part":
        role, _, part = id_.partition(":")
        return {"part": role, "as": part}
    if kind == "action":
        return {"action": id_, "priority": one["priority"], "serves": one["serves"]}
    return {kind: id_}
