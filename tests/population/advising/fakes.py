"""Questionnaires and conclusions that are made up on the spot, so that tests of a run are about the run alone.

The input is a file that says how many questionnaires there are, and from which on every how many-eth is no good: `100 7`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commplan_advisor.common.faults import Fault, Place
from commplan_advisor.common.text import Text
from commplan_advisor.population.advising.run import Form, Run
from commplan_advisor.population.advising.running import Done, advise_on_all
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.reading.source import Batch, SetAside
from commplan_advisor.population.results import CONCLUSIONS, TABLES, ResultColumn
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.rulefolder import written

STATES = (True, False, None)
COLUMNS: tuple[ResultColumn, ...] = (
    ResultColumn(CONCLUSIONS, "finding.no_register", "finding", "no_register"),
    ResultColumn(CONCLUSIONS, "rule.no-register", rule="no-register"),
    ResultColumn(CONCLUSIONS, "problem.low_coverage", "problem", "low_coverage"),
    ResultColumn("initiatives", "rule.low-coverage", rule="low-coverage"),
    ResultColumn("reports", "rule.neighbours-day", rule="neighbours-day"),
    ResultColumn(CONCLUSIONS, "action.set-up-register", "action", "set-up-register"),
    ResultColumn(CONCLUSIONS, "rule.set-up-register-low-coverage@low_coverage", about="low_coverage", rule="set-up-register-low-coverage"),
    ResultColumn(CONCLUSIONS, "part.police:consulted@set-up-register", "part", "police:consulted", "set-up-register"),
    ResultColumn(CONCLUSIONS, "rule.police-advises@set-up-register", about="set-up-register", rule="police-advises"),
)
MANY = 3
"""Rows of initiatives of each case."""


@cache
def small_book() -> RuleBook:
    """The small rule book of the tests."""
    with TemporaryDirectory() as folder:
        return load_rulebook(written(Path(folder)), date(2026, 3, 2))


class FakeConcluder:
    """Concludes whatever: the same for a case each time, and not the same for all."""

    def __init__(self, book: RuleBook | None = None, *_: object, pause: float = 0.0) -> None:
        self.book = book or small_book()
        self.columns = COLUMNS
        self.pause = pause

    def write(self, cases: pa.Table, folder: Path) -> None:
        sleep(self.pause)
        numbers = cases["number"].to_pylist()
        for table in TABLES:
            rows = (
                [(number, place) for number in numbers for place in range(MANY)] if table != CONCLUSIONS else [(one, 0) for one in numbers]
            )
            data: dict[str, Any] = {"number": pa.array([number for number, _ in rows], pa.int64())}
            if table == CONCLUSIONS:
                data["case"] = cases["case"]
            else:
                data["position"] = pa.array([place for _, place in rows], pa.int32())
            for index, one in enumerate(COLUMNS):
                if one.table == table:
                    data[one.name] = pa.array([STATES[(number // 3**index + place) % 3] for number, place in rows], pa.bool_())
            pq.write_table(pa.table(data), folder / f"{table}.parquet")


class FakeSource:
    """Questionnaires of which only the name is answered."""

    def __init__(self, file: Path) -> None:
        self.file = file
        text = file.read_text()
        self.identity = sha256(text.encode()).hexdigest()
        self.notes: tuple[Text, ...] = ()
        self.size, self.bad = (int(word) for word in text.split())
        self.begun: list[int] = []

    def count(self) -> int | None:
        return self.size

    def read_share(self) -> float:
        return 0.0

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        for index in range(first, -(-self.size // size)):
            self.begun.append(index)
            numbers = range(index * size, min(self.size, (index + 1) * size))
            good = [number for number in numbers if not self.bad or number % self.bad]
            schema = schema_of_cases()
            names = [f"Gemeente {number}" for number in good]
            told = {"number": good, "case": names, "municipality.name": names}
            cases = pa.table([told.get(one.name, pa.nulls(len(good), one.type)) for one in schema], schema=schema)
            faults = (Fault(Place(str(self.file)), Text("is te hoog.", "is too high."), "municipality.inhabitants", "-1"),)
            aside = tuple(SetAside(one, f"Gemeente {one}", f"{self.file.name}:{one + 1}", faults) for one in numbers if one not in good)
            yield Batch(index, cases, aside)


def a_run(file: Path, form: Form = "parquet", batch: int = 10, book: RuleBook | None = None) -> Run:
    """A run over an input."""
    return Run(str(file), FakeSource(file).identity, book or small_book(), form, "nl", batch)


def advised(file: Path, output: Path, form: Form = "parquet", batch: int = 10, *, force: bool = False) -> Done:
    """Advise on all questionnaires of an input."""
    return advise_on_all(FakeSource(file), FakeConcluder, a_run(file, form, batch), output, force=force)


def tree(folder: Path) -> dict[str, bytes]:
    """All that is in a folder, hidden files included."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}
