"""Texts in which Markdown finds no markup, whoever wrote them."""

from __future__ import annotations

from string import punctuation

from commplan_advisor.common.faults import printable


class Markdown(str):
    """Markdown that was made here, of which nothing needs to be escaped; whatever is made of it is an ordinary text again."""

    __slots__ = ()


_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in punctuation})
_NOTHING = "–"


def plain(text: str) -> str:
    """A text on one line, with nothing in it that a program would obey. One of which nothing can be shown becomes a dash."""
    return " ".join(printable(text).split()) or (_NOTHING if text else "")


def escaped(text: str) -> str:
    """A text as Markdown on one line, that is shown as it is: no markup, link, HTML or attribute, wherever it stands.

    Every sign of punctuation gets a backslash, which CommonMark allows for all of them.
    """
    return plain(text).translate(_ESCAPES)
