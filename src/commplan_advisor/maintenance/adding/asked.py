"""What must be known of something new before it can be written down; read off the schemas, so that both speak of the same keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from commplan_advisor.common.faults import did_you_mean, enumerated, nearest_word
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.schemas.models import model
from commplan_advisor.maintenance.schemas.parts import DAY_SCHEMA, Making, Schema
from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.model import RuleBook

_YES_NO = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}


class WrongAnswerError(ValueError):
    """What was answered cannot be."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to know of something new.

    Attributes:
        key: what it is called: `roles.responsible`, `steps.nl`.
        where: its place in what is written: `("steps", 0, "nl")`.
        text: what it is for.
        kind: `text`, `number`, `integer`, `boolean` or `day`.
        choices: what can be chosen, each with what it means; empty when anything can be written.
        several: whether there may be more than one, with commas between them.
        needed: whether it cannot be left out.
    """

    key: str
    where: Path_
    text: str
    kind: str
    choices: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    needed: bool = True

    def value(self, written: str) -> Any:
        """The value that somebody wrote.

        Raises:
            WrongAnswerError: it cannot be one.
        """
        words = [word.strip() for word in written.split(",")] if self.several else [written.strip()]
        values = [self._one(word) for word in words if word]
        if not values:
            raise WrongAnswerError(Text("mag niet leeg zijn.", "may not be empty."))
        return values if self.where[-1] == 0 or len(values) > 1 else values[0]

    def _one(self, word: str) -> Any:
        if self.choices:
            if word not in self.choices:
                hint = did_you_mean(nearest_word(word, self.choices))
                words = enumerated(list(self.choices))
                raise WrongAnswerError(
                    Text(f"'{word}' kan niet. Kies uit: {words}.{hint.nl}", f"'{word}' cannot be. Choose from: {words}.{hint.en}")
                )
            return word
        if self.kind in ("number", "integer"):
            return _number(word, whole=self.kind == "integer")
        if self.kind == "day":
            return _day(word)
        if self.kind == "boolean":
            if word.lower() not in _YES_NO:
                raise WrongAnswerError(Text("moet ja of nee zijn.", "must be yes or no."))
            return _YES_NO[word.lower()]
        return word


def _number(word: str, *, whole: bool) -> int | float:
    try:
        number = float(word.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number) or (whole and number != int(number)):
        if whole:
            raise WrongAnswerError(Text(f"'{word}' is geen heel getal.", f"'{word}' is not a whole number."))
        raise WrongAnswerError(Text(f"'{word}' is geen getal.", f"'{word}' is not a number."))
    return int(number) if number == int(number) else number


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise WrongAnswerError(Text(f"'{word}' is geen datum zoals 2026-01-31.", f"'{word}' is not a date such as 2026-01-31.")) from None


def asked_of(of: type[schema.Part], book: RuleBook, language: Language) -> tuple[Asked, ...]:
    """What can be said of something that a model describes; what is needed comes first.

    Args:
        of: the model.
        book: the rule book whose names can be chosen.
        language: of the explanations.
    """
    making = Making(book, language)
    found = _below(making, model(making, of), "", (), "", needed=True)
    return tuple(sorted(found, key=lambda one: (not one.needed, one.key in ("source", "basis"))))


def with_values(values: Mapping[Path_, Any]) -> dict[str, Any]:
    """Plain values from what stands at each place."""
    whole: dict[str, Any] = {}
    for where, value in values.items():
        holder: Any = whole
        for part, following in zip(where, (*where[1:], None), strict=True):
            if following is None:
                holder[part] = value
            elif following == 0 and where[-1] == 0:
                holder[part] = value
                break
            elif following == 0:
                holder = holder.setdefault(part, [{}])
            else:
                holder = holder[part] if isinstance(part, int) else holder.setdefault(part, {})
    return whole


def _below(making: Making, part: Schema, key: str, where: Path_, text: str, *, needed: bool, several: bool = False) -> Iterator[Asked]:
    text = part.get("description", text)
    part = _settled(making, part)
    if "anyOf" in part and len(part["anyOf"]) == 2 and part["anyOf"][1].get("type") == "array":  # one or more
        yield from _below(making, part["anyOf"][0], key, where, text, needed=needed, several=True)
    elif "properties" in part:
        for name, inner in part["properties"].items():
            is_needed = needed and name in part.get("required", ())
            said = f"{text} {inner.get('description', '')}" if name in ("nl", "en") else ""
            described = {**inner, "description": said.strip()} if said else inner
            yield from _below(making, described, f"{key}.{name}" if key else name, (*where, name), text, needed=is_needed)
    elif part.get("type") == "array":
        inner = _settled(making, part["items"])
        yield from _below(making, part["items"], key, (*where, 0), text, needed=needed, several="properties" not in inner)
    elif "type" in part and part["type"] != "object":
        kind = part["type"] if isinstance(part["type"], str) else part["type"][0]
        choices = dict(zip(part.get("enum", ()), part.get("enumDescriptions", ()), strict=True))
        kind = "day" if part.get("pattern") == DAY_SCHEMA["pattern"] else kind.replace("string", "text")
        yield Asked(key, where, text, kind, choices, several, needed)


def _settled(making: Making, part: Schema) -> Schema:
    """A part of a schema instead of what points at it."""
    while True:
        if "$ref" in part:
            part = making.definitions[part["$ref"].rpartition("/")[2]]
        elif "type" not in part and len(part.get("allOf", ())) == 1:
            part = part["allOf"][0]
        else:
            return part
