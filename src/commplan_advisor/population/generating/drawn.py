"""Answers of many cases to one question, as numbers in rows; and as a column of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commplan_advisor.population.generating.draws import NO, YES
from commplan_advisor.questionnaire.questions import Question

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

YES_NO = (YES, NO)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The answers to one question.

    Attributes:
        values: for each case or row the place of its word among `words`; of a number or day the number; of a set a row of yes and no
            for the words. What is not answered has a value all the same: what others see that look at it.
        answered: whether the questionnaire tells it.
        words: what can be chosen from.
    """

    values: NDArray[Any]
    answered: NDArray[np.bool_]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnRows:
    """The rows of a list.

    Attributes:
        counts: for each case how many there are; none where the list was not answered.
        answered: whether the list was.
    """

    counts: NDArray[np.int64]
    answered: NDArray[np.bool_]

    @property
    def owners(self) -> NDArray[np.int64]:
        """For each row the case that it belongs to."""
        import numpy as np

        return np.repeat(np.arange(len(self.counts)), self.counts)

    @property
    def offsets(self) -> NDArray[np.int32]:
        """Where the rows of each case begin, and where the last end."""
        import numpy as np

        return np.concatenate(([0], np.cumsum(self.counts))).astype(np.int32)


def as_drawn(question: Question, answers: Sequence[Any]) -> Drawn:
    """Plain answers; None is not answered."""
    import numpy as np

    answered = np.array([one is not None for one in answers], np.bool_)
    if question.kind == "number":
        return Drawn(np.array([np.nan if one is None else float(one) for one in answers]), answered)
    if question.kind in ("options", "texts"):
        words = tuple(map(str, question.options)) or tuple(dict.fromkeys(word for one in answers for word in one or ()))
        members = np.array([[word in (one or ()) for word in words] for one in answers], np.bool_).reshape(len(answers), len(words))
        return Drawn(members, answered, words)
    told = [(YES if one else NO) if isinstance(one, bool) else one for one in answers]
    words = words_of(question) or tuple(dict.fromkeys(str(one) for one in told if one is not None))
    return Drawn(np.array([-1 if one is None else words.index(str(one)) for one in told], np.int64), answered, words)


def words_of(question: Question) -> tuple[str, ...]:
    """The words that a question offers; none for an open one."""
    return YES_NO if question.kind == "yes_no" else tuple(map(str, question.options))


def as_column(question: Question, drawn: Drawn) -> pa.Array:
    """The answers as a column of a table of cases; that of a list is made by `as_lists`."""
    import numpy as np
    import pyarrow as pa

    unanswered = ~drawn.answered
    match question.kind:
        case "yes_no":
            return pa.array(drawn.values == YES_NO.index(YES), pa.bool_(), mask=unanswered)
        case "number":
            kept = np.where(drawn.answered, drawn.values, 0)
            return pa.array(kept.astype(np.int64) if question.whole else kept, mask=unanswered)
        case "day" if not drawn.words:
            kept = np.where(drawn.answered, drawn.values, _FIRST_DAY).astype(np.int64) - _FIRST_DAY
            return pa.array(kept.astype("datetime64[D]"), pa.date32(), mask=unanswered).cast(pa.string())
        case "options" | "texts":
            chosen = drawn.values & drawn.answered[:, None]
            offsets = np.concatenate(([0], np.cumsum(chosen.sum(axis=1)))).astype(np.int32)
            members = pa.array(drawn.words, pa.string()).take(pa.array(np.nonzero(chosen)[1]))
            return pa.ListArray.from_arrays(pa.array(offsets), members, mask=pa.array(unanswered))
        case _:
            return pa.array(drawn.words, pa.string()).take(pa.array(drawn.values, mask=unanswered | (drawn.values < 0)))


_FIRST_DAY = 719_163
"""The ordinal of the first of January 1970, from which Arrow counts."""


def as_lists(rows: DrawnRows, columns: dict[str, pa.Array]) -> pa.Array:
    """Rows as a column of lists of records; the columns are those of the rows, by the name of their question."""
    import pyarrow as pa

    records = pa.StructArray.from_arrays(list(columns.values()), list(columns))
    return pa.ListArray.from_arrays(pa.array(rows.offsets), records, mask=pa.array(~rows.answered))
