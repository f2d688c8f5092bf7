"""The same expressions as our queries, over columns of numpy.

It begins with facts that are ready, as columns, and ends with masks in memory. What it does is what any engine on columns has to do at
least, so it says how far from that ours is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.numpy_logic import Column, Masks, Work, column_of, gathered, work_of
from commplan_advisor.population.compiling.facts import facts
from commplan_advisor.population.compiling.results import as_one
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.compiling.steps import CASES, NUMBER, Compiled, Step
from commplan_advisor.population.results import TABLES_OF_ROWS, ResultColumn
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    import pyarrow as pa
    from sqlglot import exp

Columns = dict[str, Column]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list: the case of each by its place, and where the rows of each case that has any begin."""

    case: Any
    starts: Any
    cases: Any
    columns: Columns


@dataclass(frozen=True, slots=True)
class Ready:
    """Facts as columns."""

    count: int
    cases: Columns
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class _Doing:
    """A step: of which rows (empty for the cases), whether it gathers them for each case, and the columns that it makes."""

    table: str
    gathers: bool
    made: tuple[tuple[str, Work], ...]


class NumpyColumns:
    """A rule book over columns.

    Args:
        book: the rule book.
    """

    def __init__(self, book: RuleBook) -> None:
        with with_added(book.added):
            self.made: Compiled = compiled(book)
            self._facts = list(facts(self.made.facts, "duckdb"))
        self._steps = [doing for step in self.made.steps for doing in _doing(step)]

    def queries(self) -> dict[str, str]:
        """The queries that make the facts from questionnaires, by table."""
        tables = (CASES, *TABLES_OF_ROWS.values())
        return {step.name: as_one(step, self._facts, "duckdb") for step in self._facts if step.name in tables}

    def ready(self, tables: Mapping[str, pa.Table]) -> Ready:
        """The facts as columns of numpy; a case or row is found by its number, in order."""
        import numpy as np

        numbers = tables[CASES][NUMBER].to_numpy()
        rows = {}
        for name in TABLES_OF_ROWS.values():
            places = np.searchsorted(numbers, tables[name][NUMBER].to_numpy())
            starts = np.flatnonzero(np.diff(places, prepend=-1))
            rows[name] = Rows(places, starts, places[starts], _columns(tables[name]))
        return Ready(len(numbers), _columns(tables[CASES]), rows)

    def run(self, ready: Ready) -> dict[str, Columns]:
        """All conclusions and rules: those of cases under an empty name, those of rows under their table."""
        found: dict[str, Columns] = {"": dict(ready.cases), **{name: dict(one.columns) for name, one in ready.rows.items()}}
        for doing in self._steps:
            if not doing.table:
                for name, work in doing.made:
                    found[""][name] = work(found[""].__getitem__)
                continue
            rows, own = ready.rows[doing.table], found[doing.table]
            for name, work in doing.made:
                masks = work(_Among(own, found[""], rows.case))
                if doing.gathers:
                    found[""][name] = gathered(masks, rows.starts, rows.cases, ready.count)
                else:
                    own[name] = masks
        return found

    def told(self, found: Mapping[str, Columns], column: ResultColumn) -> Masks:
        """A column of the results."""
        told = found[column.table if column.table in TABLES_OF_ROWS.values() else ""][self.made.columns[column]]
        assert isinstance(told, Masks)
        return told


class _Among:
    """The columns of rows, and those of their cases."""

    def __init__(self, own: Columns, cases: Columns, places: Any) -> None:
        self._own, self._cases, self._places = own, cases, places

    def __call__(self, name: str) -> Column:
        """A column by its name."""
        own = self._own.get(name)
        if own is None:
            own = self._own[name] = self._cases[name].of(self._places)
        return own


def _columns(table: pa.Table) -> Columns:
    return {name: column_of(table[name]) for name in table.column_names}


def _doing(step: Step) -> Iterator[_Doing]:
    """What a step does; nothing when it only puts together what others made."""
    from sqlglot import exp

    source = step.query.find(exp.From)
    assert source is not None
    table = next((one for one in TABLES_OF_ROWS.values() if source.this.name.split("_")[0] == one), "")
    joined = [join.this.name for join in step.query.args.get("joins") or ()]
    if any(name.endswith("_found") for name in joined) or step.name.endswith("_all"):
        return
    made = [(one.alias, one.this) for one in step.query.expressions if isinstance(one, exp.Alias)]
    gathers = step.name.endswith("_found")
    if gathers:
        made = [(name, _unranked(maximum)) for name, maximum in made]
    yield _Doing(table, gathers, tuple((name, work_of(one)) for name, one in made))


def _unranked(maximum: exp.Expression) -> exp.Expression:
    """What the highest rank is taken of: within it stands a cast of just that."""
    from sqlglot import exp

    cast = maximum.find(exp.Cast)
    assert cast is not None
    found: exp.Expression = cast.this
    return found
