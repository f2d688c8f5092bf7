"""Which inputs are read, and as what."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.population.reading.opening import open_cases
from tests.population.reading.made import BOOK, NAME, ndjson_of, parquet_of, read, rows_of, set_aside

EDE = {"municipality.name": ["Ede"]}
CASES = Path(__file__).parents[3] / "cases"


def test_a_folder_of_questionnaires_is_read_a_file_each(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.yaml").write_text("municipality: {name: Ede}\nsituation: {signs: {budget: ja}}\n")
    (tmp_path / "b" / "c.json").write_text('{"municipality": {"name": "Epe", "province": "utrect"}}')
    for left in (".d.yaml", "a.progress.yaml", "~$e.xlsx", "f.txt"):
        (tmp_path / left).write_text("nee")
    source = open_cases(tmp_path, BOOK)
    (batch,) = source.batches(10)
    (row,) = batch.cases.to_pylist()
    assert (source.count(), source.read_share(), row["case"], row["situation.signs.budget"]) == (2, 1.0, "Ede", True)
    assert [(one.number, one.place, one.faults[0].nearest) for one in batch.set_aside] == [(1, str(tmp_path / "b" / "c.json"), "utrecht")]


def test_the_cases_that_ship_are_all_valid() -> None:
    batches = read(CASES, 10)
    assert not set_aside(batches)
    assert [row["number"] for row in rows_of(batches)] == list(range(26))
    assert rows_of(read(CASES, 10, 1)) == rows_of(batches)[10:]


def test_files_of_parquet_are_found_in_a_folder_or_by_a_pattern(tmp_path: Path) -> None:
    for name in ("b.parquet", "a.parquet", ".c.parquet", "_d.parquet"):
        parquet_of(tmp_path / name, {"municipality.name": [name]})
    assert [row["case"] for row in rows_of(read(tmp_path))] == ["a.parquet", "b.parquet"]
    assert [row["case"] for row in rows_of(read(tmp_path / "[ab].parquet"))] == ["a.parquet", "b.parquet"]


def test_the_form_can_be_said_when_the_ending_does_not_tell(tmp_path: Path) -> None:
    path = ndjson_of(tmp_path / "cases.txt", [NAME])
    with pytest.raises(UnreadableFileError, match="is not a kind of file that we read"):
        open_cases(path, BOOK)
    assert len(rows_of(read(path, form="ndjson"))) == 1
    with pytest.raises(FaultyInputError, match="Did you mean 'ndjson'"):
        open_cases(path, BOOK, "ndjsn")


def test_a_folder_with_both_asks_which(tmp_path: Path) -> None:
    parquet_of(tmp_path / "a.parquet", EDE)
    (tmp_path / "b.yaml").write_text("municipality: {name: Epe}\n")
    with pytest.raises(UnreadableFileError, match="say which"):
        open_cases(tmp_path, BOOK)
    assert [row["case"] for row in rows_of(read(tmp_path, form="questionnaires"))] == ["Epe"]
    assert [row["case"] for row in rows_of(read(tmp_path, form="parquet"))] == ["Ede"]


@pytest.mark.parametrize("name", ["no.parquet", "no.csv", "no", "*.parquet"])
def test_what_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="does not exist"):
        open_cases(tmp_path / name, BOOK)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError, match="holds no questionnaires"):
        open_cases(tmp_path, BOOK)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import sys, commplan_advisor.population.reading.opening; sys.exit('pyarrow' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
