"""Understanding what stands in one cell: words of any language and case, numbers and dates of a spreadsheet, and those that were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from commplan_advisor.common.faults import enumerated, nearest_word, quote
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.answering import NotUnderstoodError, named, understood
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import Question
from commplan_advisor.questionnaire.sheets import words as w
from commplan_advisor.questionnaire.sheets.package import CellValue

_UNKNOWN = {w.UNKNOWN.nl, w.UNKNOWN.en, "weet niet", "weet ik niet", "don't know", "?"}
_NONE = {w.NONE.nl, w.NONE.en, w.NONE_OF_THESE.nl, w.NONE_OF_THESE.en}
_TICKS = {"x", "v", "✓", "✔", "☑"}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+")
"""A number with more digits than a spreadsheet keeps, as we write it."""

_DIGITS = 10


class NotInCellError(Exception):
    """What stands in a cell is no answer to its question.

    Attributes:
        message: what is wrong, to be read behind the value.
        value: as it stands there.
        nearest: the allowed words most like it; empty when none are.
    """

    def __init__(self, value: CellValue, message: Text, nearest: str = "") -> None:
        self.value, self.message, self.nearest = in_text(value), message, nearest
        super().__init__(message.en)


def answer_in(question: Question, value: CellValue, *, percentage: bool = False, suggested: Mapping[str, str] | None = None) -> Any:
    """The answer in one cell as a plain value; None when it says that the answer is not known.

    Args:
        question: the question; of one that takes several answers, all that stand in this cell, between semicolons.
        value: what stands in the cell.
        percentage: whether the cell shows its number as a percentage: 0.62 as 62%.
        suggested: what the words that are offered for an open question stand for.

    Raises:
        NotInCellError: it is no answer.
    """
    if question.kind in ("text", "texts"):
        text = in_text(value)
        return (suggested or {}).get(text, text)
    if isinstance(value, str) and value.strip().casefold() in _UNKNOWN:
        return None
    if question.kind == "options":
        return _several(question, value)
    if question.kind == "option":
        return str(_option(question.options, value, value))
    if question.kind == "yes_no" and isinstance(value, bool):
        return value
    if question.kind == "day" and isinstance(value, date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if question.kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        number = round(value * 100, _DIGITS) if percentage and question.unit == "%" else value
        return int(number) if float(number).is_integer() else number
    return _typed(question, value)


def ticked(value: CellValue) -> bool:
    """Whether a cell beside an option says that it is chosen.

    Raises:
        NotInCellError: it says neither yes nor no.
    """
    if isinstance(value, bool):
        return value
    word = in_text(value).casefold()
    if word in _TICKS or word in {one.casefold() for one in (w.YES_NO[0].nl, w.YES_NO[0].en, "j", "y")}:
        return True
    if word in {one.casefold() for one in (w.YES_NO[1].nl, w.YES_NO[1].en, "n", "-")}:
        return False
    raise NotInCellError(value, Text("is geen ja of nee.", "is not yes or no."))


def says_none(value: CellValue) -> bool:
    """Whether a cell says that there are none."""
    return in_text(value).casefold() in _NONE


def in_text(value: CellValue) -> str:
    """What stands in a cell, as a text."""
    if isinstance(value, bool):
        return (w.YES_NO[0] if value else w.YES_NO[1]).nl
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value).strip()


def _typed(question: Question, value: CellValue) -> Any:
    """An answer that was typed as a text."""
    text = in_text(value)
    if question.kind == "number" and isinstance(value, str) and _LONG_NUMBER.fullmatch(text):
        return float(text)
    if not isinstance(value, str):
        raise NotInCellError(value, _KINDS[question.kind])
    try:
        return understood(question, text)
    except NotUnderstoodError as error:
        told = error.message
        if not told.nl.startswith(quote(text)):
            told = Text(f"past hier niet. {told.nl}", f"does not fit here. {told.en}")
        raise NotInCellError(value, Text(*(one.removeprefix(f"{quote(text)} ") for one in (told.nl, told.en)))) from None


def _several(question: Question, value: CellValue) -> list[str]:
    """Some of the options: one, or more between semicolons, or commas where those are not part of their words."""
    if says_none(value):
        return []
    whole = in_text(value)
    found = named(whole, question.options)
    if found is not None:
        return [str(found)]
    chosen: list[str] = []
    for piece in (part.strip() for part in whole.split(";")):
        inner = [one.strip() for one in piece.split(",")] if named(piece, question.options) is None else [piece]
        known = [named(one, question.options) for one in inner]
        if piece and None in known:
            chosen.append(str(_option(question.options, piece, value)))
        elif piece:
            chosen += [str(one) for one in known]
    return chosen


def _option(options: Sequence[Option], wanted: CellValue, value: CellValue) -> Option:
    text = in_text(wanted)
    found = named(text, options) if text else None
    if found is not None:
        return found
    by_word: dict[str, str] = {}
    for one in options:
        for word in (one.nl, one.en, one.value):
            by_word.setdefault(word.replace(" ", "_"), word)
    nearest = by_word.get(nearest_word(text, by_word), "")
    nl, en = enumerated([one.nl for one in options]), enumerated([one.en for one in options])
    raise NotInCellError(value, Text(f"is geen keuze. Kies uit: {nl}.", f"is not a choice. Choose from: {en}."), nearest)


_KINDS = {
    "yes_no": Text("is geen ja of nee.", "is not yes or no."),
    "number": Text("is geen getal. Typ een getal in cijfers, zoals 12.", "is not a number. Type a number in digits, such as 12."),
    "day": Text("is geen datum. Typ een datum, zoals 31-1-2026.", "is not a date. Type a date, such as 31-1-2026 or 2026-01-31."),
}
