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
"""Characters that tabulate leaves free beside a header."""


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
    from tabulate import tabulate

    if not rows:
        return "–"
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = column_widths([[header + " " * _HEADER_ROOM for header in headers], *cells], width)
    # Wrapped here: tabulate's own wrapping takes "6,000" for a number and fails on it.
    return tabulate(
        [[fill(cell, width_, break_on_hyphens=False) for cell, width_ in zip(row, widths, strict=True)] for row in cells],
        headers=[fill(header, max(1, widths[index] - _HEADER_ROOM)) for index, header in enumerate(headers)],
        tablefmt="simple",
        disable_numparse=True,
    )


def column_widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column may be: as wide as it wants, the widest narrowed until the table fits."""
    wanted = [max(1, *(len(row[index]) for row in rows)) for index in range(len(rows[0]))]
    longest_word = [
        max((len(word) + _HEADER_ROOM * (row is rows[0]) for row in rows for word in row[index].split()), default=1)
        for index in range(len(wanted))
    ]
    room = width - 2 * (len(wanted) - 1)
    while sum(wanted) > room:
        loose = [index for index in range(len(wanted)) if wanted[index] > longest_word[index]]
        widest = max(loose or range(len(wanted)), key=lambda index: wanted[index])
        if wanted[widest] <= _LEAST_COLUMN:
            break
        wanted[widest] -= 1
    return wanted
