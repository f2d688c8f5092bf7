"""Whether a plan fits in its time: what is late, what each role has to do, and what would help (5.2, 5.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commplan_advisor.advice import model as a
from commplan_advisor.advice.calendar import months_later
from commplan_advisor.advice.planning.days import PLAN_MONTHS
from commplan_advisor.advice.planning.helps import helps_for, late_actions
from commplan_advisor.advice.planning.jobs import Schedule
from commplan_advisor.advice.planning.terms import Plan
from commplan_advisor.advice.planning.wording import PlanWords


def planning_of(plan: Plan, found: Schedule, words: PlanWords, ready_by: date | None, actions: tuple[a.Action, ...]) -> a.Planning:
    """The planning of an advice, from the terms of its actions."""
    due = [one.due for one in actions if one.id not in plan.over]
    late = set(late_actions(found, ready_by)) - plan.over
    helps = helps_for(plan, ready_by, plan.book.as_of) if ready_by and late else ()
    last = max([*due, months_later(plan.start, PLAN_MONTHS)])
    return a.Planning(
        plan.start,
        ready_by,
        max(due, default=None),
        tuple(a.Late(one.id, one.title, one.due) for one in actions if one.id in late),
        words.helps(helps),
        tuple(_loads(plan, found, words, (one for one in actions if one.id not in plan.over))),
        words.notes(last),
    )


def _loads(plan: Plan, found: Schedule, words: PlanWords, actions: Iterable[a.Action]) -> Iterable[a.Load]:
    hours: dict[str, float] = {}
    for action in actions:
        for role, asked in action.work:
            hours[role] = hours.get(role, 0) + asked
    limits = plan.capacity.minutes()
    for role in sorted(plan.capacity.per_week):
        if role not in hours and (role in plan.capacity.assumed or role in plan.capacity.shares):
            continue
        resource = plan.capacity.resource(role)
        full = tuple(monday for monday, used in found.used.get(resource, {}).items() if used >= limits[resource])
        yield a.Load(
            role,
            words.resource(role),
            plan.capacity.per_week[role],
            role in plan.capacity.assumed,
            hours.get(role, 0.0),
            full if role in hours else (),
            role in plan.capacity.shares,
        )
