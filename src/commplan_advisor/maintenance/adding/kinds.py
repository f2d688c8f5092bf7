"""The kinds of things that can be added to a rule book, with the file that each goes into."""

from __future__ import annotations

from collections.abc import Mapping

from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.catalogue import PLURALS

ENTRIES: Mapping[str, str] = {
    **{kind: plural for kind, plural in PLURALS.items() if kind not in ("part", "order")},
    "role": "roles",
    "platform": "platforms",
}
"""Kinds of entries of the catalogue, and the part of it that each belongs to."""

MODELS: Mapping[str, type[schema.Part]] = {
    "rule": schema.Rule,
    "parameter": schema.Parameter,
    "source": schema.Source,
    **{kind: schema.CATALOGUE[plural] for kind, plural in ENTRIES.items()},
}
"""The models of what has one of its own that says all of it."""

KINDS = ("rule", "test", "statement", "parameter", "source", *ENTRIES)

_TITLED_BY = {"rule": "because", "statement": "says"}


def titled_by(kind: str) -> str:
    """The key that holds the words of something in both languages."""
    return _TITLED_BY.get(kind, "title")


def file_of(kind: str) -> str:
    """The file of a rule book for things of a kind; rules have many."""
    if kind in ENTRIES:
        return f"catalogue/{ENTRIES[kind]}.yaml"
    return {"parameter": "parameters.yaml", "source": "sources.yaml", "statement": "statements.yaml", "test": "tests/own.yaml"}[kind]
