"""Made-up questionnaires as a table, as typed answers and as facts; and what the several ways of advising on them say, to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from benchmarks.numpy_columns import Columns, NumpyColumns
from benchmarks.printing import AnswersDifferError
from benchmarks.python_rules import Drawn
from commplan_advisor.population.duck import DuckDBConcluder
from commplan_advisor.population.extracting import plain_answers_of
from commplan_advisor.population.generating.cases import DrawnCases, batches
from commplan_advisor.population.generating.given import Given
from commplan_advisor.population.generating.reading import marginals
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.rulebook.model import RuleBook
from tests.support.population import Told, told_by_many

if TYPE_CHECKING:
    import pyarrow as pa


def questionnaires(count: int) -> pa.Table:
    """So many plausible questionnaires."""
    import pyarrow as pa

    return pa.concat_tables(batches(DrawnCases(marginals(None), Given(), count))).combine_chunks()


def typed(cases: pa.Table, count: int) -> list[Questionnaire]:
    """The first questionnaires of a table, checked."""
    return [Questionnaire.model_validate(plain_answers_of(cases, row)) for row in range(count)]


def told_by_python(drawn: Drawn, book: RuleBook) -> Told:
    """What the rules as Python say of a case, as `told_by_one` says it of the engine."""
    conclusions, *sides = drawn
    told: Told = dict(conclusions.items())
    subjects = {rule.id: rule.subject for rule in book.rules}
    for rules, value in zip(sides, (True, None), strict=True):
        for one in rules:
            if one[0] == "rule":
                told["rule", one[1], subjects[one[1]], one[2]] = value
            else:
                told["rule", one[0], subjects[one[0]], str(one[1])] = value
    return told


def check_told(name: str, found: Iterable[Told], ours: DuckDBConcluder, cases: pa.Table) -> None:
    """Check what was found of the first cases.

    Raises:
        AnswersDifferError: it is not what our queries say.
    """
    listed = list(found)
    ours_told = told_by_many(ours.conclude(cases.slice(0, len(listed))), ours.columns, ours.book, len(listed))
    for number, (its, our) in enumerate(zip(listed, ours_told, strict=True)):
        if its != our:
            differ = sorted(str(key) for key in {*its, *our} if its.get(key, False) != our.get(key, False))
            raise AnswersDifferError(f"{name}: case {number} differs in {', '.join(differ[:5])}")


def check_columns(columns: NumpyColumns, found: Mapping[str, Columns], ours: DuckDBConcluder, cases: pa.Table) -> None:
    """Check all columns over all cases.

    Raises:
        AnswersDifferError: they are not what our queries say.
    """
    import pyarrow.compute as pc

    results = ours.conclude(cases)
    for column in ours.columns:
        masks, told = columns.told(found, column), results[column.table][column.name]
        true, false = pc.fill_null(told, False).to_numpy(), pc.fill_null(pc.invert(told), False).to_numpy()
        if not ((masks.true == true).all() and (masks.false == false).all()):
            raise AnswersDifferError(f"numpy: {column.name} differs")
