"""Workbooks on the command line: made by `new` and `convert`, read by every command that takes a case."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan, commplan_here
from tests.support.shipped import DAY, ROOT
from tests.support.widened import CASE, widened_rules
from tests.support.workbooks import ENDINGS, answers_in, typed, written

COMPLETE = ROOT / "cases/example/complete.yaml"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete example as workbooks of both kinds."""
    folder = tmp_path_factory.mktemp("shipped")
    for ending in ENDINGS:
        assert commplan_here("convert", COMPLETE, folder / f"kromwaarden{ending}").exit_code == 0
    return folder


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_new_makes_a_workbook_that_check_finds_fine(ending: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / f"ede{ending}"
    assert commplan_here("new", path, "--name", "Ede", "--lang", language).exit_code == 0
    told = commplan_here("check", path, "--lang", language)
    assert told.exit_code == 0
    assert ("1 van de 48 vragen beantwoord" if language == "nl" else "1 of 48 questions answered") in told.stdout


def test_new_offers_the_roles_of_the_rule_book_in_words(tmp_path: Path) -> None:
    path = tmp_path / "ede.xlsx"
    assert commplan_here("new", path, "--name", "Ede").exit_code == 0
    typed(path, {"Uren!B7": "Communicatieadviseur", "Uren!C7": 4, "Metingen!B7": "Aantal groepen"})
    found = answers_in(path)
    assert found["planning"]["hours"] == [{"role": "communication_officer", "hours_per_week": 4}]
    assert found["measurements"] == [{"indicator": "groups"}]


def test_new_leaves_a_workbook_that_is_there_unless_it_is_told_to_replace_it(tmp_path: Path) -> None:
    path = tmp_path / "ede.xlsx"
    path.write_bytes(b"van mij")
    told = commplan_here("new", path)
    assert told.exit_code == 3
    assert "bestaat al" in told.stderr
    assert path.read_bytes() == b"van mij"
    assert commplan_here("new", path, "--force").exit_code == 0


def test_a_questionnaire_goes_through_every_kind_of_file_and_comes_back(tmp_path: Path) -> None:
    before = COMPLETE
    for name in ("a.xlsx", "b.json", "c.ods", "d.xlsx", "e.yaml"):
        after = tmp_path / name
        told = commplan_here("convert", before, after)
        assert told.exit_code == 0, told.stderr
        assert ("Opmerkingen achter een # zijn niet meegekomen." in told.stdout) == (before == COMPLETE)
        before = after
    assert load_case(before).answers == load_case(COMPLETE).answers


def test_convert_shows_yaml_on_the_screen(shipped: Path) -> None:
    told = commplan("convert", shipped / "kromwaarden.ods", "-")
    assert told.returncode == 0
    assert told.stdout.startswith("questionnaire: 1\nmunicipality:\n  name: Kromwaarden\n")


@pytest.mark.parametrize(("name", "code"), [("plan.txt", 2), ("plan", 2), ("plan.xlsm", 3), ("plan.docx", 3)])
def test_convert_says_which_kinds_of_files_there_are(name: str, code: int, tmp_path: Path) -> None:
    told = commplan_here("convert", COMPLETE, tmp_path / name)
    assert told.exit_code == code
    assert ".xlsx of .ods" in told.stderr
    assert not (tmp_path / name).exists()


def test_convert_writes_nothing_of_a_faulty_case(tmp_path: Path) -> None:
    (tmp_path / "fout.yaml").write_text("municipality: {name: Ede, inhabitants: veel}\n", encoding="utf-8")
    told = commplan_here("convert", tmp_path / "fout.yaml", tmp_path / "fout.xlsx")
    assert told.exit_code == 1
    assert "fout.yaml:1:40: municipality.inhabitants" in told.stderr
    assert not (tmp_path / "fout.xlsx").exists()


def test_the_advice_is_the_same_as_from_text(tmp_path: Path) -> None:
    text, case = ROOT / "cases/example/only-sign-requests.yaml", tmp_path / "case.ods"
    assert commplan_here("convert", text, case).exit_code == 0
    options = ("--quick", "--format", "json", "--start", DAY.isoformat(), "--as-of", DAY.isoformat())
    ours, theirs = (json.loads(commplan_here("advise", one, *options).stdout) for one in (case, text))
    assert ours == theirs


def test_faults_name_sheet_and_cell_on_the_screen_and_in_json(shipped: Path, tmp_path: Path) -> None:
    case = Path(shutil.copy(shipped / "kromwaarden.xlsx", tmp_path / "nijkerk.xlsx"))
    typed(case, {"Initiatieven!B8": "watsapp", "municipality.inhabitants": "veel"})
    told = commplan("check", "nijkerk.xlsx", cwd=tmp_path)
    assert told.returncode == 1
    assert told.stderr.splitlines()[0] == "nijkerk.xlsx: 2 fouten."
    beginning = "nijkerk.xlsx, Initiatieven!B8: situation.initiatives[2].platform: 'watsapp' is geen keuze. Kies uit: WhatsApp, Burgernet,"
    assert told.stderr.splitlines()[1].startswith(beginning)
    assert told.stderr.splitlines()[1].endswith("Bedoelt u 'WhatsApp'?")
    faults = json.loads(commplan_here("check", case, "--format", "json").stdout)["files"][0]["faults"]
    assert [(one["cell"], one["line"], one["column"]) for one in faults] == [("Initiatieven!B8", 8, 2), ("Vragen!E8", 8, 5)]
    assert [one["nearest"] for one in faults] == ["WhatsApp", ""]


@pytest.mark.parametrize("command", [("advise", "--quick"), ("next",), ("explain",), ("fragile",), ("compare",)])
def test_every_command_tells_faults_of_a_workbook(command: tuple[str, ...], tmp_path: Path) -> None:
    case = tmp_path / "ede.xlsx"
    commplan_here("new", case)
    told = commplan_here(command[0], case, *command[1:])
    assert told.exit_code == 1
    assert f"{case}, Vragen!E5: municipality.name: moet zijn ingevuld." in told.stderr


def test_explanations_and_what_if_name_sheet_and_cell(tmp_path: Path) -> None:
    case, as_of = tmp_path / "ede.ods", ("--as-of", DAY.isoformat())
    answers = {"municipality": {"name": "Ede"}, "situation": {"register": {"exists": False}, "initiatives": [{"platform": "whatsapp"}]}}
    written(case, answers)
    cell = load_case(case).source.place(("situation", "register", "exists")).cell
    assert cell.startswith("Vragen!E")
    told = commplan("explain", case, *as_of, COLUMNS="300")
    assert told.returncode == 0, told.stderr
    assert f"{case}, {cell}" in told.stdout
    told_of = json.loads(commplan_here("explain", case, *as_of, "--format", "json").stdout)["answers"]
    assert {one["cell"] for one in told_of} >= {cell, "Initiatieven!B7"}
    told = commplan("what-if", case, "--set", "situation.register.exists=ja", *as_of)
    assert f"({cell})" in told.stdout


def test_an_interview_says_what_to_do_with_a_workbook(tmp_path: Path) -> None:
    told = commplan("interview", "ede.xlsx", cwd=tmp_path)
    assert told.returncode == 2
    assert "commplan convert ede.xlsx ede.yaml" in " ".join(told.stderr.split())
    assert not list(tmp_path.iterdir())


def test_migrate_says_what_to_do_with_a_workbook_and_passes_those_in_folders_over(shipped: Path, tmp_path: Path) -> None:
    case = Path(shutil.copy(shipped / "kromwaarden.xlsx", tmp_path))
    before = case.read_bytes()
    assert commplan_here("migrate", case, "--force").exit_code == 2
    (tmp_path / "oud.yaml").write_text("municipality: {name: Ede}\n", encoding="utf-8")
    told = commplan_here("migrate", tmp_path, "--force")
    assert told.exit_code == 0
    assert "kromwaarden" not in told.stdout
    assert case.read_bytes() == before


def test_compare_takes_the_workbooks_of_a_folder_and_passes_over_those_with_something_else(shipped: Path, tmp_path: Path) -> None:
    for ending in ENDINGS:
        shutil.copy(shipped / f"kromwaarden{ending}", tmp_path)
    shutil.copy(ROOT / "cases/real/heerde-2018.yaml", tmp_path)
    (tmp_path / "~$kromwaarden.xlsx").write_bytes(b"\x05Iemand")
    (tmp_path / ".~lock.kromwaarden.ods#").write_bytes(b",iemand")
    other = openpyxl.Workbook()
    other.create_sheet("Begroting")["A1"] = "begroting"
    other.save(tmp_path / "begroting.xlsx")
    told = commplan_here("compare", tmp_path, "--format", "json", "--as-of", DAY.isoformat())
    assert told.exit_code == 0, told.stderr
    assert [Path(one["file"]).name for one in json.loads(told.stdout)["cases"]] == [
        "heerde-2018.yaml",
        "kromwaarden.ods",
        "kromwaarden.xlsx",
    ]
    (tmp_path / "kapot.xlsx").write_bytes(b"kapot")
    told = commplan_here("compare", tmp_path, "--format", "json", "--as-of", DAY.isoformat())
    assert told.exit_code == 3
    assert "kapot.xlsx: is geen werkmap of is beschadigd." in told.stderr


def test_what_a_rule_book_adds_is_offered_and_read_with_it(tmp_path: Path) -> None:
    rules = widened_rules(tmp_path / "regels")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    told = commplan_here("convert", tmp_path / "case.yaml", tmp_path / "case.xlsx", "--rules", rules)
    assert told.exit_code == 0, told.stderr
    assert commplan_here("check", tmp_path / "case.xlsx", "--rules", rules).exit_code == 0
    told = commplan_here("check", tmp_path / "case.xlsx")
    assert told.exit_code == 1
    assert "'Buurtapp' is geen keuze." in told.stderr


@pytest.mark.parametrize(
    ("library", "name", "arguments"),
    [
        ("python_calamine", "python-calamine", ("check", "kromwaarden.xlsx")),
        ("xlsxwriter", "XlsxWriter", ("new", "nieuw.xlsx")),
    ],
)
def test_a_missing_library_says_how_to_get_it(library: str, name: str, arguments: tuple[str, ...], shipped: Path) -> None:
    code = f"import sys; sys.modules[{library!r}] = None\nfrom commplan_advisor.cli.main import main\nmain()"
    told = subprocess.run([sys.executable, "-c", code, *arguments], cwd=shipped, capture_output=True, text=True, check=False)
    assert told.returncode == 3
    assert told.stderr.strip() == f"Hiervoor is {name} nodig. Installeer dat met: pip install 'commplan-advisor[documents]'"
    assert not list(shipped.glob("nieuw*"))
