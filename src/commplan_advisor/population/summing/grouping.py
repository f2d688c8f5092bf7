"""Cases in groups by an answer: which groups there are, and which cases belong to each.

What was not answered is a group of its own, and so is a list or set that was answered with nothing. Of an answer that there can be more of
(a set, or a question about rows) a case belongs to the group of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, nearest_word
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.facts import GATHERED, ROWS, field_named
from commplan_advisor.questionnaire.questions import Question, questions_of_the_situation

if TYPE_CHECKING:
    import pyarrow as pa

OPTION = "--by"
NOT_ANSWERED, NONE = "not_answered", "none"
_CLASSES = {
    "municipality.inhabitants": (20_000, 50_000, 100_000, 250_000),
    "municipality.households": (10_000, 25_000, 50_000, 100_000),
    "situation.internal.hours_per_week": (4, 8, 16, 36),
    "situation.signs.requests_per_year": (1, 5, 20),
    "situation.initiatives[].groups": (10, 50, 100, 250),
    "situation.initiatives[].members": (1_000, 5_000, 20_000),
}
"""Where classes begin that fit the question, besides the lowest."""
_OF_HUNDRED = (25, 50, 75)
_MOST_CLASSES = 50
_GROUPED = ("option", "options", "yes_no", "number")

_EXTRA = {
    NOT_ANSWERED: Text("niet beantwoord", "not answered"),
    NONE: Text("geen", "none"),
}
_YES, _NO = Text("ja", "yes"), Text("nee", "no")

Members = Any
"""A NumPy matrix of true and false: a row for each group, a column for each case."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group.

    Attributes:
        id: the answer, or of numbers the class as `20000-49999`; or `not_answered` or `none`.
        title: in words.
    """

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Grouping:
    """How cases are put in groups.

    Attributes:
        path: of the question, as given.
        question: its text.
        groups: in the order of the answers; what was not answered comes last.
        column: of a table of questionnaires that tells.
        field: of the records in it, for a question about rows; empty otherwise.
        bounds: of numbers, where each class but the first begins.
        several: whether a case can be in more than one.
    """

    path: str
    question: Text
    groups: tuple[Group, ...]
    column: str
    field: str
    bounds: tuple[float, ...]
    several: bool

    def members(self, cases: pa.Table) -> Members:
        """Which cases of a table of questionnaires are in which groups, in the order of the table."""
        import numpy as np
        import pyarrow.compute as pc

        count = cases.num_rows
        found = np.zeros((len(self.groups), count), bool)
        places = {group.id: place for place, group in enumerate(self.groups)}
        column = cases[self.column].combine_chunks()
        if not self.several:
            codes = self._codes(column)
            found[codes, np.arange(count)] = True
            return found
        of_case = np.arange(count)
        values = column
        while _is_list(values):  # a list of rows, or a set, or a list of rows with a set each
            parents = pc.list_parent_indices(values).to_numpy()
            values = pc.list_flatten(values)
            of_case = of_case[parents]
            if self.field and not _is_list(values) and values.type.num_fields:
                values = pc.struct_field(values, self.field)
        codes = self._codes(values)
        known = codes != places[NOT_ANSWERED]
        found[codes[known], of_case[known]] = True
        answered = found.any(axis=0)
        rows = _lengths(column)
        nothing = (rows == 0) | (self._all_empty(column, count) if self.field else False)
        found[places[NONE]] = nothing & ~answered
        found[places[NOT_ANSWERED]] = ~answered & ~found[places[NONE]]
        return found

    def _all_empty(self, column: pa.Array, count: int) -> Any:
        """Of a set in rows: the cases of which all rows answered with nothing."""
        import numpy as np
        import pyarrow.compute as pc

        inner = pc.struct_field(pc.list_flatten(column), self.field)
        parents = pc.list_parent_indices(column).to_numpy()
        if not _is_list(inner):
            return np.zeros(count, bool)
        empty = _lengths(inner) == 0
        rows = np.bincount(parents, minlength=count)
        return (rows > 0) & (np.bincount(parents[empty], minlength=count) == rows)

    def _codes(self, values: pa.Array) -> Any:
        """Of each value the place of its group."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        last = len(self.groups) - 1
        if self.bounds:
            numbers = pc.cast(values, pa.float64())
            codes = np.searchsorted(np.array(self.bounds), pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False), side="right")
            return np.where(pc.is_null(numbers).to_numpy(zero_copy_only=False), last, codes)
        words = pc.cast(values, pa.string())
        places = pc.index_in(words, value_set=pa.array([group.id for group in self.groups]))
        return pc.fill_null(places, last).to_numpy(zero_copy_only=False)


def _is_list(values: pa.Array) -> bool:
    import pyarrow.types as t

    return bool(t.is_list(values.type) or t.is_large_list(values.type))


def _lengths(column: pa.Array) -> Any:
    """The length of each list; -1 of one that was not answered."""
    import pyarrow.compute as pc

    return pc.fill_null(pc.list_value_length(column), -1).to_numpy(zero_copy_only=False)


def grouping(asked: str) -> Grouping:
    """How cases are put in groups by a question; where a rule book adds answers, in `with_added`.

    Args:
        asked: the path of a question, such as `municipality.province` or `situation.initiatives[].platform`, or of a set that is gathered
            from rows, such as `situation.platforms`; behind that of a number perhaps where its classes begin:
            `municipality.inhabitants:20000,50000`.

    Raises:
        FaultyInputError: there is no such question, it cannot be grouped by, or the classes are no numbers that go up.
    """
    path, colon, classes = asked.partition(":")
    known = {one.path: one for one in questions_of_the_situation()}
    if path in GATHERED:
        title = field_named(path).text
        path = _gathered_from(path)
    else:
        title = known[path].text if path in known else Text("", "")
    question = known.get(path)
    if question is None:
        message = Text("is geen vraag.", "is not a question.")
        raise _fault(message, asked, nearest_word(path, [*(one for one in known if known[one].kind in _GROUPED), *GATHERED]))
    if question.kind not in _GROUPED:
        kind = Text(
            "kan niet in groepen: kies een vraag met keuzes, ja of nee, of een getal.",
            "cannot be put in groups: choose a question with options, yes or no, or a number.",
        )
        raise _fault(kind, asked)
    if colon and question.kind != "number":
        raise _fault(Text("heeft geen klassen: dit is geen getal.", "has no classes: this is not a number."), asked)
    bounds = _bounds(question, classes if colon else None, asked)
    several = "[]" in path or question.kind == "options"
    extra = (NONE, NOT_ANSWERED) if several else (NOT_ANSWERED,)
    groups = (*(_classes(question, bounds) if bounds else _answers(question)), *(Group(one, _EXTRA[one]) for one in extra))
    column, _, field = path.partition("[].")
    return Grouping(asked.partition(":")[0], title, groups, column, field, bounds, several)


def _gathered_from(path: str) -> str:
    kind, _, field = GATHERED[path].partition(".")
    return f"{ROWS[kind]}{field}"


def _answers(question: Question) -> list[Group]:
    if question.kind == "yes_no":
        return [Group("true", _YES), Group("false", _NO)]
    return [Group(one.value, Text(one.nl, one.en)) for one in question.options]


def _bounds(question: Question, given: str | None, asked: str) -> tuple[float, ...]:
    """Where the classes of a number begin; nothing for what is no number."""
    if question.kind != "number":
        return ()
    if given is None:
        usual = _CLASSES.get(question.path, _OF_HUNDRED if question.unit == "%" else ())
        if not usual:
            message = Text(
                f"zeg waar de klassen beginnen, zoals {question.path}:1,10,100.", f"say where the classes begin: {question.path}:1,10,100."
            )
            raise _fault(message, asked)
        return tuple(float(one) for one in usual)
    try:
        bounds = tuple(float(one) for one in given.split(","))
    except ValueError:
        bounds = ()
    if not bounds or len(bounds) > _MOST_CLASSES or any(not low < high for low, high in pairwise((float("-inf"), *bounds, float("inf")))):
        nl = f"de klassen moeten getallen zijn die oplopen, ten hoogste {_MOST_CLASSES}, zoals 20000,50000,100000."
        en = f"the classes must be numbers that go up, at most {_MOST_CLASSES}, such as 20000,50000,100000."
        raise _fault(Text(nl, en), asked)
    return bounds


def _classes(question: Question, bounds: Sequence[float]) -> list[Group]:
    """The classes of a number; of a whole one it is said which is the last in each."""
    first = Group(f"<{_plain(bounds[0])}", Text(f"minder dan {_shown(bounds[0], 'nl')}", f"less than {_shown(bounds[0], 'en')}"))
    found = [first]
    for low, high in pairwise(bounds):
        last = high - 1 if question.whole and high == int(high) else high
        to = Text("tot en met" if last != high else "tot", "to" if last != high else "to below")
        title = Text(*(f"{_shown(low, language)} {to.in_(language)} {_shown(last, language)}" for language in ("nl", "en")))
        found.append(Group(f"{_plain(low)}-{_plain(last)}", title))
    low = bounds[-1]
    found.append(Group(f">={_plain(low)}", Text(f"{_shown(low, 'nl')} of meer", f"{_shown(low, 'en')} or more")))
    return found


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _shown(value: float, language: str) -> str:
    text = f"{int(value):,}" if value == int(value) else repr(value)
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def _fault(message: Text, asked: str, nearest: str = "") -> FaultyInputError:
    return FaultyInputError([Fault(Place(OPTION), message, value=asked, nearest=nearest)])
