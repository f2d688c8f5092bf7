"""What `commplan progress --set` notes: understanding what was asked, and saying what became of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commplan_advisor.common.faults import did_you_mean, enumerated, nearest_word, printable, quote
from commplan_advisor.common.text import Language, Text

if TYPE_CHECKING:
    from commplan_advisor.rulebook.model import RuleBook
    from commplan_advisor.running.progress.model import Note
    from commplan_advisor.running.progress.report import Plan, Progress

_WRONG_USE = 2

_NO_STATE_SAID = Text("zeg ook de stand, zoals {action}=done.", "say the state as well, such as {action}=done.")
_NO_STATE = Text("is geen stand. Kies uit: {states}.", "is not a state. Choose from: {states}.")
_NO_ACTION = Text("is geen actie.", "is not an action.")
_ACTIONS = Text(" Acties van dit plan: {actions}.", " Actions of this plan: {actions}.")
_TWICE = Text("is twee keer genoemd.", "is named twice.")
_NEEDS_REASON = Text("Zeg met --reason waarom een actie vervalt.", "Say with --reason why an action is dropped.")
_NEEDS_DROPPED = Text("--reason hoort bij een actie die vervalt (dropped).", "--reason goes with an action that is dropped.")
_NOTED = Text("{file}: vastgelegd: {action} is {state} op {day}.", "{file}: noted: {action} is {state} on {day}.")
_NOT_PLANNED = Text("Let op: '{action}' staat niet (meer) in het plan.", "Mind: '{action}' is not in the plan (any more).")
_FIRST = Text("Let op: voor '{action}' moet eerst nog gedaan zijn: {first}.", "Mind: before '{action}' this must be done first: {first}.")
_NOT_A_ROLE = Text(
    "Let op: {by} is geen rol in het regelboek. Schrijf een rol of functie, geen naam: een plan kan openbaar worden. "
    "Staat er een naam? Haal die dan weg uit het bestand.",
    "Mind: {by} is not a role of the rule book. Write a role or function, not a name: a plan can become public. "
    "Is it a name? Then take it out of the file.",
)
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
    from commplan_advisor.running.progress.model import NAMES, STATES, Note

    language = asked.language
    planned = [one.id for one in plan.actions]
    known = list(dict.fromkeys([*planned, *book.catalogue.actions]))
    faults: list[str] = []
    notes: list[Note] = []

    def wrong(setting: str, value: str, told: str, nearest: str = "") -> None:
        faults.append(f"--set {setting}: {quote(value)} {told}{did_you_mean(nearest).in_(language)}")

    for setting in asked.settings:
        action, equals, word = (part.strip() for part in setting.partition("="))
        state = NAMES.get(word.casefold())
        if action not in known:
            nearest = nearest_word(action.replace("_", "-"), known)
            allowed = "" if nearest else _ACTIONS.in_(language).format(actions=enumerated(planned))
            wrong(setting, action, _NO_ACTION.in_(language) + allowed, nearest)
        elif any(one.action == action for one in notes):
            wrong(setting, action, _TWICE.in_(language))
        if not equals:
            faults.append(f"--set {setting}: {_NO_STATE_SAID.in_(language).format(action=action)}")
        elif state is None:
            nearest = NAMES.get(nearest_word(word, NAMES), "")
            wrong(setting, word, _NO_STATE.in_(language).format(states=enumerated(STATES)), nearest)
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

    language = asked.language
    for one in new:
        state, day = STATE_WORDS[one.state].in_(language), shown_day(one.on, language)
        click.echo(_NOTED.in_(language).format(file=printable(file.name), action=one.action, state=state, day=day))
    could = {one.id for one in before.actions if one.phase == "can_start"}
    for status in after.actions:
        if status.phase == "can_start" and status.id not in could and status.id not in {one.action for one in new}:
            click.echo(_CAN_START.in_(language).format(action=f"{status.title} ({status.id})"))


def tell_doubts(new: Sequence[Note], after: Progress, book: RuleBook, asked: Asked) -> None:
    """Tell what may not be as it was meant; it was noted all the same."""
    language = asked.language
    statuses = {one.id: one for one in after.actions}
    for one in new:
        status = statuses.get(one.action)
        if status is None:
            click.echo(_NOT_PLANNED.in_(language).format(action=one.action), err=True)
        elif one.state in ("started", "done") and status.waits_for:
            click.echo(_FIRST.in_(language).format(action=one.action, first=", ".join(status.waits_for)), err=True)
    roles = {word.casefold() for id_, one in book.catalogue.roles.items() for word in (id_, one.title.nl, one.title.en)}
    if asked.by and asked.by.casefold() not in roles:
        click.echo(_NOT_A_ROLE.in_(language).format(by=quote(asked.by)), err=True)
