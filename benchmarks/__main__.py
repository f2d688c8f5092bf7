"""`python -m benchmarks`: print the figures. It fails when answers differ, never because something is slow."""

from __future__ import annotations

import os
import platform

import click

from benchmarks import comparing, documents, growth, memory, population, serving, speed, start, upkeep

PARTS = ("start", "engines", "comparing", "upkeep", "documents", "serving", "memory", "growth", "population")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", type=click.Choice(PARTS), help="Print one part of the figures.")
@click.option("--cases", type=click.IntRange(min=1), default=100_000, show_default=True, help="Cases for the figures about memory.")
@click.option(
    "--requests", type=click.IntRange(min=1), default=2_000, show_default=True, help="Requests that the server must have answered."
)
@click.option(
    "--many",
    type=click.IntRange(min=10),
    default=200_000,
    show_default=True,
    help="Cases of the largest run of `commplan population advise`.",
)
@click.option("--spark", is_flag=True, help="Run Spark on this machine as well, beside DuckDB; it must be installed.")
def main(only: str | None, cases: int, requests: int, many: int, spark: bool) -> None:
    """Speed, memory and growth of commplan-advisor, beside other rule engines on the same rules and cases."""
    click.echo(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )
    if only in (None, "start"):
        start.run()
    if only in (None, "engines"):
        speed.run()
    if only in (None, "comparing"):
        comparing.run()
    if only in (None, "upkeep"):
        upkeep.run()
    if only in (None, "documents"):
        documents.run()
    if only in (None, "serving"):
        serving.run(requests)
    if only in (None, "memory"):
        memory.run(cases)
    if only in (None, "growth"):
        growth.run()
    if only in (None, "population"):
        population.run(many, spark=spark)


if __name__ == "__main__":
    main()
