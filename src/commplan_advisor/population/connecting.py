"""DuckDB as the queries of a rule book are run on it: inside this process, in one thread."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_OPTIMISERS = ("unused_columns", "cte_inlining")
_numbers = count()


def connected(memory: str | None) -> duckdb.DuckDBPyConnection:
    """A database in memory, that works in one thread.

    DuckDB leaves out columns that no later step reads, and passes on rows from step to step without a copy; no more than that. The steps
    say already what is worked out once, and looking for more takes longer than it saves.

    Args:
        memory: that it may take, such as `4GB`; what needs more goes to disk. Without it, four fifths of the machine.

    Raises:
        ValueError: DuckDB does not understand the amount of memory.
    """
    import duckdb

    spilled = Path(gettempdir(), f"commplan-{os.getpid()}-{next(_numbers)}")  # made when it is needed, and taken away by DuckDB
    connection = duckdb.connect(":memory:", config={"threads": 1, "temp_directory": str(spilled)})
    known = [name for (name,) in connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()]
    connection.execute("SET disabled_optimizers = ?", [",".join(name for name in known if name not in _OPTIMISERS)])
    if memory is not None:
        try:
            connection.execute("SET memory_limit = ?", [memory])
        except duckdb.Error as error:
            raise ValueError(str(error)) from error
    return connection
