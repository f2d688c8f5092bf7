"""Many cases at once: how fast beside the same rules as Python, over columns, and on durable-rules; and how time and memory grow."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import population_growth, population_speed


def run(cases: int, *, spark: bool = False) -> None:
    """Print all figures about many cases.

    Args:
        cases: questionnaires of the largest run of the command.
        spark: whether to run Spark on this machine as well.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        population_speed.run(folder)
        population_growth.run(folder, cases, spark=spark)
