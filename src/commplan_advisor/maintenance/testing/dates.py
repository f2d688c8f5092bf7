"""The dates by which parts of a rule book count, and what becomes of it when one is moved by a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from commplan_advisor.rulebook.periods import day_from, period_from

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
"""The days that can be asked for; what counts from the first of them counts always, and that day is not moved."""
_DAY = timedelta(1)
Document = Mapping[str, Any]


class Dated(NamedTuple):
    """A date by which something counts.

    Attributes:
        name: of what: a rule, a parameter (after a `$`), or an entry of the catalogue (after its kind).
        file: where it stands, below the rule book's folder.
        line: the line of a rule in it; 0 for what is no rule.
        path: the place in the document; the last word of it is `from` or `until`.
        day: the date.
    """

    name: str
    file: str
    line: int
    path: tuple[str | int, ...]
    day: date


class Move(NamedTuple):
    """A date that is moved by a day, and the one day on which that makes a difference."""

    of: Dated
    to: date
    differs: date


def dates_of(document: Document) -> Iterator[Dated]:
    """All dates by which rules in force, parameters and entries of the catalogue count."""
    for index, rule in enumerate(document["rules"]):
        for which, day in rule["valid"].items() if rule["status"] == "in_force" else ():
            yield Dated(rule["id"], rule["file"], rule["line"], ("rules", index, "valid", which), date.fromisoformat(day))
    for name, one in document["parameters"].items():
        for index, value in enumerate(one["values"]):
            place = ("parameters", name, "values", index, "from")
            yield Dated(f"${name}", "parameters.yaml", 0, place, date.fromisoformat(value["from"]))
    for plural, entries in document["catalogue"].items():
        for name, one in entries.items():
            for which, day in one.get("valid", {}).items():
                path = ("catalogue", plural, name, "valid", which)
                yield Dated(f"{plural}/{name}", f"catalogue/{plural}.yaml", 0, path, date.fromisoformat(day))


def moves(document: Document) -> Iterator[Move]:
    """Every date a day earlier and a day later, as far as the files may say that."""
    for one in dates_of(document):
        for to in (one.day - _DAY, one.day + _DAY):
            differs = min(one.day, to) if one.path[-1] == "from" else max(one.day, to)
            if one.day > FIRST and FIRST <= differs <= LAST and _may_be(document, one, to):
                yield Move(one, to, differs)


def moved(document: Document, move: Move) -> Document:
    """The rule book with one date moved."""
    changed: Document = _put(document, move.of.path, move.to.isoformat())
    return changed


def _may_be(document: Document, one: Dated, to: date) -> bool:
    """Whether a date may be moved: nothing ends before it begins, and no two of a name count on the same day."""
    if one.path[0] == "parameters":
        return all(value["from"] != to.isoformat() for value in document["parameters"][one.path[1]]["values"])
    valid = {**_get(document, one.path[:-1]), one.path[-1]: to.isoformat()}
    start, until = day_from(valid.get("from")), day_from(valid.get("until"))
    if start and until and until < start:
        return False
    others = [rule for index, rule in enumerate(document["rules"]) if rule["id"] == one.name and index != one.path[1]]
    return one.path[0] != "rules" or not any(period_from(valid).overlaps(period_from(rule["valid"])) for rule in others)


def _get(value: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        value = value[part]
    return value


def _put(value: Any, path: Sequence[str | int], new: Any) -> Any:
    """Plain values with one of them replaced; what is not on the way to it is shared."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, list):
        return [_put(one, rest, new) if index == first else one for index, one in enumerate(value)]
    return {key: _put(one, rest, new) if key == first else one for key, one in value.items()}
