"""Inputs for tests: the same questionnaires as a table, as lines of JSON and as CSV, and reading them back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commplan_advisor.population.columns import questions_of_cases, questions_of_rows, schema_of_cases
from commplan_advisor.population.reading import csv_file, ndjson, parquet
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.population.reading.plain import as_row
from commplan_advisor.population.reading.source import Batch, SetAside
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.answers import questionnaire_of

Answers = dict[str, Any]
BOOK = load_rulebook()
NAME: Answers = {"municipality": {"name": "Ede"}}


def table_of(answers: Iterable[Answers]) -> pa.Table:
    """Valid questionnaires as a table."""
    rows = [{"number": 0, "case": "", **as_row(questionnaire_of(one))} for one in answers]
    return pa.Table.from_pylist(rows, schema_of_cases()).drop_columns(["number", "case"])


def parquet_of(path: Path, columns: Mapping[str, Any] | pa.Table, **options: Any) -> Path:
    pq.write_table(columns if isinstance(columns, pa.Table) else pa.table(dict(columns)), path, **options)
    return path


def ndjson_of(path: Path, lines: Iterable[Answers | str | bytes]) -> Path:
    texts = (line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode() for line in lines)
    path.write_bytes(b"".join(text + b"\n" for text in texts))
    return path


def csv_of(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def cells_of(answers: Iterable[Answers], rows: int = 3) -> tuple[list[str], list[list[str]]]:
    """Valid questionnaires as the header and rows of CSV."""
    columns: list[tuple[str, str, tuple[int, str] | None]] = []
    for question in questions_of_cases():
        columns.append((question.path, question.path, None))
        if question.kind == "list":
            names = questions_of_rows(question.path)
            columns += [(f"{question.path}[{row}].{name}", question.path, (row, name)) for row in range(rows) for name in names]
    values = [as_row(questionnaire_of(one)) for one in answers]
    return [column for column, _, _ in columns], [[_cell(row[path], inner) for _, path, inner in columns] for row in values]


def _cell(value: Any, inner: tuple[int, str] | None) -> str:
    if inner:
        value = value[inner[0]][inner[1]] if value and inner[0] < len(value) else None
    if value is None or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return (";".join(value) or "[]") if isinstance(value, list) else str(value)


def read(path: Path, size: int = 100, first: int = 0, form: str | None = None) -> list[Batch]:
    return list(open_cases(path, BOOK, form).batches(size, first))


def rows_of(batches: Iterable[Batch]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.cases.to_pylist()]


def set_aside(batches: Iterable[Batch]) -> list[SetAside]:
    return [row for batch in batches for row in batch.set_aside]


def said(row: SetAside) -> str:
    """All that is said of a row, in English."""
    return " / ".join(fault.words("en") for fault in row.faults)


def read_slowly(path: Path, size: int = 100) -> list[Batch]:
    """As the real reader alone reads it, row by row."""

    def all_of_them(columns: Mapping[str, Any], limits: Any, count: int) -> Any:
        import numpy as np

        return np.ones(count, dtype=bool)

    with pytest.MonkeyPatch.context() as patch:
        for module in (parquet, ndjson, csv_file):
            patch.setattr(module, "suspected", all_of_them)
        return read(path, size)


def check_same(fast: Sequence[Batch], slow: Sequence[Batch]) -> None:
    """Reading fast gives what reading slowly gives."""
    assert [batch.index for batch in fast] == [batch.index for batch in slow]
    for one, other in zip(fast, slow, strict=True):
        assert one.cases.schema == schema_of_cases()
        assert one.cases.to_pylist() == other.cases.to_pylist()
        assert one.set_aside == other.set_aside
        one.cases.validate(full=True)
