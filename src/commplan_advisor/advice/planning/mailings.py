"""When moments crowd: messages to the same role do not follow each other too closely."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta


def joined(moments: Iterable[tuple[date, str]], weeks: int) -> dict[str, str]:
    """Of moments that fall too soon after a message: the moment with whose message they go along.

    Args:
        moments: each with its day; only those for the role that gets the messages.
        weeks: how many weeks lie at least between two messages.
    """
    found: dict[str, str] = {}
    last: tuple[date, str] | None = None
    for day, id_ in sorted(moments):
        if last is not None and day - last[0] < timedelta(weeks=weeks):
            found[id_] = last[1]
        else:
            last = day, id_
    return found
