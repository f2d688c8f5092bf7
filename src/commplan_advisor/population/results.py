"""What is concluded of many cases, as tables: what each table and column says.

Every column of a conclusion or a rule has three values, as everywhere: true for what is concluded or holds, false for what is ruled out
or fails, and null for what is still open. So a query of one's own may use the logic of SQL as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from commplan_advisor.questionnaire.facts import ROWS
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import pyarrow as pa

CONCLUSIONS = "conclusions"
"""The table with a row for each case: its conclusions, and the rules about it, its problems and its actions."""
TABLES_OF_ROWS: Mapping[str, str] = {"initiative": "initiatives", "audience": "audiences", "report": "reports"}
"""By kind of row, the table with a row for each: the rules about it."""
POSITION = "position"
"""In a table of rows the place in its list, from 0 on; -1 stands for what a list that was not answered may yet hold."""
TABLES = (CONCLUSIONS, *TABLES_OF_ROWS.values())
assert TABLES_OF_ROWS.keys() == ROWS.keys()


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column that says what is concluded, or whether a rule holds.

    Attributes:
        table: the table that it is in.
        name: of the column: `problem.low_coverage`, `cause.no_information@low_coverage`, `rule.ask-admins@low_coverage`.
        kind: of the conclusion; empty for a rule.
        id: of the conclusion; empty for a rule.
        about: the problem or action that the conclusion or rule is about; empty when that is the case, or a row.
        rule: name of the rule; empty for a conclusion.
    """

    table: str
    name: str
    kind: str = ""
    id: str = ""
    about: str = ""
    rule: str = ""


class Concluder(Protocol):
    """What draws the conclusions of a rule book for many cases at once.

    Attributes:
        book: the rule book.
        columns: what the columns of its results say, beside `number`, `case` and `position`.
    """

    book: RuleBook
    columns: tuple[ResultColumn, ...]

    def write(self, cases: pa.Table, folder: Path) -> None:
        """Write the conclusions as Parquet: one file for each table, such as `conclusions.parquet`.

        Args:
            cases: questionnaires, as `columns.schema_of_cases` has them; made in `with_added(book.added)`.
            folder: that exists and takes the files.

        Raises:
            OSError: the files cannot be written.
        """
        raise NotImplementedError
