"""Conclusions as a schema: what rules of a stage may conclude, and what tests expect of an advice."""

from __future__ import annotations

from collections.abc import Iterable

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.schemas.parts import IDENTIFIER_SCHEMA, Making, Schema, closed, one_or_more
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS, PRIORITIES
from commplan_advisor.rulebook.explanations import KINDS, WITH_CONCLUSION, word
from commplan_advisor.rulebook.model import DECISIONS
from commplan_advisor.rulebook.outcomes import GIVEN_PARTS
from commplan_advisor.rulebook.reviewing import DISCUSS

_BECAUSE = Text("De regels die hiertoe moeten leiden.", "The rules that must lead to it.")
_ABOUT = Text("Het probleem of de actie waarover dit gaat.", "The problem or action that this is about.")


def subjects_that_conclude(concludes: Iterable[str], subjects: Iterable[str]) -> list[str]:
    """The kinds of subject whose rules can conclude anything in a stage."""
    kinds = tuple(concludes)
    return [subject for subject in subjects if any(_can_conclude(kind, subject) for kind in kinds)]


def then(making: Making, concludes: Iterable[str], subject: str) -> Schema:
    """The conclusions of a rule about one kind of subject."""
    outcomes = [
        _decision(making, subject) if kind == "decision" else _outcome(making, kind) for kind in concludes if _can_conclude(kind, subject)
    ]
    return making.define(f"then:{subject}", one_or_more(outcomes[0] if len(outcomes) == 1 else {"anyOf": outcomes}))


def _can_conclude(kind: str, subject: str) -> bool:
    """Whether a rule about something can lead to a kind of conclusion; of a whole plan rules only say what to discuss."""
    return ABOUT.get(kind, subject) == subject or kind == "decision"


def _decision(making: Making, subject: str) -> Schema:
    decisions = (*DECISIONS, DISCUSS) if subject == "action" else (DISCUSS,)
    return closed({"decision": making.explained(KINDS["decision"], _words(making, decisions))}, ["decision"])


def expected(making: Making, kinds: Iterable[str]) -> Schema:
    """One conclusion that a test speaks of."""
    return making.define("conclusion", {"anyOf": [_expected(making, kind) for kind in kinds]})


def _outcome(making: Making, kind: str) -> Schema:
    properties = {kind: making.explained(KINDS[kind], making.entry_of(PLURALS[kind]))}
    if kind == "action":
        properties["priority"] = making.explained(WITH_CONCLUSION["priority"], _words(making, PRIORITIES))
        properties["serves"] = making.explained(WITH_CONCLUSION["serves"], one_or_more(making.entry_of("problems")))
    if kind == "part":
        properties["as"] = making.explained(WITH_CONCLUSION["as"], _words(making, GIVEN_PARTS))
    return closed(properties, [kind, "as"] if kind == "part" else [kind])


def _expected(making: Making, kind: str) -> Schema:
    outcome = _outcome(making, kind)
    properties = {key: part for key, part in outcome["properties"].items() if key != "serves"}
    if kind == "action":
        properties["responsible"] = making.explained(WITH_CONCLUSION["responsible"], making.entry_of("roles"))
    properties["because"] = making.explained(_BECAUSE, one_or_more(IDENTIFIER_SCHEMA))
    if kind in ABOUT:
        properties["about"] = making.explained(_ABOUT, making.entry_of(PLURALS[ABOUT[kind]]))
    return closed(properties, outcome["required"])


def _words(making: Making, words: Iterable[str]) -> Schema:
    return making.choice({one: word(one) for one in words})
