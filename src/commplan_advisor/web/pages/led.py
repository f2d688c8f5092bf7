"""The questionnaire question by question, the one that tells most first: answer it, or leave it, and see the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from commplan_advisor.advice.questions.interview import begun, edits_of, telling_order
from commplan_advisor.common.faults import FaultyInputError, did_you_mean, nearest_word, quote
from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.answering import NotUnderstoodError
from commplan_advisor.questionnaire.asked import Asked, asked
from commplan_advisor.questionnaire.progress import NOT_COUNTED
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.questionnaire.writing import with_answer
from commplan_advisor.web.pages.answering import answer_in, field_to_answer, plain_answer, rows_lost, told_answer
from commplan_advisor.web.pages.form import Field
from commplan_advisor.web.pages.linking import question_address
from commplan_advisor.web.pages.posted import Posted, text_in
from commplan_advisor.web.pages.site import Site
from commplan_advisor.web.pages.trying import chapter_of, words_of
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.store import ChangedMeanwhileError, Stored, version_of
from commplan_advisor.web.words import said

_SEE_OTHER, _CONFLICT, _WRONG = 303, 409, 422
_MOST = 500
"""Questions that can be left in one round."""
Skipped = Annotated[list[str] | None, Query(alias="skip", max_length=_MOST)]


def led(site: Site) -> APIRouter:
    """The page of a site that asks one question, and what its form sends."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/ask")
    def page(request: Request, name: str, question: str = "", skip: Skipped = None, saved: str = "") -> Response:
        stored = site.store.read(name)
        case, skipped = site.advisor.case(stored), tuple(dict.fromkeys(skip or ()))
        with site.advisor.turn():
            round_ = _Round(site, request, stored, case, skipped)
            return round_.page(question, saved) if question else round_.on(saved)

    @router.post("/cases/{name}/ask")
    def answer(request: Request, name: str, form: Posted, question: str = "", skip: Skipped = None) -> Response:
        stored = site.store.read(name)
        case, skipped = site.advisor.case(stored), tuple(dict.fromkeys(skip or ()))
        given = [one for one in form.getlist("answer") if isinstance(one, str)]
        with site.advisor.turn():
            return _Round(site, request, stored, case, skipped).answered(question, given, text_in(form, "had"))

    return router


@dataclass(frozen=True, slots=True)
class _Round:
    """One request of somebody who goes from question to question; all of it inside a turn.

    Attributes:
        site: whose page it is.
        request: that it answers.
        stored: the questionnaire as it stands in the folder.
        case: what is in it.
        skipped: the questions that were left in this round.
    """

    site: Site
    request: Request
    stored: Stored
    case: Case
    skipped: tuple[str, ...]

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.site.language(self.request)

    def on(self, saved: str) -> Response:
        """On to the first question that tells something and was not left; without any it is done."""
        coming = self._coming()
        if not coming:
            return self._done(saved)
        return RedirectResponse(self._address(question=coming[0].path, saved=saved), _SEE_OTHER)

    def page(self, path: str, saved: str) -> Response:
        """The page with a question."""
        one = self._asked(path)
        return self._unknown(path) if one is None else self._shown(one, field_to_answer(one, self.case.answers, self.language), saved)

    def answered(self, path: str, given: Sequence[str], had: str) -> Response:
        """Write the answer into the file, and go on to the next question; or say why it cannot be."""
        one = self._asked(path)
        if one is None:
            return self._unknown(path)
        if had != _mark(one):
            return self._meanwhile(one, given)
        try:
            value = answer_in(one, given)
            if lost := rows_lost(one, value, self.language):
                chapter = said(chapter_of(one), self.language)
                return self._wrong(one, given, said("ask_rows_lost", self.language, rows=lost, chapter=chapter))
            self._save(one, value)
        except NotUnderstoodError as error:
            return self._wrong(one, given, error.message.in_(self.language))
        except FaultyInputError as error:
            return self._wrong(one, given, f"{said('ask_this', self.language)} {error.faults[0].message.in_(self.language)}")
        except ChangedMeanwhileError:
            return self._meanwhile(one, given)
        skipped = (*self.skipped, path) if value is None else self.skipped  # whoever takes an answer away does not want to be asked again
        return RedirectResponse(self._address(saved=path, skipped=skipped), _SEE_OTHER)

    def _save(self, one: Asked, value: object) -> None:
        text, as_json = self.stored.text, self.stored.path.suffix == ".json"
        for where, new in edits_of(one, value):
            text = with_answer(text, where, new, as_json=as_json)
        self.site.advisor.case_of(text, self.stored.path.name, as_json=as_json)
        self.site.store.save(self.stored.name, text, self.stored.version)

    def _asked(self, path: str) -> Asked | None:
        return next((one for one in self._all() if one.path == path), None)

    def _all(self) -> Iterator[Asked]:
        """The questions that can be asked by themselves: not those for a longer text."""
        return (one for one in asked(self.case.answers) if one.path not in NOT_COUNTED and one.question.kind != "texts")

    def _coming(self) -> tuple[Asked, ...]:
        """The questions that can still tell something and were not left, the most telling first."""
        by_place = {one.where: one for one in asked(self.case.answers)}
        coming = (by_place[where] for where in begun(self.case, telling_order(self.site.advisor.engine.book)).coming)
        return tuple(one for one in coming if one.path not in self.skipped)

    def _wrong(self, one: Asked, given: Sequence[str], problem: str) -> Response:
        field = field_to_answer(one, self.case.answers, self.language, given)
        return self._shown(one, replace(field, problem=problem), status=_WRONG)

    def _meanwhile(self, one: Asked, given: Sequence[str]) -> Response:
        """The page that shows what somebody else answered beside what was chosen here."""
        field = field_to_answer(one, self.case.answers, self.language, given)
        return self._shown(one, replace(field, now=said("now", self.language, value=told_answer(one, self.language))), status=_CONFLICT)

    def _shown(self, one: Asked, field: Field, saved: str = "", *, status: int = 200) -> Response:
        coming = self._coming()
        return self.site.page(
            self.request,
            "ask.html",
            f"{field.label} – {self.case.name}",
            status,
            **self._around(saved),
            field=field,
            had=_mark(one),
            left=len(coming),
            meanwhile=status == _CONFLICT,
            action=self._address(question=one.path),
            skip=self._address(skipped=(*self.skipped, one.path) if one.value is None else self.skipped),
            chapter=question_address(self.stored.name, one.where, of_list=one.question.kind == "list"),
            kept=urlencode([("question", one.path), *(("skip", path) for path in self.skipped)]),
        )

    def _done(self, saved: str) -> Response:
        return self.site.page(
            self.request,
            "asked.html",
            f"{said('ask_done', self.language)} – {self.case.name}",
            **self._around(saved),
            skipped=self._told_skipped(),
            again=f"/cases/{self.stored.name}/ask",
            kept=urlencode([("skip", path) for path in self.skipped]),
        )

    def _told_skipped(self) -> str:
        count = sum(self._asked(path) is not None for path in self.skipped)
        return said("ask_skipped_one" if count == 1 else "ask_skipped", self.language, count=count) if count else ""

    def _around(self, saved: str) -> dict[str, Any]:
        before = self._asked(saved) if saved else None
        told = said("ask_saved", self.language, question=words_of(before, self.language)) if before else ""
        back = self._address(question=before.path) if before else ""
        return {"name": self.stored.name, "municipality": self.case.name, "here": "next", "told": told, "back": back}

    def _address(self, *, question: str = "", saved: str = "", skipped: Sequence[str] | None = None) -> str:
        known = (("question", question), ("saved", saved), *(("skip", path) for path in (self.skipped if skipped is None else skipped)))
        query = urlencode([(key, value) for key, value in known if value])
        return f"/cases/{self.stored.name}/ask{'?' if query else ''}{query}"

    def _unknown(self, path: str) -> Response:
        nearest = nearest_word(path, [one.path for one in self._all()])
        message = said("ask_unknown", self.language, name=quote(path)) + did_you_mean(nearest).in_(self.language)
        back = (f"/cases/{self.stored.name}/next", said("next", self.language))
        return unknown(self.site, self.request, message, nearest, self._address(question=nearest), back)


def _mark(one: Asked) -> str:
    """What tells an answer from any other: whoever changes it must have seen just that."""
    return version_of(str(plain_answer(one)))
