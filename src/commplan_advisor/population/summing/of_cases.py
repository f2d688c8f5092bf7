"""Counting over cases that are advised on while they are read; nothing is kept but the counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.population.advising.machine import memory_for_all
from commplan_advisor.population.asking import Asker, Told
from commplan_advisor.population.in_turn import Pool, in_turn
from commplan_advisor.population.summing.grouping import Grouping
from commplan_advisor.population.summing.summary import USUAL_KINDS, Summary, Tally, rules_of, titles_of
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import Batch, CaseSource
    from commplan_advisor.population.summing.grouping import Members


def summary_of_cases(
    source: CaseSource,
    path: Path,
    book: RuleBook,
    kinds: Collection[str] = USUAL_KINDS,
    grouping: Grouping | None = None,
    *,
    batch: int = 50_000,
    workers: int = 1,
    progress: Callable[[float], None] = lambda _: None,
) -> Summary:
    """How often each conclusion or rule; in `with_added(book.added)`.

    Args:
        source: where the cases come from.
        path: of the input.
        book: the rule book.
        kinds: of conclusions, and `rule`.
        grouping: by which answer.
        batch: cases that are worked on at once, at least 1.
        workers: how many batches are worked on beside each other, at least 1.
        progress: is told now and then which part of the input is done, from 0 to 1.

    Raises:
        FaultyInputError: the input as a whole is not what it should be.
        UnreadableFileError: the input cannot be read, or the memory is too small.
        MissingExtraError: a library is not installed.
    """
    first = Asker(book, kinds, memory_for_all() // workers)
    tally = Tally(first.keys, len(grouping.groups) if grouping else 0)
    set_aside = 0

    def work(asker: Asker, one: Batch) -> tuple[Told, Members | None]:
        return asker.ask(one.cases), _in_order(grouping, one) if grouping else None

    for one, (told, members) in in_turn(source, path, batch, Pool(first, first.another), work, workers=workers, progress=progress):
        tally.add(told, members)
        set_aside += len(one.set_aside)
    groups = tuple(int(one) for one in tally.group_cases)
    counted = tally.counted(titles_of(book, tally.keys))
    return Summary(rules_of(book), str(path), tally.cases, set_aside, grouping, groups, counted)


def _in_order(grouping: Grouping, one: Batch) -> Members:
    """Which cases are in which groups, in the order of their numbers."""
    import numpy as np

    from commplan_advisor.population.columns import NUMBER

    return grouping.members(one.cases)[:, np.argsort(one.cases[NUMBER].to_numpy(), kind="stable")]
