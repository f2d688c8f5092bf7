"""`commplan population case`: one of many as a file, for the other commands."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from commplan_advisor.cli.population.case import case_command
from commplan_advisor.population.reading.opening import open_cases
from commplan_advisor.questionnaire.reading import load_case
from tests.population.advising.fakes import small_book
from tests.support.command import commplan_here
from tests.support.shipped import ROOT


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three cases that ship, four times over."""
    cases = next(open_cases(ROOT / "cases" / "real", small_book()).batches(3)).cases.drop_columns(["number"])
    file = tmp_path_factory.mktemp("many") / "many.parquet"
    pq.write_table(pa.concat_tables([cases] * 4), file)
    return file


def _case(*arguments: str | Path) -> Result:
    return CliRunner().invoke(case_command, [*map(str, arguments), "--lang", "nl"], catch_exceptions=False)


@pytest.mark.parametrize("ending", [".yaml", ".json"])
def test_a_case_of_many_becomes_a_file_that_can_be_explained(ending: str, many: Path, tmp_path: Path) -> None:
    file = tmp_path / f"case{ending}"
    ended = _case(many, "7", "-o", file)
    assert (ended.exit_code, ended.output) == (0, f"{file} is geschreven.\n")
    assert load_case(file).name == "Heerde"
    assert commplan_here("explain", file).exit_code == 0


def test_without_a_file_it_is_printed(many: Path) -> None:
    ended = _case(many, "0")
    assert ended.exit_code == 0
    assert "  name: Haarlemmermeer\n" in ended.output


def test_a_file_that_is_there_stays(many: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("mijn")
    ended = _case(many, "1", "-o", file)
    assert (ended.exit_code, file.read_text()) == (3, "mijn")
    assert _case(many, "1", "-o", file, "--force").exit_code == 0


def test_a_name_that_several_have_is_refused_with_their_numbers(many: Path) -> None:
    ended = _case(many, "Heerde")
    assert ended.exit_code == 1
    assert "zo heten er meer. Kies een nummer: 1, 4, 7, 10." in ended.output


def test_a_number_that_is_not_there_is_told(many: Path) -> None:
    ended = _case(many, "12")
    assert ended.exit_code == 1
    assert "'12' er is geen vragenlijst met dit nummer. Er zijn er 12, van 0 tot en met 11." in ended.output


def test_another_kind_of_file_is_wrong_use(many: Path) -> None:
    assert _case(many, "0", "-o", "case.xlsx").exit_code == 2
