"""What other answers would do to the advice: the advisor is run on both, and the two advices are laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commplan_advisor.advice import model as a
from commplan_advisor.advice.advise import advise
from commplan_advisor.advice.answers import answer_words, question_words
from commplan_advisor.advice.what_if.difference import Difference, difference
from commplan_advisor.advice.what_if.looking import looked_at
from commplan_advisor.advice.what_if.shifts import Shifts
from commplan_advisor.common.faults import Place
from commplan_advisor.common.text import Language
from commplan_advisor.engine.engine import Engine
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.questionnaire.editing import Change, changed, where_of
from commplan_advisor.questionnaire.facts import ROWS, facts_of, row_names
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import question_of
from commplan_advisor.questionnaire.reading import Case

SCHEMA = "commplan-what-if/1"
"""Name and version of the machine-readable form."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is other.

    Attributes:
        path: the question or row, as it was written.
        item: the item of the format that the question serves.
        text: the question, with the row that it is asked about.
        before: the answer in the file, in words.
        after: the answer that is tried.
        same: whether both are the same answer.
        line: line of the answer in the file; 0 when it has none.
        rules: how many rules look at the answer.
        cell: sheet and cell of the answer in a workbook; empty otherwise.
    """

    path: str
    item: str
    text: str
    before: str
    after: str
    same: bool
    line: int
    rules: int
    cell: str = ""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What other answers do to an advice.

    Attributes:
        schema: name and version of this form.
        municipality: whose advice it is.
        given: the answers that are other.
        difference: what is other in the advice.
        before: what the advice as it is was made with.
        after: what the other advice was made with.
    """

    schema: str
    municipality: str
    given: tuple[Given, ...]
    difference: Difference
    before: a.Receipt
    after: a.Receipt


def what_if(case: Case, changes: Sequence[Change], engine: Engine, *, language: Language = "nl", start: date | None = None) -> WhatIf:
    """What changes in the advice when some answers are other.

    Raises:
        FaultyInputError: with everything that is wrong with the changes.
    """
    other = changed(case, changes)
    before, after = (advise(one, engine, language=language, start=start) for one in (case, other))
    shifts = Shifts(engine.book, engine.run(facts_of(case.answers)), engine.run(facts_of(other.answers)), language)
    return WhatIf(
        SCHEMA,
        case.name,
        tuple(_given(case, changes, engine, language)),
        difference(before, after, shifts),
        before.receipt,
        after.receipt,
    )


def _given(case: Case, changes: Sequence[Change], engine: Engine, language: Language) -> Iterator[Given]:
    looking = looked_at(engine.book)
    for change in changes:
        alone = changed(case, [change]).answers
        where = where_of(case.answers, change.path)
        list_path, is_row = change.path.rpartition("[")[0], change.path.endswith("]")
        question = question_of(list_path if is_row else change.path)
        assert question is not None
        before = value_at(case.answers, where) if where else None
        place = case.source.place(where) if where and before is not None else Place("")
        after = None if change.value is None else value_at(alone, where_of(alone, change.path) or where or ())
        yield Given(
            change.path,
            question.item,
            question_words(question, _row_of(alone if where is None else case.answers, change.path), language),
            answer_words(before, question.unit, language, row=is_row),
            answer_words(after, question.unit, language, row=is_row),
            before == after,
            place.line,
            len(looking.get(question.path, ())),
            place.cell,
        )


def _row_of(answers: Questionnaire, path: str) -> str:
    """The name of the row that a path is about, also when it says its number; empty when it is about none."""
    list_path, bracket, rest = path.partition("[")
    if not bracket:
        return ""
    where = where_of(answers, path[: path.index("]") + 1])
    rows = value_at(answers, tuple(list_path.split(".")))
    kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{list_path}[].")
    assert isinstance(rows, list)
    names = {index: name for name, index in row_names(kind, rows).items()}
    return names[int(where[-1])] if where else rest.partition("]")[0]
