"""How far a plan is on a day, in one language: everything that a table or another program shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from commplan_advisor.advice.model import Check, Moment
from commplan_advisor.common.text import Language
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.progress.reminders import Reminder, reminders
from commplan_advisor.running.progress.status import Elsewhere, Planned, Status, noted_elsewhere, status_of

SCHEMA = "commplan-progress/1"
"""Name and version of the machine-readable form of how far a plan is."""


class Plan(Protocol):
    """What is planned: an advice will do, and so will what was kept of an earlier plan."""

    @property
    def municipality(self) -> str: ...  # noqa: D102
    @property
    def actions(self) -> Sequence[Planned]: ...  # noqa: D102
    @property
    def moments(self) -> Sequence[Moment]: ...  # noqa: D102
    @property
    def checks(self) -> Sequence[Check]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Basis:
    """Which dates count.

    Attributes:
        start: the first day of the plan.
        version: the version of the plan that was adopted; 0 when none was, and the dates are those of the advice of today.
        kept_on: the day of that version.
        moves: whether the plan begins today whatever day it is, because nobody said when it begins: then nothing can be late.
    """

    start: date
    version: int = 0
    kept_on: date | None = None
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many actions the plan has, and of these how many are done, started, dropped, and late."""

    all: int
    done: int
    started: int
    dropped: int
    late: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan is.

    Attributes:
        schema: name and version of this form.
        municipality: whose plan it is.
        day: today, or the day that was asked for.
        language: of the titles.
        basis: which dates count.
        counts: how many actions are how far.
        actions: of the plan, in its order.
        elsewhere: what was noted of actions that the plan does not have (any more).
        until: the last day that the reminders look at.
        reminders: what must be done until then.
        history: all notes in the order in which they were made; those of days after today do not count yet.
    """

    schema: str
    municipality: str
    day: date
    language: Language
    basis: Basis
    counts: Counts
    actions: tuple[Status, ...]
    elsewhere: tuple[Elsewhere, ...]
    until: date
    reminders: tuple[Reminder, ...]
    history: tuple[Note, ...]

    @property
    def is_late(self) -> bool:
        """Whether an action, a measurement or an evaluation should have been done by now."""
        return bool(self.counts.late) or any(one.late for one in self.reminders)


def progress(
    plan: Plan,
    notes: Sequence[Note],
    basis: Basis,
    day: date,
    until: date,
    *,
    titles: Mapping[str, str],
    language: Language,
    measured: Sequence[date] = (),
    evaluated: Sequence[date] = (),
) -> Progress:
    """How far a plan is on a day.

    Args:
        plan: with the dates that count.
        notes: what was noted, in order.
        basis: where the dates come from.
        day: today.
        until: the last day to look ahead to.
        titles: of all actions that the rule book knows.
        language: of the plan and these titles.
        measured: the days on which something was measured.
        evaluated: the days on which the plan was evaluated.
    """
    actions = status_of(plan.actions, notes, day)
    states = [one.state for one in actions]
    counts = Counts(
        len(actions), states.count("done"), states.count("started"), states.count("dropped"), sum(one.days_late > 0 for one in actions)
    )
    return Progress(
        SCHEMA,
        plan.municipality,
        day,
        language,
        basis,
        counts,
        actions,
        noted_elsewhere(plan.actions, notes, day, titles),
        until,
        reminders(actions, plan.moments, plan.checks, day, until, measured=measured, evaluated=evaluated),
        tuple(notes),
    )
