"""What is done of a run, written down part by part, so that it can be gone on with whenever it ended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commplan_advisor.population.advising.durable import put, take_away
from commplan_advisor.population.advising.run import Form, Run, as_bytes

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import SetAside

JOURNAL = ".journal"
_RUN = "run.json"


def name_of_part(index: int) -> str:
    """The name of a part, without its ending."""
    return f"part-{index:05}"


def file_of_part(table: str, form: Form, index: int) -> str:
    """Where a part of a table stands, below the folder of the results."""
    return f"{table}/{name_of_part(index)}.{form}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is done.

    Attributes:
        index: its place among the parts.
        cases: how many were advised on.
        set_aside: how many rows were no valid questionnaire.
        files: those that hold it, below the folder of the results, each with its size in bytes.
    """

    index: int
    cases: int
    set_aside: int
    files: Mapping[str, int]


class Journal:
    """The journal of the run in a folder.

    Args:
        output: the folder of the results.
        work: folder in which files are made before they are put in their place.
    """

    def __init__(self, output: Path, work: Path) -> None:
        self._output, self._work = output, work
        self._folder = output / JOURNAL

    def run(self) -> dict[str, Any] | None:
        """What it is of; None when there is none, or when it cannot be read."""
        return read_record(self._folder / _RUN)

    def begin(self, run: Run) -> None:
        """Forget what was done, and begin with a run.

        Raises:
            OSError: it cannot be written.
        """
        self._folder.mkdir(exist_ok=True)
        take_away(*self._folder.glob("part-*"))
        put(as_bytes(run.as_json()), self._folder / _RUN, self._work)

    def note(self, part: Part, set_aside: Iterable[SetAside]) -> None:
        """Write down that a part is done; its files stand in their place.

        Raises:
            OSError: it cannot be written.
        """
        name = name_of_part(part.index)
        if part.set_aside:
            put((_line(one) for one in set_aside), self._folder / f"{name}.ndjson", self._work)
        record = {"cases": part.cases, "set_aside": part.set_aside, "files": dict(part.files)}
        put(as_bytes(record), self._folder / f"{name}.json", self._work)

    def done(self) -> list[Part]:
        """The parts that are done, up to the first one that is not, or whose files are no longer as they were left."""
        parts: list[Part] = []
        while (part := self._part(len(parts))) is not None:
            parts.append(part)
        return parts

    def _part(self, index: int) -> Part | None:
        name = name_of_part(index)
        told = read_record(self._folder / f"{name}.json")
        if told is None:
            return None
        with suppress(OSError, KeyError, TypeError, AttributeError):
            part = Part(index, int(told["cases"]), int(told["set_aside"]), told["files"])
            there = all((self._output / file).stat().st_size == size for file, size in part.files.items())
            if there and (not part.set_aside or (self._folder / f"{name}.ndjson").is_file()):
                return part
        return None

    def set_aside(self, parts: Iterable[Part]) -> Iterator[bytes]:
        """What was set aside in parts that are done, as it is written, in pieces.

        Raises:
            OSError: it cannot be read.
        """
        for part in parts:
            if part.set_aside:
                with (self._folder / f"{name_of_part(part.index)}.ndjson").open("rb") as file:
                    while piece := file.read(1 << 20):
                        yield piece

    def close(self) -> None:
        """Take the journal away.

        Raises:
            OSError: it cannot be taken away.
        """
        take_away(self._folder)


def read_record(path: Path) -> dict[str, Any] | None:
    """What was written down; None when there is nothing that can be read."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _line(one: SetAside) -> bytes:
    return (json.dumps(one.as_json(), ensure_ascii=False) + "\n").encode(errors="replace")
