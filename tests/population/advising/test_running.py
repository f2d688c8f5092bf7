"""A run over many questionnaires: what it leaves behind, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.population.advising.locking import held
from commplan_advisor.population.advising.results_folder import ResultsFolder
from commplan_advisor.population.advising.run import OtherRunError
from commplan_advisor.population.advising.running import Done, advise_on_all
from commplan_advisor.population.reading.source import Batch
from commplan_advisor.population.results import CONCLUSIONS
from tests.population.advising.fakes import FakeConcluder, FakeSource, a_run, advised, small_book, tree


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """An input of 35 questionnaires, of which every seventh is no good."""
    file = tmp_path / "cases.fake"
    file.write_text("35 7")
    return file


def test_each_batch_is_a_part_of_each_table(cases: Path, tmp_path: Path) -> None:
    assert advised(cases, tmp_path / "out") == Done(cases=30, set_aside=5, parts=4)
    tables = ("conclusions", "initiatives", "reports")  # no rules are about audiences
    parts = {f"{table}/part-{index:05}.parquet" for table in tables for index in range(4)}
    assert tree(tmp_path / "out").keys() == parts | {"columns.csv", "set-aside.ndjson", "receipt.json"}
    numbers = pa.concat_tables(pq.read_table(one) for one in sorted((tmp_path / "out" / CONCLUSIONS).iterdir()))["number"].to_pylist()
    assert numbers == [number for number in range(35) if number % 7]


def test_the_receipt_says_of_what_the_results_are(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "out")
    receipt = json.loads((tmp_path / "out" / "receipt.json").read_text())
    book = small_book()
    assert receipt["schema"] == "commplan-population/1"
    assert receipt["rules"] == {
        "name": {"nl": "Klein regelboek", "en": "Small rule book"},
        "version": "1.0",
        "digest": book.digest,
        "as_of": "2026-03-02",
    }
    assert receipt["input"] == {"name": str(cases), "identity": FakeSource(cases).identity}
    assert (receipt["cases"], receipt["set_aside"], receipt["parts"], receipt["batch"]) == (30, 5, 4, 10)


def test_what_was_set_aside_is_told_row_by_row_in_both_languages(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "out")
    told = [json.loads(line) for line in (tmp_path / "out" / "set-aside.ndjson").read_text().splitlines()]
    assert [one["number"] for one in told] == [0, 7, 14, 21, 28]
    assert told[1]["case"] == "Gemeente 7"
    assert (told[1]["faults"][0]["nl"], told[1]["faults"][0]["en"]) == ("is te hoog.", "is too high.")


def test_without_anything_wrong_no_list_of_that_is_left(tmp_path: Path) -> None:
    file = tmp_path / "cases.fake"
    file.write_text("20 0")
    assert advised(file, tmp_path / "out").set_aside == 0
    assert not (tmp_path / "out" / "set-aside.ndjson").exists()


def test_each_column_is_explained_in_a_table(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "out")
    text = (tmp_path / "out" / "columns.csv").read_bytes().decode()
    assert text.startswith("\ufefftable;name;kind;id;about;rule;title nl;title en\r\n")
    lines = text.splitlines()
    assert "conclusions;finding.no_register;finding;no_register;;;Geen register;No register" in lines
    assert "conclusions;part.police:consulted@set-up-register;part;police:consulted;set-up-register;;Politie;Police" in lines
    assert "conclusions;rule.no-register;;;;no-register;Er is geen register.;There is no register." in lines


@pytest.mark.parametrize("rows", [0, 9, 10, 11])
def test_an_input_of_any_size_gives_all_tables(rows: int, tmp_path: Path) -> None:
    file = tmp_path / "cases.fake"
    file.write_text(f"{rows} 0")
    assert advised(file, tmp_path / "out") == Done(rows, 0, max(1, -(-rows // 10)))
    assert pq.read_table(tmp_path / "out" / CONCLUSIONS).num_rows == rows


def test_a_part_of_which_nothing_is_good_has_no_rows(tmp_path: Path) -> None:
    file = tmp_path / "cases.fake"
    file.write_text("12 1")
    assert advised(file, tmp_path / "out") == Done(cases=0, set_aside=12, parts=2)


class _Stopping(FakeSource):
    """An input that ends with an error."""

    def __init__(self, file: Path, after: int, error: BaseException) -> None:
        super().__init__(file)
        self._after, self._error = after, error

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        for batch in super().batches(size, first):
            if batch.index == self._after:
                raise self._error
            yield batch


def _half_done(cases: Path, output: Path, error: BaseException | None = None) -> None:
    error = error or OSError(5, "Input/output error")
    with pytest.raises((type(error), UnreadableFileError)):
        advise_on_all(_Stopping(cases, 2, error), FakeConcluder, a_run(cases), output)


def test_a_run_that_was_stopped_goes_on_where_it_was(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "whole")
    _half_done(cases, tmp_path / "out")
    assert not (tmp_path / "out" / "receipt.json").exists()
    source = FakeSource(cases)
    assert advise_on_all(source, FakeConcluder, a_run(cases), tmp_path / "out") == Done(30, 5, 4, earlier=2)
    assert source.begun == [2, 3]
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


@pytest.mark.parametrize("damage", ["gone", "shorter"])
def test_a_part_that_was_damaged_meanwhile_is_made_again(damage: str, cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "whole")
    _half_done(cases, tmp_path / "out")
    part = tmp_path / "out" / "reports" / "part-00001.parquet"
    part.unlink() if damage == "gone" else part.write_bytes(b"PAR1")
    assert advised(cases, tmp_path / "out").earlier == 1
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_a_run_of_something_else_is_not_gone_on_with(cases: Path, tmp_path: Path) -> None:
    _half_done(cases, tmp_path / "out")
    before = tree(tmp_path / "out")
    run, book = a_run(cases), small_book()
    others = {
        "the input was changed": replace(run, identity="other"),
        "the rule book is another one: 1.0": replace(run, book=replace(book, digest="f" * 64)),
        "as of another day: 2026-03-02, now 2026-07-01 (give --as-of 2026-03-02)": replace(run, book=replace(book, as_of=date(2026, 7, 1))),
        "the form is another one: parquet, now csv": replace(run, form="csv"),
        "--batch is another: 10, now 20": replace(run, batch=20),
    }
    for words, other in others.items():
        with pytest.raises(OtherRunError) as error:
            advise_on_all(FakeSource(cases), FakeConcluder, other, tmp_path / "out")
        assert words in error.value.message.en
        assert error.value.message.en.endswith("Begin anew with --force.")
        assert tree(tmp_path / "out") == before


def test_another_version_of_the_program_does_not_go_on(cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _half_done(cases, tmp_path / "out")
    monkeypatch.setattr("commplan_advisor.population.advising.run.__version__", "9.9")
    with pytest.raises(OtherRunError, match="the program is another version"):
        advised(cases, tmp_path / "out")


def test_all_differences_are_told_at_once(cases: Path, tmp_path: Path) -> None:
    _half_done(cases, tmp_path / "out")
    with pytest.raises(OtherRunError, match=r"the form is another one.*; --batch is another"):
        advised(cases, tmp_path / "out", "ndjson", 5)


def test_with_force_a_run_begins_anew(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "whole", "csv", 20)
    _half_done(cases, tmp_path / "out")
    assert advised(cases, tmp_path / "out", "csv", 20, force=True) == Done(30, 5, 2)
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_complete_results_stay_unless_force_says_otherwise(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "out")
    before = tree(tmp_path / "out")
    assert advised(cases, tmp_path / "out") == Done(30, 5, 4, earlier=4)  # the same once more: nothing to do
    with pytest.raises(UnreadableFileError, match="results stand here already; replace them with --force"):
        advised(cases, tmp_path / "out", batch=20)
    assert tree(tmp_path / "out") == before
    assert advised(cases, tmp_path / "out", batch=20, force=True).parts == 2
    assert pq.read_table(tmp_path / "out" / CONCLUSIONS).num_rows == 30


def test_complete_results_of_which_a_part_is_gone_are_not_called_complete(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "out")
    (tmp_path / "out" / "reports" / "part-00003.parquet").unlink()
    with pytest.raises(UnreadableFileError, match="replace them with --force"):
        advised(cases, tmp_path / "out")


def test_a_folder_with_other_things_is_left_alone(cases: Path, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("Beste")
    with pytest.raises(UnreadableFileError, match="something else stands in this folder"):
        advised(cases, folder)
    assert tree(folder) == {"letter.txt": b"Beste"}
    advised(cases, folder, force=True)
    assert tree(folder)["letter.txt"] == b"Beste"


def test_a_file_is_no_folder(cases: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a file, not a folder"):
        advised(cases, cases)


def test_only_one_is_at_work_in_a_folder(cases: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    with held(output), pytest.raises(UnreadableFileError, match="somebody else is at work here"):
        advised(cases, output)
    assert advised(cases, output).parts == 4


def test_an_input_that_was_changed_meanwhile_gives_no_receipt(cases: Path, tmp_path: Path) -> None:
    run, output = a_run(cases), tmp_path / "out"
    with pytest.raises(UnreadableFileError, match="was changed during the advising"):
        advise_on_all(FakeSource(cases), FakeConcluder, run, output, now_identity=lambda: "other")
    assert not (output / "receipt.json").exists()


def test_an_input_that_disappears_is_told_as_such(cases: Path, tmp_path: Path) -> None:
    source = _Stopping(cases, 2, FileNotFoundError(2, "No such file", str(cases)))
    with pytest.raises(UnreadableFileError, match=r"cases\.fake: exists no longer"):
        advise_on_all(source, FakeConcluder, a_run(cases), tmp_path / "out")
    assert advised(cases, tmp_path / "out").earlier == 2


class _Failing(FakeConcluder):
    """Fails at the third part, having written something of it."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error, self._calls = error, 0

    def write(self, cases: pa.Table, folder: Path) -> None:
        self._calls += 1
        super().write(cases, folder)
        if self._calls == 3:
            (folder / "reports.parquet").write_bytes(b"PAR1")
            raise self._error


def _of_duckdb(kind: str, words: str) -> BaseException:
    import duckdb

    error: BaseException = getattr(duckdb, kind)(words)
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError("[Errno 28] Error writing bytes to file. Detail: [errno 28] No space left on device"), "the disk is full"),
        (OSError(27, "File too large"), "the disk is full, or a file became too large"),
        (_of_duckdb("IOException", 'Could not write file "x": No space left on device'), "the disk is full"),
        (_of_duckdb("OutOfMemoryException", "failed to allocate data of size 16.0 MiB"), "the memory is too small"),
        (MemoryError(), "Take a smaller --batch"),
        (PermissionError(13, "Permission denied"), "may not be written in"),
        (OSError(5, "Input/output error"), "cannot be written (Input/output error)"),
    ],
)
def test_what_cannot_be_written_is_told_once_and_can_be_gone_on_with(error: BaseException, words: str, cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "whole")
    output, failing = tmp_path / "out", _Failing(error)
    with pytest.raises(UnreadableFileError) as told:
        advise_on_all(FakeSource(cases), lambda: failing, a_run(cases), output)
    assert words in told.value.fault.message.en
    assert sorted(one.name for one in (output / "reports").iterdir()) == ["part-00000.parquet", "part-00001.parquet"]
    assert not list(output.glob(".work*"))
    assert advised(cases, output).earlier == 2
    assert tree(output) == tree(tmp_path / "whole")


def test_a_mistake_of_ours_is_not_called_a_full_disk(cases: Path, tmp_path: Path) -> None:
    failing = _Failing(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        advise_on_all(FakeSource(cases), lambda: failing, a_run(cases), tmp_path / "out")


def test_progress_goes_up_to_all(cases: Path, tmp_path: Path) -> None:
    seen: list[float] = []
    advise_on_all(FakeSource(cases), FakeConcluder, a_run(cases), tmp_path / "out", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("workers", [2, 3, 8])
def test_with_more_workers_it_comes_to_the_same(workers: int, cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "whole")
    made: list[FakeConcluder] = []

    def concluder() -> FakeConcluder:
        made.append(FakeConcluder(pause=0.05))
        return made[-1]

    done = advise_on_all(FakeSource(cases), concluder, a_run(cases), tmp_path / "out", workers=workers)
    assert done == Done(30, 5, 4)
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")
    assert 1 < len(made) <= min(workers, 4)


def test_for_one_part_one_concluder_is_made(cases: Path, tmp_path: Path) -> None:
    made: list[FakeConcluder] = []

    def concluder() -> FakeConcluder:
        made.append(FakeConcluder())
        return made[-1]

    advise_on_all(FakeSource(cases), concluder, a_run(cases, batch=100), tmp_path / "out", workers=8)
    assert len(made) == 1


def test_a_journal_that_cannot_be_read_is_no_reason_to_stop(cases: Path, tmp_path: Path) -> None:
    _half_done(cases, tmp_path / "out")
    (tmp_path / "out" / ".journal" / "part-00001.json").write_text("{")
    assert advised(cases, tmp_path / "out").earlier == 1


def test_nothing_but_results_is_taken_away(cases: Path, tmp_path: Path) -> None:
    advised(cases, tmp_path / "out")
    notes = tmp_path / "out" / CONCLUSIONS / "notes.txt"
    notes.write_text("mijn aantekeningen")
    advised(cases, tmp_path / "out", "csv", force=True)
    assert notes.read_text() == "mijn aantekeningen"
    assert not (tmp_path / "out" / "reports").exists()


def test_what_a_folder_holds_is_read_from_its_receipt(tmp_path: Path) -> None:
    assert ResultsFolder(tmp_path, tmp_path).receipt() is None
    (tmp_path / "receipt.json").write_text("[]")
    assert ResultsFolder(tmp_path, tmp_path).receipt() is None
