"""Answers that a rule book adds count where it is in use, and nowhere else."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.questionnaire.added import NOTHING, Added, AddedAnswer, added, can_be_added, with_added
from commplan_advisor.questionnaire.facts import facts_of, fields_of_kind
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.options import Platform, ProblemType
from commplan_advisor.questionnaire.questions import questions
from tests.support.answers import case_of, questionnaire_of

APP = Added(platforms=(AddedAnswer("buurtapp", "Buurtapp", "Neighbour app"),))
BOARD = Added(platforms=(AddedAnswer("prikbord", "Prikbord", "Notice board"),), groups=(("prikbord", False),))
PROBLEM = Added(problems=(AddedAnswer("false_reports", "Nepmeldingen", "False reports"),))
ANSWERS = {"municipality": {"name": "Ede"}, "situation": {"initiatives": [{"platform": "buurtapp", "groups": 3}, {"platform": "whatsapp"}]}}


def refused(answers: dict[str, object]) -> list[str]:
    with pytest.raises(FaultyInputError) as raised:
        case_of(answers)
    return [fault.words("en") for fault in raised.value.faults]


def test_an_added_platform_is_an_answer_like_the_others_and_comes_before_other() -> None:
    with with_added(APP):
        platform = Platform("buurtapp")
        assert (str(platform), platform.nl, platform.en, platform.has_groups) == ("buurtapp", "Buurtapp", "Neighbour app", True)
        assert isinstance(platform, Option)
        assert platform == "buurtapp"
        assert len({platform, Platform("buurtapp")}) == 1
        assert [str(one) for one in Platform.known()[-2:]] == ["buurtapp", "other"]
        assert questions()["situation.initiatives[].platform"].options == Platform.known() == questions()["problems[].platform"].options
        assert fields_of_kind("case")["situation.platforms"].words["buurtapp"].en == "Neighbour app"


def test_an_added_problem_can_be_reported_and_no_platform_is_added_with_it() -> None:
    with with_added(PROBLEM):
        report = questionnaire_of({"municipality": {"name": "Ede"}, "problems": [{"type": "false_reports"}]}).problems
        assert report is not None
        assert report[0].type == ProblemType("false_reports")
        assert "false_reports" in fields_of_kind("case")["problems.types"].options
        assert Platform.known() == tuple(Platform)


def test_what_is_added_counts_inside_only() -> None:
    with with_added(APP):
        questionnaire_of(ANSWERS)
    assert added() == NOTHING
    assert Platform.known() == tuple(Platform)
    assert "buurtapp" not in fields_of_kind("case")["situation.platforms"].options
    (fault,) = refused(ANSWERS)
    assert "'buurtapp' is not a choice. Choose from: whatsapp, burgernet" in fault


def test_a_word_that_is_not_added_either_is_refused_with_the_nearest() -> None:
    with with_added(APP):
        (fault,) = refused({"municipality": {"name": "Ede"}, "situation": {"initiatives": [{"platform": "buurtap"}]}})
    assert "burenalert, buurtapp, other. Did you mean 'buurtapp'?" in fault


def test_two_rule_books_count_together_unless_one_is_to_count_alone() -> None:
    with with_added(APP), with_added(BOARD):
        assert [str(one) for one in Platform.known() if one not in tuple(Platform)] == ["buurtapp", "prikbord"]
        assert not Platform("prikbord").has_groups
        with with_added(APP, alone=True), pytest.raises(ValueError, match="prikbord"):
            Platform("prikbord")


def test_the_words_of_the_rule_book_that_came_in_last_are_used() -> None:
    other = Added(platforms=(AddedAnswer("buurtapp", "Buurt-app", "Street app"),))
    with with_added(APP), with_added(other):
        assert Platform("buurtapp").en == "Street app"


def test_which_platforms_have_groups_is_for_the_rule_book_to_say() -> None:
    assert [str(one) for one in Platform if not one.has_groups] == ["burgernet", "own_website"]
    with with_added(Added(groups=(("burgernet", True), ("whatsapp", False)))):
        assert [str(one) for one in Platform if not one.has_groups] == ["whatsapp", "own_website"]


def test_facts_know_of_added_platforms_that_are_not_used() -> None:
    with with_added(APP), with_added(BOARD):
        fields = facts_of(questionnaire_of(ANSWERS)).case.fields
    assert fields["situation.platforms.buurtapp"] is True
    assert fields["situation.platforms.prikbord"] is False


def _what_is_it(answers: Questionnaire) -> tuple[str, str]:
    assert answers.situation.initiatives is not None
    platform = answers.situation.initiatives[0].platform
    assert platform is not None
    return str(platform), platform.en


def test_added_answers_survive_a_copy_and_the_way_to_another_process() -> None:
    with with_added(APP):
        answers = questionnaire_of(ANSWERS)
    assert pickle.loads(pickle.dumps(answers)) == copy.deepcopy(answers) == answers
    assert pickle.loads(pickle.dumps(Platform.WHATSAPP)) is Platform.WHATSAPP
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(_what_is_it, answers).result() == ("buurtapp", "Neighbour app")


@pytest.mark.parametrize(("name", "can"), [("buurtapp", True), ("app_2", True), ("buurt-app", False), ("unknown", False), ("true", False)])
def test_a_name_with_a_hyphen_or_another_meaning_cannot_be_added(name: str, can: bool) -> None:
    assert can_be_added(name) is can
