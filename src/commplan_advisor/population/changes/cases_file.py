"""The cases that change, all of them, as a file: a line for each case and each thing that is other."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from commplan_advisor.common.cells import BYTE_ORDER_MARK
from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import check_free
from commplan_advisor.common.text import Language, Text
from commplan_advisor.population.advising.texts import line
from commplan_advisor.population.changes.impact import STATES, Changes

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = (".csv", ".ndjson", ".parquet")
HEADS = ("number", "case", "kind", "id", "about", "title", "before", "after")

Write = Callable[[Changes], None]


@contextmanager
def cases_file(path: Path, language: Language, *, force: bool = False) -> Iterator[Write]:
    """A file to write what is other in each batch to; it takes its place when all went well.

    Args:
        path: of the file; its ending says what it becomes.
        language: of the titles.
        force: whether it may take the place of a file that is there.

    Raises:
        UnreadableFileError: it exists and may not be replaced, or cannot be written.
        KeyError: there is no such ending.
    """
    opened = {".csv": _csv, ".ndjson": _ndjson, ".parquet": _parquet}[path.suffix.lower()]
    check_free(path, force=force)
    temporary: Path | None = None
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            with opened(file, language) as write:
                yield write
            file.flush()
            os.fsync(file.fileno())  # on the disk before it takes the place of what was there
        temporary.chmod(mode)
        temporary.replace(path)
    except FileNotFoundError:
        words = Text("kan niet worden geschreven: de map bestaat niet.", "cannot be written: the folder does not exist.")
        raise UnreadableFileError(Fault(Place(str(path)), words)) from None
    except OSError as error:
        why = error.strerror or str(error)
        words = Text(f"kan niet worden geschreven ({why}).", f"cannot be written ({why}).")
        raise UnreadableFileError(Fault(Place(str(path)), words)) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)  # it is there no longer when it was renamed into place


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _lines(changes: Changes, language: Language) -> Iterator[tuple[Any, ...]]:
    told = [(*key, title.in_(language)) for key, title in zip(changes.keys, changes.titles, strict=True)]
    places, before, after = changes.places.tolist(), changes.before.tolist(), changes.after.tolist()
    for number, case, place, was, is_ in zip(changes.numbers.tolist(), changes.cases, places, before, after, strict=True):
        yield number, case, *told[place], STATES[was], STATES[is_]


@contextmanager
def _csv(file: IO[bytes], language: Language) -> Iterator[Write]:
    file.write((BYTE_ORDER_MARK + line(HEADS)).encode())

    def write(changes: Changes) -> None:
        for number, *cells in _lines(changes, language):
            file.write(line((str(number), *cells)).encode())

    yield write


@contextmanager
def _ndjson(file: IO[bytes], language: Language) -> Iterator[Write]:
    def write(changes: Changes) -> None:
        for cells in _lines(changes, language):
            file.write((json.dumps(dict(zip(HEADS, cells, strict=True)), ensure_ascii=False) + "\n").encode())

    yield write


@contextmanager
def _parquet(file: IO[bytes], language: Language) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(name, pa.int64() if name == "number" else pa.string()) for name in HEADS])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:

        def write(changes: Changes) -> None:
            if changes.cases:
                writer.write_table(_table(changes, language, schema))

        yield write


def _table(changes: Changes, language: Language, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    named: Mapping[str, list[str]] = {
        **{name: [key[place] for key in changes.keys] for place, name in enumerate(("kind", "id", "about"))},
        "title": [one.in_(language) for one in changes.titles],
    }
    columns: dict[str, Any] = {"number": pa.array(changes.numbers), "case": pa.array(changes.cases, pa.string())}
    columns.update({name: pa.array(values, pa.string()).take(pa.array(changes.places)) for name, values in named.items()})
    states = pa.array(STATES, pa.string())
    columns.update(before=states.take(pa.array(changes.before)), after=states.take(pa.array(changes.after)))
    return pa.table([columns[name] for name in HEADS], schema=schema)
