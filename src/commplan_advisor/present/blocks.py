"""The parts of a report, the same whatever it is written as. Texts are plain; each writer escapes them for where they go."""

from __future__ import annotations

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the report. One with an anchor can be pointed at from elsewhere on the page."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts behind a label each."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered when the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
class Link:
    """A text that leads to an anchor on the same page; deeper ones belong to the one above them."""

    text: str
    anchor: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Links:
    """A list of texts that lead elsewhere on the page, behind a label when there is one."""

    items: tuple[Link, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, with what it shows in words for those who do not see it.

    Attributes:
        svg: the drawing, as an element to stand in a page.
        description: in words.
        file: where a page that cannot hold it looks for it.
    """

    svg: str
    description: str
    file: str


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command to copy: it stays on one line, however long."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return shlex.join(self.words)


Block = Heading | Paragraph | Labelled | Bullets | Table | Tree | Links | Picture | CommandLine
