"""Which actions of a running plan keep the days that were adopted (format 7.3).

A plan is a promise. As long as it runs as it was adopted, what has not begun keeps its days. When the answers or the rules say something
else, or something is late, the hours must be divided again, and what has not begun is planned again from today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from commplan_advisor.advice.advise import case_hash
from commplan_advisor.advice.planning.running import Settled
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import Note, State
from commplan_advisor.running.review.grounds import says_the_same
from commplan_advisor.running.review.plan import PlanAction, PlanVersion

_LATE = timedelta(weeks=1)
"""So much may an action begin or end after its day before the plan is no longer what was adopted: plans are made by the week."""


def days_kept(last: PlanVersion, answers: Questionnaire, book: RuleBook, noted: Mapping[str, Note], today: date) -> dict[str, Settled]:
    """The actions that have not begun and keep their days: all of them, or none when the plan does not run as it was adopted.

    Args:
        last: the version of the plan that runs.
        answers: of today.
        book: the rule book of today.
        noted: the last note on each action, until today.
        today: the day of the review.
    """
    states: dict[str, State] = {one.id: noted[one.id].state if one.id in noted else "planned" for one in last.actions}
    is_as_adopted = last.case_hash == case_hash(answers) and says_the_same(book, last)
    if not is_as_adopted or any(_is_late(one, states[one.id], today) for one in last.actions):
        return {}
    return {one.id: Settled("planned", one.start, one.due, 1.0) for one in last.actions if states[one.id] == "planned"}


def _is_late(action: PlanAction, state: State, today: date) -> bool:
    if state == "planned":
        return today - action.start > _LATE
    return state == "started" and today - action.due > _LATE
