"""Results as people read them: a line for each conclusion of a case that is drawn or still open, with the rules that it rests on.

There are hundreds of lines for a case, so no line is made by itself. What a conclusion says of a case is a small number: how far it is
settled, and which of its rules matter. Of each number that occurs the text is made once, and the texts of a case are put one after the
other by PyArrow, with the number and name of the case before each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Language
from commplan_advisor.population.advising.column_list import title_of
from commplan_advisor.population.advising.lines import STYLES, Style
from commplan_advisor.population.columns import CASE, NUMBER
from commplan_advisor.population.results import CONCLUSIONS, POSITION, ResultColumn
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import pyarrow as pa

_FALSE, _TRUE, _OPEN = 0, 1, 2
_CASES = 1_000
"""Cases whose lines are made at once: those of one take some 100,000 bytes when most questions are open."""
_MOST_RULES = 60
"""So many rules fit into a number; of a conclusion with more the rest is told beside it."""
_SMALL = 1 << 16

Numbers = Any
"""A NumPy array of whole numbers."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A column that says whether a rule holds; and the rule with what it is about, of one about rows the rule alone."""

    column: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A conclusion, and what it rests on.

    Attributes:
        column: that says how far it is settled.
        begins: for a conclusion that is drawn and for one that is open what its line says before the rules.
        grounds: the rules about the case, a problem or an action that lead to it.
        of_rows: by table those about its rows.
    """

    column: str
    begins: tuple[str, str]
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
        self._lines = tuple(_lines_of(columns, book, self._style, language))
        self._tables = sorted({table for one in self._lines for table in one.of_rows})

    def pieces(self, folder: Path) -> Iterator[bytes | memoryview]:
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
            raise MissingExtraError("pyarrow", "population") from error
        yield self._style.heading.encode()
        rows = {table: pq.read_table(folder / f"{table}.parquet") for table in self._tables}
        with pq.ParquetFile(folder / f"{CONCLUSIONS}.parquet") as file:
            for cases in file.iter_batches(_CASES):
                if cases.num_rows:
                    yield _texts(self._lines, cases, {table: _Rows(every, cases) for table, every in rows.items()}, self._style)


class _Rows:
    """The rows of some cases in a table of rows.

    Args:
        table: the rows of more cases, in the order of the cases and of the rows of each.
        cases: in their order.
    """

    def __init__(self, table: pa.Table, cases: pa.RecordBatch) -> None:
        import numpy as np

        numbers, wanted = table[NUMBER].to_numpy(), cases[NUMBER].to_numpy()
        first, last = np.searchsorted(numbers, wanted[0], "left"), np.searchsorted(numbers, wanted[-1], "right")
        self.table = table.slice(first, last - first).combine_chunks()
        self.positions: Numbers = self.table[POSITION].to_numpy().astype(np.int64)
        self.case: Numbers = np.searchsorted(wanted, self.table[NUMBER].to_numpy())
        """Of each row the place of its case among the cases."""


def _texts(lines: Iterable[_Line], cases: pa.RecordBatch, rows: Mapping[str, _Rows], style: Style) -> memoryview:
    """All lines of some cases."""
    import pyarrow as pa
    import pyarrow.compute as pc

    heads = pa.array([style.head(number, case) for number, case in zip(*(cases[name].to_pylist() for name in (NUMBER, CASE)), strict=True)])
    nothing = pa.array([""] * cases.num_rows)
    told = (_of_conclusion(one, cases, rows, style) for one in lines)
    # What stands between the texts of a case is its head; where a conclusion is ruled out there is nothing, and no head for it.
    joined = pc.binary_join_element_wise(nothing, *(one for one in told if one is not None), heads, null_handling="skip")
    return _in_a_row(joined)


def _in_a_row(texts: pa.StringArray) -> memoryview:
    """Texts one after the other, as they lie in the memory."""
    import numpy as np

    _, ends, characters = texts.buffers()
    if characters is None:
        return memoryview(b"")
    places = np.frombuffer(ends, np.int32)
    return memoryview(characters)[places[texts.offset] : places[texts.offset + len(texts)]]


def _of_conclusion(line: _Line, cases: pa.RecordBatch, rows: Mapping[str, _Rows], style: Style) -> pa.Array | None:
    """Of each case the line of a conclusion, without its head, and null where it is ruled out; None when it is so for all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    status = _states(cases[line.column])
    if not status.any():
        return None

    def begins(settled: int) -> str:
        return line.begins[settled == _OPEN]

    first, *others = (line.grounds[at : at + _MOST_RULES] for at in range(0, max(1, len(line.grounds)), _MOST_RULES))
    chosen = _chosen(first, cases, status)
    if not others and not line.of_rows:
        return _worded(status, chosen, lambda settled, mask: begins(settled) + _listed(first, mask, style) + style.after_rules)
    told = [_worded(status, _chosen(some, cases, status), partial(_listed_of, some, style)) for some in (first, *others)]
    for table, of_table in line.of_rows.items():
        several = (of_table[at : at + _MOST_RULES] for at in range(0, len(of_table), _MOST_RULES))
        told += [_about_rows(some, rows[table], table, status, style) for some in several]
    # Where all are null PyArrow (26) leaves the case out, so a text of nothing comes first, and what it brings is taken off again.
    nothing = pa.array([""] * cases.num_rows)
    rules = pc.binary_join_element_wise(nothing, *told, style.separator, null_handling="skip")
    rules = pc.utf8_slice_codeunits(rules, start=len(style.separator))
    return pc.binary_join_element_wise(_worded(status, chosen * 0, lambda settled, _: begins(settled)), rules, style.after_rules, "")


def _about_rows(grounds: Sequence[_Ground], rows: _Rows, table: str, status: Numbers, style: Style) -> pa.Array:
    """Of each case the rules about its rows that matter, row by row; null where none does."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    masks = _chosen(grounds, rows.table, status[rows.case])
    telling = np.flatnonzero(masks)
    pairs, which = np.unique(np.stack([masks[telling], rows.positions[telling]]), axis=1, return_inverse=True)
    texts = []
    for mask, position in pairs.T.tolist():
        row = f"@{table}[{position if position >= 0 else '?'}]"
        texts.append(style.separator.join(style.rule(one.rule + row) for one in _picked(grounds, mask)))
    told = pa.array(texts, pa.string()).take(pa.array(which.reshape(-1)))
    ends = np.searchsorted(rows.case[telling], np.arange(len(status) + 1))
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), told), style.separator)
    return pc.if_else(pa.array(ends[1:] > ends[:-1]), joined, pa.scalar(None, pa.string()))


def _states(column: Any) -> Numbers:
    """Three values as numbers."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    states = pc.fill_null(column, False).to_numpy(zero_copy_only=False).astype(np.int8)
    if column.null_count:
        states[~column.is_valid().to_numpy(zero_copy_only=False)] = _OPEN
    return states


def _chosen(grounds: Sequence[_Ground], table: Any, status: Numbers) -> Numbers:
    """Which rules matter, as the bits of a number: those that hold where a conclusion is drawn, and that may where it is open."""
    import numpy as np

    masks = np.zeros(len(status), np.int64)
    for index, one in enumerate(grounds):
        masks |= ((_states(table[one.column]) == status) & (status != _FALSE)).astype(np.int64) << index
    return masks


def _picked(grounds: Sequence[_Ground], mask: int) -> Iterator[_Ground]:
    return (one for index, one in enumerate(grounds) if mask >> index & 1)


def _listed(grounds: Sequence[_Ground], mask: int, style: Style) -> str:
    return style.separator.join(style.rule(one.rule) for one in _picked(grounds, mask))


def _listed_of(grounds: Sequence[_Ground], style: Style, _: int, mask: int) -> str | None:
    return _listed(grounds, mask, style) or None


def _worded(status: Numbers, masks: Numbers, words: Callable[[int, int], str | None]) -> pa.Array:
    """The text for each case, made once for each status with the same rules; null where the conclusion is ruled out."""
    import numpy as np
    import pyarrow as pa

    codes = masks * 3 + status
    if codes.max(initial=0) < _SMALL:
        seen = np.flatnonzero(np.bincount(codes))
        place = np.zeros(int(codes.max(initial=0)) + 1, np.int64)
        place[seen] = np.arange(len(seen))
        which = place[codes]
    else:
        seen, which = np.unique(codes, return_inverse=True)
    texts = [None if code % 3 == _FALSE else words(code % 3, code // 3) for code in seen.tolist()]
    return pa.array(texts, pa.string()).take(pa.array(which))


def _lines_of(columns: Sequence[ResultColumn], book: RuleBook, style: Style, language: Language) -> Iterator[_Line]:
    leads_to = {rule.id: rule.then for rule in book.rules}
    of_case: dict[tuple[str, str, str], list[_Ground]] = defaultdict(list)
    of_rows: dict[tuple[str, str, str], dict[str, list[_Ground]]] = defaultdict(lambda: defaultdict(list))
    for one in columns:
        if not one.rule:
            continue
        for key in dict.fromkeys((out.kind, out.id, one.about if out.kind in ABOUT else "") for out in leads_to[one.rule]):
            if one.table == CONCLUSIONS:
                of_case[key].append(_Ground(one.name, f"{one.rule}@{one.about}" if one.about else one.rule))
            else:
                of_rows[key][one.table].append(_Ground(one.name, one.rule))
    for one in columns:
        if one.rule:
            continue
        key = (one.kind, one.id, one.about)
        title = title_of(one, book).in_(language)
        begins = (style.before_rules((*key, "concluded", title)), style.before_rules((*key, "open", title)))
        fed = {table: tuple(grounds) for table, grounds in of_rows[key].items()}
        yield _Line(one.name, begins, tuple(of_case[key]), fed)
