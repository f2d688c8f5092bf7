"""A workbook that somebody changed in another way than by filling it in: read where that can be, told where not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.workbooks import answers_in, edited, faults_in, written

ANSWERS = {
    "questionnaire": 1,
    "municipality": {"name": "Voorbeeldstad"},
    "introduction": {"goals": ["overview"]},
    "situation": {"initiatives": [{"platform": "whatsapp", "groups": 9}, {"platform": "burgernet"}], "register": {"exists": True}},
    "problems": [],
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A questionnaire with some answers."""
    return written(tmp_path_factory.mktemp("filled") / "case.xlsx", ANSWERS)


@pytest.fixture
def case(filled: Path, tmp_path: Path) -> Path:
    """One of these to change."""
    return Path(shutil.copy(filled, tmp_path))


def _rename(book: Any) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Blad {number}"


def _reverse(book: Any) -> None:
    book._sheets.reverse()


def _notes_beside(book: Any) -> None:
    book["Vragen"]["G8"] = "nog vragen aan de wijkagent"
    book["Initiatieven"].cell(7, 60).value = "ook bellen"


def _own_sheet(book: Any) -> None:
    book.create_sheet("Aantekeningen", 0)["A1"] = "van mij"


def _row_above(book: Any) -> None:
    book["Vragen"].insert_rows(1)


def _row_between(book: Any) -> None:
    book["Vragen"].insert_rows(20)
    book["Initiatieven"].insert_rows(8)


def _column_between(book: Any) -> None:
    book["Vragen"].insert_cols(4)
    book["Initiatieven"].insert_cols(4)


def _no_start_sheet(book: Any) -> None:
    del book["Uitleg"]


def _sort_rows(book: Any) -> None:
    sheet = book["Initiatieven"]
    for column in range(2, 30):
        sheet.cell(7, column).value, sheet.cell(9, column).value = None, sheet.cell(7, column).value


@pytest.mark.parametrize(
    "change", [_rename, _reverse, _notes_beside, _own_sheet, _row_above, _row_between, _column_between, _no_start_sheet]
)
def test_answers_are_found_by_their_keys(change: Callable[[Any], None], case: Path) -> None:
    assert answers_in(edited(case, change)) == ANSWERS


def test_rows_may_be_moved(case: Path) -> None:
    found = answers_in(edited(case, _sort_rows))["situation"]["initiatives"]
    assert found == [{"platform": "burgernet"}, {"platform": "whatsapp", "groups": 9}]


def _no_sheet(book: Any) -> None:
    del book["Problemen"]


def _no_column(book: Any) -> None:
    book["Initiatieven"].delete_cols(2)


def _no_answers(book: Any) -> None:
    book["Vragen"].delete_cols(5)


def _no_row(book: Any) -> None:
    sheet = book["Vragen"]
    sheet.delete_rows(next(cell.row for cell in sheet["A"] if cell.value == "situation.register.exists"))


def _no_keys(book: Any) -> None:
    book["Doelgroepen"].delete_rows(1)


def _no_hints(book: Any) -> None:
    book["Doelgroepen"].delete_rows(6)


def _copied_sheet(book: Any) -> None:
    book.copy_worksheet(book["Uren"]).title = "Uren 2"


def _copied_row(book: Any) -> None:
    book["Vragen"]["A200"], book["Vragen"]["E200"] = "notes", "nog een opmerking"


def _strange_key(book: Any) -> None:
    book["Vragen"]["A200"] = "municipality.mayor"


def _answer_without_question(book: Any) -> None:
    book["Vragen"]["E200"] = "een antwoord"


def _column_inside(book: Any) -> None:
    book["Initiatieven"].insert_cols(4)
    book["Initiatieven"]["D7"] = "aantekening"


def _merged(book: Any) -> None:
    book["Initiatieven"].merge_cells("B7:B8")


def _formula(book: Any) -> None:
    book["Vragen"]["E9"] = "=E8*2"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_no_sheet, "case.xlsx: het blad Problemen ontbreekt, of de verborgen eerste rij of kolom ervan is weg."),
        (_no_column, "Initiatieven: situation.initiatives[].platform: de kolom met de vraag 'Welke app of site is het?' ontbreekt."),
        (_no_answers, "Vragen!A1: de kolom met antwoorden ontbreekt."),
        (_no_row, "Vragen: situation.register.exists: de regel met de vraag 'Is er een register van alle groepen?' ontbreekt."),
        (_no_keys, "case.xlsx: het blad Doelgroepen ontbreekt, of de verborgen eerste rij of kolom ervan is weg."),
        (_no_hints, "Doelgroepen: introduction.audiences: de rij met uitleg boven de antwoorden ontbreekt."),
        (_copied_sheet, "Uren 2!A1: is hetzelfde blad als Uren. Laat er een van staan."),
        (_copied_row, "Vragen!E200: notes: deze vraag staat ook in rij "),
        (_strange_key, "Vragen!A200: 'municipality.mayor' is geen vraag van de vragenlijst."),
        (_answer_without_question, "Vragen!E200: 'een antwoord' hoort niet bij een vraag."),
        (_column_inside, "Initiatieven!D7: 'aantekening' staat in een kolom die niet bij de vragenlijst hoort."),
        (_merged, "Initiatieven!B7: de cellen B7:B8 zijn samengevoegd. Splits ze weer."),
        (_formula, "Vragen!E9: municipality.households: hier is een formule zonder uitkomst."),
    ],
)
def test_what_cannot_be_read_is_told(change: Callable[[Any], None], said: str, case: Path) -> None:
    faults = [fault.words("nl") for fault in faults_in(edited(case, change))]
    assert len(faults) == 1
    assert said in faults[0]


def test_a_formula_counts_by_its_outcome_and_is_never_worked_out(case: Path, tmp_path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    old = openpyxl.load_workbook(case)
    path = tmp_path / "formula.xlsx"
    book = xlsxwriter.Workbook(path)
    for sheet in old.worksheets:
        page = book.add_worksheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    page.write(cell.row - 1, cell.column - 1, cell.value)
    book.get_worksheet_by_name("Vragen").write_formula("E9", "=1+1", None, 21000)
    book.close()
    assert answers_in(path)["municipality"]["households"] == 21000


def test_a_workbook_of_another_version_of_the_questionnaire_is_told_once(case: Path) -> None:
    def newer(book: Any) -> None:
        for sheet in book.worksheets:
            for cell in sheet["A"][:1]:
                if isinstance(cell.value, str) and cell.value.startswith("commplan-questionnaire 1"):
                    cell.value = cell.value.replace("questionnaire 1", "questionnaire 9")

    faults = faults_in(edited(case, newer))
    assert [fault.path for fault in faults] == ["questionnaire"]
    assert "is een nieuwere versie dan dit programma kent (1)" in faults[0].words("nl")


def test_a_workbook_that_is_no_questionnaire_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "begroting.xlsx"
    openpyxl.Workbook().save(path)
    assert [fault.words("nl") for fault in faults_in(path)] == [
        f"{path}: is een werkmap, maar geen vragenlijst. Maak een vragenlijst met: commplan new BESTAND.xlsx"
    ]
