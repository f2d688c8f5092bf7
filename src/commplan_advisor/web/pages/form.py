"""A chapter of the questionnaire as a form: what it shows, and what somebody filled in means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.answering import NotUnderstoodError, in_words, understood
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.questionnaire.filling import Edit
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.web.safety.contacts import has_contacts
from commplan_advisor.web.words import said

CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "introduction": ("municipality", "date", "sources", "notes", "introduction"),
    "situation": ("situation",),
    "problems": ("problems",),
    "plan": ("planning", "measurements"),
}
"""The three chapters of the questionnaire and the planning, by the parts of a file that they hold."""

NONE = "-"
"""Chosen when none of several options fits."""
REMOVE = "remove"
_MOST_BUTTONS = 8
_LONG = ("notes", "sources")
_FREE = ("text", "texts")

Typed = Mapping[str, Sequence[str]]
"""What stands in the fields of a form, by their names."""
Words = Mapping[str, Sequence[tuple[str, str]]]
"""For questions that take a word of the rule book: the words to choose from, with their titles."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A question as a form shows it.

    Attributes:
        id: of the field, and its name.
        label: the question.
        item: of the format that asks it.
        think: what may help to answer it.
        typed: what stands in the field.
        choices: to choose from, when there are any.
        several: whether more than one can be chosen.
        select: whether they are so many that they are in a list that opens.
        long: whether there may be several lines.
        digits: whether it takes a number.
        unit: of the number.
        problem: what is wrong with what was filled in.
        now: what stands in the file by now, when that is something else.
        private: whether it says how somebody can be reached, which is not shown before one opens it.
    """

    id: str
    label: str
    item: str
    think: str = ""
    typed: str = ""
    choices: tuple[Choice, ...] = ()
    several: bool = False
    select: bool = False
    long: bool = False
    digits: bool = False
    unit: str = ""
    problem: str = ""
    now: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: an initiative, an audience, a problem."""

    id: str
    label: str
    fields: tuple[Field, ...]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A question, or a list of rows with questions each."""

    id: str
    label: str
    item: str
    think: str
    field: Field | None = None
    rows: tuple[Row, ...] | None = None
    one: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A chapter of one questionnaire.

    Attributes:
        chapter: one of `CHAPTERS`.
        answers: what stands in the file.
        language: of the page.
        words: the words of the rule book to choose from.
        typed: what somebody filled in; None to show what stands in the file.
        problems: what is wrong with that, by field.
        adding: the list to which a row is added.
        meanwhile: whether to say what stands in the file where something else was filled in.
    """

    chapter: str
    answers: Questionnaire
    language: Language
    words: Words = field(default_factory=dict)
    typed: Typed | None = None
    problems: Mapping[str, Text] = field(default_factory=dict)
    adding: str = ""
    meanwhile: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that the chapter asks, in the order of the questionnaire."""
        return tuple(self._part(one) for one in _asked(self.chapter))

    @property
    def wrong(self) -> tuple[Field, ...]:
        """The fields in which something is wrong, in the order of the page."""
        fields = [one for part in self.parts for one in ((part.field,) if part.field else _of(part.rows or ()))]
        return tuple(one for one in fields if one.problem)

    @property
    def wrong_elsewhere(self) -> tuple[str, ...]:
        """What is wrong with something that is not on the page."""
        shown = {one.id for one in self.wrong}
        return tuple(f"{name}: {message.in_(self.language)}" for name, message in self.problems.items() if name not in shown)

    def _part(self, question: Question) -> Part:
        label, think = question.text.in_(self.language), self._hint(question)
        where = tuple(question.path.split("."))
        if question.kind != "list":
            return Part(question.path, label, question.item, think, field=self._field(question, where))
        rows = value_at(self.answers, where)
        had = len(rows) if isinstance(rows, Sequence) else 0
        return Part(question.path, label, question.item, think, rows=tuple(self._rows(question, where, had)), one=self._one_of(question))

    def _rows(self, question: Question, where: Path_, had: int) -> Iterator[Row]:
        inner = _inner(question)
        extra = self.adding == question.path or any(name.startswith(f"{question.path}.{had}.") for name in self.typed or ())
        for index in range(had + extra):
            place = (*where, index)
            fields = tuple(self._field(one, (*place, one.path.rpartition(".")[2])) for one in inner)
            yield Row(field_name(place), self._row_label(question, fields, index, new=index == had), fields, new=index == had)

    def _one_of(self, question: Question) -> str:
        return said(f"one_of_{question.path}", self.language)

    def _row_label(self, question: Question, fields: Sequence[Field], index: int, *, new: bool) -> str:
        """What a row is called: after what was chosen in its first question."""
        chosen = next((one.label for one in fields[0].choices if one.chosen and one.value), "")
        name = "new_row" if new else "named_row" if chosen else "row"
        return said(name, self.language, one=self._one_of(question), number=index + 1, name=chosen)

    def _field(self, question: Question, where: Path_) -> Field:
        name, had = field_name(where), value_at(self.answers, where)
        told = _told(question, had, self.language)
        typed = told if self.typed is None else tuple(self.typed.get(name, ()))
        problem, language = self.problems.get(name), self.language
        choices = tuple(Choice(value, label, value in typed or (not value and not any(typed))) for value, label in self._choices(question))
        differs = self.meanwhile and sorted(filter(None, typed)) != sorted(filter(None, told))
        now = (in_words(question, had).in_(language) if had is not None else said("not_answered", language)) if differs else ""
        return Field(
            name,
            question.text.in_(language),
            question.item,
            self._hint(question),
            "\n".join(typed),
            choices,
            several=question.kind == "options",
            select=question.kind != "options" and len(choices) > _MOST_BUTTONS,
            long=question.kind == "texts" or question.path in _LONG,
            digits=question.kind == "number",
            unit=question.unit,
            problem=problem.in_(language) if problem else "",
            now=said("now", language, value=now) if differs else "",
            private=question.kind in _FREE and has_contacts("\n".join(typed)),
        )

    def _hint(self, question: Question) -> str:
        """What may help to answer; what only helps who types in a file is left out."""
        if question.kind == "day":
            return said("date_hint", self.language)
        hint = "" if question.path in self.words else question.think.in_(self.language)
        return hint[:1].upper() + hint[1:]

    def _choices(self, question: Question) -> list[tuple[str, str]]:
        language = self.language
        nothing = ("", said("not_answered", language))
        if question.path in self.words:
            return [nothing, *self.words[question.path]]
        match question.kind:
            case "yes_no":
                return [nothing, ("true", said("yes", language)), ("false", said("no", language))]
            case "option":
                return [nothing, *((str(one), one.nl if language == "nl" else one.en) for one in question.options)]
            case "options":
                options = [(str(one), one.nl if language == "nl" else one.en) for one in question.options]
                return [*options, (NONE, said("none", language))]
        return []


def edits_of(chapter: str, answers: Questionnaire, typed: Typed) -> tuple[list[Edit], dict[str, Text]]:
    """What must be written for what somebody filled in, and what is wrong with it by field.

    Args:
        chapter: that was filled in.
        answers: what stands in the file; what is the same is left alone.
        typed: what stands in the fields.
    """
    edits: list[Edit] = []
    removed: list[Edit] = []
    problems: dict[str, Text] = {}
    for question in _asked(chapter):
        where: Path_ = tuple(question.path.split("."))
        if question.kind != "list":
            _note(question, where, answers, typed, edits, problems)
            continue
        rows = value_at(answers, where)
        for index in range(len(rows) + 1 if isinstance(rows, Sequence) else 1):
            place: Path_ = (*where, index)
            if REMOVE in typed.get(field_name(place), ()):
                removed.append((place, None))
                continue
            for one in _inner(question):
                _note(one, (*place, one.path.rpartition(".")[2]), answers, typed, edits, problems)
    return [*edits, *reversed(removed)], problems


def field_name(where: Path_) -> str:
    """The name of the field for a place among the answers; rows count from 0."""
    return ".".join(map(str, where))


def field_of(path: str) -> str:
    """The name of the field for a path in which rows count from 1, as faults have it."""
    return re.sub(r"\[(\d+)\]", lambda row: f".{int(row[1]) - 1}", path)


def _note(question: Question, where: Path_, answers: Questionnaire, typed: Typed, edits: list[Edit], problems: dict[str, Text]) -> None:
    name = field_name(where)
    had = value_at(answers, where)
    if question.kind == "options":
        chosen = [value for value in typed.get(name, ()) if value != NONE]
        before = [value for value in _plain_list(had) if value in chosen]  # in the order in which they stood
        value: Any = [*before, *(one for one in chosen if one not in before)] or ([] if NONE in typed.get(name, ()) else None)
    elif name not in typed:
        return
    else:
        try:
            value = _meant(question, typed[name][0])
        except NotUnderstoodError as error:
            problems[name] = error.message
            return
    if value != _plain(had):
        edits.append((where, value))


def _meant(question: Question, typed: str) -> Any:
    """An answer as a plain value; None when nothing was filled in."""
    if not typed.strip():
        return None
    lines = [understood_line for line in typed.splitlines() if (understood_line := line.strip())]
    if question.kind == "texts":
        return [understood(_LINE, line) for line in lines]
    if question.kind == "text" and len(lines) > 1:
        return "\n".join(understood(_LINE, line) for line in lines)
    return understood(question, typed)


_LINE = Question("", "", Text("", ""), Text("", ""), "text")
"""A line of a longer text."""


def _told(question: Question, value: object, language: Language) -> tuple[str, ...]:
    """What the field of an answer holds."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        digits = str(int(value)) if whole else str(value)
        return (digits.replace(".", ",") if language == "nl" else digits,)
    if isinstance(value, date):
        return (in_words(question, value).in_(language),)
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value) or ((NONE,) if question.kind == "options" else ())
    return (str(value),)


def _plain(value: object) -> object:
    """An answer as it stands in a file."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return _plain_list(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _plain_list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _asked(chapter: str) -> Iterator[Question]:
    """The questions of a chapter but those of rows."""
    return (one for one in questions().values() if one.path.split(".")[0] in CHAPTERS[chapter] and "[]." not in one.path)


def _inner(question: Question) -> tuple[Question, ...]:
    """The questions of each row of a list."""
    return tuple(one for one in questions().values() if one.path.startswith(f"{question.path}[]."))


def _of(rows: Sequence[Row]) -> Iterator[Field]:
    return (one for row in rows for one in row.fields)
