"""Load on a server, by wrk: how many requests it answers, how fast, and how many fail."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

AT_ONCE = 4
"""Requests that wait for an answer at any time."""
MISSING = "This needs wrk, which is not here. Debian and Ubuntu: apt-get install wrk. macOS: brew install wrk."
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(slots=True)
class Load:
    """What came of it.

    Attributes:
        requests: that were answered.
        errors: answers that were not fine, and requests without an answer.
        seconds: that it took.
        latencies: how many answers took so many microseconds.
    """

    requests: int = 0
    errors: int = 0
    seconds: float = 0
    latencies: Counter[int] = field(default_factory=Counter)

    def add(self, requests: int, errors: int, seconds: float, latencies: Counter[int]) -> None:
        """Count what came of more of it."""
        self.requests += requests
        self.errors += errors
        self.seconds += seconds
        self.latencies += latencies

    @property
    def each_second(self) -> float:
        """Requests in a second."""
        return self.requests / self.seconds

    def milliseconds(self, share: float) -> float:
        """The time within which this share of the answers came."""
        left = ceil(share * self.latencies.total())
        for microseconds, count in sorted(self.latencies.items()):
            left -= count
            if left <= 0:
                return microseconds / 1000
        return 0


def there_is_wrk() -> bool:
    """Whether wrk is on this machine."""
    return shutil.which("wrk") is not None


def put_load(load: Load, address: str, bodies: Path, seconds: int) -> None:
    """Send the lines of a file in turns for some seconds, and count what comes of it."""
    command = ["wrk", "--threads", "1", "--connections", str(AT_ONCE), "--duration", f"{seconds}s", "--timeout", "60s"]
    done = subprocess.run([*command, "--script", str(_SCRIPT), address, "--", str(bodies)], stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.rpartition("\nload: ")[2])
    load.add(told["requests"], told["errors"], told["microseconds"] / 1e6, Counter(dict(told["latencies"])))
