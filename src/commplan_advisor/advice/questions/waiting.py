"""What waits for which question, and what may become of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commplan_advisor.engine.conclusions import Key

PROBLEMS, ACTIONS, DATES = ("problem",), ("action",), ("timing", "moment", "measurement", "evaluation")
COUNTED = (*PROBLEMS, *ACTIONS, *DATES)
"""The kinds of conclusion by which questions are weighed: problems, actions and dates."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may still become of what is not settled.

    Attributes:
        certain: what will be concluded whichever way the open questions go.
        impossible: what will not be concluded whichever way they go.
        waits: for everything else that is open, the questions on which it depends, as paths in the order of the questionnaire.
        settled_by: for what is certain or impossible, the questions whose answers make a rule say so.
    """

    certain: frozenset[Key]
    impossible: frozenset[Key]
    waits: Mapping[Key, tuple[str, ...]]
    settled_by: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)


def counted(keys: Iterable[Key], kinds: Sequence[str] = COUNTED) -> int:
    """How many of some conclusions are of these kinds."""
    return sum(key[0] in kinds for key in keys)


def ranked(waits: Mapping[Key, Sequence[str]], order: Sequence[str]) -> dict[str, tuple[Key, ...]]:
    """What waits for each question, the question first on which most problems, actions and dates depend.

    Args:
        waits: for each open conclusion the questions on which it depends.
        order: the paths of all questions, in the order of the questionnaire.
    """
    waiting: dict[str, list[Key]] = {}
    for key, paths in waits.items():
        for path in paths:
            waiting.setdefault(path, []).append(key)
    place = {path: number for number, path in enumerate(order)}
    first = sorted(waiting, key=lambda path: (-counted(waiting[path]), -len(waiting[path]), place[path]))
    return {path: tuple(sorted(waiting[path])) for path in first}
