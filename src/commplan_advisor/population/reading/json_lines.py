"""Many lines of JSON into columns at once, and which lines that cannot be trusted for.

pyarrow reads JSON fast but is meant for lines that are in order: one wrong line makes it refuse all, a key that is not in the schema
becomes a column, and some things that are no JSON object at all it takes, or falls over. So lines that could do that never reach it, lines
that it refuses are found and left out, and so are those with keys that we do not know. What is left out goes to the real reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from commplan_advisor.population.reading.limits import Limits
from commplan_advisor.population.reading.lines import as_column

if TYPE_CHECKING:
    import pyarrow as pa

    from commplan_advisor.population.reading.checking import Mask

_LEFT_OUT = b"{}\n"
"""Stands in the place of a line that is left out; it has no municipality, so it is suspected anyway."""

_UNSAFE = r"\}[ \t\r]*[^,\]} \t\r\n]|[0-9][eE][-+]?[0-9]{4}"
"""Something behind an object that does not go on with what is around it, or an exponent that is read otherwise than we do."""

_IN_ROW = re.compile(r" in row (\d+)$")
_TRIES = 8
_MOST_KEYS = 50
_WINDOW = 128
"""Lines that are looked at together for one that is refused: all behind that one are read again."""


def schema_of(limits: Mapping[str, Limits]) -> pa.Schema:
    """The questions as JSON has them: parts within parts."""
    import pyarrow as pa

    return pa.schema(_fields(limits))


def columns_of(lines: Sequence[bytes], schema: pa.Schema) -> tuple[dict[str, pa.Array], Mask]:
    """The answers in lines, by path of their question, and which lines were left out.

    A line that is not left out is a JSON object with no other keys than those of the questionnaire, each once, and with values of the
    right kind; whether the answers are valid is not looked at.

    Args:
        lines: each with its end.
        schema: of a questionnaire.
    """
    import numpy as np

    left_out = _unsafe(lines)
    kept = [_LEFT_OUT if out else line for out, line in zip(left_out.tolist(), lines, strict=True)]
    for _ in range(_TRIES):
        table = _read(kept, schema)
        bad = _refused(kept, schema) if table is None else _with_unknown_keys(kept, table, schema)
        if table is not None and not bad:
            return dict(_flat(table.combine_chunks().to_struct_array().combine_chunks(), schema)), left_out
        if not bad:
            break
        for index in bad:
            kept[index] = _LEFT_OUT
            left_out[index] = True
    return {}, np.ones(len(lines), dtype=bool)


def _unsafe(lines: Sequence[bytes]) -> Mask:
    """Lines that are not given to pyarrow: no text, not an object from their first sign on, or something behind the object.

    Then each object begins at the begin of a line, so that there are as many objects as lines only if each line is one.
    """
    import numpy as np
    import pyarrow.compute as pc

    try:
        b"".join(lines).decode()
    except UnicodeDecodeError:
        no_text = np.array([not _is_text(line) for line in lines], dtype=bool)
    else:
        no_text = np.zeros(len(lines), dtype=bool)
    no_object = np.array([line[:1] != b"{" for line in lines], dtype=bool)
    found: Mask = pc.match_substring_regex(as_column(lines), _UNSAFE).to_numpy(zero_copy_only=False)
    unsafe: Mask = no_text | no_object | found
    return unsafe


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read(lines: Sequence[bytes], schema: pa.Schema) -> pa.Table | None:
    """The lines as a table; None when pyarrow refuses one of them."""
    found = _table_or_fault(lines, schema)
    return None if isinstance(found, str) else found


def _table_or_fault(lines: Sequence[bytes], schema: pa.Schema) -> pa.Table | str:
    import pyarrow as pa
    import pyarrow.json as pj

    data = b"".join(lines)
    reading = pj.ReadOptions(use_threads=False, block_size=len(data) + 1)
    parsing = pj.ParseOptions(explicit_schema=schema, newlines_in_values=False, unexpected_field_behavior="infer")
    try:
        table = pj.read_json(pa.BufferReader(data), read_options=reading, parse_options=parsing)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        return str(error)
    return table if len(table) == len(lines) else ""


def _refused(lines: Sequence[bytes], schema: pa.Schema) -> list[int]:
    """The lines that pyarrow refuses: it says which is the first, or else the one half or the other is looked at."""
    found = []
    left = [(start, min(start + _WINDOW, len(lines))) for start in range(0, len(lines), _WINDOW)]
    while left:
        start, end = left.pop()
        said = _table_or_fault(lines[start:end], schema) if start < end else None
        if not isinstance(said, str):
            continue
        row = _IN_ROW.search(said)
        if row and start + int(row[1]) < end:
            found.append(start + int(row[1]))
            left.append((start + int(row[1]) + 1, end))
        elif end - start == 1:
            found.append(start)
        else:
            half = (start + end) // 2
            left += [(start, half), (half, end)]
    return found


def _with_unknown_keys(lines: Sequence[bytes], table: pa.Table, schema: pa.Schema) -> list[int]:
    """Lines that may have a key that the questionnaire does not: where it stands as it is, or else all that have a backslash.

    After those of the first kind are left out, what is left is looked at anew: only then is a key looked for that is written otherwise.
    """
    import numpy as np
    import pyarrow.compute as pc

    keys = list(dict.fromkeys(_unknown_keys(table.schema, schema)))
    if not keys:
        return []
    if len(keys) > _MOST_KEYS:
        return list(range(len(lines)))
    data = as_column(lines)
    as_it_is: Mask = np.zeros(len(lines), dtype=bool)
    for key in keys:
        as_it_is |= pc.match_substring(data, f'"{key}"').to_numpy(zero_copy_only=False)
    found = as_it_is if as_it_is.any() else pc.match_substring(data, "\\").to_numpy(zero_copy_only=False)
    indices: list[int] = np.flatnonzero(found).tolist()
    return indices


def _unknown_keys(found: pa.Schema | pa.StructType, known: pa.Schema | pa.StructType) -> Iterator[str]:
    import pyarrow.types as t

    for field in found:
        if known.get_field_index(field.name) < 0:
            yield field.name
            continue
        inner, ours = field.type, known.field(field.name).type
        if t.is_list(inner):
            inner, ours = inner.value_type, ours.value_type
        if t.is_struct(inner):
            yield from _unknown_keys(inner, ours)


def _flat(part: pa.StructArray, schema: pa.Schema | pa.StructType, prefix: str = "") -> Iterator[tuple[str, pa.Array]]:
    """The columns of parts within parts; what stands in a part that is not there is not there."""
    import pyarrow.compute as pc
    import pyarrow.types as t

    for index, field in enumerate(schema):
        column = pc.struct_field(part, indices=[index])
        if t.is_struct(field.type):
            yield from _flat(column, field.type, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", column


def _fields(limits: Mapping[str, Limits]) -> list[pa.Field]:
    import pyarrow as pa

    parts: dict[str, dict[str, Limits]] = {}
    for path, one in limits.items():
        first, _, rest = path.partition(".")
        parts.setdefault(first, {})[rest] = one
    return [pa.field(name, _type_of(inner[""]) if "" in inner else pa.struct(_fields(inner))) for name, inner in parts.items()]


def _type_of(limits: Limits) -> pa.DataType:
    import pyarrow as pa

    match limits.question.kind:
        case "yes_no":
            return pa.bool_()
        case "number":
            return pa.int64() if limits.question.whole else pa.float64()
        case "options" | "texts":
            return pa.list_(pa.string())
        case "list":
            return pa.list_(pa.struct(_fields(limits.inner)))
        case _:
            return pa.string()
