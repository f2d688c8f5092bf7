"""A made-up municipality whose plan runs, for tests of reviews."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.reviewing import ReviewEngine
from commplan_advisor.running.progress.model import Note, State
from commplan_advisor.running.review.measuring import Measured
from commplan_advisor.running.review.plan import Change, PlanVersion
from commplan_advisor.running.review.review import Reviewed, adopt, review
from tests.support.answers import Answers, case_of
from tests.support.shipped import DAY, shipped_engine

JUNE, SEPTEMBER, MARCH = date(2026, 6, 2), date(2026, 9, 2), date(2027, 3, 2)
"""Three, six and twelve months after the start."""

BEUKENDAL: Answers = {
    "municipality": {"name": "Beukendal", "province": "utrecht", "inhabitants": 21000, "households": 9000},
    "introduction": {"coverage_goal": 30, "business_hallmark": "no_business_area", "rhythm": "format"},
    "situation": {
        "initiatives": [
            {
                "platform": "whatsapp",
                "groups": 30,
                "members": 1260,
                "coverage": 60,
                "household_coverage": 14,
                "activity": "active",
                "admins_known": "all",
                "admins_per_group": "one",
                "rules": "all",
                "conflicts": "never",
                "members_leaving": "never",
                "chatter": "never",
                "privacy": "yes",
                "photos": "consent",
            },
            {"platform": "burgernet", "members": 2600, "admins_per_group": "two_or_more", "privacy": "yes", "photos": "consent"},
        ],
        "register": {"exists": True, "completeness": "all", "updated": "this_year", "shared_with_police": True},
        "internal": {
            "municipal_contact": True,
            "police_contact": True,
            "relation": "good",
            "admin_contact": "good",
            "officers_in_admin_groups": "all",
            "hours_per_week": 8,
        },
        "signs": {"request_registers": True},
        "website_information": "none",
        "welcome_package": True,
    },
    "planning": {"start": "2026-03-02"},
    "problems": [],
}


def beukendal(*changes: tuple[str, Any]) -> Answers:
    """The answers of the municipality, with some of them otherwise; `situation.initiatives.0.conflicts` is of the first row."""
    answers = copy.deepcopy(BEUKENDAL)
    for path, value in changes:
        *above, last = path.split(".")
        there: Any = answers
        for part in above:
            there = there[int(part)] if part.isdigit() else there[part]
        there[last] = value
    return answers


@cache
def shipped_rules() -> ReviewEngine:
    """The shipped rules about running plans, ready to run."""
    return ReviewEngine(shipped_engine().book)


def adopted(answers: Answers | None = None, engine: Engine | None = None, language: Language = "nl") -> PlanVersion:
    """The first version of the plan."""
    if answers is None and engine is None:
        return _adopted(language)
    return adopt(case_of(answers or BEUKENDAL), engine or shipped_engine(), DAY, language=language)


@cache
def _adopted(language: Language) -> PlanVersion:
    return adopt(case_of(BEUKENDAL), shipped_engine(), DAY, language=language)


def reviewed(
    last: PlanVersion,
    today: date = JUNE,
    *,
    answers: Answers | None = None,
    engine: Engine | None = None,
    measured: Sequence[Measured] = (),
    notes: Sequence[Note] = (),
    language: Language = "nl",
) -> Reviewed:
    """A review of a version of the plan."""
    rules = shipped_rules() if engine is None else ReviewEngine(engine.book)
    case = case_of(answers or BEUKENDAL)
    return review(case, engine or shipped_engine(), rules, last, today, measured=measured, notes=notes, language=language)


def noted(day: date = date(2026, 5, 1), reason: str = "", **states: State) -> list[Note]:
    """Notes on actions, with `_` for `-` in their names."""
    return [Note(name.replace("_", "-"), state, day, reason=reason) for name, state in states.items()]


def measured(indicator: str, *values: tuple[str, float], n: int | None = None) -> list[Measured]:
    """Measurements of an indicator, each a day and a value."""
    return [Measured(indicator, date.fromisoformat(day), value, n) for day, value in values]


def change_of(found: Reviewed, action: str) -> Change:
    """What happens to an action."""
    return next(one for one in found.review.changes if one.action == action)


def decision_of(found: Reviewed, action: str) -> str:
    """What is decided about an action."""
    return next(one.decision for one in found.review.decisions if one.action == action)
