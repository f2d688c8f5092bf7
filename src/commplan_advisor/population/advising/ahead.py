"""Reading one piece ahead in a thread, while the one before is worked on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextvars import copy_context
from queue import Empty, Queue
from threading import Event, Semaphore, Thread
from typing import Generic, TypeVar

Piece = TypeVar("Piece")

_LOOK = 0.5
"""Seconds after which whoever waits is told."""


class _End(Generic[Piece]):
    """What comes after the last piece: nothing, or what went wrong."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def read_ahead(pieces: Callable[[], Iterator[Piece]], waiting: Callable[[], None] = lambda: None) -> Generator[Piece, None, None]:
    """The pieces, each read while whoever asked for the one before works on that; never more than one ahead.

    Args:
        pieces: begins to read; what counts in this context, such as answers that a rule book adds, counts there as well.
        waiting: is called now and then while nothing has come yet.

    Raises:
        BaseException: whatever reading raises, in the place of the piece that it happened at.
    """
    ready: Queue[Piece | _End[Piece]] = Queue()
    wanted, stopped = Semaphore(0), Event()

    def read() -> None:
        try:
            for piece in pieces():
                ready.put(piece)
                wanted.acquire()
                if stopped.is_set():
                    return
        except BaseException as error:  # it is raised where the piece was asked for
            ready.put(_End(error))
        else:
            ready.put(_End())

    # A daemon: a program that is stopped does not wait until a large piece has been read.
    Thread(target=copy_context().run, args=(read,), daemon=True, name="reading").start()
    try:
        while True:
            piece = _next(ready, waiting)
            if isinstance(piece, _End):
                if piece.error is not None:
                    raise piece.error
                return
            wanted.release()
            yield piece
            del piece  # so that it is not kept while the next one is waited for
    finally:
        stopped.set()
        wanted.release()


def _next(ready: Queue[Piece | _End[Piece]], waiting: Callable[[], None]) -> Piece | _End[Piece]:
    while True:
        try:
            return ready.get(timeout=_LOOK)
        except Empty:
            waiting()
