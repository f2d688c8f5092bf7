"""Questions and answers of one case in words: the question at its place, and what was answered."""

from __future__ import annotations

from datetime import date

from commplan_advisor.advice.words import shown
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import Question, question_path_of, questions, row_of

NOT_ANSWERED = Text("niet ingevuld", "not answered")
_NONE = Text("geen", "none")
_COUNTS = (Text("1 in de lijst", "1 in the list"), Text("{count} in de lijst", "{count} in the list"))
_THERE = (Text("staat niet in de lijst", "not in the list"), Text("staat in de lijst", "in the list"))


def question_words(question: Question, row: str, language: Language) -> str:
    """A question as it is asked, with the row that it is asked about."""
    text = question.text.in_(language)
    return f"{text} ({row_words(question.path, row, language)})" if row else text


def asked_words(path: str, language: Language) -> str:
    """The question at a path as it is asked."""
    return question_words(questions()[question_path_of(path)], row_of(path), language)


def row_words(path: str, row: str, language: Language) -> str:
    """What a row is called: its platform, audience or problem in words, with its number when there are more of it.

    Args:
        path: of the list, or of a question in it.
        row: name of the row, as in `situation.initiatives[whatsapp]`.
        language: the language of the words.
    """
    prefix = f"{path.partition('[]')[0]}[]."
    kind = next(kind for kind, one in ROWS.items() if one == prefix)
    label, _, number = row.partition("-")
    words = {option.value: option for option in questions()[prefix + NAMED_BY[kind]].options}
    if label not in words:
        return row
    return " ".join(filter(None, (str(getattr(words[label], language)), number)))


def answer_words(value: object, unit: str, language: Language, *, row: bool = False) -> str:
    """An answer as people read it; of a whole row only whether it is there."""
    if row:
        return _THERE[value is not None].in_(language)
    if value is None:
        return NOT_ANSWERED.in_(language)
    if isinstance(value, Option):
        return str(getattr(value, language))
    if isinstance(value, bool):
        return shown(value, {}, language)
    if isinstance(value, int | float):
        return f"{shown(value, {}, language)} {unit}".strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return _several(value, language)
    return str(value)


def _several(values: list[object], language: Language) -> str:
    if not values:
        return _NONE.in_(language)
    if isinstance(values[0], str):
        return ", ".join(answer_words(one, "", language) for one in values)
    return _COUNTS[len(values) != 1].in_(language).format(count=len(values))
