"""Every combination comes, and comes once."""

from __future__ import annotations

import json
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.population.generating.every import EveryCase, every_case
from commplan_advisor.population.generating.given import given_by
from commplan_advisor.population.generating.told_apart import limits_of
from commplan_advisor.population.generating.varying import choices_from
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.questions import questions_of_the_situation
from tests.support.generated import answers_to, book, lines, read


def every(*paths: str, given: tuple[str, ...] = ()) -> EveryCase:
    told = given_by(None, given)
    return every_case(told, choices_from(paths, told, limits_of(book())))


def without_names(cases: EveryCase) -> list[str]:
    return [json.dumps({**json.loads(line), "municipality": None}) for line in lines(cases)]


def test_all_combinations_of_closed_questions_come_once_and_unanswered_among_them() -> None:
    cases = every("situation.register.exists", "situation.website_information")
    told = zip(answers_to(cases, "situation.register.exists"), answers_to(cases, "situation.website_information"), strict=True)
    assert list(told) == list(product([None, True, False], [None, "none", "partly", "complete"]))
    assert cases.total == 12


@given(data=st.data())
@settings(max_examples=12)
def test_whatever_is_varied_the_cases_are_valid_complete_and_all_different(data: st.DataObject) -> None:
    kinds = ("yes_no", "option", "number", "text", "texts", "day")
    asked = [one.path for one in questions_of_the_situation() if one.kind in kinds and "[]" not in one.path]
    asked = [path for path in asked if not path.startswith("municipality.") and path != "questionnaire"]
    paths = data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=3, unique=True))
    cases = every(*paths)
    told = without_names(cases)
    assert len(told) == len(set(told)) == cases.total == prod(choice.size for choice in cases.choices)
    read(cases)


def test_several_options_take_every_set() -> None:
    cases = every("introduction.plan_purpose")
    told = {None if one is None else tuple(one) for one in answers_to(cases, "introduction.plan_purpose")}
    assert len(told) == cases.total == 1 + 2**6
    assert {None, (), ("inform", "account")} <= told


def test_numbers_stand_once_on_each_side_that_rules_tell_apart() -> None:
    assert answers_to(every("situation.internal.hours_per_week"), "situation.internal.hours_per_week") == [None, 3.9, 4, 12]
    assert answers_to(every("introduction.coverage_goal"), "introduction.coverage_goal") == [None, 0, 0.1, 80.1]
    assert answers_to(every("municipality.inhabitants"), "municipality.inhabitants") == [None, 24_999, 25_000, 100_000]
    assert answers_to(every("municipality.households"), "municipality.households") == [None, 10]


def test_numbers_that_rules_divide_stand_on_each_side_of_the_ratio() -> None:
    given_ = ("situation.initiatives[whatsapp].groups=20", "situation.initiatives[whatsapp].members=5")
    members = every("situation.initiatives[whatsapp].members", given=given_)
    per_group = [facts_of(case.answers).initiatives[0].fields.get("initiative.members_per_group") for case in read(members)]
    sides = [(one < 10, one > 50) if isinstance(one, int) else None for one in per_group]
    assert sides == [None, (True, False), (False, False), (False, True)]
    inhabitants = every("municipality.inhabitants", given=given_)
    per_1000 = [facts_of(case.answers).case.fields.get("situation.groups_per_1000") for case in read(inhabitants)]
    assert {(one < 0.5, one > 1) for one in per_1000 if isinstance(one, float)} == {(True, False), (False, False), (False, True)}


def test_rows_that_are_given_can_be_varied_and_the_rest_of_them_stays() -> None:
    given_ = ("situation.initiatives[whatsapp].groups=20", "situation.initiatives[signal].focus=safety")
    cases = every("situation.initiatives[whatsapp].chatter", "situation.initiatives[2].wishes", given=given_)
    assert cases.total == 4 * 513
    told: list[Any] = answers_to(cases, "situation.initiatives")
    assert len({json.dumps(one) for one in told}) == cases.total
    assert {(one[0]["platform"], one[0]["groups"], one[1]["platform"], one[1]["focus"]) for one in told} == {
        ("whatsapp", 20, "signal", "safety")
    }
    assert {one[0].get("chatter") for one in told} == {None, "never", "sometimes", "often"}


def test_a_whole_list_takes_every_set_of_kinds_with_given_rows_for_theirs() -> None:
    cases = every("introduction.audiences", given=("introduction.audiences[elderly].area=Noord",))
    told = answers_to(cases, "introduction.audiences")
    assert cases.total == len({json.dumps(one) for one in told}) == 1 + 2**10
    assert told[:2] == [None, []]
    assert all({"kind": "elderly", "area": "Noord"} in one for one in told if one and "elderly" in str(one))


def test_the_same_batch_is_cut_anywhere_alike() -> None:
    cases = every("introduction.goals", "introduction.plan_purpose", "situation.website_information")
    assert cases.total == 257 * 65 * 4
    last = cases.batch(1).slice(cases.total - 50_000 - 1)
    assert last.column("introduction.goals")[0].as_py() is not None
    assert last.column("situation.website_information").to_pylist() == ["complete"]


def test_all_that_cannot_be_varied_is_told_at_once() -> None:
    paths = [
        "situation.register.exist",
        "situation.initiatives[].chatter",
        "situation.initiatives[signal].chatter",
        "situation.initiatives[whatsapp]",
        "planning.start",
        "municipality.name",
        "situation.initiatives[1].chatter",
        "situation.initiatives[whatsapp].chatter",
        "situation.initiatives",
    ]
    with pytest.raises(FaultyInputError) as caught:
        every(*paths, given=("situation.initiatives[whatsapp].groups=3",))
    told = {fault.place.file: fault for fault in caught.value.faults}
    assert told.keys() == {*paths} - {"situation.initiatives[1].chatter"}
    assert told["situation.register.exist"].nearest == "situation.register.exists"
    assert "whatsapp" in told["situation.initiatives[signal].chatter"].message.en
    assert "situation.initiatives[1].chatter" in told["situation.initiatives"].message.nl
