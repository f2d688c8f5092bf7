"""Looking at whole columns at once for answers that may not be valid.

What is not suspected here surely is valid; what is suspected may be. It goes to the real reader, which alone decides. So this may be
strict where being exact would be slow: a text of 2,000 letters with accents, or the 29th of February.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from commplan_advisor.population.reading.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""All that Python takes off the ends of a text."""

_LEAP_DAYS_ARE_SUSPECTED = r"^20[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)$"
_BITS = 57
"""So many options have a bit of their own in a sum of 50 numbers of 64 bits."""


def suspected(columns: Mapping[str, pa.Array], limits: Mapping[str, Limits], count: int) -> Mask:
    """Which rows may not be valid.

    Args:
        columns: the answers by path of their question, of the types that `columns.schema_of_cases` has; a column that is not there is
            unanswered in all rows.
        limits: of the questions.
        count: of rows.
    """
    import numpy as np

    found = np.zeros(count, dtype=bool)
    for path, column in columns.items():
        mask = _of_column(limits[path], column)
        if mask is not None:
            found |= mask
    name = columns.get("municipality.name")
    return found | (np.ones(count, dtype=bool) if name is None else _bits(name.is_null()))


def _of_column(limits: Limits, column: pa.Array) -> Mask | None:
    """Which values may not be valid; None when all surely are."""
    if column.null_count == len(column):
        return None
    match limits.question.kind:
        case "yes_no":
            return None
        case "number":
            return _of_numbers(limits, column)
        case "option":
            return _of_options(limits, column)
        case "options" | "texts" | "list":
            return _of_lists(limits, column)
        case "day":
            return _unmatched(column, _LEAP_DAYS_ARE_SUSPECTED)
        case "text":
            return _of_texts(limits, column)


def _of_numbers(limits: Limits, column: pa.Array) -> Mask | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    edges = pc.min_max(column).as_py()
    not_a_number = pa.types.is_floating(column.type) and pc.any(pc.is_nan(column)).as_py()
    if not not_a_number and limits.least <= edges["min"] and edges["max"] <= limits.most:
        return None
    fine = pc.and_(pc.greater_equal(column, limits.least), pc.less_equal(column, limits.most))
    return _bits(pc.invert(fine))


def _of_options(limits: Limits, column: pa.Array) -> Mask | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    known = pa.array([*(one.value for one in limits.question.options), None], pa.string())
    return _unless(pc.is_in(column, value_set=known))


def _of_texts(limits: Limits, column: pa.Array) -> Mask | None:
    """Texts by their bytes, of which there are as many as characters or more."""
    import pyarrow.compute as pc

    lengths = pc.binary_length(column)
    edges = pc.min_max(lengths).as_py()
    found: Mask | None = None
    if edges["min"] < 1 or (limits.longest and edges["max"] > limits.longest):
        found = _bits(pc.or_(pc.less(lengths, 1), pc.greater(lengths, limits.longest or edges["max"])))
    trimmed = pc.binary_length(pc.utf8_trim(column, characters=_SPACES))
    found = _either(found, _unless(pc.equal(lengths, trimmed)))
    return _either(found, _unmatched(column, limits.pattern)) if limits.pattern else found


def _of_lists(limits: Limits, column: pa.Array) -> Mask | None:
    import numpy as np
    import pyarrow.compute as pc

    found: Mask | None = None
    lengths = pc.list_value_length(column)
    if (pc.max(lengths).as_py() or 0) > limits.rows:
        found = _bits(pc.greater(lengths, limits.rows))
    values = pc.list_flatten(column)
    if not len(values):
        return found
    for mask in _of_values(limits, values, column):
        if mask is not None:
            rows = np.zeros(len(column), dtype=bool)
            rows[pc.list_parent_indices(column).to_numpy()[mask]] = True
            found = _either(found, rows)
    return found


def _of_values(limits: Limits, values: pa.Array, column: pa.Array) -> Iterator[Mask | None]:
    """What is suspected in all that stands in the lists of a column."""
    import pyarrow.compute as pc

    if values.null_count:
        yield _bits(values.is_null())
    if values.null_count == len(values):
        return
    if limits.question.kind == "options":
        yield _of_options(limits, values)
        yield _twice(limits, values, column)
    elif limits.question.kind == "texts":
        yield _of_texts(limits, values)
    else:
        for index, field in enumerate(values.type):
            yield _of_column(limits.inner[field.name], pc.struct_field(values, indices=[index]))


def _twice(limits: Limits, values: pa.Array, column: pa.Array) -> Mask | None:
    """Options of sets that may name one of them twice.

    Of different powers of two the sum is what they have as bits together; of any that occurs twice it is more.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    options = pa.array([one.value for one in limits.question.options], pa.string())
    parents = pc.list_parent_indices(column).to_numpy()
    if len(options) > _BITS or (pc.max(pc.list_value_length(column)).as_py() or 0) > limits.rows:
        return np.ones(len(values), dtype=bool)
    chosen = pc.fill_null(pc.index_in(values, value_set=options), 0).to_numpy()
    bits = np.int64(1) << chosen.astype(np.int64)
    starts = np.flatnonzero(np.r_[True, parents[1:] != parents[:-1]])
    twice = np.add.reduceat(bits, starts) != np.bitwise_or.reduceat(bits, starts)
    if not twice.any():
        return None
    return np.repeat(twice, np.diff(np.r_[starts, len(values)]))


def _unmatched(column: pa.Array, pattern: str) -> Mask | None:
    import pyarrow.compute as pc

    return _unless(pc.match_substring_regex(column, pattern))


def _unless(fine: pa.Array) -> Mask | None:
    """What is not fine; None when all is."""
    import pyarrow.compute as pc

    return None if pc.all(fine).as_py() is not False else _bits(pc.invert(fine))


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    return other if one is None else one if other is None else one | other


def _bits(mask: pa.Array) -> Mask:
    """As numpy has it; what is unanswered is not suspected."""
    import pyarrow.compute as pc

    bits: Mask = pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
    return bits
