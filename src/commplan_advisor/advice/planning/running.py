"""What is settled of a plan that runs already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled of one action.

    A done or dropped action keeps its dates and takes no more hours. One that has begun keeps its first day, and its last day when that is
    given; it takes the hours that are left. One that is planned keeps its days, and takes all its hours. What waits for an action that is
    done or dropped need not wait any longer.

    Attributes:
        state: how far it is.
        start: its first day.
        due: its last day: as planned, or on which it was done or dropped. None for one that has begun: then it is planned anew.
        left: the share of its hours that is left to do, from 0 to 1, of one that is planned or has begun; None when that is not known, and
            then as much as is left of its time.
    """

    state: Literal["planned", "started", "done", "dropped"]
    start: date
    due: date | None = None
    left: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.state in ("done", "dropped")
