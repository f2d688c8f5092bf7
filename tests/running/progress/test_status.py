"""Where actions stand by what was noted, and what must be done about now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.model import Check, Moment, PartTaken
from commplan_advisor.running.progress.model import STATES, Note, State
from commplan_advisor.running.progress.reminders import Reminder, reminders
from commplan_advisor.running.progress.report import Basis, Progress, progress
from commplan_advisor.running.progress.status import CLOSED, Status, noted_elsewhere, status_of

DAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Action:
    """As much of an action as a plan must have."""

    id: str
    start: date = DAY
    due: date = DAY
    after: tuple[str, ...] = ()
    roles: tuple[PartTaken, ...] = ()

    @property
    def title(self) -> str:
        return self.id.upper()


def note(action: str, state: State, day: date = DAY) -> Note:
    return Note(action, state, day, reason="te duur" if state == "dropped" else "")


def statuses(actions: list[Action], *notes: Note, day: date = DAY) -> dict[str, Status]:
    return {one.id: one for one in status_of(actions, notes, day)}


# -- where an action stands ---------------------------------------------------------------------------------------------------------


def test_an_action_without_a_note_is_planned() -> None:
    (one,) = status_of([Action("a")], [], DAY)
    assert (one.state, one.phase, one.on, one.days_late) == ("planned", "can_start", None, 0)


@pytest.mark.parametrize(
    ("state", "phase"), [(None, "waits"), ("planned", "waits"), ("started", "waits"), ("done", "can_start"), ("dropped", "can_start")]
)
def test_an_action_can_start_when_what_must_come_first_is_over(state: State | None, phase: str) -> None:
    found = statuses([Action("a"), Action("b", after=("a",))], *([note("a", state)] if state else []))
    assert found["b"].phase == phase
    assert found["b"].waits_for == (("a",) if phase == "waits" else ())


def test_what_must_come_first_but_is_not_in_the_plan_holds_nothing_back() -> None:
    assert statuses([Action("b", after=("gone",))])["b"].phase == "can_start"


@pytest.mark.parametrize(("days", "late"), [(-1, 0), (0, 0), (1, 1), (400, 400)])
@pytest.mark.parametrize("state", STATES)
def test_days_late_are_counted_from_the_day_after_it_was_due_until_it_is_over(state: State, days: int, late: int) -> None:
    found = statuses([Action("a", due=DAY - timedelta(days=days))], note("a", state))
    assert found["a"].days_late == (0 if state in CLOSED else late)


def test_notes_of_later_days_do_not_count_yet() -> None:
    notes = [note("a", "started", DAY), note("a", "done", DAY + timedelta(days=1))]
    assert statuses([Action("a")], *notes)["a"].state == "started"
    assert statuses([Action("a")], *notes, day=DAY + timedelta(days=1))["a"].state == "done"


def test_a_correction_counts_whatever_its_day() -> None:
    notes = [note("a", "done", DAY), note("a", "started", DAY - timedelta(days=30))]
    assert statuses([Action("a")], *notes)["a"].state == "started"


def test_notes_on_actions_outside_the_plan_are_kept_apart() -> None:
    found = noted_elsewhere([Action("a")], [note("a", "done"), note("b", "started"), note("b", "done")], DAY, {"b": "Bé"})
    assert [(one.action, one.title, one.state) for one in found] == [("b", "Bé", "done")]
    assert noted_elsewhere([], [note("c", "done")], DAY, {})[0].title == ""


plans = st.integers(1, 6).flatmap(
    lambda count: st.tuples(
        *(
            st.builds(
                Action,
                id=st.just(f"a{number}"),
                start=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
                due=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
                after=st.sets(st.sampled_from([f"a{before}" for before in range(number)] or ["gone"])).map(lambda ids: tuple(sorted(ids))),
            )
            for number in range(count)
        )
    )
)
many_notes = st.lists(
    st.builds(note, st.sampled_from([f"a{number}" for number in range(8)]), st.sampled_from(STATES), st.dates(DAY, DAY + timedelta(3))),
    max_size=12,
)


@given(plans, many_notes, st.integers(0, 3))
def test_every_action_has_one_state_and_the_counts_add_up(plan: tuple[Action, ...], notes: list[Note], days: int) -> None:
    day = DAY + timedelta(days=days)
    told = told_of(list(plan), notes, day)
    by_id = {one.id: one for one in told.actions}
    assert [one.id for one in told.actions] == [one.id for one in plan]
    for action in plan:
        counting = [one for one in notes if one.action == action.id and one.on <= day]
        status = by_id[action.id]
        assert status.state == (counting[-1].state if counting else "planned")
        open_first = [first for first in action.after if first in by_id and by_id[first].state not in ("done", "dropped")]
        assert list(status.waits_for) == open_first
        if status.state == "planned":
            assert status.phase == ("waits" if open_first else "can_start")
    counts = told.counts
    assert counts.all == len(plan) >= counts.done + counts.started + counts.dropped
    assert counts.late == sum(one.due < day and one.state not in CLOSED for one in told.actions)
    assert told.is_late == bool(counts.late)


def told_of(plan: list[Action], notes: list[Note], day: date = DAY) -> Progress:
    @dataclass(frozen=True)
    class Plan:
        municipality: str
        actions: list[Action]
        moments: tuple[Moment, ...] = ()
        checks: tuple[Check, ...] = ()

    return progress(Plan("Ede", plan), notes, Basis(DAY), day, day + timedelta(days=14), titles={}, language="nl")


# -- what must be done about now ----------------------------------------------------------------------------------------------------

UNTIL = DAY + timedelta(days=14)


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def reminded(
    *actions: Action, notes: tuple[Note, ...] = (), moments: tuple[Moment, ...] = (), checks: tuple[Check, ...] = ()
) -> list[tuple[str, str, int, bool]]:
    return [told(one) for one in reminders(status_of(actions, notes, DAY), moments, checks, DAY, UNTIL)]


def told(one: Reminder) -> tuple[str, str, int, bool]:
    return one.kind, one.id, one.days, one.late


def test_an_open_action_is_reminded_of_when_it_is_due_until_the_last_day() -> None:
    actions = [Action(str(count), days(-60), days(count)) for count in (-3, 0, 14, 15)]
    found = reminded(*actions, notes=tuple(note(one.id, "started") for one in actions))
    assert found == [("due", "-3", -3, True), ("due", "0", 0, False), ("due", "14", 14, False)]
    assert reminded(*actions, notes=tuple(note(one.id, "done") for one in actions)) == []


def test_a_planned_action_is_reminded_of_when_it_should_start_and_can() -> None:
    late, soon, later = (Action(name, days(start), days(99)) for name, start in (("late", -3), ("soon", 14), ("later", 15)))
    waiting = Action("waiting", days(0), days(99), after=("later",))
    assert reminded(late, soon, later, waiting) == [("start", "late", -3, False), ("start", "soon", 14, False)]
    assert reminded(late, notes=(note("late", "started"),)) == []


def moment(name: str, day: date | None, prepare_by: date | None = None) -> Moment:
    return Moment(name, name, "", day, prepare_by, None, (), ())


def test_a_moment_is_prepared_for_and_then_there_and_then_over() -> None:
    moments = (
        moment("over", days(-1), days(-20)),
        moment("today", days(0), days(-20)),
        moment("soon", days(14)),
        moment("prepare", days(40), days(14)),
        moment("overdue", days(30), days(-2)),
        moment("later", days(60), days(15)),
        moment("event", None),
    )
    assert reminded(moments=moments) == [
        ("prepare", "overdue", -2, False),
        ("moment", "today", 0, False),
        ("moment", "soon", 14, False),
        ("prepare", "prepare", 14, False),
    ]


def check(kind: str, count: int) -> Check:
    return Check(kind, f"{kind}-{count}", "", days(count), assumed=False)


CHECKS = (check("measurement", -90), check("measurement", -10), check("measurement", 10), check("measurement", 80), check("evaluation", -5))


def test_the_last_measurement_that_was_not_held_is_late_and_the_next_comes() -> None:
    assert reminded(checks=CHECKS) == [
        ("measurement", "measurement--10", -10, True),
        ("evaluation", "evaluation--5", -5, True),
        ("measurement", "measurement-10", 10, False),
    ]


@pytest.mark.parametrize(
    ("held", "left"),
    [(-95, [-10, 10]), (-25, [-10, 10]), (-24, [10]), (-10, [10]), (-5, [10]), (-4, []), (0, []), (3, [-10, 10])],
)
def test_a_measurement_shortly_before_its_day_or_after_it_is_that_one(held: int, left: list[int]) -> None:
    found = reminders((), (), CHECKS[:4], DAY, UNTIL, measured=[days(held)])
    assert [one.days for one in found] == left


def test_a_review_that_was_kept_is_an_evaluation() -> None:
    assert reminders((), (), CHECKS[4:], DAY, UNTIL, evaluated=[days(-4)]) == ()
    assert len(reminders((), (), CHECKS[4:], DAY, UNTIL, evaluated=[days(-40)])) == 1
