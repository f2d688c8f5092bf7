"""The questionnaire of a test: the answers that it gives, laid over a case when it names one."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place
from commplan_advisor.common.located import Located, Path_, Spot
from commplan_advisor.questionnaire.editing import Change, changed, place_of
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.questionnaire.reading import Case, case_from

NAME = "Voorbeeld"
"""The municipality of a test that names none."""


def questionnaire(given: Mapping[str, Any], source: Located, path: Path_, base: Case | None, faults: Faults) -> Case | None:
    """The questionnaire of a test; None when its answers are faulty, which is noted at their places in the file.

    Args:
        given: answers as in a questionnaire, nested or by path; lists are replaced whole, and nothing takes an answer away.
        source: the file of the test.
        path: where the answers stand in it.
        base: the case that they are laid over.
        faults: where faults are noted.
    """
    layers = _Layers(source, path, base)
    by_row: list[tuple[Change, Place]] = []
    for key, value in given.items():
        if "[" in key:
            by_row.append((Change(key, value), source.place((*path, key), of_key=True)))
        else:
            layers.lay(tuple(key.split(".")), value, (*path, key))
    faults.found.extend(layers.faults.found)
    try:
        case = case_from(layers.finished())
        return changed(case, [change for change, _ in by_row]) if by_row else case
    except FaultyInputError as error:
        faults.found.extend(_at_their_keys(error, by_row))
        return None


def _at_their_keys(error: FaultyInputError, changes: list[tuple[Change, Place]]) -> Iterator[Fault]:
    places = {place_of(change).file: place for change, place in changes}
    for fault in error.faults:
        yield replace(fault, place=places.get(fault.place.file, fault.place))


class _Layers:
    """Lays answers over those of a case; of each it keeps where it stands in the file of the test."""

    def __init__(self, source: Located, path: Path_, base: Case | None) -> None:
        self._source = source
        self.faults = Faults()
        self._value: dict[str, Any] = copy.deepcopy(base.source.value) if base else {}
        here = source.place(path)
        self._places: dict[Path_, Spot] = {(): (here.line, here.column)}
        self._keys: dict[Path_, Spot] = {}
        self._written: dict[Path_, str] = {}

    def lay(self, where: Path_, value: Any, path: Path_) -> None:
        """Lay an answer, or a part with answers, at a place in the questionnaire."""
        key = self._source.place(path, of_key=True)
        holder: Any = self._value
        for depth, part in enumerate(where[:-1], start=1):
            self._note_key(where[:depth], key)
            if not isinstance(holder.get(part), dict):
                holder[part] = {}
            holder = holder[part]
        self._note_key(where, key)
        if isinstance(value, dict) and value:
            for name, inner in value.items():
                self.lay((*where, name), inner, (*path, name))
        elif where in self._places:
            self.faults.add(key, "is twee keer gegeven.", "is given twice.", value=shown_path(where))
        elif value is None:
            self._note(where, value, path)
            holder.pop(where[-1], None)
        else:
            self._note(where, value, path)
            holder[where[-1]] = copy.deepcopy(value)

    def finished(self) -> Located:
        """All answers as plain values with their places."""
        municipality = self._value.setdefault("municipality", {})
        if isinstance(municipality, dict):
            municipality.setdefault("name", NAME)
        return Located(self._value, self._source.file, self._places, self._keys, written=self._written)

    def _note_key(self, where: Path_, key: Place) -> None:
        self._keys.setdefault(where, (key.line, key.column))

    def _note(self, where: Path_, value: Any, path: Path_) -> None:
        """Keep the places of a value and all that is in it."""
        self._places[where] = self._source.places.get(path, (0, 0))
        if path in self._source.written:
            self._written[where] = self._source.written[path]
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for part, one in inner:
            if (*path, part) in self._source.keys:
                self._keys[(*where, part)] = self._source.keys[(*path, part)]
            self._note((*where, part), one, (*path, part))
