"""Chance that can be had again: the same seed gives the same numbers, whatever else is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 50_000
"""Cases that are made at once; the numbers of a batch depend on it, so it is the same for everybody."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Numbers evenly drawn from 0 to 1, a stream for each question and purpose.

    A question has its own stream, so that giving one answer, or editing the chances of one question, leaves the others as they were;
    and fewer cases are the first of more.

    Attributes:
        seed: that all depends on; 0 or more.
        batch: which batch of cases it is, from 0 on.
    """

    seed: int
    batch: int

    def even(self, path: str, purpose: str, *shape: int) -> NDArray[np.float64]:
        """As many numbers as the shape says, 0 included and 1 not."""
        import numpy as np

        key = (self.batch, crc32(f"{path} {purpose}".encode()))
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=key))).random(shape)
