"""What a new workbook offers to whoever fills it in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.added import Added, AddedAnswer, with_added
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.sheets.reading import read_workbook
from commplan_advisor.questionnaire.sheets.writing import workbook
from tests.support.workbooks import ENDINGS, NAMED, answers_in, written

_ONE_CELL = [one for one in questions().values() if "[]" not in one.path and one.kind in ("option", "yes_no", "number", "day", "text")]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Of the workbook."""
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def path(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty questionnaire."""
    return written(tmp_path_factory.mktemp(language) / "case.xlsx", NAMED, language)


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    """The same, as another program sees it."""
    return openpyxl.load_workbook(path)


def _offered(book: Any, sheet: str, row: int, column: int) -> tuple[Any, list[str]]:
    """The rule for a cell, and the words of its list."""
    cell = book[sheet].cell(row, column).coordinate
    rules = [one for one in book[sheet].data_validations.dataValidation if cell in one.sqref]
    assert len(rules) == 1, cell
    found = re.fullmatch(r"'(.+)'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)", rules[0].formula1)
    if not found:
        return rules[0], []
    name, letters, first, last = found.groups()
    return rules[0], [book[name][f"{letters}{number}"].value for number in range(int(first), int(last) + 1)]


def _words(question: Question, language: Language) -> list[str]:
    return [one.nl if language == "nl" else one.en for one in question.options]


def test_every_single_question_has_a_rule_with_the_words_of_its_answers(path: Path, book: Any, language: Language) -> None:
    places = read_workbook(path, "").places
    kinds = {"option": "list", "yes_no": "list", "number": ("whole", "decimal"), "day": "date", "text": "textLength"}
    for question in (one for one in _ONE_CELL if one.path != "questionnaire"):
        row, column, sheet = places[tuple(question.path.split("."))]  # type: ignore[misc]
        rule, words = _offered(book, sheet, row, column)
        assert rule.type in kinds[question.kind], question.path
        if question.kind == "option":
            assert words == _words(question, language)
        if question.kind == "yes_no":
            assert words == (["ja", "nee"] if language == "nl" else ["yes", "no"])
        assert rule.error
        assert rule.prompt or question.kind == "text"


def test_every_column_of_rows_offers_the_words_of_its_answers(book: Any, language: Language) -> None:
    looked = 0
    for sheet in book.worksheets:
        holds = str(sheet["A1"].value).rpartition(" ")[2]
        for cell in sheet[1][1:]:
            question = questions().get(f"{holds}[].{cell.value}")
            if question and question.options:
                none = ["geen van deze" if language == "nl" else "none of these"] if question.kind == "options" else []
                for row in (7, 20):
                    assert _offered(book, sheet.title, row, cell.column)[1] == _words(question, language) + none
                looked += 1
    assert looked > 20


def test_only_cells_for_answers_can_be_changed_and_there_is_no_password(path: Path, book: Any) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    for row, column, sheet in read_workbook(path, "").places.values():  # type: ignore[misc]
        assert not book[sheet].cell(row, column).protection.locked
    assert book["Keuzes" if "Keuzes" in book.sheetnames else "Choices"].sheet_state == "hidden"


def test_keys_are_out_of_sight_and_headings_stay_in_view(book: Any) -> None:
    for sheet in book.worksheets[1:-1]:
        assert sheet.column_dimensions["A"].hidden
        assert sheet.row_dimensions[1].hidden
        assert sheet.freeze_panes
        assert sheet.page_setup.paperSize == 9


def test_every_question_and_its_item_of_the_format_stands_on_a_sheet(book: Any, language: Language) -> None:
    told = "\n".join(str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value)
    for question in questions().values():
        if question.path != "questionnaire":
            assert question.text.in_(language) in told
            assert question.item in told


def test_no_text_is_a_formula_and_every_sheet_speaks_one_language(book: Any, language: Language) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    other = "Uw antwoord" if language == "en" else "Your answer"
    assert other not in [cell.value for cell in cells]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_an_opendocument_workbook_has_the_same_rules(spoken: Language, tmp_path: Path) -> None:
    with ZipFile(written(tmp_path / "case.ods", NAMED, spoken)) as package:
        content = package.read("content.xml").decode()
    rules = dict(re.findall(r'<table:content-validation table:name="([^"]+)" table:condition="([^"]+)"', content))
    used = set(re.findall(r'table:content-validation-name="([^"]+)"', content))
    assert used == set(rules)
    assert sum("cell-content-is-in-list([$" in rule for rule in rules.values()) > 20
    for condition in ("cell-content-is-whole-number()", "cell-content-is-date()", "cell-content-text-length-is-between(0,2000)"):
        assert any(condition in rule for rule in rules.values())
    for question in questions().values():
        for word in _words(question, spoken):
            assert f"<text:p>{word.replace('&', '&amp;')}</text:p>" in content


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_rule_book_adds_can_be_chosen(ending: str, tmp_path: Path) -> None:
    more = Added((AddedAnswer("buurtapp", "Buurtapp", "Neighbourhood app"),), (AddedAnswer("lawaai", "er is lawaai", "there is noise"),))
    answers: Mapping[str, Any] = {**NAMED, "situation": {"initiatives": [{"platform": "buurtapp"}]}, "problems": [{"type": "lawaai"}]}
    path = tmp_path / f"case{ending}"
    with with_added(more):
        path.write_bytes(workbook(path, answers, "nl"))
        assert answers_in(path) == {"questionnaire": 1, **answers}
    with pytest.raises(FaultyInputError) as caught:
        answers_in(path)
    assert [fault.value for fault in caught.value.faults] == ["Buurtapp", "er is lawaai"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_roles_and_indicators_are_offered_in_words_and_read_as_their_names(ending: str, tmp_path: Path) -> None:
    suggested = {
        "planning.hours[].role": [AddedAnswer("police", "Politie", "Police"), AddedAnswer("officer", "Wijkagent", "Officer")],
        "measurements[].indicator": [AddedAnswer("groups", "Aantal groepen", "Number of groups")],
    }
    hours = [{"role": "police"}, {"role": "Wijkagent"}, {"role": "iemand anders"}]
    answers: Mapping[str, Any] = {**NAMED, "planning": {"hours": hours}, "measurements": [{"indicator": "groups"}]}
    path = tmp_path / f"case{ending}"
    path.write_bytes(workbook(path, answers, "nl", suggested))
    assert answers_in(path) == {"questionnaire": 1, **answers}
    if ending == ".xlsx":
        book = openpyxl.load_workbook(path)
        assert [book["Uren"][f"B{row}"].value for row in (7, 8, 9)] == ["Politie", "Wijkagent", "iemand anders"]
        assert _offered(book, "Uren", 7, 2)[1] == ["Politie"]
        assert _offered(book, "Metingen", 7, 2)[1] == ["Aantal groepen"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_character_that_no_workbook_holds_is_told(ending: str, tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError) as caught:
        workbook(tmp_path / f"case{ending}", {**NAMED, "notes": "piep\x07"}, "nl")
    assert caught.value.faults[0].said("nl") == "notes: heeft een teken dat niet in een werkmap kan (U+0007)."
