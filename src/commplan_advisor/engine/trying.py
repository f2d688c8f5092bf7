"""Trying subjects on rules: what fires, as reasons that hold and reasons that may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from commplan_advisor.engine.conclusions import Conclusion, Key, Reason, Status
from commplan_advisor.engine.rule_set import RuleSet
from commplan_advisor.engine.rule_sets import Group, Written
from commplan_advisor.questionnaire.facts import Subject, Value

Gathered = tuple[dict[Key, list[Reason]], dict[Key, list[Reason]]]
"""While a stage runs: for each conclusion the reasons that hold, and for each those that may."""
_HOLDS, _MAY = 0, 1
_tuple = tuple.__new__  # a thousand reasons a case: without a call of Python for each


class Session(Protocol):
    """A rule set in the engine."""

    def fired_by(self, fact: str) -> Collection[str]:
        """The names of what a fact in JSON fires, each once."""

    def close(self) -> None:
        """Give its memory back."""


class Trial:
    """A group of rules, made ready for the engine when the first subject comes.

    Args:
        group: the rules.
        written: gives them as rule sets.
        session: gives a rule set to the engine.
    """

    def __init__(
        self, group: Group, written: Callable[[], Iterable[Written]], session: Callable[[Mapping[str, Any] | str], Session]
    ) -> None:
        self._group = group
        self._written = written
        self._session = session
        self._ready: list[tuple[RuleSet, Session]] | None = None

    def gather(self, gathered: Gathered, subjects: Mapping[str, Sequence[Subject]], fields: Mapping[str, Value]) -> None:
        """Add the reasons that the rules find.

        Args:
            gathered: the reasons so far.
            subjects: of the case, by kind.
            fields: of the case.
        """
        kind, types, _ = self._group
        found: Sequence[Mapping[str, Subject]] = [{"": one} for one in subjects.get(kind, ())] if not types else ()
        if types and (together := {one.id: one for one in subjects.get(kind, ()) if one.id in types}):
            found = (together,)
        if not found:
            return
        for rule_set, session in self.ready():
            shared = rule_set.shared(fields)
            for tried in found:
                if not types or not rule_set.types.isdisjoint(tried):
                    _gather(gathered, rule_set, session.fired_by(rule_set.fact(shared, tried)), tried, fields)

    def close(self) -> None:
        """Give the engine's memory back."""
        for _, session in self._ready or ():
            session.close()
        self._ready = None

    def ready(self) -> list[tuple[RuleSet, Session]]:
        """The rule sets in the engine; made on the first call."""
        if self._ready is None:
            self._ready = [(RuleSet(one, self._group.rules), self._session(one["definitions"])) for one in self._written()]
        return self._ready


def _gather(
    gathered: Gathered, rule_set: RuleSet, fired: Collection[str], subjects: Mapping[str, Subject], fields: Mapping[str, Value]
) -> None:
    """Sort what fired into reasons that hold and reasons that may; for a subject that is open they all only may."""
    entries = rule_set.entries
    for name in fired:
        entry = entries[name]
        if entry is None:  # the rule beside its twin, which looks for it
            continue
        rule, about, leads_to, beside, asks, asks_own = entry
        subject = subjects[about]
        if not subject.settled:
            side = _MAY
        elif beside:
            side = _HOLDS if beside in fired else _MAY
        else:
            side = _HOLDS if fields.keys() >= asks and subject.fields.keys() >= asks_own else _MAY
        for key, outcome in leads_to:
            if key is None:
                key = (outcome.kind, outcome.id, subject.id)
            reason = _tuple(Reason, (rule, subject, outcome))
            sides = gathered[side]
            found = sides.get(key)
            if found is None:
                sides[key] = [reason]
            else:
                found.append(reason)


def conclusions(gathered: Gathered) -> dict[Key, Conclusion]:
    """What comes of the reasons that hold and those that may; in an order of its own."""
    holds, may = gathered
    concluded, open_ = Status.CONCLUDED, Status.OPEN
    found: dict[Key, Conclusion] = {}
    for key in sorted(holds.keys() | may.keys()):
        reasons = _in_order(holds.get(key))
        found[key] = _tuple(Conclusion, (*key, concluded if reasons else open_, reasons, _in_order(may.get(key))))
    return found


def _in_order(reasons: list[Reason] | None) -> tuple[Reason, ...]:
    if reasons is None:
        return ()
    if len(reasons) > 1:
        reasons.sort(key=_place)
    return tuple(reasons)


def _place(reason: Reason) -> tuple[str, str, str]:
    return reason.rule.id, reason.subject.kind, reason.subject.id
