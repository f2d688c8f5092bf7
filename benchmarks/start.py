"""How long a command takes from start to end, beside a Python that only imports what every such command must."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.material import small_case
from benchmarks.measuring import race, ratio
from benchmarks.printing import AnswersDifferError, show

ROUNDS = 15
STARTED, OURS, COLD = "commplan --help", "commplan advise", "commplan advise, empty cache"
LIBRARIES, NOTHING = 'python -c "import click, pydantic"', "python -c pass"


def run() -> None:
    """Print the times of whole processes."""
    with TemporaryDirectory() as folder:
        taken = race(_processes(Path(folder)), ROUNDS, least=0)
    rows = [
        [
            name,
            f"{1000 * median(taken[name]):.0f}",
            f"{ratio(taken[name], taken[LIBRARIES]):.2f}",
            f"{ratio(taken[name], taken[NOTHING]):.2f}",
            "at most 2.5 × imports" if name in (STARTED, OURS) else "",
        ]
        for name in (STARTED, OURS, COLD, LIBRARIES, NOTHING)
    ]
    show(
        "Start",
        f"Whole processes on {small_case().name}, wall time, median of {ROUNDS} rounds in turns, after one to warm up. "
        "The first starts and says what there is; the others read, conclude, plan and write a whole advice. "
        "With an empty cache the rule book is read from its files and checked first. Of every process Python has kept the compiled "
        "modules, as it does of what pip installs.",
        ["process", "ms", "÷ imports", "÷ nothing", "aim"],
        rows,
    )


def _processes(folder: Path) -> dict[str, Callable[[], object]]:
    """The processes to time; the first output of `advise` is what every other one must be."""
    told: list[bytes] = []

    def help_() -> None:
        subprocess.run([*_commplan(), "--help"], env=_environment(folder / "warm"), stdout=subprocess.DEVNULL, check=True)

    def advise(cache: Path) -> None:
        done = subprocess.run([*_commplan(), "advise", str(small_case())], env=_environment(cache), capture_output=True, check=False)
        told.append(done.stdout)
        if done.returncode or done.stdout != told[0]:
            raise AnswersDifferError(f"commplan advise: exit code {done.returncode}, {done.stderr.decode(errors='replace')}")

    def advise_with_empty_cache() -> None:
        advise(folder / f"cold-{len(told)}")

    def python(program: str) -> None:
        subprocess.run([sys.executable, "-c", program], env=_environment(folder / "warm"), check=True)

    return {
        STARTED: help_,
        OURS: lambda: advise(folder / "warm"),
        COLD: advise_with_empty_cache,
        LIBRARIES: lambda: python("import click, pydantic"),
        NOTHING: lambda: python("pass"),
    }


def _commplan() -> list[str]:
    """The installed command of this very interpreter, or the module."""
    command = Path(sys.executable).with_name("commplan")
    return [str(command)] if command.exists() else [sys.executable, "-m", "commplan_advisor"]


def _environment(cache: Path) -> dict[str, str]:
    """That of this process with a cache of its own; compiled modules are kept beside it, whatever this process does with them."""
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**told, "XDG_CACHE_HOME": str(cache), "PYTHONPYCACHEPREFIX": str(cache.with_name("compiled"))}
