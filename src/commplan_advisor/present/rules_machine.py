"""Rules as JSON: versioned, the same bytes for the same rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from typing_extensions import TypedDict  # of Python's own, before 3.12 pydantic can make no schema

from commplan_advisor.maintenance.choosing import reads, standing
from commplan_advisor.rulebook.model import Rule, RuleBook

SCHEMA: Literal["commplan-rules/1"] = "commplan-rules/1"
"""Name and version of the machine-readable form."""

RuleRow = TypedDict(
    "RuleRow",
    {
        "id": str,
        "stage": str,
        "for": str,
        "reads": list[str],
        "then": list[list[str]],
        "sources": list[str],
        "basis": str,
        "status": str,
        "valid": dict[str, str],
        "owner": str,
        "review": str | None,
        "file": str,
        "line": int,
    },
)
"""A rule: what it is about, what it tests, what it concludes, what it rests on, when it counts, and where it stands."""


class RuleList(TypedDict):
    """Rules, by stage and name."""

    schema: Literal["commplan-rules/1"]
    rules: list[RuleRow]


def rule_row(rule: Rule, book: RuleBook) -> RuleRow:
    """A rule as plain values."""
    days = {"from": rule.valid.start, "until": rule.valid.until}
    return {
        "id": rule.id,
        "stage": rule.stage,
        "for": rule.subject,
        "reads": list(reads(rule)),
        "then": [[out.kind, out.id] for out in rule.then],
        "sources": list(rule.sources),
        "basis": rule.basis,
        "status": standing(rule, book),
        "valid": {name: day.isoformat() for name, day in days.items() if day},
        "owner": rule.owner,
        "review": rule.review.isoformat() if rule.review else None,
        "file": rule.file,
        "line": rule.line,
    }


def rules_json(rules: Sequence[Rule], book: RuleBook) -> str:
    """Rules as an object."""
    told: RuleList = {"schema": SCHEMA, "rules": [rule_row(rule, book) for rule in rules]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def rules_schema() -> dict[str, Any]:
    """The JSON Schema of rules."""
    from pydantic import TypeAdapter

    return TypeAdapter(RuleList).json_schema(mode="serialization")
