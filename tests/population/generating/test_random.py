"""Random questionnaires are valid, and come where rules turn."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.questions import questions, questions_of_the_situation
from tests.support.generated import answers_to, book, lines, random, read, rows_of, told


@given(seed=st.integers(0, 10**9), answered=st.floats(0, 1), rows=st.integers(0, 6))
@settings(max_examples=12)
def test_every_one_is_read_as_a_questionnaire_whatever_is_asked_for(seed: int, answered: float, rows: int) -> None:
    assert len(read(random(15, seed=seed, answered=answered, rows=rows))) == 15


def test_the_share_of_answers_is_as_asked() -> None:
    for share in (0.0, 0.3, 1.0):
        found = answers_to(random(2000, answered=share), "situation.welcome_package")
        assert sum(one is not None for one in found) / 2000 == pytest.approx(share, abs=0.05)
    assert all("situation" not in json.loads(line) for line in lines(random(20, answered=0)))


def test_with_all_answered_no_question_is_left_open() -> None:
    paths = [one.path for one in questions_of_the_situation() if "[]" not in one.path]
    table = random(50, answered=1).batch(0)
    assert all(table.column(path).null_count == 0 for path in paths)


def test_lists_have_from_no_rows_to_the_most_that_is_asked_for_and_may_be_unanswered() -> None:
    counts = Counter(None if one is None else len(one) for one in answers_to(random(2000, rows=3), "problems"))
    assert set(counts) == {None, 0, 1, 2, 3}
    assert counts[3] / 2000 == pytest.approx(0.15, abs=0.04)


def test_sets_of_all_sizes_are_as_likely() -> None:
    counts = Counter(len(one) for one in answers_to(random(4000), "introduction.goals") if one is not None)
    assert set(counts) == set(range(9))
    assert min(counts.values()) / counts.total() > 0.07


def test_every_answer_to_a_closed_question_comes() -> None:
    cases = told(random(1500))
    for question in questions().values():
        if question.kind == "option" and not question.of_the_plan:
            above, _, name = question.path.rpartition("[].")
            seen = {row.get(name) for row in rows_of(cases, above)} if above else set(answers_to(cases, question.path))
            assert seen >= set(map(str, question.options)), question.path


def test_numbers_come_on_just_below_and_just_above_what_rules_compare_with() -> None:
    cases = told(random(2500))
    hours = set(answers_to(cases, "situation.internal.hours_per_week"))
    assert hours >= {3.9, 4, 4.1, 11.9, 12, 12.1, 0, 400}
    assert set(answers_to(cases, "municipality.inhabitants")) >= {24_999, 25_000, 25_001, 99_999, 100_000, 100_001, 1}
    assert {row.get("groups") for row in rows_of(cases, "situation.initiatives")} >= {0, 1, 2, 29, 30, 31, 49, 50, 51}


def test_what_rules_count_and_divide_falls_on_both_sides_of_their_limits() -> None:
    seen: dict[str, set[float]] = {}
    for case in read(random(600, answered=0.95, rows=3)):
        facts = facts_of(case.answers)
        for subject in (facts.case, *facts.initiatives):
            for field, value in subject.fields.items():
                if isinstance(value, int | float):
                    seen.setdefault(field, set()).add(value)
    for rule in book().rules:
        for condition in rule.conditions:
            if condition.operator in ("below", "at_least", "above", "at_most") and condition.field in seen:
                limit = condition.values[0]
                assert isinstance(limit, int | float)
                if "count" not in condition.field and limit:
                    assert min(seen[condition.field]) < limit < max(seen[condition.field]), condition.field
                    assert any(abs(one - limit) <= max(1, limit / 10) for one in seen[condition.field]), condition.field
