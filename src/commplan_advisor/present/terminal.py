"""Reports as text for a terminal: tables that fit its width, nothing in it that a terminal would obey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill, wrap

from commplan_advisor.common.faults import printable
from commplan_advisor.present.blocks import Block, Bullets, CommandLine, Heading, Labelled, Links, Node, Paragraph, Picture, Table, Tree

NARROWEST = 40
_LEAST_COLUMN = 6
_LEAST_ROOM = 24
"""Characters that a text of a tree keeps, however deep it stands."""
_HEADER_ROOM = 2
"""Characters that are left free beside a header."""
_BETWEEN = "  "
"""What stands between two columns."""


def as_text(blocks: Iterable[Block], width: int) -> str:
    """A report as text, no wider than so many characters."""
    width = max(width, NARROWEST)
    return "\n".join(line for block in blocks for line in _written(block, width)).strip("\n") + "\n"


def _written(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(level, text, _):
            title = fill(printable(text), width)
            yield ""
            yield title
            if level < 3:
                longest = max(len(line) for line in title.splitlines())
                yield {1: "═", 2: "─"}[level] * longest
        case Paragraph(text):
            yield _filled(text, width)
        case Labelled(lines):
            for label, text in lines:
                yield _filled(f"{label}: {text}", width, then="  ")
        case Bullets(items, numbered):
            for number, item in enumerate(items, start=1):
                mark = f"{number}. " if numbered else "• "
                yield _filled(item, width, first=mark, then=" " * len(mark))
        case Table(headers, rows):
            yield table_text(headers, rows, width)
        case Tree(nodes):
            yield from _branches(nodes, width, "")
        case Links(items, label):
            if label:
                yield _filled(label, width)
            for one in items:
                indent = "  " * one.depth
                yield _filled(one.text, width, first=f"{indent}• ", then=f"{indent}  ")
        case Picture(_, description, _):
            yield _filled(description, width)
        case CommandLine():
            yield f"    {printable(str(block))}"


def _branches(nodes: Sequence[Node], width: int, before: str) -> Iterator[str]:
    """A tree with lines that show what belongs to what."""
    for number, node in enumerate(nodes, start=1):
        last = number == len(nodes)
        inner = before + ("   " if last else "│  ")
        text = printable(f"{node.label}: {node.text}" if node.label else node.text)
        first, *more = wrap(text, max(_LEAST_ROOM, width - len(inner)), break_on_hyphens=False) or [""]
        yield before + ("└─ " if last else "├─ ") + first
        for line in more:
            yield inner + line
        yield from _branches(node.below, width, inner)


def _filled(text: str, width: int, first: str = "", then: str = "") -> str:
    return fill(printable(text), width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def table_text(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """A table that fits the width; cells are wrapped where they must be."""
    if not rows:
        return "–"
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = column_widths([[header + " " * _HEADER_ROOM for header in headers], *cells], width)
    head = [wrap(header, max(1, width_ - _HEADER_ROOM)) for header, width_ in zip(headers, widths, strict=True)]
    body = [[_wrapped(cell, width_) for cell, width_ in zip(row, widths, strict=True)] for row in cells]
    wide = [max(_HEADER_ROOM + _longest(head[index]), *(_longest(row[index]) for row in body)) for index in range(len(widths))]
    lines = [*_side_by_side(head, wide), _BETWEEN.join("-" * one for one in wide)]
    for row in body:
        lines += _side_by_side(row, wide)
    return "\n".join(lines)


def _wrapped(cell: str, width: int) -> list[str]:
    return fill(cell, width, break_on_hyphens=False).strip().split("\n")


def _longest(lines: Sequence[str]) -> int:
    return max(map(len, lines), default=0)


def _side_by_side(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row: those of its cells side by side, as many as the highest has, and at least one."""
    for line in range(max(1, *map(len, cells))):
        parts = ((cell[line] if line < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield _BETWEEN.join(parts).rstrip()


def column_widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column may be: as wide as it wants, the widest narrowed until the table fits."""
    wanted = [max(1, *(len(row[index]) for row in rows)) for index in range(len(rows[0]))]
    longest_word = [
        max((len(word) + _HEADER_ROOM * (row is rows[0]) for row in rows for word in row[index].split()), default=1)
        for index in range(len(wanted))
    ]
    room = width - len(_BETWEEN) * (len(wanted) - 1)
    while sum(wanted) > room:
        loose = [index for index in range(len(wanted)) if wanted[index] > longest_word[index]]
        widest = max(loose or range(len(wanted)), key=lambda index: wanted[index])
        if wanted[widest] <= _LEAST_COLUMN:
            break
        wanted[widest] -= 1
    return wanted
