"""The page of each code: what it means, why it matters, how to mend it, and an example of wrong and of right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from commplan_advisor.common.located import read_located
from commplan_advisor.common.text import Text

_FOLDER = Path(__file__).parent / "pages"
_MOST = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What an example changes in a rule book.

    Attributes:
        file: the file, below the folder of the rule book.
        text: what is written there.
        old: what the text takes the place of; empty when it comes at the end of the file, or is a new file.
    """

    file: str
    text: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say of a code.

    Attributes:
        code: the code.
        title: in a few words.
        what: what is looked for.
        why: why it matters.
        mend: what to do about it.
        wrong: an example in which it is found.
        right: the same without it.
        always: whether there can be no exception: a rule book in which it is found cannot be used.
        too: other codes that are found in the wrong example as well.
    """

    code: str
    title: Text
    what: Text
    why: Text
    mend: Text
    wrong: tuple[Change, ...]
    right: tuple[Change, ...]
    always: bool = False
    too: tuple[str, ...] = ()


def codes() -> tuple[str, ...]:
    """All codes, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@lru_cache(maxsize=_MOST)
def page(code: str) -> Page:
    """The page of a code.

    Raises:
        UnreadableFileError: there is no such page.
    """
    told: dict[str, Any] = read_located(_FOLDER / f"{code}.yaml").value
    title, what, why, mend = (Text(told[name]["nl"], told[name]["en"]) for name in ("title", "what", "why", "mend"))
    wrong, right = (tuple(_changes(told[name])) for name in ("wrong", "right"))
    return Page(code, title, what, why, mend, wrong, right, told.get("always", False), tuple(told.get("too", ())))


def _changes(told: list[dict[str, str]]) -> Iterator[Change]:
    for one in told:
        yield Change(one["file"], one["text"], one.get("old", ""))
