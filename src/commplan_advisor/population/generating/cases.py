"""Made-up cases as batches of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, questions_of_rows, schema_of_cases
from commplan_advisor.population.generating.drawing import Drawing
from commplan_advisor.population.generating.drawn import as_column, as_lists
from commplan_advisor.population.generating.given import Given
from commplan_advisor.population.generating.names import case_names, municipality_names
from commplan_advisor.population.generating.streams import BATCH, Streams
from commplan_advisor.population.generating.table import Table
from commplan_advisor.questionnaire.models import VERSION

if TYPE_CHECKING:
    import pyarrow as pa

NAME, QUESTIONNAIRE = "municipality.name", "questionnaire"


class Cases(Protocol):
    """Made-up cases.

    Attributes:
        given: what holds for all of them.
        total: how many there are.
    """

    @property
    def given(self) -> Given: ...  # noqa: D102

    @property
    def total(self) -> int: ...  # noqa: D102

    def batch(self, number: int) -> pa.Table:
        """The cases of a batch, `streams.BATCH` of them or what is left, as `columns.schema_of_cases` has them."""
        raise NotImplementedError


def batches(cases: Cases) -> Iterator[pa.Table]:
    """All batches, one after the other."""
    return (cases.batch(number) for number in range(-(-cases.total // BATCH)))


def check_libraries() -> None:
    """Say at once when what makes tables is not installed.

    Raises:
        MissingExtraError: numpy or pyarrow is missing.
    """
    try:
        import numpy as np
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError(error.name or "pyarrow", "population") from error
    del np, pa


@dataclass(frozen=True, slots=True)
class DrawnCases:
    """Cases that are drawn by chance.

    Attributes:
        table: the chances.
        given: what holds for all of them.
        total: how many.
        seed: that chance depends on, 0 or more.
        fill_rows: whether what given rows leave open is drawn as well.
    """

    table: Table
    given: Given
    total: int
    seed: int = 0
    fill_rows: bool = False

    def batch(self, number: int) -> pa.Table:
        """The cases of a batch."""
        first = number * BATCH
        size = min(BATCH, self.total - first)
        drawing = Drawing(self.table, self.given, Streams(self.seed, number), size, fill_rows=self.fill_rows)
        columns = {}
        for question in questions_of_cases():
            path = question.path
            if path == QUESTIONNAIRE or (path == NAME and path not in self.given.values):
                continue
            if question.kind == "list":
                inner = {name: as_column(one, drawing.of(one.path)) for name, one in questions_of_rows(path).items()}
                columns[path] = as_lists(drawing.rows(path), inner)
            else:
                columns[path] = as_column(question, drawing.of(path))
        return table_of(columns, first, size)


def table_of(columns: Mapping[str, pa.Array], first: int, size: int) -> pa.Table:
    """A batch with the columns that every case has.

    Args:
        columns: by question; those that lack are not answered, but for the name of the municipality.
        first: the number of the first case.
        size: how many cases.
    """
    import numpy as np
    import pyarrow as pa

    own = {
        NUMBER: pa.array(np.arange(first, first + size, dtype=np.int64)),
        CASE: case_names(first, size),
        QUESTIONNAIRE: pa.repeat(pa.scalar(VERSION, pa.int64()), size),
    }
    if NAME not in columns:
        own[NAME] = municipality_names(first, size)
    whole = {**columns, **own}
    schema = schema_of_cases()
    return pa.table([whole[one.name] if one.name in whole else pa.nulls(size, one.type) for one in schema], schema=schema)
