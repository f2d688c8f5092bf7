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
_BEFORE_A_TEXT = "{[,"
"""A quote begins a text after these, with or without spaces between; elsewhere it is an apostrophe, as in *kan 's avonds niet*."""


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
        FaultyInputError: it is not text in UTF-8, apart from a character that was cut in half together with its line.
    """
    lines: list[bytes] = []
    start = 1
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if line.startswith(b"-") and not line.startswith(b"---"):
            yield _piece(lines, start, file)
            start, lines = number, []
        lines.append(line)
    yield _piece(lines, start, file)


def _piece(lines: list[bytes], start: int, file: str) -> Piece:
    whole = [line.rstrip(b"\0") for line in lines]  # a power cut may leave zeros for what was not written
    try:
        text = b"\n".join(whole).decode()
    except UnicodeDecodeError as error:
        text = error.object[: error.start].decode()
        if not _is_cut_off(text) or error.object[error.end : error.end + 1].strip():
            line, column = start + text.count("\n"), len(text) - text.rfind("\n")
            raise FaultyInputError([Fault(Place(file, line, column), _NOT_UTF_8)]) from None
    return Piece(text, start, whole != lines or _is_cut_off(text))


def _is_cut_off(text: str) -> bool:
    """Whether the end of a note was never written."""
    return text.startswith("-") and not _is_closed(text)


def _is_closed(text: str) -> bool:
    """Whether all braces are closed, and anything stands behind the dash."""
    depth, quote, something = 0, "", False
    before, last = " ", ","  # the character before, and the last that is no space; behind the dash a text may begin, as behind a comma
    characters = iter(text[1:])
    for character in characters:
        ended = ""
        if quote:
            if character == "\\" and quote == '"':
                next(characters, "")
            elif character == quote:
                quote, ended = "", "quoted"
        elif character == "#" and before in " \n":
            for skipped in characters:
                if skipped == "\n":
                    break
        elif character in "\"'" and (last in _BEFORE_A_TEXT or (last == ":" and before.isspace())):
            quote = character
        else:
            depth += (character in "{[") - (character in "}]")
        if not character.isspace():
            something = True
            last = "," if (last, character) == ("quoted", ":") else ended or character
        before = character
    return depth <= 0 and something
