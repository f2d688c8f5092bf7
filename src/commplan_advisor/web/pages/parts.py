"""Reports as parts of a page that has a title of its own, and what is wrong with files as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from commplan_advisor.common.faults import Fault, FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import Language
from commplan_advisor.present.blocks import Block, Heading


def titled(blocks: Iterable[Block]) -> tuple[str, tuple[Block, ...]]:
    """The title of a report, and the rest of it."""
    first, *rest = blocks
    assert isinstance(first, Heading)  # every report begins with its title
    return first.text, tuple(rest)


def levelled(blocks: Iterable[Block], top: int = 2) -> Iterator[Block]:
    """A report whose headings go down one level at a time.

    Args:
        blocks: of the report.
        top: the level of its highest headings.
    """
    all_ = tuple(blocks)
    levels = sorted({one.level for one in all_ if isinstance(one, Heading)})
    for one in all_:
        yield replace(one, level=top + levels.index(one.level)) if isinstance(one, Heading) else one


def wrong_in(error: FaultyInputError | UnreadableFileError, folder: Path, language: Language) -> tuple[str, ...]:
    """What is wrong with files, a line each."""
    faults = error.faults if isinstance(error, FaultyInputError) else [error.fault]
    return tuple(line_of(fault, folder, language) for fault in faults)


def line_of(fault: Fault, folder: Path, language: Language) -> str:
    """What is wrong at a place; files are named as the folder of questionnaires knows them, not by where that folder is.

    Args:
        fault: to tell.
        folder: of the questionnaires.
        language: of the line.
    """
    path = Path(fault.place.file)
    name = str(path.relative_to(folder)) if path.is_relative_to(folder) else path.name
    return replace(fault, place=replace(fault.place, file=name)).words(language)
