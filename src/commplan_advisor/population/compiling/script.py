"""A rule book as a script of SQL, to run in a warehouse of one's own: the tables that it reads, a step for each query, and the results.

The script asks little of an engine: no step has more columns than what comes new with it and what later steps read, and the results are a
view for each kind of conclusion. So the rule book that ships fits where a table has room for 1,000 columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Language, Text
from commplan_advisor.population.columns import CASE, schema_of_cases
from commplan_advisor.population.compiling.dialects import Dialect
from commplan_advisor.population.compiling.facts import ANSWERS, facts
from commplan_advisor.population.compiling.pruning import outputs_of, pruned
from commplan_advisor.population.compiling.script_words import (
    about_script,
    heading_of,
    line_of_column,
    lines_of_facts,
    meaning_of,
    of_answers,
)
from commplan_advisor.population.compiling.stages import compiled
from commplan_advisor.population.compiling.steps import CASES, NUMBER, POSITION, Compiled, Step
from commplan_advisor.population.results import CONCLUSIONS, TABLES_OF_ROWS, ResultColumn
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    from sqlglot import exp

Form = Literal["view", "table"]
"""What each step becomes."""
Origin = Literal["facts", "questionnaires"]
"""What the script begins with: tables of facts, or a table of questionnaires as `population.columns` has it."""
CASE_NAME = "case_name"
"""What a case is called, in the facts and the results; `case` is a word of SQL."""
_KEYS = 3
"""The most columns of a result before those that say something."""


class TooWideError(Exception):
    """A rule book does not fit in a dialect.

    Args:
        message: what does not fit.
    """

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Result:
    """A view of the results.

    Attributes:
        name: of the view.
        at: the step that it reads.
        columns: what it says, each with its name in the step.
    """

    name: str
    at: str
    columns: tuple[tuple[ResultColumn, str], ...]


def script(book: RuleBook, dialect: Dialect, form: Form = "table", origin: Origin | None = None, language: Language = "nl") -> str:
    """The script. To be made in `with_added(book.added)`.

    Args:
        book: the rule book.
        dialect: of SQL.
        form: what each step becomes. Views on top of views take an engine some ten times as long, and not every engine can.
        origin: what the script begins with; questionnaires, where the dialect can take them apart, when not given.
        language: of the remarks.

    Raises:
        MissingExtraError: SQLGlot or Arrow is not installed.
        TooWideError: the dialect has no room for so many columns.
        ValueError: the dialect cannot take questionnaires apart.
    """
    try:
        import pyarrow  # noqa: F401
        import sqlglot  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(error.name or "sqlglot", "population") from error
    if origin == "questionnaires" and not dialect.lists:
        raise ValueError(dialect.name)
    with with_added(book.added):
        return _Script(book, dialect, form, origin or dialect.origin, language).text()


class _Script:
    def __init__(self, book: RuleBook, dialect: Dialect, form: Form, origin: Origin, language: Language) -> None:
        self.book, self.dialect, self.form, self.origin = book, dialect, form, origin
        self.language: Language = language
        self.made = compiled(book)
        made_facts = list(with_names(facts(self.made.facts, dialect.lists))) if origin == "questionnaires" else []
        steps = [*made_facts, *self.made.steps]
        tables = {ANSWERS: tuple(schema_of_cases().names)} if origin == "questionnaires" else _tables_of_facts(self.made)
        outputs = outputs_of(steps, tables)
        self.results = tuple(_results(self.made, steps, outputs))
        wanted: dict[str, set[str]] = defaultdict(set)
        wanted[CASES] = {NUMBER, CASE_NAME}
        for one in self.results:
            wanted[one.at] |= {name for _, name in one.columns} | ({NUMBER, POSITION} & set(outputs[one.at]))
        self.pruned = pruned(steps, tables, wanted)
        self._check_width()

    def _check_width(self) -> None:
        most = self.dialect.most_columns
        wide = [(len(step.query.selects), step.name) for step in self.pruned.steps]
        wide += [(len(one.columns) + _KEYS, one.name) for one in self.results]
        width, name = max(wide, default=(0, ""))
        if most and width > most:
            product = self.dialect.product
            nl = f"dit regelboek past niet in {product}: de stap {name} heeft {width} kolommen, en meer dan {most} kan daar niet."
            en = f"this rule book does not fit in {product}: the step {name} has {width} columns, and it takes no more than {most}."
            raise TooWideError(Text(nl, en))

    # -- the text ----------------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        parts = [
            about_script(self.book, self.dialect, self.form, self.language),
            *(f"{one};\n" for one in self.dialect.before),
        ]
        parts += [*self._dropped(), *self._tables(), *map(self._step, self.pruned.steps), *map(self._result, self.results)]
        return "\n".join(parts)

    def _dropped(self) -> Iterator[str]:
        yield heading_of("anew", self.language)
        lines = [f"DROP VIEW IF EXISTS {one.name};" for one in reversed(self.results)]
        lines += [f"DROP {self.form.upper()} IF EXISTS {step.name};" for step in reversed(self.pruned.steps)]
        yield "\n".join(lines) + "\n"

    def _tables(self) -> Iterator[str]:
        if self.origin == "questionnaires":
            yield heading_of("answers", self.language)
            yield self._table(ANSWERS, [(line, name, kind) for line, name, kind in of_answers(self.language)])
            return
        yield heading_of("facts", self.language)
        for table, kind in ((CASES, "case"), *((table, kind) for kind, table in TABLES_OF_ROWS.items())):
            if table in self.pruned.read:
                columns = [(line, name, "bigint") for line, name in lines_of_facts(kind, self.language)]
                if kind == "case":
                    columns.append((meaning_of("case_name", self.language), CASE_NAME, "varchar"))
                for path, name in self.made.facts[kind].items():
                    if name in self.pruned.read[table]:
                        columns.append((line_of_column(kind, path, self.language), name, _type_of(kind, path)))
                yield self._table(table, columns)

    def _table(self, name: str, columns: Sequence[tuple[str, str, str]]) -> str:
        from sqlglot import exp

        lines = []
        for place, (told, column, kind) in enumerate(columns):
            key = column in (NUMBER, POSITION)
            type_ = exp.DataType.build(kind, dialect="spark")
            if key:
                type_.set("nullable", False)
            ends = "," if place < len(columns) - 1 else ""
            must = " NOT NULL" if key else ""
            lines += [
                f"  -- {told}",
                f"  {self._identifier(column, quoted=name == ANSWERS and not key)} {type_.sql(dialect=self.dialect.name)}{must}{ends}",
            ]
        ending = f" {self.dialect.table_ending}" if self.dialect.table_ending else ""
        return f"CREATE TABLE IF NOT EXISTS {name} (\n" + "\n".join(lines) + f"\n){ending};\n"

    def _identifier(self, name: str, *, quoted: bool) -> str:
        from sqlglot import exp

        return exp.to_identifier(name, quoted=quoted).sql(dialect=self.dialect.name)

    def _step(self, step: Step) -> str:
        ending = f" {self.dialect.table_ending}" if self.form == "table" and self.dialect.table_ending else ""
        fence = f"\n{self.dialect.fence}" if self.form == "view" and self.dialect.fence else ""
        return f"CREATE {self.form.upper()} {step.name}{ending} AS\n{_in_lines(_for_all(step.query), self.dialect.name)}{fence};\n"

    def _result(self, one: Result) -> str:
        keys = [f"{CASES}.{NUMBER} AS {NUMBER}", f"{CASES}.{CASE_NAME} AS {CASE_NAME}"]
        if one.columns[0][0].table != CONCLUSIONS:
            keys.append(f"{one.at}.{POSITION} AS {POSITION}")
        lines = [f"  {key}," for key in keys]
        for place, (column, name) in enumerate(one.columns):
            ends = "," if place < len(one.columns) - 1 else ""
            lines += [f"  -- {_told(column, self.book, self.language)}", f"  {one.at}.{name} AS {name}{ends}"]
        lines.append(f"FROM {one.at} JOIN {CASES} ON {one.at}.{NUMBER} = {CASES}.{NUMBER}")
        return f"CREATE VIEW {one.name} AS\nSELECT\n" + "\n".join(lines) + ";\n"


def with_names(steps: Iterable[Step]) -> Iterator[Step]:
    """Facts that say what each case is called as well."""
    from sqlglot import exp

    for step in steps:
        if step.name == CASES:
            assert isinstance(step.query, exp.Select)
            called = exp.alias_(exp.column(CASE, table=ANSWERS, quoted=True), CASE_NAME)
            step = Step(CASES, step.query.select(called))
        yield step


def _tables_of_facts(made: Compiled) -> Mapping[str, tuple[str, ...]]:
    tables: dict[str, tuple[str, ...]] = {CASES: (NUMBER, CASE_NAME, *made.facts["case"].values())}
    for kind, table in TABLES_OF_ROWS.items():
        tables[table] = (NUMBER, POSITION, *made.facts[kind].values())
    return tables


def _results(made: Compiled, steps: Sequence[Step], outputs: Mapping[str, Sequence[str]]) -> Iterator[Result]:
    """A view for each kind of conclusion, for the rules of each stage, and for each kind of row."""
    order = {step.name: place for place, step in enumerate(steps)}
    made_in: dict[str, str] = {}
    for step in steps:
        for name in outputs[step.name]:
            made_in.setdefault(name, step.name)
    groups: dict[str, list[tuple[ResultColumn, str]]] = defaultdict(list)
    for column, name in made.columns.items():
        group = column.table if column.table != CONCLUSIONS else column.kind or made_in[name]
        groups[group].append((column, name))
    for group, columns in groups.items():
        table = columns[0][0].table
        at = made.results[table] if table != CONCLUSIONS else max((made_in[name] for _, name in columns), key=order.__getitem__)
        yield Result(f"result_{group}", at, tuple(columns))


def _type_of(kind: str, path: str) -> str:
    """The type of a fact, by its field; a member of a set is true or false, and of words only is told that they were answered."""
    field = fields_of_kind(kind).get(path)
    return {"number": "double", "option": "varchar"}.get(field.kind if field else "", "boolean")


def _for_all(query: exp.Query) -> exp.Query:
    """A query without what not every engine does: making a number of true and false, and naming the table of what `USING` joins by."""
    from sqlglot import exp

    def plain(node: exp.Expression) -> exp.Expression:
        product = node.this if isinstance(node, exp.Coalesce) else None
        if isinstance(product, exp.Mul) and isinstance(product.this, exp.Cast) and product.this.to.is_type("smallint"):
            flag = product.this.this
            number = exp.Literal.number
            no = exp.Not(this=exp.Paren(this=flag.copy()) if isinstance(flag, exp.Binary) else flag.copy())
            return exp.Case().when(flag.copy(), number(2)).when(no, number(0)).else_(number(1))
        return node

    made = query.transform(plain)
    assert isinstance(made, exp.Query)
    for select in made.find_all(exp.Select):
        first, *others = [one for one in (select.args.get("from_"), *(select.args.get("joins") or ())) if one is not None]
        for join in others:
            if keys := join.args.get("using"):
                sides = (first.this.alias_or_name, join.this.alias_or_name)
                same = (exp.EQ(this=exp.column(key.name, table=sides[0]), expression=exp.column(key.name, table=sides[1])) for key in keys)
                join.set("using", None)
                join.set("on", exp.and_(*same, copy=False))
    return made


def _in_lines(query: exp.Query, dialect: str) -> str:
    """A query with a line for each column."""
    from sqlglot import exp

    if not isinstance(query, exp.Select) or query.find(exp.Unnest, exp.Explode, exp.Lateral):
        return query.sql(dialect=dialect)
    rest = query.copy()
    rest.set("expressions", [exp.Star()])
    after = rest.sql(dialect=dialect).removeprefix("SELECT * ")
    return "SELECT\n" + ",\n".join(f"  {one.sql(dialect=dialect)}" for one in query.expressions) + f"\n{after}"


def _told(column: ResultColumn, book: RuleBook, language: Language) -> str:
    """The name of a column for people, with what it is called."""
    from commplan_advisor.common.faults import printable

    if column.rule:
        title = next((rule.because.in_(language) for rule in book.rules if rule.id == column.rule), "")
    else:
        title = book.catalogue.entry(column.kind, column.id).title.in_(language)
    return printable(f"{column.name}: {title}")
