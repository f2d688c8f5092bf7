"""The forms of what is sent and answered, as JSON schemas: read off the same models that read the files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commplan_advisor.questionnaire import options
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option

EXAMPLE: Mapping[str, Any] = {
    "questionnaire": 1,
    "municipality": {"name": "Voorbeeldstad", "inhabitants": 42000},
    "situation": {"initiatives": [{"name": "Buurtapps", "platform": "whatsapp", "groups": 35}], "register": {"exists": False}},
}
_UNKNOWN = ("ge", "le", "default")
"""What the models say and schemas do not know, or what says nothing: without an answer there is none."""
_OF_A_QUESTION = (*_UNKNOWN, "item", "nl", "en", "think_nl", "think_en", "unit", "title")
"""What the models say of a question beside its form."""


def questionnaire() -> dict[str, Any]:
    """The schema of a questionnaire, with the answers that the rule book in use adds."""
    whole: dict[str, Any] = _plain(Questionnaire.model_json_schema(by_alias=True))
    for name, part in whole["$defs"].items():
        kind = getattr(options, name, None)
        if isinstance(kind, type) and issubclass(kind, Option):
            part["enum"] = [str(one) for one in kind.known()]
    for part in (whole, *whole["$defs"].values()):
        for key, value in part.get("properties", {}).items():
            if key not in part.get("required", ()):
                part["properties"][key] = _or(value, "null")  # what has no value is as good as left out
    return whole


def _plain(schema: Any) -> Any:
    """A schema in which each question says what it asks, in the words of schemas."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    asked = "item" in schema
    kept = {key: _plain(value) for key, value in schema.items() if key not in (_OF_A_QUESTION if asked else _UNKNOWN)}
    if asked:
        more = (schema.get("think_en") and f"({schema['think_en']})", schema.get("unit") and f"[{schema['unit']}]")
        kept["description"] = " ".join(filter(None, (schema["en"], *more, schema["item"] and f"Format {schema['item']}.")))
    return _or(kept, "integer") if kept.get("type") == "string" and "minLength" in kept else kept  # a number is as good as words


def _or(schema: dict[str, Any], kind: str) -> dict[str, Any]:
    """A schema that also takes another kind of value."""
    told = {key: schema[key] for key in ("description",) if key in schema}
    choices = schema.get("anyOf") or [{key: value for key, value in schema.items() if key not in ("description", "default")}]
    return {**told, "anyOf": [*choices, *([] if {"type": kind} in choices else [{"type": kind}])]}
