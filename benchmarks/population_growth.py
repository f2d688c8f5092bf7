"""How time and memory grow with the number of cases and of rules, with one thread and with two; on demand Spark beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from shutil import rmtree
from time import process_time
from typing import NamedTuple

from benchmarks.population_material import questionnaires
from benchmarks.printing import AnswersDifferError, progress, show
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.rulebook.loading import rulebook_from
from tests.support.books import large_document

RULES_A_STAGE = (13, 129)
"""Seven stages: some 90 and 900 rules. Ten times more is planned for minutes: see docs/scale.md."""
ENTRIES, OF_RULES = 8, 2_000
_DAY = date(2026, 1, 1)


class Process(NamedTuple):
    """What a call took: seconds, seconds of processor time, and the most memory in KiB."""

    seconds: float
    cpu: float
    peak: int


def run(folder: Path, cases: int, *, spark: bool = False) -> None:
    """Print how time and memory grow."""
    _with_cases(folder, cases, spark=spark)
    _with_rules(folder)


def _with_cases(folder: Path, cases: int, *, spark: bool) -> None:
    rows, first = [], None
    sizes = [cases // 10, cases]
    for count in sizes:
        file = folder / f"{count}.parquet"
        progress(f"{count:,} questionnaires …")
        _called(["generate", "--count", str(count), "-o", str(file)])
        for threads in (1, 2):
            output = folder / f"results-{count}-{threads}"
            progress(f"advising on {count:,}, {threads} at once …")
            done = _called(["advise", str(file), "-o", str(output), "--threads", str(threads)])
            size = sum(one.stat().st_size for one in output.rglob("*") if one.is_file())
            rows.append(_row(f"commplan population advise --threads {threads}", count, done, first if threads == 2 else None, size))
            first = done
            if count != cases or threads != 1:
                rmtree(output)
        if spark:
            rows += [_on_spark(file, count, threads, folder) for threads in (1, 2)]
    show(
        "Many cases: growth with cases",
        "Whole processes, each run once: reading and checking a Parquet file of made-up questionnaires, concluding in batches of 50,000, "
        "writing Parquet with all rules. Generating them is not counted. Two threads ÷ one: speed.",
        ["", "cases", "seconds", "CPU µs a case", "peak MiB", "bytes a case", "two ÷ one"],
        rows,
    )


def _row(name: str, count: int, done: Process, one: Process | None, size: int) -> list[str]:
    faster = f"{one.seconds / done.seconds:.2f}" if one else ""
    peak = f"{done.peak / 1024:,.0f}" if done.peak else ""
    return [name, f"{count:,}", f"{done.seconds:.1f}", f"{1e6 * done.cpu / count:,.0f}", peak, f"{size / count:,.0f}", faster]


def _on_spark(file: Path, count: int, threads: int, folder: Path) -> list[str]:
    """The same on Spark, with so many threads of this machine."""
    output = folder / f"spark-{count}-{threads}"
    progress(f"advising on {count:,} with Spark, {threads} at once …")
    done = _called(["advise", str(file), "-o", str(output), "--engine", "spark", "--master", f"local[{threads}]"])
    size = sum(one.stat().st_size for one in output.rglob("*.parquet"))
    rmtree(output)
    return _row(f"… --engine spark --master local[{threads}]", count, done._replace(peak=0), None, size)


def _called(arguments: Sequence[str]) -> Process:
    """A call of `commplan population`, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.peak", sys.executable, "-m", "commplan_advisor", "population", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AnswersDifferError(f"{arguments[0]}: exit code {done.returncode}, {done.stderr[-500:]}")
    return Process(**json.loads(done.stdout))


def _with_rules(folder: Path) -> None:
    cases = questionnaires(OF_RULES)
    rows = []
    for rules_a_stage in RULES_A_STAGE:
        book = rulebook_from(large_document(Random(0), rules_a_stage, ENTRIES), _DAY)
        progress(f"{len(book.rules):,} rules …")
        made: list[DuckDBConcluder] = []
        compiling = _cpu(lambda book=book, made=made: made.append(DuckDBConcluder(book)))  # type: ignore[misc]
        (ours,) = made
        planning = _cpu(lambda ours=ours: ours.write(cases.slice(0, 1), folder))  # type: ignore[misc]
        running = _cpu(lambda ours=ours: ours.write(cases, folder)) - planning  # type: ignore[misc]
        per_case = 1e6 * running / OF_RULES
        per_rule = 1000 * planning / len(book.rules)
        told = [f"{len(book.rules):,}", f"{len(ours.columns):,}", f"{compiling:.1f}", f"{planning:.1f}", f"{per_rule:.1f}"]
        rows.append([*told, f"{per_case:,.0f}", f"{1000 * per_case / len(ours.columns):,.0f}"])
    show(
        "Many cases: growth with rules",
        f"Generated rule books, which ask of much more than ours does: rules of any shape over 60 fields of each kind of subject, "
        f"{ENTRIES} entries in each part of the catalogue. Processor time, each once, on {OF_RULES:,} cases. Compiling is ours, once for a "
        "rule book; planning is DuckDB's, once for each batch.",
        ["rules", "columns", "compiling s", "planning s", "planning ms a rule", "µs a case", "ns a column"],
        rows,
    )


def _cpu(does: Callable[[], object]) -> float:
    start = process_time()
    does()
    return process_time() - start
