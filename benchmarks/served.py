"""Servers as processes of their own, and one request after another to them."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from time import perf_counter

from benchmarks.measuring import resident

ADDRESS = "/api/v1/advice"
JSON = {"Content-Type": "application/json"}
_SECONDS_TO_STOP = 30


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its port and its process."""

    port: int
    process: int

    @property
    def address(self) -> str:
        """Where it takes questionnaires."""
        return f"http://127.0.0.1:{self.port}{ADDRESS}"

    def memory(self) -> int:
        """Its resident memory in KiB."""
        return resident(self.process)


@contextmanager
def served(module: Sequence[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """A server in a process of its own, which says its address once it listens.

    Args:
        module: of Python that is run, with its arguments.
        environment: of the process.
    """
    process = subprocess.Popen([sys.executable, "-m", *module], env=dict(environment), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if found is None:
            raise RuntimeError(f"{' '.join(module)}: {line or 'it did not start'}")
        yield Server(int(found[1]), process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=_SECONDS_TO_STOP)


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered to a request: the code, the bytes, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


def asked(server: Server, bodies: Sequence[bytes]) -> list[Told]:
    """Send questionnaires one after another."""
    found = []
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    for body in bodies:
        begin = perf_counter()
        connection.request("POST", ADDRESS, body, JSON)
        answer = connection.getresponse()
        told = answer.read()
        found.append(Told(answer.status, told, perf_counter() - begin))
    connection.close()
    return found
