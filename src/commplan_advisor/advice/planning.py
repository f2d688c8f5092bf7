"""When each action starts and is due, when is measured and evaluated, and which moments to use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import TopologicalSorter

from commplan_advisor.advice.calendar import is_holiday, months_later, occurrences, working_day
from commplan_advisor.engine.conclusions import Outcomes
from commplan_advisor.rulebook import model as m

PLAN_MONTHS = 12
"""A plan looks a year ahead; measurements by month may go further."""


@dataclass(frozen=True, slots=True)
class Term:
    """When an action starts and is due, and the actions that must be done first."""

    start: date
    due: date
    after: tuple[str, ...]


def terms_of(outcomes: Outcomes, book: m.RuleBook, start: date) -> dict[str, Term]:
    """The term of each action that was concluded, in an order in which they can be done.

    An action starts when its priority or a timing rule says, but not before the actions that must come first are due.
    """
    concluded = {one.id: one for one in outcomes.concluded("action")}
    before = _first_actions(outcomes, book, concluded)
    terms: dict[str, Term] = {}
    for id_ in TopologicalSorter(before).static_order():
        action = book.catalogue.actions[id_]
        begin = max([_wanted_start(outcomes, book, id_, start), *(terms[first].due for first in before[id_])])
        begin = working_day(begin)
        terms[id_] = Term(begin, working_day(begin + timedelta(weeks=action.weeks)), tuple(before[id_]))
    return terms


def _first_actions(outcomes: Outcomes, book: m.RuleBook, concluded: Iterable[str]) -> dict[str, list[str]]:
    """For each action those that come first; an order that would close a circle is left out."""
    ids = sorted(concluded)
    before: dict[str, list[str]] = {id_: [] for id_ in ids}
    wanted = [(first, id_) for id_ in ids for first in book.catalogue.actions[id_].after]
    wanted += [(one.id, one.about) for one in outcomes.concluded("order")]
    for first, id_ in wanted:
        if first in before and id_ in before and first not in before[id_] and not _leads_to(before, id_, first):
            before[id_].append(first)
    return {id_: sorted(firsts) for id_, firsts in before.items()}


def _leads_to(before: Mapping[str, list[str]], first: str, id_: str) -> bool:
    """Whether one action must, directly or not, come before another (or is the same)."""
    return first == id_ or any(_leads_to(before, first, one) for one in before[id_])


def _wanted_start(outcomes: Outcomes, book: m.RuleBook, id_: str, start: date) -> date:
    timings = [book.catalogue.timings[one.id] for one in outcomes.concluded("timing", about=id_)]
    wanted = [day for timing in timings if (day := _timed(timing, book, start)) is not None]
    if wanted:
        return min(wanted)
    return start + timedelta(weeks=book.start_weeks.get(priority_of(outcomes, id_), 0))


def _timed(timing: m.Timing, book: m.RuleBook, start: date) -> date | None:
    ahead = timedelta(weeks=timing.weeks)
    if timing.before is None:
        return start + ahead
    moment = book.catalogue.moments[timing.before]
    day = next_day(moment, start + ahead)
    return day - ahead if day else None


def priority_of(outcomes: Outcomes, id_: str) -> str:
    """The highest priority that a rule gives an action."""
    given = {reason.outcome.priority for reason in outcomes.conclusions["action", id_, ""].reasons}
    return next((priority for priority in ("high", "middle", "low") if priority in given), "middle")


def next_day(moment: m.Moment, first: date) -> date | None:
    """The first day of a moment on or after a day, within a year or so; None for an event that has no date."""
    if moment.recurrence is None:
        return None
    last = first + timedelta(days=430)
    for day in occurrences(moment.recurrence, first - timedelta(days=14), last):
        while moment.skips_holidays and is_holiday(day):
            day += timedelta(weeks=1)
        if day >= first:
            return day
    return None


def days_of(check: m.Check, start: date) -> list[date]:
    """The days of a measurement or evaluation: months after the start, or recurring in the year after the first month."""
    if check.recurrence:
        found = list(occurrences(check.recurrence, months_later(start, 1), months_later(start, PLAN_MONTHS + 1)))
    else:
        found = [months_later(start, months) for months in check.months]
    return sorted({working_day(day) for day in found})
