"""Reports as Markdown; texts are escaped, so that nothing in them is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from commplan_advisor.common.faults import printable
from commplan_advisor.present.blocks import Block, Bullets, CommandLine, Heading, Labelled, Links, Node, Paragraph, Picture, Table, Tree

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~&])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(\s|$)")


def as_markdown(blocks: Iterable[Block]) -> str:
    """A report as Markdown (CommonMark with tables)."""
    return "\n\n".join(text for block in blocks for text in _written(block) if text) + "\n"


def escaped(text: str) -> str:
    """A text in which Markdown finds no markup."""
    plain = _MARKUP.sub(r"\\\1", printable(text).strip())
    return _AT_START.sub(r"\1\\\2\3", plain) if not plain[:1].isdigit() else re.sub(r"^(\d+)([.)])(\s|$)", r"\1\\\2\3", plain)


def _written(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text, anchor):
            yield f'<a id="{escape(anchor)}"></a>' if anchor else ""
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph(text):
            yield escaped(text)
        case Labelled(lines):
            yield "\n".join(f"- **{escaped(label)}:** {escaped(text)}" for label, text in lines)
        case Bullets(items, numbered):
            yield "\n".join(f"{f'{number}.' if numbered else '-'} {escaped(item)}" for number, item in enumerate(items, start=1))
        case Table(headers, rows):
            table = [_row(headers), "|" + " --- |" * len(headers), *(_row(row) for row in rows)]
            yield "\n".join(table)
        case Tree(nodes):
            yield "\n".join(_items(nodes, ""))
        case Links(items, label):
            yield escaped(label)
            yield "\n".join(f"{'  ' * one.depth}- [{escaped(one.text)}](#{escape(one.anchor)})" for one in items)
        case Picture(_, description, file):
            yield f"![{escaped(description)}]({file})"
        case CommandLine():
            yield f"    {printable(str(block))}"


def _items(nodes: Sequence[Node], before: str) -> Iterator[str]:
    """A tree as lists within lists."""
    for node in nodes:
        label = f"**{escaped(node.label)}:** " if node.label else ""
        yield f"{before}- {label}{escaped(node.text)}"
        yield from _items(node.below, before + "  ")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
