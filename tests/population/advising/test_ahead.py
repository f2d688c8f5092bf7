"""Reading one piece ahead in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from threading import Event, active_count
from time import monotonic, sleep

import pytest

from commplan_advisor.population.advising.ahead import read_ahead

_COUNTS: ContextVar[str] = ContextVar("counts", default="nothing")


def test_pieces_come_in_their_order() -> None:
    assert list(read_ahead(lambda: iter(range(100)))) == list(range(100))


def test_while_one_is_worked_on_the_next_is_read_and_no_further_one() -> None:
    read: list[int] = []

    def pieces() -> Iterator[int]:
        for one in range(5):
            read.append(one)
            yield one

    for one in read_ahead(pieces):
        end = monotonic() + 5
        while len(read) < min(5, one + 2) and monotonic() < end:
            sleep(0.001)
        sleep(0.02)
        assert read == list(range(min(5, one + 2)))


def test_what_counts_here_counts_for_the_reader_too() -> None:
    token = _COUNTS.set("something")
    try:
        assert list(read_ahead(lambda: iter([_COUNTS.get()]))) == ["something"]
    finally:
        _COUNTS.reset(token)


def test_what_goes_wrong_is_raised_behind_the_pieces_before_it() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    found = read_ahead(pieces)
    assert next(found) == 1
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_whoever_waits_is_told() -> None:
    told = Event()

    def pieces() -> Iterator[int]:
        told.wait(10)
        yield 1

    assert list(read_ahead(pieces, told.set)) == [1]


def test_who_stops_early_leaves_no_reader_behind() -> None:
    before = active_count()
    pieces = read_ahead(lambda: iter(range(100)))
    assert next(pieces) == 0
    pieces.close()
    end = monotonic() + 5
    while active_count() > before and monotonic() < end:
        sleep(0.01)
    assert active_count() == before
