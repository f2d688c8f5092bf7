"""The difference between two versions of the rules, as blocks and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.advice.words import number
from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.difference.content import Aspect, Change, plain_fields
from commplan_advisor.maintenance.difference.difference import Dated, Difference, Side
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Node, Paragraph, Tree
from commplan_advisor.present.rules_difference_words import kind_words, said
from commplan_advisor.rulebook.catalogue import PLURALS

_SHOWN = 12
"""Rules that are named, of a list that may be long."""
_TESTS = ("when", "for", "stage")


def difference_page(difference: Difference, language: Language) -> tuple[Block, ...]:
    """All in which two versions differ: first in short, then each thing once."""
    return tuple(_Page(difference, language).blocks())


def difference_json(difference: Difference) -> str:
    """The same, machine-readable; `commplan-rules-diff/1`."""
    plain = {
        **{name: value for name, value in asdict(difference).items() if name not in ("changes", "counting", "reaches")},
        "changes": [_plain_change(change, difference) for change in difference.changes],
        "same": difference.empty,
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, default=_day) + "\n"


def _plain_change(change: Change, difference: Difference) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": change.kind, "id": change.id, "how": change.how, "old_id": change.old_id}
    if change.kind == "rule":
        reaches = difference.reaches.get(change.id)
        told["counted"], told["counts"] = difference.counting.get(change.id, (False, False))
        told["reach"] = (reaches.own or reaches.overall) if reaches else None
        told["reach_overall"] = reaches.overall if reaches else None
    told["aspects"] = [asdict(aspect) for aspect in change.aspects]
    whole = change.new if change.how == "added" else change.old if change.how == "removed" else {}
    return {**told, "says": plain_fields(whole)}


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def sides(old: Side, new: Side, language: Language) -> Labelled:
    """Which versions are held beside each other."""

    def words(side: Side) -> str:
        return said("side", language, name=side.name, version=side.version, day=side.as_of.isoformat())

    return Labelled(((said("old", language), words(old)), (said("new", language), words(new))))


class _Page:
    def __init__(self, difference: Difference, language: Language) -> None:
        self.difference = difference
        self.language: Language = language

    def _(self, name: str, /, **filled: object) -> str:
        return said(name, self.language, **filled)

    def blocks(self) -> Iterator[Block]:
        told = self.difference
        yield Heading(1, self._("title"))
        yield sides(told.old, told.new, self.language)
        if told.empty:
            yield Paragraph(self._("same"))
            return
        if told.changes:
            yield Bullets(tuple(self._short()))
        for kind in dict.fromkeys(change.kind for change in told.changes):
            yield Heading(2, kind_words(kind, self.language))
            yield Tree(tuple(self._node(change) for change in told.changes if change.kind == kind))
        yield from self._dated()
        yield from self._along()
        yield from self._notes()

    def _short(self) -> Iterator[str]:
        for kind in dict.fromkeys(change.kind for change in self.difference.changes):
            hows = [change.how for change in self.difference.changes if change.kind == kind]
            counts = ", ".join(self._(f"count_{how}", count=hows.count(how)) for how in dict.fromkeys(hows))
            yield f"{kind_words(kind, self.language)}: {counts}"

    # -- one change --------------------------------------------------------------------------------------------------------------------

    def _node(self, change: Change) -> Node:
        below = [*self._effect(change)]
        if change.how == "added":
            below += self._whole(change.new)
        elif change.how == "removed":
            below += self._whole(change.old)
        else:
            for aspect in change.aspects:
                below += self._aspect(aspect)
        name = f"{change.old_id} → {change.id}" if change.old_id else change.id
        return Node(self._(change.how), name, tuple(below))

    def _effect(self, change: Change) -> Iterator[Node]:
        """What a changed rule does more or less often."""
        if change.kind != "rule" or change.how in ("added", "removed"):
            return
        counted, counts = self.difference.counting.get(change.id, (False, False))
        reaches = self.difference.reaches.get(change.id)
        if counted != counts or not counts:
            day = self.difference.new.as_of.isoformat()
            yield Node("", self._("counts_now" if counts else "counts_no_more" if counted else "counts_not", day=day))
        elif reaches is not None:
            reach = reaches.own or reaches.overall
            if reach != "same":
                yield Node("", self._(reach))
            elif any(aspect.name in _TESTS for aspect in change.aspects):
                yield Node("", self._("same_meaning"))

    def _whole(self, fields: Mapping[str, Any]) -> Iterator[Node]:
        """What a thing says, in short, when it is new or gone."""
        plain = plain_fields(fields)
        for name in ("title", "says", "when", "then", "priority", "because", "values", "roles.responsible", "status", "valid"):
            if name in plain and not (name == "status" and plain[name] == "in_force"):
                yield Node(self._label(name), self._value(name, plain[name]))

    def _aspect(self, aspect: Aspect) -> Iterator[Node]:
        name, old, new = aspect.name, aspect.old, aspect.new
        label = self._label(name)
        if _is_text(old) and _is_text(new):
            for language in ("nl", "en") if self.language == "nl" else ("en", "nl"):
                if old.get(language) != new.get(language):
                    mark = "" if language == self.language else f" ({language})"
                    yield Node(f"{label}{mark}", f"{old.get(language, '–')} → {new.get(language, '–')}")
        elif name in ("priority", "serves") and isinstance(old, dict) and isinstance(new, dict):
            for key in old:
                yield Node(f"{label}, {key}", f"{self._value('', old[key])} → {self._value('', new[key])}")
        elif isinstance(old, list) and isinstance(new, list) and name != "order":
            gone, come = ([one for one in those if one not in others] for those, others in ((old, new), (new, old)))
            if not gone and not come:
                yield Node(label, self._("other_order"))
            for words, those in (("gone", gone), ("come", come)):
                yield from (Node(f"{label}, {self._(words)}", self._value(name, [one])) for one in those)
        elif old in (None, {}, []) or new in (None, {}, []):
            is_new = old in (None, {}, [])
            yield Node(f"{label}, {self._('come' if is_new else 'gone')}", self._value(name, new if is_new else old))
        else:
            yield Node(label, f"{self._value(name, old)} → {self._value(name, new)}")

    def _label(self, name: str) -> str:
        return said(f"aspect_{name}", self.language) if said(f"aspect_{name}", self.language) else name

    def _value(self, name: str, value: Any) -> str:
        """A value of an aspect in words."""
        if value in (None, [], {}):
            return "–"
        if name == "when" and isinstance(value, list):
            return f" {self._('and')} ".join(clause_words(clause, self.language) for clause in value)
        if name == "then" and isinstance(value, list):
            return ", ".join(f"{kind} {id_}" for kind, id_ in value)
        if name == "valid":
            return ", ".join(self._(f"valid_{key}", day=day) for key, day in value.items())
        if name == "values":
            return ", ".join(self._("value_from", day=day, value=number(one, self.language)) for day, one in sorted(value.items()))
        if _is_text(value):
            return str(value.get(self.language) or next(iter(value.values())))
        if isinstance(value, dict):
            return ", ".join(f"{key}: {self._value('', one)}" for key, one in value.items())
        if isinstance(value, list):
            return "; ".join(self._value("", one) for one in value)
        if isinstance(value, bool):
            return self._("yes" if value else "no")
        if isinstance(value, int | float):
            return number(value, self.language)
        return said(f"word_{value}", self.language) or str(value)

    # -- days, and what comes along ----------------------------------------------------------------------------------------------------

    def _dated(self) -> Iterator[Block]:
        dated = self.difference.dated
        if not dated:
            return
        days = {"old": self.difference.old.as_of.isoformat(), "new": self.difference.new.as_of.isoformat()}
        yield Heading(2, self._("dated"))
        yield Paragraph(self._("dated_explained", **days))
        for turn in ("begins", "ends", "value"):
            those = [one for one in dated if one.turn == turn]
            if those:
                yield Labelled(((self._(f"turn_{turn}"), "; ".join(self._dated_words(one) for one in those)),))

    def _dated_words(self, one: Dated) -> str:
        name = f"{kind_words(one.kind, self.language).lower()}: {one.id}"
        if one.turn != "value":
            return name
        old, new = ("–" if value is None else number(value, self.language) for value in (one.old, one.new))
        return f"{one.id}: {old} → {new}"

    def _along(self) -> Iterator[Block]:
        along = self.difference.along
        if not along:
            return
        yield Heading(2, self._("along"))
        yield Paragraph(self._("along_explained"))
        lines = []
        for effect in dict.fromkeys(one.effect for one in along):
            ids = [one.id for one in along if one.effect == effect]
            more = f" {self._('and_more', count=len(ids) - _SHOWN)}" if len(ids) > _SHOWN else ""
            lines.append((f"{self._(f'along_{effect}')} ({len(ids)})", ", ".join(ids[:_SHOWN]) + more))
        yield Labelled(tuple(lines))

    def _notes(self) -> Iterator[Block]:
        told = self.difference
        notes = []
        if told.reaches or told.along:
            notes.append(self._("rows", rows=told.rows))
        elif not told.rows:
            notes.append(self._("no_reach"))
        if told.days:
            days = ", ".join(day.isoformat() for day in told.days)
            notes.append(self._("days", days=days, first=told.days[0].isoformat()))
        if notes:
            yield Heading(2, self._("notes"))
            yield Bullets(tuple(notes))


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= {"nl", "en"}


def clause_words(clause: Sequence[Any], language: Language) -> str:
    """A condition of a document in words."""
    if clause[0] == "any":
        groups = (f" {said('and', language)} ".join(clause_words(one, language) for one in group) for group in clause[1])
        return f"({said('any', language)}: {'; '.join(groups)})"
    field, operator, values = clause
    joined = f" {said('or', language)} ".join(_value_words(value, language) for value in values)
    return f"{field} {said(f'operator_{operator}', language)} {joined}".strip()


def _value_words(value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return said("yes" if value else "no", language)
    return number(value, language) if isinstance(value, int | float) else str(value)


def named(names: Iterable[tuple[str, str]], language: Language) -> str:
    """Changes by name, each with its kind."""
    return ", ".join(f"{one_word(kind, language)} {id_}" for kind, id_ in names)


def one_word(kind: str, language: Language) -> str:
    """What one thing of a kind is called."""
    singular = {plural: one for one, plural in PLURALS.items() if one not in ("part", "order")}
    return said(f"one_{singular.get(kind, kind)}", language) or kind
