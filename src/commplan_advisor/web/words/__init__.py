"""What the pages say, in Dutch and English."""

from __future__ import annotations

from commplan_advisor.common.text import Language
from commplan_advisor.web.words import asking, files, frame, questions, running, safety

_WORDS = {**frame.WORDS, **questions.WORDS, **files.WORDS, **running.WORDS, **safety.WORDS, **asking.WORDS}


def said(name: str, language: Language, /, **filled: object) -> str:
    """A text, filled in."""
    return _WORDS[name].in_(language).format(**filled)
