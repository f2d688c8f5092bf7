"""The sheets of a questionnaire, empty or with answers in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.added import AddedAnswer
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets import keys
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.layout import Book, Choices, Value
from commplan_advisor.questionnaire.sheets.rules import LIST_NONE, LIST_YES_NO

Suggested = Mapping[str, Sequence[AddedAnswer]]
"""Answers that an open question suggests, by its path: the roles and indicators of a rule book."""

_EXACT = 15
"""Digits of a number that every spreadsheet keeps."""


@dataclass(slots=True)
class Material:
    """What sheets are made of.

    Attributes:
        language: of what stands on the sheets.
        answers: that are filled in, as plain values.
        suggested: answers to open questions.
        lists: the lists to choose from that the sheets use so far, by name.
    """

    language: Language
    answers: Mapping[str, Any]
    suggested: Suggested
    lists: dict[str, Choices] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def say(self, text: Text, /, **filled: object) -> str:
        """A text in the language of the sheets."""
        return text.in_(self.language).format(**filled)

    def answer(self, path: str) -> Any:
        """The answer at a path outside a list; None when there is none."""
        value: Any = self.answers
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def choices_for(self, question: Question) -> str:
        """The name of the list of what can be chosen, made when it is not there yet; empty when nothing can be."""
        if question.path not in self._names:
            self._names[question.path] = self._choices_for(question)
        return self._names[question.path]

    def _choices_for(self, question: Question) -> str:
        if question.options:
            return self._list(question.path, question.options, none=question.kind == "options")
        if question.path not in self.suggested:
            return ""
        # What somebody wrote in words of its own must not be read as the answer that goes by these words.
        taken = set(_texts_of(self.answers))
        offered: dict[str, AddedAnswer] = {}
        for one in self.suggested[question.path]:
            if self.words_of(one) not in taken or self.words_of(one) == one.value:
                offered.setdefault(self.words_of(one), one)
        return self._list(question.path, tuple(offered.values()), none=False) if offered else ""

    def _list(self, path: str, offered: Sequence[Option | AddedAnswer], *, none: bool) -> str:
        shown, values = [self.words_of(one) for one in offered], [one.value for one in offered]
        if none:
            shown, values = [*shown, self.say(w.NONE_OF_THESE)], [*values, keys.NONE]
        same = next((name for name, one in self.lists.items() if one.words == tuple(shown) and one.values == tuple(values)), None)
        if same is None:
            self.lists[path] = Choices(path, tuple(shown), tuple(values))
        return same or path

    def words_of(self, option: Option | AddedAnswer) -> str:
        """An answer in the language of the sheets."""
        return option.nl if self.language == "nl" else option.en

    def shown(self, question: Question, value: Any) -> Value:
        """One answer as it stands in a cell; of several answers one of them."""
        if value is None:
            return None
        if question.kind == "yes_no":
            return self.say(w.YES_NO[0] if value else w.YES_NO[1])
        if question.options:
            return next((self.words_of(one) for one in question.options if one == value), str(value))
        if question.kind == "number":
            return value if float(f"{value:.{_EXACT}g}") == value else repr(value)
        if question.kind == "day":
            return date.fromisoformat(value)
        found = self.lists.get(self.choices_for(question))
        return found.words[found.values.index(value)] if found and value in found.values else str(value)


def _texts_of(value: Any) -> Iterator[str]:
    """All texts among plain values."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_of(inner)
    elif isinstance(value, str):
        yield value


def build(answers: Mapping[str, Any], language: Language, suggested: Suggested, file: str) -> Book:
    """The workbook of a questionnaire.

    Args:
        answers: plain values as `plain_answers` gives them; without any, the questionnaire is empty.
        language: of everything on the sheets.
        suggested: answers to open questions.
        file: name of the workbook, for the explanation.
    """
    from commplan_advisor.questionnaire.sheets.question_sheet import question_sheet
    from commplan_advisor.questionnaire.sheets.row_sheets import row_sheet
    from commplan_advisor.questionnaire.sheets.start_sheet import start_sheet

    made = Material(language, answers, suggested)
    made.lists[LIST_YES_NO] = Choices(LIST_YES_NO, tuple(made.say(one) for one in w.YES_NO), ("true", "false"))
    made.lists[LIST_NONE] = Choices(LIST_NONE, (made.say(w.NONE),), (keys.NONE,))
    lists = [one for one in questions().values() if one.kind == "list"]
    sheets = (start_sheet(made, file), question_sheet(made), *(row_sheet(made, one) for one in lists))
    return Book(made.say(w.TITLE), language, sheets, tuple(made.lists.values()), made.say(w.CHOICES))


def version_key(holds: str) -> str:
    """The corner of a sheet of today's questionnaire."""
    return keys.corner(VERSION, holds)
