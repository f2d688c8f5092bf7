"""Reports fit the terminal that they are shown in, and hold nothing that it would obey."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.advice.advise import advise
from commplan_advisor.present.blocks import Bullets, Heading, Labelled, Paragraph
from commplan_advisor.present.report import report
from commplan_advisor.present.terminal import as_text, column_widths, table_text
from commplan_advisor.questionnaire.reading import load_case
from tests.support.shipped import DAY, shipped_cases, shipped_engine

_CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_no_line_of_an_advice_is_wider_than_the_terminal(path: Path, width: int) -> None:
    for language in ("nl", "en"):
        advice = advise(load_case(path), shipped_engine(), language=language, start=DAY)
        text = as_text(report(advice, language), width)
        assert [line for line in text.splitlines() if len(line) > width] == []


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=5))
def test_a_table_keeps_every_word_and_no_control_character(rows: list[tuple[str, str, str]]) -> None:
    text = table_text(("een", "twee", "drie"), rows, 200)
    assert all(character.isprintable() or character == "\n" for character in text)


def test_a_word_that_is_too_long_for_its_column_is_broken_rather_than_the_table() -> None:
    text = table_text(("naam", "uitleg"), [("a" * 100, "kort")], 60)
    assert max(len(line) for line in text.splitlines()) <= 60


@given(st.lists(st.integers(1, 200), min_size=1, max_size=6), st.integers(60, 200))
def test_columns_fit_the_width_or_are_as_narrow_as_they_can_be(lengths: list[int], width: int) -> None:
    widths = column_widths([["x" * length for length in lengths]], width)
    assert sum(widths) + 2 * (len(widths) - 1) <= width or max(widths) <= 6


def test_escape_sequences_in_answers_do_not_reach_the_terminal() -> None:
    blocks = (Heading(1, "a\x1b[31mb"), Paragraph("c\x07"), Bullets(("d\r\ne",)), Labelled((("f", "\x9bg"),)))
    text = as_text(blocks, 80)
    assert not set(text) & {"\x1b", "\x07", "\r", "\x9b"}
