"""The server under load on this machine: `POST /api/v1/advice` of `commplan serve`, beside a bare server that returns as many bytes.

Three loads: always the same questionnaire, whose advice the server remembers; questionnaires that it sees for the first time, so that what
is certain must be proven; and the same ones again, in turns and more of them than it remembers, so that the engine runs for each request.
wrk sends them. Memory must not grow: `python -m benchmarks --only serving --requests 100000` goes on that long (half an hour or more).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.load import AT_ONCE, MISSING, Load, put_load, there_is_wrk
from benchmarks.material import small_case
from benchmarks.printing import AnswersDifferError, progress, show
from benchmarks.served import Server, Told, asked, served
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.questionnaire.sheets.answers import plain_answers
from tests.support.answers import random_answers

QUESTIONNAIRES = 100
"""More than the server remembers, and not more than whose proofs are kept in the user's cache."""
_SECONDS_OF_BARE, _SECONDS_OF_SAME, _SECONDS_OF_OTHERS = 1, 2, 16
"""Of each load in a round; `_LONGER` times as many when it goes on for long."""
_LONG, _LONGER = 20_000, 5
_SHOWN = 10_000
BARE, SAME, FIRST, AGAIN = "a bare server", "the same questionnaire", "questionnaires for the first time", "the same ones again, in turns"


def run(requests: int) -> None:
    """Print how much load the server takes and what memory.

    Args:
        requests: that it must have answered in all, at least.
    """
    if not there_is_wrk():
        show("Serving", MISSING, [], [])
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        (folder / "cases").mkdir()
        ours = ["commplan_advisor", "serve", "--cases", str(folder / "cases"), "--port", "0"]
        with served(ours, environment) as server:
            _measured(server, folder, environment, requests)


def _measured(server: Server, folder: Path, environment: dict[str, str], requests: int) -> None:
    same, different = [_same()], others()
    memory = [("at the start", 0, server.memory())]
    answer = _fine(asked(server, same))[0]
    loads = {BARE: Load(), SAME: Load(), FIRST: Load(), AGAIN: Load()}
    progress(f"{QUESTIONNAIRES} questionnaires for the first time …")
    for one in asked(server, different):
        loads[FIRST].add(1, one.status != _OK, one.seconds, Counter([round(1e6 * one.seconds)]))
    files = {SAME: _written(folder / "same", same), AGAIN: _written(folder / "others", different)}
    told = folder / "told"
    told.write_bytes(answer.body)
    with served(["benchmarks.bare", str(told)], environment) as bare:
        if _fine(asked(bare, same))[0].body != answer.body:
            raise AnswersDifferError("the bare server returns other bytes")
        times = _LONGER if requests >= _LONG else 1
        while (done := sum(loads[name].requests for name in (SAME, FIRST, AGAIN))) < requests:
            if len(memory) == 1 or done >= memory[-1][1] + _SHOWN:
                memory.append((f"after {done:,} requests", done, server.memory()))
            put_load(loads[BARE], bare.address, files[SAME], times * _SECONDS_OF_BARE)
            put_load(loads[SAME], server.address, files[SAME], times * _SECONDS_OF_SAME)
            put_load(loads[AGAIN], server.address, files[AGAIN], times * _SECONDS_OF_OTHERS)
            progress(f"{done:,} of {requests:,} requests, {server.memory():,} KiB")
    if asked(server, same)[0].body != answer.body:
        raise AnswersDifferError("the server answers otherwise after the load")
    memory.append((f"after {done:,} requests", done, server.memory()))
    _show(loads, memory, len(answer.body))


_OK = 200


def _same() -> bytes:
    return _as_body(plain_answers(load_case(small_case()).answers))


def others() -> list[bytes]:
    """Questionnaires from nearly empty to nearly full, no two of which are the same."""
    rng = Random(0)
    found = []
    for number in range(QUESTIONNAIRES):
        answers = random_answers(rng, share=rng.choice([0.05, 0.3, 0.6, 0.95]))
        answers["municipality"]["inhabitants"] = 10_000 + number
        found.append(_as_body(answers))
    return found


def _as_body(answers: object) -> bytes:
    return json.dumps(answers, ensure_ascii=False, default=str).encode()


def _written(path: Path, bodies: Sequence[bytes]) -> Path:
    path.write_bytes(b"\n".join(bodies) + b"\n")
    return path


def _fine(told: list[Told]) -> list[Told]:
    for one in told:
        if one.status != _OK:
            raise AnswersDifferError(f"a questionnaire was refused: {one.status}, {one.body.decode(errors='replace')}")
    return told


def _show(loads: dict[str, Load], memory: list[tuple[str, int, int]], size: int) -> None:
    bare = loads[BARE]
    rows = [
        [
            name,
            f"{load.requests:,}",
            f"{load.errors:,}",
            f"{load.each_second:,.1f}",
            f"{load.milliseconds(0.5):,.1f}",
            f"{load.milliseconds(0.99):,.1f}",
            f"{bare.each_second / load.each_second:,.1f}",
            f"{load.milliseconds(0.99) / bare.milliseconds(0.99):,.1f}",
        ]
        for name, load in loads.items()
    ]
    show(
        "Serving",
        f"POST /api/v1/advice on loopback, {AT_ONCE} requests at once (for the first time: one), sent by wrk in turns. The bare server is "
        f"FastAPI under uvicorn; it reads what is sent and returns the {size // 1000} kB of the answer to the same questionnaire. Of "
        f"{QUESTIONNAIRES} others the server remembers no advice when they come again.",
        ["", "requests", "errors", "a second", "ms: median", "99%", "bare ÷ a second", "99% ÷ bare"],
        rows,
    )
    show(
        "Memory of the server",
        "Resident memory of its process, under the load above.",
        ["", "KiB", "compared with the first load"],
        [[name, f"{size:,}", f"× {size / memory[1][2]:.3f}"] for name, _, size in memory],
    )
