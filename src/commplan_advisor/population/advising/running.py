"""Advising on many cases, part by part.

A part is made in a hidden folder, brought to the disk, renamed into place, and only then written down as done. So whenever the run ends,
also with the power, what is in place is whole; and the next run of the same goes on behind it. The receipt comes last of all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.population.advising.ahead import read_ahead
from commplan_advisor.population.advising.column_list import column_list
from commplan_advisor.population.advising.durable import move, put, take_away
from commplan_advisor.population.advising.journal import Part, file_of_part
from commplan_advisor.population.advising.long_form import LongForm
from commplan_advisor.population.advising.results_folder import COLUMNS, RECEIPT, SET_ASIDE, ResultsFolder, opened
from commplan_advisor.population.advising.run import Run, as_bytes
from commplan_advisor.population.advising.troubles import reading
from commplan_advisor.population.advising.workers import Made, Workers
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.results import CONCLUSIONS, TABLES, Concluder

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import Batch, CaseSource

_CHANGED = Text(
    "is veranderd tijdens het adviseren. Begin opnieuw met --force.", "was changed during the advising. Begin anew with --force."
)


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to.

    Attributes:
        cases: questionnaires that were advised on.
        set_aside: rows that were no valid questionnaire.
        parts: that the results stand in.
        earlier: how many of the parts an earlier run had made already.
    """

    cases: int
    set_aside: int
    parts: int
    earlier: int = 0


def advise_on_all(
    source: CaseSource,
    concluder: Callable[[], Concluder],
    run: Run,
    output: Path,
    *,
    workers: int = 1,
    force: bool = False,
    now_identity: Callable[[], str] | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Done:
    """Advise on all questionnaires of a source, or go on where an earlier run of the same ended; in `with_added(run.book.added)`.

    Args:
        source: where they come from.
        concluder: makes what draws the conclusions; one for each worker that there is work for.
        run: what the results depend on.
        output: the folder that the results go to, which is made when it is not there.
        workers: how many parts are made at once, at least 1.
        force: whether to begin anew, whatever stands there.
        now_identity: looks once more at what the identity of the input is; it must be what it was.
        progress: is told now and then which part of the input is done, from 0 to 1.

    Raises:
        OtherRunError: in the folder stands an unfinished run of something else.
        FaultyInputError: the input as a whole is not what it should be.
        UnreadableFileError: the input cannot be read any further or was changed; the results cannot be written; or other results, or
            other things, stand in the folder.
        MissingExtraError: a library is not installed.
    """
    first = concluder()
    with opened(output) as folder:
        if not force and (receipt := folder.complete(run)) is not None:
            return Done(receipt["cases"], receipt["set_aside"], receipt["parts"], receipt["parts"])
        parts = folder.prepare(run, force=force)
        earlier = len(parts)
        filing = _Filing(folder, tables_of(first, run), run)
        with (
            Workers(first, concluder, workers, folder.work, _long_form(first, run)) as at_work,
            closing(_read(source, run, earlier, lambda: progress(source.read_share()))) as batches,
        ):
            for batch, made in _made(batches, at_work):
                parts.append(filing.filed(batch, made))
                progress(_share(source, len(parts) * run.batch))
            if not parts:  # the tables are there also when no case is, so that whoever reads them need not ask
                at_work.give(_nothing())
                parts.append(filing.filed(*at_work.next_done()))
        with reading(Path(run.input)):
            if now_identity is not None and now_identity() != run.identity:
                raise UnreadableFileError(Fault(Place(run.input), _CHANGED))
        return _finished(folder, first, run, parts, earlier)


def _read(source: CaseSource, run: Run, first: int, waiting: Callable[[], None]) -> Generator[Batch, None, None]:
    def batches() -> Iterator[Batch]:
        with reading(Path(run.input)):
            yield from source.batches(run.batch, first)

    return read_ahead(batches, waiting)


def _made(batches: Iterator[Batch], workers: Workers) -> Iterator[Made]:
    """What comes of the batches, in their order. When reading fails, first what comes of those before it."""
    problem = None
    while True:
        try:
            batch = next(batches, None)
        except Exception as error:
            problem, batch = error, None
        if batch is None:
            break
        if workers.full:
            yield workers.next_done()
        workers.give(batch)
    while workers.busy:
        yield workers.next_done()
    if problem is not None:
        raise problem


def _nothing() -> Batch:
    from commplan_advisor.population.reading.source import Batch

    return Batch(0, schema_of_cases().empty_table(), ())


def _share(source: CaseSource, done: int) -> float:
    """Which part of the input is done."""
    count = source.count()
    return source.read_share() if count is None else min(1.0, done / count) if count else 1.0


def tables_of(concluder: Concluder, run: Run) -> tuple[str, ...]:
    """The tables of the results; those of rows only when rules are about such rows, and not in a long form."""
    told = {one.table for one in concluder.columns} if run.form == "parquet" else set()
    return tuple(table for table in TABLES if table == CONCLUSIONS or table in told)


def _long_form(concluder: Concluder, run: Run) -> Callable[[Path], None]:
    """What makes the long form of a part in the folder that holds its tables, when that is asked for."""
    if run.form == "parquet":
        return lambda _: None
    long = LongForm(concluder.columns, run.book, run.form, run.language)

    def make(folder: Path) -> None:
        with (folder / f"{CONCLUSIONS}.{run.form}").open("wb") as file:
            for piece in long.pieces(folder):
                file.write(piece)

    return make


class _Filing:
    """Puts parts in their place."""

    def __init__(self, folder: ResultsFolder, tables: Sequence[str], run: Run) -> None:
        self._folder, self._tables, self._form = folder, tables, run.form

    def filed(self, batch: Batch, made: Path) -> Part:
        """Put what came of a batch in its place, and write down that it is done.

        Raises:
            OSError: it cannot be done.
        """
        sizes = {}
        for table in self._tables:
            name = file_of_part(table, self._form, batch.index)
            path = self._folder.path / name
            path.parent.mkdir(exist_ok=True)
            move(made / f"{table}.{self._form}", path)
            sizes[name] = path.stat().st_size
        take_away(made)
        part = Part(batch.index, batch.cases.num_rows, len(batch.set_aside), sizes)
        self._folder.journal.note(part, batch.set_aside)
        return part


def _finished(folder: ResultsFolder, concluder: Concluder, run: Run, parts: list[Part], earlier: int) -> Done:
    """Write what is about all parts together, the receipt last; then nothing but results is left."""
    done = Done(sum(one.cases for one in parts), sum(one.set_aside for one in parts), len(parts), earlier)
    put(column_list(concluder.columns, run.book), folder.path / COLUMNS, folder.work)
    lists = [COLUMNS]
    if done.set_aside:
        put(folder.journal.set_aside(parts), folder.path / SET_ASIDE, folder.work)
        lists.append(SET_ASIDE)
    folder.keep_only([*lists, *(file for one in parts for file in one.files)])
    receipt = {**run.as_json(), "tables": tables_of(concluder, run), **asdict(done)}
    del receipt["earlier"]  # how often it was stopped is nothing that the results depend on
    put(as_bytes(receipt), folder.path / RECEIPT, folder.work)
    folder.journal.close()
    return done
