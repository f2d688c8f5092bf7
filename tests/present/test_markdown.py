"""Markdown: texts are texts, whatever they contain."""

from __future__ import annotations

import pytest

from commplan_advisor.present.blocks import Bullets, Heading, Labelled, Table
from commplan_advisor.present.markdown import as_markdown, escaped


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("gewone tekst, met (haakjes) en 5 - 3", "gewone tekst, met (haakjes) en 5 - 3"),
        ("<script>", "\\<script\\>"),
        ("a|b", "a\\|b"),
        ("# kop", "\\# kop"),
        ("- streepje", "\\- streepje"),
        ("1. eerste", "1\\. eerste"),
        ("[link](javascript:x)", "\\[link\\](javascript:x)"),
        ("*vet* `code`", "\\*vet\\* \\`code\\`"),
        ("twee\nregels", "twee regels"),
    ],
)
def test_markup_in_a_text_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_blocks_become_headings_lists_and_tables() -> None:
    blocks = (
        Heading(2, "Kop"),
        Bullets(("een", "twee"), numbered=True),
        Labelled((("naam", "waarde"),)),
        Table(("a", "b"), (("1", "x|y"),)),
    )
    assert as_markdown(blocks) == "## Kop\n\n1. een\n2. twee\n\n- **naam:** waarde\n\n| a | b |\n| --- | --- |\n| 1 | x\\|y |\n"
