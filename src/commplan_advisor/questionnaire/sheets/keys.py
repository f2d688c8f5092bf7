"""The keys of a workbook: by them answers are read, whatever the language of the sheets, their names or their order.

The first row and the first column of a sheet with answers are hidden. Where they meet stands `commplan-questionnaire 1 questions`, or
instead of the last word the list whose rows the sheet holds. On the sheet with questions the first column names the question of each row
(or that it is none), and the first row the column of the answers. On a sheet with rows the first row names the question of each column,
and the first column the row with the word for *there are none*, and the row below which the answers begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = "commplan-questionnaire"
QUESTIONS = "questions"
CHOICES = "choices"
ANSWER = "answer"
NONE = "none"
ROWS_BELOW = "rows below"
NO_QUESTION = "-"
"""Of a row with a heading or another text of ours."""


_CORNER = re.compile(rf"{MARK} (\d{{1,9}}) (\S+)")


@dataclass(frozen=True, slots=True)
class Corner:
    """What the corner of a sheet says: the version of the questionnaire, and what the sheet holds."""

    version: int
    holds: str


def corner(version: int, holds: str) -> str:
    """The text of the corner of a sheet."""
    return f"{MARK} {version} {holds}"


def corner_of(text: object) -> Corner | None:
    """What a cell says as a corner; None when it is none."""
    found = _CORNER.fullmatch(text.strip()) if isinstance(text, str) else None
    return Corner(int(found[1]), found[2]) if found else None


def option_key(path: str, option: str) -> str:
    """The key of the row where one of several options is chosen; without an option of the row that says *none of these*."""
    return f"{path}={option}"


def text_key(path: str) -> str:
    """The key of a row with one text of several."""
    return f"{path}[]"
