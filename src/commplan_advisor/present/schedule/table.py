"""A calendar as a page: for the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commplan_advisor.present.blocks import Block, Bullets, Heading, Paragraph, Table
from commplan_advisor.present.schedule.entries import Entry, Schedule
from commplan_advisor.present.schedule.words import day_with_weekday, word


def schedule_page(schedule: Schedule) -> tuple[Block, ...]:
    """The calendar in the order of its days, and after it the moments that have none."""
    return tuple(_blocks(schedule))


def by_day(schedule: Schedule) -> list[tuple[date, Entry]]:
    """Each day with what is on it; a meeting stands on all of its days."""
    return sorted(((day, entry) for entry in schedule.entries for day in entry.days), key=lambda one: one[0])


def title_of(schedule: Schedule) -> str:
    """What the calendar is called."""
    language = schedule.language
    title = word("title", language, municipality=schedule.municipality)
    return word("for_role", language, title=title, role=schedule.role_title) if schedule.role else title


def _blocks(schedule: Schedule) -> Iterator[Block]:
    language = schedule.language
    rows = by_day(schedule)
    yield Heading(1, title_of(schedule))
    if rows:
        first, last = (day_with_weekday(day, language) for day in (rows[0][0], rows[-1][0]))
        yield Paragraph(word("short", language, first=first, last=last, count=len(rows)))
        yield Table(
            tuple(word(name, language) for name in ("date", "kind", "what", "who")),
            tuple((day_with_weekday(day, language), word(f"kind_{one.kind}", language), one.subject, one.who) for day, one in rows),
        )
        if schedule.notes:
            yield Bullets(schedule.notes)
    else:
        yield Paragraph(word("none", language, role=schedule.role_title))
    if schedule.undated:
        yield Heading(2, word("undated", language))
        yield Paragraph(word("undated_explained", language))
        yield Table(
            tuple(word(name, language) for name in ("when", "what", "for")),
            tuple((one.when, one.title, ", ".join(role.title for role in one.participants)) for one in schedule.undated),
        )
