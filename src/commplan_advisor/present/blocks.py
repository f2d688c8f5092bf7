"""The parts of a report, the same whatever it is written as. Texts are plain; each writer escapes them for where they go."""

from __future__ import annotations

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the report."""

    level: int
    text: str


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
class CommandLine:
    """A command to copy: it stays on one line, however long."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return shlex.join(self.words)


Block = Heading | Paragraph | Labelled | Bullets | Table | Tree | CommandLine
