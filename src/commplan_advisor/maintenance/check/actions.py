"""Actions for which nobody is responsible, that exclude themselves, or that wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material

_ACTING = ("municipality", "police", "group_admins")
"""Parties that can be responsible for an action: the plan is of the municipality, and these have a part in carrying it out."""


def actions(material: Material) -> Iterator[Finding]:
    """Actions without somebody who can be responsible for them, and actions that exclude what they cannot do without."""
    roles = material.document["catalogue"]["roles"]
    for id_, action in material.document["catalogue"]["actions"].items():
        if material.ended("actions", id_):
            continue
        role = action["roles"]["responsible"]
        said = None
        if ended := material.ended("roles", role):
            said = Text(f"de rol is geëindigd op {ended}", f"the role ended on {ended}")
        elif role in roles and (party := roles[role]["party"]) not in _ACTING:
            said = Text(f"een rol van '{party}' voert het plan niet uit", f"a role of '{party}' does not carry out the plan")
        if said:
            what = Text(f"'{role}' kan '{id_}' niet uitvoeren: {said.nl}.", f"'{role}' cannot be responsible for '{id_}': {said.en}.")
            yield Finding("nobody-responsible", material.at_entry("actions", id_, "roles", "responsible"), what, role)
        for other in action["excludes"]:
            place = material.at_entry_word("actions", id_, ("excludes",), other)
            if other == id_:
                what = Text(f"'{id_}' sluit zichzelf uit.", f"'{id_}' excludes itself.")
                yield Finding("impossible-exclusion", place, what, other)
            elif other in action["after"]:
                what = Text(
                    f"'{id_}' sluit '{other}' uit, maar komt er ook na.", f"'{id_}' excludes '{other}', but comes after it as well."
                )
                yield Finding("impossible-exclusion", place, what, other)


def cycles(after: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Rows of actions of which each comes after the next one and the last after the first, each row once and as short as can be.

    Args:
        after: by action those that it comes after.
    """
    told: set[frozenset[str]] = set()
    for start in sorted(after):
        row = _way_back(start, after)
        if row and frozenset(row) not in told:
            told.add(frozenset(row))
            yield row


def _way_back(start: str, after: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The shortest way from an action along those that it comes after to itself; empty when there is none."""
    ways: list[Sequence[str]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for other in sorted(after.get(way[-1], ())):
            if other == start:
                return tuple(way)
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()
