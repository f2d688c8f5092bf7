"""What is wrong with what we were given: place, value, what is allowed, the nearest word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commplan_advisor.common.text import Language, Text

_LONGEST_QUOTE = 60
_LONGEST_PATH = 120
_LONGEST_VALUE = 200
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; lines and columns count from 1, and 0 is unknown.

    Attributes:
        file: its name, as given.
        line: the line, or the row of a sheet.
        column: the character in the line, or the column of a sheet.
        sheet: name of the sheet in a workbook; empty in a file of text.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}, {self.cell}"
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])

    @property
    def cell(self) -> str:
        """Sheet and cell, `Vragen!E7`; the sheet alone where it is about all of it, and nothing in a file of text."""
        return f"{self.sheet}!{column_letters(self.column)}{self.line}" if self.sheet and self.line and self.column else self.sheet

    @property
    def of_line(self) -> str:
        """File and line, without the column; in a workbook sheet and cell."""
        return str(self if self.sheet else Place(self.file, self.line))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        place: file, line and column.
        message: what is wrong, and what is allowed.
        path: the question or key it is about, empty for the file as a whole.
        value: the value as written, empty when there is none.
        nearest: the allowed word that is most like the value, empty when none is.
        code: the kind of fault, by a name of its own, where faults of its kind have one.
    """

    place: Place
    message: Text
    path: str = ""
    value: str = ""
    nearest: str = ""
    code: str = ""

    def words(self, language: Language) -> str:
        """The fault on one line, in one language."""
        return printable(f"{self.place}: {self.said(language)}")

    def said(self, language: Language) -> str:
        """The fault on one line, without its place."""
        parts = []
        if self.path:
            parts.append(f"{_shortened(self.path, _LONGEST_PATH)}: ")
        if self.value:
            parts.append(f"{quote(self.value)} ")
        parts.append(self.message.in_(language))
        if self.nearest:
            parts.append(did_you_mean(self.nearest).in_(language))
        return printable("".join(parts))


class FaultyInputError(Exception):
    """A file was read, and something in it is wrong (exit code 1)."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=_order)
        super().__init__("\n".join(fault.words("en") for fault in self.faults))


def _order(fault: Fault) -> tuple[str, str, int, int, str]:
    place = fault.place
    return place.file, place.sheet, place.line, place.column, fault.path


class UnreadableFileError(Exception):
    """A file or folder cannot be read or written (exit code 3)."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.words("en"))


@dataclass(slots=True)
class Faults:
    """Collects faults, so that all of them are reported at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, place: Place, nl: str, en: str, *, path: str = "", value: object = "", nearest: str = "", code: str = "") -> None:
        """Note one fault."""
        self.found.append(Fault(place, Text(nl, en), path, shown(value), nearest, code))

    def stop_if_any(self) -> None:
        """Raise what was found.

        Raises:
            FaultyInputError: when there is at least one fault.
        """
        if self.found:
            raise FaultyInputError(self.found)


def quote(value: str) -> str:
    """The value in quotes, shortened when it is long."""
    return f"'{_shortened(value, _LONGEST_QUOTE)}'"


def shown(value: object) -> str:
    """A value as it is written in a file, on one line and not too long; nothing for a whole list or part, and for no value."""
    if value is None or isinstance(value, dict | list):
        return ""
    return printable(_shortened(str(value).lower() if isinstance(value, bool) else str(value), _LONGEST_VALUE))


def column_letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 1: A, Z, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def enumerated(words: Sequence[str]) -> str:
    """Words to choose from, the first of them when there are many."""
    return (", ".join(words[:_MOST_WORDS]) or "–") + (" …" if len(words) > _MOST_WORDS else "")


def printable(value: str) -> str:
    """The value on one line, without characters that a terminal would obey."""
    return value if value.isprintable() else "".join(character if character.isprintable() else " " for character in value)


def _shortened(text: str, longest: int) -> str:
    return f"{text[:longest]}…" if len(text) > longest else text


def did_you_mean(nearest: str) -> Text:
    """The question behind a message whether another word was meant, with a space before it; empty when none is near."""
    return Text(f" Bedoelt u '{nearest}'?", f" Did you mean '{nearest}'?") if nearest else Text("", "")


def nearest_word(value: str, allowed: Iterable[str]) -> str:
    """The allowed word most like the value, or nothing when none is like it."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for word in allowed:
        folded.setdefault(word.casefold(), word)
    wanted = value[:200].strip().casefold().replace(" ", "_")
    matches = get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else ""
