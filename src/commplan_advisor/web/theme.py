"""The house style of a municipality: a stylesheet with its own design tokens, in the way of the NL Design System."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.files import read_text
from commplan_advisor.common.text import Text

ADDRESS = "/theme.css"
LARGEST_THEME = 1_000_000
"""Bytes; the largest themes of the NL Design System take about 250,000."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_CLASS = re.compile(r"\.([A-Za-z][\w-]*-theme)(?![\w-])", re.ASCII)
_TOKEN = re.compile(r"--[A-Za-z][\w-]*\s*:")
_TOO_LARGE = Text("is te groot: meer dan 1 MB.", "is too large: more than 1 MB.")
_NO_TOKENS = Text(
    "bevat geen design tokens, zoals --utrecht-document-color: black. Neem het CSS-bestand van uw thema; dat heet vaak theme.css.",
    "holds no design tokens, such as --utrecht-document-color: black. Take the CSS file of your theme; it is often called theme.css.",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A stylesheet that comes after ours.

    Attributes:
        text: of the stylesheet.
        classes: that its tokens count within, such as `utrecht-theme`; the pages must have them.
    """

    text: str
    classes: tuple[str, ...]

    @property
    def version(self) -> str:
        """What tells it from another theme."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def read_theme(path: Path) -> Theme:
    """A theme from its file.

    Raises:
        UnreadableFileError: the file cannot be read, or is too large.
        FaultyInputError: it holds no tokens.
    """
    text = read_text(path)
    if len(text.encode()) > LARGEST_THEME:
        raise UnreadableFileError(Fault(Place(str(path)), _TOO_LARGE))
    told = _COMMENT.sub("", text)
    if not _TOKEN.search(told):
        raise FaultyInputError([Fault(Place(str(path)), _NO_TOKENS)])
    return Theme(text, tuple(dict.fromkeys(_CLASS.findall(told))))
