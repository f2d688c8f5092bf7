"""What surely is a valid answer, by question: read off the models, so that what is checked fast can never allow more than they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commplan_advisor.questionnaire.models import VERSION, Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question takes.

    Attributes:
        question: the question.
        least: the lowest number.
        most: the highest.
        longest: characters of a text, or of each text of a list of texts.
        pattern: that a text must match; empty when there is none.
        rows: the most things in a list or set.
        inner: for a list of rows, the limits of each question about a row, by its name there.
    """

    question: Question
    least: float
    most: float
    longest: int
    pattern: str
    rows: int
    inner: Mapping[str, Limits]


def limits_here() -> dict[str, Limits]:
    """The limits of every question that is not about a row, by path; with the options that the rule book in use adds."""
    schema = Questionnaire.model_json_schema()
    return {path: _limits(one, schema, _node(schema, schema, path)) for path, one in questions().items() if "[]" not in path}


def _limits(question: Question, top: Schema, node: Schema) -> Limits:
    prefix = f"{question.path}[]."
    rows = {path[len(prefix) :]: one for path, one in questions().items() if path.startswith(prefix)}
    items = _resolved(top, node.get("items", {}))
    text = items if question.kind == "texts" else node
    version = VERSION if question.path == "questionnaire" else None
    return Limits(
        question,
        version or node.get("minimum", 0),
        version or node.get("maximum", 0),
        text.get("maxLength", 0),
        text.get("pattern", ""),
        node.get("maxItems", 0),
        {name: _limits(one, top, _node(top, items, name)) for name, one in rows.items()},
    )


def _node(top: Schema, schema: Schema, path: str) -> Schema:
    """What the schema says of the value at a path."""
    for key in path.split("."):
        schema = _resolved(top, _resolved(top, schema)["properties"][key])
    return schema


def _resolved(top: Schema, node: Schema) -> Schema:
    """The node without the choice of null, and what a reference stands for."""
    while True:
        if "anyOf" in node:
            node = next(one for one in node["anyOf"] if one.get("type") != "null")
        elif "$ref" in node:
            node = top["$defs"][node["$ref"].rpartition("/")[2]]
        else:
            return node
