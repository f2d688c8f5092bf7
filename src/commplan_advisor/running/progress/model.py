"""How far the actions of a plan are: what was noted, and where each action stands by it (format 6.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan_advisor.common.text import Text

State = Literal["planned", "started", "done", "dropped"]
STATES: tuple[State, ...] = ("planned", "started", "done", "dropped")

STATE_WORDS: Mapping[State, Text] = {
    "planned": Text("gepland", "planned"),
    "started": Text("begonnen", "started"),
    "done": Text("gedaan", "done"),
    "dropped": Text("vervallen", "dropped"),
}
NAMES: Mapping[str, State] = {word: state for state, text in STATE_WORDS.items() for word in (state, text.nl)} | {"klaar": "done"}
"""The states by their words, in English and in Dutch."""

KEYS = ("action", "state", "on", "by", "reason", "note")
"""What a note can say, in the order in which it is written."""

REQUIRED = KEYS[:3]

LONGEST = 2000
"""Characters of a text in a note."""

DAYS_AHEAD = 14
"""How many days what is due looks ahead, unless it is said."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was noted of an action.

    Attributes:
        action: which one.
        state: where it stands from now on.
        on: the day on which that came about.
        by: who did or says so, as a role or function; no names (a plan can become public).
        reason: why it was dropped.
        note: what else there is to say.
    """

    action: str
    state: State
    on: date
    by: str = ""
    reason: str = ""
    note: str = ""


def standing(notes: Iterable[Note]) -> dict[str, Note]:
    """The last note of each action, in the order in which they were made; an action without one is planned."""
    return {note.action: note for note in notes}


def wrong_with(note: Note) -> Iterator[tuple[str, Text]]:
    """What keeps a note from being written down, each with the part of it that is wrong."""
    if not note.action.strip():
        yield "action", Text("moet zijn ingevuld.", "must be filled in.")
    if note.state == "dropped" and not note.reason.strip():
        yield "reason", Text("moet zijn ingevuld als een actie vervalt.", "must be filled in when an action is dropped.")
    for key in ("action", "by", "reason", "note"):
        text: str = getattr(note, key)
        if found := _NOT_TEXT.search(text):
            code = f"U+{ord(found.group()):04X}"
            yield key, Text(f"bevat een teken dat geen tekst is ({code}).", f"has a character that is not text ({code}).")
        if len(text) > LONGEST:
            yield key, Text(f"mag niet langer zijn dan {LONGEST} tekens.", f"may not be longer than {LONGEST} characters.")
