"""The styles, pages and views of a workbook in OpenDocument, as XML."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from commplan_advisor.questionnaire.sheets.layout import ANSWERS, Book, Look, Sheet
from commplan_advisor.questionnaire.sheets.looks import FONT, LOOKS

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}"'
    for name, place in {
        "office": "office:1.0",
        "style": "style:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "number": "datastyle:1.0",
        "svg": "svg-compatible:1.0",
        "config": "config:1.0",
        "meta": "meta:1.0",
        "manifest": "manifest:1.0",
    }.items()
)
_MORE_NAMESPACES = (
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ooo="http://openoffice.org/2004/office" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_VERSION = "1.3"
MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CHARACTER = 0.2
"""Width of a character, in centimetres."""

_SCALE = "65%"
_DATA_STYLES: dict[Look, str] = {"words": "as-text", "day": "as-day", "number": "as-whole"}


def column_style(sheet: int, column: int) -> str:
    """Name of the style of a column."""
    return f"column-{sheet}-{column}"


def row_style(height: float) -> str:
    """Name of the style of a row of this height in points; 0 is as high as what is in it."""
    return f"row-{height:g}"


def page_name(sheet: Sheet) -> str:
    """Name of the pages that a sheet is printed on."""
    return f"{'landscape' if sheet.landscape else 'portrait'}-{'one' if sheet.one_page_wide else 'more'}"


def part(name: str, inner: str) -> str:
    """A part of the package."""
    return f'{_XML}<office:{name} {_NAMESPACES} {_MORE_NAMESPACES} office:version="{_VERSION}">{inner}</office:{name}>'


def font_faces() -> str:
    """The letters that styles use."""
    return f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}"/></office:font-face-decls>'


def manifest() -> str:
    """The part that names the other parts."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "meta.xml", "settings.xml", "styles.xml")
    )
    whole = f'<manifest:file-entry manifest:full-path="/" manifest:version="{_VERSION}" manifest:media-type="{MIME_TYPE}"/>'
    return f'{_XML}<manifest:manifest {_NAMESPACES} manifest:version="{_VERSION}">{whole}{entries}</manifest:manifest>'


def meta(book: Book) -> str:
    """The part with title and language."""
    language = "nl-NL" if book.language == "nl" else "en-GB"
    told = f"<dc:title>{escape(book.title)}</dc:title><dc:language>{language}</dc:language>"
    return part("document-meta", f"<office:meta><meta:generator>commplan-advisor</meta:generator>{told}</office:meta>")


def automatic_styles(book: Book) -> Iterator[str]:
    """The styles of numbers, cells, columns, rows and sheets."""
    yield '<number:text-style style:name="as-text"><number:text-content/></number:text-style>'
    yield (
        '<number:date-style style:name="as-day"><number:day number:style="long"/><number:text>-</number:text>'
        '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>'
    )
    yield (
        '<number:number-style style:name="as-whole"><number:number number:decimal-places="0" number:min-integer-digits="1" '
        'number:grouping="true"/></number:number-style>'
    )
    for look in LOOKS:
        yield _cell_style(look)
    yield (
        '<style:style style:name="note" style:family="table-cell" style:parent-style-name="Default">'
        '<style:table-cell-properties style:cell-protect="none" fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    )
    for place, sheet in enumerate(book.sheets):
        for number, width in enumerate(sheet.widths):
            yield (
                f'<style:style style:name="{column_style(place, number)}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width * _CHARACTER + 0.15:.2f}cm"/></style:style>'
            )
    for height in sorted({*_heights(book)}):
        own = f'style:row-height="{height:g}pt" style:use-optimal-row-height="false"' if height else 'style:use-optimal-row-height="true"'
        yield (f'<style:style style:name="{row_style(height)}" style:family="table-row"><style:table-row-properties {own}/></style:style>')
    for name in sorted({page_name(sheet) for sheet in book.sheets}):
        yield (
            f'<style:style style:name="page-{name}" style:family="table" style:master-page-name="{name}">'
            '<style:table-properties table:display="true"/></style:style>'
        )
    yield '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'


def _heights(book: Book) -> Iterator[float]:
    yield 0.0
    for sheet in book.sheets:
        yield from dict(sheet.wide).values()


def _cell_style(look: Look) -> str:
    told = LOOKS[look]
    cell = [f'fo:wrap-option="{"wrap" if told.wraps else "no-wrap"}"', 'style:vertical-align="top"']
    cell += [f'style:cell-protect="{"none" if look in ANSWERS else "protected"}"']
    text = [f'style:font-name="{FONT}"', f'fo:font-size="{told.size}pt"']
    if told.fill:
        cell.append(f'fo:background-color="{told.fill}"')
    if told.border:
        cell.append(f'fo:border="0.75pt solid {told.border}"')
    if told.bold:
        text.append('fo:font-weight="bold"')
    if told.colour:
        text.append(f'fo:color="{told.colour}"')
    indent = ' fo:margin-left="0.3cm"' if told.indent else ""
    data = f' style:data-style-name="{_DATA_STYLES[look]}"' if look in _DATA_STYLES else ""
    return (
        f'<style:style style:name="look-{look}" style:family="table-cell" style:parent-style-name="Default"{data}>'
        f"<style:table-cell-properties {' '.join(cell)}/>"
        f'<style:paragraph-properties fo:text-align="start"{indent}/><style:text-properties {" ".join(text)}/></style:style>'
    )


def styles(book: Book) -> str:
    """The part with what all sheets share: letters, language, and the pages they are printed on."""
    language = 'fo:language="nl" fo:country="NL"' if book.language == "nl" else 'fo:language="en" fo:country="GB"'
    layouts, masters = [], []
    for side in ("portrait", "landscape"):
        width, height = ("21cm", "29.7cm") if side == "portrait" else ("29.7cm", "21cm")
        for columns, scale in (("one", 'style:scale-to-X="1" style:scale-to-Y="0"'), ("more", f'style:scale-to="{_SCALE}"')):
            layouts.append(
                f'<style:page-layout style:name="layout-{side}-{columns}"><style:page-layout-properties fo:page-width="{width}" '
                f'fo:page-height="{height}" style:print-orientation="{side}" fo:margin="1.4cm" {scale}/>'
                '<style:header-style/><style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.2cm"/>'
                "</style:footer-style></style:page-layout>"
            )
            masters.append(
                f'<style:master-page style:name="{side}-{columns}" style:page-layout-name="layout-{side}-{columns}">'
                '<style:header style:display="false"/><style:footer><style:region-left><text:p><text:sheet-name/></text:p>'
                "</style:region-left><style:region-right><text:p><text:page-number>1</text:page-number> / "
                "<text:page-count>1</text:page-count></text:p></style:region-right></style:footer></style:master-page>"
            )
    return part(
        "document-styles",
        f"{font_faces()}<office:styles>"
        '<style:default-style style:family="table-cell"><style:text-properties '
        f'style:font-name="{FONT}" fo:font-size="10pt" {language}/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
        f"<office:automatic-styles>{''.join(layouts)}</office:automatic-styles>"
        f"<office:master-styles>{''.join(masters)}</office:master-styles>",
    )


def settings(book: Book) -> str:
    """The part with what is in view: which rows and columns stay, and that the first sheet is on top."""
    tables = "".join(_view(sheet) for sheet in book.sheets)
    return part(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'{_item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        f"{_item('ActiveTable', 'string', book.sheets[0].name)}{_item('ShowGrid', 'boolean', 'false')}"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _view(sheet: Sheet) -> str:
    rows, columns = sheet.frozen
    items = [_item("ShowGrid", "boolean", "false")]
    for side, count in (("Horizontal", columns), ("Vertical", rows)):
        if count:
            items += [_item(f"{side}SplitMode", "short", "2"), _item(f"{side}SplitPosition", "int", f"{count}")]
    items += [_item("ActiveSplitRange", "short", "3" if rows and columns else "2")]
    items += [_item("PositionLeft", "int", "0"), _item("PositionRight", "int", f"{columns}")]
    items += [_item("PositionTop", "int", "0"), _item("PositionBottom", "int", f"{rows}")]
    return f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{''.join(items)}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: str) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{escape(value)}</config:config-item>'
