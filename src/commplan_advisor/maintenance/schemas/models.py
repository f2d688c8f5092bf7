"""The models of rule book files as schemas: what pydantic says of them, with explanations, words and names of this rule book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.schemas.parts import DAY_SCHEMA, IDENTIFIER_SCHEMA, Making, Schema, closed, one_or_more
from commplan_advisor.maintenance.testing import schema as testing
from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.questionnaire.options import Province
from commplan_advisor.rulebook import schema, statements
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.explanations import KINDS, explained, word

NAMED: Mapping[tuple[str, str], str] = {
    **{("Roles", part): "roles" for part in schema.Roles.model_fields},
    ("Action", "after"): "actions",
    ("Action", "excludes"): "actions",
    ("Task", "role"): "roles",
    ("Task", "roles"): "roles",
    ("Task", "after"): "actions",
    ("Mailings", "role"): "roles",
    **{("TakesPart", what): "roles" for what in schema.TakesPart.model_fields},
    ("Duty", "role"): "roles",
    ("Timing", "before"): "moments",
    ("Moment", "audience"): "roles",
    ("Gauge", "actions"): "actions",
}
"""The keys whose values are names of entries of the catalogue, and of which part of it."""


_SETTLED_LATER = {
    *((schema.Rule, key) for key in ("for", "when", "then")),
    *((testing.Test, key) for key in ("given", "must", "may", "must_not")),
    *((statements.StatementPart, key) for key in ("for", "when", "then", "never", "silent")),
}
"""What depends on the stage, or on all that can be concluded: whoever makes the schema of the file fills it in."""

_MODULES = (schema, statements, testing)


def model(making: Making, of: type[BaseModel]) -> Schema:
    """What points at a model of these files, with all that it is made of."""
    whole = of.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    parts: dict[str, Schema] = {**whole.pop("$defs", {}), of.__name__: whole}
    for name, part in parts.items():
        if name not in making.definitions:
            making.define(name, {})  # its place is taken before what it is made of is looked at
            making.definitions[name] = _part(making, name, part)
    return {"$ref": f"#/definitions/{of.__name__}"}


def _part(making: Making, name: str, part: Schema) -> Schema:
    of: type[BaseModel] = next(getattr(module, name) for module in _MODULES if hasattr(module, name))
    keys = [info.alias or key for key, info in of.model_fields.items()]
    own_first = sorted(keys, key=lambda key: key in schema.Kept.model_fields)
    properties = {key: _property(making, of, key, part["properties"][key]) for key in own_first}
    made = closed(properties, part.get("required", ()))
    if issubclass(of, schema.Cited):
        made["allOf"] = [_documented_by_the_format()]
    return made


def _property(making: Making, of: type[BaseModel], key: str, plain: Schema) -> Schema:
    special = _special(making, of, key)
    made = _settled(making, of.__name__, key, plain) if special is None else special
    text = explained(of, key)
    return making.explained(text, made) if text else made


def _special(making: Making, of: type[BaseModel], key: str) -> Schema | None:
    """Keys whose values depend on the rule book in a way of their own."""
    if key == "source":
        return making.source()
    if (of, key) == (schema.Gauge, "baseline"):
        return making.choice({path: field.text for path, field in fields_of_kind("case").items()})
    if (of, key) == (schema.AimPart, "answer"):
        return making.choice({path: field.text for path, field in fields_of_kind("case").items() if field.kind == "number"})
    if (of, key) in ((schema.AimPart, "value"), (schema.Gauge, "small_below")):
        parameters = {f"${id_}": one.title for id_, one in sorted(making.book.parameters.items())}
        return {"anyOf": [{"type": "number"}, making.choice(parameters)]} if parameters else {"type": "number"}
    if (of, key) == (schema.Stage, "concludes"):
        return {"type": "array", "items": making.choice(dict(KINDS)), "minItems": 1}
    if (of, key) == (schema.RuleBookFile, "defaults"):
        names = ("measurement", "evaluation")
        return closed({kind: making.explained(KINDS[kind], {"type": "array", "items": making.entry_of(PLURALS[kind])}) for kind in names})
    if of is testing.RulesExpected:
        return one_or_more(IDENTIFIER_SCHEMA)
    return {} if (of, key) in _SETTLED_LATER else None


def _settled(making: Making, name: str, key: str, plain: Any) -> Schema:
    """What pydantic says of a value, without what an editor does not need, and with the words of its choices."""
    if "anyOf" in plain:
        options = [one for one in plain["anyOf"] if one != {"type": "null"} and one != {"type": "integer"}] or plain["anyOf"][:1]
        if len(options) == 1:
            return _settled(making, name, key, options[0])
    made = {word_: value for word_, value in plain.items() if word_ not in ("title", "description", "default")}
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    if made.get("format") == "date":
        return dict(DAY_SCHEMA)
    if "enum" in made:
        return making.choice({value: word(value, key) for value in made["enum"]})
    if made.get("type") == "array":
        return {**made, "items": _settled(making, name, key, made["items"])}
    if (name, key) in NAMED and made.get("pattern") == schema.IDENTIFIER:
        return making.entry_of(NAMED[name, key])
    if key in ("version", "deviates"):  # a text for us, and a number for YAML when it stands without quotes: 2026.1
        return {"type": ["string", "number"]}
    if key == "allow":
        return {"type": "object", "propertyNames": IDENTIFIER_SCHEMA, "additionalProperties": {"type": "string", "minLength": 10}}
    if key == "provinces":
        provinces: Schema = {"type": "array", "items": making.choice({str(one): Text(one.nl, one.en) for one in Province})}
        return closed({region: {"description": making.say(word(region, key)), **provinces} for region in made["propertyNames"]["enum"]})
    if key == "start_weeks":
        whole = made["additionalProperties"]
        return closed({one: {"description": making.say(word(one)), **whole} for one in made["propertyNames"]["enum"]})
    return made


def _documented_by_the_format() -> Schema:
    """What the format says cites the format."""
    of_format: Schema = {"pattern": "^format "}
    return {
        "if": {"required": ["basis"], "properties": {"basis": {"const": "documented"}}},
        "then": {"properties": {"source": {"anyOf": [{"type": "string", **of_format}, {"type": "array", "contains": of_format}]}}},
    }
