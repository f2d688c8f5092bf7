"""Conditions as a schema: the fields that can be tested, and for each the operators and values that fit it."""

from __future__ import annotations

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.schemas.parts import Making, Schema, closed, one_or_more
from commplan_advisor.questionnaire.facts import Field
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.conditions import NUMBER_OPERATORS, SET_OPERATORS, VALUE_OPERATORS
from commplan_advisor.rulebook.explanations import KINDS, OPERATORS
from commplan_advisor.rulebook.vocabulary import Vocabulary

_ANY = Text("Groepen voorwaarden, waarvan er een als geheel moet gelden.", "Groups of conditions of which one must hold as a whole.")
_SETTLED = Text("true: dit staat vast. false: dit is uitgesloten.", "true: this was concluded. false: this was ruled out.")
_YES_NO = Text("true is ja, false is nee.", "true is yes, false is no.")


def when(making: Making, vocabulary: Vocabulary) -> Schema:
    """The conditions of a rule, whatever it is about: the fields of the case, and room for those of what the rule is about.

    The fields of the case are the same for all rules of a stage and stand here once; `when_about` says which others fit.
    """
    inner: Schema = {"allOf": [{"$ref": "#/definitions/when"}, {"not": {"required": ["any"]}}]}
    properties = {path: _tested(making, field) for path, field in vocabulary.fields["case"].items()}
    properties["any"] = {"description": making.say(_ANY), "type": "array", "items": inner, "minItems": 1}
    return making.define("when", closed(properties, patternProperties={_of_something(vocabulary): True}, minProperties=1))


def when_about(making: Making, vocabulary: Vocabulary, subject: str) -> Schema:
    """The fields that a rule about one kind of subject has beside those of the case."""
    name = f"when:{subject}"
    case = vocabulary.fields["case"]
    own = {path: _tested(making, field) for path, field in vocabulary.fields[subject].items() if path not in case}
    any_ = {"items": {"$ref": f"#/definitions/{name}"}}
    others: Schema = {"not": {"pattern": _of_something(vocabulary)}}
    names: Schema = {"anyOf": [others, {"enum": list(own)}]} if own else others
    return making.define(name, {"properties": {**own, "any": any_}, "propertyNames": names})


def _of_something(vocabulary: Vocabulary) -> str:
    """A pattern for the fields that not every rule has."""
    return f"^({'|'.join(subject for subject in vocabulary.subjects if subject != 'case')})\\."


def _tested(making: Making, field: Field) -> Schema:
    """What can be asked of one field."""
    text = making.say(field.text)
    _, _, last = field.path.partition("concluded.")
    if last:
        kind = next((kind for kind, plural in PLURALS.items() if plural == last.partition(".")[0]), "")
        text = f"{making.say(KINDS[kind]).capitalize()}: {text}. {making.say(_SETTLED)}"
    elif field.kind == "yes_no":
        text = f"{text} {making.say(_YES_NO)}"
    elif field.unit:
        text = f"{text} ({field.unit})"
    return making.explained(Text(text, text), _CONDITIONS[field.kind](making, field))


def _of_yes_no(making: Making, field: Field) -> Schema:  # noqa: ARG001
    return making.define("yes-or-no", _of_value(making, {"type": "boolean"}))


def _of_number(making: Making, field: Field) -> Schema:  # noqa: ARG001
    parameters = {f"${id_}": one.title for id_, one in sorted(making.book.parameters.items())}
    number: Schema = {"anyOf": [{"type": "number"}, making.choice(parameters)]} if parameters else {"type": "number"}
    value = making.define("a-number", number)
    return making.define("number", _of_value(making, value, dict.fromkeys(NUMBER_OPERATORS, value)))


def _of_option(making: Making, field: Field) -> Schema:
    return _of_value(making, making.define(f"answer:{field.path}", making.choice({one: field.words[one] for one in field.options})))


def _of_set(making: Making, field: Field) -> Schema:
    value = making.define(f"answer:{field.path}", making.choice({one: field.words[one] for one in field.options}))
    return _operators(making, {name: one_or_more(value) for name in SET_OPERATORS})


def _of_text(making: Making, field: Field) -> Schema:  # noqa: ARG001
    return making.define("text", _operators(making, {}))


def _of_value(making: Making, value: Schema, more: dict[str, Schema] | None = None) -> Schema:
    """A value, one of several, or operators."""
    values = one_or_more(value)
    return {"anyOf": [*values["anyOf"], _operators(making, {**dict.fromkeys(VALUE_OPERATORS, values), **(more or {})})]}


def _operators(making: Making, operands: dict[str, Schema]) -> Schema:
    whole = {**operands, "answered": {"const": True}}
    return closed({name: making.explained(OPERATORS[name], operand) for name, operand in whole.items()}, minProperties=1)


_CONDITIONS = {"yes_no": _of_yes_no, "number": _of_number, "option": _of_option, "options": _of_set, "text": _of_text}
