"""Giving the file of a questionnaire other answers, as many as there are; what stays the same keeps its place, words and comments.

Where a file is too special for that, or almost all of it is new, it is written anew: then its comments are lost, and no answer is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import Path_, parse_json, parse_yaml
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.writing import as_yaml, with_answer

_MOST_ONE_BY_ONE = 100
"""Each answer means reading the whole file again."""

Edit = tuple[Path_, Any]


def plain(answers: Questionnaire) -> dict[str, Any]:
    """Answers as plain values, as they can stand in a file; what was not answered is left out."""
    whole: dict[str, Any] = answers.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {key: value for key, value in whole.items() if value != {}}


def with_answers(text: str, before: Questionnaire | None, wanted: Questionnaire, *, as_json: bool) -> str:
    """The text of a questionnaire with other answers.

    Args:
        text: of the file.
        before: what it says; None when it cannot be read.
        wanted: what it must say.
        as_json: whether it is JSON.
    """
    if before is not None:
        edits = list(_edits((), plain(before), plain(wanted)))
        if len(edits) <= _MOST_ONE_BY_ONE:
            try:
                written = _edited(text, edits, as_json=as_json)
                if _says(written, wanted, as_json=as_json):
                    return written
            except FaultyInputError:
                pass  # the form of the file is too special
    return json.dumps(plain(wanted), ensure_ascii=False, indent=2) + "\n" if as_json else as_yaml(plain(wanted))


def _edited(text: str, edits: list[Edit], *, as_json: bool) -> str:
    for where, value in edits:
        text = with_answer(text, where, value, as_json=as_json)
    return text


def _says(text: str, wanted: Questionnaire, *, as_json: bool) -> bool:
    """Whether a text says exactly this."""
    value = (parse_json if as_json else parse_yaml)(text, "").value
    return plain(Questionnaire.model_validate(value)) == plain(wanted)


def _edits(where: Path_, had: Any, wanted: Any) -> Iterator[Edit]:
    """What must be written to come from one to the other: the rows that go come last, from the last one on."""
    if isinstance(had, Mapping) and isinstance(wanted, Mapping):
        for key in [*had, *(key for key in wanted if key not in had)]:
            yield from _edits((*where, key), had.get(key), wanted.get(key))
    elif _is_rows(had) and _is_rows(wanted):
        for index, row in enumerate(wanted):
            yield from _edits((*where, index), had[index] if index < len(had) else None, row)
        for index in range(len(had) - 1, len(wanted) - 1, -1):
            yield (*where, index), None
    elif had is None and isinstance(wanted, Mapping) and where and isinstance(where[-1], str):
        for key, value in wanted.items():  # a chapter of which nothing was answered may stand in the file without answers
            yield from _edits((*where, key), None, value)
    elif isinstance(had, Mapping) and wanted is None:
        for key, value in had.items():
            yield from _edits((*where, key), value, None)
    elif had != wanted or type(had) is not type(wanted):
        yield where, wanted


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
