"""Several batches concluded at once, each by a concluder of its own, in the order in which they were given.

The engine works outside of Python's lock, so threads are enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import mkdtemp
from types import TracebackType
from typing import TYPE_CHECKING

from commplan_advisor.population.results import Concluder

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import Batch

Made = tuple["Batch", Path]
"""A batch, and the folder that holds what came of it."""


class Workers:
    """At most so many batches at once.

    Args:
        first: a concluder that is there already.
        more: makes another one, when all are at work.
        most: how many may be at work, at least 1.
        work: folder in which each batch gets one of its own.
        after: makes of the tables in the folder of a batch whatever else is wanted, there.
    """

    def __init__(
        self, first: Concluder, more: Callable[[], Concluder], most: int, work: Path, after: Callable[[Path], None] = lambda _: None
    ) -> None:
        self._more, self._most, self._work, self._after = more, most, work, after
        self._free: SimpleQueue[Concluder] = SimpleQueue()
        self._free.put(first)
        self._running: deque[Future[Made]] = deque()
        self._threads = ThreadPoolExecutor(most, "concluding")

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # After Ctrl-C nobody waits. What is still being made then is made in a folder that no other run uses.
        self._threads.shutdown(wait=not isinstance(error, KeyboardInterrupt), cancel_futures=True)

    @property
    def full(self) -> bool:
        """Whether one must be done before the next can be given."""
        return len(self._running) >= self._most

    @property
    def busy(self) -> bool:
        """Whether any is at work, or done and not yet asked for."""
        return bool(self._running)

    def give(self, batch: Batch) -> None:
        """Begin on a batch."""
        self._running.append(self._threads.submit(copy_context().run, self._concluded, batch))

    def next_done(self) -> Made:
        """Wait for the one that was given first, of those that were not asked for yet.

        Raises:
            Exception: whatever went wrong with it.
        """
        return self._running.popleft().result()

    def _concluded(self, batch: Batch) -> Made:
        try:
            concluder = self._free.get_nowait()
        except Empty:
            concluder = self._more()
        try:
            folder = Path(mkdtemp(dir=self._work))
            concluder.write(batch.cases, folder)
            self._after(folder)
        finally:
            self._free.put(concluder)
        return batch, folder
