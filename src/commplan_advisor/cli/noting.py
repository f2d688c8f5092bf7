"""What `commplan progress --set` notes: understanding what was asked, and saying what became of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.common.faults import printable, quote
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.rulebook.model import RuleBook
    from commplan_advisor.running.progress.model import Note
    from commplan_advisor.running.progress.report import Plan, Progress

_WRONG_USE = 2

_NO_STATE_SAID = Text("zeg ook de stand, zoals {action}=done.", "say the state as well, such as {action}=done.")
_TWICE = Text("is twee keer genoemd.", "is named twice.")
_NEEDS_REASON = Text("Zeg met --reason waarom een actie vervalt.", "Say with --reason why an action is dropped.")
_NEEDS_DROPPED = Text("--reason hoort bij een actie die vervalt (dropped).", "--reason goes with an action that is dropped.")
_NOTED = Text("{file}: vastgelegd: {action} is {state} op {day}.", "{file}: noted: {action} is {state} on {day}.")
_CAN_START = Text("Kan nu beginnen: {action}.", "Can start now: {action}.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks for, apart from the form in which it is told."""

    settings: tuple[str, ...]
    on: date
    by: str
    reason: str
    note: str
    until: date
    start: date | None
    rhythm: str | None
    language: Language


def notes_asked(asked: Asked, plan: Plan, book: RuleBook) -> list[Note]:
    """The notes that `--set` asks for; all that is wrong with them is told at once, and ends the call as wrong use."""
    from commplan_advisor.running.progress.model import NAMES, Note
    from commplan_advisor.running.progress.noting import known_actions, no_action, no_state

    language = asked.language
    known = known_actions(plan, book)
    faults: list[str] = []
    notes: list[Note] = []

    def wrong(setting: str, told: Text) -> None:
        faults.append(f"--set {setting}: {told.in_(language)}")

    for setting in asked.settings:
        action, equals, word = (part.strip() for part in setting.partition("="))
        state = NAMES.get(word.casefold())
        if action not in known:
            wrong(setting, no_action(action, plan, book))
        elif any(one.action == action for one in notes):
            faults.append(f"--set {setting}: {quote(action)} {_TWICE.in_(language)}")
        if not equals:
            faults.append(f"--set {setting}: {_NO_STATE_SAID.in_(language).format(action=action)}")
        elif state is None:
            wrong(setting, no_state(word))
        else:
            notes.append(Note(action, state, asked.on, asked.by, asked.reason if state == "dropped" else "", asked.note))
    states = {one.state for one in notes}
    if "dropped" in states and not asked.reason:
        faults.append(_NEEDS_REASON.in_(language))
    if asked.reason and not faults and "dropped" not in states:
        faults.append(_NEEDS_DROPPED.in_(language))
    for fault in faults:
        click.echo(printable(fault), err=True)
    if faults:
        sys.exit(_WRONG_USE)
    return notes


def confirm(file: Path, new: Sequence[Note], before: Progress, after: Progress, asked: Asked) -> None:
    """Say what is on the disk now, and what can start because of it."""
    from commplan_advisor.present.report import shown_day
    from commplan_advisor.running.progress.model import STATE_WORDS
    from commplan_advisor.running.progress.noting import can_start_now

    language = asked.language
    for one in new:
        state, day = STATE_WORDS[one.state].in_(language), shown_day(one.on, language)
        click.echo(_NOTED.in_(language).format(file=printable(file.name), action=one.action, state=state, day=day))
    for status in can_start_now(new, before, after):
        click.echo(_CAN_START.in_(language).format(action=f"{status.title} ({status.id})"))


def tell_doubts(new: Sequence[Note], after: Progress, book: RuleBook, asked: Asked) -> None:
    """Tell what may not be as it was meant; it was noted all the same."""
    from commplan_advisor.running.progress.noting import doubts

    for doubt in doubts(new, after, book):
        click.echo(doubt.in_(asked.language), err=True)
