"""Entries, parameters and sources that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.naming import Name, names_in


def unused(material: Material) -> Iterator[Finding]:
    """Entries that no rule leads to, parameters that no rule names and sources that nothing cites."""
    document = material.document
    used = set(_used(document))
    for plural, entries in document["catalogue"].items():
        for id_ in entries if plural != "platforms" else ():  # a platform is an answer: nothing needs to lead to it
            if (plural, id_) not in used:
                what = Text(f"geen regel leidt tot '{id_}'.", f"no rule leads to '{id_}'.")
                if plural == "roles":
                    what = Text(f"niets noemt de rol '{id_}'.", f"nothing names the role '{id_}'.")
                yield Finding("unused-entry", material.at_entry(plural, id_), what, id_)
    for id_ in document["parameters"]:
        if ("parameters", id_) not in used:
            what = Text(f"geen regel noemt '${id_}'.", f"no rule names '${id_}'.")
            yield Finding("unused-parameter", material.at_entry("parameters", id_), what, id_)
    cited = set(_cited(document))
    for id_ in document["sources"]:
        if id_ not in cited:
            what = Text(f"niets noemt '{id_}' als bron.", f"nothing cites '{id_}' as a source.")
            yield Finding("unused-source", material.at_entry("sources", id_), what, id_)


def _rules(document: Mapping[str, Any]) -> list[Any]:
    """All rules, those by which a running plan is reviewed included."""
    return [*document["rules"], *document.get("plan_review", {}).get("rules", ())]


def _used(document: Mapping[str, Any]) -> Iterator[Name]:
    """What is used: concluded, named by a parameter, or, of a role, named by anything."""
    for rule in _rules(document):
        for outcome in rule["then"]:
            if outcome["kind"] not in ("order", "decision"):  # that an action comes after another one does not lead to it
                yield PLURALS[outcome["kind"]], outcome["id"].partition(":")[0]
        yield from (name for name in names_in(rule) if name[0] in ("parameters", "roles"))
    catalogue = document["catalogue"]
    for action in catalogue["actions"].values():
        for roles in action["roles"].values():
            yield from (("roles", role) for role in (roles if isinstance(roles, list) else [roles]))
    for plural in ("tasks", "duties"):
        yield from (("roles", one["role"]) for one in catalogue[plural].values())
    for task in catalogue["tasks"].values():
        yield from (("roles", role) for role in task["roles"])
    for moment in catalogue["moments"].values():
        yield from (("roles", role) for role in moment["audience"])
    for named in document.get("calendar", {}).get("takes_part", {}).values():
        yield from (("roles", role) for role in named)
    for timing in catalogue["timings"].values():
        yield "moments", timing.get("before", "")
    for indicator in catalogue["indicators"].values():
        for value in (indicator.get("aim", {}).get("value"), indicator.get("small_below")):
            if isinstance(value, str):
                yield "parameters", value[1:]
    for kind, ids in document["defaults"].items():
        yield from ((PLURALS[kind], id_) for id_ in ids)


def _cited(document: Mapping[str, Any]) -> Iterator[str]:
    parts = [*document["parameters"].values(), *(one for entries in document["catalogue"].values() for one in entries.values())]
    parts += [table for table in (document.get("calendar", {}).get("school_holidays"),) if table]
    for cited in (*(rule["sources"] for rule in _rules(document)), *(part["source"] for part in parts)):
        yield from (source.partition(" ")[0] for source in cited)
