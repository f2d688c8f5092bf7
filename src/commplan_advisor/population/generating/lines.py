"""Questionnaires of a table as lines of JSON, each as it would stand in a file of its own.

Arrow joins the pieces of text, so that a million lines take seconds and not minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from commplan_advisor.population.columns import questions_of_cases, questions_of_rows
from commplan_advisor.questionnaire.questions import Question

if TYPE_CHECKING:
    import pyarrow as pa

_BETWEEN = ", "


def lines_of(table: pa.Table, plan: Mapping[str, Any] | None = None) -> Iterator[str]:
    """A line for each case, without its end.

    Args:
        table: as `columns.schema_of_cases` has it.
        plan: the chapters about the plan, which are the same for all; they stand in no column.
    """
    import pyarrow.compute as pc

    columns = {one.path: _json_of(one, table.column(one.path).combine_chunks()) for one in questions_of_cases()}
    whole = _chapter(columns, table.num_rows)
    if plan:
        told = json.dumps(plan, ensure_ascii=False)[1:-1]
        whole = pc.binary_join_element_wise(pc.utf8_slice_codeunits(whole, 0, -1), told + "}", _BETWEEN)
    yield from whole.to_pylist()


def _chapter(columns: Mapping[str, pa.Array], size: int) -> pa.Array:
    """The answers of a chapter as a JSON object; nothing, where it has none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    inner: dict[str, dict[str, pa.Array]] = {}
    for path, column in columns.items():
        head, _, rest = path.partition(".")
        inner.setdefault(head, {})[rest] = column
    parts = []
    for key, below in inner.items():
        value = below[""] if "" in below else _chapter(below, size)
        parts.append(pc.binary_join_element_wise(f"{json.dumps(key)}: ", value, ""))
    joined = pc.binary_join_element_wise(*parts, _BETWEEN, null_handling="skip")
    whole = pc.binary_join_element_wise("{", joined, "}", "")
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), whole)


def _json_of(question: Question, column: pa.Array) -> pa.Array:
    """Each answer as JSON; null, where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    match question.kind:
        case "yes_no" | "number":
            return pc.cast(column, pa.string())
        case "options" | "texts":
            return _joined(column, _quoted(column.flatten()))
        case "list":
            rows = column.flatten()
            fields = {name: _json_of(one, pc.struct_field(rows, [name])) for name, one in questions_of_rows(question.path).items()}
            return _joined(column, pc.fill_null(_chapter(fields, len(rows)), "{}"))
        case _:
            return _quoted(column)


def _quoted(column: pa.Array) -> pa.Array:
    import pyarrow as pa

    coded = column.dictionary_encode()
    words = pa.array([json.dumps(word, ensure_ascii=False) for word in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)


def _joined(lists: pa.Array, members: pa.Array) -> pa.Array:
    """Lists of JSON texts as one each; the members are those of the lists, one after the other."""
    import pyarrow as pa
    import pyarrow.compute as pc

    counts = pc.fill_null(pc.list_value_length(lists), 0)
    ends = pc.cumulative_sum(counts)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends.cast(pa.int32())])
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, members), _BETWEEN)
    whole = pc.binary_join_element_wise("[", joined, "]", "")
    return pc.if_else(pc.is_valid(lists), whole, pa.scalar(None, pa.string()))
