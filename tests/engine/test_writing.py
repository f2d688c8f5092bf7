"""Very small and very large numbers reach the engine as what they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.engine.session import EngineSession
from commplan_advisor.engine.writing import definitions, plain
from commplan_advisor.questionnaire.facts import facts_of
from tests.support.agreement import seen
from tests.support.answers import questionnaire_of
from tests.support.oracle import verdicts
from tests.support.shipped import shipped_engine

TINY = [0.00001, 1e-12, 5e-324]


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_is_written_without_an_exponent_and_read_back_as_it_was(number: float) -> None:
    written = plain(number)
    assert "e" not in written
    assert type(number)(json.loads(written)) == number


def test_rules_are_written_as_they_are() -> None:
    rules = {"a": [{"$lt": {"é": 1e-7}}, True, None, "1e5", 3], "b": {"$neq": {"f": 2.5}}}
    assert json.loads(definitions(rules)) == rules
    assert "0.0000001" in definitions(rules)
    assert '"1e5"' in definitions(rules)


@pytest.mark.parametrize("bound", TINY)
def test_a_rule_compares_with_a_very_small_number(bound: float) -> None:
    session = EngineSession({"b0": {"all": [{"m": {"$and": [{"k0": 1}, {"$lte": {"f0": bound}}]}}]}})
    assert session.fired_by(f'{{"id":"1","sid":"0","k0":1,"f0":{plain(bound)}}}') == ["b0"]
    assert session.fired_by(f'{{"id":"1","sid":"0","k0":1,"f0":{plain(bound * 2)}}}') == []
    session.close()


@pytest.mark.parametrize("number", TINY)
def test_a_case_with_a_very_small_answer_is_advised_on(number: float) -> None:
    row = {"platform": "whatsapp", "groups": 1, "members": 3, "coverage": number, "household_coverage": number}
    answers = {
        "municipality": {"name": "Ede", "inhabitants": 20_000_000},
        "situation": {"initiatives": [row], "internal": {"hours_per_week": number}},
    }
    facts = facts_of(questionnaire_of(answers))
    assert facts.case.fields["situation.groups_per_1000"] == 0.00005
    assert seen(shipped_engine().run(facts)) == verdicts(shipped_engine().book, facts)
