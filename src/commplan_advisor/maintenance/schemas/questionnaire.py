"""The questionnaire as a schema: every question with its explanation, and its options in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.schemas.parts import DAY_SCHEMA, Making, Schema, closed
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.questions import Question, questions

_THINK = Text("Denk aan: {think}.", "Think of: {think}.")
_LONGEST = 2000
_PATH_OF_A_ROW = r"^[a-z_.]+\[[^\]]+\]"
_CHAPTERS = {
    "municipality": Text("Uw gemeente.", "Your municipality."),
    "introduction": Text("Hoofdstuk 1: doel en doelgroep.", "Chapter 1: goal and audience."),
    "situation": Text("Hoofdstuk 2: de situatie nu.", "Chapter 2: the situation now."),
    "planning": Text("Hoofdstuk 5: van wanneer tot wanneer, en met hoeveel uur.", "Chapter 5: from when to when, and the hours for it."),
}


def case(making: Making) -> Schema:
    """A whole questionnaire."""
    whole = _chapters(making)
    named = {**whole["properties"]["municipality"], "type": "object", "required": ["name"]}
    return {**whole, "required": ["municipality"], "properties": {**whole["properties"], "municipality": named}}


def answers(making: Making) -> Schema:
    """Some answers: nested as in a questionnaire, or each by its path; the name of the municipality may be left out."""
    whole = _chapters(making)
    of_rows: Schema = {_PATH_OF_A_ROW: True}  # which rows there are stands in the file, not here
    return closed({**whole["properties"], **dict(_by_path(whole, ""))}, patternProperties=of_rows)


def _by_path(part: Schema, above: str) -> Iterator[tuple[str, Schema]]:
    """The parts of a questionnaire inside its chapters, by path."""
    for key, inner in part.get("properties", {}).items():
        if above:
            yield f"{above}{key}", inner
        yield from _by_path(inner, f"{above}{key}.")


def _chapters(making: Making) -> Schema:
    root: dict[str, Any] = {}
    for path, question in questions().items():
        if "[]." not in path:
            *above, last = path.split(".")
            part = root
            for key in above:
                part = part.setdefault(key, {})
            part[last] = question
    return _closed(making, root)


def _closed(making: Making, part: dict[str, Any], above: str = "") -> Schema:
    properties: dict[str, Schema] = {}
    for key, inner in part.items():
        if isinstance(inner, Question):
            properties[key] = _answer(making, inner)
            continue
        properties[key] = _or_nothing(_closed(making, inner, f"{above}{key}."))
        if not above and key in _CHAPTERS:
            properties[key]["description"] = making.say(_CHAPTERS[key])
    return closed(properties)


def _answer(making: Making, question: Question) -> Schema:
    if question.path == "questionnaire":
        return {"description": making.say(question.text), "const": VERSION}
    text = making.say(question.text)
    if question.unit:
        text += f" ({question.unit})"
    if question.think.nl:
        text += f" {making.say(_THINK).format(think=making.say(question.think).rstrip('.'))}"
    made = making.define(f"question:{question.path}", _value(making, question))
    return {"description": f"{text} [format {question.item}]", "allOf": [made]}


def _value(making: Making, question: Question) -> Schema:
    if question.kind == "list":
        prefix = f"{question.path}[]."
        rows = {path.removeprefix(prefix): _answer(making, one) for path, one in questions().items() if path.startswith(prefix)}
        return {"type": ["array", "null"], "items": _or_nothing(closed(rows))}
    words: Schema = {"type": ["string", "integer"], "maxLength": _LONGEST, "minLength": 1}
    if question.kind == "yes_no":
        said = {"ja": Text("ja", "yes"), "nee": Text("nee", "no"), "yes": Text("ja", "yes"), "no": Text("nee", "no")}
        return _or_nothing({"anyOf": [{"type": "boolean"}, making.choice(said)]})
    if question.kind == "number":
        kind = "integer" if question.whole else "number"
        return {"type": [kind, "null"], "minimum": question.least, "maximum": question.most}
    if question.kind == "day":
        return _or_nothing(DAY_SCHEMA)
    if question.kind == "texts":
        return {"type": ["array", "null"], "items": words}
    if question.kind == "text":
        return _or_nothing(words)
    chosen = making.choice({one.value: Text(one.nl, one.en) for one in question.options})
    if question.kind == "options":
        return {"type": ["array", "null"], "items": chosen, "uniqueItems": True}
    return _or_nothing(chosen)


def _or_nothing(schema: Schema) -> Schema:
    """A value that may be left empty: then the question is open."""
    if "enum" in schema or "anyOf" in schema:
        return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}
