"""`commplan plan` as its users call it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here

CASE = "cases/example/name-only.yaml"
DAY = ("--as-of", "2026-03-02")
STARTS = {"docx": b"PK", "odt": b"PK", "html": b"<!DOCTYPE html>", "md": b"# "}


@pytest.mark.parametrize("form", STARTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_ending_of_the_file_says_which_document_it_is(tmp_path: Path, form: str, language: str) -> None:
    file = tmp_path / f"plan.{form.upper() if language == 'en' else form}"
    assert commplan_here("plan", CASE, *DAY, "--lang", language, "-o", file).exit_code == 0
    assert file.read_bytes().startswith(STARTS[form])


def test_without_a_file_the_plan_is_shown_as_markdown() -> None:
    done = commplan_here("plan", CASE, *DAY, "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.startswith("# Communication plan for digital neighbourhood initiatives\n")


@pytest.mark.parametrize(("name", "nearest"), [("plan.doc", ".docx"), ("plan", ""), ("plan.htm", ".html"), ("plan.xlsx", "")])
def test_another_ending_is_wrong_use(tmp_path: Path, name: str, nearest: str) -> None:
    done = commplan_here("plan", CASE, "-o", tmp_path / name)
    assert done.exit_code == 2
    assert ".md, .html, .docx, .odt, .pdf" in " ".join(done.stderr.split())
    assert nearest in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_replaced_with_force_only(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text("mine")
    assert commplan_here("plan", CASE, "-o", file).exit_code == 3
    assert file.read_text() == "mine"
    assert commplan_here("plan", CASE, "-o", file, "--force").exit_code == 0
    assert file.read_text() != "mine"


def test_a_case_that_cannot_be_read_gives_no_plan(tmp_path: Path) -> None:
    assert commplan_here("plan", tmp_path / "none.yaml", "-o", tmp_path / "plan.docx").exit_code == 3
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("questionnaire: 1\nmunicipality: {nam: x}\n")
    assert commplan_here("plan", wrong, "-o", tmp_path / "plan.docx").exit_code == 1
    assert not (tmp_path / "plan.docx").exists()


def test_start_and_rhythm_count() -> None:
    text = commplan_here("plan", CASE, *DAY, "--start", "2026-09-01", "--rhythm", "half_yearly", "--lang", "en").stdout
    assert "1 Sep 2026" in text
    assert "measure and evaluate every half year" in text


def test_a_municipality_uses_its_own_house_style(tmp_path: Path) -> None:
    first, second, own = tmp_path / "first.docx", tmp_path / "second.docx", tmp_path / "own.docx"
    commplan_here("plan", CASE, *DAY, "-o", first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(own, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'w:ascii="Arial"', b'w:ascii="Calibri"'))
    done = commplan_here("plan", CASE, *DAY, "--template", own, "-o", second)
    assert done.exit_code == 0, done.stderr
    with zipfile.ZipFile(second) as archive:
        assert b"Calibri" in archive.read("word/styles.xml")


@pytest.mark.parametrize(
    ("output", "template", "code"),
    [("p.pdf", "t.docx", 2), ("p.docx", "t.odt", 2), ("p.md", "t.docx", 2), ("p.docx", "t.docx", 3), ("p.odt", "t.odt", 3)],
)
def test_what_cannot_be_a_house_style_is_told(tmp_path: Path, output: str, template: str, code: int) -> None:
    file = tmp_path / template
    file.write_bytes(b"no archive")
    done = commplan_here("plan", CASE, "--template", file, "-o", tmp_path / output)
    assert done.exit_code == code
    assert not (tmp_path / output).exists()


def test_a_house_style_that_is_not_there_or_a_folder_or_something_else_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("x", "y")
    (tmp_path / "folder.docx").mkdir()
    for name in ("none.docx", "folder.docx", "other.docx"):
        done = commplan_here("plan", CASE, "--template", tmp_path / name, "-o", tmp_path / "p.docx")
        assert done.exit_code == 3
        assert name in done.stderr


def test_a_wrong_text_of_a_rule_book_is_told_with_its_line(tmp_path: Path) -> None:
    from shutil import copytree

    from tests.support.shipped import ROOT

    copytree(ROOT / "rules", tmp_path / "rules")
    text = tmp_path / "rules/texts/nl/6-realisation.md"
    text.write_text("# 6\n\n{{ acties }}\n")
    done = commplan_here("plan", CASE, "--rules", tmp_path / "rules", "-o", tmp_path / "p.docx")
    assert done.exit_code == 1
    assert f"{text}:3: 'acties' bestaat hier niet" in done.stderr
    assert not (tmp_path / "p.docx").exists()


def test_the_same_plan_has_the_same_bytes_in_another_process_place_and_time_zone(tmp_path: Path) -> None:
    made = []
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Los_Angeles")):
        file = tmp_path / f"{seed}.docx"
        done = commplan("plan", CASE, *DAY, "-o", file, PYTHONHASHSEED=seed, TZ=zone)
        assert done.returncode == 0, done.stderr
        made.append(file.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(("library", "form"), [("pypandoc", "docx"), ("weasyprint", "pdf"), ("jinja2", "md")])
def test_a_library_that_is_missing_is_named(tmp_path: Path, library: str, form: str) -> None:
    (tmp_path / f"{library}.py").write_text("raise ImportError\n")
    done = commplan("plan", CASE, "-o", tmp_path / f"p.{form}", PYTHONPATH=str(tmp_path))
    assert done.returncode == 3
    assert "pip install 'commplan-advisor[documents]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / f"p.{form}").exists()
