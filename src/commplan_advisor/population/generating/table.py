"""By what chances answers are drawn: an entry for each question, from a file of marginals or made from the questions themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Operator = Literal["in", "not_in", "below", "at_most", "above", "at_least"]


@dataclass(frozen=True, slots=True)
class Check:
    """What must be so of another answer.

    Attributes:
        path: of the other question; of a row's own list with `[]`.
        operator: `in` and `not_in` take words; of a set of options one of them is enough, or none may be there. The others take a number.
        words: the words; of a yes or no question `yes` and `no`.
        number: the number.
    """

    path: str
    operator: Operator
    words: tuple[str, ...] = ()
    number: float = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of numbers, evenly drawn from; a number by itself where both ends are the same.

    Attributes:
        weight: how often it is drawn from, beside the others.
        low: the lowest number.
        high: the highest.
        of: a question about a number of which this is so many times; empty for a number as it is.
        per: a question about a number that it is divided by; empty for none.
    """

    weight: float
    low: float
    high: float
    of: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """How one question is answered.

    Attributes:
        answered: the share of cases in which it is, from 0 to 1.
        chances: of the answers to a yes or no question, an option or a text; only their ratio counts.
        pieces: where numbers and days come from; a day counts as Python's ordinal.
        each: of a set, for each member the chance that it is in, from 0 to 1.
        any_size: of a set, that all numbers of members are as likely, with any members.
        rows: of a list, the chances of each number of rows.
        one_of: a question about the rows of another list, of which one answer is taken.
        step: to what numbers are rounded; 0 leaves them as they are.
    """

    answered: float = 1.0
    chances: Mapping[str, float] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    each: Mapping[str, float] = field(default_factory=dict)
    any_size: bool = False
    rows: Mapping[int, float] = field(default_factory=dict)
    one_of: str = ""
    step: float = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to answer, for cases in which something is so; the first whose checks all hold counts."""

    when: tuple[Check, ...]
    draw: Draw


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is known of the answers to one question.

    Attributes:
        path: the question.
        variants: how it is answered; the last is for all other cases and has no checks. What they look at counts answered or not.
        only_when: what must be answered for it to be answered at all.
        each_once: of a list, the question that no two of its rows answer alike; empty when they may.
        source: where the figures come from.
    """

    path: str
    variants: tuple[Variant, ...]
    only_when: tuple[Check, ...] = ()
    each_once: str = ""
    source: str = ""

    @property
    def usual(self) -> Draw:
        """How it is answered where nothing special is so."""
        return self.variants[-1].draw

    def asks(self) -> Iterator[str]:
        """The other questions that it looks at."""
        for check in (*self.only_when, *(check for variant in self.variants for check in variant.when)):
            yield check.path
        for variant in self.variants:
            for piece in variant.draw.pieces:
                yield from filter(None, (piece.of, piece.per))
            if variant.draw.one_of:
                yield variant.draw.one_of


Table = Mapping[str, Entry]


def list_of(path: str) -> str:
    """The list whose rows a question is about: `problems` of `problems[].type`; empty for a question about the case."""
    return path.partition("[]")[0] if "[]" in path else ""
