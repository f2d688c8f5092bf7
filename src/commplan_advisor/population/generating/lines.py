"""Questionnaires of a table as lines of JSON, each as it would stand in a file of its own.

Made column by column: the pieces of text of a question are made for all cases at once, and then joined case by case.
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
_EMPTY = "{}"
_AT_ONCE = 10_000
"""Cases whose texts are held at the same time."""


def lines_of(table: pa.Table, plan: Mapping[str, Any] | None = None) -> Iterator[str]:
    """A line for each case, without its end.

    Args:
        table: as `columns.schema_of_cases` has it.
        plan: the chapters about the plan, which are the same for all; they stand in no column.
    """
    for begin in range(0, table.num_rows, _AT_ONCE):
        part = table.slice(begin, _AT_ONCE)
        pairs = {one.path: _pairs_of(one, part.column(one.path).combine_chunks()) for one in questions_of_cases()}
        if plan:
            pairs["planning"] = [json.dumps(plan, ensure_ascii=False)[1:-1]] * part.num_rows
        yield from _objects(pairs)


def _objects(pairs: Mapping[str, list[str]]) -> list[str]:
    """JSON objects of keys with their values; the keys of a chapter, which have its name before a point, in one of their own."""
    inner: dict[str, dict[str, list[str]]] = {}
    for path, column in pairs.items():
        head, _, rest = path.partition(".")
        inner.setdefault(head, {})[rest] = column
    parts = [below[""] if "" in below else _with_key(key, _objects(below)) for key, below in inner.items()]
    return ["{" + _BETWEEN.join(filter(None, row)) + "}" for row in zip(*parts, strict=True)]


def _with_key(key: str, objects: list[str]) -> list[str]:
    """Objects behind a key; nothing for those that are empty."""
    before = f"{json.dumps(key)}: "
    return ["" if one == _EMPTY else before + one for one in objects]


def _pairs_of(question: Question, column: pa.Array) -> list[str]:
    """Each answer as JSON, behind its key; nothing, where there is none."""
    before = f"{json.dumps(question.path.rpartition('.')[2])}: "
    match question.kind:
        case "options" | "texts":
            return _lists(before, column, _texts("", column.flatten()))
        case "list":
            rows = column.flatten()
            columns = dict(zip((field.name for field in rows.type), rows.flatten(), strict=True))
            return _lists(
                before, column, _objects({name: _pairs_of(one, columns[name]) for name, one in questions_of_rows(question.path).items()})
            )
        case _:
            return _texts(before, column)


def _texts(before: str, column: pa.Array) -> list[str]:
    """Single values as JSON; each that occurs is written once."""
    import numpy as np

    coded = column.dictionary_encode()
    words = [before + json.dumps(_as_written(word), ensure_ascii=False) for word in coded.dictionary.to_pylist()]
    places = coded.indices.fill_null(len(words)).to_numpy()
    found: list[str] = np.array([*words, ""], object)[places].tolist()
    return found


def _as_written(value: Any) -> Any:
    """A whole number without a point, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lists(before: str, column: pa.Array, members: list[str]) -> list[str]:
    """Lists of JSON texts; the members are those of all lists, one after the other."""
    import pyarrow.compute as pc

    counts = pc.fill_null(pc.list_value_length(column), -1).to_numpy().tolist()
    found, end = [], 0
    for count in counts:
        begin, end = end, end + max(count, 0)
        found.append(f"{before}[{_BETWEEN.join(members[begin:end])}]" if count >= 0 else "")
    return found
