"""Questionnaires in Parquet: which columns are taken, which rows, and where each comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.population.columns import schema_of_cases
from commplan_advisor.population.reading.opening import open_cases
from tests.population.reading.made import BOOK, check_same, parquet_of, read, read_slowly, rows_of, said, set_aside, table_of
from tests.population.reading.test_checking import rows
from tests.support.answers import random_answers

EDE = {"municipality.name": ["Ede"]}


def faults(path: Path) -> str:
    with pytest.raises(FaultyInputError) as raised:
        open_cases(path, BOOK)
    return str(raised.value)


def test_what_was_written_is_read_in_batches_of_the_wanted_size(tmp_path: Path) -> None:
    table = table_of(random_answers(Random(seed)) for seed in range(25))
    batches = read(parquet_of(tmp_path / "cases.parquet", table, row_group_size=7), 10)
    assert [(batch.index, len(batch.cases)) for batch in batches] == [(0, 10), (1, 10), (2, 5)]
    assert pa.concat_tables([batch.cases for batch in batches]).select(table.column_names) == table
    assert [row["number"] for row in rows_of(batches)] == list(range(25))
    assert all(batch.cases.schema == schema_of_cases() for batch in batches)


@pytest.mark.parametrize("size", [3, 7, 10, 100])
def test_a_later_batch_is_the_same_when_those_before_are_skipped(tmp_path: Path, size: int) -> None:
    names = [f"Plaats {number}" if number % 4 else "" for number in range(25)]
    for part in range(3):
        parquet_of(tmp_path / f"{part}.parquet", {"municipality.name": names[part * 8 : part * 8 + 8 + (part == 2)]}, row_group_size=3)
    batches = read(tmp_path, size)
    for first in range(len(batches) + 1):
        check_same(read(tmp_path, size, first), batches[first:])


def test_a_faulty_row_is_set_aside_with_its_place_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    path = parquet_of(
        tmp_path / "a.parquet", {"municipality.name": ["Ede", "Epe", None], "municipality.province": ["utrecht", "utrect", None]}
    )
    batches = read(path)
    assert [row["number"] for row in rows_of(batches)] == [0]
    wrong, nameless = set_aside(batches)
    assert (wrong.number, wrong.case, wrong.place) == (1, "Epe", f"{path}:2")
    assert wrong.faults[0].nearest == "utrecht"
    assert "'utrect' is not a choice" in said(wrong)
    assert "municipality" in said(nameless)
    told = wrong.as_json()
    assert told["faults"][0]["nl"].startswith("is geen keuze")
    assert told["faults"][0]["en"].startswith("is not a choice")


def test_all_that_is_wrong_with_columns_is_told_at_once(tmp_path: Path) -> None:
    columns = {
        "municipality.inhabitants": ["veel"],
        "situation.webiste_information": ["none"],
        "problems": [[{"tipe": "chatter", "causes": "x"}]],
    }
    told = faults(parquet_of(tmp_path / "a.parquet", columns))
    assert "municipality.inhabitants: 'string' is the wrong type of column; it must be: a number" in told
    assert "'situation.webiste_information' is not a question" in told
    assert "Did you mean 'situation.website_information'?" in told
    assert "'problems[].tipe' is not a question about a row of this list. Did you mean 'type'?" in told
    assert "problems[].causes: 'string' is the wrong type" in told
    assert "municipality.name: is missing" in told


def test_columns_about_the_plan_and_of_others_are_left_alone_and_told(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "a.parquet", EDE | {"planning.start": ["x"], "measurements": [1], "extra.note": [1.5]})
    source = open_cases(path, BOOK)
    assert [row["municipality.name"] for row in rows_of(source.batches(5))] == ["Ede"]
    told = " ".join(note.en for note in source.notes)
    assert "not read (2): planning.start, measurements." in told
    assert "passed over (1): extra.note." in told
    assert "unanswered for all" in told


def test_other_types_that_hold_the_same_are_taken(tmp_path: Path) -> None:
    rows_type = pa.large_list(
        pa.struct({"groups": pa.float64(), "platform": pa.dictionary(pa.int8(), pa.string()), "coverage": pa.int16()})
    )
    columns = {
        "municipality.name": pa.array(["Ede", "Epe"]).dictionary_encode(),
        "municipality.inhabitants": pa.array([1000.0, 2000.5]),
        "municipality.households": pa.array([500, 600], pa.uint16()),
        "date": pa.array([date(2026, 1, 31), date(1999, 1, 1)]),
        "notes": pa.array(["tekst", None], pa.large_string()),
        "introduction.coverage_goal": pa.array([60, 70], pa.int32()),
        "introduction.keep": pa.nulls(2),
        "situation.initiatives": pa.array([[{"groups": 3.0, "platform": "whatsapp", "coverage": 5}], [{"groups": 3.5}]], rows_type),
    }
    batches = read(parquet_of(tmp_path / "a.parquet", columns))
    (row,) = rows_of(batches)
    assert (row["municipality.inhabitants"], row["municipality.households"], row["date"]) == (1000, 500, "2026-01-31")
    assert row["introduction.coverage_goal"] == 60.0
    assert {key: value for key, value in row["situation.initiatives"][0].items() if value is not None} == {
        "groups": 3,
        "platform": "whatsapp",
        "coverage": 5.0,
    }
    (wrong,) = set_aside(batches)
    assert {fault.path for fault in wrong.faults} == {"municipality.inhabitants", "date", "situation.initiatives[1].groups"}


def test_a_row_that_only_looks_wrong_comes_back_in_its_place_as_the_reader_has_it(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "a.parquet", {"municipality.name": ["Ede", "  Epe ", "Elst"], "date": [None, "2024-02-29", None]})
    assert [row["municipality.name"] for row in rows_of(read(path))] == ["Ede", "Epe", "Elst"]
    assert rows_of(read(path))[1]["date"] == "2024-02-29"


@pytest.mark.parametrize(("numbers", "kept"), [([3, 5, 9], True), ([0, 0, 1], False), ([2, 1, 3], False), ([None, 1, 2], False)])
def test_numbers_of_the_file_count_when_they_go_up(tmp_path: Path, numbers: list[int | None], kept: bool) -> None:
    path = parquet_of(tmp_path / "a.parquet", {"municipality.name": ["Ede", "", "Epe"], "number": pa.array(numbers, pa.int32())})
    source = open_cases(path, BOOK)
    batches = list(source.batches(2))
    expected = numbers if kept else [0, 1, 2]
    assert sorted([row["number"] for row in rows_of(batches)] + [row.number for row in set_aside(batches)]) == expected
    assert any("does not go up" in note.en for note in source.notes) != kept


def test_cases_are_called_as_the_file_calls_them_or_by_their_municipality(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "a.parquet", {"municipality.name": ["Ede", "Epe", " Elst"], "case": ["Ede 2025", None, "E"]})
    assert [row["case"] for row in rows_of(read(path))] == ["Ede 2025", "Epe", "E"]


def test_a_file_that_is_no_parquet_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 nee PAR1")
    with pytest.raises(UnreadableFileError, match="cannot be read as Parquet"):
        open_cases(path, BOOK)


def test_a_file_that_breaks_off_is_told_in_words(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "a.parquet", {"municipality.name": [f"Plaats {number}" for number in range(5000)]}, compression="zstd")
    data = bytearray(path.read_bytes())
    data[100:600] = bytes(500)
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"a\.parquet"):
        read(path)


def test_a_row_with_text_that_is_none_is_set_aside(tmp_path: Path) -> None:
    names = pa.array([b"Ede", b"E\xffe", b"Epe"], pa.binary()).view(pa.string())
    batches = read(parquet_of(tmp_path / "a.parquet", {"municipality.name": names}))
    assert [(row["case"], row["number"]) for row in rows_of(batches)] == [("Ede", 0), ("Epe", 2)]
    (wrong,) = set_aside(batches)
    assert (wrong.number, wrong.place) == (1, f"{tmp_path / 'a.parquet'}:2")
    assert "not in UTF-8" in said(wrong)


def test_the_identity_changes_with_the_files_alone(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "a.parquet", EDE)
    before = open_cases(tmp_path, BOOK).identity
    assert open_cases(tmp_path, BOOK).identity == before
    parquet_of(tmp_path / "b.parquet", EDE)
    assert open_cases(tmp_path, BOOK).identity != before
    assert open_cases(tmp_path, BOOK).count() == 2
    assert path.exists()


@settings(max_examples=20)
@given(st.lists(rows(), min_size=1, max_size=6))
def test_reading_fast_gives_what_reading_slowly_gives(tmp_path_factory: Any, table: list[dict[str, Any]]) -> None:
    path = tmp_path_factory.mktemp("cases") / "a.parquet"
    made = pa.Table.from_pylist([{"number": 0, "case": "", **row} for row in table], schema_of_cases()).drop_columns(["number", "case"])
    check_same(read(parquet_of(path, made), 4), read_slowly(path, 4))
