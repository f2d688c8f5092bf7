"""The day that a page is about, and the rule book of that day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.answering import NotUnderstoodError, in_words, understood
from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.words import said

_DAY = Question("", "", Text("", ""), Text("", ""), "day")
_EARLIEST, _LATEST = 2000, 2100
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class DayTyped:
    """A day as somebody typed it.

    Attributes:
        typed: what stands in the field.
        day: that is meant; today when nothing or no day was typed.
        problem: what is wrong with it; empty when nothing is.
    """

    typed: str
    day: date
    problem: str


def day_typed(typed: str, language: Language, today: date) -> DayTyped:
    """The day that somebody typed; today when nothing was typed.

    Args:
        typed: what stands in the field.
        language: of what is told when it is no day.
        today: the day that counts when none was typed.
    """
    typed = typed.strip()
    if not typed:
        return DayTyped("", today, "")
    try:
        day = date.fromisoformat(understood(_DAY, typed[:_LONGEST]))
    except NotUnderstoodError as error:
        return DayTyped(typed, today, error.message.in_(language))
    if not _EARLIEST <= day.year <= _LATEST:
        return DayTyped(typed, today, said("running_not_between", language))
    return DayTyped(typed, day, "")


def as_typed(day: date, language: Language) -> str:
    """A day as somebody would type it."""
    return in_words(_DAY, day).in_(language)


@contextmanager
def engine_on(site: Site, day: date) -> Iterator[Engine]:
    """Have the rule book of a day, ready to run, for oneself: the server's own when that is today.

    Args:
        site: of the server; when it was started for a certain day, that day counts whatever day it is.
        day: that the rules must count for.
    """
    with site.advisor.turn():
        own = site.advisor.engine
        if site.settings.as_of is not None or own.book.as_of == day:
            yield own
            return
        engine = Engine(site.advisor.book_on(day))
        try:
            with with_added(engine.book.added):
                yield engine
        finally:
            engine.close()
