"""Understanding what somebody wants to note of an action, and what to say of it when it is noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commplan_advisor.common.faults import did_you_mean, enumerated, nearest_word, quote
from commplan_advisor.common.text import Text
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import NAMES, STATES, Note
from commplan_advisor.running.progress.report import Plan, Progress
from commplan_advisor.running.progress.status import Status

_NO_STATE = Text("is geen stand. Kies uit: {states}.", "is not a state. Choose from: {states}.")
_NO_ACTION = Text("is geen actie.", "is not an action.")
_ACTIONS = Text(" Acties van dit plan: {actions}.", " Actions of this plan: {actions}.")
_NOT_PLANNED = Text("Let op: '{action}' staat niet (meer) in het plan.", "Mind: '{action}' is not in the plan (any more).")
_FIRST = Text("Let op: voor '{action}' moet eerst nog gedaan zijn: {first}.", "Mind: before '{action}' this must be done first: {first}.")
_NOT_A_ROLE = Text(
    "Let op: {by} is geen rol in het regelboek. Schrijf een rol of functie, geen naam: een plan kan openbaar worden. "
    "Staat er een naam? Haal die dan weg uit het bestand.",
    "Mind: {by} is not a role of the rule book. Write a role or function, not a name: a plan can become public. "
    "Is it a name? Then take it out of the file.",
)


def known_actions(plan: Plan, book: RuleBook) -> tuple[str, ...]:
    """The actions of which something can be noted: those of the plan first, then all others of the rule book."""
    return tuple(dict.fromkeys([*(one.id for one in plan.actions), *book.catalogue.actions]))


def no_action(word: str, plan: Plan, book: RuleBook) -> Text:
    """What to say of a word that is none of the known actions: the nearest one, or else those to choose from."""
    nearest = nearest_word(word.replace("_", "-"), known_actions(plan, book))
    planned = enumerated([one.id for one in plan.actions])
    allowed = Text("", "") if nearest else Text(_ACTIONS.nl.format(actions=planned), _ACTIONS.en.format(actions=planned))
    return _joined(word, Text(_NO_ACTION.nl + allowed.nl, _NO_ACTION.en + allowed.en), nearest)


def no_state(word: str) -> Text:
    """What to say of a word that is no state."""
    states = enumerated(STATES)
    return _joined(
        word, Text(_NO_STATE.nl.format(states=states), _NO_STATE.en.format(states=states)), NAMES.get(nearest_word(word, NAMES), "")
    )


def _joined(word: str, told: Text, nearest: str) -> Text:
    hint = did_you_mean(nearest)
    return Text(f"{quote(word)} {told.nl}{hint.nl}", f"{quote(word)} {told.en}{hint.en}")


def can_start_now(new: Sequence[Note], before: Progress, after: Progress) -> Iterator[Status]:
    """The actions that can start because of what was noted."""
    could = {one.id for one in before.actions if one.phase == "can_start"} | {one.action for one in new}
    return (one for one in after.actions if one.phase == "can_start" and one.id not in could)


def doubts(new: Sequence[Note], after: Progress, book: RuleBook) -> Iterator[Text]:
    """What may not be as it was meant; it is noted all the same.

    Args:
        new: what was noted.
        after: how far the plan is with that.
        book: knows the roles.
    """
    statuses = {one.id: one for one in after.actions}
    for one in new:
        status = statuses.get(one.action)
        if status is None:
            yield Text(_NOT_PLANNED.nl.format(action=one.action), _NOT_PLANNED.en.format(action=one.action))
        elif one.state in ("started", "done") and status.waits_for:
            first = ", ".join(status.waits_for)
            yield Text(_FIRST.nl.format(action=one.action, first=first), _FIRST.en.format(action=one.action, first=first))
    roles = {word.casefold() for id_, one in book.catalogue.roles.items() for word in (id_, one.title.nl, one.title.en)}
    for by in dict.fromkeys(one.by for one in new):
        if by and by.casefold() not in roles:
            yield Text(_NOT_A_ROLE.nl.format(by=quote(by)), _NOT_A_ROLE.en.format(by=quote(by)))
