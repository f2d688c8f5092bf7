"""Under load: whoever goes away or waits too long leaves nothing behind, and memory stays what it was."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from time import monotonic, sleep

import pytest

from benchmarks.served import ADDRESS, Server, asked, served
from benchmarks.serving import others
from tests.support.shipped import DAY

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at processes in /proc")
_MOST_THREADS = 80
_IDLE = 5
"""Sockets of a server that nobody asks anything, at most: it listens, and its loop can wake itself."""


@contextmanager
def server_for(folder: Path, *options: str) -> Iterator[Server]:
    """A server in a process of its own."""
    given = ["--cases", str(folder), "--port", "0", "--as-of", DAY.isoformat(), *options]
    with served(["commplan_advisor", "serve", *given], {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}) as server:
        yield server


def threads_of(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process}/task").iterdir()))


def sockets_of(server: Server) -> int:
    found = 0
    for link in Path(f"/proc/{server.process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found += str(link.readlink()).startswith("socket:")
    return found


def go_away(server: Server, body: bytes) -> None:
    """Ask, and hang up before there can be an answer."""
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + body)


def left_over(server: Server) -> int:
    """The connections that a server still has when nobody asks it anything any more; it gets a minute to notice."""
    begun = monotonic()
    while (found := sockets_of(server)) > _IDLE and monotonic() - begun < 60:
        sleep(0.1)
    return max(0, found - _IDLE)


def test_who_goes_away_leaves_nothing_behind(tmp_path: Path) -> None:
    bodies = others()
    with server_for(tmp_path) as server:
        assert {one.status for one in asked(server, bodies[:10])} == {200}
        memory = server.memory()
        for body in islice(cycle(bodies[:10]), 400):
            go_away(server, body)
        assert not left_over(server)
        assert {one.status for one in asked(server, bodies[:10])} == {200}
        assert threads_of(server) < _MOST_THREADS
        assert server.memory() - memory < 60_000, "KiB"


def test_answers_that_come_too_late_leave_nothing_behind(tmp_path: Path) -> None:
    bodies = others()
    with server_for(tmp_path, "--timeout", "0.1") as server:
        first = asked(server, bodies[:30])
        assert {one.status for one in first} <= {200, 503}
        assert 503 in {one.status for one in first}, "proofs take longer than that"
        memory = server.memory()
        for _ in range(3):
            assert {one.status for one in asked(server, bodies[30:60])} <= {200, 503}
        assert not left_over(server)
        assert threads_of(server) < _MOST_THREADS
        assert server.memory() - memory < 60_000, "KiB"


@pytest.mark.long
def test_ten_thousand_requests_leave_memory_as_it_was(tmp_path: Path) -> None:
    bodies = others()
    with server_for(tmp_path) as server:
        asked(server, bodies * 10)
        memory = server.memory()
        told = {one.status for one in asked(server, bodies * 90)}
        assert told == {200}
        assert server.memory() - memory < 30_000, "KiB"
