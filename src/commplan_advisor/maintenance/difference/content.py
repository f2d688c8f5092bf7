"""What two documents of rule books say, thing by thing: what came, what went, and what is other in what stayed.

Where a thing stands, in which order and with which remarks means nothing. A thing is told once: as a new one, as one that is gone, under
another name, or with all that is other in it.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from commplan_advisor.maintenance.difference.versions import Version
from commplan_advisor.rulebook.schema import CATALOGUE

How = Literal["added", "removed", "renamed", "changed"]
UPKEEP = ("owner", "review", "allow")
"""What is said of the upkeep of a thing; it changes no advice."""
_WHOLE = ("valid", "allow", "values", "when", "then", "never", "says", "priority", "serves")
"""Mappings that are one thing to tell, not one for each key."""

Fields = Mapping[str, Any]
Named = tuple[str, str]
"""The kind of a thing and its name."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is other in a thing: as it was and as it is, in plain values, None for nothing.

    Of lists in which order means nothing, such as conditions, it has only what is not in both.
    """

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in which two versions differ.

    Attributes:
        kind: `rule`, the name of a file of the catalogue, `parameter`, `source`, `stage`, `default`, `statement` or `book`.
        id: its name; of what is gone its name before.
        how: what came of it.
        old_id: of what has another name now, the name before; else empty.
        aspects: what is other in it.
        old: what it said; empty for what is new.
        new: what it says; empty for what is gone.
    """

    kind: str
    id: str
    how: How
    old_id: str = ""
    aspects: tuple[Aspect, ...] = ()
    old: Fields = field(default_factory=dict)
    new: Fields = field(default_factory=dict)

    @property
    def only_upkeep(self) -> bool:
        """Whether nothing is other but who looks after it."""
        return self.how == "changed" and all(aspect.name in UPKEEP for aspect in self.aspects)


def changes_between(old: Version, new: Version) -> tuple[Change, ...]:
    """All things in which two versions differ: rules first, by stage and name, then the rest by kind and name."""
    had, has = (_things(version) for version in (old, new))
    found = []
    for kind in dict.fromkeys([*had, *has]):
        found += sorted(_of_kind(kind, had.get(kind, {}), has.get(kind, {})), key=lambda one: (_stage(one), one.id))
    return tuple(found)


def _stage(change: Change) -> str:
    return str((change.new or change.old).get("stage", ""))


_Things = Mapping[str, Sequence[Fields]]
"""Things of one kind by name; a rule may come more than once, each time with other days."""


def _of_kind(kind: str, had: _Things, has: _Things) -> Iterator[Change]:
    gone: list[tuple[str, Fields]] = []
    come: list[tuple[str, Fields]] = []
    for id_ in sorted({*had, *has}):
        before, after = _left([*had.get(id_, ())], [*has.get(id_, ())])
        for old, new in zip(before, after, strict=False):
            yield Change(kind, id_, "changed", "", tuple(_aspects(old, new)), old, new)
        gone += [(id_, one) for one in before[len(after) :]]
        come += [(id_, one) for one in after[len(before) :]]
    yield from _elsewhere(kind, gone, come)


def _left(before: list[Fields], after: list[Fields]) -> tuple[list[Fields], list[Fields]]:
    """What is not the same in both; first what counts from the same day."""
    same = [one for one in before if one in after]
    before, after = ([one for one in those if one not in same] for those in (before, after))
    for index, old in enumerate(before):
        place = next((number for number, new in enumerate(after) if number >= index and _from(new) == _from(old)), None)
        if place is not None and index < len(after):
            after[index], after[place] = after[place], after[index]
    return before, after


def _from(one: Fields) -> str:
    return str((one.get("valid") or {}).get("from", ""))


def _elsewhere(kind: str, gone: Sequence[tuple[str, Fields]], come: Sequence[tuple[str, Fields]]) -> Iterator[Change]:
    """What is gone and what came; what says the same as just one that is gone has another name now."""
    left = list(come)
    for old_id, old in gone:
        likes = [(id_, new) for id_, new in left if _alike(old, new)]
        if len(likes) == 1 and sum(_alike(one, likes[0][1]) for _, one in gone) == 1:
            left.remove(likes[0])
            id_, new = likes[0]
            yield Change(kind, id_, "renamed", old_id, tuple(_aspects(old, new)), old, new)
        else:
            yield Change(kind, old_id, "removed", old=old)
    yield from (Change(kind, id_, "added", new=new) for id_, new in left)


def _alike(one: Fields, other: Fields) -> bool:
    first, second = ({name: value for name, value in fields.items() if name not in UPKEEP} for fields in (one, other))
    return first == second


# -- what is other in a thing ----------------------------------------------------------------------------------------------------------


def _aspects(old: Fields, new: Fields) -> Iterator[Aspect]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(before, frozenset) and isinstance(after, frozenset):
            yield Aspect(name, _plain(before - after), _plain(after - before))
        elif name in ("values", "priority", "serves") and isinstance(before, dict) and isinstance(after, dict):
            yield from _of_mapping(name, before, after)
        else:
            yield Aspect(name, _plain(before), _plain(after))


def _of_mapping(name: str, before: Fields, after: Fields) -> Iterator[Aspect]:
    """The keys of which the values are other; of priority and serves only what is concluded in both, as the rest is told already."""
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    if name != "values":
        keys = [key for key in keys if key in before and key in after]
    if keys:
        yield Aspect(name, *({key: those[key] for key in sorted(keys) if key in those} for those in (before, after)))


def _plain(value: Any) -> Any:
    """A value as it goes into JSON; a set in an order of its own."""
    if isinstance(value, frozenset | tuple):
        plain = [_plain(one) for one in value]
        return sorted(plain, key=lambda one: json.dumps(one, sort_keys=True)) if isinstance(value, frozenset) else plain
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def plain_fields(fields: Fields) -> dict[str, Any]:
    """All that a thing says, as it goes into JSON."""
    return {name: _plain(value) for name, value in fields.items()}


# -- what a document holds -------------------------------------------------------------------------------------------------------------


def _things(version: Version) -> dict[str, _Things]:
    document = version.document
    found: dict[str, _Things] = {"rule": _grouped((one["id"], _rule(one)) for one in _rules(document))}
    for plural in CATALOGUE:
        found[plural] = _flat(document["catalogue"].get(plural, {}))
    found["parameter"] = _flat(
        {id_: {**one, "values": {value["from"]: value["value"] for value in one["values"]}} for id_, one in document["parameters"].items()}
    )
    found["source"] = _flat(document["sources"])
    found["stage"] = _flat({one["id"]: {"title": one["title"], "concludes": sorted(one["concludes"])} for one in document["stages"]})
    found["default"] = _flat({kind: {"entries": sorted(ids)} for kind, ids in document["defaults"].items()})
    found["statement"] = _grouped((str(one["id"]), dict(_flattened(_without_id(one)))) for one in version.statements)
    found["book"] = {"rulebook": [_book(document)]}
    return found


def _rules(document: Mapping[str, Any]) -> list[Any]:
    """All rules, those about running plans included."""
    return [*document["rules"], *document.get("plan_review", {}).get("rules", ())]


def _grouped(named: Iterable[tuple[str, Fields]]) -> _Things:
    found: dict[str, list[Fields]] = {}
    for id_, fields in named:
        found.setdefault(id_, []).append(fields)
    return found


def _flat(entries: Mapping[str, Fields]) -> _Things:
    return {id_: [dict(_flattened(one))] for id_, one in entries.items()}


def _without_id(one: Fields) -> Fields:
    return {key: value for key, value in one.items() if key != "id"}


def _flattened(value: Fields, above: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a mapping by path; a text in two languages is one value, and what is empty is not there."""
    for key, inner in value.items():
        if isinstance(inner, dict) and key not in _WHOLE and not set(inner) <= {"nl", "en"}:
            yield from _flattened(inner, f"{above}{key}.")
        elif inner not in ([], {}, "", None):
            yield f"{above}{key}", inner


def _book(document: Mapping[str, Any]) -> Fields:
    told = {name: document.get(name) for name in ("name", "version", "date", "start_weeks")}
    order = [stage["id"] for stage in document["stages"]]
    review = {f"plan_review.{name}": document["plan_review"][name] for name in ("title", "order")} if "plan_review" in document else {}
    days = dict(_flattened({"calendar": _calendar(document.get("calendar", {}))}))
    return {**dict(_flattened({**told, **document.get("upkeep", {})})), "order": order, **review, **days}


def _calendar(calendar: Fields) -> Fields:
    """The days and hours that a rule book speaks of; each school holiday of a region is a thing of its own."""
    table = calendar.get("school_holidays", {})
    days = {
        f"{one['holiday']} {one['from'][:4]} {region}": f"{one['from']} – {one['until']}"
        for one in table.get("days", ())
        for region in one["regions"]
    }
    return {**calendar, "school_holidays": {**{key: value for key, value in table.items() if key != "days"}, **days}} if table else calendar


def _rule(one: Mapping[str, Any]) -> Fields:
    then = [(outcome["kind"], outcome["id"]) for outcome in one["then"]]
    fields = {
        "stage": one["stage"],
        "for": one["subject"],
        "when": frozenset(_clause(clause) for clause in one["when"]),
        "then": frozenset(then),
        "priority": {f"{out['kind']} {out['id']}": out["priority"] for out in one["then"] if out["priority"]},
        "serves": {f"{out['kind']} {out['id']}": sorted(set(out["serves"])) for out in one["then"]},
        "because": one["because"],
        "source": one["sources"],
        "basis": one["basis"],
        "valid": one.get("valid"),
        "status": one.get("status", "in_force"),
        **{name: one.get(name) for name in UPKEEP},
    }
    return {name: value for name, value in fields.items() if value not in ([], {}, "", None)}


def _clause(clause: Sequence[Any]) -> Hashable:
    """A condition in an order of its own."""
    if clause[0] == "any":
        return "any", frozenset(frozenset(_clause(inner) for inner in group) for group in clause[1])
    field_, operator, values = clause
    return field_, operator, tuple(sorted(set(values), key=lambda value: (str(type(value)), value)))
