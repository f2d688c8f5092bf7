"""What another answer would do to the advice: choose a question, choose an answer, see the difference. Nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from commplan_advisor.advice.what_if.what_if import what_if as differences
from commplan_advisor.common.faults import FaultyInputError, did_you_mean, nearest_word, quote
from commplan_advisor.common.text import Language
from commplan_advisor.present.difference import what_if_page
from commplan_advisor.questionnaire.answering import NotUnderstoodError
from commplan_advisor.questionnaire.editing import Change, changes_from
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.web.pages.form import Field
from commplan_advisor.web.pages.linking import parted
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.trying import can_be_tried, changes_of, chapter_of, field_to_try, words_of
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.words import said

_WRONG = 422
_MOST = 50
"""Answers in one request: each is looked at by itself, and no question has so many."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions of one chapter, each with its words."""

    title: str
    questions: tuple[tuple[str, str], ...]


def what_if(site: Site) -> APIRouter:
    """The page of a site that tries other answers."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/what-if")
    def page(
        request: Request,
        name: str,
        question: str = "",
        answer: Annotated[list[str] | None, Query(max_length=_MOST)] = None,
        tried: bool = False,
        settings: Annotated[list[str] | None, Query(alias="set", max_length=_MOST)] = None,
    ) -> Response:
        case = site.advisor.case(site.store.read(name))
        asked = _Trying(site, request, name, case)
        with site.advisor.turn():
            return asked.written(settings) if settings else asked.chosen(question, answer or [], tried=tried)

    return router


class _Trying:
    """One request about one case; all of it inside a turn."""

    def __init__(self, site: Site, request: Request, name: str, case: Case) -> None:
        self.site, self.request, self.name, self.case = site, request, name, case
        self.language: Language = site.language(request)
        self.questions = {one.path: one for one in can_be_tried(case.answers, site.advisor.engine.book)}

    def written(self, settings: Sequence[str]) -> Response:
        """The difference that answers make which are written as on the command line."""
        kept = urlencode([("set", one) for one in settings])
        try:
            body = self._difference(changes_from(self.case, settings))
        except FaultyInputError as error:
            return self._page(kept=kept, problems=[fault.words(self.language) for fault in error.faults])
        return self._page(kept=kept, body=body)

    def chosen(self, path: str, given: Sequence[str], *, tried: bool) -> Response:
        """The form; with a question also its answers, and with an answer the difference."""
        if not path:
            return self._page()
        one = self.questions.get(path)
        if one is None:
            return self._unknown(path)
        answers = [("answer", each) for each in given]
        kept = urlencode([("question", path), *([("tried", "true"), *answers] if tried else [])])
        field = field_to_try(one, self.case.answers, self.language, given if tried else None)
        if not tried:
            return self._page(kept=kept, field=field, chosen=path)
        try:
            body = self._difference(changes_of(one, self.case, given))
        except NotUnderstoodError as error:
            problem = error.message.in_(self.language)
        except FaultyInputError as error:
            problem = " ".join(fault.said(self.language) for fault in error.faults)
        else:
            return self._page(kept=kept, field=field, chosen=path, body=body)
        return self._page(kept=kept, field=replace(field, problem=problem), chosen=path)

    def _difference(self, changes: Sequence[Change]) -> Markup:
        told = differences(self.case, changes, self.site.advisor.engine, language=self.language)
        _, blocks = parted(what_if_page(told, self.language))
        return markup(blocks)

    def _unknown(self, path: str) -> Response:
        nearest = nearest_word(path, self.questions)
        message = said("unknown_question", self.language, name=quote(path)) + did_you_mean(nearest).in_(self.language)
        back = f"/cases/{self.name}/what-if"
        meant = f"{back}?{urlencode({'question': nearest})}"
        return unknown(self.site, self.request, message, nearest, meant, (back, said("what_if_question", self.language)))

    def _page(
        self, *, kept: str = "", field: Field | None = None, chosen: str = "", body: Markup | None = None, problems: Sequence[str] = ()
    ) -> Response:
        wrong = bool(problems or (field and field.problem))
        return self.site.page(
            self.request,
            "what_if.html",
            f"{said('what-if', self.language)} – {self.case.name}",
            _WRONG if wrong else 200,
            name=self.name,
            municipality=self.case.name,
            here="what-if",
            kept=kept,
            groups=tuple(self._groups()),
            field=field,
            chosen=chosen,
            body=body,
            problems=problems,
        )

    def _groups(self) -> Iterator[_Group]:
        for chapter, asked in groupby(self.questions.values(), chapter_of):
            yield _Group(said(chapter, self.language), tuple((one.path, words_of(one, self.language)) for one in asked))
