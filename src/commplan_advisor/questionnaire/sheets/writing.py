"""Writing a questionnaire as a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import Faults, Place
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.questionnaire.sheets.building import Suggested, build

_NOT_IN_A_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(path: Path, answers: Mapping[str, Any], language: Language, suggested: Suggested | None = None) -> bytes:
    """The questionnaire as a workbook, of the kind that the ending of its name says; the same bytes each time.

    Args:
        path: of the file that it will be.
        answers: plain values as `plain_answers` gives them; without any, the questionnaire is empty.
        language: of everything on the sheets.
        suggested: answers to open questions, by the path of the question.

    Raises:
        FaultyInputError: an answer has a character that no workbook can hold.
        MissingExtraError: the library that writes it is not installed.
    """
    faults = Faults()
    for where, text in _texts(answers, ()):
        if found := _NOT_IN_A_CELL.search(text):
            code = f"U+{ord(found.group()):04X}"
            nl, en = f"heeft een teken dat niet in een werkmap kan ({code}).", f"has a character that no workbook can hold ({code})."
            faults.add(Place(str(path)), nl, en, path=shown_path(where))
    faults.stop_if_any()
    book = build(answers, language, suggested or {}, path.name)
    if path.suffix.lower() == ".ods":
        from commplan_advisor.questionnaire.sheets.opendocument import as_ods

        return as_ods(book)
    from commplan_advisor.questionnaire.sheets.excel import as_xlsx

    return as_xlsx(book)


def _texts(value: Any, where: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*where, index))
    elif isinstance(value, str):
        yield where, value
