"""How far the actions of a plan are: what was noted, and where each action stands by it (format 6.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["planned", "started", "done", "dropped"]
STATES: tuple[State, ...] = ("planned", "started", "done", "dropped")


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
