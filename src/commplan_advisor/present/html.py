"""Reports as one HTML page that needs nothing else: no scripts, no files beside it; readable on paper too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import takewhile

from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import (
    Block,
    Bullets,
    CommandLine,
    Heading,
    Labelled,
    Link,
    Links,
    Node,
    Paragraph,
    Picture,
    Table,
    Tree,
)

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; margin: 1.5em 0 .5em; }
dl { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.table, figure { overflow-x: auto; }
.short { white-space: nowrap; }
figure { margin: 1rem 0; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { border-bottom: 1px solid #8886; padding: .25rem .6rem; text-align: left; vertical-align: top; }
thead th, thead td { border-bottom-width: 2px; }
tbody th { font-weight: 400; }
tbody th { background: Canvas; left: 0; position: sticky; }
tbody tr:nth-child(even) { background: #8881; }
tr:has(> :nth-child(9)) > th:first-child { min-width: 14rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; padding: 0; }
  .table, figure { overflow: visible; }
  figure svg { height: auto; max-width: 100%; }
  th, td { padding: .1rem .3rem; }
  thead { display: table-header-group; }
  tr, dt, dd { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
}
"""


_SHORT = re.compile(r"(?:[^\W\d]{2,3} )?\d{1,2}(?:-\d{1,2}-| [A-Z][a-z]{2} )\d{4}|\d{1,4}")
"""A day as `shown_day` writes it, perhaps behind the day of the week; or a number."""


def as_html(blocks: Iterable[Block], language: Language) -> str:
    """A report as a page of its own; its title is the first heading."""
    all_ = tuple(blocks)
    title = next((block.text for block in all_ if isinstance(block, Heading)), "commplan")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n{body_of(all_)}\n</main>\n</body>\n</html>\n"
    )


def body_of(blocks: Iterable[Block]) -> str:
    """A report as a part of a page that stands around it."""
    return "\n".join(line for block in blocks for line in _written(block))


def escaped(text: str) -> str:
    """A text in which a browser finds no markup, and no character that it would obey."""
    return escape(printable(text))


def _written(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text, anchor):
            yield f"<h{level}{_id(anchor)}>{escaped(text)}</h{level}>"
        case Paragraph(text):
            yield f"<p>{escaped(text)}</p>"
        case Labelled(lines):
            yield "<dl>"
            for label, text in lines:
                yield f"<dt>{escaped(label)}</dt><dd>{escaped(text)}</dd>"
            yield "</dl>"
        case Bullets(items, numbered):
            tag = "ol" if numbered else "ul"
            yield f"<{tag}>"
            for item in items:
                yield f"<li>{escaped(item)}</li>"
            yield f"</{tag}>"
        case Table(headers, rows):
            yield from _table(headers, rows)
        case Tree(nodes):
            yield from _list(nodes)
        case Links(items, label):
            yield f"<p>{escaped(label)}</p>" if label else ""
            yield from _links(items)
        case Picture(svg, _, _):
            yield f'<figure tabindex="0">{svg}</figure>'
        case CommandLine():
            yield f"<pre><code>{escaped(str(block))}</code></pre>"


def _id(anchor: str) -> str:
    return f' id="{escaped(anchor)}"' if anchor else ""


def _links(items: Sequence[Link]) -> Iterator[str]:
    """Links as lists within lists, after their depth."""
    yield "<ul>"
    for number, one in enumerate(items):
        if one.depth > items[0].depth:
            continue
        below = list(takewhile(lambda inner: inner.depth > one.depth, items[number + 1 :]))  # noqa: B023  # used at once
        yield f'<li><a href="#{escaped(one.anchor)}">{escaped(one.text)}</a>'
        if below:
            yield from _links(below)
        yield "</li>"
    yield "</ul>"


def _list(nodes: Sequence[Node]) -> Iterator[str]:
    """A tree as lists within lists."""
    yield "<ul>"
    for node in nodes:
        label = f"<strong>{escaped(node.label)}:</strong> " if node.label else ""
        yield f"<li>{label}{escaped(node.text)}"
        if node.below:
            yield from _list(node.below)
        yield "</li>"
    yield "</ul>"


def _table(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """A table; the first cell of a row says what the row is about. A header without words is no header."""
    yield '<div class="table" tabindex="0">\n<table>'
    heads = (f'<th scope="col">{escaped(header)}</th>' if header else "<td></td>" for header in headers)
    yield f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>"
    for first, *rest in rows:
        cells = "".join(f"<td{_kind(cell)}>{escaped(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row"{_kind(first)}>{escaped(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</div>"


def _kind(cell: str) -> str:
    """A day stays on one line, for else a narrow column breaks it at its hyphens; and a number needs no wide column."""
    return ' class="short"' if _SHORT.fullmatch(cell) else ""
