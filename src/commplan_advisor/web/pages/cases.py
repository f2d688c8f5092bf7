"""The pages: the list of questionnaires, and of each the questions, the advice, and what can be downloaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language, Text
from commplan_advisor.present.report import report, shown_day
from commplan_advisor.questionnaire.filling import Edit
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.writing import with_answer
from commplan_advisor.web.pages.form import CHAPTERS, Form, edits_of, field_of
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.safety import tokens
from commplan_advisor.web.store import ChangedMeanwhileError, Stored, UnknownCaseError
from commplan_advisor.web.words import said

_LONGEST_NAME = 100
_SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    title: str
    state: str
    changed: str


async def _posted(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=5000)


Posted = Annotated[FormData, Depends(_posted)]


def pages(site: Site) -> APIRouter:
    """The pages of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def cases(request: Request) -> Response:
        return _cases(site, request)

    @router.post("/cases")
    def new(request: Request, form: Posted) -> Response:
        tokens.check(request, str(form.get(tokens.FIELD, "")))
        language, name = site.language(request), " ".join(str(form.get("municipality", "")).split())
        if not name:
            return _cases(site, request, said("name_needed", language))
        try:
            stored = site.store.add(name[:_LONGEST_NAME], language)
        except UnreadableFileError as error:
            return _cases(site, request, error.fault.words(language))
        return RedirectResponse(f"/cases/{stored}/questions/introduction", _SEE_OTHER)

    @router.get("/cases/{name}/questions/{chapter}")
    def questions(request: Request, name: str, chapter: str, add: str = "", saved: bool = False) -> Response:
        stored = _read(site, name, chapter)
        case = site.advisor.case(stored)
        with site.advisor.turn():
            form = Form(chapter, case.answers, site.language(request), _words(site, site.language(request)), adding=add)
            return _questions(site, request, stored, case, form, saved=saved)

    @router.post("/cases/{name}/questions/{chapter}")
    def answered(request: Request, name: str, chapter: str, form: Posted) -> Response:
        tokens.check(request, str(form.get(tokens.FIELD, "")))
        stored = _read(site, name, chapter)
        case, language = site.advisor.case(stored), site.language(request)
        typed = {key: [str(value) for value in form.getlist(key)] for key in form}
        with site.advisor.turn():
            edits, problems = edits_of(chapter, case.answers, typed)
            meanwhile = str(form.get("version", "")) != stored.version
            text = stored.text
            if not problems and not meanwhile:
                text, problems = _written(site, stored, edits)
            if not problems and not meanwhile:
                try:
                    site.store.save(name, text, stored.version)
                except ChangedMeanwhileError:
                    meanwhile, stored = True, site.store.read(name)
            if problems or meanwhile:
                shown = Form(chapter, case.answers, language, _words(site, language), typed, problems, meanwhile=meanwhile)
                return _questions(site, request, stored, case, shown, status=409 if meanwhile else 422)
        add = str(form.get("add", ""))
        where = f"?add={add}#{add}-title" if add in _lists(chapter) else "?saved=true"
        return RedirectResponse(f"/cases/{name}/questions/{chapter}{where}", _SEE_OTHER)

    @router.get("/cases/{name}/advice")
    def advice(request: Request, name: str) -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        body = markup(report(site.advisor.advice(case, language), language))
        return site.page(request, "blocks.html", said("advice", language), body=body, name=name, municipality=case.name, here="advice")

    return router


def _cases(site: Site, request: Request, problem: str = "") -> Response:
    language = site.language(request)
    listed = [_listed(site, name, language) for name in site.store.names()]
    status = 422 if problem else 200
    return site.page(request, "cases.html", said("cases", language), status, cases=listed, problem=problem)


def _listed(site: Site, name: str, language: Language) -> _Listed:
    """A questionnaire in the list; one that cannot be read is in it too."""
    try:
        stored = site.store.read(name)
        case = site.advisor.case(stored)
    except (FaultyInputError, UnreadableFileError, UnknownCaseError):
        return _Listed(name, name, said("faulty", language), "")
    with site.advisor.turn():
        progress = progress_of(case.answers)
    state = said("answered_of", language, answered=progress.answered, asked=progress.asked)
    return _Listed(name, case.name, state, shown_day(stored.changed.date(), language))


def _read(site: Site, name: str, chapter: str) -> Stored:
    if chapter not in CHAPTERS:
        raise UnknownCaseError(chapter)
    return site.store.read(name)


def _written(site: Site, stored: Stored, edits: Sequence[Edit]) -> tuple[str, dict[str, Text]]:
    """The file with other answers, or what is wrong with them by field."""
    text = stored.text
    try:
        for where, value in edits:
            text = with_answer(text, where, value, as_json=stored.path.suffix == ".json")
        site.advisor.case_of(text, stored.path.name, as_json=stored.path.suffix == ".json")
    except FaultyInputError as error:
        return text, {field_of(fault.path): fault.message for fault in error.faults}
    return text, {}


def _questions(site: Site, request: Request, stored: Stored, case: Case, form: Form, *, saved: bool = False, status: int = 200) -> Response:
    chapters = list(CHAPTERS)
    place = chapters.index(form.chapter)
    return site.page(
        request,
        "questions.html",
        f"{said(form.chapter, form.language)} – {case.name}",
        status,
        name=stored.name,
        municipality=case.name,
        here=form.chapter,
        version=stored.version,
        parts=form.parts,
        problems=form.wrong,
        meanwhile=form.meanwhile,
        saved=saved,
        following=chapters[place + 1] if place + 1 < len(chapters) else "",
    )


def _words(site: Site, language: Language) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The words of the rule book that some questions take."""
    catalogue = site.advisor.engine.book.catalogue
    roles = sorted((one.title.in_(language), name) for name, one in catalogue.roles.items())
    indicators = sorted((one.title.in_(language), name) for name, one in catalogue.indicators.items())
    return {
        "planning.hours[].role": [(name, title) for title, name in roles],
        "measurements[].indicator": [(name, title) for title, name in indicators],
    }


def _lists(chapter: str) -> tuple[str, ...]:
    from commplan_advisor.questionnaire.questions import questions

    return tuple(one.path for one in questions().values() if one.kind == "list" and one.path.split(".")[0] in CHAPTERS[chapter])
