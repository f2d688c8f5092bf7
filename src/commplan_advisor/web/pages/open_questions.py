"""The open questions of a case, the one that matters most first, with links to where they are answered, or asked one by one."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from commplan_advisor.advice.answers import asked_words
from commplan_advisor.advice.questions.next_question import next_questions
from commplan_advisor.present.next_question import next_page
from commplan_advisor.questionnaire.editing import where_of
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import question_of
from commplan_advisor.web.pages.linking import linked, parted, question_address
from commplan_advisor.web.pages.site import Site, markup


def open_questions(site: Site) -> APIRouter:
    """The page of open questions of a site."""
    router = APIRouter(include_in_schema=False)

    @router.get("/cases/{name}/next")
    def page(request: Request, name: str) -> Response:
        case, language = site.advisor.case(site.store.read(name)), site.language(request)
        with site.advisor.turn():
            book = site.advisor.engine.book
            told = next_questions(case.answers, book)
            title, blocks = parted(tuple(next_page(told, case.name, book, language, shown_first=None)))
            links: dict[str, str] = {}
            for place, one in enumerate(told.questions, start=1):
                words = asked_words(one.path, language)
                links[words] = links[f"{place}. {words}"] = _address(name, case.answers, one.path)
            first = next((one.path for one in told.questions), "")
            begin = asked_words(first, language) if first else ""
        first = f"/cases/{name}/ask?{urlencode({'question': first})}" if first else ""
        body = linked(markup(blocks), links)
        return site.page(request, "next.html", title, name=name, municipality=case.name, here="next", body=body, begin=begin, first=first)

    return router


def _address(name: str, answers: Questionnaire, path: str) -> str:
    """Where a question is answered; of a list a new row, and of a row that is not there yet the list that it comes in."""
    where, question = where_of(answers, path), question_of(path)
    if where is None:
        return question_address(name, tuple(path.partition("[")[0].split(".")), of_list=True, add=True)
    return question_address(name, where, of_list=question is not None and question.kind == "list", add=True)
