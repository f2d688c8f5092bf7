"""What can be said of a rule over all questionnaires: it never holds, a condition of it says nothing, it adds nothing but a reason."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.reasoning.everything import Everything, everything
from commplan_advisor.reasoning.rules import always_true_clauses, never_holds, superfluous
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import RuleBook
from tests.support.answers import questionnaire_of, random_answers
from tests.support.books import random_document
from tests.support.oracle import verdicts
from tests.support.reasoned import naive_says
from tests.support.shipped import DAY


def rule(id_: str, *when: list[Any], then: Sequence[tuple[str, str]] = (("finding", "alpha"),), **more: Any) -> dict[str, Any]:
    """A rule of a document, about the case in the first stage unless told otherwise."""
    priority = more.pop("priority", "")
    serves = more.pop("serves", [])
    return {
        "id": id_,
        "stage": "situation",
        "subject": "case",
        "when": [*when],
        "then": [{"kind": kind, "id": name, "priority": priority, "serves": serves} for kind, name in then],
        "because": {"nl": "woord", "en": "word"},
        "sources": ["format 4.1"],
        "basis": "documented",
        "valid": {},
        "file": "rules.yaml",
        "line": 1,
        **more,
    }


def book_of(*rules: dict[str, Any]) -> RuleBook:
    return rulebook_from({**random_document(Random(0)), "rules": [*rules]}, DAY)


def all_of(*rules: dict[str, Any]) -> Everything:
    return everything(book_of(*rules))


REGISTER = ["situation.register.exists", "in", [True]]
NO_REGISTER = ["situation.register.exists", "in", [False]]
FEW = ["situation.groups", "at_most", [3]]
VERY_FEW = ["situation.groups", "at_most", [2]]


def added_by(all_: Everything) -> dict[str, list[str]]:
    return {one.rule.id: [other.id for other in one.by] for one in superfluous(all_)}


def test_a_rule_with_conditions_that_exclude_each_other_never_holds() -> None:
    all_ = all_of(rule("never", REGISTER, NO_REGISTER), rule("may", REGISTER))
    assert [one.id for one in never_holds(all_)] == ["never"]


def test_a_rule_about_an_action_that_nothing_leads_to_never_holds() -> None:
    all_ = all_of(rule("never", ["action.type", "in", ["beta"]], stage="strategy", subject="action", then=[("timing", "alpha")]))
    assert [one.id for one in never_holds(all_)] == ["never"]


def test_a_condition_that_another_one_implies_is_always_true() -> None:
    all_ = all_of(rule("wordy", VERY_FEW, FEW), rule("plain", VERY_FEW, REGISTER))
    assert [(one.id, place) for one, place in always_true_clauses(all_)] == [("wordy", 1)]


def test_the_only_condition_of_a_rule_is_not_told_of_nor_are_those_of_a_rule_that_never_holds() -> None:
    all_ = all_of(rule("single", ["municipality.name", "answered", []]), rule("never", REGISTER, NO_REGISTER))
    assert always_true_clauses(all_) == ()


def test_a_narrower_rule_for_the_same_is_superfluous_and_a_wider_one_is_not() -> None:
    assert added_by(all_of(rule("narrow", VERY_FEW), rule("wide", FEW))) == {"narrow": ["wide"]}


def test_a_rule_can_be_superfluous_by_two_that_cover_it_together() -> None:
    either = [["any", [[REGISTER], [NO_REGISTER]]]]
    assert added_by(all_of(rule("both", *either), rule("one", REGISTER), rule("other", NO_REGISTER), rule("alone", FEW))) == {
        "both": ["one", "other"],
        "one": ["both"],
        "other": ["both"],
    }


def test_a_rule_is_not_superfluous_where_it_alone_may_hold_while_a_question_is_open() -> None:
    """`twofold` holds only with few groups, but while it is open whether there is a register, it may hold with many as well."""
    twofold = rule("twofold", ["any", [[REGISTER], [FEW]]], ["any", [[NO_REGISTER], [FEW]]])
    assert added_by(all_of(twofold, rule("plain", FEW))) == {"plain": ["twofold"]}


@pytest.mark.parametrize(
    ("more", "adds_nothing"),
    [({"priority": "low"}, True), ({"priority": "high"}, False), ({"priority": "low", "serves": ["beta"]}, False)],
    ids=["lower", "higher", "serves-more"],
)
def test_a_rule_that_gives_an_action_a_higher_priority_or_serves_more_is_not_superfluous(more: dict[str, Any], adds_nothing: bool) -> None:
    action: dict[str, Any] = {"stage": "solutions", "then": [("action", "alpha")]}
    all_ = all_of(rule("wide", FEW, **action, priority="middle"), rule("narrow", VERY_FEW, **action, **more))
    assert ("narrow" in added_by(all_)) is adds_nothing


def test_a_rule_by_which_a_row_tells_of_a_problem_is_not_superfluous_by_one_about_another_row() -> None:
    """The problem gathers what its reports say: another report that leads to it too says something else."""
    told: dict[str, Any] = {"stage": "problems", "then": [("problem", "alpha")]}
    all_ = all_of(
        rule("of-report", ["report.frequency", "in", ["weekly"]], subject="report", **told),
        rule("of-case", ["problems.count", "at_least", [1]], **told),
    )
    assert "of-report" not in added_by(all_)


def without(document: dict[str, Any], id_: str) -> RuleBook:
    left = copy.deepcopy(document)
    left["rules"] = [one for one in left["rules"] if one["id"] != id_]
    return rulebook_from(left, DAY)


@pytest.mark.broad
def test_over_generated_rule_books_what_is_said_of_rules_is_so_for_random_questionnaires() -> None:
    said = 0
    for seed in range(10):
        rng = Random(seed)
        document = random_document(rng, rules_a_stage=8, fields=8)
        book = rulebook_from(document, DAY)
        all_ = everything(book, rows=3)
        never, adding_nothing = {one.id for one in never_holds(all_)}, [one.rule.id for one in superfluous(all_)]
        said += len(never) + len(adding_nothing)
        others = [without(document, id_) for id_ in adding_nothing]
        for _ in range(30):
            answers = random_answers(rng, rng.random())
            _, tried = verdicts(book, facts_of(questionnaire_of(answers)))
            assert never.isdisjoint(id_ for id_, _, _, sure in tried if sure)
            says = naive_says(book, answers)
            assert all(naive_says(other, answers) == says for other in others), seed
    assert said > 40
