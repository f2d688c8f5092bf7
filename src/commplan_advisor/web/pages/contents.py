"""What is on a long page, with links to its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from commplan_advisor.present.blocks import Block, Heading, Link

_PART = 2
FEWEST = 4
"""Parts from which on a page has contents."""


def anchored(blocks: Iterable[Block], anchors: Mapping[str, str]) -> Iterator[Block]:
    """Blocks whose headings can be pointed at.

    Args:
        blocks: of a report.
        anchors: by the text of a heading, those that have a name of their own; parts of the report are numbered.
    """
    part = 0
    for block in blocks:
        if isinstance(block, Heading) and not block.anchor:
            part += block.level == _PART
            yield replace(block, anchor=anchors.get(block.text, f"part-{part}" if block.level == _PART else ""))
        else:
            yield block


def begun(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """What comes before the first part of a report, and its parts."""
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == _PART), len(blocks))
    return blocks[:first], blocks[first:]


def contents_of(blocks: Iterable[Block]) -> Sequence[Link]:
    """The parts of a report whose headings can be pointed at; nothing when there are so few that one sees them at once."""
    parts = [Link(block.text, block.anchor) for block in blocks if isinstance(block, Heading) and block.level == _PART and block.anchor]
    return parts if len(parts) >= FEWEST else ()
