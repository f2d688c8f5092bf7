"""`commplan compare` as its users run it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commplan_advisor.cli import cases as many
from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT, shipped_engine

REAL = ROOT / "cases" / "real"
NIJKERK, HEERDE, TILBURG = (REAL / f"{name}.yaml" for name in ("nijkerk-2016", "heerde-2018", "tilburg-2018"))


@pytest.fixture(autouse=True)
def one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls inside this process share an engine: each one made keeps some of its memory for good."""
    monkeypatch.setattr("commplan_advisor.engine.engine.Engine", lambda book: shipped_engine())


def write(path: Path, name: str, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"municipality: {{name: {name}}}\n{more}", encoding="utf-8")
    return path


def labels(text: str) -> list[str]:
    return [case["label"] for case in json.loads(text)["cases"]]


# ---- files and folders -----------------------------------------------------------------------------------------------------------------


def test_a_folder_stands_for_the_questionnaires_in_it_and_below_but_for_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "Aa")
    write(tmp_path / "below" / "b.yml", "Bee")
    (tmp_path / "c.json").write_text('{"municipality": {"name": "Cee"}}', encoding="utf-8")
    for hidden in (".d.yaml", ".git/e.yaml", "notes.txt"):
        write(tmp_path / hidden, "verborgen")
    assert labels(commplan_here("compare", tmp_path, "--format", "json").stdout) == ["Aa", "Bee", "Cee"]


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.yaml", "Aa")
    assert labels(commplan_here("compare", file, tmp_path, "--format", "json").stdout) == ["Aa"]


def test_an_empty_folder_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    result = commplan_here("compare", tmp_path, NIJKERK, HEERDE, "--format", "json")
    assert result.exit_code == 1
    assert "staan geen vragenlijsten" in result.stderr
    assert labels(result.stdout) == ["Heerde", "Nijkerk"]


def test_the_order_of_files_does_not_change_a_byte() -> None:
    one, two = (commplan_here("compare", *files, "--format", "json") for files in ((NIJKERK, HEERDE, TILBURG), (TILBURG, NIJKERK, HEERDE)))
    assert one.stdout == two.stdout


def test_the_same_call_prints_the_same_bytes() -> None:
    call = ("compare", NIJKERK, HEERDE, "--as-of", "2026-03-02", "--format", "json")
    assert commplan(*call, PYTHONHASHSEED="1").stdout == commplan(*call, PYTHONHASHSEED="2").stdout


# ---- what is wrong -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", [False, True])
def test_a_bad_case_is_reported_and_the_rest_is_compared(tmp_path: Path, *, output: bool) -> None:
    bad = write(tmp_path / "bad.yaml", "Fout", "situation: {register: {exists: misschien}}\n")
    target = tmp_path / "out.json"
    result = commplan_here("compare", NIJKERK, bad, HEERDE, "--format", "json", *(("-o", target) if output else ()))
    assert result.exit_code == 1
    assert f"{bad}:2:" in result.stderr
    assert labels(target.read_text(encoding="utf-8") if output else result.stdout) == ["Heerde", "Nijkerk"]


def test_a_file_that_is_not_there_ends_with_3_and_the_rest_is_compared(tmp_path: Path) -> None:
    result = commplan_here("compare", NIJKERK, tmp_path / "nergens.yaml", HEERDE, "--format", "json")
    assert result.exit_code == 3
    assert "bestaat niet" in result.stderr
    assert labels(result.stdout) == ["Heerde", "Nijkerk"]


def test_when_all_are_bad_nothing_is_printed(tmp_path: Path) -> None:
    result = commplan_here("compare", tmp_path / "een.yaml", tmp_path / "twee.yaml")
    assert (result.exit_code, result.stdout) == (3, "")
    assert len(result.stderr.splitlines()) == 2


def test_one_case_alone_is_shown_and_it_is_said() -> None:
    result = commplan_here("compare", NIJKERK, "--format", "csv")
    assert result.exit_code == 0
    assert "Nijkerk" in result.stdout
    assert "maar één vragenlijst" in result.stderr


@pytest.mark.parametrize("form", ["xlsx", "png"])
def test_what_no_screen_can_show_needs_a_file(form: str) -> None:
    result = commplan("compare", NIJKERK, HEERDE, "--format", form)
    assert result.returncode == 2
    assert "--output" in result.stderr


@pytest.mark.parametrize("library", ["xlsxwriter", "matplotlib"])
def test_a_library_that_is_missing_is_said_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    target = tmp_path / ("out.xlsx" if library == "xlsxwriter" else "out.png")
    result = commplan_here("compare", NIJKERK, HEERDE, "-o", target)
    assert result.exit_code == 3
    assert "pip install 'commplan-advisor[documents]'" in result.stderr
    assert not target.exists()


def test_a_file_that_exists_is_refused_before_the_work(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("van mij", encoding="utf-8")
    result = commplan_here("compare", REAL, "-o", target)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "--force" in result.stderr
    assert target.read_text(encoding="utf-8") == "van mij"
    assert commplan_here("compare", REAL, "-o", target, "--force").exit_code == 0


# ---- options -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("c.md", b"# Vergelijking van 2"),
        ("c.html", b"<!DOCTYPE html>"),
        ("c.CSV", b"\xef\xbb\xbfonderdeel;"),
        ("c.json", b"{"),
        ("c.svg", b"<?xml"),
        ("c.png", b"\x89PNG"),
        ("c.xlsx", b"PK"),
        ("c.txt", b"Vergelijking van 2"),
    ],
)
def test_the_ending_of_a_file_chooses_the_form(tmp_path: Path, name: str, begin: bytes) -> None:
    result = commplan_here("compare", NIJKERK, HEERDE, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_format_goes_before_the_ending(tmp_path: Path) -> None:
    commplan_here("compare", NIJKERK, HEERDE, "-o", tmp_path / "c.txt", "--format", "xlsx")
    book = load_workbook((tmp_path / "c.txt").open("rb"))
    assert [cell.value for cell in book.worksheets[0][1]][-2:] == ["Heerde", "Nijkerk"]


def test_against_compares_one_with_each_of_the_others_and_may_be_one_of_them() -> None:
    for files in ((NIJKERK, HEERDE), (NIJKERK, HEERDE, TILBURG)):
        told = json.loads(commplan_here("compare", *files, "--against", TILBURG, "--format", "json").stdout)
        assert [(cause["base"], cause["other"]) for cause in told["causes"]] == [("Tilburg", "Heerde"), ("Tilburg", "Nijkerk")]


def test_against_a_bad_case_is_said_and_the_rest_is_compared(tmp_path: Path) -> None:
    result = commplan_here("compare", NIJKERK, HEERDE, TILBURG, "--against", tmp_path / "x.yaml", "--format", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["causes"] == []


def test_groups_can_be_asked_and_left_out() -> None:
    assert "Wie lijken op elkaar?" in commplan_here("compare", REAL).stdout
    assert "Wie lijken op elkaar?" not in commplan_here("compare", REAL, "--no-groups").stdout
    assert "Wie lijken op elkaar?" in commplan_here("compare", NIJKERK, HEERDE, "--groups").stdout


def test_only_differences() -> None:
    whole, part = (commplan_here("compare", REAL, "--no-groups", *more).stdout for more in ((), ("--differences",)))
    assert "Regel per initiatief de privacy" in whole
    assert "Regel per initiatief de privacy" not in part
    assert "Waarin zij verschillen" in part


def test_english_is_an_option() -> None:
    assert "Which answers make the difference?" in commplan_here("compare", NIJKERK, HEERDE, "--lang", "en").stdout


def test_the_same_municipality_at_two_dates_is_a_development(tmp_path: Path) -> None:
    for year in (2024, 2025):
        write(tmp_path / f"{year}.yaml", "Ede", f"date: {year}-06-30\n")
    assert "Van 30-6-2024 tot 30-6-2025" in commplan_here("compare", tmp_path).stdout


# ---- the bar -----------------------------------------------------------------------------------------------------------------------------

_SLOW = """
import sys, time
from commplan_advisor.cli import cases
cases._PATIENCE = float(sys.argv.pop(1))
from commplan_advisor.cli.main import main
main()
"""


def on_a_terminal(patience: float, *arguments: str | Path) -> str:
    """What a terminal on the standard error gets to see."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", _SLOW, str(patience), *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=ROOT)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        seen += part
    process.wait()
    os.close(ours)
    return seen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_is_shown_once_the_work_takes_long_and_ends_full(tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.yaml", "Fout", "nonsense: 1\n")
    seen = on_a_terminal(0, "compare", bad, REAL)
    assert "Vergelijken" in seen
    assert "100%" in seen
    message = re.search(r"\r\033\[2K([^\r]*nonsense[^\r]*)", seen)
    assert message or seen.startswith(str(bad)), "a message has a line of its own"
    assert on_a_terminal(1000, "compare", NIJKERK, HEERDE) == ""


def test_no_bar_goes_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_PATIENCE", 0.0)
    assert commplan_here("compare", NIJKERK, HEERDE).stderr == ""


def test_a_bar_waits_a_second() -> None:
    with many.Progress(2, "x") as progress:
        time.sleep(0.01)
        progress.advance()
        assert progress._bar is None
