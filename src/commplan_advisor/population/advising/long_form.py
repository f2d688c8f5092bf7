"""Results as people read them: a line for each conclusion of a case that is drawn or still open, with the rules that it rests on.

There are hundreds of lines for a case, so no line is made by itself. What a conclusion says of a case is a small number: how far it is
settled, and which of its rules matter. For each number that occurs its text is made once, and the texts of a case are put one after the
other by PyArrow, with the number and name of the case between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Language
from commplan_advisor.population.advising.column_list import title_of
from commplan_advisor.population.advising.lines import STYLES, Style
from commplan_advisor.population.columns import CASE, NUMBER
from commplan_advisor.population.results import CONCLUSIONS, POSITION, ResultColumn
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
    States = np.ndarray[tuple[int], np.dtype[np.int8]]

_FALSE, _TRUE, _OPEN = 0, 1, 2
_CASES = 4_000
"""Cases whose lines are made at once: those of one may take some 50,000 bytes."""
_MOST_RULES = 60
"""So many rules of a conclusion fit into a number."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A column that says whether a rule holds, and the rule with what it is about; of a rule about rows, the rule alone."""

    column: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A conclusion, and the rules that lead to it: those about the case, a problem or an action, and by table those about its rows."""

    column: str
    concluded: tuple[str, ...]
    open: tuple[str, ...]
    grounds: tuple[_Ground, ...]
    of_rows: Mapping[str, tuple[_Ground, ...]]


class LongForm:
    """Makes the long form of parts.

    Args:
        columns: of the results.
        book: the rule book that they come from.
        form: `csv` or `ndjson`.
        language: of the titles.
    """

    def __init__(self, columns: Sequence[ResultColumn], book: RuleBook, form: str, language: Language) -> None:
        self._style = STYLES[form]
        self._lines = tuple(_lines_of(columns, book, language))
        self._tables = {table: None for one in self._lines for table in one.of_rows}

    def pieces(self, folder: Path) -> Iterator[bytes]:
        """The text of a part, in pieces.

        Args:
            folder: that holds the part as Parquet.

        Raises:
            MissingExtraError: PyArrow or NumPy is not installed.
            OSError: the part cannot be read.
        """
        try:
            import numpy  # noqa: F401
            import pyarrow.parquet as pq
        except ImportError as error:
            raise MissingExtraError(error.name or "pyarrow", "population") from error
        yield self._style.heading.encode()
        rows = {table: pq.read_table(folder / f"{table}.parquet") for table in self._tables}
        with pq.ParquetFile(folder / f"{CONCLUSIONS}.parquet") as file:
            for cases in file.iter_batches(_CASES):
                yield _texts(self._lines, cases, {table: _Rows(all_rows, cases) for table, all_rows in rows.items()}, self._style)


class _Rows:
    """The rows of some cases in a table of rows.

    Args:
        table: the rows of more cases, in their order.
        cases: in their order.
    """

    def __init__(self, table: pa.Table, cases: pa.RecordBatch) -> None:
        import numpy as np

        numbers, wanted = table[NUMBER].to_numpy(), cases[NUMBER].to_numpy()
        first, last = np.searchsorted(numbers, wanted[0], "left"), np.searchsorted(numbers, wanted[-1], "right")
        self.table = table.slice(first, last - first).combine_chunks()
        self.positions: Numbers = self.table[POSITION].to_numpy().astype(np.int64)
        self.case: Numbers = np.searchsorted(wanted, self.table[NUMBER].to_numpy())
        """Of each row the place of its case."""


def _texts(lines: Iterable[_Line], cases: pa.RecordBatch, rows: Mapping[str, _Rows], style: Style) -> bytes:
    """All lines of some cases."""
    import pyarrow as pa
    import pyarrow.compute as pc

    heads = pa.array([style.head(number, case) for number, case in zip(*(cases[name].to_pylist() for name in (NUMBER, CASE)), strict=True)])
    nothing = pa.nulls(cases.num_rows, pa.string()).fill_null("")
    told = [nothing, *(_of_conclusion(one, cases, rows, style) for one in lines)]
    joined = pc.binary_join_element_wise(*told, heads, null_handling="skip")  # the head of its case before each line, but before no gap
    return b"".join(text.as_buffer() for text in joined)


def _of_conclusion(line: _Line, cases: pa.RecordBatch, rows: Mapping[str, _Rows], style: Style) -> pa.Array:
    """Of each case the line of a conclusion, without what it begins with; null where it is ruled out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    status = _states(cases[line.column])
    chosen = _chosen(line.grounds, cases, status)
    several = line.of_rows.keys() & rows.keys()

    def text(settled: int, mask: int) -> str:
        return style.separator.join(style.rule(one.rule) for index, one in enumerate(line.grounds) if mask >> index & 1)

    def whole(settled: int, mask: int) -> str:
        return f"{before(settled, mask)}{text(settled, mask)}{style.after_rules}"

    def before(settled: int, _: int) -> str:
        return style.before_rules(line.concluded if settled == _TRUE else line.open)

    if not several:
        return _worded(status, chosen, whole)
    grounds = [_worded(status, chosen, lambda settled, mask: text(settled, mask) or None)]
    grounds += [_of_rows(of_table, rows[table], table, status, style) for table, of_table in line.of_rows.items()]
    told = pc.fill_null(pc.binary_join_element_wise(*grounds, style.separator, null_handling="skip"), "")
    return pc.binary_join_element_wise(_worded(status, chosen, before), told, pa.scalar(style.after_rules), "")
