"""`commplan picture`: a picture of the advice as a file."""

from __future__ import annotations

import sys
from contextlib import chdir
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.shipped import DAY, ROOT

CASES = ROOT / "cases"
NIJKERK = CASES / "real" / "nijkerk-2016.yaml"
LARGE = CASES / "example" / "large-city.yaml"
NAME_ONLY = CASES / "example" / "name-only.yaml"
ON = ("--as-of", DAY.isoformat())


def test_each_process_writes_the_same_picture(tmp_path: Path) -> None:
    for name, seed in (("a.svg", "1"), ("b.svg", "2")):
        done = commplan("picture", NIJKERK, "--name", "causes", "-o", tmp_path / name, *ON, PYTHONHASHSEED=seed)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    ET.fromstring((tmp_path / "a.svg").read_bytes())


def test_a_large_picture_goes_on_in_files_beside_it(tmp_path: Path) -> None:
    done = commplan_here("picture", LARGE, "--name", "roles", "-o", tmp_path / "rollen.png", *ON)
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rollen-2.png", "rollen.png"]
    assert "Het vervolg staat in: " in done.stderr
    assert "rollen-2.png" in done.stderr
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in tmp_path.iterdir())


def test_a_file_in_the_way_of_a_later_page_keeps_all_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "rollen-2.svg").write_text("van mij")
    arguments = ("picture", LARGE, "--name", "roles", "-o", tmp_path / "rollen.svg", *ON)
    done = commplan_here(*arguments)
    assert done.exit_code == 3
    assert "rollen-2.svg: bestaat al" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["rollen-2.svg"]
    assert commplan_here(*arguments, "--force").exit_code == 0
    assert (tmp_path / "rollen-2.svg").read_text().startswith("<?xml")


def test_whole_is_one_file(tmp_path: Path) -> None:
    done = commplan_here("picture", NIJKERK, "--name", "roles", "--whole", "-o", tmp_path / "rollen.svg", *ON)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["rollen.svg"]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Bedreigingen (1): Alles loopt via"), ("en", "Threats (1): Everything runs through")]
)
def test_the_words_of_a_picture_are_a_file_as_well(language: str, words: str, tmp_path: Path) -> None:
    done = commplan_here("picture", NIJKERK, "--name", "swot", "--lang", language, "-o", tmp_path / "swot.txt", *ON)
    assert done.exit_code == 0
    assert words in (tmp_path / "swot.txt").read_text(encoding="utf-8")


def test_the_start_and_the_rhythm_can_be_chosen(tmp_path: Path) -> None:
    arguments = ("picture", NIJKERK, "--name", "timeline", "--lang", "en", *ON)
    assert commplan_here(*arguments, "--start", "2027-02-01", "--rhythm", "new_year", "-o", tmp_path / "a.txt").exit_code == 0
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "The plan starts on 1 Feb 2027." in text
    assert "January" in text


def test_a_picture_with_nothing_to_draw_says_so(tmp_path: Path) -> None:
    done = commplan_here("picture", NAME_ONLY, "--name", "roles", "-o", tmp_path / "rollen.svg", *ON)
    assert done.exit_code == 0
    assert "Er zijn nog geen acties om te verdelen." in done.stderr
    assert "Er zijn nog geen acties" in (tmp_path / "rollen.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--name", "roles", "-o", "rollen.pdf"), 2, "'rollen.pdf' does not end in .svg, .png, .txt."),
        (("--name", "roles"), 2, "A picture goes to a file: give one with --output."),
        (("--name", "rolls", "-o", "a.svg"), 2, "'timeline', 'swot', 'roles', 'causes'"),
        (("-o", "a.svg"), 2, "--name"),
        (("--name", "roles", "-o", "nergens/a.svg"), 3, "de map bestaat niet"),
        (("--name", "roles", "-o", "."), 2, "does not end in"),
    ],
)
def test_wrong_use_says_what_is_allowed(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    with chdir(tmp_path):
        done = commplan_here("picture", NIJKERK, *arguments)
    assert done.exit_code == code
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_use_is_told_in_dutch(tmp_path: Path) -> None:
    done = commplan("picture", NIJKERK, "--name", "roles", "-o", "rollen.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert "'rollen.pdf' eindigt niet op .svg, .png, .txt." in done.stderr


def test_a_faulty_questionnaire_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "fout.yaml").write_text("municipality: {name: Ede}\nsituation: {register: {exists: misschien}}\n", encoding="utf-8")
    done = commplan_here("picture", tmp_path / "fout.yaml", "--name", "swot", "-o", tmp_path / "swot.svg")
    assert done.exit_code == 1
    assert "'misschien'" in done.stderr
    assert not (tmp_path / "swot.svg").exists()
    assert commplan_here("picture", tmp_path / "nergens.yaml", "--name", "swot", "-o", tmp_path / "swot.svg").exit_code == 3


def test_without_the_plotting_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = commplan_here("picture", NIJKERK, "--name", "swot", "-o", tmp_path / "swot.svg")
    assert done.exit_code == 3
    assert "commplan-advisor[documents]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_picture_in_the_documentation_is_current(tmp_path: Path) -> None:
    shown = ROOT / "docs" / "reference" / "tijdlijn-nijkerk.svg"
    made = tmp_path / "tijdlijn.svg"
    assert commplan_here("picture", NIJKERK, "--name", "timeline", "-o", made, *ON).exit_code == 0

    def words(path: Path) -> list[str]:
        return ["".join(element.itertext()) for element in ET.parse(path).iter() if element.tag.endswith(("}text", "}desc"))]

    assert words(shown) == words(made), "write it anew with the command that the page shows above it"
