"""Where the actions of a plan stand on a day: what was noted of them, beside when they were to be done (format 5.2, 6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from commplan_advisor.running.progress.model import Note, State, standing

Phase = Literal["started", "can_start", "waits", "done", "dropped"]
PHASES: tuple[Phase, ...] = ("started", "can_start", "waits", "done", "dropped")
CLOSED: tuple[State, ...] = ("done", "dropped")
"""States after which nothing is due any more, and after which an action holds no other back."""


class PartOf(Protocol):
    """A role's part in an action: its letter in RASCI as a word, the role and its title."""

    @property
    def part(self) -> str: ...  # noqa: D102
    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102


class Planned(Protocol):
    """An action as a plan has it: one of an advice, or one that was kept of an earlier plan."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> date: ...  # noqa: D102
    @property
    def due(self) -> date: ...  # noqa: D102
    @property
    def after(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def roles(self) -> Sequence[PartOf]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Taker:
    """A role that takes part in an action, and which part: responsible, accountable, supports, consulted or informed."""

    part: str
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class Status:
    """Where one action stands.

    Attributes:
        id: which action.
        title: in words.
        state: what was noted last; planned when nothing was.
        phase: that, and for a planned action whether it can start: all that must come first is done or dropped.
        waits_for: the actions that must be done first and are not.
        start: the day on which the plan has it begin.
        due: the day on which the plan has it done.
        days_late: calendar days since it was due, when it is not done or dropped; else 0.
        on: the day of the last note; None when there is none.
        by: the role that made it.
        reason: why it was dropped.
        note: what else was noted.
        roles: who takes part.
    """

    id: str
    title: str
    state: State
    phase: Phase
    waits_for: tuple[str, ...]
    start: date
    due: date
    days_late: int
    on: date | None
    by: str
    reason: str
    note: str
    roles: tuple[Taker, ...]

    def who(self, *parts: str) -> tuple[str, ...]:
        """The titles of the roles that take one of these parts."""
        return tuple(one.title for one in self.roles if one.part in parts)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The last note on an action that the plan does not have (any more); without a title when the rule book does not know it either."""

    action: str
    title: str
    state: State
    on: date
    by: str
    reason: str
    note: str


def status_of(actions: Sequence[Planned], notes: Sequence[Note], day: date) -> tuple[Status, ...]:
    """Where each action of a plan stands on a day, in the order of the plan.

    Args:
        actions: of the plan, with the dates that count.
        notes: in the order in which they were made; those of later days do not count.
        day: the day.
    """
    last = standing(note for note in notes if note.on <= day)
    states: dict[str, State] = {one.id: last[one.id].state if one.id in last else "planned" for one in actions}
    return tuple(_status(one, last.get(one.id), states, day) for one in actions)


def _status(action: Planned, note: Note | None, states: Mapping[str, State], day: date) -> Status:
    state = states[action.id]
    waits_for = tuple(first for first in action.after if states.get(first, "done") not in CLOSED)
    phase: Phase = state if state != "planned" else "waits" if waits_for else "can_start"
    return Status(
        action.id,
        action.title,
        state,
        phase,
        waits_for,
        action.start,
        action.due,
        0 if state in CLOSED else max(0, (day - action.due).days),
        note.on if note else None,
        note.by if note else "",
        note.reason if note else "",
        note.note if note else "",
        tuple(Taker(one.part, one.role, one.title) for one in action.roles),
    )


def noted_elsewhere(actions: Sequence[Planned], notes: Sequence[Note], day: date, titles: Mapping[str, str]) -> tuple[Elsewhere, ...]:
    """The last notes, up to a day, on actions that are not in the plan.

    Args:
        actions: of the plan.
        notes: in the order in which they were made.
        day: the last day whose notes count.
        titles: of all actions that the rule book knows.
    """
    planned = {one.id for one in actions}
    last = standing(note for note in notes if note.on <= day)
    return tuple(
        Elsewhere(id_, titles.get(id_, ""), one.state, one.on, one.by, one.reason, one.note)
        for id_, one in last.items()
        if id_ not in planned
    )
