"""Timing things side by side: in turns, so that a busy minute of the machine is shared by all of them. And the memory of a process."""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

Name = TypeVar("Name")

LEAST = 0.1
"""Seconds that one timing takes at least; what is faster is done several times."""


def race(runs: Mapping[Name, Callable[[], object]], rounds: int, least: float = LEAST) -> dict[Name, list[float]]:
    """Seconds that each run takes, in each round; one round before to warm up."""
    times = {name: max(1, ceil(least / max(_seconds(run, 1), 1e-6))) for name, run in runs.items()}
    taken: dict[Name, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(_seconds(run, times[name]))
    return taken


def _seconds(run: Callable[[], object], times: int) -> float:
    gc.collect()
    start = perf_counter()
    for _ in range(times):
        run()
    return (perf_counter() - start) / times


def ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """How many times as long these took, compared round by round."""
    return median(one / other for one, other in zip(these, those, strict=True))


def resident(process: int) -> int:
    """Resident memory of a process in KiB."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True).stdout)
