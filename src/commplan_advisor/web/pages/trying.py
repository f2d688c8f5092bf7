"""Another answer to one question, as a form asks for it: what can be chosen, and what the choice means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from commplan_advisor.advice.answers import question_words
from commplan_advisor.advice.what_if.looking import looked_at
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.answering import choices, understood
from commplan_advisor.questionnaire.asked import Asked, asked, value_at
from commplan_advisor.questionnaire.editing import Change
from commplan_advisor.questionnaire.filling import NAME
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.paths import rows_of
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.web.pages.form import CHAPTERS, NONE, Choice, Field, Form, field_name
from commplan_advisor.web.safety.contacts import without_contacts
from commplan_advisor.web.words import said

_NUMBERED = re.compile(r"-\d+$")


def can_be_tried(answers: Questionnaire, book: RuleBook) -> tuple[Asked, ...]:
    """The questions of which another answer can make a difference, for rules look at them or the planning does.

    The name of the municipality is none of them: without it there is no questionnaire.
    """
    looked = looked_at(book)
    of_rules = [one for one in asked(answers) if one.question.path in looked and one.where != NAME]
    of_plan = [one for one in questions().values() if one.of_the_plan and one.kind != "list" and "[]" not in one.path]
    places = [(one, tuple(one.path.split("."))) for one in of_plan]
    return (*of_rules, *(Asked(one.path, where, one, value_at(answers, where)) for one, where in places))


def chapter_of(one: Asked) -> str:
    """The chapter that a question stands in."""
    return next(chapter for chapter, parts in CHAPTERS.items() if one.where[0] in parts)


def words_of(one: Asked, language: Language) -> str:
    """A question as it is asked."""
    return question_words(one.question, one.row, language)


def field_to_try(one: Asked, answers: Questionnaire, language: Language, given: Sequence[str] | None) -> Field:
    """The question as a field, without how somebody can be reached: nothing of it is saved.

    Args:
        one: the question.
        answers: what stands in the file.
        language: of the page.
        given: what was chosen; None to show what stands in the file.
    """
    found = asked_field(one, answers, language, given)
    if one.question.kind == "list":
        return found
    return replace(found, typed=without_contacts(found.typed, lambda kind: said(f"hidden_{kind}", language)), private=False)


def asked_field(one: Asked, answers: Questionnaire, language: Language, given: Sequence[str] | None) -> Field:
    """The question as a field: of a list what its rows are named after, to choose from.

    Args:
        one: the question.
        answers: what stands in the file.
        language: of the page.
        given: what was chosen; None to show what stands in the file.
    """
    if one.question.kind == "list":
        chosen = list(_rows(one, answers)) if given is None else given
        offered = tuple(Choice(str(each), each.nl if language == "nl" else each.en, str(each) in chosen) for each in choices(one.question))
        return Field(one.path, words_of(one, language), one.question.item, said("what_if_rows", language), choices=offered, several=True)
    typed = None if given is None else {field_name(one.where): given}
    form = Form(chapter_of(one), answers, language, typed=typed)
    fields = (each for part in form.parts for each in ((part.field,) if part.field else (f for row in part.rows or () for f in row.fields)))
    return next(each for each in fields if each.id == field_name(one.where))


def changes_of(one: Asked, case: Case, given: Sequence[str]) -> list[Change]:
    """What a choice changes; of a list a row for each thing that comes or goes.

    Raises:
        NotUnderstoodError: it is no answer to the question.
    """
    if one.question.kind == "list":
        return list(_changed_rows(one, case, given)) or [Change(one.path, _in_file(case, one.where) if given else [])]
    chosen = [each for each in given if each.strip()]
    if not chosen:
        return [Change(one.path, None)]
    if one.question.kind == "options":
        return [Change(one.path, [each for each in chosen if each != NONE])]
    return [Change(one.path, understood(one.question, chosen[0]))]


def _changed_rows(one: Asked, case: Case, given: Sequence[str]) -> Iterator[Change]:
    names = rows_of(case.answers)[one.path]
    offered = {str(each) for each in choices(one.question)}
    there = {name: _NUMBERED.sub("", name) for name in names}
    yield from (Change(f"{one.path}[{name}]", None) for name, kind in there.items() if kind in offered and kind not in given)
    yield from (Change(f"{one.path}[{each}]", {}) for each in dict.fromkeys(given) if each not in there.values())


def _rows(one: Asked, answers: Questionnaire) -> Iterator[str]:
    """What the rows of a list are named after."""
    return (_NUMBERED.sub("", name) for name in rows_of(answers)[one.path])


def _in_file(case: Case, where: Path_) -> object:
    value = case.source.value
    for part in where:
        value = value[part]
    return value
