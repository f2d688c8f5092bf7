"""The form by which something is noted of an action: what somebody filled in, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.datastructures import FormData

from commplan_advisor.common.text import Language
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import NAMES, Note, wrong_with
from commplan_advisor.running.progress.noting import known_actions, no_action, no_state
from commplan_advisor.running.progress.report import Plan
from commplan_advisor.web.pages.posted import text_in
from commplan_advisor.web.pages.today import day_typed
from commplan_advisor.web.words import said

FIELDS = ("action", "state", "on", "by", "reason", "note")
"""In the order of the form."""

Typed = Mapping[str, str]
"""What stands in the fields, by their names."""


def typed_in(form: FormData) -> Typed:
    """What was sent of the form; a browser ends lines in a way of its own."""
    return {name: text_in(form, name).replace("\r\n", "\n").strip() for name in FIELDS}


def note_of(typed: Typed, plan: Plan, book: RuleBook, language: Language, today: date) -> tuple[Note | None, Mapping[str, str]]:
    """The note that is meant; or none, and what is wrong by field.

    Args:
        typed: what was filled in.
        plan: that runs.
        book: knows all actions.
        language: of what is told.
        today: the day of a note that names none.
    """
    problems: dict[str, str] = {}
    action, state, on = typed["action"], NAMES.get(typed["state"].casefold()), day_typed(typed["on"], language, today)
    if not action:
        problems["action"] = said("note_choose_action", language)
    elif action not in known_actions(plan, book):
        problems["action"] = no_action(action, plan, book).in_(language)
    if not typed["state"]:
        problems["state"] = said("note_choose_state", language)
    elif state is None:
        problems["state"] = no_state(typed["state"]).in_(language)
    elif typed["reason"] and state != "dropped":
        problems["reason"] = said("note_only_dropped", language)
    if on.problem:
        problems["on"] = on.problem
    note = Note(action, state or "planned", on.day, typed["by"], typed["reason"], typed["note"])
    for field, message in wrong_with(note):
        problems.setdefault(field, message.in_(language))
    return (None if problems else note), {field: problems[field] for field in FIELDS if field in problems}
