"""Which entries, parameters and sources the parts of a rule book name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from commplan_advisor.rulebook.catalogue import PLURALS

Name = tuple[str, str]
"""A file of the catalogue, or `parameters`, and an entry of it."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A field or `$parameter` in a text."""

_OPTIONS_OF = {
    "problem.type": "problems",
    "problem.causes": "causes",
    "action.type": "actions",
    "action.serves": "problems",
    "action.roles": "roles",
}
"""Fields whose answers are entries of the catalogue."""


def names_in(rule: Mapping[str, Any]) -> Iterator[Name]:
    """The entries and parameters that a rule of the document names, each as often as it does."""
    yield from names_concluded(rule)
    for field, _, values in conditions_in(rule["when"]):
        if named := named_by_field(field):
            yield named
        for value in values:
            if isinstance(value, str) and value.startswith("$"):
                yield "parameters", value[1:]
            elif field in _OPTIONS_OF:
                yield _OPTIONS_OF[field], str(value)
    for words in rule["because"].values():
        for name in PLACEHOLDER.findall(words):
            if name.startswith("$"):
                yield "parameters", name[1:]
            elif named := named_by_field(name):
                yield named


def names_concluded(rule: Mapping[str, Any]) -> Iterator[Name]:
    """The entries that a rule of the document leads to, and the problems that its actions serve."""
    for outcome in rule["then"]:
        if outcome["kind"] in PLURALS:  # a decision about a running plan is no entry
            yield PLURALS[outcome["kind"]], outcome["id"].partition(":")[0]
        for problem in outcome["serves"]:
            yield "problems", problem


def named_by_field(field: str) -> Name | None:
    """The entry that a field is about, as in `concluded.findings.no_register`; None for other fields."""
    first, _, rest = field.partition(".")
    plural, _, name = rest.partition(".")
    return (plural, name) if first == "concluded" else None


def conditions_in(clauses: Iterable[Any]) -> Iterator[Any]:
    """All conditions of the `when` of a document, those of alternatives included, each as field, operator and values."""
    for clause in clauses:
        if clause[0] == "any":
            for group in clause[1]:
                yield from conditions_in(group)
        else:
            yield clause
