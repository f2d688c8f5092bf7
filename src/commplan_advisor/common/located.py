"""Reading YAML and JSON into plain values, each with the place where it stands.

The events come from PyYAML's C parser; we compose the values ourselves, to bound size, depth and aliases while reading, to refuse
keys that occur twice, and to read words as YAML 1.2 does: only `true` and `false` are yes and no, a date stays a text, and `no`
stays a word (it is one of our options).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, printable
from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Text

Path_ = tuple[str | int, ...]

MOST_NODES = 100_000
DEEPEST = 40
MOST_ALIASES = 100

_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_TRUE_FALSE = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"^[-+]?[0-9]{1,30}$")
_NUMBER = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?$")
_ENDLESS = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}


@dataclass(frozen=True, slots=True)
class Located:
    """Plain values as read from a file, with their places.

    Attributes:
        value: dictionaries, lists, texts, numbers, true, false and None.
        places: for each path from the top, the line and column of the value.
        keys: for each path, the line and column of its key.
        file: name of the file, as given.
    """

    value: Any
    file: str
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path_, *, of_key: bool = False) -> Place:
        """Where the value (or key) at a path stands, or else the nearest thing above it."""
        found = self.keys.get(path) if of_key else self.places.get(path)
        while found is None and path:
            path = path[:-1]
            found = self.places.get(path)
        return Place(self.file, *(found or (0, 0)))


def read_located(path: Path, shown_as: str | None = None) -> Located:
    """Read a YAML or JSON file.

    Raises:
        UnreadableFileError: the file cannot be read as text.
        FaultyInputError: it is not valid YAML or JSON, a key occurs twice, or it is larger, deeper or more tangled than allowed.
    """
    name = shown_as or str(path)
    text = read_text(path, name)
    if path.suffix.lower() == ".json":
        return parse_json(text, name)
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> Located:
    """Read YAML text; `name` is the file's name in places."""
    return _Composer(name).compose(text)


def parse_json(text: str, name: str) -> Located:
    """Read JSON text: json decides what is valid, and the YAML reader, of which JSON is a part, finds the places."""
    try:
        value = json.loads(text, parse_constant=float)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise FaultyInputError([Fault(place, Text(f"is geen geldige JSON ({error.msg}).", f"is not valid JSON ({error.msg})."))]) from None
    except (RecursionError, ValueError) as error:
        raise FaultyInputError([_too_much(Place(name), "te diep of te groot", "too deep or too large")]) from error
    try:
        located = parse_yaml(text.replace("\t", " "), name)
    except FaultyInputError as error:
        if any("twice" in fault.message.en or "more than" in fault.message.en for fault in error.faults):
            raise
        return Located(value, name)
    return Located(value, name, located.places, located.keys)


class _Composer:
    """Builds values from parser events."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults = Faults()
        self.places: dict[Path_, tuple[int, int]] = {}
        self.keys: dict[Path_, tuple[int, int]] = {}
        self.nodes = 0
        self.aliases = 0
        self.anchors: dict[str, Any] = {}

    def compose(self, text: str) -> Located:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        if "\x00" in text:
            raise FaultyInputError(
                [Fault(Place(self.name), Text("is geen tekst maar een binair bestand.", "is not text but a binary file."))]
            )
        try:
            events = yaml.parse(text, Loader=loader)
            value = self._document(events)
        except yaml.MarkedYAMLError as error:
            raise FaultyInputError([self._syntax_fault(error)]) from None
        except yaml.YAMLError as error:
            reason = printable(str(error)).strip()
            message = Text(f"is geen geldige YAML ({reason}).", f"is not valid YAML ({reason}).")
            raise FaultyInputError([Fault(Place(self.name), message)]) from None
        except RecursionError:
            raise FaultyInputError([_too_much(Place(self.name), "te diep", "too deep")]) from None
        self.faults.stop_if_any()
        return Located(value, self.name, self.places, self.keys)

    def _document(self, events: Iterator[Any]) -> Any:
        import yaml

        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    place = Place(self.name, event.start_mark.line + 1 if event.start_mark else 0, 1)
                    self.faults.add(place, "meer dan een document in dit bestand.", "more than one document in this file.")
                    self.faults.stop_if_any()
            elif isinstance(event, yaml.NodeEvent):
                value = self._node(event, events, ())
        return value

    def _node(self, event: Any, events: Iterator[Any], path: Path_) -> Any:
        import yaml

        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.places[path] = (line, column)
        self.nodes += 1
        here = Place(self.name, line, column)
        if self.nodes > MOST_NODES:
            raise FaultyInputError([_too_much(here, f"meer dan {MOST_NODES} waarden", f"more than {MOST_NODES} values")])
        if len(path) > DEEPEST:
            raise FaultyInputError([_too_much(here, f"meer dan {DEEPEST} lagen diep", f"more than {DEEPEST} levels deep")])
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, here)
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self.faults.add(here, "YAML-tags zijn hier niet toegestaan.", "YAML tags are not allowed here.", value=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            value: Any = _scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(events, path)
        else:
            value = self._mapping(events, path)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def _alias(self, event: Any, here: Place) -> Any:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            raise FaultyInputError([_too_much(here, f"meer dan {MOST_ALIASES} verwijzingen", f"more than {MOST_ALIASES} aliases")])
        if event.anchor not in self.anchors:
            self.faults.add(
                here, "verwijst naar iets dat niet bestaat.", "refers to something that is not there.", value=f"*{event.anchor}"
            )
            return None
        value = self.anchors[event.anchor]
        self.nodes += _size(value)
        if self.nodes > MOST_NODES:
            raise FaultyInputError([_too_much(here, f"meer dan {MOST_NODES} waarden", f"more than {MOST_NODES} values")])
        return value

    def _sequence(self, events: Iterator[Any], path: Path_) -> list[Any]:
        import yaml

        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._node(event, events, (*path, len(values))))
        return values

    def _mapping(self, events: Iterator[Any], path: Path_) -> dict[str, Any]:
        import yaml

        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            here = Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
            if not isinstance(event, yaml.ScalarEvent):
                self._node(event, events, path)
                self.faults.add(here, "een naam moet een gewoon woord zijn.", "a key must be a plain word.")
                self._node(next(events), events, path)
                continue
            key = str(event.value)
            if key in values:
                first = self.keys[(*path, key)][0]
                self.faults.add(
                    here, f"staat hier voor de tweede keer (eerst op regel {first}).", f"occurs twice (first on line {first}).", value=key
                )
            self.nodes += 1
            inner = (*path, key)
            self.keys.setdefault(inner, (here.line, here.column))
            values[key] = self._node(next(events), events, inner)
        return values

    def _syntax_fault(self, error: Any) -> Fault:
        mark = error.problem_mark or error.context_mark
        place = Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)
        reason = printable(" ".join(part for part in (error.context, error.problem) if part))
        return Fault(place, Text(f"is geen geldige YAML ({reason}).", f"is not valid YAML ({reason})."))


def _scalar(event: Any) -> Any:
    text = event.value
    if not event.implicit[0] or event.style:
        return text
    if _NULL.match(text):
        return None
    if text in _TRUE_FALSE:
        return _TRUE_FALSE[text]
    if _INTEGER.match(text):
        return int(text)
    if _NUMBER.match(text):
        return float(text)
    if text.lower() in _ENDLESS:
        return float(_ENDLESS[text.lower()])
    return text


def _size(value: Any) -> int:
    """How many values a value holds, itself included; stops counting where it is too many anyway."""
    total, left = 0, [value]
    while left and total <= MOST_NODES:
        one = left.pop()
        total += 1
        if isinstance(one, dict):
            left.extend(one.values())
        elif isinstance(one, list):
            left.extend(one)
    return total


def _too_much(place: Place, nl: str, en: str) -> Fault:
    return Fault(place, Text(f"het bestand is te groot: {nl}.", f"the file is too large: {en}."))
