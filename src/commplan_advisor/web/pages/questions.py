"""The pages with questions: they show a chapter, save what was filled in, and undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.filling import Edit
from commplan_advisor.questionnaire.questions import questions as all_questions
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.writing import with_answer
from commplan_advisor.web.pages.form import CHAPTERS, Form, Typed, edits_of, field_name, field_of
from commplan_advisor.web.pages.posted import Posted, text_in
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.so_far import so_far
from commplan_advisor.web.safety.contacts import has_contacts
from commplan_advisor.web.safety.tokens import FIELD
from commplan_advisor.web.store import ChangedMeanwhileError, Stored, UnknownCaseError
from commplan_advisor.web.words import said

_SEE_OTHER = 303
_TOLD = ("saved", "undone", "cannot_undo")
_BY_ITSELF = "by_itself"
"""A field that the script adds."""
_NO_ANSWERS = (FIELD, "version", "add", "on", _BY_ITSELF)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of saving.

    Attributes:
        problems: by field, what kept it from being saved.
        meanwhile: whether somebody else had changed the file.
        nothing: whether nothing could be saved, not even in part.
    """

    problems: Mapping[str, Text]
    meanwhile: bool = False
    nothing: bool = False


def questions(site: Site) -> APIRouter:
    """The pages with questions of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/questions/{chapter}")
    def page(request: Request, name: str, chapter: str, add: str = "", told: str = "") -> Response:
        stored = _read(site, name, chapter)
        case, language = site.advisor.case(stored), site.language(request)
        form = Form(chapter, case.answers, language, _words(site, language), adding=add)
        return _page(site, request, stored, case, form, told=told)

    @router.post("/cases/{name}/questions/{chapter}")
    def save(request: Request, name: str, chapter: str, form: Posted) -> Response:
        _read(site, name, chapter)
        typed: dict[str, list[str]] = {}
        for key, value in form.multi_items():
            if isinstance(value, str):
                typed.setdefault(key, []).append(value)
        by_itself = bool(text_in(form, _BY_ITSELF))
        outcome = _saved(site, name, chapter, typed, text_in(form, "version"), in_part=by_itself)
        stored = site.store.read(name)
        language = site.language(request)
        if by_itself:
            told = {field: message.in_(language) for field, message in outcome.problems.items()}
            with site.advisor.turn():
                line = so_far(site, site.advisor.case(stored), chapter, language)
            private = [field for field, values in typed.items() if field not in _NO_ANSWERS and has_contacts("\n".join(values))]
            return JSONResponse(
                {
                    "version": stored.version,
                    "meanwhile": outcome.meanwhile,
                    "nothing": outcome.nothing,
                    "problems": told,
                    "private": private,
                    "so_far": line,
                }
            )
        if outcome.problems or outcome.meanwhile:
            case = site.advisor.case(stored)
            shown = Form(chapter, case.answers, language, _words(site, language), typed, outcome.problems, meanwhile=outcome.meanwhile)
            return _page(site, request, stored, case, shown, status=409 if outcome.meanwhile else 422)
        return RedirectResponse(f"/cases/{name}/{_after(chapter, text_in(form, 'add'), text_in(form, 'on'))}", _SEE_OTHER)

    @router.post("/cases/{name}/undo/{chapter}")
    def undo(name: str, chapter: str, form: Posted) -> Response:
        _read(site, name, chapter)
        try:
            site.store.undo(name, text_in(form, "version"))
        except ChangedMeanwhileError:
            return RedirectResponse(f"/cases/{name}/questions/{chapter}?told=cannot_undo", _SEE_OTHER)
        return RedirectResponse(f"/cases/{name}/questions/{chapter}?told=undone", _SEE_OTHER)

    return router


def _after(chapter: str, add: str, on: str) -> str:
    """Where one comes after saving: at a row to fill in, at what comes next, or at the chapter again."""
    if add in _lists(chapter):
        return f"questions/{chapter}?add={add}#{add}-title"
    if on == "advice":
        return on
    return f"questions/{on if on in CHAPTERS else chapter}?told=saved"


def _read(site: Site, name: str, chapter: str) -> Stored:
    if chapter not in CHAPTERS:
        raise UnknownCaseError(chapter)
    return site.store.read(name)


def _saved(site: Site, name: str, chapter: str, typed: Typed, version: str, *, in_part: bool) -> _Outcome:
    """Save what was filled in, all of it or, when it goes by itself, what is not wrong.

    Raises:
        FaultyInputError: the file as it stands is wrong.
        UnreadableFileError: it cannot be read or written.
    """
    stored = site.store.read(name)
    with site.advisor.turn():
        edits, problems = edits_of(chapter, site.advisor.case(stored).answers, typed)
        if version != stored.version and edits:  # without any, the file holds what was filled in: its answer was perhaps lost on the way
            return _Outcome({}, meanwhile=True)
        text, more = (stored.text, {}) if problems and not in_part else _written(site, stored, edits)
        if more and in_part:
            text, still = _written(site, stored, [one for one in edits if field_name(one[0]) not in more])
            if still:
                return _Outcome(problems | more, nothing=True)
    problems |= more
    if problems and not in_part:
        return _Outcome(problems)
    try:
        site.store.save(name, text, stored.version)
    except ChangedMeanwhileError:
        return _Outcome(problems, meanwhile=True)
    return _Outcome(problems)


def _written(site: Site, stored: Stored, edits: Sequence[Edit]) -> tuple[str, dict[str, Text]]:
    """The file with other answers, and what is wrong with them by field."""
    text, as_json = stored.text, stored.path.suffix == ".json"
    try:
        for where, value in edits:
            text = with_answer(text, where, value, as_json=as_json)
        site.advisor.case_of(text, stored.path.name, as_json=as_json)
    except FaultyInputError as error:
        return text, {field_of(fault.path): fault.message for fault in error.faults}
    return text, {}


def _page(site: Site, request: Request, stored: Stored, case: Case, form: Form, *, told: str = "", status: int = 200) -> Response:
    chapters = list(CHAPTERS)
    place = chapters.index(form.chapter)
    with site.advisor.turn():
        parts, wrong, elsewhere = form.parts, form.wrong, form.wrong_elsewhere
        line = so_far(site, case, form.chapter, form.language)
    return site.page(
        request,
        "questions.html",
        f"{said(form.chapter, form.language)} – {case.name}",
        status,
        name=stored.name,
        municipality=case.name,
        here=form.chapter,
        version=stored.version,
        parts=parts,
        so_far=line,
        problems=[(one.id, f"{one.label}: {one.problem}") for one in wrong],
        elsewhere=elsewhere,
        meanwhile=form.meanwhile,
        undoable=site.store.can_undo(stored),
        told=said(told, form.language) if told in _TOLD else "",
        following=chapters[place + 1] if place + 1 < len(chapters) else "",
    )


def _words(site: Site, language: Language) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The words of the rule book that some questions take, with their titles."""
    catalogue = site.advisor.engine.book.catalogue
    roles = sorted((one.title.in_(language), name) for name, one in catalogue.roles.items())
    indicators = sorted((one.title.in_(language), name) for name, one in catalogue.indicators.items())
    return {
        "planning.hours[].role": [(name, title) for title, name in roles],
        "measurements[].indicator": [(name, title) for title, name in indicators],
    }


def _lists(chapter: str) -> tuple[str, ...]:
    return tuple(one.path for one in all_questions().values() if one.kind == "list" and one.path.split(".")[0] in CHAPTERS[chapter])
