"""Trees of short texts: on a terminal with lines that show what belongs to what, in Markdown as lists within lists."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from commplan_advisor.common.faults import printable
from commplan_advisor.present.blocks import Block, Heading
from commplan_advisor.present.markdown import as_markdown, escaped
from commplan_advisor.present.terminal import NARROWEST, as_text

_LEAST_ROOM = 24
"""Characters that a text keeps, however deep it stands."""


@dataclass(frozen=True, slots=True)
class Node:
    """A text, perhaps behind a label, with what belongs to it."""

    label: str
    text: str
    below: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes below whatever stands above them on the page."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command to copy: it stays on one line, however long."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return printable(shlex.join(self.words))


Part = Block | Tree | CommandLine
"""What a page with trees consists of."""


def page_as_text(page: Iterable[Part], width: int) -> str:
    """A page of blocks and trees as text, no wider than so many characters but for commands."""
    width = max(width, NARROWEST)
    parts: list[str] = []
    for part in page:
        if isinstance(part, Tree):
            parts += _lines(part.nodes, width, "")
        elif isinstance(part, CommandLine):
            parts.append(f"    {part}")
        else:
            written = as_text([part], width).rstrip("\n")
            parts += ["", written] if isinstance(part, Heading) and parts else [written]
    return "\n".join(parts) + "\n"


def page_as_markdown(page: Iterable[Part]) -> str:
    """A page of blocks and trees as Markdown."""
    parts = []
    for part in page:
        if isinstance(part, Tree):
            parts.append("\n".join(_items(part.nodes, "")))
        elif isinstance(part, CommandLine):
            parts.append(f"    {part}")
        else:
            parts.append(as_markdown([part]).rstrip("\n"))
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(nodes: Sequence[Node], width: int, before: str) -> Iterator[str]:
    for number, node in enumerate(nodes, start=1):
        last = number == len(nodes)
        inner = before + ("   " if last else "│  ")
        text = printable(f"{node.label}: {node.text}" if node.label else node.text)
        first, *more = wrap(text, max(_LEAST_ROOM, width - len(inner)), break_on_hyphens=False) or [""]
        yield before + ("└─ " if last else "├─ ") + first
        for line in more:
            yield inner + line
        yield from _lines(node.below, width, inner)


def _items(nodes: Sequence[Node], before: str) -> Iterator[str]:
    for node in nodes:
        label = f"**{escaped(node.label)}:** " if node.label else ""
        yield f"{before}- {label}{escaped(node.text)}"
        yield from _items(node.below, before + "  ")
