"""Texts that are hard to read, or not in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from commplan_advisor.common.located import Located, Path_
from commplan_advisor.common.text import LANGUAGES, Text
from commplan_advisor.maintenance.check.finding import Finding

LONGEST_SENTENCE = 20
"""Words. What follows a colon, a semicolon or the end of a line counts as a sentence of its own: so each part of a list does."""
_NAME = 2
"""Words that the same name may have in both languages."""

_END = re.compile(r"""(?<=[.!?])["'”’)]*\s+(?=["'“‘(]*[A-ZÀ-Þ0-9{])|[:;]\s+|\n+""")
_WORD = re.compile(r"\{[^{}]*\}|[^\s\W][^\s]*")
_LANGUAGE = {"nl": Text("Nederlandse", "Dutch"), "en": Text("Engelse", "English")}


def texts(files: Mapping[str, Located]) -> Iterator[Finding]:
    """Texts that are the same in both languages, and sentences that are too long, in whatever file could be read."""
    for source in files.values():
        for path, words in _texts(source.value, ()):
            if words["nl"].strip() == words["en"].strip() and len(_WORD.findall(words["nl"])) > _NAME:
                what = Text("de Nederlandse en de Engelse tekst zijn gelijk.", "the Dutch and the English text are the same.")
                yield Finding("same-in-both-languages", source.place((*path, "en")), what, words["en"])
            for language in LANGUAGES:
                count, sentence = max((len(_WORD.findall(one)), one) for one in _END.split(words[language]))
                if count > LONGEST_SENTENCE:
                    named, begin = _LANGUAGE[language], " ".join(sentence.split()[:4])
                    what = Text(
                        f"een {named.nl} zin van {count} woorden, {LONGEST_SENTENCE} is genoeg: '{begin} …'.",
                        f"a {named.en} sentence of {count} words, {LONGEST_SENTENCE} is enough: '{begin} …'.",
                    )
                    yield Finding("long-sentence", source.place((*path, language)), what)


def _texts(value: Any, path: Path_) -> Iterator[tuple[Path_, dict[str, str]]]:
    """All texts in two languages below a value, each with its path."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, dict):
        if set(value) == set(LANGUAGES) and all(isinstance(one, str) for one in value.values()):
            yield path, value
            return
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
