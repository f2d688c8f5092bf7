"""How far a plan is, and a form to note something of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.progress import due_page, history_page, progress_page
from commplan_advisor.present.report import shown_day
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.running.progress.model import DAYS_AHEAD, STATE_WORDS, STATES, Note
from commplan_advisor.running.progress.noting import can_start_now, doubts
from commplan_advisor.running.progress.reading import Kept, kept_in, progress_file
from commplan_advisor.running.progress.report import Progress
from commplan_advisor.running.progress.telling import RunningPlan, remarks, running_plan
from commplan_advisor.running.progress.writing import add_notes
from commplan_advisor.running.review.versions import plan_folder, versions_in
from commplan_advisor.web.pages.note_form import FIELDS, Typed, note_of, typed_in
from commplan_advisor.web.pages.parts import levelled, line_of, titled, wrong_in
from commplan_advisor.web.pages.posted import Posted
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.today import DayTyped, as_typed, day_typed, engine_on
from commplan_advisor.web.store import Stored
from commplan_advisor.web.words import said

_SEE_OTHER, _UNPROCESSABLE, _UNREADABLE = 303, 422, 500


@dataclass(frozen=True, slots=True)
class _Found:
    """What can be read of a plan that runs.

    Attributes:
        stored: the questionnaire as it stands in the folder.
        case: what is in it.
        book: the rule book.
        kept: the notes; None when they cannot be read.
        running: the plan; None when it cannot be told.
        faults: why not, a line each.
        status: of a page that tells it.
    """

    stored: Stored
    case: Case
    book: RuleBook
    kept: Kept | None
    running: RunningPlan | None
    faults: tuple[str, ...]
    status: int


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands in the form, and what is wrong with it by field."""

    typed: Typed
    problems: Mapping[str, str]
    faults: tuple[str, ...] = ()


def progress(site: Site) -> APIRouter:
    """The page, and what its form sends."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/progress")
    def page(request: Request, name: str, on: str = "", noted: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day = day_typed(on, language, date.today())
        with engine_on(site, day.day) as engine:
            found = _found(site, stored, engine, language)
            form = _Form({**dict.fromkeys(FIELDS, ""), "on": as_typed(day.day, language)}, {})
            return _page(site, request, found, day, form, noted=noted)

    @router.post("/cases/{name}/progress")
    def note(request: Request, name: str, form: Posted, on: str = "") -> Response:
        stored, language = site.store.read(name), site.language(request)
        day, typed = day_typed(on, language, date.today()), typed_in(form)
        with engine_on(site, day.day) as engine:
            found = _found(site, stored, engine, language)
            if found.kept is None or found.running is None:
                return _page(site, request, found, day, _Form(typed, {}))
            made, problems = note_of(typed, found.running.plan, engine.book, language, day.day)
            if made is None:
                return _page(site, request, replace(found, status=_UNPROCESSABLE), day, _Form(typed, problems))
            try:
                add_notes(progress_file(stored.path), [made])
            except (FaultyInputError, UnreadableFileError) as error:
                faults = wrong_in(error, site.store.folder, language)
                return _page(site, request, replace(found, status=_UNREADABLE), day, _Form(typed, {}, faults))
        shown = f"on={day.day.isoformat()}&" if day.typed and not day.problem else ""
        return RedirectResponse(f"/cases/{name}/progress?{shown}noted={len(found.kept.notes) + 1}", _SEE_OTHER)

    return router


def _found(site: Site, stored: Stored, engine: Engine, language: Language) -> _Found:
    """The plan and its notes, as `commplan progress` reads them; what cannot be read is told, and the rest is there."""
    case = site.advisor.case(stored)
    kept: Kept | None = None
    running: RunningPlan | None = None
    wrong: list[FaultyInputError | UnreadableFileError] = []
    try:
        kept = kept_in(progress_file(stored.path))
    except (FaultyInputError, UnreadableFileError) as error:
        wrong.append(error)
    try:
        running = running_plan(case, versions_in(plan_folder(stored.path)), engine.book, lambda: engine, language)
    except (FaultyInputError, UnreadableFileError) as error:
        wrong.append(error)
    faults = tuple(line for error in wrong for line in wrong_in(error, site.store.folder, language))
    unreadable = any(isinstance(error, UnreadableFileError) for error in wrong)
    status = _UNREADABLE if unreadable else _UNPROCESSABLE if wrong else 200
    return _Found(stored, case, engine.book, kept, running, faults, status)


def _page(site: Site, request: Request, found: _Found, day: DayTyped, form: _Form, *, noted: str = "") -> Response:
    language, folder = site.language(request), site.store.folder
    heading = said("progress", language)
    told: dict[str, object] = {"standing": "", "due": "", "history": "", "remarks": (), "noted": ()}
    if found.kept is not None and found.running is not None:
        so_far = found.running.progress(found.kept.notes, day.day, day.day + timedelta(DAYS_AHEAD))
        heading, standing = titled(progress_page(so_far, language, commands=False))
        due = (one for one in due_page(so_far, language, commands=False) if one not in standing)  # where the days come from is told once
        told = {
            "standing": markup(levelled(standing)),
            "due": markup(levelled(due)),
            "history": markup(levelled(history_page(so_far, language))),
            "remarks": tuple(line_of(one, folder, language) for one in remarks(found.kept, found.running.plan, found.book)),
            "noted": tuple(_confirmed(found, noted, language)),
        }
    return site.page(
        request,
        "progress.html",
        f"{said('progress', language)} – {found.case.name}",
        _UNPROCESSABLE if day.problem and found.status == 200 else found.status,
        heading=heading,
        faults=(*found.faults, *form.faults),
        day=day,
        typed=form.typed,
        problems=form.problems,
        actions=_actions(found, language),
        states=tuple((state, STATE_WORDS[state].in_(language)) for state in STATES),
        name=found.stored.name,
        municipality=found.case.name,
        here="progress",
        **told,
    )


def _actions(found: _Found, language: Language) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The actions to choose from: those of the plan, and those that the rule book has beside them."""
    plan = {one.id: one.title for one in found.running.plan.actions} if found.running else {}
    others = ((one.title.in_(language), id_) for id_, one in found.book.catalogue.actions.items() if id_ not in plan)
    return {"note_of_plan": tuple(plan.items()), "note_not_of_plan": tuple((id_, title) for title, id_ in sorted(others))}


def _confirmed(found: _Found, noted: str, language: Language) -> Iterator[str]:
    """What to say of the note that was made just now: that it is on the disk, what can start because of it, and what may not be meant.

    Args:
        found: the plan with its notes.
        noted: how many notes there were then; nothing is said when there are others by now.
        language: of what is said.
    """
    if found.kept is None or found.running is None or not found.kept.notes or noted != str(len(found.kept.notes)):
        return
    new = found.kept.notes[-1]

    def told(notes: tuple[Note, ...]) -> Progress:
        assert found.running is not None  # looked at above
        return found.running.progress(notes, new.on, new.on)

    before, after = told(found.kept.notes[:-1]), told(found.kept.notes)
    title = found.running.titles.get(new.action) or new.action
    yield said("note_made", language, action=title, state=STATE_WORDS[new.state].in_(language), day=shown_day(new.on, language))
    for status in can_start_now([new], before, after):
        yield said("note_can_start", language, action=status.title)
    yield from (doubt.in_(language) for doubt in doubts([new], after, found.book))
