"""What there is on this machine to work with."""

from __future__ import annotations

import os

_BYTES_OF_A_CASE = 50_000
"""That a questionnaire takes while it is concluded, as measured with the rule book that ships."""
_SHARE = 0.8
"""Of the memory that may be taken when nobody says otherwise."""


def workers_for(batch: int, memory: int | None = None) -> int:
    """How many batches can be worked on at once: one for each processor, as far as the memory goes.

    Args:
        batch: questionnaires in each.
        memory: bytes that may be taken; most of what there is when not given.
    """
    return max(1, min(_processors(), memory_for_all(memory) // (batch * _BYTES_OF_A_CASE)))


def memory_for_all(memory: int | None = None) -> int:
    """Bytes that all workers may take together: those given, or else most of what there is."""
    return memory or int(_SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
