"""Every item of the format leads somewhere, and a test holds it."""

from __future__ import annotations

from dataclasses import fields

from commplan_advisor.advice.model import Advice
from commplan_advisor.maintenance.coverage import OUTPUTS, coverage, marked_tests, shipped_tests
from commplan_advisor.questionnaire.questions import questions
from tests.support.shipped import ROOT, shipped_engine

ITEMS = (
    *("1.1", "1.2", "1.3", "1.4"),
    *("2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8"),
    *("3.1", "3.2"),
    *("4.0", "4.1", "4.2", "4.3", "4.4", "4.5"),
    *("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7"),
    "6.1",
    *("7.1", "7.2", "7.3"),
)


def test_the_rule_book_lists_every_item_of_the_format() -> None:
    assert tuple(sorted(shipped_engine().book.sources["format"].items or {})) == ITEMS


def test_every_item_of_the_format_is_served_and_tested() -> None:
    served = coverage(shipped_engine().book, shipped_tests())
    assert {one.item: one.missing for one in served if one.missing} == {}


def test_every_documented_problem_is_served_by_questions_rules_and_actions() -> None:
    for one in coverage(shipped_engine().book, None):
        if one.item in ("4.1", "4.2", "4.3", "4.4", "4.5"):
            assert one.questions or one.item in ("4.2", "4.4"), "these two are asked with the roles of 2.5"
            assert one.rules
            assert any(entry.startswith("actions/") for entry in one.entries)


def test_the_outputs_are_parts_of_an_advice() -> None:
    assert set(OUTPUTS) <= {field.name for field in fields(Advice)}


def test_every_question_serves_an_item_of_the_format() -> None:
    assert {question.item for question in questions().values()} - {""} <= set(ITEMS)


def test_a_test_is_found_by_its_mark() -> None:
    held = marked_tests(ROOT / "tests")
    assert "advice/test_planning.py::test_every_plan_has_logical_moments_with_a_day_to_prepare" in held["5.5"]
