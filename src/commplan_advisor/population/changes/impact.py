"""What a change of the rule book does: both versions over the same cases, and what is other for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.text import Text
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.population.advising.machine import memory_for_all
from commplan_advisor.population.asking import CONCLUDED, OPEN, RULED_OUT, Asker, Told
from commplan_advisor.population.columns import CASE, NUMBER
from commplan_advisor.population.in_turn import Pool, in_turn
from commplan_advisor.population.summing.summary import KINDS, Rules, about_title, rules_of, titles_of
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    from commplan_advisor.population.reading.source import Batch, CaseSource

SCHEMA = "commplan-population-impact/1"
"""Name and version of the machine-readable form."""
SHOWN = 20
"""So many of the cases that change are kept to be shown."""
STATES = ("ruled_out", "open", "concluded")
"""How far something is settled, by its code."""


@dataclass(frozen=True, slots=True)
class Moves:
    """In how many cases something moves from one state to another: named after both, the one before first."""

    open_concluded: int = 0
    ruled_out_concluded: int = 0
    concluded_open: int = 0
    concluded_ruled_out: int = 0
    ruled_out_open: int = 0
    open_ruled_out: int = 0

    @property
    def gained(self) -> int:
        """Cases that get it."""
        return self.open_concluded + self.ruled_out_concluded

    @property
    def lost(self) -> int:
        """Cases that have it no longer."""
        return self.concluded_open + self.concluded_ruled_out

    @property
    def cases(self) -> int:
        """All cases in which it moves."""
        return self.gained + self.lost + self.ruled_out_open + self.open_ruled_out


@dataclass(frozen=True, slots=True)
class Shifted:
    """A conclusion or rule that is other for some cases.

    Attributes:
        kind: of the conclusion, or `rule`.
        id: the entry of the catalogue, or the name of the rule.
        about: the problem or action that it is about; empty otherwise.
        title: what it is called; of a rule why it holds.
        about_title: what the problem or action is called.
        moves: in how many cases, and how.
    """

    kind: str
    id: str
    about: str
    title: Text
    about_title: Text
    moves: Moves


@dataclass(frozen=True, slots=True)
class CaseChange:
    """Something that is other for a case: how far it was settled, and is; each one of `STATES`."""

    kind: str
    id: str
    about: str
    title: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case for which something is other."""

    number: int
    case: str
    changes: tuple[CaseChange, ...]


@dataclass(frozen=True, slots=True)
class PopulationImpact:
    """What a change of the rule book does.

    Attributes:
        old: the version before.
        new: the version after.
        source: name of the input, as given.
        cases: that were looked at.
        set_aside: rows of the input that are no valid questionnaire, and do not count.
        changed: cases for which anything is other.
        shifted: what is other, the most frequent first.
        examples: the first of the cases that change.
    """

    old: Rules
    new: Rules
    source: str
    cases: int
    set_aside: int
    changed: int
    shifted: tuple[Shifted, ...]
    examples: tuple[ChangedCase, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is other for the cases of a batch, one entry for each case and thing, in order of the cases.

    Attributes:
        keys: what can be other.
        titles: of each.
        numbers: of the cases.
        cases: what they are called.
        places: of what is other, among the keys.
        before: its state, as a code.
        after: the same.
    """

    keys: Sequence[Key]
    titles: Sequence[Text]
    numbers: Any
    cases: Sequence[str]
    places: Any
    before: Any
    after: Any


def impact_on_cases(
    source: CaseSource,
    path: Path,
    books: tuple[RuleBook, RuleBook],
    kinds: Collection[str] | None = None,
    *,
    batch: int = 50_000,
    workers: int = 1,
    each: Callable[[Changes], None] = lambda _: None,
    progress: Callable[[float], None] = lambda _: None,
) -> PopulationImpact:
    """What is other under another version of the rule book; in `with_added` of what both add, that of the new one last.

    Args:
        source: where the cases come from.
        path: of the input.
        books: the version before, and the one after.
        kinds: of conclusions, and `rule`; all conclusions when not given.
        batch: cases that are worked on at once, at least 1.
        workers: how many batches are worked on beside each other, at least 1.
        each: is given what is other in each batch, in order.
        progress: is told now and then which part of the input is done, from 0 to 1.

    Raises:
        FaultyInputError: the input as a whole is not what it should be.
        UnreadableFileError: the input cannot be read, or the memory is too small.
        MissingExtraError: a library is not installed.
    """
    memory = memory_for_all() // (2 * workers)
    before, after = (Asker(book, kinds, memory) for book in books)
    counter = _Counter(books, before, after)

    def more() -> tuple[Asker, Asker]:
        return before.another(), after.another()

    def work(askers: tuple[Asker, Asker], one: Batch) -> tuple[Told, Told]:
        return askers[0].ask(one.cases), askers[1].ask(one.cases)

    for one, told in in_turn(source, path, batch, Pool((before, after), more), work, workers=workers, progress=progress):
        each(counter.add(one, *told))
    return counter.found(str(path))


class _Counter:
    """Counts what is other, batch after batch."""

    def __init__(self, books: tuple[RuleBook, RuleBook], before: Asker, after: Asker) -> None:
        import numpy as np

        self._books = books
        self._sides = (before.keys, after.keys)
        self.keys = tuple(sorted({*before.keys, *after.keys}, key=lambda key: (KINDS.index(key[0]), key)))
        self._titles = {**titles_of(books[0], before.keys), **titles_of(books[1], after.keys)}
        self.titles = tuple(self._titles[key] for key in self.keys)
        self._moved: Any = np.zeros((len(self.keys), len(STATES) ** 2), np.int64)
        self._cases = self._set_aside = self._changed = 0
        self._examples: list[ChangedCase] = []

    def add(self, one: Batch, *told: Told) -> Changes:
        """Count a batch; gives what is other in it."""
        import numpy as np

        before, after = (self._all(keys, side) for keys, side in zip(self._sides, told, strict=True))
        self._cases += one.cases.num_rows
        self._set_aside += len(one.set_aside)
        # in order of the cases, and of the keys for each
        where, places = np.nonzero((before != after).T)
        moved = before[places, where] * len(STATES) + after[places, where]
        self._moved += np.bincount(places * len(STATES) ** 2 + moved, minlength=self._moved.size).reshape(self._moved.shape)
        self._changed += len(np.unique(where))
        order = np.argsort(one.cases[NUMBER].to_numpy(), kind="stable")
        names = one.cases[CASE].take(order[where]).to_pylist() if len(where) else []
        changes = Changes(self.keys, self.titles, told[0].numbers[where], names, places, before[places, where], after[places, where])
        self._remember(changes)
        return changes

    def _all(self, keys: Sequence[Key], told: Told) -> Any:
        """What one version tells of all that either knows; what it does not know is ruled out."""
        import numpy as np

        codes = np.full((len(self.keys), len(told.numbers)), RULED_OUT, np.uint8)
        rows = {key: place for place, key in enumerate(self.keys)}
        codes[[rows[key] for key in keys]] = told.codes
        return codes

    def _remember(self, changes: Changes) -> None:
        """Keep the first cases to show."""
        import numpy as np

        _, firsts = np.unique(changes.numbers, return_index=True)
        for first, end in pairwise([*firsts.tolist(), len(changes.numbers)]):
            if len(self._examples) >= SHOWN:
                return
            told = tuple(self._change(changes, at) for at in range(first, end))
            self._examples.append(ChangedCase(int(changes.numbers[first]), changes.cases[first], told))

    def _change(self, changes: Changes, at: int) -> CaseChange:
        place = int(changes.places[at])
        kind, id_, about = self.keys[place]
        return CaseChange(kind, id_, about, self.titles[place], STATES[changes.before[at]], STATES[changes.after[at]])

    def found(self, path: str) -> PopulationImpact:
        """What it came to."""
        shifted = []
        for key, title, moved in zip(self.keys, self.titles, self._moved, strict=True):
            moves = Moves(
                *(
                    int(moved[before * len(STATES) + after])
                    for before, after in (
                        (OPEN, CONCLUDED),
                        (RULED_OUT, CONCLUDED),
                        (CONCLUDED, OPEN),
                        (CONCLUDED, RULED_OUT),
                        (RULED_OUT, OPEN),
                        (OPEN, RULED_OUT),
                    )
                )
            )
            if moves.cases:
                shifted.append(Shifted(*key, title, about_title(key, self._titles), moves))
        shifted.sort(key=lambda one: -one.moves.cases)
        old, new = (rules_of(book) for book in self._books)
        return PopulationImpact(old, new, path, self._cases, self._set_aside, self._changed, tuple(shifted), tuple(self._examples))
