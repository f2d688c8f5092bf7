"""How long it takes to compare as many cases as the Netherlands has municipalities, beside advising on them: one call each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml

from benchmarks.printing import AnswersDifferError, progress, show
from tests.support.answers import random_answers

CASES = 342
QUICK, ADVISE = "commplan advise --quick --format json", "commplan advise --format json"
COMPARE, SHEETS = "commplan compare", "commplan compare -o compare.xlsx"

_AIMS = dict.fromkeys((COMPARE, SHEETS), "at most 3")


def run() -> None:
    """Print wall time and memory of both."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = write_cases(folder / "cases", CASES)
        calls = {
            QUICK: ["advise", *map(str, files), "--quick", "--format", "json"],
            ADVISE: ["advise", *map(str, files), "--format", "json"],
            COMPARE: ["compare", str(folder / "cases")],
            SHEETS: ["compare", str(folder / "cases"), "-o", str(folder / "compare.xlsx"), "--force"],
        }
        _measured(["advise", str(files[0])], folder)  # to warm up
        measured = {}
        for call, arguments in calls.items():
            progress(f"{call}, {CASES} cases …")
            measured[call] = _measured(arguments, folder)
    rows = [
        [
            call,
            f"{seconds:.1f}",
            f"{peak / 1024:,.0f}",
            f"{seconds / measured[QUICK][0]:.2f}",
            "at most 3" if call in (COMPARE, SHEETS) else "",
        ]
        for call, (seconds, peak) in measured.items()
    ]
    show(
        "Comparing",
        f"{CASES} generated questionnaires, from nearly empty to nearly full, in one call: what holds for whom, groups, like situations "
        "with unlike advice, and developments. Whole processes, wall time of one run each, with no advice kept from before.",
        ["call", "seconds", "peak MiB", "÷ advise --quick", "aim"],
        rows,
    )


def write_cases(folder: Path, count: int, seed: int = 0) -> list[Path]:
    """So many generated questionnaires as files, each of another municipality."""
    folder.mkdir()
    rng, files = Random(seed), []
    for number in range(1, count + 1):
        answers = random_answers(rng, share=rng.choice([0.05, 0.3, 0.6, 0.95]))
        answers["municipality"].update(name=f"Gemeente {number:03d}", code=f"GM{number:04d}")
        file = folder / f"case-{number:03d}.yaml"
        file.write_text(yaml.safe_dump(answers, allow_unicode=True, sort_keys=False), encoding="utf-8")
        files.append(file)
    return files


def _measured(arguments: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and KiB that a call takes in a process of its own."""
    command = [sys.executable, "-m", "commplan_advisor", *arguments]
    start = perf_counter()
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=errors, env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AnswersDifferError(f"{arguments[0]}: exit code {process.returncode}, {(folder / 'errors').read_text(errors='replace')}")
    return perf_counter() - start, usage.ru_maxrss
