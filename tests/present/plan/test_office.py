"""Plans for Word and OpenDocument: what a municipality needs to go on writing in them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.plan.house_style import open_document, word
from tests.support.plans import plan_named
from tests.support.shipped import ROOT

NAME = "nijkerk-2016"
FULL = {"nl": "nl-NL", "en": "en-GB"}


def part(form: str, name: str, language: Language = "nl") -> str:
    with zipfile.ZipFile(io.BytesIO(plan_named(NAME, form, language))) as archive:
        return archive.read(name).decode()


def test_word_has_real_headings_and_styles_for_them() -> None:
    text, styles = part("docx", "word/document.xml"), part("docx", "word/styles.xml")
    for level in (1, 2, 3):
        assert f'<w:pStyle w:val="Heading{level}" />' in text
        assert re.search(rf'w:styleId="Heading{level}".*?<w:outlineLvl w:val="{level - 1}" />', styles, re.DOTALL)
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"', text))
    assert used <= set(re.findall(r'w:styleId="([^"]*)"', styles))


def test_each_table_of_word_has_a_row_of_headers_a_caption_and_the_width_of_the_page() -> None:
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", part("docx", "word/document.xml"), re.DOTALL)
    assert len(tables) > 50
    for table in tables:
        assert table.count("<w:tblHeader") == 1
        assert 'w:firstColumn="1"' in table
        assert re.search(r'<w:tblCaption w:val="[^"]+"', table)
        assert abs(sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"', table))) - 9072) < 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_knows_its_language(language: Language) -> None:
    assert f'w:val="{FULL[language]}"' in re.search(r"<w:lang [^>]*>", part("docx", "word/styles.xml", language))[0]  # type: ignore[index]
    assert f'<w:themeFontLang w:val="{FULL[language]}"' in part("docx", "word/settings.xml", language)
    assert f"<dc:language>{FULL[language]}</dc:language>" in part("docx", "docProps/core.xml", language)


def test_word_has_a_table_of_contents_whose_lines_lead_to_headings() -> None:
    text = part("docx", "word/document.xml")
    assert "TOC \\o" in text
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', text)
    assert len(anchors) > 40
    assert set(anchors) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', text))


def test_each_picture_of_word_says_in_words_what_it_shows() -> None:
    text = part("docx", "word/document.xml")
    told = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', text)
    assert len(told) >= 3
    assert all(len(words) > 40 for words in told)
    assert "data:image" not in text


def test_word_is_on_a4_with_page_numbers() -> None:
    text = part("docx", "word/document.xml")
    assert re.search(r'<w:pgSz w:w="11906" w:h="16838"', text.replace('w:h="16838" w:w="11906"', 'w:w="11906" w:h="16838"'))
    assert "w:footerReference" in text
    assert any("PAGE" in part("docx", name) for name in ("word/footer1.xml",))


def test_open_document_has_headings_header_rows_contents_and_language() -> None:
    text, styles = part("odt", "content.xml"), part("odt", "styles.xml")
    for level in (1, 2, 3):
        assert f'text:outline-level="{level}"' in text
    tables = re.findall(r"<table:table .*?</table:table>", text, re.DOTALL)
    assert len(tables) > 50
    assert all(table.count("<table:table-header-rows>") == 1 for table in tables)
    assert "<text:table-of-content " in text
    assert 'fo:language="nl"' in styles
    assert 'fo:country="NL"' in styles
    assert "<dc:language>nl-NL</dc:language>" in part("odt", "meta.xml")
    assert "<text:page-number" in styles


def test_lines_of_the_contents_of_open_document_have_a_style_of_their_own_so_that_they_are_not_underlined() -> None:
    used = set(re.findall(r'<text:a [^>]*text:style-name="(Index[^"]*)"', part("odt", "content.xml")))
    assert used == {"Index_20_Link"}
    assert part("odt", "styles.xml").count('style:name="Index_20_Link"') == 1


def test_each_picture_of_open_document_says_in_words_what_it_shows() -> None:
    frames = re.findall(r"<draw:frame .*?</draw:frame>", part("odt", "content.xml"), re.DOTALL)
    assert len(frames) >= 3
    assert all(re.search(r"<svg:(?:desc|title)>[^<]{40,}</svg:", frame) for frame in frames)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_plan_says_that_it_was_made_on_the_first_day_of_the_plan(form: str) -> None:
    assert "2026-03-02T00:00:00Z" in part(form, "docProps/core.xml" if form == "docx" else "meta.xml")


def test_the_house_styles_that_ship_are_those_that_the_program_makes() -> None:
    folder = ROOT / "rules/texts"
    assert _contents(folder / "house-style.docx") == _contents_of(word())
    assert _contents(folder / "house-style.odt") == _contents_of(open_document())


def _contents(path: Path) -> dict[str, bytes]:
    return _contents_of(path.read_bytes())


def _contents_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
