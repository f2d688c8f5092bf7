"""A comparison as people read it, and as JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commplan_advisor.advice.compare.compare import SCHEMA, Comparison, compare
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.blocks import Block, Heading, Labelled, Table
from commplan_advisor.present.comparison import comparison_json, comparison_report, comparison_schema
from commplan_advisor.present.html import as_html
from commplan_advisor.present.markdown import as_markdown
from commplan_advisor.present.terminal import as_text
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.answers import case_of
from tests.support.shipped import ROOT, shipped_cases, shipped_engine

PUBLISHED = ROOT / "docs" / "reference" / "comparison.schema.json"


@cache
def compared(count: int, language: Language = "nl", *, differences: bool = False) -> Comparison:
    cases = [load_case(path) for path in shipped_cases()[-count:]]
    return compare(cases, shipped_engine(), language=language, differences=differences)


def town(name: str, **chapters: object) -> Case:
    return case_of({"municipality": {"name": name}, **chapters})


def text(comparison: Comparison, width: int = 80, language: Language = "nl") -> str:
    return as_text(comparison_report(comparison, language, width=width), width)


def tables(blocks: tuple[Block, ...], after: str) -> Table:
    """The table below a heading."""
    place = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.text == after)
    return next(block for block in blocks[place:] if isinstance(block, Table))


def test_the_published_schema_is_that_of_the_program() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == comparison_schema()


@pytest.mark.parametrize("count", [1, 2, 6])
def test_every_comparison_is_valid_against_the_published_schema(count: int) -> None:
    told = json.loads(comparison_json(compared(count)))
    assert told["schema"] == SCHEMA
    Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("count", [1, 2, 3, 6, 9, 26])
def test_every_line_fits_the_width(count: int, width: int, language: Language) -> None:
    assert max(map(len, text(compared(count, language), width, language).splitlines())) <= width


@pytest.mark.parametrize(
    ("count", "width", "heads"),
    [
        (2, 80, ("Waalwijk", "Westland")),
        (6, 80, tuple("123456")),
        (9, 80, None),
        (9, 200, None),
        (26, 80, ("Geldt", "Open", "Niet")),
        (26, 200, tuple(str(place) for place in range(1, 27))),
    ],
)
def test_columns_are_names_or_numbers_or_counts_whichever_fit(count: int, width: int, heads: tuple[str, ...] | None) -> None:
    comparison = compared(count)
    shown = tables(comparison_report(comparison, "nl", width=width), "Problemen").headers[1:]
    labels = tuple(case.label for case in comparison.cases)
    assert shown in ((heads,) if heads else (labels, tuple(str(place) for place in range(1, count + 1))))


def test_counts_are_those_of_the_cells() -> None:
    comparison = compared(26)
    table = tables(comparison_report(comparison, "nl", width=80), "Acties")
    rows = {row.title: row for section in comparison.sections if section.id == "actions" for row in section.rows}
    for title, *counts in table.rows:
        cells = rows[title].cells
        expected = [rows[title].count, *(cells.count(one) for one in ("high", "middle", "low", "open", "no"))]
        assert [int(count) for count in counts] == expected
        assert expected[0] + expected[4] + expected[5] == 26


def test_with_hundreds_of_cases_they_are_not_listed_on_a_terminal_and_are_elsewhere() -> None:
    cases = [town(f"Stad {number:03d}") for number in range(70)]
    comparison = compare(cases, shipped_engine())
    assert "Stad 033" not in text(comparison).partition("Wie lijken op elkaar?")[0]
    assert "| 34 | Stad 033 |" in as_markdown(comparison_report(comparison, "nl"))


def test_one_case_alone_is_shown_and_it_is_said_that_nothing_is_compared() -> None:
    shown = text(compared(1))
    assert "Er is niets om mee te vergelijken" in shown
    assert "Westland" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cause_of_one_answer_and_equal_advice_read_well(language: Language) -> None:
    base, other = town("Aa", situation={"register": {"exists": True}}), town("Bee", situation={"register": {"exists": False}})
    one = text(compare([base, other], shipped_engine(), language=language), 200, language)
    assert {"nl": "Het antwoord hieronder maakt het verschil.", "en": "The answer below makes the difference."}[language] in one
    equal = text(compare([town("Aa", notes="x"), town("Bee")], shipped_engine(), language=language), 200, language)
    assert {"nl": "Aa en Bee krijgen hetzelfde advies.", "en": "Aa and Bee get the same advice."}[language] in equal


def test_a_development_is_shown_with_its_numbers() -> None:
    def at(day: str, groups: int) -> Case:
        return town(
            "Ede", date=day, situation={"initiatives": [{"platform": "whatsapp", "groups": groups}]}, problems=[{"type": "chatter"}]
        )

    blocks = comparison_report(compare([at("2024-01-31", 10), at("2025-12-01", 1250)], shipped_engine()), "nl")
    table = tables(blocks, "Ede")
    assert table == Table(("Cijfer", "31-1-2024", "1-12-2025"), (("Groepen", "10", "1.250"),))
    labelled = [block for block in blocks if isinstance(block, Labelled)]
    assert any("Problemen die blijven" in dict(block.lines) for block in labelled)


@pytest.mark.parametrize("write", [lambda blocks: as_html(blocks, "nl"), as_markdown], ids=["html", "markdown"])
def test_a_name_is_not_read_as_markup(write: object) -> None:
    comparison = compare([town("<script>alert(1)</script>"), town("| *x* |")], shipped_engine(), groups=True)
    written = write(comparison_report(comparison, "nl"))  # type: ignore[operator]
    assert "<script" not in written.replace("\\<script", "")
    assert "| *x* |" not in written or written.startswith("<!DOCTYPE")


def test_english_has_no_dutch_words() -> None:
    shown = text(compared(6, "en"), 200, "en").casefold()
    assert not any(word in shown for word in ("vragenlijst", "gemeente", "verschil", "geldt", "lijken"))


def test_the_schema_file_is_named_in_the_reference() -> None:
    assert "comparison.schema.json" in Path(ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
