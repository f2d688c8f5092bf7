"""Why something is not advised: what keeps each rule from holding, what decides, and a change that does bring it about."""

from __future__ import annotations

from random import Random

import pytest

from commplan_advisor.advice.why.attempts import rule_verdicts
from commplan_advisor.advice.why.why_not import WhyNot, why_not
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.questionnaire.editing import change_from, changed
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.answers import Answers, case_of, random_answers
from tests.support.shipped import ROOT, outcomes_of, shipped_engine

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"


def told(answers: Answers, kind: str, id_: str) -> WhyNot:
    return why_not(case_of(answers), shipped_engine(), kind, id_)


def status_after(case: Case, found: WhyNot) -> Status:
    assert found.change is not None
    after = changed(case, [change_from(one.written) for one in found.change])
    return shipped_engine().run(facts_of(after.answers)).status(found.kind, found.id)


def test_a_change_that_is_told_brings_the_action_about_as_it_is_written() -> None:
    case = load_case(NIJKERK)
    for action in ("set-up-register", "recruit-admins", "settle-register-ground"):
        found = why_not(case, shipped_engine(), "action", action)
        assert found.search == "found"
        assert status_after(case, found) is Status.CONCLUDED
        assert all(one.question and one.now != one.then for one in found.change or ())


def test_what_is_open_names_the_questions_that_decide() -> None:
    found = told({"municipality": {"name": "Ede"}}, "finding", "no_register")
    assert found.status is Status.OPEN
    assert {one.path for one in found.questions} == {"situation.register.exists"}
    through = told({"municipality": {"name": "Ede"}}, "problem", "no_overview")
    assert "situation.register.exists" in {one.path for one in through.questions}, "by way of a finding"


def test_what_is_ruled_out_names_the_answers_that_rule_it_out() -> None:
    found = told({"municipality": {"name": "Ede"}, "situation": {"register": {"exists": True}}}, "finding", "no_register")
    assert found.status is Status.RULED_OUT
    (attempt,) = found.attempts
    (need,) = [need for clause in attempt.clauses for group in clause.groups for need in group if need.verdict is Verdict.FAILS]
    assert (need.field, need.needed, need.now) == ("situation.register.exists", "nee", "ja")
    assert [answer.path for answer in need.answers] == ["situation.register.exists"]
    assert not found.questions


def test_the_nearest_rule_comes_first() -> None:
    found = why_not(load_case(ROOT / "cases" / "example" / "well-organised.yaml"), shipped_engine(), "problem", "low_coverage")
    missing = [attempt.missing for attempt in found.attempts]
    assert missing == sorted(missing)
    assert all(attempt.missing > (0, 0) for attempt in found.attempts)


def test_a_problem_that_is_not_there_is_told_as_a_condition_with_the_answers_that_rule_it_out() -> None:
    answers = {"municipality": {"name": "Ede"}, "problems": [], "situation": {"initiatives": []}}
    found = told(answers, "action", "thank-admins")
    failing = [need for one in found.attempts for clause in one.clauses for group in clause.groups for need in group if need.draws]
    absent = next(need for need in failing if need.field == "problem.too_few_admins")
    assert absent.verdict is Verdict.FAILS
    assert {answer.path for answer in absent.answers} >= {"problems"}


def test_a_rule_about_rows_that_names_another_row_is_told_once_with_the_rows_that_are_there() -> None:
    answers: Answers = {"municipality": {"name": "Ede"}, "problems": [{"type": "chatter"}, {"type": "continuity"}]}
    found = told(answers, "problem", "low_coverage")
    (reported,) = [one for one in found.attempts if one.rule == "reported-low-coverage"]
    (need,) = [need for clause in reported.clauses for group in clause.groups for need in group]
    assert need.verdict is Verdict.FAILS
    assert need.needed == "de dekking is laag"
    assert "groepen vallen stil" in need.now


@pytest.mark.parametrize("seed", range(6))
def test_the_rules_that_are_told_agree_with_what_is_concluded(seed: int) -> None:
    rng = Random(seed)
    answers = random_answers(rng, rng.random())
    outcomes, engine = outcomes_of(answers), shipped_engine()
    for kind, entries in (("problem", engine.book.catalogue.problems), ("finding", engine.book.catalogue.findings)):
        for id_ in rng.sample(sorted(entries), 6):
            found = told(answers, kind, id_)
            verdicts = {one.verdict for one in found.attempts}
            best = next((one for one in Verdict if one in verdicts), Verdict.FAILS)
            wanted = {Status.CONCLUDED: Verdict.HOLDS, Status.OPEN: Verdict.UNKNOWN, Status.RULED_OUT: Verdict.FAILS}
            assert best is wanted[outcomes.status(kind, id_)], (kind, id_)
            assert all((one.missing == (0, 0)) == (one.verdict is Verdict.HOLDS) for one in found.attempts), (kind, id_)
            assert all((one.missing[1] > 0) == (one.verdict is Verdict.FAILS) for one in found.attempts), (kind, id_)


def test_every_rule_gets_a_verdict_and_those_that_led_to_something_hold() -> None:
    case = load_case(NIJKERK)
    rules = rule_verdicts(case, shipped_engine())
    assert [one.rule for one in rules] == [rule.id for rule in shipped_engine().book.rules]
    outcomes = shipped_engine().run(facts_of(case.answers))
    led = {reason.rule.id for one in outcomes.conclusions.values() for reason in one.reasons}
    assert {one.rule for one in rules if one.verdict is Verdict.HOLDS} == led


def test_a_rule_without_a_subject_was_never_tried() -> None:
    rules = rule_verdicts(case_of({"municipality": {"name": "Ede"}, "problems": []}), shipped_engine())
    assert {one.verdict for one in rules if one.kind == "report"} == {None}
