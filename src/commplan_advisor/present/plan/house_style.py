"""The documents that Word and LibreOffice take the look of a plan from: pandoc's own, in our letters, colours and size of paper.

`python -m commplan_advisor.present.plan.house_style FOLDER` writes them; they ship in `rules/texts/`. A municipality uses its own with
`--template`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from commplan_advisor.common.files import write_bytes
from commplan_advisor.present.plan.archive import changed
from commplan_advisor.present.plan.pandoc import pandoc

_FONT = "Arial"
_BLUE, _GREY, _PALE = "154273", "BFBFBF", "E8EEF5"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEADINGS = ((1, 17, 22, 8), (2, 13, 16, 5), (3, 11, 13, 4))
"""Level, size, and space above and below, in points."""


def main(folder: Path) -> None:
    """Write both documents."""
    write_bytes(folder / "house-style.docx", word(), force=True)
    write_bytes(folder / "house-style.odt", open_document(), force=True)


def word() -> bytes:
    """The document for Word: A4, styles, page numbers."""
    footer = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer" /></w:pPr>'
        f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
    )
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId90" /><w:pgSz w:w="11906" w:h="16838" />'
        '<w:pgMar w:top="1304" w:right="1417" w:bottom="1304" w:left="1417" w:header="709" w:footer="567" w:gutter="0" /></w:sectPr>'
    )

    def document(text: str) -> str:
        return re.sub(r"<w:sectPr>.*?</w:sectPr>", page, text, flags=re.DOTALL)

    def relations(text: str) -> str:
        return text.replace(
            "</Relationships>", f'<Relationship Type="{_RELATION}/footer" Id="rId90" Target="footer1.xml" /></Relationships>'
        )

    def types(text: str) -> str:
        return text.replace("</Types>", f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml" /></Types>')

    return changed(
        pandoc("--print-default-data-file", "reference.docx"),
        {
            "word/styles.xml": _word_styles,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations,
            "[Content_Types].xml": types,
        },
        added={"word/footer1.xml": footer.encode()},
    )


def _field(name: str) -> str:
    parts = ('<w:fldChar w:fldCharType="begin" />', f'<w:instrText xml:space="preserve"> {name} </w:instrText>')
    ends = ('<w:fldChar w:fldCharType="separate" />', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end" />')
    return "".join(f"<w:r>{part}</w:r>" for part in (*parts, *ends))


def _word_styles(text: str) -> str:
    size = 'w:sz w:val="20" /><w:szCs w:val="20"'
    text = re.sub(r"<w:rFonts [^>]*/>", f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}" />', text)
    text = re.sub(r'<w:sz w:val="24" />\s*<w:szCs w:val="24" />', f"<{size} />", text, count=1)
    for id_, xml in _word_own():
        text = _with(text, rf'<w:style [^>]*w:styleId="{id_}".*?</w:style>', xml, "</w:styles>")
    return text


def _word_own() -> list[tuple[str, str]]:
    """Styles of our own, by identifier."""

    def style(id_: str, name: str, based_on: str, paragraph: str, letters: str = "", following: str = "BodyText") -> tuple[str, str]:
        custom = (
            'w:customStyle="1" ' if name in ("First Paragraph", "Compact", "Table Caption", "Image Caption", "Captioned Figure") else ""
        )
        return id_, (
            f'<w:style w:type="paragraph" {custom}w:styleId="{id_}"><w:name w:val="{name}" /><w:basedOn w:val="{based_on}" />'
            f'<w:next w:val="{following}" /><w:uiPriority w:val="9" /><w:qFormat /><w:pPr>{paragraph}</w:pPr>'
            f"<w:rPr>{letters}</w:rPr></w:style>"
        )

    def space(before: float, after: float, line: int = 264) -> str:
        return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{line}" w:lineRule="auto" />'

    def letters(size: float, colour: str = "", *, bold: bool = False) -> str:
        return (
            ("<w:b />" if bold else "")
            + (f'<w:color w:val="{colour}" />' if colour else "")
            + f'<w:sz w:val="{round(size * 2)}" /><w:szCs w:val="{round(size * 2)}" />'
        )

    contents = [
        style(
            f"TOC{level}",
            f"toc {level}",
            "Normal",
            '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9072" /></w:tabs>'
            + space(4 if level == 1 else 0, 1)
            + f'<w:ind w:left="{(level - 1) * 284}" />',
            letters(10, bold=level == 1),
            "Normal",
        )
        for level in (1, 2, 3)
    ]
    headings = [
        style(
            f"Heading{level}",
            f"heading {level}",
            "Normal",
            f'<w:keepNext /><w:keepLines />{space(before, after)}<w:outlineLvl w:val="{level - 1}" />',
            letters(size, _BLUE, bold=True),
        )
        for level, size, before, after in _HEADINGS
    ]
    return [
        style("BodyText", "Body Text", "Normal", space(4, 6)),
        style("FirstParagraph", "First Paragraph", "BodyText", ""),
        style("Compact", "Compact", "BodyText", space(1.5, 1.5, 247), following="Compact"),
        style("Title", "Title", "Normal", space(120, 8, 240), letters(30, _BLUE, bold=True)),
        style("Subtitle", "Subtitle", "Normal", space(0, 30), letters(15, "404040")),
        *headings,
        ("TOCHeading", style("TOCHeading", "TOC Heading", "Normal", f"<w:keepNext />{space(0, 8)}", letters(17, _BLUE, bold=True))[1]),
        *contents,
        style("TableCaption", "Table Caption", "Normal", f"<w:keepNext />{space(9, 3)}", letters(9, "404040", bold=True)),
        style("ImageCaption", "Image Caption", "Normal", space(2, 9), letters(9, "404040")),
        style("CaptionedFigure", "Captioned Figure", "Normal", f"<w:keepNext />{space(6, 2, 240)}"),
        style("Footer", "footer", "Normal", '<w:jc w:val="center" />', letters(8.5, "404040"), "Footer"),
        (
            "Hyperlink",
            '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink" /><w:basedOn w:val="DefaultParagraphFont" />'
            f'<w:uiPriority w:val="99" /><w:rPr><w:color w:val="{_BLUE}" /></w:rPr></w:style>',
        ),
        ("Table", _word_table()),
    ]


def _word_table() -> str:
    def line(side: str, colour: str = _GREY) -> str:
        return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}" />'

    margins = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa" />' for side, wide in (("top", 28), ("left", 85), ("bottom", 28), ("right", 85))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table" /><w:basedOn w:val="TableNormal" />'
        f'<w:qFormat /><w:rPr><w:sz w:val="18" /><w:szCs w:val="18" /></w:rPr><w:tblPr><w:tblInd w:w="0" w:type="dxa" /><w:tblBorders>'
        f"{''.join(line(side) for side in ('top', 'bottom', 'insideH'))}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b /></w:rPr><w:tcPr><w:tcBorders>{line("bottom", _BLUE)}</w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_PALE}" /><w:vAlign w:val="bottom" /></w:tcPr></w:tblStylePr></w:style>'
    )


def _with(text: str, pattern: str, style: str, before: str) -> str:
    """The styles with one of them replaced, or added at the end."""
    found = re.search(pattern, text, re.DOTALL)
    if found:
        return text[: found.start()] + style + text[found.end() :]
    return text.replace(before, f"{style}\n{before}")


def open_document() -> bytes:
    """The document for LibreOffice and other programs that write OpenDocument."""
    return changed(pandoc("--print-default-data-file", "reference.odt"), {"styles.xml": _open_styles})


def _open_styles(text: str) -> str:
    text = re.sub(r'fo:page-width="8.5in"\s+fo:page-height="11in"', 'fo:page-width="21cm" fo:page-height="29.7cm"', text)
    text = re.sub(r'fo:margin-(top|bottom)="1in"', r'fo:margin-\1="2.3cm"', text)
    text = re.sub(r'fo:margin-(left|right)="1in"', r'fo:margin-\1="2.5cm"', text)
    letters = r'style:font-name="Times New Roman" fo:font-size="12pt"'
    text = text.replace(letters, f'style:font-name="{_FONT}" fo:font-size="10pt"')
    text = text.replace("</text:page-number>", '</text:page-number> / <text:page-count style:num-format="1">1</text:page-count>')
    for name, xml in _open_own():
        text = _with(text, rf'<style:style style:name="{name}"(?: [^>]*?/>|.*?</style:style>)', xml, "</office:styles>")
    return text


def _open_own() -> list[tuple[str, str]]:
    """Styles of our own, by name."""

    def style(name: str, shown: str, parent: str, paragraph: str, letters: str = "", more: str = "") -> tuple[str, str]:
        return name, (
            f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
            f'style:parent-style-name="{parent}" {more}><style:paragraph-properties {paragraph}'
            + (">" + _TABS + "</style:paragraph-properties>" if name.startswith("Contents_20_") and name[-1].isdigit() else " />")
            + (f"<style:text-properties {letters} />" if letters else "")
            + "</style:style>"
        )

    def space(before: float, after: float, line: int = 115) -> str:
        return f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:line-height="{line}%" style:contextual-spacing="false"'

    def letters(size: float, colour: str = "#000000", *, bold: bool = False) -> str:
        weight = ' fo:font-weight="bold"' if bold else ' fo:font-weight="normal"'
        return f'style:font-name="{_FONT}" fo:font-size="{size}pt" fo:font-style="normal" fo:color="{colour}"{weight}'

    def following(name: str) -> str:
        return f'style:next-style-name="{name}"'

    keep = 'fo:keep-with-next="always"'
    headings = [
        style(
            f"Heading_20_{level}",
            f"Heading {level}",
            "Standard",
            f"{space(before, after)} {keep}",
            letters(size, f"#{_BLUE}", bold=True),
            f'style:default-outline-level="{level}" {following("Text_20_body")}',
        )
        for level, size, before, after in _HEADINGS
    ]
    contents = [
        style(
            f"Contents_20_{level}",
            f"Contents {level}",
            "Standard",
            f'{space(4 if level == 1 else 0, 1)} fo:margin-left="{(level - 1) * 0.5}cm"',
            letters(10, bold=level == 1),
        )
        for level in (1, 2, 3)
    ]
    return [
        style("Text_20_body", "Text body", "Standard", space(4, 6)),
        style("First_20_paragraph", "First paragraph", "Text_20_body", space(4, 6)),
        style("Title", "Title", "Standard", space(120, 8, 100), letters(30, f"#{_BLUE}", bold=True), following("Text_20_body")),
        style("Subtitle", "Subtitle", "Standard", space(0, 30), letters(15, "#404040"), following("Text_20_body")),
        *headings,
        style("Contents_20_Heading", "Contents Heading", "Standard", f"{space(0, 8)} {keep}", letters(17, f"#{_BLUE}", bold=True)),
        *contents,
        style("Table_20_Contents", "Table Contents", "Standard", space(1.5, 1.5, 108), letters(9)),
        style("Table_20_Heading", "Table Heading", "Table_20_Contents", space(1.5, 1.5, 108), letters(9, bold=True)),
        style("TableCaption", "Table Caption", "Standard", f"{space(9, 3)} {keep}", letters(9, "#404040", bold=True)),
        style("FigureCaption", "Figure Caption", "Standard", space(2, 9), letters(9, "#404040")),
        style("Footer", "Footer", "Standard", 'fo:text-align="center"', letters(8.5, "#404040")),
    ]


_TABS = (
    '<style:tab-stops><style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted" style:leader-text="." />'
    "</style:tab-stops>"
)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
