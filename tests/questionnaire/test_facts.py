"""Answers as facts: nothing is made of what was not answered."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.questionnaire.facts import Value, facts_of, fields_of_kind
from tests.support.answers import Answers, places_of, questionnaire_of, random_answers, without

NAME: Answers = {"municipality": {"name": "Ede"}}


def fields(**parts: object) -> dict[str, Value]:
    return dict(facts_of(questionnaire_of({**NAME, **parts})).case.fields)


def test_only_the_name_is_a_fact_of_an_empty_questionnaire() -> None:
    assert {path: value for path, value in fields().items() if path != "questionnaire"} == {"municipality.name": True}


def test_groups_are_counted_when_every_number_is_known() -> None:
    rows = [{"platform": "whatsapp", "groups": 10}, {"platform": "nextdoor", "groups": 3}, {"platform": "burgernet"}]
    found = fields(situation={"initiatives": rows}, municipality={"name": "Ede", "inhabitants": 26_000})
    assert found["situation.groups"] == 13
    assert found["situation.groups_per_1000"] == 0.5
    assert found["situation.platform_count"] == 3


def test_groups_are_not_counted_when_one_number_or_platform_is_open() -> None:
    assert "situation.groups" not in fields(situation={"initiatives": [{"platform": "whatsapp", "groups": 10}, {"platform": "nextdoor"}]})
    assert "situation.groups" not in fields(situation={"initiatives": [{"groups": 10}]})


def test_a_platform_is_absent_only_when_every_platform_is_known() -> None:
    known = fields(situation={"initiatives": [{"platform": "whatsapp"}]})
    assert known["situation.platforms.whatsapp"] is True
    assert known["situation.platforms.burgernet"] is False
    open_ = fields(situation={"initiatives": [{"platform": "whatsapp"}, {"groups": 3}]})
    assert open_["situation.platforms.whatsapp"] is True
    assert "situation.platforms.burgernet" not in open_
    assert fields(situation={"initiatives": []})["situation.platforms.whatsapp"] is False


def test_rows_are_named_by_what_they_are_and_numbered_when_there_are_more() -> None:
    rows = [{"platform": "whatsapp", "groups": 3}, {"platform": "facebook"}, {"platform": "whatsapp", "groups": 1}, {"groups": 5}]
    found = facts_of(questionnaire_of({**NAME, "situation": {"initiatives": rows}}))
    assert sorted(row.id for row in found.initiatives) == ["facebook", "unknown", "whatsapp", "whatsapp-2"]


def test_a_report_carries_along_the_one_initiative_on_its_platform() -> None:
    rows = [{"platform": "whatsapp", "focus": "safety"}, {"platform": "facebook", "focus": "both"}]
    answers = {**NAME, "situation": {"initiatives": rows}, "problems": [{"type": "chatter", "platform": "facebook"}]}
    (report,) = facts_of(questionnaire_of(answers)).reports
    assert report.fields["initiative.focus"] == "both"


def test_a_list_that_was_not_answered_is_one_subject_that_may_not_exist() -> None:
    (row,) = facts_of(questionnaire_of(NAME)).initiatives
    assert not row.settled
    assert facts_of(questionnaire_of({**NAME, "situation": {"initiatives": []}})).initiatives == ()


@given(st.integers(0, 2**32))
def test_every_fact_is_a_field_that_rules_can_test(seed: int) -> None:
    facts = facts_of(questionnaire_of(random_answers(Random(seed))))
    for kind in ("case", "initiative", "audience", "report"):
        known = fields_of_kind(kind)
        for subject in facts.of_kind(kind):
            for path, value in subject.fields.items():
                if path in ("questionnaire", "sources"):
                    continue
                set_path, _, option = path.rpartition(".")
                field = known.get(path) or known[set_path]
                if path in known and field.kind == "option":
                    assert value in field.options
                elif path not in known:
                    assert option in field.options


@given(st.integers(0, 2**32))
def test_more_answers_only_add_facts_about_the_case(seed: int) -> None:
    rng = Random(seed)
    answers = random_answers(rng)
    less = without(answers, [place for place in places_of(answers) if rng.random() < 0.3])
    before = facts_of(questionnaire_of(less)).case.fields
    after = facts_of(questionnaire_of(answers)).case.fields
    assert before.items() <= after.items()
