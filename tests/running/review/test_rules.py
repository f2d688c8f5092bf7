"""The shipped rules about running plans: each holds, fails and is unknown where it should; and what they decide in plain situations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.engine.conclusions import Conclusion, Status
from commplan_advisor.questionnaire.facts import Value
from commplan_advisor.rulebook.model import Condition, Rule
from commplan_advisor.running.progress.model import Note
from tests.support.reviewing import (
    BEUKENDAL,
    JUNE,
    MARCH,
    SEPTEMBER,
    adopted,
    beukendal,
    change_of,
    decision_of,
    measured,
    noted,
    reviewed,
    shipped_rules,
)
from tests.support.shipped import shipped_engine

REVIEW = shipped_engine().book.review
assert REVIEW is not None
RULES = REVIEW.rules
STATED = ("action.state", "action.measured", "action.measurable")
"""What is always known of an action."""

Fields = dict[str, Value]


def holding(rule: Rule) -> Fields:
    """Fields for which a rule holds; of alternatives the first."""
    fields: Fields = {}
    for clause in rule.when:
        for condition in (clause,) if isinstance(clause, Condition) else clause.groups[0]:
            fields[condition.field] = _fits(condition)
    return fields


def _fits(condition: Condition) -> Value:
    value = condition.values[0]
    if condition.operator in ("in", "at_least", "at_most"):
        return value
    assert isinstance(value, int | float)
    return value - 1 if condition.operator == "below" else value + 1


def _misses(condition: Condition) -> Value:
    value = condition.values[0]
    match condition.operator:
        case "in":
            return not value if isinstance(value, bool) else "something else"
        case "at_least":
            return float(value) - 1
        case "at_most":
            return float(value) + 1
        case _:
            return value


def needed_by(rule: Rule) -> Iterator[Condition]:
    """The conditions of a rule that it cannot do without."""
    yield from (clause for clause in rule.when if isinstance(clause, Condition))


def tried(rule: Rule, fields: Fields) -> Conclusion | None:
    """What the engine makes of a rule's conclusion; None when it is ruled out by this rule."""
    engine = shipped_rules()
    own = {path: value for path, value in fields.items() if path.startswith("action.")}
    case = {path: value for path, value in fields.items() if not path.startswith("action.")}
    action = engine.action("recruit-second-admin", (), own)
    drawn = engine.run(case, [action])
    for one in drawn.values():
        if any(reason.rule.id == rule.id for reason in (*one.reasons, *one.may)):
            return one
    return None


def verdict(rule: Rule, fields: Fields) -> str:
    """Whether a rule holds, fails or is unknown."""
    found = tried(rule, fields)
    if found is None:
        return "fails"
    return "holds" if any(reason.rule.id == rule.id for reason in found.reasons) else "unknown"


@pytest.mark.item("7.3")
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_holds_fails_and_is_unknown(rule: Rule) -> None:
    fields = holding(rule)
    assert verdict(rule, fields) == "holds"
    for condition in needed_by(rule):
        assert verdict(rule, {**fields, condition.field: _misses(condition)}) == "fails", condition
        without = {path: value for path, value in fields.items() if path != condition.field}
        assert verdict(rule, without) == "unknown", condition


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if any(not isinstance(one, Condition) for one in rule.when)], ids=lambda one: one.id
)
def test_each_alternative_of_a_rule_will_do_and_without_any_it_fails(rule: Rule) -> None:
    plain = {condition.field: _fits(condition) for condition in needed_by(rule)}
    (any_,) = (clause for clause in rule.when if not isinstance(clause, Condition))
    misses = {condition.field: _misses(condition) for group in any_.groups for condition in group}
    assert verdict(rule, {**plain, **misses}) == "fails"
    assert verdict(rule, plain) == "unknown"
    for group in any_.groups:
        fits = {condition.field: _fits(condition) for condition in group}
        assert verdict(rule, {**plain, **misses, **fits}) == "holds"


def test_every_decision_is_led_to_by_a_rule() -> None:
    assert REVIEW is not None
    led_to = {outcome.id for rule in RULES for outcome in rule.then if outcome.kind == "decision"}
    assert led_to == {*REVIEW.order, "discuss"}


def test_every_action_that_is_not_dropped_gets_a_decision_whatever_is_known_of_it() -> None:
    """Where the advice still leads to it and it is in time: then nothing else can decide."""
    for state in ("planned", "started", "done"):
        for known in ({"action.measurable": False, "action.measured": False}, {"action.measurable": True, "action.measured": False}):
            fields: Fields = {"action.state": state, "action.advised": True, "action.late_weeks": 0, "action.waiting_weeks": 0, **known}
            engine = shipped_rules()
            drawn = engine.run({}, [engine.action("recruit-second-admin", (), fields)])
            assert drawn["decision", "keep", "recruit-second-admin"].status is Status.CONCLUDED


# -- in plain situations ---------------------------------------------------------------------------------------------------------------

IN_TIME = date(2026, 4, 7)
"""A day on which no action is late yet."""
AT_THE_START = [("2026-03-01", 30.0)]
STARTED = noted(recruit_second_admin="started")


def decided(*values: tuple[str, float], n: int | None = None, notes: list[Note] | None = None, today: date = JUNE) -> str:
    rows = measured("two-admins", *AT_THE_START, *values, n=n)
    found = reviewed(adopted(), today, measured=rows, notes=STARTED if notes is None else notes)
    return decision_of(found, "recruit-second-admin")


def test_an_unmeasured_action_is_kept_and_must_be_measured() -> None:
    found = reviewed(adopted(), IN_TIME, notes=STARTED)
    one = next(one for one in found.review.decisions if one.action == "recruit-second-admin")
    assert (one.decision, one.course, [because.rule for because in one.because]) == ("keep", "", ["keep-and-measure"])
    assert one.measure == ("Deel van de groepen met twee beheerders",)


def test_an_action_on_course_is_kept() -> None:
    assert decided(("2026-05-29", 45)) == "keep"


def test_an_action_behind_is_sped_up_at_first() -> None:
    assert decided(("2026-05-29", 28)) == "speed_up"


def test_an_action_that_stays_behind_is_changed() -> None:
    values = (("2026-05-29", 28.0), ("2026-08-27", 27.0))
    assert decided(*values, notes=[*STARTED], today=SEPTEMBER) == "change"


def test_an_action_that_stays_behind_but_improves_is_sped_up() -> None:
    assert decided(("2026-05-29", 28), ("2026-08-27", 35), today=SEPTEMBER) == "speed_up"


def test_a_small_sample_decides_nothing_but_is_brought_up() -> None:
    found = reviewed(adopted(), measured=measured("two-admins", *AT_THE_START, ("2026-05-29", 28), n=12), notes=STARTED)
    one = next(one for one in found.review.decisions if one.action == "recruit-second-admin")
    assert (one.decision, one.course, one.likely) == ("keep", "", "behind")
    assert "discuss-perhaps-behind" in {point.rule for point in found.review.points}
    (gauged,) = (one for one in found.review.indicators if one.id == "two-admins")
    assert gauged.small
    assert not gauged.course.certain


def test_a_done_action_is_kept_and_brought_up_when_its_number_is_behind() -> None:
    notes = noted(recruit_second_admin="done")
    found = reviewed(adopted(), measured=measured("two-admins", *AT_THE_START, ("2026-05-29", 28)), notes=notes)
    assert decision_of(found, "recruit-second-admin") == "keep"
    assert "discuss-done-but-behind" in {point.rule for point in found.review.points}


def test_a_dropped_action_is_stopped_and_brought_up_while_its_problem_is_there() -> None:
    notes = noted(reason="Te duur.", promote_burgernet="dropped")
    found = reviewed(adopted(), notes=notes)
    assert decision_of(found, "promote-burgernet") == "stop"
    assert "discuss-dropped-but-needed" in {point.rule for point in found.review.points}
    assert any("Te duur." in why.words for why in change_of(found, "promote-burgernet").why)


def test_an_action_that_nothing_asks_for_any_more_is_stopped_unless_it_has_begun() -> None:
    answers = beukendal(("situation.initiatives.0.admins_per_group", "two_or_more"))
    last = adopted()
    assert decision_of(reviewed(last, answers=answers), "recruit-second-admin") == "stop"
    assert decision_of(reviewed(last, answers=answers, notes=STARTED), "recruit-second-admin") == "change"
    done = noted(recruit_second_admin="done")
    assert decision_of(reviewed(last, answers=answers, notes=done), "recruit-second-admin") == "keep"


def test_an_open_question_stops_nothing() -> None:
    answers = beukendal(("situation.initiatives.0.admins_per_group", None))
    assert decision_of(reviewed(adopted(), IN_TIME, answers=answers), "recruit-second-admin") == "keep"


def test_many_late_actions_add_an_action_for_more_hours() -> None:
    found = reviewed(adopted())
    assert [one.action for one in found.review.additions] == ["allocate-capacity"]
    assert change_of(found, "allocate-capacity").happened == "new"
    assert found.next.by_id["allocate-capacity"].origin == "review"


def test_an_action_that_was_added_once_is_not_added_again_and_not_taken_out() -> None:
    first = reviewed(adopted())
    second = reviewed(first.next, JUNE + timedelta(days=1))
    assert second.review.additions == ()
    assert change_of(second, "allocate-capacity").happened in ("kept", "changed")
    dropped = reviewed(second.next, SEPTEMBER, notes=noted(reason="Nee.", allocate_capacity="dropped"))
    assert dropped.review.additions == ()
    assert "allocate-capacity" not in dropped.next.by_id


def test_measurements_that_are_behind_add_what_helps() -> None:
    rows = measured("members-leaving", ("2026-03-01", 40), ("2026-05-29", 45))
    found = reviewed(adopted(), measured=rows)
    (added,) = (one for one in found.review.additions if one.action == "advise-house-rules")
    assert "De laatste meting: 45." in added.because[0].words


@pytest.mark.item("7.2")
@pytest.mark.parametrize(("day", "moment"), [(JUNE, "measurement"), (SEPTEMBER, "evaluation"), (MARCH, "evaluation")])
def test_a_review_knows_which_moment_of_the_plan_it_is(day: date, moment: str) -> None:
    found = reviewed(adopted(), day)
    assert found.review.moment == moment
    assert ("discuss-at-an-evaluation" in {point.rule for point in found.review.points}) == (moment == "evaluation")


def test_the_reasons_are_filled_in_both_languages() -> None:
    for language in LANGUAGES:
        found = reviewed(adopted(BEUKENDAL, language=language), measured=measured("groups", ("2026-05-29", 20)), language=language)
        told = [one.words for one in (*found.review.points, *(because for one in found.review.decisions for because in one.because))]
        assert told
        assert not any("{" in words or "niet bekend" in words or "not known" in words for words in told)
