"""A table of measurements that somebody sends along: its rows are added to those of the questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.files import decoded
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.writing import with_answer
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.review.measuring import Measured, Written, measurements
from commplan_advisor.web.pages.parts import wrong_in
from commplan_advisor.web.pages.posted import PostedWithFile, file_in
from commplan_advisor.web.pages.review import review_shown
from commplan_advisor.web.pages.reviewing import CONFLICT, UNPROCESSABLE, UNREADABLE, found_on
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.today import day_typed, engine_on
from commplan_advisor.web.store import ChangedMeanwhileError, Stored
from commplan_advisor.web.words import said

_SEE_OTHER = 303
_LIST = "measurements"
_MOST = 100
_TOO_MANY = Text("heeft meer dan {most} metingen. Stuur ze in delen.", "has more than {most} measurements. Send them in parts.")
_NONE = Text("bevat geen metingen.", "holds no measurements.")


class _NoTableError(Exception):
    """No file was chosen."""


def measured(site: Site) -> APIRouter:
    """What the form with a table sends."""
    router = APIRouter(include_in_schema=False)

    @router.post("/cases/{name}/measurements")
    def add(request: Request, name: str, form: PostedWithFile, on: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day = day_typed(on, language, date.today())
        with engine_on(site, day.day) as engine:
            try:
                count = _added(site, stored, engine.book, _table_in(form), day.day)
            except (FaultyInputError, UnreadableFileError) as error:
                wrong, status = wrong_in(error, site.store.folder, language), UNPROCESSABLE
            except _NoTableError:
                wrong, status = (said("review_choose_table", language),), UNPROCESSABLE
            except ChangedMeanwhileError:
                wrong, status = (said("review_changed_meanwhile", language),), CONFLICT
            else:
                shown = f"on={day.day.isoformat()}&" if day.typed and not day.problem else ""
                return RedirectResponse(f"/cases/{name}/review?{shown}measured={count}", _SEE_OTHER)
            found = found_on(site, site.store.read(name), engine, day, language)
            found.table, found.status = wrong, UNREADABLE if found.status == UNREADABLE else status
            return review_shown(site, request, found, engine)

    return router


def _table_in(form: FormData) -> Written:
    """The table that was sent.

    Raises:
        _NoTableError: none was chosen.
        UnreadableFileError: it is not text.
    """
    sent = file_in(form, "table")
    if sent is None:
        raise _NoTableError
    name, data = sent
    return Written(name, decoded(data, name))


def _added(site: Site, stored: Stored, book: RuleBook, table: Written, today: date) -> int:
    """Add the rows of a table to the questionnaire; how many there are.

    Raises:
        FaultyInputError: with everything that is wrong in the table.
        UnreadableFileError: the questionnaire cannot be written.
        ChangedMeanwhileError: somebody else changed it.
    """
    case = site.advisor.case(stored)
    known = book.catalogue.indicators
    before = measurements(case, None, known, today)
    new = [one for one in measurements(case, table, known, today) if one not in before]
    if not 0 < len(new) <= _MOST:
        message = _TOO_MANY if new else _NONE
        raise FaultyInputError([Fault(Place(table.name), Text(*(words.format(most=_MOST) for words in (message.nl, message.en))))])
    site.store.save(stored.name, _written(stored, case, new), stored.version)
    return len(new)


def _written(stored: Stored, case: Case, new: Sequence[Measured]) -> str:
    """The questionnaire with more measurements."""
    text, there = stored.text, len(case.answers.measurements or ())
    for place, one in enumerate(new, start=there):
        row: dict[str, Any] = {"indicator": one.indicator, "date": one.on.isoformat(), "value": _plain(one.value), "n": one.n}
        row["source"] = one.source or None
        given = {column: value for column, value in row.items() if value is not None}
        text = with_answer(text, (_LIST, place), given, as_json=stored.path.suffix == ".json")
    return text


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value
