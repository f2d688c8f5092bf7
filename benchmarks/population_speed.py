"""Cases a second: our queries beside the same rules written out as Python, over columns of numpy, and on durable-rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks.material import shipped_answers, shipped_book
from benchmarks.measuring import race, ratio
from benchmarks.numpy_columns import NumpyColumns
from benchmarks.population_material import check_columns, check_told, questionnaires, told_by_python, typed
from benchmarks.printing import progress, show
from benchmarks.python_rules import rules_as_python
from commplan_advisor.engine.engine import Engine
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.questionnaire.facts import facts_of
from tests.support.population import told_by_one

if TYPE_CHECKING:
    import pyarrow as pa

ROUNDS = 3
BATCH = 50_000
"""As `commplan population advise` takes them."""
OF_PYTHON, OF_DURABLE = 1_000, 100
AIM = 5
OURS, IN_MEMORY, BOTH = "ours, all to Parquet", "ours, in memory", "ours, all to Parquet, two batches at once"
PYTHON, FROM_ANSWERS, TWICE = "rules as Python", "facts and rules as Python", "rules as Python, two processes at best"
COLUMNS, DURABLE = "numpy columns", "durable-rules (our engine)"
_BYTES = 2**28


@dataclass(slots=True)
class _Run:
    """Something that is timed, with the seconds of processor time that each time took."""

    does: Callable[[], object]
    cases: int
    threads: int = 1
    taken: list[float] = field(default_factory=list)

    def __call__(self) -> None:
        """Do it."""
        start = process_time()
        self.does()
        self.taken.append(process_time() - start)


def run(folder: Path) -> None:
    """Print the figures, once all gave the same answers."""
    progress(f"{BATCH:,} questionnaires …")
    cases = questionnaires(BATCH)
    ours = DuckDBConcluder(shipped_book())
    runs = _runs(folder, cases, ours)
    progress(f"all say the same; timing, {ROUNDS} rounds …")
    walls = {name: [one / runs[name].cases for one in taken] for name, taken in race(runs, ROUNDS, 0).items()}
    walls[TWICE] = [one / 2 for one in walls[PYTHON]]
    rows = [
        _row(name, runs.get(name, runs[PYTHON]), walls) for name in (OURS, IN_MEMORY, PYTHON, FROM_ANSWERS, COLUMNS, DURABLE, BOTH, TWICE)
    ]
    show("Many cases: cases a second", _text(ours), ["", "threads", "cases/s", "µs a case", "CPU µs a case", "ours ÷ it", "aim"], rows)
    _parts(folder, cases, ours)
    _few(folder, cases)


def _runs(folder: Path, cases: pa.Table, ours: DuckDBConcluder) -> dict[str, _Run]:
    """What is timed; each said the same as ours of the same cases."""
    book = ours.book
    python, columns, engine = rules_as_python(book), NumpyColumns(book), Engine(book)
    engine.make_ready()
    answers = typed(cases, OF_PYTHON)
    facts = [facts_of(one) for one in answers]
    ready = columns.ready(_facts(columns, cases))
    progress("do all say the same?")
    check_told(PYTHON, (told_by_python(python.run(one), book) for one in facts), ours, cases)
    check_told(DURABLE, (told_by_one(engine.run(one)) for one in facts[:OF_DURABLE]), ours, cases)
    check_columns(columns, columns.run(ready), ours, cases)
    other = ours.another()
    places = [folder / name for name in ("one", "other")]
    for place in places:
        place.mkdir()

    def both() -> None:
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda one: one[0].write(cases, one[1]), zip((ours, other), places, strict=True)))

    return {
        OURS: _Run(lambda: ours.write(cases, places[0]), BATCH),
        IN_MEMORY: _Run(lambda: ours.conclude(cases), BATCH),
        PYTHON: _Run(lambda: [python.run(one) for one in facts], OF_PYTHON),
        FROM_ANSWERS: _Run(lambda: [python.run(facts_of(one)) for one in answers], OF_PYTHON),
        COLUMNS: _Run(lambda: columns.run(ready), BATCH),
        DURABLE: _Run(lambda: [engine.run(one) for one in facts[:OF_DURABLE]], OF_DURABLE),
        BOTH: _Run(both, 2 * BATCH, 2),
    }


def _facts(columns: NumpyColumns, cases: pa.Table) -> dict[str, pa.Table]:
    """The facts of cases, as tables."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        connection.register("answers", cases)
        return {name: connection.sql(query).to_arrow_table() for name, query in columns.queries().items()}


def _row(name: str, done: _Run, walls: Mapping[str, list[float]]) -> list[str]:
    per_case = median(walls[name])
    ours = BOTH if name in (BOTH, TWICE) else OURS
    aim = f"at least {AIM}" if name in (PYTHON, TWICE) else ""
    cpu = "" if name == TWICE else f"{1e6 * median(done.taken[-ROUNDS:]) / done.cases:,.0f}"
    threads = 2 if name == TWICE else done.threads
    return [name, str(threads), f"{1 / per_case:,.0f}", f"{1e6 * per_case:,.0f}", cpu, f"{ratio(walls[name], walls[ours]):.2f}", aim]


def _text(ours: DuckDBConcluder) -> str:
    return (
        f"The shipped rule book ({len(ours.book.rules)} rules, {len(ours.columns):,} columns of results) on plausible made-up cases, "
        f"median of {ROUNDS} rounds in turns. All said the same of the same cases: every conclusion, and every rule for every subject. "
        f"Ours: {BATCH:,} cases from the table of questionnaires on, so with making the facts and planning the queries, to Parquet or to "
        f"tables in memory. Rules as Python: from facts that are ready to lists in memory, {OF_PYTHON:,} cases; facts and rules: from "
        "checked answers on. Two threads of Python share one lock, so two processes at best are twice one (calculated). Numpy columns: "
        f"from columns of facts that are ready to masks in memory, {BATCH:,} cases. durable-rules: from facts on, {OF_DURABLE} cases. "
        "Ours ÷ it: our speed (all to Parquet, with as many threads) divided by its speed."
    )


def _parts(folder: Path, cases: pa.Table, ours: DuckDBConcluder) -> None:
    """Print where the time of a batch goes, by doing ever more of it; and the same beside what the memory would take."""
    columns = NumpyColumns(ours.book)
    one = cases.slice(0, 1)
    told = ours.conclude(cases)
    runs = {
        "plan": _Run(lambda: ours.write(one, folder), 1),
        "plan twice": _Run(lambda: ours.conclude(one), 1),
        "facts": _Run(lambda: _facts(columns, cases), BATCH),
        "conclusions": _Run(lambda: ours.conclude(cases), BATCH),
        "all": _Run(lambda: ours.write(cases, folder), BATCH),
    }
    race(runs, ROUNDS, 0)
    cpu = {name: median(done.taken[-ROUNDS:]) for name, done in runs.items()}
    facts, memory, parquet = (
        1e6 * seconds / BATCH for seconds in (cpu["facts"], cpu["conclusions"] - cpu["plan twice"], cpu["all"] - cpu["plan"])
    )
    given = cases.nbytes / BATCH
    made = sum(table.nbytes for table in told.values()) / BATCH
    on_disk = sum((folder / f"{name}.parquet").stat().st_size for name in told) / BATCH
    speed = _bytes_a_second()
    floor = 1e6 * (given + made) / speed
    rows = [
        ["planning the queries, for each batch, seconds", f"{cpu['plan']:.2f}", ""],
        ["planning, shared by the cases of a batch", f"{1e6 * cpu['plan'] / BATCH:.1f}", f"{1e6 * cpu['plan'] / BATCH / floor:,.0f}"],
        ["making the facts", f"{facts:.1f}", f"{facts / floor:,.0f}"],
        ["conclusions and rules in memory, with the facts", f"{memory:.1f}", f"{memory / floor:,.0f}"],
        ["the same, written as Parquet", f"{parquet:.1f}", f"{parquet / floor:,.0f}"],
        [f"reading {given:,.0f} bytes and writing {made:,.0f} at {speed / 1e9:.1f} GB/s", f"{floor:.3f}", "1"],
    ]
    show(
        "Many cases: where the time goes",
        f"Processor time, median of {ROUNDS}, one thread, {BATCH:,} cases; what is planned is left out of the rows about cases. On disk "
        f"the results are {on_disk:,.0f} bytes a case. The last row is what no program can beat: the answers read once from memory, and "
        "the results written once (a bit and a bit whether it is known, as Arrow has them).",
        ["", "CPU µs a case", "× the memory"],
        rows,
    )


def _bytes_a_second() -> float:
    """How fast this machine copies memory: bytes read and written by one thread."""
    import numpy as np

    source = np.ones(_BYTES // 8)
    target = np.empty_like(source)
    taken = race({"copy": lambda: np.copyto(target, source)}, ROUNDS)["copy"]
    return 2 * _BYTES / min(taken)


def _few(folder: Path, cases: pa.Table) -> None:
    """Print what few cases cost, and from how many on our queries are quicker than the engine for a single case."""
    book, few = shipped_book(), len(shipped_answers())
    some = cases.slice(0, few)
    facts = [facts_of(one) for one in typed(cases, few)]

    def many_at_once() -> None:
        DuckDBConcluder(book).write(some, folder)

    def one_by_one() -> None:
        engine = Engine(book, keep=True)
        for one in facts:
            engine.run(one)
        engine.close()

    taken = {"many at once": _seconds(many_at_once), "one by one": _seconds(one_by_one)}
    engine = Engine(book, keep=True)
    engine.run(facts[0])
    each = _seconds(lambda: [engine.run(one) for one in facts]) / few
    even = 1 + (taken["many at once"] - (taken["one by one"] - each * few)) / each
    rows = [[f"{name}, {few} cases", f"{seconds:.2f}"] for name, seconds in taken.items()]
    rows.append(["cases from which many at once is quicker", f"{max(1, even):,.0f}"])
    show(
        "Many cases: when there are few",
        "Seconds from a rule book that is read to conclusions: our queries compiled, planned, run and written; the engine for a single "
        "case made ready (its rule sets kept from before) and run on each. Best of 3.",
        ["", "seconds"],
        rows,
    )


def _seconds(does: Callable[[], object]) -> float:
    found = []
    for _ in range(3):
        start = perf_counter()
        does()
        found.append(perf_counter() - start)
    return min(found)
