"""A calendar as sheets: one line for each day, a sheet for all and one for each party, and the actions with their terms."""

from __future__ import annotations

from collections.abc import Iterator

from commplan_advisor.advice import model as a
from commplan_advisor.present.labels import label
from commplan_advisor.present.schedule.choosing import by_party
from commplan_advisor.present.schedule.entries import Participant, Schedule
from commplan_advisor.present.schedule.table import by_day, title_of
from commplan_advisor.present.schedule.words import weekday, word
from commplan_advisor.present.spreadsheet import Cell, Sheet, csv_of, xlsx_of
from commplan_advisor.rulebook.catalogue import PARTS

_WIDEST = 42
"""Characters; a page in landscape then has room for all columns in letters that can be read."""

_COLUMNS = ("date", "day", "kind", "what", "who", "with", "details")


def as_csv(schedule: Schedule) -> str:
    """The calendar as CSV: one line for each day, details on that line too."""
    rows = tuple((*row[:-1], " ".join(entry.details), entry.id) for row, (_, entry) in zip(_rows(schedule), by_day(schedule), strict=True))
    return csv_of(Sheet("", _heads(schedule, *_COLUMNS, "code"), rows))


def as_xlsx(schedule: Schedule, advice: a.Advice) -> bytes:
    """The calendar as a workbook, the same bytes each time.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    return xlsx_of(tuple(sheets(schedule, advice)), title_of(schedule))


def sheets(schedule: Schedule, advice: a.Advice) -> Iterator[Sheet]:
    """The sheets of the workbook; for one role or party only its own calendar, and the actions that it takes part in."""
    language = schedule.language
    yield _agenda(schedule, word("agenda", language))
    if not schedule.role:
        for own in by_party(schedule):
            yield _agenda(own, own.role_title)
    actions = tuple(_actions(schedule, advice))
    if actions:
        heads = ("what", "start", "due", "weeks", "priority", "does", "others", "steps", "target")
        yield Sheet(word("actions", language), _heads(schedule, *heads), actions, fixed=1, widest=_WIDEST)
    if schedule.undated:
        rows = tuple((one.when, one.title, _titles(one.participants), one.text) for one in schedule.undated)
        yield Sheet(word("undated", language), _heads(schedule, "when", "what", "for", "details"), rows, widest=_WIDEST)


def _agenda(schedule: Schedule, name: str) -> Sheet:
    return Sheet(name, _heads(schedule, *_COLUMNS), tuple(_rows(schedule)), widest=_WIDEST)


def _heads(schedule: Schedule, *names: str) -> tuple[str, ...]:
    return tuple(word(name, schedule.language) for name in names)


def _rows(schedule: Schedule) -> Iterator[tuple[Cell, ...]]:
    language = schedule.language
    for day, one in by_day(schedule):
        kind = word(f"kind_{one.kind}", language)
        yield day, weekday(day, language), kind, one.subject, one.who, _titles(one.participants), one.text


def _actions(schedule: Schedule, advice: a.Advice) -> Iterator[tuple[Cell, ...]]:
    language = schedule.language
    shown = {entry.id for entry in schedule.entries}
    for action in sorted(advice.actions, key=lambda one: (one.start, one.due, one.title)):
        if f"due-{action.id}" not in shown:
            continue
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(action.steps, start=1))
        target = " ".join(f"{one.rstrip('.')}." for one in (action.target, *action.targets) if one)
        weeks = round((action.due - action.start).days / 7)
        does, *others = (", ".join(one.title for one in action.roles if one.part == part) for part in PARTS)
        named = "\n".join(f"{label(part, language)}: {who}" for part, who in zip(PARTS[1:], others, strict=True) if who)
        yield (action.title, action.start, action.due, weeks, label(action.priority, language), does, named, steps, target)


def _titles(participants: tuple[Participant, ...]) -> str:
    return ", ".join(one.title for one in participants)
