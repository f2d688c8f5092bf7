"""Two advices side by side: nothing is invented, nothing is left out, and what comes one way goes the other."""

from __future__ import annotations

import copy
from dataclasses import asdict
from datetime import date
from random import Random
from typing import Any

import pytest

from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.model import Advice
from commplan_advisor.advice.what_if.difference import Difference, Item, difference
from commplan_advisor.advice.what_if.shifts import Shifts
from commplan_advisor.advice.what_if.what_if import what_if
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Outcomes, Status
from commplan_advisor.questionnaire.editing import change_from
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.answers import Answers, case_of, questionnaire_of, random_answers
from tests.support.shipped import DAY, ROOT, advice_on, outcomes_of, shipped_cases, shipped_engine

pytestmark = pytest.mark.broad

REGISTER: Answers = {
    "municipality": {"name": "B"},
    "situation": {"register": {"exists": False}, "initiatives": [{"platform": "whatsapp", "groups": 50, "coverage": 80}]},
    "problems": [{"type": "chatter", "platform": "whatsapp"}],
}


def asked_of(case: Case | Answers, *settings: str, language: Language = "nl") -> Difference:
    """What other answers do."""
    one = case_of(case) if isinstance(case, dict) else case
    changes = [change_from(setting) for setting in settings]
    return what_if(one, changes, shipped_engine(), language=language, start=DAY).difference


def of_random(rng: Random) -> tuple[tuple[Advice, Advice], tuple[Outcomes, Outcomes]]:
    first = random_answers(rng, 0.7)
    second = copy.deepcopy(first)
    second.update({key: value for key, value in random_answers(rng, 0.7).items() if rng.random() < 0.4})
    return (advice_on(first), advice_on(second)), (outcomes_of(first), outcomes_of(second))


def named(items: tuple[Item, ...], kind: str) -> set[str]:
    return {one.id for one in items if one.kind == kind}


def plain(advice: Advice) -> dict[str, Any]:
    """An advice without what is only an echo of the answers, or a count of them."""
    echo = ("goal", "audience", "municipality", "filled_in_on", "receipt", "answered", "questions", "open_questions", "open_conclusions")
    return {key: value for key, value in asdict(advice).items() if key not in echo}


# ---- whatever the cases -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", shipped_cases()[:6], ids=lambda path: path.stem)
def test_an_advice_does_not_differ_from_itself(path: Any) -> None:
    advice = advise(load_case(path), shipped_engine(), start=DAY)
    told = difference(advice, advice)
    assert told.empty
    assert (told.ruled_out, told.opened) == ((), ())
    assert told.before == told.after


def test_what_comes_one_way_goes_the_other() -> None:
    rng = Random(11)
    for _ in range(12):
        (first, second), (before, after) = of_random(rng)
        book = shipped_engine().book
        there = difference(first, second, Shifts(book, before, after, "nl"))
        back = difference(second, first, Shifts(book, after, before, "nl"))
        assert sorted(map(repr_of, there.comes)) == sorted(map(repr_of, back.goes))
        assert sorted(map(repr_of, there.goes)) == sorted(map(repr_of, back.comes))
        turned = {
            (one.kind, one.id, one.about): {(a.name, frozenset(a.gone), frozenset(a.come)) for a in one.aspects} for one in there.altered
        }
        again = {
            (one.kind, one.id, one.about): {(a.name, frozenset(a.come), frozenset(a.gone)) for a in one.aspects} for one in back.altered
        }
        assert turned == again
        for one in there.goes:
            (other,) = [item for item in back.comes if (item.kind, item.id, item.about) == (one.kind, one.id, one.about)]
            assert {(s.rule, s.subject, s.holds, s.words) for s in one.shifts} == {
                (s.rule, s.subject, not s.holds, s.words) for s in other.shifts
            }


def repr_of(item: Item) -> str:
    return repr((item.kind, item.id, item.about, item.title, item.because))


def test_all_that_is_other_is_told_and_nothing_else() -> None:
    rng = Random(13)
    for _ in range(12):
        (first, second), (before, after) = of_random(rng)
        told = difference(first, second)
        for kind in ("finding", "problem", "action", "task", "duty", "moment", "indicator"):
            had, has = ({one.id for one in outcomes.concluded(kind)} for outcomes in (before, after))
            assert named(told.comes, kind) == has - had
            assert named(told.goes, kind) == had - has
        causes = [{(one.id, one.about) for one in outcomes.concluded("cause")} for outcomes in (before, after)]
        assert {(one.id, one.about) for one in told.comes if one.kind == "cause"} == causes[1] - causes[0]
        for one in told.comes:
            assert one.open == (one.kind != "platform" and status(before, one) is Status.OPEN)
        for one in told.goes:
            assert one.open == (one.kind != "platform" and status(after, one) is Status.OPEN)


def status(outcomes: Outcomes, item: Item) -> Status:
    return outcomes.status(item.kind, item.id, item.about)


def test_advices_without_a_difference_say_the_same() -> None:
    """One answer is changed at a time: then often nothing is other, and the advices must be alike to the letter."""
    rng = Random(17)
    same = 0
    for _ in range(15):
        answers = random_answers(rng, 0.5, rows=1)
        other = copy.deepcopy(answers)
        other["notes"] = "anders"
        other.setdefault("municipality", {})["code"] = "GM0001"
        other.pop("introduction", None) if rng.random() < 0.1 else None
        first, second = advice_on(answers), advice_on(other)
        if difference(first, second).empty:
            same += 1
            assert plain(first) == plain(second)
    assert same > 5


def test_every_rule_that_began_or_ceased_to_hold_turned_on_something() -> None:
    rng = Random(19)
    for _ in range(15):
        (first, second), (before, after) = of_random(rng)
        told = difference(first, second, Shifts(shipped_engine().book, before, after, "nl"))
        for one in (*told.comes, *told.goes):
            if one.kind not in ("platform", "measurement", "evaluation"):
                assert one.shifts, one
            for shift in one.shifts:
                assert shift.turns, shift
                assert all(turn.before != turn.after for turn in shift.turns), shift
                assert shift.words


def test_the_order_of_rows_makes_no_difference() -> None:
    rng = Random(23)
    for _ in range(5):
        answers = random_answers(rng, 0.6, rows=3)
        shuffled = copy.deepcopy(answers)
        for rows in (shuffled.get("problems"), shuffled.get("situation", {}).get("initiatives")):
            if rows:
                rng.shuffle(rows)
        before, after = outcomes_of(answers), outcomes_of(shuffled)
        assert difference(advice_on(answers), advice_on(shuffled), Shifts(shipped_engine().book, before, after, "nl")).empty


# ---- what an officer asks ---------------------------------------------------------------------------------------------------------


def test_an_action_goes_because_of_the_answer_that_is_other() -> None:
    told = asked_of(REGISTER, "situation.register.exists=ja")
    (register,) = [one for one in told.goes if one.id == "no_register"]
    (shift,) = register.shifts
    (turn,) = shift.turns
    assert (turn.kind, turn.text, turn.before, turn.after) == ("answer", "Is er een register van alle groepen?", "nee", "ja")
    assert not register.open
    (action,) = [one for one in told.goes if one.id == "set-up-register"]
    turned = {(turn.kind, turn.path, turn.before, turn.after) for shift in action.shifts for turn in shift.turns}
    assert ("conclusion", "concluded.findings.no_register", "concluded", "ruled_out") in turned


def test_what_was_not_answered_is_told_as_not_answered() -> None:
    told = asked_of({"municipality": {"name": "B"}}, "situation.register.exists=nee")
    (finding,) = [one for one in told.comes if one.id == "no_register"]
    assert finding.open
    assert [turn.before for shift in finding.shifts for turn in shift.turns] == ["niet ingevuld"]
    assert "register_in_order" in {one.id for one in told.ruled_out}


def test_taking_an_answer_away_opens_what_hung_on_it() -> None:
    told = asked_of(REGISTER, "situation.register.exists=")
    assert all(one.open for one in told.goes if one.id in ("no_register", "no_overview"))
    assert "register_in_order" in {one.id for one in told.opened}


def test_a_row_that_is_gone_is_the_reason() -> None:
    told = asked_of(REGISTER, "problems[chatter]=")
    (problem,) = [one for one in told.goes if one.kind == "problem"]
    (turn,) = problem.shifts[0].turns
    assert (turn.kind, turn.path, turn.before) == ("row", "report:chatter", "concluded")


def test_a_changed_row_that_takes_the_name_of_another_is_still_the_same_row() -> None:
    rows = [{"platform": "whatsapp", "coverage": 90, "groups": 5}, {"platform": "whatsapp", "coverage": 20, "groups": 7}]
    answers: Answers = {"municipality": {"name": "B"}, "situation": {"initiatives": rows}}
    other = copy.deepcopy(answers)
    other["situation"]["initiatives"][0]["coverage"] = 10  # now the first in the order of names as well
    shifts = Shifts(shipped_engine().book, outcomes_of(answers), outcomes_of(other), "nl")
    told = difference(advice_on(answers), advice_on(other), shifts)
    for one in (*told.comes, *told.goes):
        for shift in one.shifts:
            assert {turn.before for turn in shift.turns if turn.path == "initiative.coverage"} <= {"90 %"}


def test_a_rhythm_moves_the_dates_of_measuring() -> None:
    told = asked_of(REGISTER, "introduction.rhythm=half_yearly")
    moved = [one for one in (*told.comes, *told.goes) if one.kind in ("measurement", "evaluation")]
    altered = [one for one in told.altered if one.kind in ("measurement", "evaluation")]
    assert moved or altered
    chosen = asked_of(REGISTER, "introduction.rhythm=format")
    assert not chosen.comes
    assert {aspect.name for one in chosen.altered for aspect in one.aspects} == {"rhythm"}


def test_dates_that_move_say_what_they_wait_for() -> None:
    nijkerk = load_case(ROOT / "cases" / "real" / "nijkerk-2016.yaml")
    told = asked_of(nijkerk, "situation.register.exists=ja")
    starts = {one.id: aspect for one in told.altered for aspect in one.aspects if aspect.name == "start"}
    assert starts
    assert all(isinstance(value, date) for aspect in starts.values() for value in (*aspect.gone, *aspect.come))
    assert all(aspect.shifts or aspect.waits_for for aspect in starts.values())
    assert any(aspect.waits_for for aspect in starts.values())


def test_words_are_in_the_language_that_is_asked_for() -> None:
    told = asked_of(REGISTER, "situation.register.exists=yes", language="en")
    turns = {turn.text: turn.after for one in told.goes for shift in one.shifts for turn in shift.turns}
    assert turns["Is there a register of all groups?"] == "yes"


def test_what_is_given_is_told_with_its_place_and_the_rules_that_look() -> None:
    case = load_case(ROOT / "cases" / "real" / "nijkerk-2016.yaml")
    settings = [
        "situation.initiatives[1].groups=20",
        "municipality.province=gelderland",
        "problems[chatter]=",
        "problems[other].who=[police]",
    ]
    given = what_if(case, [change_from(one) for one in settings], shipped_engine(), start=DAY).given
    assert [(one.text, one.before, one.after) for one in given[:1]] == [("Hoeveel groepen zijn er? (WhatsApp)", "50", "20")]
    assert given[0].line == 24
    assert given[0].rules > 0
    assert (given[1].same, given[1].rules) == (True, 0)
    assert (given[2].before, given[2].after) == ("staat in de lijst", "staat niet in de lijst")
    assert (given[3].before, given[3].line) == ("niet ingevuld", 0)


def test_outcomes_are_those_of_the_engine() -> None:
    """The totals before and after are those of the two advices themselves."""
    told = asked_of(REGISTER, "situation.register.exists=ja")
    other = copy.deepcopy(REGISTER)
    other["situation"]["register"]["exists"] = True
    assert told.before.actions == len(advice_on(REGISTER).actions)
    assert told.after.actions == len(list(shipped_engine().run(facts_of(questionnaire_of(other))).concluded("action")))
