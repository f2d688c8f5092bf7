"""Answers that a rule book adds to those that are built in: a new platform, or a problem that can be reported.

They count inside `with_added`, for whatever is read, asked and worked out there, and nowhere else. So two rule books can be used in turn,
and nothing that one of them adds is left behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_TAKEN = frozenset({"unknown", "true", "false", "null"})
"""A row without a name is called unknown; the others are no words in YAML."""


@dataclass(frozen=True, slots=True)
class AddedAnswer:
    """One answer: the word in the file, with its Dutch and English text."""

    value: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Added:
    """What a rule book adds to the questionnaire.

    Attributes:
        platforms: that are not built in, by name.
        problems: that are not built in and can be reported, by name.
        groups: whether a platform has groups that can be counted, for those of which the rule book says otherwise than what goes without
            saying.
    """

    platforms: tuple[AddedAnswer, ...] = ()
    problems: tuple[AddedAnswer, ...] = ()
    groups: tuple[tuple[str, bool], ...] = ()

    def __or__(self, other: Added) -> Added:
        """What both add. Where they speak of the same, the other is believed; which platforms have groups is its own to say."""
        return Added(_joined(self.platforms, other.platforms), _joined(self.problems, other.problems), other.groups)

    def knows(self, other: Added) -> bool:
        """Whether all that the other adds can be answered with this."""
        ours, theirs = ({one.value for one in (*added.platforms, *added.problems)} for added in (self, other))
        return theirs <= ours

    def covers(self, other: Added) -> bool:
        """Whether facts that were made with this can be judged by a rule book that adds the other: they were also counted its way."""
        return self.knows(other) and self.groups == other.groups


NOTHING = Added()
_IN_USE: ContextVar[Added] = ContextVar("added", default=NOTHING)


def added() -> Added:
    """What is added here."""
    return _IN_USE.get()


@contextmanager
def with_added(more: Added, *, alone: bool = False) -> Iterator[None]:
    """Let the answers that a rule book adds count, beside those that count already.

    Args:
        more: what the rule book adds.
        alone: whether nothing else counts.
    """
    token = _IN_USE.set(more if alone else _IN_USE.get() | more)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def can_be_added(name: str) -> bool:
    """Whether a word can be an answer: rows are named after it, `buurtapp-2`, and conditions test it as a field."""
    return _NAME.fullmatch(name) is not None and name not in _TAKEN


def _joined(ours: Iterable[AddedAnswer], theirs: Iterable[AddedAnswer]) -> tuple[AddedAnswer, ...]:
    by_name = {one.value: one for one in (*ours, *theirs)}
    return tuple(by_name[name] for name in sorted(by_name))
