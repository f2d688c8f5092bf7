"""Runs that are killed before each thing that they do to a file, one after the other, and then gone on with.

Run by `test_killed.py` in a process of its own: every run is a copy of that process which ends itself, as `kill -9` would. Says as JSON
what was found wrong, and how many moments were tried.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.population.advising.run import OtherRunError
from tests.population.advising.fakes import advised, small_book, tree

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.truncate"})
FINISHED, REFUSED = 0, 7


def _changes_a_file(event: str, arguments: tuple[Any, ...]) -> bool:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return bool(writes) or event in _CHANGES


def in_a_copy(work: Callable[[], object], kill_before: int = -1) -> tuple[int, int]:
    """Do some work in a copy of this process, which is killed before the so many-eth change of a file.

    Returns:
        How it ended, and how many changes there were when it was not killed.
    """
    seen, told = os.pipe()
    if not (child := os.fork()):
        _work_and_end(work, kill_before, told)
    os.close(told)
    with os.fdopen(seen) as pipe:
        count = int(pipe.read() or 0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), count


def _work_and_end(work: Callable[[], object], kill_before: int, told: int) -> None:
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if _changes_a_file(event, arguments):
            if count == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1

    sys.addaudithook(watch)
    code = FINISHED
    try:
        work()
    except (UnreadableFileError, OtherRunError):
        code = REFUSED
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        code = 1
    os.write(told, str(count).encode())
    os._exit(code)


def killed_everywhere(folder: Path, form: Any, *, every: int) -> tuple[int, list[str]]:
    """Kill a run at each moment (or each so many-eth), and go on; what comes must be what comes of a run that was left alone."""
    file = folder / "cases.fake"
    file.write_text("25 8")
    _, moments = in_a_copy(lambda: advised(file, folder / "whole", form))
    wrong = []
    for moment in range(0, moments, every):
        output = folder / f"out-{moment}"
        killed, _ = in_a_copy(partial(advised, file, output, form), moment)
        ended, _ = in_a_copy(partial(advised, file, output, form))
        if (killed, ended) != (-signal.SIGKILL, FINISHED) or tree(output) != tree(folder / "whole"):
            wrong.append(f"{form} killed before change {moment}: {killed}, {ended}, {sorted(tree(output))}")
    return len(range(0, moments, every)), wrong


def killed_again_and_again(folder: Path, rounds: int, seed: int) -> tuple[int, list[str]]:
    """Kill a run soon, and again what goes on, until one of them gets to the end."""
    file, random, wrong = folder / "cases.fake", Random(seed), []
    file.write_text("25 8")
    in_a_copy(lambda: advised(file, folder / "whole", "csv"))
    for number in range(rounds):
        output, kills = folder / f"again-{number}", 0
        while (code := in_a_copy(partial(advised, file, output, "csv"), random.randrange(5, 60))[0]) == -signal.SIGKILL:
            kills += 1
        if code != FINISHED or tree(output) != tree(folder / "whole"):
            wrong.append(f"round {number}, killed {kills} times: {code}, {sorted(tree(output))}")
    return rounds, wrong


def killed_when_replacing(folder: Path, *, complete: bool, every: int) -> tuple[int, list[str]]:
    """Kill a run that replaces other results; with --force once more it gets there, and without it nothing is ever mixed."""
    file = folder / "cases.fake"
    file.write_text("25 8")

    def old(output: Path) -> object:
        return advised(file, output, "parquet", 5)

    def new(output: Path, *, force: bool) -> object:
        return advised(file, output, "csv", force=force)

    _, steps = in_a_copy(lambda: old(folder / "old"))
    _, moments = in_a_copy(lambda: new(folder / "new", force=False))
    before, after, wrong = tree(folder / "old"), tree(folder / "new"), []
    for moment in range(0, moments, every):
        output = folder / f"replaced-{moment}"
        in_a_copy(partial(old, output), -1 if complete else steps // 2)
        in_a_copy(partial(new, output, force=True), moment)
        code, _ = in_a_copy(partial(new, output, force=False))
        found = tree(output)
        whole = after if code == FINISHED else before if "receipt.json" in found else None
        hidden = {name for name in found if name.startswith(".")}
        if code not in (FINISHED, REFUSED) or (whole is not None and {name: found[name] for name in found.keys() - hidden} != whole):
            wrong.append(f"replacing, killed before change {moment}, gone on with: {code}, {sorted(found)}")
        code, _ = in_a_copy(partial(new, output, force=True))
        if code != FINISHED or tree(output) != after:
            wrong.append(f"replacing, killed before change {moment}, forced: {code}, {sorted(tree(output))}")
    return len(range(0, moments, every)), wrong


def _not_needed(fd: object) -> None:
    """What a program that is killed has written is there without bringing it to the disk."""


def main() -> None:
    """Try all; the argument says how thoroughly."""
    every = int(sys.argv[1])
    small_book()  # read once, for all copies
    os.fsync = _not_needed
    tried, wrong = 0, list[str]()
    ways: list[Callable[[Path], tuple[int, list[str]]]] = [
        lambda folder: killed_everywhere(folder, "parquet", every=every),
        lambda folder: killed_everywhere(folder, "csv", every=every),
        lambda folder: killed_again_and_again(folder, 60 // every, seed=1),
        lambda folder: killed_when_replacing(folder, complete=True, every=every),
        lambda folder: killed_when_replacing(folder, complete=False, every=every),
    ]
    for way in ways:
        with TemporaryDirectory() as name:
            count, found = way(Path(name))
            tried, wrong = tried + count, wrong + found
    print(json.dumps({"tried": tried, "wrong": wrong}))


if __name__ == "__main__":
    main()
