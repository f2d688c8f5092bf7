"""What an officer types in a workbook is understood, or told at its cell."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import numbers

from tests.support.workbooks import answers_in, edited, faults_in, typed, written


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty questionnaire with a name."""
    return written(tmp_path_factory.mktemp("empty") / "case.xlsx")


@pytest.fixture
def case(empty: Path, tmp_path: Path) -> Path:
    """One of these to fill in."""
    return Path(shutil.copy(empty, tmp_path))


def test_what_is_typed_on_every_sheet_is_read(case: Path) -> None:
    overview = _row_of(case, "introduction.goals=overview")
    typed(
        case,
        {
            "municipality.inhabitants": "24.000",
            "introduction.coverage_goal": "12,5",
            "date": date(2026, 1, 31),
            "situation.register.exists": "Nee",
            "situation.register.completeness": "de meeste",
            "municipality.province": "onbekend",
            "notes": 7,
            f"Vragen!E{overview}": "x",
            "Initiatieven!B7": "WHATSAPP",
            "Initiatieven!B8": "own_website",
            "Doelgroepen!C9": "Nieuwkomers",
            "Problemen!B4": "none",
            "Uren!B7": "communication_officer",
            "Uren!C7": "4 uur",
            "Metingen!C7": "31-1-2026",
        },
    )
    assert answers_in(case) == {
        "questionnaire": 1,
        "municipality": {"name": "Voorbeeldstad", "inhabitants": 24000},
        "date": "2026-01-31",
        "notes": "7",
        "introduction": {"goals": ["overview"], "coverage_goal": 12.5, "audiences": [{"name": "Nieuwkomers"}]},
        "situation": {
            "initiatives": [{"platform": "whatsapp"}, {"platform": "own_website"}],
            "register": {"exists": False, "completeness": "most"},
        },
        "problems": [],
        "planning": {"hours": [{"role": "communication_officer", "hours_per_week": 4}]},
        "measurements": [{"date": "2026-01-31"}],
    }


def test_a_share_typed_with_a_percent_sign_is_not_a_hundred_times_too_small(case: Path) -> None:
    def type_percentage(book: Any) -> None:
        cell = book["Vragen"].cell(_row_of(case, "introduction.coverage_goal"), 5, 0.62)
        cell.number_format = numbers.FORMAT_PERCENTAGE

    assert answers_in(edited(case, type_percentage))["introduction"]["coverage_goal"] == 62


@pytest.mark.parametrize("value", ["horen wat er met een melding gebeurt; buurtborden", "feedback, signs", "Buurtborden ;feedback"])
def test_several_answers_fit_in_one_cell(value: str, case: Path) -> None:
    wishes = answers_in(typed(case, {f"Initiatieven!{_column_of(case, 'Initiatieven', 'wishes')}7": value}))["situation"]["initiatives"][0][
        "wishes"
    ]
    assert sorted(wishes) == ["feedback", "signs"]


def test_none_of_these_is_no_open_question(case: Path) -> None:
    column = _column_of(case, "Initiatieven", "wishes")
    found = answers_in(typed(case, {f"Initiatieven!{column}7": "geen van deze", "Problemen!B4": "geen"}))
    assert found["situation"]["initiatives"] == [{"wishes": []}]
    assert found["problems"] == []


def test_no_everywhere_is_none_of_these(case: Path) -> None:
    rows = [row for key, row in _keys(case).items() if key.startswith("introduction.plan_purpose=") and not key.endswith("=")]
    assert answers_in(typed(case, {f"Vragen!E{row}": "nee" for row in rows}))["introduction"]["plan_purpose"] == []


def test_rows_left_empty_between_others_are_passed_over(case: Path) -> None:
    found = answers_in(typed(case, {"Initiatieven!B7": "WhatsApp", "Initiatieven!C9": "  ", "Initiatieven!B12": "Burgernet"}))
    assert [one["platform"] for one in found["situation"]["initiatives"]] == ["whatsapp", "burgernet"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"Initiatieven!B7": "watsapp"},
            ["Initiatieven!B7: situation.initiatives[1].platform: 'watsapp' is geen keuze. Kies uit: WhatsApp,"],
        ),
        (
            {"municipality.inhabitants": "vijftig"},
            ["municipality.inhabitants: 'vijftig' past hier niet. Typ een getal in cijfers, zoals 12."],
        ),
        ({"municipality.inhabitants": 12.5}, ["municipality.inhabitants: '12.5' moet een heel getal zijn"]),
        ({"introduction.coverage_goal": 120}, ["introduction.coverage_goal: '120' mag niet meer zijn dan 100."]),
        ({"date": date(1999, 1, 1)}, ["date: '1999-01-01' moet een bestaande datum zijn"]),
        ({"municipality.name": None}, ["municipality.name: moet zijn ingevuld."]),
        ({"municipality.code": "267"}, ["municipality.code: '267' moet GM en vier cijfers zijn"]),
        ({"notes": "a" * 2001}, ["notes: 'aaa"]),
        (
            {"Problemen!B4": "geen", "Problemen!B7": "de dekking is laag"},
            ["Problemen!B4: problems: 'geen' zegt dat er geen zijn, maar er staan er wel."],
        ),
        ({"Problemen!B4": "nul"}, ["Problemen!B4: problems: 'nul' is geen keuze. Kies 'geen' of laat de cel leeg."]),
        ({"Problemen!E7": "de toon is fel", "Problemen!F7": "tone"}, ["Problemen!F7: problems[1].causes[2]: 'tone' is twee keer genoemd."]),
        (
            {"Problemen!E7": "geen van deze", "Problemen!F7": "tone"},
            ["Problemen!E7: problems[].causes: 'geen van deze' zegt dat er geen zijn"],
        ),
    ],
)
def test_what_is_not_understood_is_told_at_its_cell(cells: dict[str, object], said: list[str], case: Path) -> None:
    faults = [fault.words("nl") for fault in faults_in(typed(case, cells))]
    assert len(faults) == len(said)
    for fault, beginning in zip(faults, said, strict=True):
        assert beginning in fault
        assert fault.startswith(f"{case}, ")


def test_all_faults_of_all_sheets_are_told_at_once_each_with_its_cell(case: Path) -> None:
    typed(case, {"municipality.inhabitants": "veel", "date": "gisteren", "Initiatieven!B7": "watsapp", "Doelgroepen!F9": "heel erg"})
    typed(case, {"Metingen!C7": "morgen", "Uren!C8": "vier", "Problemen!B7": "ruzie"})
    faults = faults_in(case)
    assert len(faults) == 7
    assert all(fault.place.sheet and fault.place.line and fault.place.column for fault in faults)
    assert [fault.place.cell for fault in faults if fault.nearest == "WhatsApp"] == ["Initiatieven!B7"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("introduction.goals=overview", "'nee' staat er, maar nergens ja."),
        ("introduction.goals=", None),
    ],
)
def test_no_at_one_option_and_nothing_at_the_others_is_asked_again(key: str, said: str | None, case: Path) -> None:
    faults = faults_in(typed(case, {f"Vragen!E{_row_of(case, key)}": "nee"}))
    assert [said in fault.words("nl") for fault in faults if said] == ([True] if said else [])


def test_none_of_these_beside_a_choice_is_told(case: Path) -> None:
    one, none = _row_of(case, "introduction.goals=overview"), _row_of(case, "introduction.goals=")
    faults = faults_in(typed(case, {f"Vragen!E{one}": "ja", f"Vragen!E{none}": "ja"}))
    assert [fault.place.cell for fault in faults] == [f"Vragen!E{none}"]


def _keys(case: Path) -> dict[str, int]:
    """The row of each key on the sheet with questions."""
    import openpyxl

    sheet = openpyxl.load_workbook(case)["Vragen"]
    return {str(cell.value): cell.row for cell in sheet["A"] if cell.value and cell.row}


def _row_of(case: Path, key: str) -> int:
    return _keys(case)[key]


def _column_of(case: Path, sheet: str, key: str) -> str:
    import openpyxl

    found: str = next(cell.column_letter for cell in openpyxl.load_workbook(case)[sheet][1] if cell.value == key)
    return found
