"""`commplan population advise`, with the small rule book: a real process on real files."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commplan_advisor.questionnaire.added import with_added
from tests.population.advising.fakes import small_book, tree
from tests.support.command import commplan
from tests.support.rulefolder import written
from tests.support.shipped import ROOT

DAY = "2026-03-02"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cases that ship fifteen times over, as Parquet."""
    from commplan_advisor.population.reading.opening import open_cases

    with with_added(small_book().added):
        cases = next(open_cases(ROOT / "cases", small_book()).batches(1000)).cases
    file = tmp_path_factory.mktemp("many") / "many.parquet"
    pq.write_table(pa.concat_tables([cases.drop_columns(["number"])] * 15), file)
    return file


def _arguments(source: Path, output: Path, rules: Path, *more: str) -> list[str]:
    arguments = ["population", "advise", str(source), "-o", str(output), "--rules", str(rules), "--as-of", DAY, *more]
    return arguments if "--lang" in more else [*arguments, "--lang", "en"]


def _advise(source: Path, output: Path, rules: Path, *more: str, ordinary: bool = False) -> subprocess.CompletedProcess[str]:
    return commplan(*_arguments(source, output, rules, *more), ordinary=ordinary)


def _started(source: Path, output: Path, rules: Path, *more: str, largest_file: int | None = None) -> subprocess.Popen[str]:
    def bound() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    command = [sys.executable, "-m", "commplan_advisor", *_arguments(source, output, rules, *more)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, preexec_fn=bound)


def _wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    end = monotonic() + 50
    while not path.exists() and process.poll() is None and monotonic() < end:
        sleep(0.005)
    assert path.exists(), process.communicate()


@pytest.fixture(scope="module")
def whole(many: Path, rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a run that was left alone."""
    output = tmp_path_factory.mktemp("whole") / "out"
    ended = _advise(many, output, rules, "--batch", "26")
    assert ended.returncode == 0, ended.stderr
    return output


def test_results_are_parquet_and_it_says_how_to_explain_one(rules: Path, tmp_path: Path) -> None:
    ended = _advise(ROOT / "cases", tmp_path / "out", rules)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        f"26 questionnaires: {tmp_path / 'out'}",
        "To explain one of them (the column number says which number):",
        f"  commplan population case {ROOT / 'cases'} NUMBER -o case.yaml --rules {rules}",
        f"  commplan explain case.yaml --rules {rules} --as-of {DAY}",
    ]
    told = pq.read_table(tmp_path / "out" / "conclusions")
    assert told.num_rows == 26
    assert told["number"].to_pylist() == list(range(26))
    assert {"finding.no_register", "rule.no-register"} <= set(told.column_names)


def test_csv_is_for_people(rules: Path, tmp_path: Path) -> None:
    ended = _advise(ROOT / "cases" / "example", tmp_path / "out", rules, "--format", "csv", "--lang", "nl")
    assert ended.returncode == 0
    assert ended.stdout.startswith("20 vragenlijsten: ")
    text = (tmp_path / "out" / "conclusions" / "part-00000.csv").read_bytes().decode()
    assert text.startswith("\ufeffnumber;case;kind;id;about;status;title;rules\r\n")
    assert ";finding;no_register;;concluded;Geen register;no-register\r\n" in text
    assert "low-coverage@initiatives[0]" in text


def test_rows_that_are_no_questionnaire_are_set_aside_and_counted(rules: Path, tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"municipality": {"name": "Ede"}},
        {"municipality": {}},
        {"municipality": {"name": "Elst", "inhabitants": -5}},
    ]
    file = tmp_path / "cases.ndjson"
    file.write_text("".join(json.dumps({"questionnaire": 1, **line}) + "\n" for line in lines))
    ended = _advise(file, tmp_path / "out", rules, "--lang", "nl")
    assert ended.returncode == 1
    assert ended.stderr == f"2 van 3 vragenlijsten zijn terzijde gelegd: zie {tmp_path / 'out' / 'set-aside.ndjson'}\n"
    told = [json.loads(line) for line in (tmp_path / "out" / "set-aside.ndjson").read_text().splitlines()]
    assert [one["number"] for one in told] == [1, 2]
    again = _advise(file, tmp_path / "out", rules, "--lang", "nl")
    assert (again.returncode, again.stderr) == (1, ended.stderr)


def test_the_same_once_more_changes_nothing(many: Path, whole: Path, rules: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("*")}
    ended = _advise(many, whole, rules, "--batch", "26")
    assert ended.returncode == 0
    assert ended.stdout.startswith("This was done already; nothing was changed. Anew: --force.\n390 questionnaires, in 15 parts:")
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("*")} == before


def test_other_results_are_replaced_with_force_only(many: Path, rules: Path, tmp_path: Path) -> None:
    assert _advise(ROOT / "cases", tmp_path / "out", rules).returncode == 0
    refused = _advise(ROOT / "cases" / "real", tmp_path / "out", rules)
    assert (refused.returncode, refused.stderr) == (3, f"{tmp_path / 'out'}: results stand here already; replace them with --force.\n")
    assert _advise(ROOT / "cases" / "real", tmp_path / "out", rules, "--force").returncode == 0
    assert json.loads((tmp_path / "out" / "receipt.json").read_text())["cases"] == 6


def test_what_ctrl_c_ended_can_be_gone_on_with_but_not_as_something_else(many: Path, whole: Path, rules: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = _started(many, output, rules, "--batch", "26")
    _wait_for(output / ".journal" / "part-00002.json", process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told == f"\nStopped. What is done stands in {output}. To go on: give the same command, without --force.\n"
    other = _advise(many, output, rules, "--batch", "30", "--format", "ndjson")
    assert other.returncode == 2
    words = " ".join(other.stderr.split())
    assert "the form is another one: parquet, now ndjson; --batch is another: 26, now 30. Begin anew with --force." in words
    ended = _advise(many, output, rules, "--batch", "26")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Gone on behind part ")
    assert tree(output) == tree(whole)


def _killed_and_gone_on_with(many: Path, output: Path, rules: Path, random: Random, longest: float) -> int:
    """Run until it gets to the end, killing it each time after a while; how often it was killed."""
    kills = 0
    while True:
        process = _started(many, output, rules, "--batch", "26")
        try:
            _, told = process.communicate(timeout=random.uniform(0.2, longest))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
            longest += 0.5  # so that there is an end to it on a slow machine too
        else:
            assert process.returncode == 0, told
            return kills


def test_killed_at_any_moment_it_comes_to_the_same_bytes(many: Path, whole: Path, rules: Path, tmp_path: Path) -> None:
    assert _killed_and_gone_on_with(many, tmp_path / "out", rules, Random(4), 2.5) > 0
    assert tree(tmp_path / "out") == tree(whole)


@pytest.mark.broad
@pytest.mark.parametrize("seed", range(10))
def test_killed_often_it_comes_to_the_same_bytes(seed: int, many: Path, whole: Path, rules: Path, tmp_path: Path) -> None:
    _killed_and_gone_on_with(many, tmp_path / "out", rules, Random(seed), 1.5)
    assert tree(tmp_path / "out") == tree(whole)


def test_two_at_once_do_not_get_in_each_others_way(many: Path, whole: Path, rules: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = _started(many, output, rules, "--batch", "26")
    _wait_for(output / ".journal" / "part-00000.json", first)
    first.send_signal(signal.SIGSTOP)  # so that it is not done before the second begins
    second = _advise(many, output, rules, "--batch", "26")
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 3
    assert second.stderr == f"{output}: somebody else is at work here. Wait until that is done, or choose another folder.\n"
    assert first.communicate(timeout=50)[1] == ""
    assert tree(output) == tree(whole)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_without_room_it_says_so_and_goes_on_once_there_is(form: str, rules: Path, many: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = _started(many, output, rules, "--format", form, largest_file=3000)
    _, told = process.communicate(timeout=50)
    assert process.returncode == 3
    assert told.startswith(f"{output}: the disk is full, or a file became too large (")
    assert told.count("\n") == 1
    assert not list(output.rglob("part-*"))
    assert _advise(many, output, rules, "--format", form).returncode == 0
    assert _advise(many, tmp_path / "other", rules, "--format", form).returncode == 0
    assert tree(output) == tree(tmp_path / "other")


def test_with_more_threads_and_less_memory_it_comes_to_the_same_bytes(many: Path, whole: Path, rules: Path, tmp_path: Path) -> None:
    assert _advise(many, tmp_path / "out", rules, "--batch", "26", "--threads", "3", "--memory", "1.5GB").returncode == 0
    assert tree(tmp_path / "out") == tree(whole)


def test_a_folder_that_may_not_be_written_in_is_told(rules: Path, tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir(mode=0o555)
    ended = _advise(ROOT / "cases", above / "out", rules, ordinary=True)
    assert (ended.returncode, ended.stderr) == (3, f"{above / 'out'}: may not be written in.\n")


def test_an_input_that_is_not_there_is_told_and_leaves_nothing(rules: Path, tmp_path: Path) -> None:
    ended = _advise(tmp_path / "nowhere.parquet", tmp_path / "out", rules)
    assert ended.returncode == 3
    assert "nowhere.parquet: does not exist." in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--master", "local"], "--master is for --engine spark only"),
        (["--engine", "spark", "--format", "csv"], "--format does not go with --engine spark"),
        (["--batch", "0"], "'--batch'"),
        (["--memory", "lots"], "is not an amount of memory from 100MB on, such as 2GB"),
        (["--memory", "1MB"], "is not an amount of memory"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(more: list[str], words: str, rules: Path, tmp_path: Path) -> None:
    ended = _advise(ROOT / "cases", tmp_path / "out", rules, *more)
    assert ended.returncode == 2
    assert words in " ".join(ended.stderr.split())


def test_results_do_not_go_among_what_is_read(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    ended = _advise(tmp_path / "cases", tmp_path / "cases" / "out", rules)
    assert ended.returncode == 2
    assert "the output may not stand in the input" in " ".join(ended.stderr.split())


def test_on_a_terminal_a_bar_says_how_far_it_is(many: Path, rules: Path, tmp_path: Path) -> None:
    above, below = os.openpty()
    command = [sys.executable, "-m", "commplan_advisor", *_arguments(many, tmp_path / "out", rules, "--batch", "1")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=below) as process:
        os.close(below)
        told = b""
        while not (b"Advising" in told and b"%" in told):
            try:
                told += os.read(above, 1000)
            except OSError:  # it ended without a bar
                break
        process.kill()
    os.close(above)
    assert b"Advising" in told
    assert b"%" in told
