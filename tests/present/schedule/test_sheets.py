"""A calendar as sheets: read back with other libraries, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.schedule.choosing import chosen, only_for
from commplan_advisor.present.schedule.entries import Entry, Participant, Schedule
from commplan_advisor.present.schedule.sheets import as_csv, as_xlsx
from commplan_advisor.present.spreadsheet import Sheet, csv_of, xlsx_of
from tests.support.scheduled import advice_of, schedule_from
from tests.support.shipped import shipped_engine

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMULAS = ("=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1+1", "\r=1", "\n=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "﹦1", "1=1")


def workbook(schedule: Schedule, language: Language = "nl") -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(schedule, advice_of(language=language))))


def lines(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))


def hostile(text: str) -> Schedule:
    who = (Participant("x", text, "others"),)
    entry = Entry("moment-x", "moment", (date(2026, 4, 1),), text, text, text, who, text, (text, text))
    return Schedule("commplan-schedule/1", text, "nl", "", "", date(2026, 3, 2), date(2026, 3, 2), (entry,), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sheet_for_all_one_for_each_party_and_the_actions(language: Language) -> None:
    names = workbook(schedule_from(advice_of(language=language)), language).sheetnames
    expected = {
        "nl": ["Agenda", "Gemeente", "Politie", "Beheerders", "Inwoners", "Anderen", "Acties", "Zonder datum"],
        "en": ["Calendar", "Municipality", "Police", "Group admins", "Residents", "Others", "Actions", "Without a date"],
    }
    assert names == expected[language]


def test_the_file_of_one_party_has_only_its_own_sheets() -> None:
    own = only_for(schedule_from(advice_of()), chosen("police", shipped_engine().book))
    book = workbook(own)
    assert book.sheetnames[:2] == ["Agenda", "Acties"]
    titles = {entry.subject for entry in own.entries if entry.kind == "due"}
    assert {row[0].value for row in book["Acties"].iter_rows(min_row=2)} == titles


def test_days_are_real_dates_headers_stay_in_view_and_a_page_prints_on_a4() -> None:
    for page in workbook(schedule_from(advice_of())).worksheets:
        assert page.freeze_panes is not None
        assert page.auto_filter.ref == page.dimensions
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"
        if page.title != "Zonder datum":
            column = "B" if page.title == "Acties" else "A"
            assert all(cell.is_date and isinstance(cell.value, datetime) for cell in page[column][1:])
            assert page[f"{column}2"].number_format == "d-m-yyyy"


def test_an_action_has_its_term_its_roles_and_its_steps_on_one_line() -> None:
    action = advice_of().actions[0]
    page = workbook(schedule_from(advice_of()))["Acties"]
    row = next(row for row in page.iter_rows(min_row=2, values_only=True) if row[0] == action.title)
    assert [value.date() for value in row[1:3] if isinstance(value, datetime)] == [action.start, action.due]
    assert str(row[7]).split("\n") == [f"{number}. {step}" for number, step in enumerate(action.steps, start=1)]
    assert page.row_dimensions[2].height > 15


def test_csv_is_what_a_dutch_excel_opens() -> None:
    written = as_csv(schedule_from(advice_of()))
    assert written.startswith("\ufeffDatum;Dag;Soort;Wat;")
    assert written.count("\n") == written.count("\r\n")
    assert lines(written)[1][:2] == ["2026-03-02", "ma"]


def test_the_same_calendar_is_the_same_bytes() -> None:
    schedule = schedule_from(advice_of())
    assert as_xlsx(schedule, advice_of()) == as_xlsx(schedule, advice_of())


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_only_text(text: str) -> None:
    assert not any(cell.startswith(_STARTS) for row in lines(as_csv(hostile(text))) for cell in row)
    for page in workbook(hostile(text)).worksheets:
        assert all(cell.data_type in ("s", "n", "d") and not cell.hyperlink for row in page.iter_rows() for cell in row)


@given(st.text(max_size=200), st.text(st.sampled_from("=+-@;\"'\r\n\t \x00\x0b😀é\ud800"), max_size=40))
def test_no_text_becomes_a_formula_or_another_cell(text: str, other: str) -> None:
    sheet = Sheet("x", ("een", "twee"), ((text, other), (None, date(2028, 2, 29))))
    rows = lines(csv_of(sheet))
    assert [len(row) for row in rows] == [2, 2, 2]
    assert not any(cell.startswith(_STARTS) for row in rows for cell in row)
    assert rows[2] == ["", "2028-02-29"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("=+-@;\"'<&]\r\n\t \x00\x0b😀é_x000D_\ud800"), max_size=40))
def test_a_workbook_keeps_the_lines_of_a_text_and_nothing_that_is_no_text(text: str) -> None:
    page = load_workbook(io.BytesIO(xlsx_of([Sheet("x", ("een",), ((f"a{text}z",),))], "x"))).worksheets[0]
    kept = "\n".join("".join(letter if letter.isprintable() else " " for letter in line) for line in f"a{text}z".split("\n"))
    assert page["A2"].value == kept
    assert page["A2"].data_type == "s"


@pytest.mark.broad
def test_libreoffice_reads_the_workbook_as_it_was_meant(tmp_path: Path) -> None:
    schedule = replace(schedule_from(advice_of()), entries=(*hostile("=1+1").entries, *schedule_from(advice_of()).entries))
    (tmp_path / "agenda.xlsx").write_bytes(as_xlsx(schedule, advice_of()))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76,1",
            "agenda.xlsx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = list(csv.reader((tmp_path / "agenda.csv").open(encoding="utf-8", newline=""), delimiter=";"))
    assert rows[0] == ["Datum", "Dag", "Soort", "Wat", "Wie", "Wie doet mee", "Toelichting"]
    assert len(rows) == 1 + sum(len(entry.days) for entry in schedule.entries)
    assert next(row for row in rows if row[3] == "=1+1")[:4] == ["1-4-2026", "wo", "moment", "=1+1"]
