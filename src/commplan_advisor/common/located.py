"""Reading YAML and JSON into plain values, each with the place where it stands.

The events come from PyYAML's C parser, or from the words of a JSON file in the same form. We compose the values ourselves, to bound
size, depth and aliases while reading, to refuse keys that occur twice, and to read words as YAML 1.2 does: only `true` and `false`
are yes and no, a date stays a text, and `no` stays a word (it is one of our options).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, printable
from commplan_advisor.common.files import read_text
from commplan_advisor.common.syntax import in_plain_words, json_in_plain_words, where
from commplan_advisor.common.text import Text

Path_ = tuple[str | int, ...]
Spot = tuple[int, int] | tuple[int, int, str]
"""Line and column; in a workbook row, column and sheet."""

MOST_NODES = 100_000
DEEPEST = 40
MOST_ALIASES = 100

_NOWHERE = "?"
"""Stands in the path of what is read but not kept: it has no place of its own."""

_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_TRUE_FALSE = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"^[-+]?[0-9]{1,30}$")
_NUMBER = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?$")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_JSON_WORD = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]|[^\s\[\]{},:"]+')
_JSON_ENDLESS = {"NaN": ".nan", "Infinity": ".inf", "-Infinity": "-.inf"}
_ENDLESS = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}


@dataclass(frozen=True, slots=True)
class Located:
    """Plain values as read from a file, with their places.

    Attributes:
        value: dictionaries, lists, texts, numbers, true, false and None.
        places: for each path from the top, the line and column of the value; in a workbook its row, column and sheet.
        keys: for each path, the line and column of its key.
        file: name of the file, as given.
        written: for each path with a fraction, how it is written: `24.000` is read as 24.0.
        faults: what is wrong with the file but does not keep the rest of it from being read, such as a key that occurs twice; whoever
            checks the values reports them together with what is wrong there.
    """

    value: Any
    file: str
    places: Mapping[Path_, Spot] = field(default_factory=dict)
    keys: Mapping[Path_, Spot] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    written: dict[Path_, str] = field(default_factory=dict)

    def place(self, path: Path_, *, of_key: bool = False) -> Place:
        """Where the value (or key) at a path stands, or else the nearest thing above it."""
        found = self.keys.get(path) if of_key else self.places.get(path)
        while found is None and path:
            path = path[:-1]
            found = self.places.get(path)
        return Place(self.file, *(found or (0, 0)))

    def place_in(self, path: Path_, word: object) -> Place:
        """Where a word stands in the list at a path; the place of the value itself when it is not a list that has the word."""
        value = self.value
        for part in path:
            value = value[part]
        return self.place((*path, value.index(word)) if isinstance(value, list) and word in value else path)


def read_located(path: Path, shown_as: str | None = None) -> Located:
    """Read a YAML or JSON file.

    Raises:
        UnreadableFileError: the file cannot be read as text.
        FaultyInputError: it is not valid YAML or JSON, or it is larger, deeper or more tangled than allowed.
    """
    name = shown_as or str(path)
    text = read_text(path, name)
    if path.suffix.lower() == ".json":
        return parse_json(text, name)
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> Located:
    """Read YAML text; `name` is the file's name in places."""
    import yaml

    if found := _NOT_TEXT.search(text):
        nl, en = "bevat een teken dat geen tekst is", "has a character that is not text"
        code = f"U+{ord(found.group()):04X}"
        raise FaultyInputError([Fault(_place_of(text, found.start(), name), Text(f"{nl} ({code}).", f"{en} ({code})."))])
    return _Composer(name).compose(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def parse_json(text: str, name: str) -> Located:
    """Read JSON text: json decides what is valid, and its words are composed as those of YAML are."""
    if not text.strip():
        return Located(None, name)
    try:
        json.loads(text, parse_int=float)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise FaultyInputError([Fault(place, json_in_plain_words(error.msg))]) from None
    except RecursionError:
        pass  # deeper than is allowed: the composer says where
    return _Composer(name).compose(_json_events(text))


class _Composer:
    """Builds values from parser events."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults = Faults()
        self.places: dict[Path_, tuple[int, int]] = {}
        self.keys: dict[Path_, tuple[int, int]] = {}
        self.written: dict[Path_, str] = {}
        self.nodes = 0
        self.aliases = 0
        self.anchors: dict[str, Any] = {}

    def compose(self, events: Iterator[Any]) -> Located:
        import yaml

        try:
            value = self._document(events)
        except yaml.MarkedYAMLError as error:
            mark = where(error)
            self._stop(Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name), in_plain_words(error))
        except yaml.YAMLError as error:
            reason = printable(str(error)).strip()
            self._stop(Place(self.name), Text(f"is geen geldige YAML ({reason}).", f"is not valid YAML ({reason})."))
        return Located(value, self.name, self.places, self.keys, tuple(self.faults.found), self.written)

    def _stop(self, place: Place, message: Text) -> NoReturn:
        """Report what keeps the rest from being read, and what was found before it."""
        raise FaultyInputError([*self.faults.found, Fault(place, message)]) from None

    def _document(self, events: Iterator[Any]) -> Any:
        import yaml

        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    place = Place(self.name, event.start_mark.line + 1 if event.start_mark else 0, 1)
                    self._stop(place, Text("meer dan een document in dit bestand.", "more than one document in this file."))
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
            self._stop(here, _too_much(f"meer dan {MOST_NODES} waarden", f"more than {MOST_NODES} values"))
        if len(path) > DEEPEST:
            self._stop(here, _too_much(f"meer dan {DEEPEST} lagen diep", f"more than {DEEPEST} levels deep"))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, here)
        self._check_words(event, here)
        if isinstance(event, yaml.ScalarEvent):
            value: Any = _scalar(event)
            if isinstance(value, float) and isfinite(value):
                self.written[path] = event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(events, path)
        else:
            value = self._mapping(events, path)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def _check_words(self, event: Any, here: Place) -> None:
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self.faults.add(here, "YAML-tags zijn hier niet toegestaan.", "YAML tags are not allowed here.", value=event.tag)
        if _HALF_CHARACTER.search(getattr(event, "value", "")):
            self.faults.add(here, "bevat een half teken (een losse surrogaatcode).", "holds half a character (a lone surrogate).")
            event.value = _HALF_CHARACTER.sub("\ufffd", event.value)

    def _alias(self, event: Any, here: Place) -> Any:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            self._stop(here, _too_much(f"meer dan {MOST_ALIASES} verwijzingen", f"more than {MOST_ALIASES} aliases"))
        if event.anchor not in self.anchors:
            self.faults.add(
                here, "verwijst naar iets dat niet bestaat.", "refers to something that is not there.", value=f"*{event.anchor}"
            )
            return None
        value = self.anchors[event.anchor]
        self.nodes += _size(value)
        if self.nodes > MOST_NODES:
            self._stop(here, _too_much(f"meer dan {MOST_NODES} waarden", f"more than {MOST_NODES} values"))
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
                self._node(event, events, (*path, _NOWHERE))
                self.faults.add(here, "een naam moet een gewoon woord zijn.", "a key must be a plain word.")
                self._node(next(events), events, (*path, _NOWHERE))
                continue
            self._check_words(event, here)
            self.nodes += 1
            key = str(event.value)
            inner = (*path, key)
            if key in values:
                first = self.keys[inner][0]
                nl, en = f"staat hier voor de tweede keer (eerst op regel {first}).", f"occurs twice (first on line {first})."
                self.faults.add(here, nl, en, value=key, code="duplicate-id")
                self._node(next(events), events, (*path, _NOWHERE))
                continue
            self.keys[inner] = (here.line, here.column)
            values[key] = self._node(next(events), events, inner)
        return values


def _json_events(text: str) -> Iterator[Any]:
    """What the YAML parser would say of JSON that json has found valid."""
    import yaml

    counted, line, begin = 0, 0, 0
    for found in _JSON_WORD.finditer(text):
        word = found.group()
        line += text.count("\n", counted, found.start())
        begin = max(begin, text.rfind("\n", counted, found.start()) + 1)
        counted = found.start()
        mark = yaml.Mark("", counted, line, counted - begin, None, 0)
        if word == "[":
            yield yaml.SequenceStartEvent(None, None, implicit=True, start_mark=mark)
        elif word == "]":
            yield yaml.SequenceEndEvent(mark)
        elif word == "{":
            yield yaml.MappingStartEvent(None, None, implicit=True, start_mark=mark)
        elif word == "}":
            yield yaml.MappingEndEvent(mark)
        else:
            quoted = word.startswith('"')
            value = json.loads(word) if quoted else _JSON_ENDLESS.get(word, word)
            yield yaml.ScalarEvent(None, None, (True, False), value, start_mark=mark, style='"' if quoted else None)


def _place_of(text: str, index: int, name: str) -> Place:
    return Place(name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _scalar(event: Any) -> Any:
    text = event.value
    if not event.implicit[0] or event.style or event.tag:
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


def _too_much(nl: str, en: str) -> Text:
    return Text(f"het bestand is te groot: {nl}.", f"the file is too large: {en}.")
