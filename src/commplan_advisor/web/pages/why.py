"""Why something is in the advice, and why not: what can be asked, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from commplan_advisor.advice.why import naming
from commplan_advisor.advice.why.explaining import Answer, Explanation, explain
from commplan_advisor.advice.why.why_not import WhyNot, why_not
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key, Status
from commplan_advisor.present.blocks import Block, CommandLine
from commplan_advisor.present.explanation import conclusion_pages, explanation_page, key_text
from commplan_advisor.present.handbook.words import say
from commplan_advisor.present.why_not import why_not_page
from commplan_advisor.questionnaire.questions import question_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.catalogue import PLURALS, Catalogue
from commplan_advisor.web.pages.linking import explain_address, parted, question_address, raised, what_if_address, why_not_address
from commplan_advisor.web.pages.site import Site, markup
from commplan_advisor.web.pages.unknown import unknown
from commplan_advisor.web.words import said

_FIRST = ("problem", "cause", "action", "finding", "moment", "duty", "task")
"""Kinds that are listed in full; the rest can be opened."""
_TEMPORARY = 307


@dataclass(frozen=True, slots=True)
class _Link:
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """Things of one kind that can be asked about."""

    id: str
    title: str
    links: tuple[_Link, ...]


@dataclass(frozen=True, slots=True)
class _Below:
    """An answer that something rests on, with where it can be changed or tried otherwise."""

    question: str
    value: str
    address: str
    what_if: str


def why(site: Site) -> APIRouter:
    """The page of explanations of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/explain")
    def page(
        request: Request,
        name: str,
        of: str = "",
        missed: Annotated[str, Query(alias="why_not")] = "",
        everything: Annotated[bool, Query(alias="all")] = False,
    ) -> Response:
        case = site.advisor.case(site.store.read(name))
        asked = _Asked(site, request, name, case)
        with site.advisor.turn():
            if missed:
                return asked.why_not(missed)
            if of:
                return asked.why(of)
            return asked.all_of_it() if everything else asked.all_that_can_be_asked()

    return router


class _Asked:
    """One request about one case; all of it inside a turn."""

    def __init__(self, site: Site, request: Request, name: str, case: Case) -> None:
        self.site, self.request, self.name, self.case = site, request, name, case
        self.language: Language = site.language(request)
        self.engine = site.advisor.engine

    def why_not(self, id_: str) -> Response:
        """Why something is not there; what is there after all is explained."""
        try:
            kind, id_ = naming.kind_of(id_, self.engine.book.catalogue)
        except naming.UnknownNameError as error:
            return self._unknown(error, lambda nearest: why_not_address(self.name, nearest))
        found = why_not(self.case, self.engine, kind, id_, language=self.language)
        if found.status is Status.CONCLUDED:
            return RedirectResponse(explain_address(self.name, (kind, id_, "")), _TEMPORARY)
        title, blocks = parted(tuple(why_not_page(found, self.language, everything=True)))
        body = _with_link(blocks, self._to_change(found))
        return self._page("explained.html", title, body=body, answers=(), kept=urlencode({"why_not": id_}))

    def why(self, of: str) -> Response:
        """Why something is there; what is not leads to the reasons why not."""
        explanation, catalogue = self._explanation(), self.engine.book.catalogue
        concluded = {key_text(one) for one in _concluded(explanation)}
        key = _key_of(of)
        if of not in concluded and key[0] in naming.KINDS and key[1] in getattr(catalogue, PLURALS[key[0]]):
            return RedirectResponse(why_not_address(self.name, key[1]), _TEMPORARY)
        if of not in concluded:
            error = naming.UnknownNameError(of, [*concluded, *_keys_of(catalogue)])
            return self._unknown(error, lambda nearest: explain_address(self.name, _key_of(nearest)))
        title, blocks = parted(tuple(raised(conclusion_pages(explanation, [key], self.language, commands=False), 2)))
        answers = tuple(map(self._below, explanation.answers_of(key)))
        return self._page("explained.html", title, body=markup(blocks), answers=answers, kept=urlencode({"of": of}))

    def all_of_it(self) -> Response:
        """Everything explained on one page."""
        title, blocks = parted(tuple(explanation_page(self._explanation(), self.language, everything=True)))
        return self._page("explained.html", title, body=markup(blocks), answers=(), kept="all=true")

    def all_that_can_be_asked(self) -> Response:
        """What there is to explain, and what is not there, to choose from."""
        explanation = self._explanation()
        there = [one for kind in PLURALS if (one := self._there(explanation, kind)).links]
        first = sorted((one for one in there if one.id in _FIRST), key=lambda one: _FIRST.index(one.id))
        rest = [one for one in there if one.id not in _FIRST]
        missing = [one for kind in naming.KINDS if (one := self._missing(explanation, kind)).links]
        title = said("explain_title", self.language)
        return self._page("explain.html", title, first=first, rest=rest, missing=missing)

    def _explanation(self) -> Explanation:
        return explain(self.case, self.engine, language=self.language)

    def _there(self, explanation: Explanation, kind: str) -> _Listed:
        links = tuple(_Link(one.title, explain_address(self.name, one.key)) for one in explanation.concluded(kind))
        return _Listed(kind, say(f"kind_{kind}", self.language), links)

    def _missing(self, explanation: Explanation, kind: str) -> _Listed:
        there = {one.id for one in explanation.concluded(kind)}
        entries = getattr(self.engine.book.catalogue, PLURALS[kind]).values()
        links = tuple(_Link(one.title.in_(self.language), why_not_address(self.name, one.id)) for one in entries if one.id not in there)
        return _Listed(kind, said(f"why_not_{kind}", self.language, count=len(links)), links)

    def _below(self, answer: Answer) -> _Below:
        question = question_of(answer.path)
        of_list = question is not None and question.kind == "list"
        what_if = f"/cases/{self.name}/what-if?{urlencode({'question': answer.path})}"
        return _Below(answer.question, answer.value, question_address(self.name, answer.where, of_list=of_list), what_if)

    def _to_change(self, found: WhyNot) -> Markup:
        address = what_if_address(self.name, (one.written for one in found.change or ()))
        return Markup('<p><a href="{}">{}</a></p>').format(address, said("try_change", self.language))

    def _unknown(self, error: naming.UnknownNameError, address: Callable[[str], str]) -> Response:
        back = (f"/cases/{self.name}/explain", said("explain_list", self.language))
        meant = address(error.nearest) if error.nearest else ""
        return unknown(self.site, self.request, error.message.in_(self.language), error.nearest, meant, back)

    def _page(self, template: str, title: str, **values: Any) -> Response:
        told = f"{title} – {self.case.name}"
        return self.site.page(
            self.request, template, told, name=self.name, municipality=self.case.name, here="explain", heading=title, **values
        )


def _with_link(blocks: Iterable[Block], link: Markup) -> Markup:
    """A report in which a link stands where it shows a command to type."""
    return Markup("\n").join(link if isinstance(block, CommandLine) else markup([block]) for block in blocks)


def _concluded(explanation: Explanation) -> Iterator[Key]:
    return (key for key, one in explanation.conclusions.items() if one.status is Status.CONCLUDED)


def _keys_of(catalogue: Catalogue) -> Iterator[str]:
    return (key_text((kind, id_, "")) for kind in naming.KINDS for id_ in getattr(catalogue, PLURALS[kind]))


def _key_of(text: str) -> Key:
    """What `cause:no_time@chatter` stands for."""
    kind, _, rest = text.partition(":")
    id_, _, about = rest.partition("@")
    return kind, id_, about
