"""Seeded changes in a rule book: one change of each kind in a generated one, by name of the kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from random import Random
from typing import Any

from commplan_advisor.engine.engine import Engine
from commplan_advisor.maintenance.difference.content import Named
from commplan_advisor.maintenance.difference.versions import Version
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.loading import rulebook_from
from tests.support.books import large_document

DAY = date(2026, 3, 2)
Document = dict[str, Any]
Change = Callable[[Document, Random], Named]


def generated(seed: int, rules_a_stage: int = 12) -> Document:
    """A rule book in which every entry has words of its own, with a parameter, defaults and moments that have a date."""
    rng = Random(seed)
    document: Document = json.loads(json.dumps(large_document(rng, rules_a_stage, 4, fields=30)))
    for plural, entries in document["catalogue"].items():
        for id_, entry in entries.items():
            entry["title"] = {"nl": f"{plural} {id_}", "en": f"the {plural} {id_}"}
    for rule in document["rules"]:
        rule["because"] = {"nl": f"Reden {rule['id']}.", "en": f"Reason {rule['id']}."}
        for outcome in rule["then"]:
            outcome["priority"] = rng.choice(("high", "middle", "low")) if outcome["kind"] == "action" else ""
    for number, entry in enumerate(document["catalogue"]["moments"].values()):
        entry["recurrence"] = f"FREQ=YEARLY;BYMONTH={number + 4};BYMONTHDAY=10"
    for kind in ("measurements", "evaluations"):
        for number, entry in enumerate(document["catalogue"][kind].values()):
            entry["months"] = [3 + number]
    document["defaults"] = {"measurement": ["alpha"], "evaluation": ["beta"]}
    document["start_weeks"] = {"high": 0, "middle": 4, "low": 12}
    document["parameters"] = {
        "limit": {
            "title": {"nl": "Grens", "en": "Limit"},
            "values": [{"from": "2000-01-01", "value": 20}],
            "source": ["format 4.1"],
            "basis": "documented",
        }
    }
    for clause in list(_numbers(document))[1::2][:5]:
        clause[2] = ["$limit"]
    document["digest"] = str(seed)
    return document


def with_holding(document: Document, cases: Iterable[Case]) -> Document:
    """The same, noting which rules hold for some cases and what they conclude, so that changes are made where they show."""
    engine = Engine(rulebook_from(document, DAY))
    holding, concluded = set(), set()
    for case in cases:
        for one in engine.run(facts_of(case.answers)).conclusions.values():
            if one.reasons:
                holding |= {reason.rule.id for reason in one.reasons}
                concluded.add((PLURALS[one.kind], one.id.partition(":")[0]))
    engine.close()
    return {**document, "holding": sorted(holding), "concluded": sorted(concluded)}


def version_of(document: Document, name: str = "rules") -> Version:
    """A version of the rule book that says this."""
    return Version(name, document, [])


def changed(document: Document, kind: str, seed: int) -> tuple[Document, Named]:
    """The same rule book with one change of a kind, and the name of what is other."""
    other: Document = json.loads(json.dumps(document))
    named = KINDS[kind](other, Random(seed))
    other["digest"] += kind
    return other, named


def _clauses(rule: Document) -> Iterator[list[Any]]:
    for clause in rule["when"]:
        if clause[0] == "any":
            yield from (inner for group in clause[1] for inner in group)
        else:
            yield clause


def _numbers(document: Document) -> Iterator[list[Any]]:
    for rule in document["rules"]:
        for clause in _clauses(rule):
            if clause[1] in ("below", "at_most", "above", "at_least"):
                yield clause


def _rule(document: Document, rng: Random, fits: Callable[[Document], bool] = lambda _: True) -> Document:
    fitting = [rule for rule in document["rules"] if fits(rule)]
    early = [rule for rule in fitting if rule["stage"] in ("situation", "problems", "solutions")]
    holding = [rule for rule in fitting if rule["id"] in document.get("holding", ())]
    chosen: Document = rng.choice(holding or early or fitting)
    return chosen


def _of_rule(change: Callable[[Document, Random], None], fits: Callable[[Document], bool] = lambda _: True) -> Change:
    def made(document: Document, rng: Random) -> Named:
        rule = _rule(document, rng, fits)
        change(rule, rng)
        return "rule", rule["id"]

    return made


def _of_entry(plural: str, change: Callable[[Document, Random], None]) -> Change:
    def made(document: Document, rng: Random) -> Named:
        concluded = [id_ for of, id_ in document.get("concluded", ()) if of == plural]
        id_ = rng.choice(concluded or ("alpha", "beta", "gamma"))
        change(document["catalogue"][plural][id_], rng)
        return plural, id_

    return made


def _puts(**fields: Any) -> Callable[[Document, Random], None]:
    return lambda one, _: one.update(fields)


def _with_action(rule: Document) -> bool:
    return any(outcome["kind"] == "action" for outcome in rule["then"])


def _plain_numbers(rule: Document) -> list[list[Any]]:
    return [one for one in _clauses(rule) if one[1] in ("below", "at_most", "above", "at_least") and not isinstance(one[2][0], str)]


def _threshold(rule: Document, _: Random) -> None:
    clause = _plain_numbers(rule)[0]
    clause[2] = [0 if clause[2][0] > 10 else 1000]


def _many(rule: Document) -> list[list[Any]]:
    return [one for one in _clauses(rule) if one[1] in ("in", "includes") and len(one[2]) > 1]


def _drop_option(rule: Document, _: Random) -> None:
    _many(rule)[0][2].pop()


_OPPOSITE = {"in": "not_in", "not_in": "in", "includes": "lacks", "lacks": "includes", "below": "at_least", "at_least": "below"}


def _turn(rule: Document, _: Random) -> None:
    clause = next(one for one in _clauses(rule) if one[1] in _OPPOSITE)
    clause[1] = _OPPOSITE[clause[1]]


def _add_condition(rule: Document, rng: Random) -> None:
    rule["when"].append(["situation.register.exists", "in", [rng.random() < 0.5]])


def _conclude_otherwise(rule: Document, _: Random) -> None:
    outcome = rule["then"][0]
    name, colon, part = outcome["id"].partition(":")
    outcome["id"] = ("beta" if name == "alpha" else "alpha") + colon + part


def _priority(rule: Document, _: Random) -> None:
    for outcome in rule["then"]:
        if outcome["kind"] == "action":
            outcome["priority"] = {"high": "low", "middle": "high", "low": "high"}[outcome["priority"]]


def _serves(rule: Document, _: Random) -> None:
    for outcome in rule["then"]:
        if outcome["kind"] == "action":
            outcome["serves"] = [] if outcome["serves"] else ["beta", "gamma"]


def _basis(rule: Document, _: Random) -> None:
    rule["basis"] = "derived" if rule["basis"] == "practice" else "practice"


def _rename(rule: Document, _: Random) -> None:
    rule["id"] = f"{rule['id']}-anew"


def _remove(document: Document, rng: Random) -> Named:
    rule = _rule(document, rng)
    document["rules"].remove(rule)
    return "rule", rule["id"]


def _add(document: Document, rng: Random) -> Named:
    rule = json.loads(json.dumps(_rule(document, rng, _with_action)))
    rule.update(id="solutions-added", subject="case", when=[["situation.register.exists", "answered", []]])
    rule["because"] = {"nl": "Een nieuwe reden.", "en": "A new reason."}
    rule["then"] = [{"kind": "action", "id": "delta", "priority": "low", "serves": ["alpha"]}]
    document["rules"].append(rule)
    return "rule", rule["id"]


def _parameter(document: Document, _: Random) -> Named:
    document["parameters"]["limit"]["values"].append({"from": "2026-01-01", "value": 75})
    return "parameter", "limit"


def _start_weeks(document: Document, _: Random) -> Named:
    document["start_weeks"]["low"] = 20
    document["start_weeks"]["high"] = 2
    document["start_weeks"]["middle"] = 9
    return "book", "rulebook"


def _defaults(document: Document, _: Random) -> Named:
    document["defaults"]["measurement"] = ["gamma"]
    return "default", "measurement"


def _source(document: Document, _: Random) -> Named:
    document["sources"]["format"]["items"]["4.1"] = {"nl": "Ander onderdeel", "en": "Other item"}
    return "source", "format"


KINDS: dict[str, Change] = {
    "threshold": _of_rule(_threshold, lambda rule: bool(_plain_numbers(rule))),
    "option dropped": _of_rule(_drop_option, lambda rule: bool(_many(rule))),
    "operator": _of_rule(_turn, lambda rule: any(one[1] in _OPPOSITE for one in _clauses(rule))),
    "condition dropped": _of_rule(lambda rule, _: rule["when"].pop(), lambda rule: len(rule["when"]) > 1),
    "condition added": _of_rule(_add_condition),
    "rule removed": _remove,
    "rule added": _add,
    "conclusion": _of_rule(_conclude_otherwise),
    "priority": _of_rule(_priority, _with_action),
    "serves": _of_rule(_serves, _with_action),
    "reason": _of_rule(_puts(because={"nl": "Een andere reden.", "en": "Another reason."})),
    "basis": _of_rule(_basis),
    "renamed": _of_rule(_rename),
    "draft": _of_rule(_puts(status="draft")),
    "rule ended": _of_rule(_puts(valid={"until": "2026-01-31"})),
    "parameter": _parameter,
    "roles": _of_entry("actions", lambda one, _: one["roles"].update(responsible="delta")),
    "action's weeks": _of_entry("actions", _puts(weeks=9)),
    "action's steps": _of_entry("actions", _puts(steps=[{"nl": "Een andere stap", "en": "Another step"}])),
    "action ended": _of_entry("actions", _puts(valid={"until": "2026-01-31"})),
    "action after another": _of_entry("actions", lambda one, _: one.update(after=["alpha", "beta", "gamma"])),
    "finding's title": _of_entry("findings", _puts(title={"nl": "Andere titel", "en": "Other title"})),
    "problem ended": _of_entry("problems", _puts(valid={"until": "2026-01-31"})),
    "task's role": _of_entry("tasks", _puts(role="gamma")),
    "role's title": _of_entry("roles", _puts(title={"nl": "Andere rol", "en": "Other role"})),
    "timing": _of_entry("timings", _puts(weeks=50)),
    "moment": _of_entry("moments", _puts(recurrence="FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11")),
    "start weeks": _start_weeks,
    "defaults": _defaults,
    "source": _source,
}
"""One change in a document by kind; each returns what it changed."""

UPKEEP: dict[str, Change] = {
    "rule's owner": _of_rule(_puts(owner="redactie")),
    "rule's review": _of_rule(_puts(review="2027-01-01")),
    "rule's exception": _of_rule(_puts(allow={"no-test": "Deze regel wordt elders getest."})),
    "action's owner": _of_entry("actions", _puts(owner="redactie", review="2027-01-01")),
    "finding's exception": _of_entry("findings", _puts(allow={"unused": "Komt later terug in de regels."})),
    "parameter's owner": lambda document, _: (document["parameters"]["limit"].update(owner="redactie"), ("parameter", "limit"))[1],
    "book's owner": lambda document, _: (document.update(upkeep={"owner": "redactie"}), ("book", "rulebook"))[1],
}
"""The same for what is said of the upkeep only."""
