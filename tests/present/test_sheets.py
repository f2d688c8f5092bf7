"""Sheets: read back with another library, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from commplan_advisor.advice.compare.compare import Comparison, compare
from commplan_advisor.common.cells import neutral
from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.sheets import as_csv, as_xlsx, sheets
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import case_of
from tests.support.shipped import shipped_cases, shipped_engine


@cache
def compared(language: Language = "nl") -> Comparison:
    cases = [load_case(path) for path in shipped_cases()[-3:]]
    return compare(cases, shipped_engine(), language=language, against=cases[0])


def read(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def test_the_workbook_holds_what_the_sheets_say() -> None:
    book = read(as_xlsx(compared(), "nl"))
    expected = sheets(compared(), "nl")
    assert book.sheetnames == [sheet.name for sheet in expected]
    for sheet in expected:
        rows = [tuple(row) for row in book[sheet.name].iter_rows(values_only=True)]
        assert rows == [sheet.headers, *sheet.rows]


def test_headers_stay_in_view_and_can_be_filtered() -> None:
    book = read(as_xlsx(compared(), "nl"))
    for page in book.worksheets:
        assert page.freeze_panes == ("C2" if page is book.worksheets[0] else "A2")
        assert page.auto_filter.ref == page.dimensions
        assert page["A1"].font.b


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_allowed_in_excel(language: Language) -> None:
    names = [sheet.name for sheet in sheets(compared(language), language)]
    assert len(names) == len(set(names))
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_same_comparison_is_the_same_bytes() -> None:
    assert as_xlsx(compared(), "nl") == as_xlsx(compared(), "nl")


def test_csv_is_what_a_dutch_excel_opens() -> None:
    written = as_csv(compared(), "nl")
    assert written.startswith("\ufeffonderdeel;wat;")
    assert written.count("\n") == written.count("\r\n")
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert rows[0][-3:] == [case.label for case in compared().cases]
    assert len(rows) == 1 + sum(len(section.rows) for section in compared().sections)


@pytest.mark.parametrize("name", ["=1+1", "+31", "-x", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_name_that_looks_like_a_formula_is_only_a_name(name: str) -> None:
    comparison = compare([case_of({"municipality": {"name": name}}), case_of({"municipality": {"name": "Ede"}})], shipped_engine())
    header = next(csv.reader(io.StringIO(as_csv(comparison, "nl").removeprefix("\ufeff")), delimiter=";"))
    assert f"'{name}" in header
    for page in read(as_xlsx(comparison, "nl")).worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in row)
    assert name in [cell.value for cell in read(as_xlsx(comparison, "nl")).worksheets[0][1]]


@given(st.text())
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in neutral(text)


def test_without_its_library_a_workbook_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError) as caught:
        as_xlsx(compared(), "nl")
    assert "commplan-advisor[documents]" in caught.value.message.nl
