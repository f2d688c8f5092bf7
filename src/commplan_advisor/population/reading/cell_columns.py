"""Whole columns of cells at once: those in the plainest form become answers, the others wait for `cells.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from commplan_advisor.population.columns import CASE, NUMBER
from commplan_advisor.population.reading.cells import NONE
from commplan_advisor.population.reading.headings import Heading
from commplan_advisor.population.reading.limits import Limits

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.checking import Mask

_WORDS = {"true": True, "false": False, "ja": True, "nee": False, "True": True, "False": False, "TRUE": True, "FALSE": False}
_WHOLE, _FRACTION = r"^[0-9]{1,9}$", r"^[0-9]{1,9}(?:\.[0-9]{1,9})?$"


def cells_of(rows: Sequence[bytes], width: int, delimiter: str) -> list[pa.Array] | list[int] | None:
    """The cells of rows as columns of texts, where an empty cell is null; or which rows have another number of cells.

    None when the library divides them into other rows than we do, so that they must be divided one by one.

    Args:
        rows: each with its end; their cells stand alone or between quotation marks.
        width: number of columns.
        delimiter: what stands between cells.
    """
    import pyarrow as pa
    import pyarrow.csv as pc

    ragged: list[int] = []

    def note(row: pc.InvalidRow) -> str:
        ragged.append(row.number)
        return "skip"

    data = b"".join(rows)
    names = [str(place) for place in range(width)]
    try:
        table = pc.read_csv(
            pa.BufferReader(data),
            pc.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
            pc.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note),
            pc.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True),
        )
    except pa.ArrowException:
        return None
    if len(table) + len(ragged) != len(rows):
        return None
    if ragged:
        return [number - 1 for number in ragged]
    return [column.combine_chunks() for column in table.columns]


def columns_of_cells(
    headings: Sequence[Heading | None], cells: Sequence[pa.Array], limits: Mapping[str, Limits], schema: pa.Schema
) -> tuple[dict[str, pa.Array], Mask]:
    """The answers by path of their question, and in which rows a cell is not in the plainest form.

    Args:
        headings: what each column holds.
        cells: the columns, as texts.
        limits: of the questions.
        schema: of a table of questionnaires.
    """
    import numpy as np

    made: dict[str, pa.Array] = {}
    unclear = np.zeros(len(cells[0]), dtype=bool)
    of_rows: dict[str, dict[tuple[int, str], pa.Array]] = {}
    for heading, column in zip(headings, cells, strict=True):
        if heading is None or heading.path in (NUMBER, CASE):
            continue
        if limits[heading.path].question.kind == "list":
            of_rows.setdefault(heading.path, {})[heading.row, heading.name] = column
        else:
            made[heading.path], mask = _answers(limits[heading.path], column, schema.field(heading.path).type)
            if mask is not None:
                unclear |= mask
    for path, columns in of_rows.items():
        made[path], mask = _lists(limits[path], columns, schema.field(path).type)
        unclear |= mask
    return made, unclear


def _answers(limits: Limits, texts: pa.Array, wanted: pa.DataType) -> tuple[pa.Array, Mask | None]:
    """The answers in a column, and where there is none that is plain."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if texts.null_count == len(texts):
        return pa.nulls(len(texts), wanted), None
    match limits.question.kind:
        case "yes_no":
            found = pc.index_in(texts, value_set=pa.array(list(_WORDS)))
            return pa.array(list(_WORDS.values())).take(found), _lost(texts, found)
        case "number":
            plain = pc.match_substring_regex(texts, _WHOLE if limits.question.whole else _FRACTION)
            kept = texts if pc.all(plain).as_py() else pc.if_else(plain, texts, None)
            return kept.cast(wanted), _lost(texts, kept)
        case "options" | "texts":
            none = pc.is_in(texts, value_set=pa.array(NONE))
            if not pc.any(none).as_py():
                return pc.split_pattern(texts, ";").cast(wanted), None
            parts = pc.split_pattern(pc.if_else(none, None, texts), ";").cast(wanted)
            return pc.if_else(none, pa.scalar([], wanted), parts), None
        case _:
            return texts, None


def _lost(before: pa.Array, after: pa.Array) -> Mask | None:
    import pyarrow.compute as pc

    if before.null_count == after.null_count:
        return None
    mask: Mask = pc.and_(before.is_valid(), after.is_null()).to_numpy(zero_copy_only=False)
    return mask


def _lists(limits: Limits, columns: Mapping[tuple[int, str], pa.Array], wanted: pa.DataType) -> tuple[pa.Array, Mask]:
    """The rows of a list, which stand in columns of their own; those with nothing in them are not there."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    count = len(next(iter(columns.values())))
    numbers = sorted({row for row, name in columns if name})
    said = columns.get((-1, ""), pa.nulls(count, pa.string()))
    none = pc.is_in(said, value_set=pa.array(NONE)).to_numpy(zero_copy_only=False)
    there = np.zeros((count, len(numbers)), dtype=bool)
    for (row, name), column in columns.items():
        if name:
            there[:, numbers.index(row)] |= column.is_valid().to_numpy(zero_copy_only=False)
    lengths = there.sum(axis=1)
    unclear = np.where(none, lengths > 0, said.is_valid().to_numpy(zero_copy_only=False))
    cases, places = np.nonzero(there)
    order = pa.array(places * count + cases)
    children = []
    for field in wanted.value_type:
        parts = [columns.get((row, field.name), pa.nulls(count, pa.string())) for row in numbers]
        texts = pa.concat_arrays(parts).take(order) if parts else pa.nulls(0, pa.string())
        child, mask = _answers(limits.inner[field.name], texts, field.type)
        children.append(child)
        if mask is not None:
            unclear[cases[mask]] = True
    values = pa.StructArray.from_arrays(children, fields=list(wanted.value_type))
    offsets = pa.array(np.r_[0, np.cumsum(lengths)].astype(np.int32))
    return pa.ListArray.from_arrays(offsets, values, type=wanted, mask=pa.array((lengths == 0) & ~none)), unclear
