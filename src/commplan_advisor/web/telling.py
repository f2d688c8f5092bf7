"""Saying why something cannot be done: to a program as problem+json, to a person on a page. Never how the program works inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import Response

from commplan_advisor.common.faults import Fault
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.web.api.problems import is_for_programs, problem
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.words import said


class Telling:
    """Answers that say why there is none.

    Args:
        site: whose pages they are on.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def language(self, request: Request) -> Language:
        """The language of the answer; a program only has what it asks for, a browser remembers its choice."""
        if not is_for_programs(request.scope):
            return self._site.language(request)
        asked = request.query_params.get("lang")
        return next((one for one in LANGUAGES if one == asked), self._site.settings.language)

    def refusal(self, request: Request, status: int, word: str, *, headers: Mapping[str, str] | None = None, **filled: object) -> Response:
        """An answer in words that are known: a title, and what can be done.

        Args:
            request: that it answers.
            status: of the answer.
            word: name of its title; with `_explained` behind it, that of the sentence below it.
            headers: of the answer.
            filled: into the sentence.
        """
        language = self.language(request)
        return self.told(request, status, said(word, language), [said(f"{word}_explained", language, **filled)], headers=headers)

    def told(
        self,
        request: Request,
        status: int,
        title: str,
        lines: Sequence[str] = (),
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """An answer with a title, sentences, and what is wrong."""
        language = self.language(request)
        if is_for_programs(request.scope):
            detail = " ".join(lines) or said("in_faults", language)
            response: Response = problem(status, title, detail, faults, language)
        else:
            told = [*lines, *(_without_folder(one).words(language) for one in faults)]
            response = self._site.page(request, "message.html", title, status, lines=told)
        response.headers.update(headers or {})
        return response


def _without_folder(fault: Fault) -> Fault:
    """The fault without the folder that the file is in: where that stands is nobody's business."""
    return replace(fault, place=replace(fault.place, file=PurePath(fault.place.file).name))
