"""What the pages say, in Dutch and English."""

from __future__ import annotations

from commplan_advisor.common.text import Language
from commplan_advisor.web.words import files, frame, questions

_WORDS = {**frame.WORDS, **questions.WORDS, **files.WORDS}


def said(name: str, language: Language, /, **filled: object) -> str:
    """A text, filled in."""
    return _WORDS[name].in_(language).format(**filled)
