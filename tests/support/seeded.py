"""Faults of the kind that slip in when a rule book is changed, each seeded into a copy of the one that ships; and the claim it breaks."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.reading import read_document
from tests.support.shipped import DAY, ROOT

Document = dict[str, Any]


@dataclass(frozen=True)
class Seed:
    """One fault.

    Attributes:
        what: went wrong.
        edit: changes a rule book, as the document that its files were read into.
        refutes: the claim that does not hold any more.
        statement: a statement of the maintainer that the claim is about, where the shipped rule book has none.
        adds_the_claim: whether the shipped rule book has no such claim because it does not speak of this.
    """

    what: str
    edit: Callable[[Document], None]
    refutes: str
    statement: str = ""
    adds_the_claim: bool = False

    def __str__(self) -> str:
        return self.what.replace(" ", "-")

    def book(self) -> RuleBook:
        """The shipped rule book with the fault."""
        document = copy.deepcopy(_shipped())
        self.edit(document)
        document.pop("digest", None)
        return rulebook_from(document, DAY)


@cache
def _shipped() -> Document:
    return read_document(ROOT / "rules")


def rule_of(document: Document, id_: str) -> Document:
    """A rule by its name."""
    (found,) = (rule for rule in document["rules"] if rule["id"] == id_)
    return dict_of(found)


def dict_of(value: Any) -> Document:
    """The same, for whoever checks types."""
    assert isinstance(value, dict)
    return value


def _drop(*ids: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for id_ in ids:
            document["rules"].remove(rule_of(document, id_))

    return edit


def _also_when(id_: str, *clause: Any) -> Callable[[Document], None]:
    return lambda document: rule_of(document, id_)["when"].append(list(clause))


def _when(id_: str, *clauses: list[Any]) -> Callable[[Document], None]:
    return lambda document: rule_of(document, id_).update(when=[*clauses])


def _entry(plural: str, id_: str, **changes: Any) -> Callable[[Document], None]:
    return lambda document: document["catalogue"][plural][id_].update(changes)


def _parameter(id_: str, value: float) -> Callable[[Document], None]:
    return lambda document: document["parameters"][id_].update(values=[{"from": "2000-01-01", "value": value}])


def _rule(like: str, id_: str, **changes: Any) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        document["rules"].append({**copy.deepcopy(rule_of(document, like)), "id": id_, **changes})

    return edit


def _then(kind: str, id_: str, priority: str = "") -> list[Document]:
    return [{"kind": kind, "id": id_, "priority": priority, "serves": []}]


def _new_problem(document: Document) -> None:
    problems = document["catalogue"]["problems"]
    problems["false_alarms"] = {**problems["chatter"], "source": ["format 3.1"], "basis": "documented"}
    _rule("shown-frequent-chatter", "shown-false-alarms", then=_then("problem", "false_alarms"))(document)


def _gap_between_groups(document: Document) -> None:
    few = rule_of(document, "broaden-platforms-one-sided")
    few["when"].append(["situation.groups", "below", [5]])
    many = copy.deepcopy(few)
    many["id"], many["when"][-1] = "broaden-platforms-one-sided-many", ["situation.groups", "above", [5]]
    document["rules"].append(many)
    document["rules"] = [
        rule
        for rule in document["rules"]
        if rule["stage"] != "solutions" or rule is few or rule is many or "one_sided_platform" not in str(rule["when"])
    ]


def _only_for_problems(document: Document) -> None:
    document["rules"] = [rule for rule in document["rules"] if rule["stage"] != "solutions" or rule["subject"] == "problem"]


SEEDS = (
    Seed("a documented solution was dropped", _drop("publish-groups-online-low-coverage"), "low-coverage-is-made-known"),
    Seed("the only solution was dropped", _drop("check-platforms-doubtful"), "problems-have-actions:platform_doubtful"),
    Seed("a new problem without a solution", _new_problem, "problems-have-actions:false_alarms", adds_the_claim=True),
    Seed("a gap between two thresholds", _gap_between_groups, "problems-have-actions:one_sided_platform"),
    Seed(
        "a threshold that is too high",
        _parameter("many_platforms", 5),
        "four-platforms-are-many",
        """
- id: four-platforms-are-many
  says: {nl: Vier verschillende apps zijn te veel., en: Four different apps are too many.}
  when: {situation.platform_count: {at_least: 4}}
  then: {concluded.problems.too_many_initiatives: true}
""",
    ),
    Seed(
        "a solution that waits for another question",
        _also_when("facilitate-not-run-too-many-initiatives", "situation.structures.municipal_role", "in", ["runs_groups"]),
        "many-initiatives-are-left-to-residents",
    ),
    Seed(
        "a rule was retired",
        lambda document: rule_of(document, "hold-periodic-meeting-poor-cooperation").update(status="retired"),
        "poor-cooperation-is-settled",
    ),
    Seed("an action has ended", _entry("actions", "discuss-other-app", valid={"until": "2025-12-31"}), "conflicts-are-discussed-first"),
    Seed(
        "a condition is the wrong way round",
        lambda document: rule_of(document, "register-is-missing")["when"][0].__setitem__(2, [True]),
        "no-register-gets-a-register",
    ),
    Seed("a task was forgotten", _drop("task-police-decide-content"), "poor-cooperation-divides-the-tasks"),
    Seed(
        "a contradiction in a rule",
        _also_when("set-up-register-none-yet", "situation.register.exists", "in", [True]),
        "rules-can-hold:set-up-register-none-yet",
    ),
    Seed(
        "a condition that no answer can meet",
        _also_when("allocate-capacity-small-municipality", "municipality.inhabitants", "below", [0]),
        "rules-can-hold:allocate-capacity-small-municipality",
    ),
    Seed(
        "a rule about what an action never serves",
        _also_when("means-stickers", "action.serves", "includes", ["profiling"]),
        "rules-can-hold:means-stickers",
    ),
    Seed(
        "two actions that exclude each other",
        _entry("actions", "facilitate-not-run", excludes=["recruit-admins"]),
        "excluded-actions-never-meet:facilitate-not-run+recruit-admins",
        adds_the_claim=True,
    ),
    Seed(
        "a second responsible role",
        _rule(
            "part-elderly-visits",
            "part-police-carry-out",
            when=[["action.type", "in", ["agree-cooperation"]]],
            then=_then("part", "police:responsible"),
        ),
        "one-responsible-role:agree-cooperation",
    ),
    Seed(
        "a responsible role that has ended",
        _entry("roles", "web_editors", valid={"until": "2026-01-31"}),
        "one-responsible-role:open-online-registration",
    ),
    Seed(
        "an action without an indicator",
        _entry("actions", "check-platforms", indicator={"nl": " ", "en": " "}),
        "actions-have-an-indicator:check-platforms",
    ),
    Seed("no default for measuring", lambda document: document["defaults"].update(measurement=[]), "plans-are-measured"),
    Seed(
        "an evaluation without a day",
        _entry("evaluations", "january-review", recurrence="FREQ=YEARLY;INTERVAL=9;BYMONTH=1;BYMONTHDAY=15"),
        "plans-are-evaluated",
    ),
    Seed("only problems have solutions", _only_for_problems, "nobody-without-advice:nothing-open"),
    Seed(
        "a finding that contradicts another",
        _when("register-has-everything", ["situation.register.exists", "in", [False]]),
        "register-is-there-or-not",
    ),
    Seed(
        "a situation that was declared silent and is not",
        lambda _: None,
        "no-signs-is-silent",
        """
- id: no-signs-is-silent
  says: {nl: Zonder borden zijn er geen acties., en: Without signs there are no actions.}
  silent: {situation.signs.policy: no_signs}
""",
    ),
)
