"""Whether memory grows with the number of cases: a process of its own that runs them all through one engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import cycle, islice
from time import perf_counter

from benchmarks.material import generated_facts, shipped_book, shipped_facts, with_number
from benchmarks.measuring import resident
from benchmarks.printing import progress, show
from commplan_advisor.engine.engine import Engine

FIRST = 1_000
GENERATED = 200


def run(cases: int) -> None:
    """Print the memory of a process after the first cases and after all of them."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.memory", str(cases)], stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    first, last = found["first"], found["last"]
    growth = last - first
    rows = [
        [f"after {min(FIRST, cases):,} cases", f"{first:,}", ""],
        [f"after {cases:,} cases", f"{last:,}", ""],
        ["growth", f"{growth:,}", f"{1024 * growth / max(1, cases - FIRST):.1f} bytes a case"],
        ["compared with the first", f"× {last / first:.3f}", ""],
    ]
    show(
        "Memory",
        f"Resident memory of one process with one engine; the shipped cases and {GENERATED} generated ones in turns, "
        f"each time with another number of inhabitants; {cases / found['seconds']:,.0f} cases a second.",
        ["", "KiB", ""],
        rows,
    )


def _run_cases(cases: int) -> None:
    """Run so many cases in this process, and print what memory it took."""
    engine = Engine(shipped_book())
    pool = [*shipped_facts(), *generated_facts(GENERATED)]
    start = perf_counter()
    first = 0
    for number, facts in enumerate(islice(cycle(pool), cases), 1):
        engine.run(with_number(facts, number))
        if number == min(FIRST, cases):
            first = resident(os.getpid())
        if number % 10_000 == 0:
            progress(f"{number:,} of {cases:,} cases, {resident(os.getpid()):,} KiB")
    print(json.dumps({"first": first, "last": resident(os.getpid()), "seconds": perf_counter() - start}))


if __name__ == "__main__":
    _run_cases(int(sys.argv[1]))
