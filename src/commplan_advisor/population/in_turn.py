"""Batches of cases worked on beside each other, what comes of them in their order; nothing is kept but what is being worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.population.advising.ahead import read_ahead
from commplan_advisor.population.advising.troubles import reading

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import Batch, CaseSource

Worker = TypeVar("Worker")
Found = TypeVar("Found")

_TOO_LITTLE = Text("het geheugen is te klein. Neem een kleinere --batch.", "the memory is too small. Take a smaller --batch.")


class Pool(Generic[Worker]):
    """Workers, each for one batch at a time.

    Args:
        first: one that is there already.
        more: makes another one, when all are at work.
    """

    def __init__(self, first: Worker, more: Callable[[], Worker]) -> None:
        self._more = more
        self._free: SimpleQueue[Worker] = SimpleQueue()
        self._free.put(first)

    def doing(self, work: Callable[[Worker, Batch], Found], batch: Batch) -> Found:
        """What comes of a batch."""
        try:
            worker = self._free.get_nowait()
        except Empty:
            worker = self._more()
        try:
            return work(worker, batch)
        finally:
            self._free.put(worker)


def in_turn(
    source: CaseSource,
    path: Path,
    batch: int,
    pool: Pool[Worker],
    work: Callable[[Worker, Batch], Found],
    *,
    workers: int = 1,
    progress: Callable[[float], None] = lambda _: None,
) -> Generator[tuple[Batch, Found], None, None]:
    """Each batch of a source with what comes of it.

    What the rule book adds must count here already; it counts in the other threads as well.

    Args:
        source: where the cases come from.
        path: of the input, for messages.
        batch: cases in each batch, at least 1.
        pool: the workers.
        work: is done on each batch, in any thread.
        workers: how many batches are worked on at once, at least 1.
        progress: is told now and then which part of the input is done, from 0 to 1.

    Raises:
        FaultyInputError: the input as a whole is not what it should be.
        UnreadableFileError: it cannot be read, or the memory is too small for so many cases at once.
    """

    def batches() -> Iterator[Batch]:
        with reading(path):
            yield from source.batches(batch)

    waiting: deque[tuple[Batch, Future[Found]]] = deque()
    count = source.count()
    done = 0

    def next_done() -> tuple[Batch, Found]:
        nonlocal done
        one, future = waiting.popleft()
        try:
            found = future.result()
        except MemoryError:
            raise UnreadableFileError(Fault(Place(str(path)), _TOO_LITTLE)) from None
        done += one.cases.num_rows + len(one.set_aside)
        progress(min(1.0, done / count) if count else source.read_share())
        return one, found

    threads = ThreadPoolExecutor(workers, "counting")
    try:
        with closing(read_ahead(batches)) as ahead:
            for one in ahead:
                if len(waiting) >= workers:
                    yield next_done()
                waiting.append((one, threads.submit(copy_context().run, pool.doing, work, one)))
            while waiting:
                yield next_done()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
