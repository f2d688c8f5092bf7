"""Reading what was noted of the actions of a plan, from the file beside the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commplan_advisor.common.appending import read_settled
from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, enumerated, nearest_word
from commplan_advisor.common.located import Located, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.running.progress.lines import Piece, pieces_of
from commplan_advisor.running.progress.model import KEYS, NAMES, REQUIRED, STATES, Note, wrong_with

ENDING = ".progress.yaml"
"""How the name of a file with notes ends."""

_CASES = (".yaml", ".yml", ".json", ".xlsx", ".ods")

UNFINISHED = Text(
    "deze regel is niet af en telt niet mee. Maak de regel af of haal haar weg.",
    "this line is unfinished and does not count. Complete the line or take it out.",
)
_NO_NOTE = Text(
    "is geen notitie. Een notitie is een regel zoals: - {action: set-up-register, state: done, on: 2026-01-31}",
    "is not a note. A note is a line such as: - {action: set-up-register, state: done, on: 2026-01-31}",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds.

    Attributes:
        notes: in the order in which they were made.
        places: of each, where its action stands.
        unfinished: lines that do not count because the end of them is missing; whoever reads the notes tells them.
    """

    notes: tuple[Note, ...] = ()
    places: tuple[Place, ...] = ()
    unfinished: tuple[Fault, ...] = ()


def progress_file(case: Path) -> Path:
    """Where the notes of a case are kept: beside it, `nijkerk.progress.yaml` for `nijkerk.yaml`."""
    name = case.name.removesuffix(case.suffix) if case.suffix.lower() in _CASES else case.name
    return case.with_name(f"{name}{ENDING}")


def notes_of(path: Path) -> tuple[Note, ...]:
    """The notes in a file, in the order in which they were made; none when there is no such file.

    Raises:
        UnreadableFileError: it cannot be read.
        FaultyInputError: with everything that is wrong in it. Unfinished lines are not; `kept_in` names them.
    """
    return kept_in(path).notes


def kept_in(path: Path) -> Kept:
    """The notes in a file with their places, and the lines that are unfinished.

    Raises:
        UnreadableFileError: it cannot be read.
        FaultyInputError: with everything that is wrong in it.
    """
    name, faults = str(path), Faults()
    found: list[tuple[Note, Place]] = []
    unfinished: list[Fault] = []
    for piece in pieces_of(read_settled(path), name):
        if piece.unfinished:
            unfinished.append(Fault(Place(name, piece.line), UNFINISHED, value=piece.text.strip()))
        else:
            found += _read(piece, name, faults)
    faults.stop_if_any()
    return Kept(tuple(note for note, _ in found), tuple(place for _, place in found), tuple(unfinished))


def _read(piece: Piece, name: str, faults: Faults) -> list[tuple[Note, Place]]:
    """The notes in a piece, with their places: one at most, unless the file is laid out in another way."""
    here = Faults()
    found = [(note, Place(name, line + piece.line - 1, column)) for note, line, column in _notes_in(piece.text, name, here)]
    if here.found:  # once more, as far down as it stands, so that all places in what is told are right
        _notes_in("\n" * (piece.line - 1) + piece.text, name, faults)
    return found


def _notes_in(text: str, name: str, faults: Faults) -> list[tuple[Note, int, int]]:
    """The notes in a text, each with the line and column of its action; what is wrong is noted."""
    try:
        located = parse_yaml(text, name)
    except FaultyInputError as error:
        faults.found += error.faults
        return []
    faults.found += located.faults
    rows = located.value if isinstance(located.value, list) else []
    if located.value is not None and not isinstance(located.value, list):
        faults.add(located.place(()), _NO_NOTE.nl, _NO_NOTE.en, value=located.value)
    notes = [(_note(row, located, faults), located.place((row, "action"))) for row in range(len(rows))]
    return [(note, place.line, place.column) for note, place in notes if note is not None]


def _note(row: int, located: Located, faults: Faults) -> Note | None:
    """The note of a row; None when something is wrong with it, which is noted."""
    told: Any = located.value[row]
    if not isinstance(told, dict):
        faults.add(located.place((row,)), _NO_NOTE.nl, _NO_NOTE.en, value=told)
        return None
    known = len(faults.found)
    misspelt = set()
    for key in told:
        if key not in KEYS:
            nearest = nearest_word(key, [known_key for known_key in KEYS if known_key not in told])
            misspelt.add(nearest)
            nl, en = f"kan hier niet staan. Kies uit: {enumerated(KEYS)}.", f"cannot stand here. Choose from: {enumerated(KEYS)}."
            faults.add(located.place((row, key), of_key=True), nl, en, value=key, nearest=nearest)
    for key in REQUIRED:
        if told.get(key) is None and key not in misspelt:
            place = located.place((row, key), of_key=True) if key in told else located.place((row,))
            faults.add(place, "moet zijn ingevuld.", "must be filled in.", path=key)
    words = {key: _text(told, key, row, located, faults) for key in KEYS if told.get(key) is not None}
    if len(faults.found) > known:
        return None
    note = Note(words["action"], NAMES[words["state"]], date.fromisoformat(words["on"]), *(words.get(key, "") for key in KEYS[3:]))
    for key, message in wrong_with(note):
        faults.add(located.place((row, key)), message.nl, message.en, path=key, value=getattr(note, key))
    return None if len(faults.found) > known else note


def _text(told: dict[str, Any], key: str, row: int, located: Located, faults: Faults) -> str:
    """A value as a text; what is wrong with it is noted."""
    value, place = told[key], located.place((row, key))
    if isinstance(value, dict | list | bool):
        faults.add(place, "moet een tekst zijn.", "must be a text.", path=key, value=value)
        return ""
    text = located.written.get((row, key), str(value))
    if key == "state" and text not in STATES:
        nl, en = f"is geen stand. Kies uit: {enumerated(STATES)}.", f"is not a state. Choose from: {enumerated(STATES)}."
        faults.add(place, nl, en, path=key, value=text, nearest=NAMES.get(text.casefold(), "") or nearest_word(text, STATES))
    if key == "on" and not _is_day(text):
        nl = "moet een bestaande datum zijn van 2000 tot en met 2100, zoals 2026-01-31."
        faults.add(place, nl, "must be a date that exists, from 2000 to 2100, such as 2026-01-31.", path=key, value=text)
    return text


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-01-31") and 2000 <= date.fromisoformat(text).year <= 2100
    except ValueError:
        return False
