"""A rule set in use: the facts that are tried on it, and what it means that something fires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.rule_sets import Member, Tried, Written
from commplan_advisor.engine.writing import plain
from commplan_advisor.questionnaire.facts import Subject, Value
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import Outcome, Rule


class Entry(NamedTuple):
    """What it means that something fires.

    Attributes:
        rule: that holds or may hold.
        about: the type that it was tried on; empty for the one subject of the fact.
        leads_to: its outcomes; the key is None where it depends on the subject.
        beside: the name that fires as well when the rule holds; empty when it holds unless something that it asks is missing.
        asks: fields of the case that must be there for it to hold.
        asks_own: the same of the subject.
    """

    rule: Rule
    about: str
    leads_to: tuple[tuple[Key | None, Outcome], ...]
    beside: str
    asks: frozenset[str]
    asks_own: frozenset[str]


class Entries(dict[str, "Entry | None"]):
    """By name what fires; made when it fires for the first time. A rule beside its twin is None: its twin looks for it."""

    def __init__(self, written: Written, rules: Sequence[Tried]) -> None:
        self._written = written["entries"]
        self._rules = rules

    def __missing__(self, name: str) -> Entry | None:
        found = None
        if name in self._written:
            place, about, beside, asks, asks_own = self._written[name]
            rule = self._rules[place][0]
            leads_to = tuple((None if one.kind in ABOUT else (one.kind, one.id, ""), one) for one in rule.then)
            found = Entry(rule, about, leads_to, beside, frozenset(asks), frozenset(asks_own))
        self[name] = found
        return found


class _Member(NamedTuple):
    """A field as a member of a JSON object: its path, how the member begins, and whether it only says that the field was answered."""

    path: str
    begin: str
    answered: bool


class RuleSet:
    """A rule set of the engine.

    Args:
        written: the rule set.
        rules: of the group that it is of.

    Attributes:
        entries: by name what fires.
        types: that its rules are tried on, when one fact tells of several subjects.
    """

    def __init__(self, written: Written, rules: Sequence[Tried]) -> None:
        self.entries = Entries(written, rules)
        self.types = frozenset(about for about in written["own"] if about)
        self._shared = _members(written["shared"])
        self._own = {
            about: (f',"{present}":true' if present else "", _members(members)) for about, (present, members) in written["own"].items()
        }
        self._begin = "".join(['{"id":"1","sid":"0"', *(f',"k{number}":1' for number in range(written["marks"]))])

    def shared(self, fields: Mapping[str, Value]) -> str:
        """The beginning of a fact: the fields of the case that these rules look at, the same for all facts of a case."""
        return self._begin + _text(self._shared, fields)

    def fact(self, shared: str, subjects: Mapping[str, Subject]) -> str:
        """A fact in JSON: what facts share, and the fields of its subjects that these rules look at.

        Args:
            shared: the beginning.
            subjects: by type; when the fact is of one subject, that by the empty name.
        """
        parts = [shared]
        for about, (present, members) in self._own.items():
            subject = subjects.get(about)
            if subject is not None:
                parts.append(present)
                if members:
                    parts.append(_text(members, subject.fields))
        return "".join(parts) + "}"


def _members(members: Sequence[Member]) -> list[_Member]:
    return [_Member(path, f',"{name}":', answered) for path, name, answered in members]


def _text(members: Sequence[_Member], fields: Mapping[str, Value]) -> str:
    """The fields that are settled, as members of a JSON object."""
    written = []
    for path, begin, answered in members:
        value = fields.get(path)
        if value is None:
            continue
        if value is True or answered:
            written.append(begin + "true")
        elif value is False:
            written.append(begin + "false")
        else:
            written.append(begin + plain(value))
    return "".join(written)
