"""Making a batch: rows that surely are valid pass together, the suspected ones go one by one through the real reader, which decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, FaultyInputError, UnreadableFileError
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, schema_of_cases
from commplan_advisor.population.reading.plain import as_row
from commplan_advisor.population.reading.source import Batch, SetAside
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.reading import Case

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.checking import Mask

_NAME, _VERSION = "municipality.name", "questionnaire"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the input as far as they were read together.

    Attributes:
        columns: answers by path of their question; they count in the rows that are not suspected. A question without a column is
            unanswered in all of them.
        numbers: of the rows, as int64.
        suspects: which rows must be looked at one by one.
        read: gives the case of a row, or raises what is wrong with it.
        place: of a row, for people.
        called: what a row is called, as far as known, when it is not valid.
        names: what rows are called other than by their municipality; null where that is so.
    """

    columns: Mapping[str, pa.Array]
    numbers: pa.Array
    suspects: Mask
    read: Callable[[int], Case]
    place: Callable[[int], str]
    called: Callable[[int], str]
    names: pa.Array | None = None


def judged(index: int, rows: Rows) -> Batch:
    """The batch that these rows are; to be called where what the rule book adds counts."""
    import numpy as np
    import pyarrow as pa

    table = _table(rows)
    suspects = np.flatnonzero(rows.suspects).tolist()
    if not suspects:
        return Batch(index, table, ())
    accepted: dict[int, dict[str, Any]] = {}
    set_aside = []
    for row in suspects:
        number = rows.numbers[row].as_py()
        found = read_or_faults(rows.read, row)
        if isinstance(found, Case):
            name = rows.names[row].as_py() if rows.names is not None else None
            accepted[row] = {NUMBER: number, CASE: name or found.name, **as_row(found.answers)}
        else:
            set_aside.append(SetAside(number, rows.called(row), rows.place(row), found))
    passed = np.flatnonzero(~rows.suspects)
    # Taking rows copies them: where nothing comes between, they only pass.
    table = table.filter(pa.array(~rows.suspects)) if len(passed) else table.slice(0, 0)
    if accepted:
        table = pa.concat_tables([table, pa.Table.from_pylist(list(accepted.values()), table.schema)])
        table = table.take(pa.array(np.argsort(np.r_[passed, list(accepted)], kind="stable")))
    return Batch(index, table, tuple(set_aside))


def joined(parts: Sequence[Batch]) -> Batch:
    """One batch of parts of it, in their order."""
    import pyarrow as pa

    if len(parts) == 1:
        return parts[0]
    return Batch(parts[0].index, pa.concat_tables([one.cases for one in parts]), tuple(row for one in parts for row in one.set_aside))


def read_or_faults(read: Callable[[int], Case], row: int) -> Case | tuple[Fault, ...]:
    """The case of a row, or what is wrong with it."""
    try:
        return read(row)
    except FaultyInputError as error:
        return tuple(error.faults)
    except UnreadableFileError as error:
        return (error.fault,)


def moved(faults: tuple[Fault, ...] | list[Fault], line: int) -> list[Fault]:
    """Faults of a text that begins at a line of a file, where they stand in that file."""
    return [replace(one, place=replace(one.place, line=max(one.place.line, 1) + line - 1)) for one in faults]


def _table(rows: Rows) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    count, schema = len(rows.numbers), schema_of_cases()
    columns = dict(rows.columns)
    name = columns.get(_NAME, pa.nulls(count, pa.string()))
    names = name if rows.names is None else pc.coalesce(rows.names, name)
    # The version is never unanswered: a file that does not say it is of today's.
    columns[_VERSION] = pc.fill_null(columns.get(_VERSION, pa.nulls(count, pa.int64())), VERSION)
    answers = [columns.get(one.path) for one in questions_of_cases()]
    types = schema.types[2:]
    filled = [pa.nulls(count, kind) if one is None else one for one, kind in zip(answers, types, strict=True)]
    return pa.Table.from_arrays([rows.numbers, pc.fill_null(names, ""), *filled], schema=schema)
