"""An answer to one question, as a form asks for it: what it shows, and what was chosen or typed means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commplan_advisor.advice.questions.interview import name_of, rows_without
from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.answering import NotUnderstoodError, in_words, takes_several, understood
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.web.pages.form import NONE, Choice, Field
from commplan_advisor.web.pages.trying import asked_field, words_of
from commplan_advisor.web.words import said


def field_to_answer(one: Asked, answers: Questionnaire, language: Language, given: Sequence[str] | None = None) -> Field:
    """The question as a field; that nothing was answered yet cannot be chosen, but for an answer that is there it takes it away.

    Args:
        one: the question.
        answers: what stands in the file.
        language: of the page.
        given: what was chosen; None to show what stands in the file.
    """
    field = asked_field(one, answers, language, given)
    offered = [each for each in field.choices if each.value or one.value is not None]
    if one.question.kind == "list":
        offered.append(Choice(NONE, said("none", language), (given or ()) == [NONE] or (given is None and one.value == [])))
        field = replace(field, think=one.question.think.in_(language) or said("ask_rows", language))
    return replace(field, label=words_of(one, language), choices=tuple(offered))


def answer_in(one: Asked, given: Sequence[str]) -> Any:
    """The answer as a plain value, for a list the names of its rows; None when it is taken away.

    Raises:
        NotUnderstoodError: it is no answer to the question.
    """
    chosen = [each for each in given if each.strip()]
    if not chosen and one.value is None:
        raise NotUnderstoodError("Geef een antwoord, of sla de vraag over.", "Give an answer, or skip the question.")
    if not chosen:
        return None
    if takes_several(one.question):
        several = [each for each in chosen if each != NONE]
        return understood(one.question, ", ".join(several)) if several else []
    return understood(one.question, chosen[0])


def rows_lost(one: Asked, value: Any, language: Language) -> str:
    """The rows that an answer leaves out although more was answered about them, in words; nothing when there are none."""
    if one.question.kind != "list":
        return ""
    rows: Any = one.value or ()
    told = rows if value is None else [rows[index] for index in rows_without(one, value)]
    names = [str(name_of(row, one)) for row in told if len(row.model_dump(exclude_none=True)) > 1]
    return in_words(one.question, names).in_(language) if names else ""


def plain_answer(one: Asked) -> object:
    """The answer that stands in the file; for a list the names of its rows."""
    if one.question.kind != "list" or one.value is None:
        return one.value
    rows: Any = one.value
    return [name_of(row, one) for row in rows]


def told_answer(one: Asked, language: Language) -> str:
    """The answer that stands in the file, in words."""
    value = plain_answer(one)
    return said("not_answered", language) if value is None else in_words(one.question, value).in_(language)
