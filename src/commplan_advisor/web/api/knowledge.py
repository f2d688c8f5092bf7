"""What the advice rests on: the questions that are asked and the rules of the rule book."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.choosing import Wanted
from commplan_advisor.present.rules_machine import rules_json
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.web.api.document import answers, of
from commplan_advisor.web.api.parameters import Lang
from commplan_advisor.web.pages.site import Site


class Choice(BaseModel):
    """An answer to choose."""

    value: str = Field(description="The word in the questionnaire.")
    text: str = Field(description="What it says.")


class Asked(BaseModel):
    """A question."""

    path: str = Field(description="Where its answer stands in a questionnaire; `[]` marks a list.")
    item: str = Field(description="The item of the format that it serves.")
    text: str = Field(description="The question itself.")
    think: str = Field(description="What to think of; empty when there is nothing to add.")
    kind: str = Field(description="The sort of answer: yes_no, number, text, day, option, options, texts or list.")
    options: list[Choice] = Field(description="The answers to choose from; empty for an open question.")
    unit: str = Field(description="Of a number, such as %; empty when it has none.")
    least: float = Field(description="The lowest number that can be answered; 0 when it takes no number.")
    most: float = Field(description="The highest number that can be answered; 0 when it takes no number.")
    whole: bool = Field(description="Whether it must be a whole number.")


class QuestionList(BaseModel):
    """All questions, in the order of the questionnaire; those of a list's rows follow the list."""

    questions: list[Asked]


def knowledge(site: Site) -> APIRouter:
    """The addresses for it."""
    router, default = APIRouter(), site.settings.language

    @router.get("/questions", summary="The questions", responses=answers("All of them."))
    def asked(lang: Lang = default) -> QuestionList:
        """All questions of the questionnaire, with the answers that the rule book adds."""
        with site.advisor.turn():
            return QuestionList(questions=[_told(one, lang) for one in questions().values()])

    @router.get("/rules", summary="The rules", responses=answers("All that are in force.", of("Rules")), response_class=Response)
    def rules(lang: Lang = default) -> Response:  # noqa: ARG001
        """The same list as `commplan rules list --format json` gives."""
        book = site.advisor.book
        return Response(rules_json(Wanted(status="in_force").rules(book), book), media_type="application/json")

    return router


def _told(question: Question, language: Language) -> Asked:
    return Asked(
        path=question.path,
        item=question.item,
        text=question.text.in_(language),
        think=question.think.in_(language),
        kind=question.kind,
        options=[Choice(value=str(one), text=one.nl if language == "nl" else one.en) for one in question.options],
        unit=question.unit,
        least=question.least,
        most=question.most,
        whole=question.whole,
    )
