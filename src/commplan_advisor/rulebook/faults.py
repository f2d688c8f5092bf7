"""Turning what pydantic says of a rule book file into faults that a policy officer can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from commplan_advisor.common.faults import Faults, nearest_word, shown
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.rulebook import schema

_WORDS: dict[str, tuple[str, str]] = {
    "string_type": ("moet een tekst zijn.", "must be a text."),
    "string_too_short": ("mag niet leeg zijn.", "may not be empty."),
    "string_too_long": ("mag niet langer zijn dan {max_length} tekens.", "may not be longer than {max_length} characters."),
    "too_short": ("mag niet leeg zijn.", "may not be empty."),
    "list_type": ("moet een lijst zijn.", "must be a list."),
    "dict_type": ("moet uit naam en waarde bestaan.", "must consist of names and values."),
    "int_type": ("moet een heel getal zijn.", "must be a whole number."),
    "bool_type": ("moet true of false zijn.", "must be true or false."),
    "greater_than_equal": ("moet {ge} of meer zijn.", "must be {ge} or more."),
    "less_than_equal": ("mag niet meer zijn dan {le}.", "may not be more than {le}."),
    "number": ("moet een getal zijn.", "must be a number."),
    "day": ("moet een bestaande datum zijn, zoals 2026-01-31.", "must be a date that exists, such as 2026-01-31."),
    "recurrence": (
        "moet een herhaling zijn in de vorm van iCalendar (RRULE), zoals FREQ=YEARLY;BYMONTH=9;BYDAY=4SA, waarop ooit een dag valt.",
        "must be a recurrence as in iCalendar (RRULE), such as FREQ=YEARLY;BYMONTH=9;BYDAY=4SA, by which some day falls.",
    ),
    "never": ("eindigt voordat het begint.", "ends before it begins."),
    "each_decision": (
        "moet elk van deze woorden een keer noemen: stop, change, speed_up, keep.",
        "must name each of these words once: stop, change, speed_up, keep.",
    ),
    "one_aim": ("moet een van deze noemen: value, growth, answer.", "must say one of: value, growth, answer."),
    "aim_without_better": ("heeft bij 'aim' ook 'better' nodig: higher of lower.", "needs 'better' beside 'aim': higher or lower."),
    "aim_of_no_number": (
        "is geen getal ('number: false') en kan dus geen better, aim, lag of small_below hebben.",
        "is no number ('number: false'), and so can have no better, aim, lag or small_below.",
    ),
    "a_hundred": ("moet samen 100 procent zijn.", "must be 100 percent in all."),
    "holiday_length": (
        "moet eindigen op of na de eerste dag, en binnen tien weken.",
        "must end on or after its first day, and within ten weeks.",
    ),
    "one_a_day": ("heeft twee waarden vanaf dezelfde dag.", "has two values from the same day."),
}
PATTERN_WORDS: dict[str, tuple[str, str]] = {
    schema.IDENTIFIER: (
        "moet uit kleine letters en cijfers bestaan, met streepjes ertussen, en met een letter beginnen.",
        "must be lower-case letters and digits with hyphens between, and begin with a letter.",
    ),
    schema.VERSION: ("moet een versie zijn, zoals 2026.1.", "must be a version, such as 2026.1."),
    schema.ITEM: ("moet een onderdeel van het format zijn, zoals 4.1.", "must be an item of the format, such as 4.1."),
}

_MISSING: dict[Path_, str] = {
    ("nl",): "missing-language",
    ("en",): "missing-language",
    ("source",): "missing-source",
    ("because",): "missing-reason",
}
"""The kind of fault when something is not there, by what it is."""
_WRONG_TYPES = ("string_type", "list_type", "dict_type", "int_type", "bool_type", "model_type", "number")


def note_validation_faults(error: ValidationError, model: type[BaseModel], source: Located, above: Path_, faults: Faults) -> None:
    """Note every fault of a validation, at its place in the file; `above` is the path of what was validated."""
    details = error.errors(include_url=False)
    misspelt = {
        (*detail["loc"][:-1], nearest_word(str(detail["loc"][-1]), _keys_of(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        of_key = detail["loc"][-1:] == ("[key]",)
        loc: Path_ = detail["loc"][:-1] if of_key else detail["loc"]
        path: Path_ = (*above, *loc)
        kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
        if kind == "extra_forbidden":
            allowed = _keys_of(model, loc[:-1])
            faults.add(
                source.place(path, of_key=True),
                f"is hier geen bekend woord. Kies uit: {', '.join(allowed)}.",
                f"is not a known word here. Choose from: {', '.join(allowed)}.",
                path=shown_path(path[:-1]),
                value=path[-1],
                nearest=nearest_word(str(path[-1]), allowed),
                code="unknown-key",
            )
        elif kind == "missing":
            if loc not in misspelt:
                faults.add(
                    source.place(path), "ontbreekt.", "is missing.", path=shown_path(path), code=_MISSING.get(path[-1:], "missing-key")
                )
        elif kind == "literal_error":
            allowed = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
            faults.add(
                source.place(path, of_key=of_key),
                f"kan hier niet. Kies uit: {', '.join(allowed)}.",
                f"is not possible here. Choose from: {', '.join(allowed)}.",
                path=shown_path(path),
                value=value,
                nearest=nearest_word(shown(value), allowed),
                code="unknown-option",
            )
        else:
            nl, en = _words_for(kind, context, _keys_of(model, loc))
            faults.add(source.place(path, of_key=of_key), nl, en, path=shown_path(path), value=value, code=_code(kind, path))


def _code(kind: str, path: Path_) -> str:
    """The kind of fault of a value, by the word that pydantic has for it and where it stands."""
    if kind == "one_a_day":
        return "overlapping-dates"
    if kind in _WRONG_TYPES:
        return "wrong-type"
    if kind in ("string_too_short", "too_short"):
        return "missing-reason" if "allow" in path else _MISSING.get(path[-1:]) or _MISSING.get(path[-2:-1], "wrong-value")
    return "wrong-value"


def _words_for(kind: str, context: Mapping[str, Any], keys: list[str]) -> tuple[str, str]:
    if kind == "model_type":
        return f"moet bestaan uit: {', '.join(keys)}.", f"must consist of: {', '.join(keys)}."
    if kind == "string_pattern_mismatch":
        return PATTERN_WORDS[context["pattern"]]
    nl, en = _WORDS.get(kind, ("klopt niet.", "is not right."))
    return nl.format(**context), en.format(**context)


def _keys_of(model: type[BaseModel], loc: Path_) -> list[str]:
    """The keys that may stand at a place below a model."""
    there: Any = model
    for part in loc:
        there = _below(there, part)
    found = next((one for one in _parts(there) if _is_model(one)), None)
    keys = [info.alias or name for name, info in found.model_fields.items()] if found else []
    return sorted(keys, key=lambda key: key in schema.Kept.model_fields)  # what the file is about comes first


def _below(annotation: Any, part: str | int) -> Any:
    """The type of what stands at a key or index of something of this type."""
    for one in _parts(annotation):
        if _is_model(one):
            return next((info.annotation for name, info in one.model_fields.items() if part == (info.alias or name)), None)
        if get_origin(one) in (dict, list):
            return get_args(one)[-1]
    return None


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _parts(annotation: Any) -> list[Any]:
    """A type and all types inside it."""
    return [annotation, *(part for inner in get_args(annotation) for part in _parts(inner))]
