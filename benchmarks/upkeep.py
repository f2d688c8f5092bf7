"""How long looking after a rule book takes: the commands of a policy officer, on the shipped rule book and on a generated one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.printing import AnswersDifferError, progress, show
from benchmarks.written import write_book
from commplan_advisor.rulebook.loading import shipped

RULES_A_STAGE, ENTRIES = 144, 40
"""Seven stages: a little over 1,000 rules."""
_AIM = 60


def run() -> None:
    """Print wall time of check, test and prove."""
    with TemporaryDirectory() as name:
        folder = Path(name, "rules")
        rules = write_book(folder, RULES_A_STAGE, ENTRIES)
        ours = {one: ["rules", one, "--rules", str(shipped("rules"))] for one in ("check", "test", "prove")}
        generated = {one: ["rules", one, "--rules", str(folder)] for one in ("check", "prove")}
        rows = [*_rows("the shipped rule book", ours, (0,)), *_rows(f"{rules:,} generated rules", generated, (0, 1))]
    show(
        "Looking after rules",
        f"Wall time of each command, one after the other. Aim: together at most {_AIM} s for each rule book.",
        ["", "seconds"],
        rows,
    )


def _rows(title: str, calls: Mapping[str, Sequence[str]], right: Sequence[int]) -> list[list[str]]:
    taken = {}
    for call, arguments in calls.items():
        progress(f"{title}: rules {call} …")
        start = perf_counter()
        done = subprocess.run([sys.executable, "-m", "commplan_advisor", *arguments], capture_output=True, check=False)
        taken[call] = perf_counter() - start
        if done.returncode not in right:
            raise AnswersDifferError(f"rules {call} on {title} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return [*([f"{title}: rules {call}", f"{seconds:.1f}"] for call, seconds in taken.items()), ["together", f"{sum(taken.values()):.1f}"]]
