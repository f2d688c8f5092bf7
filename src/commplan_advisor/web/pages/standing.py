"""How far each questionnaire is as a whole, from not begun to a plan that waits for its review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commplan_advisor.advice.questions.outlook import relevant_order
from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.present.report import shown_day
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.filling import NAME
from commplan_advisor.questionnaire.progress import NOT_COUNTED, progress_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.running.progress.telling import running_plan
from commplan_advisor.running.review.versions import plan_folder, versions_in
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.store import Stored, UnknownCaseError
from commplan_advisor.web.words import said

State = Literal["faulty", "plan_faulty", "review", "running", "filled", "filling", "empty"]
_FIRST: tuple[State, ...] = ("faulty", "plan_faulty", "review")
"""What asks for attention, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A questionnaire in the list.

    Attributes:
        name: of the questionnaire.
        title: the name of the municipality, or that of the file when it cannot be read.
        state: how far it is.
        told: the same in words.
        answered: how much was answered, in words; empty when it cannot be read.
        changed: the day of the last change, in words.
    """

    name: str
    title: str
    state: State
    told: str
    answered: str = ""
    changed: str = ""

    @property
    def is_read(self) -> bool:
        """Whether the questionnaire can be read."""
        return self.state != "faulty"

    @property
    def is_adopted(self) -> bool:
        """Whether there is a plan that was adopted."""
        return self.state in ("review", "running", "plan_faulty")


def standings(site: Site, language: Language, today: date) -> tuple[Standing, ...]:
    """All questionnaires: what asks for attention first, and then by name."""
    found = (one for name in site.store.names() for one in _standing(site, name, language, today))
    return tuple(sorted(found, key=_place))


def _place(one: Standing) -> tuple[int, str, str]:
    urgent = _FIRST.index(one.state) if one.state in _FIRST else len(_FIRST)
    return urgent, one.title.casefold(), one.name


def _standing(site: Site, name: str, language: Language, today: date) -> Iterator[Standing]:
    """One of the list; nothing when it went away meanwhile."""
    try:
        stored = site.store.read(name)
        case = site.advisor.case(stored)
    except UnknownCaseError:
        return
    except (FaultyInputError, UnreadableFileError):
        yield Standing(name, name, "faulty", said("state_faulty", language))
        return
    with site.advisor.turn():
        progress = progress_of(case.answers)
        state, told = _state(site, stored, case, language, today)
    answered = said("answered_of", language, answered=progress.answered, asked=progress.asked)
    yield Standing(name, case.name, state, told, answered, shown_day(stored.changed.date(), language))


def _state(site: Site, stored: Stored, case: Case, language: Language, today: date) -> tuple[State, str]:
    """How far it is, with the same in words; inside a turn."""
    book, engine = site.advisor.engine.book, site.advisor.engine
    try:
        versions = versions_in(plan_folder(stored.path))
        last = versions.last
        running = running_plan(case, versions, book, lambda: engine, language) if last else None
    except (FaultyInputError, UnreadableFileError):
        return "plan_faulty", said("state_plan_faulty", language)
    if last is None or running is None:
        state = _filled(site, case)
        return state, said(f"state_{state}", language)
    due = [one.day for one in running.progress((), today, today).reminders if one.kind == "evaluation"]
    if due:
        return "review", said("state_review", language, number=last.number, day=shown_day(min(due), language))
    return "running", said("state_running", language, number=last.number, day=shown_day(last.kept_on, language))


def _filled(site: Site, case: Case) -> State:
    """How far it is as long as no plan was adopted."""
    known = (one.where for one in asked(case.answers) if one.value is not None and one.path not in NOT_COUNTED)
    if all(where == NAME for where in known):
        return "empty"
    return "filling" if relevant_order(case.answers, site.advisor.engine.book) else "filled"
