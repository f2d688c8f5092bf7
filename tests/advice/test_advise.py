"""What an advice holds, for every item of the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan_advisor.advice.advise import advise, case_hash
from commplan_advisor.advice.model import Advice
from commplan_advisor.questionnaire.options import Platform, ProblemType
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import Answers, questionnaire_of
from tests.support.shipped import DAY, advice_on, shipped_cases, shipped_engine

NAME = {"municipality": {"name": "Ede"}}


def on(**parts: object) -> Advice:
    return advice_on({**NAME, **parts})


def ids(things: object) -> set[str]:
    return {thing.id for thing in things}  # type: ignore[attr-defined]


@pytest.mark.item("1.1", "1.4")
def test_the_goal_is_told_as_answered_and_the_advice_follows_it() -> None:
    advice = on(introduction={"goals": ["wider_coverage"], "plan_purpose": ["streamline"], "keep": "de bijeenkomsten"})
    assert advice.goal.goals == ("een hogere dekking bereiken",)
    assert advice.goal.plan_purpose == ("de inzet op elkaar afstemmen",)
    assert advice.goal.keep == "de bijeenkomsten"
    assert "goal_wider_coverage" in ids(advice.findings)
    assert {action.id for action in advice.actions} - {action.id for action in on().actions}


@pytest.mark.item("1.2")
def test_an_audience_of_residents_only_is_warned_about_as_too_wide() -> None:
    advice = on(introduction={"audiences": [{"kind": "residents"}]})
    assert advice.audience.groups == ("inwoners",)
    assert advice.audience.warnings
    assert "specify-audience" in ids(advice.actions)


@pytest.mark.item("1.3")
def test_entrepreneurs_who_are_forgotten_are_named() -> None:
    audience = {"kind": "residents", "area": "Noord"}
    advice = on(introduction={"audiences": [audience], "business_hallmark": "running"})
    assert "entrepreneurs_forgotten" in ids(advice.findings)
    assert "involve-entrepreneurs" in ids(advice.actions)


@pytest.mark.item("2.1", "2.2")
@pytest.mark.parametrize("platform", list(Platform))
def test_every_platform_is_told_with_what_is_known_of_it(platform: Platform) -> None:
    advice = on(situation={"initiatives": [{"platform": str(platform), "groups": 4, "members": 90}]})
    (one,) = advice.platforms
    assert (one.id, one.groups, one.members) == (str(platform), 4, 90)
    assert one.offers
    assert one.checked_on.year >= 2018


@pytest.mark.item("2.3")
def test_a_missing_register_is_found_and_set_up_and_shared_with_the_police() -> None:
    advice = on(situation={"register": {"exists": False}})
    assert "no_register" in ids(advice.swot.weaknesses)
    actions = {action.id: action for action in advice.actions}
    assert {"set-up-register", "share-register-with-police"} <= set(actions)
    cited = {source.id for reason in actions["set-up-register"].because for source in reason.sources}
    assert "format 2.3" in cited


@pytest.mark.item("2.4")
def test_groups_that_differ_in_focus_are_noticed() -> None:
    advice = on(situation={"initiatives": [{"platform": "whatsapp", "focus": "differs"}]})
    assert "focus_differs" in ids(advice.findings)


@pytest.mark.item("2.5", "4.4")
def test_a_municipality_that_runs_groups_itself_is_told_that_it_deviates() -> None:
    advice = on(situation={"structures": {"municipal_role": "runs_groups"}})
    deviating = {point.id: point for point in advice.findings if point.deviates}
    assert deviating["municipality_runs_groups"].deviates == "4.4"
    assert "hand-over-groups" in ids(advice.actions)


@pytest.mark.item("4.5")
def test_signs_on_request_are_told_to_deviate() -> None:
    advice = on(situation={"signs": {"policy": "on_request"}})
    assert {point.id: point.deviates for point in advice.findings}["signs_on_request"] == "4.5"
    assert "plan-signs-strategically" in ids(advice.actions)


@pytest.mark.item("2.6")
def test_missing_contact_persons_are_a_weakness_and_get_appointed() -> None:
    advice = on(situation={"internal": {"municipal_contact": False, "police_contact": False}})
    assert {"no_municipal_contact", "no_police_contact"} <= ids(advice.swot.weaknesses)
    assert {"appoint-municipal-contact", "appoint-police-contact"} <= ids(advice.actions)


@pytest.mark.item("2.7")
def test_digital_initiatives_without_a_link_to_the_others_get_connected() -> None:
    advice = on(situation={"offline": {"kinds": ["watch_team"], "connection": "none"}})
    assert "offline_disconnected" in ids(advice.findings)
    assert "connect-offline" in ids(advice.actions)


@pytest.mark.item("2.8")
def test_the_situation_is_told_as_strengths_weaknesses_opportunities_and_threats() -> None:
    path = next(path for path in shipped_cases() if path.stem == "complete")
    swot = advise(load_case(path), shipped_engine(), start=DAY).swot
    assert swot.strengths
    assert swot.weaknesses
    assert swot.opportunities
    assert swot.threats


@pytest.mark.item("3.1")
@pytest.mark.parametrize("problem", list(ProblemType))
def test_every_problem_that_is_reported_is_told_and_served(problem: ProblemType) -> None:
    advice = on(problems=[{"type": str(problem)}])
    assert [one.id for one in advice.problems if one.reported] == [str(problem)]
    assert any(str(problem) in action.serves for action in advice.actions)


@pytest.mark.item("3.2")
def test_a_cause_that_is_named_is_told_with_its_problem_and_changes_the_solutions() -> None:
    plain = on(problems=[{"type": "members_leaving"}])
    caused = on(problems=[{"type": "members_leaving", "causes": ["chatter"]}])
    (problem,) = [one for one in caused.problems if one.reported]
    assert "chatter" in ids(problem.causes)
    assert ids(caused.actions) - ids(plain.actions)


@pytest.mark.item("3.1")
def test_a_problem_that_nobody_reported_but_the_answers_show_is_told_as_such() -> None:
    advice = on(situation={"register": {"exists": False}}, problems=[])
    shown = {one.id: one.reported for one in advice.problems}
    assert shown["no_overview"] is False


@pytest.mark.item("5.2", "5.3", "5.4", "6.1")
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_every_action_says_what_why_who_when_with_what_and_how_you_will_know(path: Path) -> None:
    advice = advise(load_case(path), shipped_engine(), start=DAY)
    for action in advice.actions:
        assert action.steps
        assert action.indicator
        assert action.target
        assert action.because
        assert all(reason.sources for reason in action.because)
        assert action.where in ("inside", "outside", "both")
        parts = [part.part for part in action.roles]
        assert parts.count("responsible") >= 1
        assert parts.count("accountable") == 1
        assert action.needs or action.means


@pytest.mark.item("5.6")
def test_every_plan_has_privacy_duties_and_each_initiative_gets_its_own() -> None:
    assert on().duties
    freely = on(situation={"initiatives": [{"platform": "whatsapp", "photos": "freely", "privacy": "no"}]})
    assert ids(freely.duties) - ids(on().duties)


@pytest.mark.item("5.7")
def test_using_reports_comes_with_its_care() -> None:
    advice = on(situation={"reports": {"used": "individual"}})
    assert "reports_individual" in ids(advice.findings)
    assert "stop-individual-analysis" in ids(advice.actions)
    assert any(source.id == "format 5.7" for duty in on().duties for reason in duty.because for source in reason.sources)


@pytest.mark.item("7.1", "7.3")
def test_every_plan_says_what_to_measure_and_that_outcomes_adjust_it() -> None:
    advice = on()
    assert advice.indicators
    assert any(source.id == "format 7.3" for task in advice.tasks for reason in task.because for source in reason.sources)


@pytest.mark.item("5.3", "5.2")
def test_each_role_gets_one_list_of_all_that_it_does() -> None:
    advice = on(problems=[{"type": "poor_cooperation"}])
    for action in advice.actions:
        for part in action.roles:
            (role,) = [one for one in advice.roles if one.role == part.role]
            assert (part.part, action.title) in role.actions


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_every_shipped_case_gets_an_advice_in_both_languages(path: Path) -> None:
    case = load_case(path)
    dutch, english = (advise(case, shipped_engine(), language=language, start=DAY) for language in ("nl", "en"))
    assert ids(dutch.actions) == ids(english.actions)
    assert dutch.moments
    assert "{" not in "".join(reason.words for action in dutch.actions for reason in action.because)


def test_the_receipt_names_what_the_advice_was_made_with() -> None:
    advice = on()
    assert advice.receipt.rule_book_hash == shipped_engine().book.digest
    assert advice.receipt.case_hash == case_hash(questionnaire_of(dict(NAME)))
    assert advice.receipt.start == DAY


def test_the_hash_of_a_case_is_that_of_its_answers() -> None:
    one: Answers = {**NAME, "introduction": {"goals": ["safety", "cohesion"]}}
    same: Answers = {**NAME, "introduction": {"goals": ["cohesion", "safety"]}}
    other: Answers = {**NAME, "introduction": {"goals": ["cohesion"]}}
    assert case_hash(questionnaire_of(one)) == case_hash(questionnaire_of(same)) != case_hash(questionnaire_of(other))
