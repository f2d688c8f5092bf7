"""Problems that nothing finds or answers, and indicators that nobody measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.rulebook.naming import names_concluded


def problems(material: Material) -> Iterator[Finding]:
    """Documented problems that no rule finds, and those for which no rule advises an action."""
    rules = list(material.rules_to_come())
    found = {name for rule in rules for name in names_concluded(rule) if any(one["kind"] == "problem" for one in rule["then"])}
    answered = {problem for rule in rules for problem in _answered_by(rule, material.document["catalogue"]["problems"])}
    for id_, problem in material.document["catalogue"]["problems"].items():
        if problem["basis"] != "documented" or material.ended("problems", id_):
            continue
        place = material.at_entry("problems", id_)
        if ("problems", id_) not in found:
            what = Text(f"geen regel stelt het probleem '{id_}' vast.", f"no rule finds the problem '{id_}'.")
            yield Finding("problem-without-rule", place, what, id_)
        if id_ not in answered:
            what = Text(f"geen regel raadt een actie aan tegen '{id_}'.", f"no rule advises an action against '{id_}'.")
            yield Finding("problem-without-action", place, what, id_)


def _answered_by(rule: Mapping[str, Any], problems: Mapping[str, Any]) -> Iterator[str]:
    """The problems for which a rule advises an action."""
    outcomes = [one for one in rule["then"] if one["kind"] == "action"]
    for outcome in outcomes:
        yield from outcome["serves"]
    if outcomes and rule["subject"] == "problem":
        types = [set(clause[2]) for clause in rule["when"] if clause[0] == "problem.type" and clause[1] == "in"]
        yield from set.intersection(*types) if types else problems


def indicators(material: Material) -> Iterator[Finding]:
    """Indicators of a rule book by which nothing is ever measured."""
    rules = list(material.rules_to_come())
    kinds = {one["kind"] for rule in rules for one in rule["then"]}
    defaults = [id_ for id_ in material.document["defaults"].get("measurement", ()) if not material.ended("measurements", id_)]
    if "measurement" in kinds or defaults:
        return
    for id_ in sorted({one["id"] for rule in rules for one in rule["then"] if one["kind"] == "indicator"}):
        what = Text(
            f"'{id_}' wordt nooit gemeten: geen regel leidt tot een meting, en rulebook.yaml noemt er geen.",
            f"'{id_}' is never measured: no rule leads to a measurement, and rulebook.yaml names none.",
        )
        yield Finding("indicator-without-measurement", material.at_entry("indicators", id_), what, id_)
