"""The next version of a plan: nothing that is done is lost, nothing changes without a reason, and the reason is the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.advice.calendar import is_holiday
from commplan_advisor.engine.engine import Engine
from commplan_advisor.rulebook.loading import document_of, rulebook_from, shipped
from commplan_advisor.running.progress.model import STATES, Note
from commplan_advisor.running.review.plan import PlanVersion
from commplan_advisor.running.review.review import Reviewed
from commplan_advisor.running.review.versions import as_text
from tests.support.reviewing import BEUKENDAL, JUNE, SEPTEMBER, adopted, beukendal, change_of, measured, noted, reviewed
from tests.support.shipped import DAY


def engine_with(change: Any, as_of: date = DAY) -> Engine:
    """The shipped rule book with a change in what its files say."""
    document = dict(document_of(shipped("rules")))
    document["rules"] = [dict(rule) for rule in document["rules"]]
    document["catalogue"] = {plural: dict(entries) for plural, entries in document["catalogue"].items()}
    change(document)
    document["digest"] = ""
    return Engine(rulebook_from(document, as_of))


def without(*names: str) -> Any:
    """A change that lets rules retire."""

    def change(document: dict[str, Any]) -> None:
        for rule in document["rules"]:
            if rule["id"] in names:
                rule["status"] = "retired"

    return change


@cache
def leading_to(action: str) -> tuple[str, ...]:
    """The rules that can lead to an action."""
    rules = document_of(shipped("rules"))["rules"]
    return tuple(rule["id"] for rule in rules if any((out["kind"], out["id"]) == ("action", action) for out in rule["then"]))


# -- the same rules --------------------------------------------------------------------------------------------------------------------


def test_a_review_on_the_day_of_the_plan_changes_nothing() -> None:
    found = reviewed(adopted(), DAY)
    assert {one.happened for one in found.review.changes} == {"kept"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_second_review_on_the_same_day_changes_nothing(language: Any) -> None:
    notes = noted(recruit_second_admin="started", measure_baseline="done") + noted(reason="Nee.", promote_burgernet="dropped")
    first = reviewed(adopted(), notes=notes, measured=measured("groups", ("2026-05-29", 31)))
    second = reviewed(first.next, notes=notes, measured=measured("groups", ("2026-05-29", 31)), language=language)
    assert {one.happened for one in second.review.changes} == {"kept", "done"}


@pytest.mark.item("5.2", "7.3")
def test_what_is_done_stays_and_what_has_begun_keeps_its_dates_and_the_rest_is_planned_from_today() -> None:
    first = adopted()
    notes = noted(measure_baseline="done", recruit_second_admin="started")
    found = reviewed(first, notes=notes)
    before, after = first.by_id, found.next.by_id
    assert after["measure-baseline"].state == "done"
    assert (after["measure-baseline"].start, after["measure-baseline"].due) == (
        before["measure-baseline"].start,
        before["measure-baseline"].due,
    )
    assert (after["recruit-second-admin"].start, after["recruit-second-admin"].due) == (
        before["recruit-second-admin"].start,
        before["recruit-second-admin"].due,
    )
    planned = [one for one in found.next.actions if one.state == "planned"]
    assert planned
    assert all(one.start >= JUNE for one in planned)


def test_what_comes_first_is_still_due_before_what_comes_after_it() -> None:
    found = reviewed(adopted(), notes=noted(recruit_second_admin="started"))
    plan = found.next.by_id
    for one in found.next.actions:
        for first in one.after:
            if first in plan and one.state == "planned" and plan[first].state != "done":
                assert plan[first].due <= one.start, (one.id, first)


# -- days that were adopted --------------------------------------------------------------------------------------------------------------

FEW_HOURS = beukendal(("situation.internal.hours_per_week", 2))


@cache
def _with_few_hours() -> PlanVersion:
    return adopted(FEW_HOURS)


def _days(plan: PlanVersion) -> dict[str, tuple[date, date]]:
    return {one.id: (one.start, one.due) for one in plan.actions}


@cache
def _first_days() -> tuple[date, ...]:
    return tuple(sorted({one.start for one in _with_few_hours().actions}))


@pytest.mark.item("7.3")
@pytest.mark.parametrize("later", [0, 4, 7])
def test_what_begins_on_its_day_moves_nothing_else_however_few_hours_there_are(later: int) -> None:
    plan = _with_few_hours()
    day = _first_days()[0]
    notes = [Note(one.id, "started", day) for one in plan.actions if one.start == day][: None if later else 1]
    found = reviewed(plan, day + timedelta(days=later), answers=FEW_HOURS, notes=notes)
    assert _days(found.next) == _days(plan)
    assert {one.happened for one in found.review.changes} == {"kept"}


def test_a_week_later_than_its_day_is_not_late_yet_and_a_day_more_is() -> None:
    plan, day = _with_few_hours(), _first_days()[0]
    in_time, late = (reviewed(plan, day + timedelta(days=days), answers=FEW_HOURS) for days in (7, 8))
    assert _days(in_time.next) == _days(plan)
    moved = [one for one in late.review.changes if one.happened == "changed"]
    assert len(moved) > 5
    assert all(why.kind == "planning" for one in moved for why in one.why)
    assert all(one.start >= day + timedelta(days=8) for one in late.next.actions)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_early_or_dropped_moves_nothing_else(state: Any) -> None:
    plan, day = _with_few_hours(), _first_days()[0]
    over = plan.actions[-1].id
    found = reviewed(plan, day, answers=FEW_HOURS, notes=[Note(over, state, day, reason="Daarom.")])
    assert {id_: days for id_, days in _days(found.next).items() if id_ != over} == {
        id_: days for id_, days in _days(plan).items() if id_ != over
    }


def test_with_other_hours_everything_that_has_not_begun_is_planned_again() -> None:
    more = beukendal(("situation.internal.hours_per_week", 40))
    found = reviewed(_with_few_hours(), _first_days()[0], answers=more)
    assert max(one.due for one in found.next.actions) < max(one.due for one in _with_few_hours().actions)


def test_an_action_that_the_answers_bring_in_says_which_answers() -> None:
    answers = beukendal(("situation.initiatives.0.conflicts", "often"), ("situation.initiatives.0.members_leaving", "often"))
    found = reviewed(adopted(), SEPTEMBER, answers=answers)
    change = change_of(found, "discuss-conflict-with-admin")
    assert change.happened == "new"
    (why,) = (one for one in change.why if one.kind == "answers")
    assert "'Zijn er conflicten in de groepen?'" in why.words
    assert [one.became for one in found.review.problems if one.id == "members_leaving"] == ["new"]


def test_an_action_that_the_answers_take_out_says_which_answers() -> None:
    answers = beukendal(("situation.initiatives.0.admins_per_group", "two_or_more"))
    change = change_of(reviewed(adopted(), answers=answers), "recruit-second-admin")
    assert change.happened == "withdrawn"
    assert [one.kind for one in change.why] == ["review", "answers"]
    assert "beheerders" in change.why[1].words


def test_nothing_changes_without_a_reason() -> None:
    answers = beukendal(("situation.initiatives.0.conflicts", "often"), ("situation.website_information", "complete"))
    found = reviewed(adopted(), SEPTEMBER, answers=answers, measured=measured("groups", ("2026-08-29", 20)))
    assert all(one.why for one in found.review.changes if one.happened in ("new", "changed", "withdrawn"))


# -- changed rules ---------------------------------------------------------------------------------------------------------------------


def test_an_action_that_a_retired_rule_led_to_is_withdrawn_and_names_the_rule() -> None:
    names = leading_to("recruit-second-admin")
    engine = engine_with(without(*names))
    found = reviewed(adopted(), engine=engine)
    change = change_of(found, "recruit-second-admin")
    assert change.happened == "withdrawn"
    (why,) = (one for one in change.why if one.kind == "rules")
    assert set(why.rules) & set(names)
    assert "geldt niet meer" in why.words
    assert found.review.rules_changed


def test_a_done_action_is_never_withdrawn_by_the_rules() -> None:
    engine = engine_with(without(*leading_to("recruit-second-admin")))
    found = reviewed(adopted(), engine=engine, notes=noted(recruit_second_admin="done"))
    assert change_of(found, "recruit-second-admin").happened == "done"


def test_an_action_that_has_begun_is_kept_to_be_finished() -> None:
    engine = engine_with(without(*leading_to("recruit-second-admin")))
    found = reviewed(adopted(), engine=engine, notes=noted(recruit_second_admin="started"))
    assert "recruit-second-admin" in found.next.by_id
    assert next(one.decision for one in found.review.decisions if one.action == "recruit-second-admin") == "change"


def test_a_rule_that_is_gone_is_told_as_gone() -> None:
    names = leading_to("recruit-second-admin")

    def change(document: dict[str, Any]) -> None:
        document["rules"] = [rule for rule in document["rules"] if rule["id"] not in names]

    found = change_of(reviewed(adopted(), engine=engine_with(change)), "recruit-second-admin")
    assert any("is er niet meer" in one.words for one in found.why)


def test_a_rule_that_tests_something_else_is_told_as_changed() -> None:
    names = leading_to("recruit-second-admin")

    def change(document: dict[str, Any]) -> None:
        for rule in document["rules"]:
            if rule["id"] in names:
                rule["when"] = [*rule["when"], ["municipality.inhabitants", "above", [1_000_000]]]

    found = change_of(reviewed(adopted(), engine=engine_with(change)), "recruit-second-admin")
    assert any("is gewijzigd" in one.words for one in found.why)


def test_an_action_that_ended_says_so() -> None:
    def change(document: dict[str, Any]) -> None:
        action = document["catalogue"]["actions"]["recruit-second-admin"]
        document["catalogue"]["actions"]["recruit-second-admin"] = {**action, "valid": {"until": "2026-01-31"}}

    found = change_of(reviewed(adopted(), engine=engine_with(change)), "recruit-second-admin")
    assert found.happened == "withdrawn"
    assert any("geldt niet meer volgens het regelboek" in one.words for one in found.why)


def test_a_new_rule_brings_in_an_action_and_is_named() -> None:
    def change(document: dict[str, Any]) -> None:
        model = next(rule for rule in document["rules"] if rule["id"] == leading_to("recruit-second-admin")[0])
        new = {
            **model,
            "id": "signs-for-all",
            "subject": "case",
            "when": [["municipality.inhabitants", "above", [100]]],
            "then": [{"kind": "action", "id": "train-admins", "priority": "low", "serves": []}],
        }
        document["rules"].append(new)

    found = change_of(reviewed(adopted(), engine=engine_with(change)), "train-admins")
    assert found.happened == "new"
    (why,) = (one for one in found.why if one.kind == "rules")
    assert why.rules == ("signs-for-all",)
    assert "is nieuw" in why.words


def test_an_action_with_another_description_is_changed_and_says_so() -> None:
    def change(document: dict[str, Any]) -> None:
        action = document["catalogue"]["actions"]["recruit-second-admin"]
        document["catalogue"]["actions"]["recruit-second-admin"] = {**action, "target": {"nl": "Alle groepen.", "en": "All groups."}}

    found = change_of(reviewed(adopted(), DAY, engine=engine_with(change)), "recruit-second-admin")
    assert found.happened == "changed"
    assert [one.part for one in found.differences] == ["target"]
    assert [one.kind for one in found.why] == ["catalogue"]


def test_another_priority_by_a_changed_rule_names_the_rule() -> None:
    names = leading_to("recruit-second-admin")

    def change(document: dict[str, Any]) -> None:
        for rule in document["rules"]:
            if rule["id"] in names:
                rule["then"] = [{**out, "priority": "low"} if out["kind"] == "action" else out for out in rule["then"]]

    found = change_of(reviewed(adopted(), DAY, engine=engine_with(change)), "recruit-second-admin")
    assert found.happened == "changed"
    assert any(set(one.rules) & set(names) for one in found.why if one.kind == "rules")


def test_what_rules_and_answers_do_at_once_is_told_apart() -> None:
    engine = engine_with(without(*leading_to("recruit-second-admin")))
    answers = beukendal(("situation.initiatives.0.conflicts", "often"), ("situation.initiatives.0.members_leaving", "often"))
    found = reviewed(adopted(), engine=engine, answers=answers)
    assert "rules" in {one.kind for one in change_of(found, "recruit-second-admin").why}
    assert "answers" in {one.kind for one in change_of(found, "discuss-conflict-with-admin").why}


def test_a_rule_book_that_reviews_nothing_still_reconciles() -> None:
    def change(document: dict[str, Any]) -> None:
        without(*leading_to("recruit-second-admin"))(document)
        del document["plan_review"]

    found = reviewed(adopted(), engine=engine_with(change), notes=noted(measure_baseline="done"))
    assert change_of(found, "recruit-second-admin").happened == "withdrawn"
    assert change_of(found, "measure-baseline").happened == "done"
    assert {one.decision for one in found.review.decisions} == {""}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_rules_go_done_actions_stay_and_all_that_happens_has_a_reason(seed: int) -> None:
    rng = Random(seed)
    first = adopted()
    names = sorted({name for one in first.actions for name in one.grounds})
    engine = engine_with(without(*rng.sample(names, rng.randint(1, len(names)))))
    done = rng.sample([one.id for one in first.actions], 4)
    notes = [Note(action, "done", date(2026, 4, 1)) for action in done]
    found = reviewed(first, engine=engine, notes=notes)
    assert {one.action for one in found.review.changes if one.happened == "done"} == set(done)
    assert set(done) <= set(found.next.by_id)
    told = {one.action for one in found.review.changes}
    assert told == {one.id for one in first.actions} | {one.id for one in found.next.actions}
    assert all(one.why for one in found.review.changes if one.happened in ("new", "changed", "withdrawn"))
    engine.close()


# -- whatever is noted -----------------------------------------------------------------------------------------------------------------

ACTIONS = [one.id for one in adopted().actions]
_notes = st.lists(
    st.builds(
        Note, st.sampled_from(ACTIONS), st.sampled_from(STATES), st.dates(date(2026, 3, 2), date(2026, 10, 1)), reason=st.just("Daarom.")
    ),
    max_size=12,
)


def _checked(found: Reviewed, last: PlanVersion, today: date) -> None:
    plan = found.next.by_id
    states = {one.action: one.state for one in found.review.decisions}
    for id_, state in states.items():
        assert (id_ in plan) or state == "dropped", id_
        if state == "done":
            assert plan[id_].state == "done"
        if state == "started":
            assert (plan[id_].start, plan[id_].due) == (last.by_id[id_].start, last.by_id[id_].due)
    for one in found.next.actions:
        if one.state == "planned":
            assert one.start >= today or one == replace(last.by_id[one.id], state="planned")
            assert one.start.weekday() < 5
            assert not is_holiday(one.start)
            assert one.due >= one.start


@pytest.mark.broad
@settings(max_examples=8, deadline=None)
@given(_notes, st.dates(date(2026, 3, 2), date(2027, 6, 1)))
def test_whatever_was_noted_the_next_version_holds_together(notes: list[Note], today: date) -> None:
    first = adopted()
    _checked(reviewed(first, today, notes=notes), first, today)


@pytest.mark.broad
@settings(max_examples=3, deadline=None)
@given(_notes, st.randoms(use_true_random=False))
def test_the_order_of_notes_on_different_actions_and_of_rows_means_nothing(notes: list[Note], rng: Random) -> None:
    by_action = {note.action: note for note in notes}
    several = list(by_action.values())
    rows = measured("groups", ("2026-04-01", 31), ("2026-05-29", 33)) + measured("two-admins", ("2026-03-01", 30), ("2026-05-29", 28))
    texts = []
    for _ in range(2):
        texts.append(as_text(reviewed(adopted(), SEPTEMBER, notes=several, measured=rows).next))
        rng.shuffle(several)
        rng.shuffle(rows)
    assert texts[0] == texts[1]


def test_notes_of_later_days_do_not_count_yet() -> None:
    later = noted(JUNE + timedelta(days=1), measure_baseline="done")
    assert reviewed(adopted(), notes=later).next.by_id["measure-baseline"].state == "planned"


def test_the_first_answers_stay_what_measurements_are_compared_with() -> None:
    answers = beukendal(("situation.initiatives.0.groups", 60))
    first = reviewed(adopted(), answers=answers)
    second = reviewed(first.next, SEPTEMBER, answers=answers, measured=measured("groups", ("2026-08-29", 35)))
    (course,) = (one.course for one in second.review.indicators if one.id == "groups")
    assert (course.baseline, course.verdict) == (30, "on_course")
    assert BEUKENDAL["situation"]["initiatives"][0]["groups"] == 30
