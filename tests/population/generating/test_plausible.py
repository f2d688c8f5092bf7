"""Plausible questionnaires answer as their table of chances says, and hang together."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.common.located import Located
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.generating.cases import DrawnCases
from commplan_advisor.population.generating.drawn import words_of
from commplan_advisor.population.generating.given import Given, given_with
from commplan_advisor.population.generating.reading import marginals
from commplan_advisor.population.generating.table import list_of
from commplan_advisor.questionnaire.questions import questions, questions_of_the_situation
from commplan_advisor.questionnaire.reading import case_from
from tests.support.generated import answers_to, plausible, read, rows_of, told

MANY = 4000
WIDE = 0.03
"""Of this many cases a share is off by 0.02 once in a thousand times or so."""


@cache
def many() -> list[Any]:
    """Enough of them to count by, as plain values."""
    return told(plausible(MANY))


@given(seed=st.integers(0, 10**9))
@settings(max_examples=8)
def test_every_one_is_read_as_a_questionnaire_whatever_the_seed(seed: int) -> None:
    assert len(read(plausible(20, seed=seed))) == 20


def test_the_table_has_the_columns_that_all_share() -> None:
    table = plausible(10).batch(0)
    assert table.schema.equals(schema_of_cases())
    assert table.column("case").to_pylist() == [f"g-000000{number}" for number in range(10)]
    assert table.column("number").to_pylist() == list(range(10))


def test_no_two_municipalities_have_the_same_name_and_each_has_its_number() -> None:
    names = answers_to(plausible(500), "municipality.name")
    assert len(set(names)) == 500
    assert all(name.endswith(f" {number}") for number, name in enumerate(names))


def test_the_shipped_table_speaks_of_every_question_and_names_its_source() -> None:
    table = marginals()
    asked = {one.path for one in questions_of_the_situation()} - {"questionnaire", "municipality.name"}
    assert table.keys() == asked
    assert all(entry.source for entry in table.values())


@pytest.mark.parametrize("path", ["situation.structures.municipal_role", "situation.welcome_package", "introduction.rhythm", "date"])
def test_questions_are_answered_as_often_as_the_table_says(path: str) -> None:
    share = sum(one is not None for one in answers_to(many(), path)) / MANY
    assert share == pytest.approx(marginals()[path].usual.answered, abs=WIDE)


@pytest.mark.parametrize("path", ["situation.structures.municipal_role", "situation.structures.police_role", "municipality.province"])
def test_answers_come_as_often_as_the_table_says(path: str) -> None:
    counted = Counter(one for one in answers_to(many(), path) if one is not None)
    chances = marginals()[path].usual.chances
    for word in words_of(questions()[path]):
        assert counted[word] / counted.total() == pytest.approx(chances.get(word, 0) / sum(chances.values()), abs=WIDE)


def test_numbers_and_sets_come_as_often_as_the_table_says() -> None:
    inhabitants = [one for one in answers_to(many(), "municipality.inhabitants") if one]
    assert sum(one < 20_000 for one in inhabitants) / len(inhabitants) == pytest.approx(70 / 342, abs=WIDE)
    assert 1_000 <= min(inhabitants) <= max(inhabitants) <= 950_000
    goals = [one for one in answers_to(many(), "introduction.goals") if one is not None]
    assert sum("safety" in one for one in goals) / len(goals) == pytest.approx(0.7, abs=WIDE)
    counts = Counter(len(one) for one in answers_to(many(), "problems") if one is not None)
    assert counts[0] / counts.total() == pytest.approx(0.1, abs=WIDE)


def test_some_answers_depend_on_others() -> None:
    by_role: dict[Any, list[Any]] = {}
    for one in answers_to(many(), "situation.structures"):
        by_role.setdefault((one or {}).get("municipal_role"), []).append((one or {}).get("admin_meetings"))
    share = {role: found.count("never") / (len(found) - found.count(None)) for role, found in by_role.items()}
    assert share["none"] == pytest.approx(0.75, abs=0.06)
    assert share["facilitates"] == pytest.approx(0.30, abs=0.06)


def test_what_is_in_a_register_is_told_only_where_there_is_one() -> None:
    registers = [one for one in answers_to(many(), "situation.register") if one]
    details = [one for one in registers if len(one) > 1]
    assert details
    assert all(one["exists"] is True for one in details if "exists" in one)
    assert all("exists" in one for one in details)


def test_numbers_fit_each_other() -> None:
    for one in many():
        place = one["municipality"]
        assert place.get("households", 0) < place.get("inhabitants", 10**9)
        for row in one.get("situation", {}).get("initiatives") or ():
            if "groups" in row and "inhabitants" in place and row["platform"] == "whatsapp":
                assert row["groups"] <= 2 * place["inhabitants"] / 1000 + 1
            if "members" in row and row.get("groups") and row["platform"] == "whatsapp":
                assert row["members"] <= 90 * row["groups"] + 5
            assert 0 <= row.get("coverage", 0) <= 100
            assert 0 <= row.get("household_coverage", 0) <= 100


def test_each_platform_problem_and_audience_comes_once_and_problems_are_about_platforms_that_are_there() -> None:
    for one in many():
        lists = (one.get("introduction", {}).get("audiences"), one.get("situation", {}).get("initiatives"), one.get("problems"))
        for rows, named in zip(lists, ("kind", "platform", "type"), strict=True):
            names = [row[named] for row in rows or () if named in row]
            assert len(names) == len(set(names))
        there = {row["platform"] for row in lists[1] or ()}
        assert {row["platform"] for row in lists[2] or () if "platform" in row} <= there


def test_platforms_without_groups_have_no_count_of_groups() -> None:
    rows = list(rows_of(many(), "situation.initiatives"))
    assert not [row for row in rows if row["platform"] in ("burgernet", "own_website") and "groups" in row]


# ---- what is given ---------------------------------------------------------------------------------------------------------------------


def test_given_answers_hold_for_all_and_the_rest_stays_as_it_was() -> None:
    free, bound = plausible(300), plausible(300, "situation.register.exists=no", "introduction.goals=safety,overview")
    assert set(answers_to(bound, "situation.register.exists")) == {False}
    assert {tuple(one) for one in answers_to(bound, "introduction.goals")} == {("safety", "overview")}
    for path in ("municipality.inhabitants", "introduction.audiences", "situation.structures", "situation.offline"):
        assert answers_to(bound, path) == answers_to(free, path)


def test_nothing_behind_the_sign_leaves_a_question_unanswered_in_all() -> None:
    cases = plausible(200, "problems=", "situation.register.exists=")
    assert set(map(str, answers_to(cases, "problems"))) == {"None"}
    assert set(map(str, answers_to(cases, "situation.register"))) == {"None"}


def test_given_rows_are_kept_as_they_are_or_filled_in() -> None:
    setting = "situation.initiatives[nextdoor].groups=7"
    assert set(map(str, answers_to(plausible(100, setting), "situation.initiatives"))) == {"[{'platform': 'nextdoor', 'groups': 7}]"}
    filled = list(rows_of(plausible(100, setting, fill_rows=True), "situation.initiatives"))
    assert len(filled) == 100
    assert {(row["platform"], row["groups"]) for row in filled} == {("nextdoor", 7)}
    assert any("wishes" in row for row in filled)
    assert any("chatter" in row for row in filled)
    read(plausible(100, setting, fill_rows=True))


def test_inhabitants_fit_the_households_or_the_groups_that_are_given() -> None:
    fitting = [one for one in answers_to(plausible(300, "municipality.households=12000"), "municipality.inhabitants") if one]
    assert all(24_000 <= one <= 30_000 for one in fitting)
    settings_ = "situation.initiatives[whatsapp].groups=50", "situation.initiatives[signal].platform=signal"
    fitting = [one for one in answers_to(plausible(300, *settings_, fill_rows=True), "municipality.inhabitants") if one]
    assert min(fitting) >= 25_000


def test_the_plan_of_a_given_questionnaire_goes_along_and_its_name_does_not() -> None:
    whole = {
        "municipality": {"name": "Nijkerk", "code": "GM0267", "province": "gelderland"},
        "planning": {"start": "2026-03-02", "hours": [{"role": "police", "hours_per_week": 2}]},
        "measurements": [{"indicator": "groepen", "value": 4.5}],
    }
    given_ = given_with(case_from(Located(whole, "")), [])
    cases = DrawnCases(marginals(), given_, 3)
    for case in read(cases):
        assert case.name != "Nijkerk"
        assert case.answers.municipality.code is None
        assert str(case.answers.municipality.province) == "gelderland"
        assert case.answers.model_dump(mode="json", exclude_none=True)["planning"] == whole["planning"]
        assert case.answers.measurements is not None
    named = given_with(case_from(Located(whole, "")), ["municipality.name=Proefdorp"])
    assert {case.name for case in read(DrawnCases(marginals(), named, 3))} == {"Proefdorp"}


@given(data=st.data())
@settings(max_examples=15)
def test_any_answer_can_be_given(data: st.DataObject) -> None:
    asked = [one for one in questions_of_the_situation() if one.kind in ("yes_no", "option") and not list_of(one.path)]
    chosen = data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=5, unique_by=lambda one: one.path))
    values = {
        one.path: data.draw(st.sampled_from([True, False] if one.kind == "yes_no" else [str(two) for two in one.options])) for one in chosen
    }
    cases = DrawnCases(marginals(), Given(values), 25, data.draw(st.integers(0, 100)))
    read(cases)
    for path, value in values.items():
        assert answers_to(cases, path) == [value] * 25
