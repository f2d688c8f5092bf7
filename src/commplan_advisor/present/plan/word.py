"""The plan for Word, so that the municipality can go on writing: styles, headings, tables, contents, language, words for pictures."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from commplan_advisor.present.plan.archive import changed
from commplan_advisor.present.plan.document import Document, Entry, Node
from commplan_advisor.present.plan.pandoc import NO_MOMENT, pandoc

NEW_PAGE: tuple[Node, ...] = (
    {
        "t": "RawBlock",
        "c": [
            "openxml",
            '<w:p><w:pPr><w:pageBreakBefore /><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact" /></w:pPr></w:p>',
        ],
    },
)
_DATA_AS_DESCRIPTION = re.compile(r'(<pic:cNvPr descr=")data:[^"]*')
_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)"')
_FIRST_COLUMN = re.compile(r'w:firstColumn="0"')


def contents(heading: str, entries: tuple[Entry, ...]) -> list[Node]:
    """The table of contents as a field, which Word fills with the pages when it opens the document; until then it shows the headings."""
    start = _run('<w:fldChar w:fldCharType="begin" w:dirty="true" />') + _run(
        '<w:instrText xml:space="preserve">TOC \\o "1-2" \\h \\z \\u</w:instrText>'
    )
    start += _run('<w:fldChar w:fldCharType="separate" />')
    lines = []
    for place, entry in enumerate(entries):
        begin = start if place == 0 else ""
        end = _run('<w:fldChar w:fldCharType="end" />') if place == len(entries) - 1 else ""
        text = _run(f'<w:t xml:space="preserve">{escape(entry.words)}</w:t>')
        link = f'<w:hyperlink w:anchor={quoteattr(entry.anchor)} w:history="1">{text}</w:hyperlink>'
        lines.append(f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}" /></w:pPr>{begin}{link}{end}</w:p>')
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading" /><w:pageBreakBefore /></w:pPr>{_run(f"<w:t>{escape(heading)}</w:t>")}</w:p>'
    part = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents" /><w:docPartUnique /></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )
    return [{"t": "RawBlock", "c": ["openxml", part]}]


def _run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def document(plan: Document, house_style: Path, language: str, day: date) -> bytes:
    """The document.

    Args:
        plan: made ready for Word.
        house_style: a document whose styles, paper, header and footer it takes.
        language: of the text, such as `nl-NL`.
        day: on which it says that it was made.

    Raises:
        PandocFailedError: the house style cannot be used.
    """
    written = pandoc("--from", "json", "--to", "docx", f"--reference-doc={house_style}", "--output=-", text=plan.json)

    def text(xml: str) -> str:
        """Tables as wide as the text, rows that stay whole, first cells that head their row, and the words of pictures said once."""
        xml = _as_wide_as_the_text(xml)
        xml = _FIRST_COLUMN.sub('w:firstColumn="1"', _DATA_AS_DESCRIPTION.sub(r"\1", xml))
        return xml.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>")

    def settings(xml: str) -> str:
        """The language of the text; and words that are cut between two syllables where a column is narrow."""
        if "<w:autoHyphenation" not in xml:
            xml = xml.replace("<w:defaultTabStop", "<w:autoHyphenation /><w:defaultTabStop", 1)
        return re.sub(r'(<w:themeFontLang [^>]*?w:val=")[^"]*', rf"\g<1>{language}", xml)

    def properties(xml: str) -> str:
        return xml.replace(NO_MOMENT, f"{day.isoformat()}T00:00:00Z")

    return changed(written, {"word/document.xml": text, "word/settings.xml": settings, "docProps/core.xml": properties})


def _as_wide_as_the_text(xml: str) -> str:
    """The columns of tables as wide together as the paper is between its margins; pandoc takes them for a page of its own."""
    sizes = [dict(re.findall(r'w:(w|left|right)="(\d+)"', tag)) for tag in re.findall(r"<w:pg(?:Sz|Mar) [^>]*>", xml)]
    found = {name: int(value) for size in sizes for name, value in size.items()}
    if not {"w", "left", "right"} <= found.keys():
        return xml
    wide = found["w"] - found["left"] - found["right"]

    def scaled(grid: re.Match[str]) -> str:
        columns = [int(column) for column in _COLUMN.findall(grid[0])]
        widths = iter(round(column * wide / sum(columns)) for column in columns)
        return _COLUMN.sub(lambda _: f'<w:gridCol w:w="{next(widths)}"', grid[0])

    return re.sub(r"<w:tblGrid>(?:<w:gridCol [^>]*>)+</w:tblGrid>", scaled, xml)
