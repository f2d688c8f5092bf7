"""Advising on many cases, part by part.

A part is made in a hidden folder, brought to the disk, renamed into place, and only then written down as done. So whenever the run ends,
also with the power, what is in place is whole; and the next run of the same goes on behind it. The receipt comes last of all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
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
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.results import CONCLUSIONS, TABLES, Concluder

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.source import Batch, CaseSource, SetAside

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
    concluder: Concluder,
    run: Run,
    output: Path,
    *,
    force: bool = False,
    now_identity: Callable[[], str] | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Done:
    """Advise on all questionnaires of a source, or go on where an earlier run of the same ended; in `with_added(run.book.added)`.

    Args:
        source: where they come from.
        concluder: draws the conclusions.
        run: what the results depend on.
        output: the folder that the results go to, which is made when it is not there.
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
    with opened(output) as folder:
        if not force and (receipt := folder.complete(run)) is not None:
            return Done(receipt["cases"], receipt["set_aside"], receipt["parts"], receipt["parts"])
        parts = folder.prepare(run, force=force)
        earlier = len(parts)
        maker = _PartMaker(folder, concluder, run)
        with closing(_read(source, run, earlier, lambda: progress(source.read_share()))) as batches:
            for batch in batches:
                parts.append(maker.made(batch.index, batch.cases, batch.set_aside))
                progress(_share(source, len(parts) * run.batch))
        if not parts:  # the tables are there also when no case is, so that whoever reads them need not ask
            parts.append(maker.made(0, schema_of_cases().empty_table(), ()))
        with reading(Path(run.input)):
            if now_identity is not None and now_identity() != run.identity:
                raise UnreadableFileError(Fault(Place(run.input), _CHANGED))
        return _finished(folder, concluder, run, parts, earlier)


def _read(source: CaseSource, run: Run, first: int, waiting: Callable[[], None]) -> Generator[Batch, None, None]:
    def batches() -> Iterator[Batch]:
        with reading(Path(run.input)):
            yield from source.batches(run.batch, first)

    return read_ahead(batches, waiting)


def _share(source: CaseSource, done: int) -> float:
    """Which part of the input is done."""
    count = source.count()
    return source.read_share() if count is None else min(1.0, done / count) if count else 1.0


def tables_of(concluder: Concluder, run: Run) -> tuple[str, ...]:
    """The tables of the results; those of rows only when rules are about such rows, and not in a long form."""
    told = {one.table for one in concluder.columns} if run.form == "parquet" else set()
    return tuple(table for table in TABLES if table == CONCLUSIONS or table in told)


class _PartMaker:
    """Makes the parts of a run."""

    def __init__(self, folder: ResultsFolder, concluder: Concluder, run: Run) -> None:
        self._folder, self._concluder, self._form = folder, concluder, run.form
        self._tables = tables_of(concluder, run)
        self._long = None if run.form == "parquet" else LongForm(concluder.columns, run.book, run.form, run.language)

    def made(self, index: int, cases: pa.Table, set_aside: tuple[SetAside, ...]) -> Part:
        """Make a part and write it down.

        Raises:
            OSError: it cannot be written.
        """
        folder = self._folder
        work = folder.work / "tables"
        take_away(work)
        work.mkdir()
        self._concluder.write(cases, work)
        sizes = {}
        for table in self._tables:
            name = file_of_part(table, self._form, index)
            path = folder.path / name
            path.parent.mkdir(exist_ok=True)
            if self._long is None:
                move(work / f"{table}.parquet", path)
            else:
                put(self._long.pieces(work), path, folder.work)
            sizes[name] = path.stat().st_size
        take_away(work)
        part = Part(index, cases.num_rows, len(set_aside), sizes)
        folder.journal.note(part, set_aside)
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
