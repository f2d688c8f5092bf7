"""When each action starts and is due, when is measured, evaluated and met, which moments to use, and whether all of it fits (5.2–5.5)."""

from __future__ import annotations

from commplan_advisor.advice.planning.days import PLAN_MONTHS, Days, days_for, days_of, next_day
from commplan_advisor.advice.planning.running import Settled
from commplan_advisor.advice.planning.terms import priority_of

__all__ = ["PLAN_MONTHS", "Days", "Settled", "days_for", "days_of", "next_day", "priority_of"]
