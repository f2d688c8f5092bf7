"""The notes of a file taken apart: each is a text of its own, so that one that is unfinished does not spoil the others.

A note is written as one line of YAML, `- {action: …, state: …}`. When the power fails meanwhile, a piece of that line may be there, and
later notes come on lines below it. Such a piece can be told from a whole line: its brace is not closed.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.text import Text

_NOT_UTF_8 = Text("is geen tekst in UTF-8. Sla het bestand op als UTF-8.", "is not text in UTF-8. Save the file as UTF-8.")
_BEFORE_A_QUOTE = "{[,: "
"""A quote begins a text after these; elsewhere it is an apostrophe."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that should hold one note, or should not be there.

    Attributes:
        text: as it stands in the file.
        line: where it begins.
        unfinished: whether the end of it was never written.
    """

    text: str
    line: int
    unfinished: bool


def pieces_of(data: bytes, file: str) -> Iterator[Piece]:
    """What stands in a file: the notes, each beginning with a dash at the begin of a line, and what comes before the first.

    Raises:
        FaultyInputError: it is not text in UTF-8, apart from a character that was written half.
    """
    gathered: list[str] = []
    start, damaged = 1, False
    for number, raw in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        text, is_damaged = _line(raw, Place(file, number))
        if text.startswith("-") and not text.startswith("---"):
            yield _piece(gathered, start, damaged)
            start, gathered, damaged = number, [], False
        gathered.append(text)
        damaged = damaged or is_damaged
    yield _piece(gathered, start, damaged)


def _line(raw: bytes, place: Place) -> tuple[str, bool]:
    """The text of a line, and whether the end of it is missing: half a character, or the zeros that a disk leaves after a power cut."""
    whole = raw.rstrip(b"\0")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(whole)
    except UnicodeDecodeError as error:
        column = len(error.object[: error.start].decode("utf-8", "replace")) + 1
        raise FaultyInputError([Fault(Place(place.file, place.line, column), _NOT_UTF_8)]) from None
    return text.removesuffix("\r"), len(whole) < len(raw) or bool(decoder.getstate()[0])


def _piece(lines: list[str], start: int, damaged: bool) -> Piece:
    text = "\n".join(lines)
    return Piece(text, start, damaged or (text.startswith("-") and not _is_closed(text)))


def _is_closed(text: str) -> bool:
    """Whether all braces and quotes are closed, and anything stands behind the dash."""
    depth, quote, before, something = 0, "", " ", False
    characters = iter(text[1:])
    for character in characters:
        if quote:
            if character == "\\" and quote == '"':
                next(characters, "")
            elif character == quote:
                quote = ""
        elif character == "#" and before in " \n":
            for skipped in characters:
                if skipped == "\n":
                    break
        elif character in "\"'" and before in _BEFORE_A_QUOTE:
            quote = character
        else:
            depth += (character in "{[") - (character in "}]")
        something = something or not character.isspace()
        before = character
    return depth <= 0 and not quote and something
