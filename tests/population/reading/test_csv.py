"""Questionnaires in CSV: columns, cells, and rows that are not in order."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.population.columns import questions_of_cases
from commplan_advisor.population.reading.opening import open_cases
from tests.population.reading.made import BOOK, cells_of, check_same, csv_of, read, read_slowly, rows_of, said, set_aside, table_of
from tests.support.answers import random_answers

NAME = "municipality.name"
ROW = "situation.initiatives"


def one(path: Path, header: list[str], *rows: list[str], delimiter: str = ",") -> list[dict[str, Any]]:
    csv_of(path / "a.csv", [NAME, *header], [["Ede", *row] for row in rows], delimiter)
    batches = read(path / "a.csv")
    check_same(batches, read_slowly(path / "a.csv"))
    assert not set_aside(batches), [said(row) for row in set_aside(batches)]
    return rows_of(batches)


def fault(path: Path, column: str, cell: str) -> str:
    """What is said of a cell."""
    csv_of(path / "a.csv", [NAME, column], [["Ede", cell]])
    batches = read(path / "a.csv")
    check_same(batches, read_slowly(path / "a.csv"))
    (row,) = set_aside(batches)
    return said(row)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_what_was_written_is_read(tmp_path: Path, delimiter: str) -> None:
    answers = [random_answers(Random(seed)) for seed in range(30)]
    header, rows = cells_of(answers)
    batches = read(csv_of(tmp_path / "a.csv", header, rows, delimiter), 7)
    assert [len(batch.cases) for batch in batches] == [7, 7, 7, 7, 2]
    expected = [{**row, "questionnaire": 1} for row in table_of(answers).to_pylist()]
    assert [{key: value for key, value in row.items() if key not in ("number", "case")} for row in rows_of(batches)] == expected
    check_same(batches, read_slowly(tmp_path / "a.csv", 7))
    check_same(read(tmp_path / "a.csv", 7, 3), batches[3:])


@pytest.mark.parametrize("question", [one for one in questions_of_cases() if one.options], ids=lambda one: one.path)
def test_every_option_is_read_by_its_word_in_the_file(tmp_path: Path, question: Any) -> None:
    options = [option.value for option in question.options]
    rows = one(tmp_path, [question.path], *([option] for option in options))
    assert [row[question.path] for row in rows] == [option if question.kind == "option" else [option] for option in options]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("situation.signs.budget", "ja", True),
        ("situation.signs.budget", "FALSE", False),
        ("situation.signs.budget", "Nee", False),
        ("situation.signs.budget", "onbekend", None),
        ("municipality.inhabitants", " 24000 ", 24000),
        ("municipality.inhabitants", "24000.0", 24000),
        ("municipality.inhabitants", "1.234.567", 1234567),
        ("introduction.coverage_goal", "12.5", 12.5),
        ("introduction.coverage_goal", "12,5", 12.5),
        ("introduction.coverage_goal", "33.333", 33.333),
        ("introduction.coverage_goal", "62%", 62.0),
        ("introduction.coverage_goal", "1e-05", 1e-05),
        ("municipality.province", "Noord-Brabant", "noord_brabant"),
        ("date", "31-1-2026", "2026-01-31"),
        ("date", "2024-02-29", "2024-02-29"),
        ("introduction.goals", "safety;cohesion", ["safety", "cohesion"]),
        ("introduction.goals", " safety ; cohesion ", ["safety", "cohesion"]),
        ("introduction.goals", "[]", []),
        ("introduction.goals", "-", []),
        ("introduction.goals", "geen", []),
        ("introduction.goals", "", None),
        ("sources", "krant, 3 mei; gesprek", ["krant, 3 mei", "gesprek"]),
        ("sources", "[]", []),
        ("notes", "-", "-"),
        ("notes", "een\ntwee", "een\ntwee"),
        ("notes", "  ", None),
        ("notes", '5" en "zo"', '5" en "zo"'),
        ("problems", "[]", []),
        ("problems", "", None),
        ("questionnaire", "1", 1),
    ],
)
def test_a_cell_says(tmp_path: Path, column: str, cell: str, value: Any) -> None:
    (row,) = one(tmp_path, [column], [cell])
    assert row[column] == value


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("municipality.inhabitants", "24.000", "Write the number without, such as 24000"),
        ("municipality.inhabitants", "24,5", "must be a whole number"),
        ("municipality.inhabitants", "veel", "does not fit here"),
        ("municipality.inhabitants", "0", "must be 1 or more"),
        ("introduction.coverage_goal", "101", "may not be more than 100"),
        ("introduction.coverage_goal", "nan", "does not fit here"),
        ("situation.signs.budget", "misschien", "is not yes or no"),
        ("introduction.goals", "safety;safety", "is named twice"),
        ("introduction.goals", "safety;veilig", "is not a choice"),
        ("municipality.province", "utrect", "Did you mean 'Utrecht'?"),
        ("date", "2026-02-30", "does not exist"),
        ("problems", "ja", "can only be [] here"),
        ("questionnaire", "2", "newer version"),
        (f"{ROW}[4].platform", "watsapp", f"{ROW}[4].platform: 'watsapp' is not a choice"),
        (f"{ROW}[4].groups", "-1", f"{ROW}[4].groups: '-1' must be 0 or more"),
    ],
)
def test_a_cell_that_is_no_answer_is_told_by_its_column(tmp_path: Path, column: str, cell: str, words: str) -> None:
    told = fault(tmp_path, column, cell)
    assert words in told
    assert "a.csv:2: " in told
    assert f"{column}" in told or "questionnaire" in told


def test_rows_of_a_list_are_those_with_something_in_them(tmp_path: Path) -> None:
    header = [ROW, f"{ROW}[7].platform", f"{ROW}[7].groups", f"{ROW}[2].platform", f"{ROW}[2].wishes"]
    rows = one(
        tmp_path,
        header,
        ["", "whatsapp", "3", "facebook", "[]"],
        ["", "", "5", "", ""],
        ["[]", "", "", "", ""],
        [""] * 5,
        ["", "", "", "?", ""],
    )
    found = [row[ROW] and [{key: value for key, value in inner.items() if value is not None} for inner in row[ROW]] for row in rows]
    assert found == [[{"platform": "facebook", "wishes": []}, {"platform": "whatsapp", "groups": 3}], [{"groups": 5}], [], None, [{}]]


def test_a_list_that_is_none_and_has_rows_is_a_fault(tmp_path: Path) -> None:
    csv_of(tmp_path / "a.csv", [NAME, ROW, f"{ROW}[0].platform"], [["Ede", "[]", "whatsapp"]])
    assert "says that there are none" in said(set_aside(read(tmp_path / "a.csv"))[0])


def test_all_that_is_wrong_with_columns_is_told_at_once(tmp_path: Path) -> None:
    path = csv_of(
        tmp_path / "a.csv", ["notes", f"{ROW}[0].platfrom", f"{ROW}[0].name", f"{ROW}[00].name", "naam", "extra.x", "planning.start"], []
    )
    with pytest.raises(FaultyInputError) as raised:
        open_cases(path, BOOK)
    told = str(raised.value)
    assert f"Did you mean '{ROW}[0].platform'?" in told
    assert f"'{ROW}[00].name' is a column that is there twice" in told
    assert "'naam' is not a question" in told
    assert "municipality.name: is missing" in told
    assert "extra.x" not in told


def test_rows_that_are_not_in_order_are_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"\xef\xbb\xbfmunicipality.name,notes\r\n"
        b'Ede,"twee\r\nregels"\r\n'
        b"Epe\r\n"
        b"\r\n"
        b",\r\n"
        b"Elst,b,c\r\n"
        b"Elst,\xff\r\n"
        b"Elst,a\x00b\r\n"
        b'Elst,"stuk\r\n'
        b"Best,goed\r\n"
        b'Elst,"a"b\r\n'
        b"Echt,\r\n"
    )
    batches = read(path, 3)
    check_same(batches, read_slowly(path, 3))
    assert [(row["case"], row["number"]) for row in rows_of(batches)] == [("Ede", 0), ("Best", 6), ("Echt", 8)]
    assert rows_of(batches)[0]["notes"] == "twee\r\nregels"
    told = {row.place.rpartition(":")[2]: said(row) for row in set_aside(batches)}
    assert list(told) == ["4", "7", "8", "9", "10", "12"]
    assert "has 1 cells, and the first line 2" in told["4"]
    assert "has 3 cells" in told["7"]
    assert "not text in UTF-8" in told["8"]
    assert "NUL" in told["9"]
    assert "quotation marks" in told["10"]
    assert "quotation marks" in told["12"]


@pytest.mark.parametrize(("data", "error"), [(b"", FaultyInputError), (b"\n\n", FaultyInputError), (b"na\xffam\n", UnreadableFileError)])
def test_a_file_without_a_first_line_that_can_be_read_is_told(tmp_path: Path, data: bytes, error: type[Exception]) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(error):
        open_cases(tmp_path / "a.csv", BOOK)


_CELLS = [
    "",
    "",
    "",
    "whatsapp",
    "safety",
    "safety;cohesion",
    "[]",
    "-",
    "ja",
    "true",
    "nee ",
    "12",
    "12.5",
    "12,5",
    "1.000",
    "2026-01-31",
    " ",
    "é",
]
_COLUMNS = [NAME, "notes", "sources", "introduction.goals", "introduction.coverage_goal", "situation.signs.budget", "date", "problems"]
_COLUMNS += ["municipality.inhabitants", ROW, f"{ROW}[0].platform", f"{ROW}[0].wishes", f"{ROW}[3].groups", f"{ROW}[3].coverage", "case"]


def csv_text(rng: Random, count: int) -> bytes:
    """A file with odd cells, and some damage to its text."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=rng.choice(",;"), quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), lineterminator=rng.choice(["\n", "\r\n"])
    )
    odd = [*_CELLS, 'a"b', "a\nb", "a,b;c", "onbekend", "geen", "veel", '"', "a\rb"]
    writer.writerow(_COLUMNS)
    header = text.getvalue()
    for _ in range(count):
        writer.writerow(["Ede", *(rng.choice(odd if rng.random() < 0.1 else _CELLS) for _ in _COLUMNS[1:])])
    data = bytearray(text.getvalue().encode())
    for _ in range(rng.choice([0, 0, 1, 3])):
        place = rng.randrange(len(header), len(data) + 1)
        data[place : place + rng.choice([0, 1, 3])] = rng.choice(
            [b"", b'"', b",", b";", b"\n", b"\r", b"\x00", b"\xff", b'""', b'",', b'\n"']
        )
    return bytes(data)


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_reading_fast_gives_what_reading_slowly_gives(tmp_path_factory: Any, seed: int) -> None:
    path = tmp_path_factory.mktemp("cases") / "a.csv"
    path.write_bytes(csv_text(Random(seed), 20))
    check_same(read(path, 5), read_slowly(path, 5))


@pytest.mark.broad
@pytest.mark.parametrize("seed", range(4))
def test_reading_fast_gives_what_reading_slowly_gives_broadly(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.csv"
    for part in range(10):
        path.write_bytes(csv_text(Random(seed * 100 + part), 50))
        check_same(read(path, 50), read_slowly(path, 50))
