"""What has ended, and what still counts on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commplan_advisor.common.faults import Place
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.naming import names_concluded, names_in
from commplan_advisor.rulebook.periods import period_from


def dates(material: Material) -> Iterator[Finding]:
    """Rules that have ended while what they lead to goes on, and whatever needs an entry that has ended."""
    yield from _ended_rules(material)
    for rule in material.rules_to_come():
        yield from _needs(material, rule)
    yield from _entries(material)
    for kind, ids in material.document["defaults"].items():
        for id_ in ids:
            if ended := material.ended(PLURALS[kind], id_):
                yield _relies(material.at_book("defaults", kind), "defaults", id_, ended)


def _ended_rules(material: Material) -> Iterator[Finding]:
    """One that ended together with all that it leads to is history; so is one that another of its name follows."""
    counting = {rule["id"] for rule in material.rules_to_come()}
    for rule in material.document["rules"]:
        until = period_from(rule["valid"]).until
        if rule["status"] != "in_force" or until is None or until >= material.day or rule["id"] in counting:
            continue
        if any(not material.ended(plural, id_) for plural, id_ in names_concluded(rule)):
            what = Text(
                f"'{rule['id']}' is geëindigd op {until}, en er is geen regel met deze naam die nu of later geldt.",
                f"'{rule['id']}' ended on {until}, and no rule of this name counts now or later.",
            )
            yield Finding("expired", material.at_rule(rule, "valid", "until"), what, str(until))


def _needs(material: Material, rule: Mapping[str, Any]) -> Iterator[Finding]:
    told = set()
    for plural, id_ in names_in(rule):
        ended = material.ended(plural, id_) if plural != "parameters" else None
        if ended and id_ not in told:
            told.add(id_)
            concluded = (plural, id_) in names_concluded(rule)
            yield _relies(material.at_rule(rule, "then" if concluded else "when", of_key=True), rule["id"], id_, ended)


def _entries(material: Material) -> Iterator[Finding]:
    catalogue = material.document["catalogue"]
    named: list[tuple[str, str, Path_, str, list[str]]] = [
        ("actions", id_, ("roles", part), "roles", roles if isinstance(roles, list) else [roles])
        for id_, one in catalogue["actions"].items()
        for part, roles in one["roles"].items()
        if part != "responsible"  # an action for which nobody is responsible is a finding of its own
    ]
    named += [("actions", id_, ("after",), "actions", one["after"]) for id_, one in catalogue["actions"].items()]
    named += [(plural, id_, ("role",), "roles", [one["role"]]) for plural in ("tasks", "duties") for id_, one in catalogue[plural].items()]
    named += [("tasks", id_, ("roles",), "roles", one["roles"]) for id_, one in catalogue["tasks"].items()]
    named += [("tasks", id_, ("after",), "actions", one["after"]) for id_, one in catalogue["tasks"].items()]
    named += [("timings", id_, ("before",), "moments", [one["before"]]) for id_, one in catalogue["timings"].items() if "before" in one]
    named += [("moments", id_, ("audience",), "roles", one["audience"]) for id_, one in catalogue["moments"].items()]
    for plural, id_, path, other_plural, others in named:
        if material.ended(plural, id_):
            continue
        for other in others:
            if ended := material.ended(other_plural, other):
                yield _relies(material.at_entry_word(plural, id_, path, other), id_, other, ended)


def _relies(place: Place, name: str, on: str, ended: date) -> Finding:
    what = Text(f"'{name}' noemt '{on}', dat is geëindigd op {ended}.", f"'{name}' names '{on}', which ended on {ended}.")
    return Finding("expired", place, what, on)
