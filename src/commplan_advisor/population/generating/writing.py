"""Writing made-up cases to a file or folder, batch by batch: beside its place, and renamed into place when all is there."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import check_free
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, schema_of_cases
from commplan_advisor.population.generating.cases import Cases
from commplan_advisor.population.generating.lines import lines_of
from commplan_advisor.population.generating.streams import BATCH
from commplan_advisor.questionnaire.writing import as_yaml

if TYPE_CHECKING:
    import pyarrow as pa

PARQUET, LINES, FOLDER = "parquet", "ndjson", "folder"
ENDINGS = {".parquet": PARQUET, ".ndjson": LINES, ".jsonl": LINES}
MOST_FILES = 10_000
"""Questionnaires that a folder takes."""

_EXISTS = Text("bestaat al; vervang het met --force.", "exists already; replace it with --force.")
_OTHERS = Text(
    "heeft ook andere bestanden dan verzonnen vragenlijsten (g-0000000.yaml). Kies een andere map.",
    "has other files than made-up questionnaires (g-0000000.yaml). Choose another folder.",
)

Done = Callable[[int], None]
"""Told how many more cases are written."""


def write_cases(cases: Cases, output: Path, form: str, *, force: bool = False, done: Done = lambda _: None) -> None:
    """Write all cases.

    Args:
        cases: to write.
        output: the file or folder.
        form: `parquet`, `ndjson` (a questionnaire in JSON on each line) or `folder` (of questionnaires in YAML).
        force: whether what is there may be replaced; of a folder only when it has nothing but made-up questionnaires.
        done: told of each batch.

    Raises:
        UnreadableFileError: it is there and may not be replaced, or it cannot be written.
    """
    write = {PARQUET: _parquet, LINES: _lines, FOLDER: _folder}[form]
    try:
        write(cases, output, done, force=force)
    except FileNotFoundError:
        reason = Text("kan niet worden geschreven: de map bestaat niet.", "cannot be written: the folder does not exist.")
        raise UnreadableFileError(Fault(Place(str(output)), reason)) from None
    except OSError as error:
        why = error.strerror or str(error)
        reason = Text(f"kan niet worden geschreven ({why}).", f"cannot be written ({why}).")
        raise UnreadableFileError(Fault(Place(str(output)), reason)) from None


def check_place(output: Path, form: str, *, force: bool = False) -> None:
    """Say at once what could not be written, before long work.

    Raises:
        UnreadableFileError: it is there and may not be replaced.
    """
    if form != FOLDER:
        check_free(output, force=force)
        return
    if output.is_dir():
        inside = [one.name for one in output.iterdir()]
        if any(not _is_made_up(name) for name in inside):
            raise UnreadableFileError(Fault(Place(str(output)), _OTHERS if force else _EXISTS))
        if inside and not force:
            raise UnreadableFileError(Fault(Place(str(output)), _EXISTS))
    elif output.exists():
        raise UnreadableFileError(Fault(Place(str(output)), Text("is een bestand, geen map.", "is a file, not a folder.")))


def _is_made_up(name: str) -> bool:
    return name.startswith("g-") and name.endswith(".yaml") and name[2:-5].isdecimal()


def _parquet(cases: Cases, output: Path, done: Done, *, force: bool) -> None:
    import pyarrow.parquet as pq

    # of answers that come by chance the least and the most of a group of rows say nothing
    options = {"compression": "zstd", "write_statistics": False}
    with _beside(output, force=force) as file, pq.ParquetWriter(file, schema_of_cases(), **options) as writer:
        for table in _ahead(cases):
            writer.write_table(table, row_group_size=BATCH)
            done(table.num_rows)


def _lines(cases: Cases, output: Path, done: Done, *, force: bool) -> None:
    with _beside(output, force=force) as file, file.open("w", encoding="utf-8", newline="\n") as target:
        for table in _ahead(cases):
            target.writelines(f"{line}\n" for line in lines_of(table, cases.given.plan))
            done(table.num_rows)


def _folder(cases: Cases, output: Path, done: Done, *, force: bool) -> None:
    check_place(output, FOLDER, force=force)
    temporary = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name[:50]}."))
    try:
        for table in _ahead(cases):
            for name, line in zip(table.column(CASE).to_pylist(), lines_of(table, cases.given.plan), strict=True):
                (temporary / f"{name}.yaml").write_text(as_yaml(json.loads(line)), encoding="utf-8", newline="\n")
            done(table.num_rows)
        temporary.chmod(0o777 & ~_umask())
        if output.is_dir():
            old = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name[:50]}."))
            output.replace(old / output.name)
            temporary.replace(output)
            shutil.rmtree(old, ignore_errors=True)
        else:
            temporary.replace(output)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)  # it is there no longer when it was renamed into place


def _ahead(cases: Cases) -> Iterator[pa.Table]:
    """The batches; while one is written the next is made."""
    number = -(-cases.total // BATCH)
    context = copy_context()  # what the rule book adds to the questionnaire counts in the other thread as well
    with ThreadPoolExecutor(max_workers=1) as other:
        coming = other.submit(context.run, cases.batch, 0) if number else None
        for following in range(1, number + 1):
            assert coming is not None
            table = coming.result()
            coming = other.submit(context.run, cases.batch, following) if following < number else None
            yield table


@contextmanager
def _beside(output: Path, *, force: bool) -> Iterator[Path]:
    """A file to write to, which takes the place of another when all went well."""
    check_place(output, PARQUET, force=force)
    mode = stat.S_IMODE(output.stat().st_mode) if output.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:50]}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())  # on the disk before it takes the place of what was there
        temporary.chmod(mode)
        temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
