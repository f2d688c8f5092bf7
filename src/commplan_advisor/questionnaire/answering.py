"""Understanding an answer that somebody types: a number or words of an option, ja or nee, 24.000, 31-1-2026."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from commplan_advisor.common.faults import nearest_word, quote
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import Question, questions

_YES = {"ja", "j", "yes", "y", "true"}
_NO = {"nee", "n", "no", "neen", "false"}
_NONE = {"0", "geen", "none", "geen van deze", "none of these"}
_NONE_WORDS = Text("geen van deze", "none of these")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:([. ,\u00a0\u202f])\d{3})(?:\1\d{3})*")
_UNITS = {"%": ("%", "procent", "percent"), "h": ("h", "uur", "u", "hours", "hour")}
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffd-\uffff]")
_SHORTEST_BEGIN = 2
_LONGEST_NUMBER = 15
"""Characters; of what is longer Python may lose digits."""


class NotUnderstoodError(Exception):
    """What was typed is no answer to the question."""

    def __init__(self, nl: str, en: str) -> None:
        self.message = Text(nl, en)
        super().__init__(en)


def choices(question: Question) -> tuple[Option, ...]:
    """What can be chosen from: the options, or for a list what its rows are named after."""
    if question.kind != "list":
        return question.options
    kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{question.path}[].")
    return questions()[f"{question.path}[].{NAMED_BY[kind]}"].options


def takes_several(question: Question) -> bool:
    """Whether more than one option can be chosen; then none of them can be, too."""
    return question.kind in ("options", "list")


def understood(question: Question, typed: str) -> Any:
    """The answer as a plain value, as it stands in a file; for a list the names of its rows.

    Limits, such as a share of at most 100, are not looked at: reading the file does that.

    Raises:
        NotUnderstoodError: with what can be typed instead.
    """
    typed = typed.replace("\t", " ")
    if _NOT_TEXT.search(typed):
        raise NotUnderstoodError(
            "Er staat een teken in dat geen tekst is. Typ het opnieuw.", "There is a character in it that is not text. Type it again."
        )
    typed = typed.strip()
    match question.kind:
        case "yes_no":
            return _yes_no(typed)
        case "option":
            return str(_option(typed, question.options))
        case "options" | "list":
            return _several(typed, choices(question))
        case "number":
            return _number(typed, question)
        case "day":
            return _day(typed)
        case "texts":
            # Sources hold commas ("krant, 3 mei"), so a semicolon parts them.
            return [part.strip() for part in typed.split(";") if part.strip()]
        case "text":
            return typed


def in_words(question: Question, value: Any) -> Text:
    """An answer as people say it."""
    if question.kind == "yes_no":
        return Text("ja", "yes") if value else Text("nee", "no")
    if question.kind == "option":
        return next(Text(one.nl, one.en) for one in question.options if one == value)
    if takes_several(question):
        chosen = [one for one in choices(question) if one in value]
        return Text("; ".join(one.nl for one in chosen), "; ".join(one.en for one in chosen)) if chosen else _NONE_WORDS
    if question.kind == "number":
        dutch, english = _digits(value)
        unit = {"": Text("", ""), "h": Text(" uur", " hours")}.get(question.unit, Text(f" {question.unit}", f" {question.unit}"))
        return Text(dutch + unit.nl, english + unit.en)
    if question.kind == "day":
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return Text(f"{day.day}-{day.month}-{day.year}", day.isoformat())
    words = "; ".join(value) if question.kind == "texts" else str(value)
    return Text(words, words)


def _digits(value: float) -> tuple[str, str]:
    """A number in Dutch and in English: 24.000 and 24,000."""
    english = f"{int(value):,}" if float(value).is_integer() else f"{value:,}"
    return english.translate({ord(","): ".", ord("."): ","}), english


def _yes_no(typed: str) -> bool:
    word = typed.casefold().rstrip(".!")
    if word in _YES or word in _NO:
        return word in _YES
    raise NotUnderstoodError(f"{quote(typed)} is geen ja of nee.", f"{quote(typed)} is not yes or no.")


def _number(typed: str, question: Question) -> int | float:
    """A number; a point or comma for thousands is taken off where it cannot mean anything else.

    Counts are whole, so 24.000 people can only be 24000. A share or hours may have a fraction: there 12.500 can be 12500 as well as
    12,5, and is asked again.
    """
    bare = typed.casefold()
    for word in _UNITS.get(question.unit, ()):
        bare = bare.removesuffix(word).rstrip()
    if _THOUSANDS.fullmatch(bare) and len(bare) <= _LONGEST_NUMBER:
        if not question.whole:
            raise NotUnderstoodError(
                f"{quote(typed)} is niet duidelijk. Typ duizend als 1000, en een half getal als 0,5.",
                f"{quote(typed)} is not clear. Type a thousand as 1000, and a half as 0.5.",
            )
        return int(re.sub(r"[^-+\d]", "", bare))
    if not _NUMBER.fullmatch(bare) or len(bare) > _LONGEST_NUMBER:
        raise NotUnderstoodError("Typ een getal in cijfers, zoals 12.", "Type a number in digits, such as 12.")
    number = float(bare.replace(",", "."))
    if number.is_integer():
        return int(number)
    if question.whole:
        raise NotUnderstoodError("Typ een heel getal, zoals 12.", "Type a whole number, such as 12.")
    return number


def _day(typed: str) -> str:
    if found := _DAY.fullmatch(typed):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, found.groups())
    else:
        raise NotUnderstoodError("Typ een datum, zoals 31-1-2026.", "Type a date, such as 31-1-2026 or 2026-01-31.")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise NotUnderstoodError(f"De datum {quote(typed)} bestaat niet.", f"The date {quote(typed)} does not exist.") from None


def _several(typed: str, options: Sequence[Option]) -> list[str]:
    """Options between commas, each once; an option may have a comma in its own words."""
    if _folded(typed) in _NONE:
        return []
    # "1 3 5" and "1 en 3" are as clear as "1, 3, 5".
    parted = re.sub(r"(?<=\d)(?:\s+(?:en|and|&)\s+|\s+)(?=\d)", ",", typed)
    pieces = [piece.strip() for piece in re.split("[,;]", parted) if piece.strip()]
    if not pieces:
        raise NotUnderstoodError("Kies een of meer nummers, zoals 1,3.", "Choose one or more numbers, such as 1,3.")
    chosen: list[str] = []
    while pieces:
        for length in range(len(pieces), 0, -1):
            found = _exact(", ".join(pieces[:length]), options)
            if found is not None:
                break
        else:
            length, found = 1, _option(pieces[0], options)
        del pieces[:length]
        if found not in chosen:
            chosen.append(str(found))
    return chosen


def _option(typed: str, options: Sequence[Option]) -> Option:
    """The one option that is meant: by its number, its words, or the beginning of them where no other begins so."""
    found = _exact(typed, options)
    if found is not None:
        return found
    wanted = _folded(typed)
    if wanted.isdecimal():
        raise NotUnderstoodError(
            f"{quote(typed)} is geen nummer van 1 tot en met {len(options)}.", f"{quote(typed)} is not a number from 1 to {len(options)}."
        )
    if len(wanted) >= _SHORTEST_BEGIN:
        begun = [one for one in options if any(word.startswith(wanted) for word in _names(one))]
        if len(begun) == 1:
            return begun[0]
        if begun:
            numbers = [str(options.index(one) + 1) for one in begun]
            raise NotUnderstoodError(
                f"{quote(typed)} past bij {_enumerated(numbers, 'en')}. Kies een nummer.",
                f"{quote(typed)} fits {_enumerated(numbers, 'and')}. Choose a number.",
            )
    by_name = {name: number for number, one in enumerate(options, start=1) for name in _names(one)}
    nearest = nearest_word(wanted, [name.replace(" ", "_") for name in by_name]).replace("_", " ")
    if nearest:
        number = by_name[nearest]
        one = options[number - 1]
        raise NotUnderstoodError(
            f"{quote(typed)} staat er niet bij. Bedoelt u {number} ({one.nl})?",
            f"{quote(typed)} is not among them. Did you mean {number} ({one.en})?",
        )
    raise NotUnderstoodError(f"{quote(typed)} staat er niet bij. Kies een nummer.", f"{quote(typed)} is not among them. Choose a number.")


def _exact(typed: str, options: Sequence[Option]) -> Option | None:
    wanted = _folded(typed)
    if wanted.isdecimal() and 1 <= int(wanted[:_LONGEST_NUMBER]) <= len(options):
        return options[int(wanted) - 1]
    return named(typed, options)


def named(typed: str, options: Sequence[Option]) -> Option | None:
    """The option of these words, in Dutch, in English or as in a file; None when there is none."""
    wanted = _folded(typed)
    return next((one for one in options if wanted in _names(one)), None)


def _names(option: Option) -> tuple[str, ...]:
    return _folded(option.nl), _folded(option.en), _folded(option.value)


def _folded(typed: str) -> str:
    """Words without capitals, accents and signs."""
    plain = unicodedata.normalize("NFKD", typed.casefold())
    return re.sub(r"[\s_.!()-]+", " ", "".join(one for one in plain if not unicodedata.combining(one))).strip()


def _enumerated(words: Sequence[str], and_: str) -> str:
    return f"{', '.join(words[:-1])} {and_} {words[-1]}"
