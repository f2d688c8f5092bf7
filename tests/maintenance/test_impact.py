"""`rules impact`: exactly the cases whose advice is other, with the change that made it so; and a questionnaire for each change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commplan_advisor.advice.advise import advise
from commplan_advisor.common.located import Located
from commplan_advisor.engine.engine import Engine
from commplan_advisor.maintenance.difference.content import Named
from commplan_advisor.maintenance.difference.difference import what_is_said
from commplan_advisor.maintenance.difference.versions import Version
from commplan_advisor.maintenance.impact.advices import Adviser
from commplan_advisor.maintenance.impact.causes import Changed
from commplan_advisor.maintenance.impact.impact import Impact, impact
from commplan_advisor.maintenance.impact.witnesses import Seeker
from commplan_advisor.present.machine import as_json
from commplan_advisor.questionnaire.reading import Case, case_from, load_case
from commplan_advisor.rulebook.loading import document_of
from tests.support.answers import random_answers
from tests.support.changes import DAY, KINDS, UPKEEP, Document, changed, generated, version_of, with_holding
from tests.support.shipped import ROOT, shipped_cases

pytestmark = pytest.mark.broad

_RULE_BOOKS = range(1, 12)
_WITNESSED = (
    "threshold",
    "option dropped",
    "operator",
    "rule removed",
    "rule added",
    "priority",
    "reason",
    "renamed",
    "action ended",
    "timing",
)


def without_hours(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers without hours of roles: a random rule book has other roles than those that random answers name."""
    answers.get("planning", {}).pop("hours", None)
    return answers


@cache
def _cases() -> tuple[Case, ...]:
    rng = Random(5)
    return tuple(
        case_from(Located(without_hours(random_answers(rng, share)), f"{number}.yaml")) for number, share in enumerate((0.4, 0.7, 0.95))
    )


class _Both:
    """Both versions of a rule book, ready to advise."""

    def __init__(self, old: Document, new: Document) -> None:
        self.versions: tuple[Version, Version] = (version_of(old, "old"), version_of(new, "new"))
        books = tuple(version.as_of(DAY) for version in self.versions)
        self.adviser = Adviser(Engine(books[0]), Engine(books[1]), "nl", DAY)
        self.difference = what_is_said(*self.versions, *books)
        self.seeker = Seeker(self.adviser, Changed(self.difference, *books))

    def impact(self, cases: Sequence[Case], wanted: Sequence[Named] = ()) -> Impact:
        return impact(self.difference, self.adviser, cases, of=len(cases), seeker=self.seeker, wanted=wanted)

    def by_brute_force(self, cases: Sequence[Case]) -> list[str]:
        """The cases of which the whole advice, but for its receipt, is other."""
        return [case.file for case in cases if self._whole(case, self.adviser.before) != self._whole(case, self.adviser.after)]

    def _whole(self, case: Case, engine: Engine) -> object:
        told = json.loads(as_json([advise(case, engine, start=DAY, prove=False)]))
        del told["receipt"]
        return told

    def close(self) -> None:
        self.adviser.before.close()
        self.adviser.after.close()


@cache
def _holding(seed: int) -> Document:
    return with_holding(generated(seed, rules_a_stage=9), _cases())


def _names_exactly(kind: str, seed: int) -> bool:
    """Whether the change makes a difference to some case; what is told of it is held against brute force."""
    document = _holding(seed)
    other, named = changed(document, kind, seed)
    both = _Both(document, other)
    found = both.impact(_cases())
    assert [one.file for one in found.affected] == both.by_brute_force(_cases())
    for case in found.affected:
        assert case.told, "what is other is told"
        for told in case.told:
            assert told.causes == (named,), told
    assert found.by_change == (((named, len(found.affected)),) if found.affected else ())
    both.close()
    return bool(found.affected)


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_names_exactly_the_cases_that_get_other_advice(kind: str) -> None:
    assert any(_names_exactly(kind, seed) for seed in _RULE_BOOKS), "or this test says nothing"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12, 22))
def test_in_other_rule_books_too(seed: int) -> None:
    for kind in KINDS:
        _names_exactly(kind, seed)


@pytest.mark.parametrize("kind", UPKEEP)
def test_upkeep_changes_no_advice(kind: str) -> None:
    document = generated(3)
    other: Document = json.loads(json.dumps(document))
    UPKEEP[kind](other, Random(3))
    both = _Both(document, other)
    found = both.impact(_cases(), both.seeker.wanted())
    assert not found.difference.empty
    assert found.empty
    assert not both.by_brute_force(_cases())
    both.close()


@pytest.mark.parametrize("kind", _WITNESSED)
def test_a_questionnaire_for_a_change_really_gets_other_advice(kind: str) -> None:
    document = generated(4, rules_a_stage=8)
    other, named = changed(document, kind, 4)
    both = _Both(document, other)
    assert named in both.seeker.wanted()
    (found,) = both.seeker.look_for([named])
    assert found.search != "undecided", "the solver and the engines agree"
    if found.case is not None:
        assert found.search == "found"
        read = case_from(Located(found.answers, "witness.yaml"))
        assert both.by_brute_force([read]) == ["witness.yaml"]
    elif found.search == "none":
        rng = Random(9)
        cases = [case_from(Located(without_hours(random_answers(rng, 0.8)), f"{number}")) for number in range(10)]
        assert not both.by_brute_force(cases)
    both.close()


def test_a_change_of_a_parameter_has_a_questionnaire_for_each_rule_that_names_it() -> None:
    document = generated(1)
    both = _Both(document, changed(document, "parameter", 1)[0])
    naming = {rule["id"] for rule in document["rules"] if "$limit" in json.dumps(rule["when"])}
    wanted = both.seeker.wanted()
    assert {id_ for kind, id_ in wanted if kind == "rule"} == naming
    for found in both.seeker.look_for(wanted):
        assert found.search != "undecided"
        if found.case is not None:
            assert both.adviser.differ(found.case)
    both.close()


def test_a_rule_that_another_makes_superfluous_only_adds_its_reason() -> None:
    document = generated(1)
    rule = next(one for one in document["rules"] if one["stage"] == "situation" and one["subject"] == "case")
    other: Document = json.loads(json.dumps(document))
    other["rules"].append({**json.loads(json.dumps(rule)), "id": "situation-twice"})
    both = _Both(document, other)
    (found,) = both.seeker.look_for([("rule", "situation-twice")])
    assert found.case is not None
    (affected,) = both.impact([replace(found.case, source=found.case.source)]).affected
    assert {(told.shift.kind, told.shift.how) for told in affected.told} == {("finding", "altered")}
    both.close()


def test_a_rule_that_never_holds_makes_no_difference() -> None:
    document = generated(1)
    other: Document = json.loads(json.dumps(document))
    rule = json.loads(json.dumps(next(one for one in document["rules"] if one["stage"] == "situation")))
    never = [["situation.register.exists", "in", [True]], ["situation.register.exists", "in", [False]]]
    other["rules"].append({**rule, "id": "situation-never", "subject": "case", "when": never})
    both = _Both(document, other)
    # While the question is open the rule may hold, as far as the engine can see: that is a difference as well.
    (found,) = both.seeker.look_for([("rule", "situation-never")])
    if found.case is not None:
        assert both.adviser.differ(found.case)
        assert "register" not in json.dumps(found.answers)
    both.close()


def test_a_draft_that_changes_makes_no_difference() -> None:
    document = generated(1)
    document["rules"][0]["status"] = "draft"
    other: Document = json.loads(json.dumps(document))
    other["rules"][0]["basis"] = "practice"
    both = _Both(document, other)
    (found,) = both.seeker.look_for(both.seeker.wanted())
    assert found.search == "not_counting"
    assert both.impact(_cases(), both.seeker.wanted()).empty
    both.close()


_OF_THE_SHIPPED = [
    kind
    for kind in KINDS
    if kind not in ("rule added", "conclusion", "serves", "parameter", "roles", "task's role", "defaults", "action after another")
]
"""Those that do not name entries of the generated rule books."""


@pytest.mark.long
@pytest.mark.parametrize("kind", _OF_THE_SHIPPED)
def test_on_the_shipped_rule_book_and_cases_too(kind: str) -> None:
    cases = [load_case(path) for path in shipped_cases()]
    document = with_holding(json.loads(json.dumps(document_of(ROOT / "rules"))), cases)
    assert any(_names_exactly_of_the_shipped(kind, document, cases, seed) for seed in range(4)), "or this test says nothing"


def _names_exactly_of_the_shipped(kind: str, document: Document, cases: Sequence[Case], seed: int) -> bool:
    other, named = changed(document, kind, seed)
    both = _Both(document, other)
    found = both.impact(cases)
    assert sorted(one.file for one in found.affected) == sorted(both.by_brute_force(cases))
    assert all(told.causes == (named,) for one in found.affected for told in one.told)
    for witness in both.seeker.look_for([name for name in both.seeker.wanted() if name == named]):
        assert witness.search != "undecided"
        assert witness.case is None or both.adviser.differ(witness.case)
    both.close()
    return bool(found.affected)


def test_files_of_a_questionnaire_can_be_read_again(tmp_path: Path) -> None:
    from commplan_advisor.maintenance.impact.witnesses import as_file

    document = generated(4, rules_a_stage=8)
    other, named = changed(document, "rule added", 4)
    both = _Both(document, other)
    (found,) = both.seeker.look_for([named])
    path = tmp_path / "found.yaml"
    path.write_text(as_file(found, "Een opmerking\nop twee regels"), encoding="utf-8")
    assert path.read_text(encoding="utf-8").startswith("# Een opmerking\n# op twee regels\n")
    assert both.adviser.differ(load_case(path))
    both.close()
