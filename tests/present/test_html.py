"""Reports as HTML: read back with a parser, and nothing in a text is taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.blocks import Block, Bullets, Heading, Labelled, Paragraph, Table
from commplan_advisor.present.html import as_html

_EMPTY = {"meta", "br"}


class Page(HTMLParser):
    """Tags in order, the texts of each tag, and whether all that is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open[-1]][-1] += data


BLOCKS: tuple[Block, ...] = (
    Heading(1, "Titel & meer"),
    Paragraph("Een <b>zin</b>."),
    Labelled((("Naam", "Ede"),)),
    Bullets(("een", "twee")),
    Bullets(("eerst",), numbered=True),
    Table(("", "Kop"), (("rij", "cel"),)),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_has_the_title_of_the_report(language: Language) -> None:
    page = Page(as_html(BLOCKS, language))
    assert not page.open
    assert ("html", {"lang": language}) in page.tags
    assert ("meta", {"charset": "utf-8"}) in page.tags
    assert page.texts["title"] == ["Titel & meer"]


def test_every_block_becomes_its_element() -> None:
    page = Page(as_html(BLOCKS, "nl"))
    assert page.texts["p"] == ["Een <b>zin</b>."]
    assert (page.texts["dt"], page.texts["dd"]) == (["Naam"], ["Ede"])
    assert page.texts["li"] == ["een", "twee", "eerst"]
    assert {"ul", "ol"} <= {tag for tag, _ in page.tags}


def test_headers_of_a_table_say_what_they_are_of() -> None:
    page = Page(as_html(BLOCKS, "nl"))
    assert [attributes["scope"] for tag, attributes in page.tags if tag == "th"] == ["col", "row"]
    assert page.texts["th"] == ["Kop", "rij"]
    assert page.texts["td"] == ["", "cel"]


def test_a_page_needs_nothing_else() -> None:
    written = as_html(BLOCKS, "nl")
    assert not any(word in written for word in ("<script", "<link", "src=", "url(", "http"))


@given(st.text())
def test_any_text_comes_back_as_it_was_and_never_as_markup(text: str) -> None:
    page = Page(as_html((Heading(1, "x"), Paragraph(text), Table((text,), ((text,),))), "nl"))
    assert page.texts["p"] == [printable(text)]
    assert page.texts["th"][-1] == printable(text)
    assert not page.open
