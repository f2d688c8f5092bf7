"""Drawing the answers of a batch of cases by the chances of a table, given what holds for all of them.

A question is drawn when it is first looked at, so the order follows from what looks at what. Every choice turns one number between 0
and 1 into an answer: with other chances, or other given answers, a case stays as much the same as it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commplan_advisor.population.generating.drawn import Drawn, DrawnRows, as_drawn, words_of
from commplan_advisor.population.generating.given import Given
from commplan_advisor.population.generating.streams import Streams
from commplan_advisor.population.generating.table import Check, Draw, Entry, Table, Variant, list_of
from commplan_advisor.questionnaire.questions import Question, questions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DECIMALS = 6
"""Without what computers make of 0.1 beyond these."""

_FEW = 60

_NOWHERE = Entry("", (Variant((), Draw(answered=0)),))
"""For a question that the table says nothing of."""


class Drawing:
    """Draws a batch.

    Args:
        table: by what chances.
        given: what holds for all cases.
        streams: the numbers that chance comes from.
        size: how many cases.
        fill_rows: whether what given rows leave open is drawn as well.
    """

    def __init__(self, table: Table, given: Given, streams: Streams, size: int, *, fill_rows: bool = False) -> None:
        self._table, self._given, self._streams, self._size, self._fill = table, given, streams, size, fill_rows
        self._questions = questions()
        self._drawn: dict[str, Drawn] = {}
        self._rows: dict[str, DrawnRows] = {}

    def of(self, path: str) -> Drawn:
        """The answers to a question about the case, or about the rows of a list, one after the other."""
        if path not in self._drawn:
            self._drawn[path] = self._answers(path)
        return self._drawn[path]

    def rows(self, path: str) -> DrawnRows:
        """The rows of a list."""
        import numpy as np

        if path not in self._rows:
            if path in self._given.values:
                counts = np.full(self._size, len(self._given.values[path]), np.int64)
                self._rows[path] = DrawnRows(counts, np.ones(self._size, np.bool_))
            else:
                entry = self._table.get(path, _NOWHERE)
                answered = self._answered(entry, self._variants(entry)) & (path not in self._given.unanswered)
                self._rows[path] = DrawnRows(np.where(answered, self._counts(entry), 0), answered)
        return self._rows[path]

    # ---- one question ----------------------------------------------------------------------------------------------------------------

    def _answers(self, path: str) -> Drawn:
        import numpy as np

        question, above = self._questions[path], list_of(path)
        if above:
            return self._of_given_rows(question, above) if above in self._given.values else self._draw(question)
        if path in self._given.values:
            one = as_drawn(question, [self._given.values[path]])
            return Drawn(np.repeat(one.values, self._size, axis=0), np.ones(self._size, np.bool_), one.words)
        return self._draw(question)

    def _of_given_rows(self, question: Question, above: str) -> Drawn:
        """The answers of given rows, over and over; what they leave open is drawn where that is wanted."""
        import numpy as np

        name = question.path.rpartition(".")[2]
        told = as_drawn(question, [row.get(name) for row in self._given.values[above]])
        repeated = (self._size,) + (1,) * (told.values.ndim - 1)
        answered, values = np.tile(told.answered, self._size), np.tile(told.values, repeated)
        if not self._fill:
            return Drawn(values, answered, told.words)
        drawn = self._draw(question)
        words = tuple(dict.fromkeys((*drawn.words, *told.words)))
        if question.kind in ("options", "texts"):
            sets = _widened(drawn, words)
            sets[answered] = _widened(Drawn(values, answered, told.words), words)[answered]
            return Drawn(sets, answered | drawn.answered, words)
        if told.words:
            values = np.array([words.index(word) for word in told.words])[values]
        return Drawn(np.where(answered, values, drawn.values), answered | drawn.answered, words)

    def _draw(self, question: Question) -> Drawn:
        import numpy as np

        entry = self._table.get(question.path, _NOWHERE)
        which = self._variants(entry)
        answered = self._answered(entry, which) & (question.path not in self._given.unanswered)
        if question.kind in ("number", "day"):
            numbers = self._numbers(question, entry, which)
            return Drawn(numbers, answered & np.isfinite(numbers))
        if question.kind in ("options", "texts"):
            words = _words(question, entry, "each")
            return Drawn(self._members(entry, words, which), answered, words)
        words = _words(question, entry, "chances")
        chosen = self._each_once(entry, words) if self._is_once(entry.path) else self._choices(entry, words, which)
        return Drawn(chosen, answered & (chosen >= 0), words)

    def _many(self, path: str) -> int:
        above = list_of(path)
        return int(self.rows(above).offsets[-1]) if above else self._size

    def _answered(self, entry: Entry, which: NDArray[np.int64]) -> NDArray[np.bool_]:
        import numpy as np

        shares = np.array([one.draw.answered for one in entry.variants])[which]
        found: NDArray[np.bool_] = self._streams.even(entry.path, "answered", len(which)) < shares
        for check in entry.only_when:
            found &= self._holds(entry.path, check) & self._seen_from(entry.path, check.path, self.of(check.path).answered)
        return found

    def _variants(self, entry: Entry) -> NDArray[np.int64]:
        """For each case or row which way of answering counts."""
        import numpy as np

        which = np.full(self._many(entry.path), len(entry.variants) - 1)
        for number in range(len(entry.variants) - 2, -1, -1):
            holds = np.ones(len(which), np.bool_)
            for check in entry.variants[number].when:
                holds &= self._holds(entry.path, check)
            which[holds] = number
        return which

    def _holds(self, path: str, check: Check) -> NDArray[np.bool_]:
        """For each case or row of a question whether something is so of another, told or not."""
        import numpy as np

        drawn = self.of(check.path)
        if check.operator in ("in", "not_in"):
            wanted = np.array([word in check.words for word in drawn.words], np.bool_)
            one = (drawn.values & wanted).any(axis=1) if drawn.values.ndim > 1 else np.append(wanted, False)[drawn.values]
            found: NDArray[Any] = np.asarray(one if check.operator == "in" else ~one)
        else:
            compare = {"below": np.less, "at_most": np.less_equal, "above": np.greater, "at_least": np.greater_equal}[check.operator]
            found = compare(drawn.values, check.number)
        return self._seen_from(path, check.path, found)

    def _seen_from(self, path: str, other: str, values: NDArray[Any]) -> NDArray[Any]:
        """Values of another question, for each case or row of this one."""
        above = list_of(path)
        return values[self.rows(above).owners] if above and not list_of(other) else values

    # ---- kinds of answers ------------------------------------------------------------------------------------------------------------

    def _choices(self, entry: Entry, words: Sequence[str], which: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        even = self._streams.even(entry.path, "choice", len(which))
        found = np.full(len(which), -1)
        for number, one in enumerate(entry.variants):
            here = slice(None) if len(entry.variants) == 1 else which == number
            weights = [one.draw.chances.get(word, 0.0) for word in words]
            if one.draw.one_of:
                found[here] = self._one_of_rows(entry.path, one.draw.one_of)[here]
            elif sum(weights):
                found[here] = _pick(weights, even[here])
        return found

    def _counts(self, entry: Entry) -> NDArray[np.int64]:
        import numpy as np

        which = self._variants(entry)
        even = self._streams.even(entry.path, "rows", len(which))
        found = np.zeros(len(which), np.int64)
        for number, one in enumerate(entry.variants):
            if one.draw.rows:
                here = which == number
                found[here] = np.array(list(one.draw.rows))[_pick(list(one.draw.rows.values()), even[here])]
        return found

    def _members(self, entry: Entry, words: Sequence[str], which: NDArray[np.int64]) -> NDArray[np.bool_]:
        import numpy as np

        even = self._streams.even(entry.path, "members", len(which), len(words))
        if entry.usual.any_size:
            # a chance that is itself evenly drawn makes every number of members as likely
            return even < self._streams.even(entry.path, "size", len(which), 1)
        chances = np.array([[one.draw.each.get(word, 0.0) for word in words] for one in entry.variants])
        return even < (chances[0] if len(chances) == 1 else chances[which])

    def _is_once(self, path: str) -> bool:
        above = list_of(path)
        return bool(above) and above not in self._given.values and above in self._table and self._table[above].each_once == path

    def _each_once(self, entry: Entry, words: Sequence[str]) -> NDArray[np.int64]:
        """An answer for each row, such that no two rows of a case have the same: drawn one by one without putting back."""
        import numpy as np

        rows = self.rows(list_of(entry.path))
        which = np.full(self._size, len(entry.variants) - 1)
        for number in range(len(entry.variants) - 2, -1, -1):
            holds = np.ones(self._size, np.bool_)
            for check in entry.variants[number].when:
                holds &= self._holds(list_of(entry.path), check)
            which[holds] = number
        weights = np.array([[one.draw.chances.get(word, 0.0) for word in words] for one in entry.variants])[which]
        with np.errstate(divide="ignore"):
            waits = -np.log1p(-self._streams.even(entry.path, "once", self._size, len(words))) / weights
        order = np.argsort(waits, axis=1)  # only those that cannot be drawn are alike
        owners = rows.owners
        found: NDArray[np.int64] = order[owners, np.arange(len(owners)) - rows.offsets[owners]]
        return found

    def _one_of_rows(self, path: str, other: str) -> NDArray[np.int64]:
        """The answer of a row of another list of the case, which offers the same words; -1 where that has none."""
        import numpy as np

        drawn, rows = self.of(other), self.rows(list_of(other))
        counts = self._seen_from(path, "", rows.counts)
        begins = self._seen_from(path, "", rows.offsets[:-1])
        even = self._streams.even(path, "row", len(counts))
        chosen = np.where(counts > 0, begins + (even * counts).astype(np.int64), -1)
        found: NDArray[np.int64] = np.append(np.where(drawn.answered, drawn.values, -1), -1)[chosen]
        return found

    def _numbers(self, question: Question, entry: Entry, which: NDArray[np.int64]) -> NDArray[np.float64]:
        import numpy as np

        found = np.full(len(which), np.nan)
        inside = self._streams.even(entry.path, "inside", len(which))
        piece = self._streams.even(entry.path, "piece", len(which))
        for number, one in enumerate(entry.variants):
            here = np.nonzero(which == number)[0]
            found[here] = self._from_pieces(entry.path, one.draw, here, piece[here], inside[here])
        back = self._back_from_given(entry.path, inside, piece)
        found = found if back is None else back
        step = np.array([one.draw.step for one in entry.variants])[which]
        with np.errstate(invalid="ignore", divide="ignore"):
            found = np.where(step > 0, np.round(np.round(found / step) * step, _DECIMALS), found)
        kept: NDArray[np.float64] = np.clip(found, question.least, question.most) if question.kind == "number" else found
        return kept

    def _from_pieces(
        self, path: str, draw: Draw, here: NDArray[np.int64], piece: NDArray[np.float64], inside: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        import numpy as np

        if not draw.pieces:
            return np.full(len(here), np.nan)
        chosen = _pick([one.weight for one in draw.pieces], piece)
        low, high = (np.array([getattr(one, end) for one in draw.pieces])[chosen] for end in ("low", "high"))
        found: NDArray[np.float64] = low + (high - low) * inside
        for of, per in dict.fromkeys((one.of, one.per) for one in draw.pieces):
            mine = np.array([(one.of, one.per) == (of, per) for one in draw.pieces])[chosen]
            for other, compute in ((of, np.multiply), (per, np.divide)):
                if other:
                    values = self._seen_from(path, other, self.of(other).values)[here[mine]]
                    with np.errstate(invalid="ignore", divide="ignore"):
                        found[mine] = compute(found[mine], values)
        return found

    def _back_from_given(self, path: str, inside: NDArray[np.float64], piece: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """The number of a case that a given one is so many times of: inhabitants that fit the households that are given."""
        for other, entry in self._table.items() if not list_of(path) else ():
            ways = [one for one in entry.usual.pieces if one.weight and one.low > 0]
            if not ways or any((one.of, one.per) != (path, "") for one in ways):
                continue
            total = self._given_total(other)
            if total:
                chosen = _pick([one.weight for one in ways], piece)
                import numpy as np

                low, high = (np.array([getattr(one, end) for one in ways])[chosen] for end in ("low", "high"))
                found: NDArray[np.float64] = total / (low + (high - low) * inside)
                return found
        return None

    def _given_total(self, path: str) -> float:
        """The number that is given, of rows the sum; 0 when there is none."""
        if above := list_of(path):
            return float(sum(row.get(path.rpartition(".")[2]) or 0 for row in self._given.values.get(above, ())))
        return float(self._given.values.get(path, 0))


def _pick(weights: Sequence[float], even: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each number between 0 and 1 the place of a weight, as often as it weighs."""
    import numpy as np

    ends = np.cumsum(np.array(weights, np.float64))
    last = max(place for place, weight in enumerate(weights) if weight)
    scaled = even * ends[-1]
    if last > _FEW:
        searched: NDArray[np.int64] = np.minimum(np.searchsorted(ends, scaled, side="right"), last)
        return searched
    found = np.zeros(len(even), np.int8)
    for end in ends[:last]:  # for a few weights many times as fast as searching
        found += scaled >= end
    return found.astype(np.int64)


def _words(question: Question, entry: Entry, of: str) -> tuple[str, ...]:
    """What can be drawn: what the question offers, or else all words of its entry."""
    told: Iterator[Mapping[str, float]] = (getattr(one.draw, of) for one in entry.variants)
    return words_of(question) or tuple(dict.fromkeys(word for one in told for word in one))


def _widened(drawn: Drawn, words: Sequence[str]) -> NDArray[np.bool_]:
    """Members of sets, with a column for each of more words."""
    import numpy as np

    wide = np.zeros((len(drawn.values), len(words)), np.bool_)
    wide[:, [words.index(word) for word in drawn.words]] = drawn.values
    return wide
