"""The plan as OpenDocument, for LibreOffice and other programs: styles, headings, tables, contents, language, words for pictures."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from commplan_advisor.present.plan.archive import changed
from commplan_advisor.present.plan.document import Document, Entry, Node
from commplan_advisor.present.plan.pandoc import NO_MOMENT, pandoc

NEW_PAGE: tuple[Node, ...] = ({"t": "RawBlock", "c": ["opendocument", '<text:p text:style-name="NewPage" />']},)
_OWN_STYLES = (
    '<style:style style:name="NewPage" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties '
    'fo:break-before="page" fo:margin-top="0pt" fo:margin-bottom="0pt" fo:line-height="1pt" /><style:text-properties fo:font-size="1pt" />'
    "</style:style>"
)
_LINK = "Index_20_Link"
_LINK_STYLE = f'<style:style style:name="{_LINK}" style:display-name="Index Link" style:family="text" />'
"""Of the lines of the table of contents; without it LibreOffice underlines them as it does a page of the web."""
_HEADING, _CONTENTS = 'text:style-name="Table_20_Heading"', 'text:style-name="Table_20_Contents"'
_HEADS = re.compile(r"(<table:table-header-rows>.*?</table:table-header-rows>)", re.DOTALL)
_CELL = re.compile(r'<style:style style:name="(Table(?:Header)?RowCell)" style:family="table-cell">.*?</style:style>', re.DOTALL)


def contents(heading: str, entries: tuple[Entry, ...]) -> list[Node]:
    """The table of contents as an index, which LibreOffice makes anew when asked; until then it shows the headings and their pages."""
    levels = "".join(
        f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
        "<text:index-entry-link-start /><text:index-entry-text />"
        '<text:index-entry-tab-stop style:type="right" style:leader-char="." /><text:index-entry-page-number />'
        "<text:index-entry-link-end /></text:table-of-content-entry-template>"
        for level in (1, 2)
    )
    lines = "".join(
        f'<text:p text:style-name="Contents_20_{entry.level}"><text:a xlink:type="simple" '
        f'text:style-name="{_LINK}" text:visited-style-name="{_LINK}" xlink:href={quoteattr("#" + entry.anchor)}>'
        f'{escape(entry.words)}<text:tab /><text:bookmark-ref text:reference-format="page" text:ref-name={quoteattr(entry.anchor)}>1'
        "</text:bookmark-ref></text:a></text:p>"
        for entry in entries
    )
    index = (
        '<text:table-of-content text:name="contents" text:protected="false"><text:table-of-content-source text:outline-level="2">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{escape(heading)}</text:index-title-template>{levels}'
        '</text:table-of-content-source><text:index-body><text:index-title text:name="contents_head">'
        f'<text:p text:style-name="Contents_20_Heading">{escape(heading)}</text:p></text:index-title>{lines}</text:index-body>'
        "</text:table-of-content>"
    )
    return [*NEW_PAGE, {"t": "RawBlock", "c": ["opendocument", index]}]


def document(plan: Document, house_style: Path, day: date) -> bytes:
    """The document.

    Args:
        plan: made ready for OpenDocument, with its language.
        house_style: a document whose styles, paper, header and footer it takes.
        day: on which it says that it was made.

    Raises:
        PandocFailedError: the house style cannot be used.
    """
    written = pandoc("--from", "json", "--to", "odt", f"--reference-doc={house_style}", "--output=-", text=plan.json)

    def properties(xml: str) -> str:
        return xml.replace(NO_MOMENT, f"{day.isoformat()}T00:00:00Z")

    def styles(xml: str) -> str:
        return xml if f'style:name="{_LINK}"' in xml else xml.replace("</office:styles>", f"{_LINK_STYLE}</office:styles>", 1)

    return changed(
        written, {"content.xml": lambda xml: _described(_text(xml), plan.alternatives), "styles.xml": styles, "meta.xml": properties}
    )


def _described(xml: str, alternatives: tuple[str, ...]) -> str:
    """With what each picture says in words, which pandoc leaves out."""
    told = iter(alternatives)
    return re.sub(r"</draw:frame>", lambda _: f"<svg:desc>{escape(next(told, ''))}</svg:desc></draw:frame>", xml)


def _text(xml: str) -> str:
    """With lines in tables, words that head a row as light as the rest of it, and the style of what begins a page."""
    rows = _HEADS.split(xml)
    xml = "".join(part if place % 2 else part.replace(_HEADING, _CONTENTS) for place, part in enumerate(rows))
    return _CELL.sub(lambda cell: _cell(cell[1]), xml).replace("</office:automatic-styles>", f"{_OWN_STYLES}</office:automatic-styles>", 1)


def _cell(name: str) -> str:
    head = name == "TableHeaderRowCell"
    look = 'fo:background-color="#e8eef5" fo:border-bottom="0.5pt solid #154273"' if head else 'fo:border-bottom="0.5pt solid #bfbfbf"'
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {look} fo:border-left="none" '
        'fo:border-right="none" fo:border-top="none" fo:padding="0.08cm" /></style:style>'
    )
