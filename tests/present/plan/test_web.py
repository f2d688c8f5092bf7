"""The plan as one page for a browser, and as PDF for everyone."""

from __future__ import annotations

import io
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pytest

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.plan.pdf import pdf
from tests.support.plans import plan_named
from tests.support.shipped import DAY

NAME = "only-low-coverage"


def page(language: Language = "nl") -> str:
    return plan_named(NAME, "html", language).decode()


def test_the_page_needs_nothing_else() -> None:
    addresses = re.findall(r'\b(?:src|href)="([^"]*)"', page())
    assert len(addresses) > 30
    assert [one for one in addresses if not one.startswith(("#", "data:image/svg+xml;base64,"))] == []
    assert "<script" not in page()
    assert "url(" not in page()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_knows_its_language_and_title(language: Language) -> None:
    assert f'<html lang="{language}">' in page(language)
    assert "buurtinitiatieven" in page("nl").partition("<title>")[2][:80]


def test_each_table_of_the_page_has_a_caption_and_says_which_cells_are_headers_of_what() -> None:
    tables = re.findall(r"<table.*?</table>", page(), re.DOTALL)
    assert len(tables) > 20
    for table in tables:
        assert "<caption>" in table
        assert '<th scope="col"' in table
        assert '<th scope="row"' in table
        assert not re.search(r"<th(?! scope)[ >]", table)


def test_every_link_of_the_page_leads_to_something_on_it() -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.ids: list[str] = []
            self.links: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            named = dict(attrs)
            self.ids += [id_] if (id_ := named.get("id")) else []
            self.links += [href[1:]] if tag == "a" and (href := named.get("href")) else []

    reader = Reader()
    reader.feed(page())
    assert set(reader.links) <= set(reader.ids)
    assert len(set(reader.ids)) == len(reader.ids)


@cache
def document() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(plan_named("name-only", "pdf")))


def test_the_pdf_is_tagged_and_says_that_it_is_for_everyone() -> None:
    root = document().Root
    assert bool(root.MarkInfo.Marked)
    assert "/StructTreeRoot" in root
    with document().open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert "buurtinitiatieven" in told["dc:title"]


def test_the_pdf_has_its_language_and_shows_its_title() -> None:
    root = document().Root
    assert str(root.Lang) == "nl"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert "buurtinitiatieven" in str(document().docinfo["/Title"])


def test_the_pdf_has_a_bookmark_for_each_chapter() -> None:
    with document().open_outline() as outline:
        titles = [one.title for top in outline.root for one in (top, *top.children)]
    assert next(title for title in titles if title[:1].isdigit()).startswith("1 Doel")
    assert len([title for title in titles if title[:1].isdigit() and title[1] == " "]) == 7


def test_the_tags_of_the_pdf_tell_headings_tables_and_header_cells() -> None:
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(document().Root.StructTreeRoot)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/TR", "/L", "/LI", "/P"} <= found


def test_a_pdf_is_made_of_what_stands_in_the_page_alone(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    link = f'<a rel="attachment" href="{secret.as_uri()}">a</a>'
    html = f'<!DOCTYPE html><html lang="nl"><head><title>t</title></head><body>{link}</body></html>'
    made = pikepdf.open(io.BytesIO(pdf(html, DAY)))
    assert len(made.attachments) == 0


def test_the_same_page_gives_the_same_pdf() -> None:
    html = '<!DOCTYPE html><html lang="nl"><head><title>t</title></head><body><h1>t</h1><p>é</p></body></html>'
    assert pdf(html, DAY) == pdf(html, DAY)
