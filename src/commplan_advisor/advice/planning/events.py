"""What falls on the days of a plan beside its actions: moments to communicate, fixed meetings, measurements and evaluations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from commplan_advisor.advice import model as a
from commplan_advisor.advice.planning.days import Purpose, days_of, next_day
from commplan_advisor.advice.planning.jobs import Schedule
from commplan_advisor.advice.planning.mailings import joined
from commplan_advisor.advice.planning.meetings import meeting_days
from commplan_advisor.advice.planning.terms import Plan
from commplan_advisor.advice.planning.wording import no_date
from commplan_advisor.advice.words import Wording
from commplan_advisor.common.text import Language
from commplan_advisor.rulebook.catalogue import Check


def moments_of(plan: Plan, wording: Wording) -> tuple[a.Moment, ...]:
    """The logical moments to communicate (5.5), those with a date first."""
    calendar, catalogue, language = plan.book.calendar, plan.book.catalogue, wording.language
    found = []
    for one in plan.outcomes.concluded("moment"):
        moment = catalogue.moments[one.id]
        ahead = timedelta(weeks=moment.prepare_weeks)
        day = next_day(moment, plan.begin + ahead, plan.days)
        found.append(
            a.Moment(
                moment.id,
                moment.title.in_(language),
                moment.text.in_(language) if moment.text else "",
                day,
                plan.days.first(day - ahead) if day else None,
                moment.days_after_event,
                tuple(catalogue.roles[role].title.in_(language) for role in moment.audience),
                wording.because(one.reasons),
                "" if day else no_date(moment, plan, language),
            )
        )
    told = [(one.day, one.id) for one in found if one.day and calendar.mailing_role in catalogue.moments[one.id].audience]
    with_other = joined(told, calendar.mailing_weeks)
    found = [replace(one, joins=with_other.get(one.id, "")) for one in found]
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or date.max, one.id)))


def meetings_of(plan: Plan, schedule: Schedule, wording: Wording) -> tuple[a.Meeting, ...]:
    """The fixed meetings (4.2): standing tasks that come back; each begins once the actions that it follows are done."""
    catalogue, language = plan.book.catalogue, wording.language
    found = []
    for one in plan.outcomes.concluded("task"):
        task = catalogue.tasks[one.id]
        if task.recurrence is None:
            continue
        begin = max([plan.start, *(schedule.terms[first].due for first in task.after if first in schedule.terms)])
        days = meeting_days(task.recurrence, begin, plan.start, plan.days)
        if days:
            roles = dict.fromkeys((task.role, *task.roles))
            found.append(
                a.Meeting(
                    task.id,
                    task.title.in_(language),
                    task.text.in_(language) if task.text else "",
                    task.recurrence,
                    days[0][0],
                    days[-1][0],
                    tuple((role, catalogue.roles[role].title.in_(language)) for role in roles),
                    wording.because(one.reasons),
                    tuple(held for _, held in days),
                    tuple((usual, held) for usual, held in days if usual != held),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.first, one.id)))


def checks_of(plan: Plan, language: Language) -> tuple[a.Check, ...]:
    """The measurements and evaluations (7.1, 7.2); those of the rule book's own rhythm when none was answered."""
    catalogue = plan.book.catalogue
    kinds: tuple[tuple[Purpose, Mapping[str, Check]], ...]
    kinds = (("measurement", catalogue.measurements), ("evaluation", catalogue.evaluations))
    found = []
    for kind, entries in kinds:
        ids = [one.id for one in plan.outcomes.concluded(kind)]
        for id_ in ids or plan.book.defaults.get(kind, ()):
            title = entries[id_].title.in_(language)
            found += [a.Check(kind, id_, title, day, not ids) for day in days_of(entries[id_], plan.start, plan.days, kind)]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.id)))
