"""From questionnaires to facts: queries that do for a whole table what `questionnaire.facts.facts_of` does for one case.

Only the fields that the rules look at are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from commplan_advisor.population.compiling.logic import all_of, any_of, known, ranked, stated, unranked, written
from commplan_advisor.population.compiling.steps import CASES, NUMBER, POSITION, Step, column, everything_of
from commplan_advisor.population.results import TABLES_OF_ROWS
from commplan_advisor.questionnaire.facts import GATHERED, ROWS, field_named, fields_of_kind
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.options import Platform

if TYPE_CHECKING:
    from sqlglot import exp

    from commplan_advisor.population.compiling.logic import Logic

ANSWERS = "answers"
"""The table of questionnaires, as `population.columns` has it."""
RECORD = "record"
"""A row of a list, in the queries that take the lists apart."""
_COUNTED = {"introduction.audience_count": "audience", "problems.count": "report"}
_SUMMED = {"situation.groups": "groups", "situation.members": "members"}
_PER_1000 = "situation.groups_per_1000"
_PLATFORMS = "situation.platform_count"
_PER_GROUP = "initiative.members_per_group"
_ALONE = "initiatives_alone"


def facts(wanted: Mapping[str, Mapping[str, str]], dialect: str) -> Iterator[Step]:
    """The queries that make the tables of facts, each named after its table.

    Args:
        wanted: by kind of subject the fields that are looked at, and the name of the column of each.
        dialect: of SQL, for taking lists apart: `duckdb` or `spark`.
    """
    lent = {path: name for path, name in wanted["report"].items() if path.startswith("initiative.")}
    own = {path: name for path, name in wanted["report"].items() if path not in lent}
    gathered = _Gathered(wanted["case"])
    for kind in ROWS:
        fields = dict(own if kind == "report" else wanted[kind])
        fields.update(gathered.needs(kind))
        if kind == "initiative" and lent:
            fields.update({**lent, "initiative.platform": "initiative__platform"})
        if kind == "report" and lent:
            fields.setdefault("report.platform", "report__platform")
        table = TABLES_OF_ROWS[kind]
        yield from _rows(kind, fields, f"{table}_told" if kind == "report" and lent else table, dialect)
        if kind == "report" and lent:
            yield from _with_initiatives(table, lent)
        if gathered.of(kind):
            yield gathered.step(kind)
    yield _cases(wanted["case"], gathered)


# -- rows ----------------------------------------------------------------------------------------------------------------------------


def _rows(kind: str, fields: Mapping[str, str], name: str, dialect: str) -> Iterator[Step]:
    """A list as a table: a row for each of its rows, or one at place -1 for what a list that was not answered may hold."""
    from sqlglot import exp

    yield Step(f"{name}_apart", _taken_apart(ROWS[kind].removesuffix("[]."), dialect))
    columns = (exp.alias_(_of_record(kind, path), one) for path, one in fields.items())
    yield Step(name, exp.select(NUMBER, POSITION, *columns).from_(f"{name}_apart"))


def _taken_apart(path: str, dialect: str) -> exp.Query:
    """The records of a list with their places."""
    from sqlglot import exp, parse_one

    name = exp.to_identifier(path, quoted=True).sql(dialect=dialect)
    if dialect == "duckdb":
        text = (
            f"SELECT number, UNNEST(COALESCE({name}, [NULL])) AS {RECORD}, "
            f"UNNEST(CASE WHEN {name} IS NULL THEN [-1] ELSE RANGE(LEN({name})) END) AS {POSITION} FROM {ANSWERS}"
        )
    else:
        text = (
            f"SELECT number, {POSITION}, {RECORD} FROM {ANSWERS} LATERAL VIEW POSEXPLODE({name}) AS {POSITION}, {RECORD} "
            f"UNION ALL SELECT number, -1 AS {POSITION}, NULL AS {RECORD} FROM {ANSWERS} WHERE {name} IS NULL"
        )
    query = parse_one(text, dialect=dialect)
    assert isinstance(query, exp.Query)
    return query


def _of_record(kind: str, path: str) -> exp.Expression:
    """A field of a row, from its record."""
    from sqlglot import exp

    def told(name: str) -> exp.Expression:
        return exp.column(name, table=RECORD, quoted=True)

    if path == _PER_GROUP:
        return _half_even(_as_number(told("members")), _as_number(told("groups")))
    fields = fields_of_kind(kind)
    if path in fields:
        name = path.partition(".")[2]
        return _told(fields[path].kind, told(name))
    field, _, option = path.rpartition(".")
    return exp.ArrayContains(this=told(field.partition(".")[2]), expression=exp.Literal.string(option))


def _told(kind: str, value: exp.Expression) -> exp.Expression:
    """An answer as a fact: of words, days and sets only that there is one."""
    if kind == "number":
        return _as_number(value)
    return value if kind in ("yes_no", "option") else stated(value)


def _half_even(of: exp.Expression, by: exp.Expression) -> exp.Expression:
    """A quotient as a whole number, a half to the even one, as Python rounds; null when it cannot be known or divided."""
    from sqlglot import exp

    number = exp.Literal.number
    quotient = exp.Paren(this=exp.Div(this=of, expression=exp.Nullif(this=by, expression=number(0)), typed=False, safe=False))
    floor = exp.Floor(this=quotient)
    rest = exp.Paren(this=exp.Sub(this=quotient.copy(), expression=floor.copy()))
    half = exp.cast(exp.Literal.string("0.5"), "double")
    odd = exp.GT(
        this=exp.Sub(
            this=floor.copy(),
            expression=exp.Mul(this=number(2), expression=exp.Floor(this=exp.Div(this=floor.copy(), expression=number(2), safe=False))),
        ),
        expression=number(0),
    )
    up = exp.or_(
        exp.GT(this=rest, expression=half), exp.and_(exp.EQ(this=rest.copy(), expression=half.copy()), odd, copy=False), copy=False
    )
    return exp.Add(this=floor.copy(), expression=exp.Case().when(up, number(1)).else_(number(0)))


def _with_initiatives(table: str, lent: Mapping[str, str]) -> Iterator[Step]:
    """Reports that carry along the fields of the one initiative on their platform, once all platforms are known."""
    from sqlglot import exp

    platform = "initiative__platform"
    columns = [exp.alias_(exp.Max(this=column(name)), name) if name != platform else column(name) for name in lent.values()]
    if platform not in lent.values():
        columns.append(column(platform))
    yield Step(
        _ALONE,
        exp.select(NUMBER, *columns)
        .from_(TABLES_OF_ROWS["initiative"])
        .group_by(NUMBER, platform)
        .having(exp.EQ(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1))),
    )
    not_known = exp.select(NUMBER).from_(TABLES_OF_ROWS["initiative"]).where(exp.Is(this=column(platform), expression=exp.null()))
    told = f"{table}_told"
    known_there = exp.Not(this=exp.In(this=column(NUMBER), query=exp.Subquery(this=not_known)))
    yield Step(f"{_ALONE}_known", exp.select("*").from_(_ALONE).where(known_there))
    matches = exp.and_(
        exp.EQ(this=exp.column(NUMBER, table=told), expression=exp.column(NUMBER, table=f"{_ALONE}_known")),
        exp.EQ(this=column("report__platform"), expression=exp.column(platform, table=f"{_ALONE}_known")),
        copy=False,
    )
    carried = (exp.column(name, table=f"{_ALONE}_known") for name in lent.values())
    yield Step(table, exp.select(everything_of(told), *carried).from_(told).join(f"{_ALONE}_known", on=matches, join_type="left"))


# -- what follows by counting ----------------------------------------------------------------------------------------------------------


class _Gathered:
    """What the case says of its rows, gathered for each case.

    Args:
        wanted: the fields of the case that are looked at.
    """

    def __init__(self, wanted: Mapping[str, str]) -> None:
        self.flags: dict[str, tuple[str, str, str]] = {}
        for path in wanted:
            if path in GATHERED:
                for option in field_named(path).options:
                    self._add(f"{path}.{option}")
            elif path.rpartition(".")[0] in GATHERED:
                self._add(path)
        self.wanted = wanted
        self.counts = bool({_PLATFORMS, _PER_1000, *_SUMMED} & wanted.keys())

    def _add(self, path: str) -> None:
        field, _, option = path.rpartition(".")
        self.flags[path] = (GATHERED[field].partition(".")[0], GATHERED[field], option)

    def needs(self, kind: str) -> dict[str, str]:
        """The fields of rows that it looks at, and their columns."""
        found = {}
        for of_kind, field, option in self.flags.values():
            if of_kind == kind:
                path = f"{field}.{option}" if fields_of_kind(kind)[field].kind == "options" else field
                found[path] = _name(path)
        if kind == "initiative" and self.counts:
            found.update({f"initiative.{one}": f"initiative__{one}" for one in ("platform", "groups", "members")})
        return found

    def of(self, kind: str) -> bool:
        """Whether there is anything to gather of a kind."""
        return any(of_kind == kind for of_kind, _, _ in self.flags.values()) or (kind == "initiative" and self.counts)

    def step(self, kind: str) -> Step:
        """For each case what its rows say together."""
        from sqlglot import exp

        table = TABLES_OF_ROWS[kind]
        columns = [
            exp.alias_(exp.Max(this=ranked(_has(kind, field, option))), _name(f"of.{path}"))
            for path, (of_kind, field, option) in self.flags.items()
            if of_kind == kind
        ]
        if kind == "initiative" and self.counts:
            columns.extend(_counts())
        return Step(f"{table}_gathered", exp.select(NUMBER, *columns).from_(table).group_by(NUMBER))

    def flag(self, path: str) -> exp.Expression:
        """Whether a case has a row with an answer."""
        return unranked(column(_name(f"of.{path}")))


def _has(kind: str, field: str, option: str) -> Logic:
    from sqlglot import exp

    if fields_of_kind(kind)[field].kind == "options":
        return column(_name(f"{field}.{option}"))
    return exp.EQ(this=column(_name(field)), expression=exp.Literal.string(option))


def _counts() -> Iterator[exp.Expr]:
    """Sums of initiatives, and how many rows keep them from being known."""
    from sqlglot import exp

    platform = column("initiative__platform")
    yield exp.alias_(exp.Count(this=exp.Distinct(expressions=[platform])), "platforms")
    yield exp.alias_(exp.Sub(this=exp.Count(this=exp.Star()), expression=exp.Count(this=platform.copy())), "platforms_not_known")
    with_groups = exp.In(this=platform.copy(), expressions=[exp.Literal.string(str(one)) for one in Platform.known() if one.has_groups])
    for name in _SUMMED.values():
        value = column(f"initiative__{name}")
        yield exp.alias_(exp.Sum(this=exp.Case().when(with_groups.copy(), value)), f"{name}_in_all")
        missing = exp.and_(with_groups.copy(), exp.Is(this=value.copy(), expression=exp.null()), copy=False)
        yield exp.alias_(exp.Count(this=exp.Case().when(missing, exp.Literal.number(1))), f"{name}_not_known")


def _cases(wanted: Mapping[str, str], gathered: _Gathered) -> Step:
    from sqlglot import exp

    columns = [exp.alias_(_of_case(path, gathered), name) for path, name in wanted.items()]
    query = exp.select(exp.column(NUMBER, table=ANSWERS), *columns).from_(ANSWERS)
    for kind in ROWS:
        if gathered.of(kind):
            query = query.join(f"{TABLES_OF_ROWS[kind]}_gathered", using=[NUMBER], join_type="left")
    return Step(CASES, query)


def _of_case(path: str, gathered: _Gathered) -> exp.Expression:
    from sqlglot import exp

    def answer(name: str) -> exp.Expression:
        return exp.column(name, table=ANSWERS, quoted=True)

    number = exp.Literal.number
    if path == "questionnaire":
        return exp.Coalesce(this=_as_number(answer(path)), expressions=[number(VERSION)])
    if path in GATHERED:
        return written(any_of(known(gathered.flag(f"{path}.{option}")) for option in field_named(path).options))
    if path in gathered.flags:
        return gathered.flag(path)
    if path in _COUNTED:
        return _as_number(exp.ArraySize(this=answer(ROWS[_COUNTED[path]].removesuffix("[]."))))
    if path == _PLATFORMS:
        return _as_number(_once_known(["platforms_not_known"], "platforms"))
    if path in _SUMMED:
        return _sum(_SUMMED[path])
    if path == _PER_1000:
        by = exp.Nullif(this=_as_number(answer("municipality.inhabitants")), expression=number(0))
        return exp.Div(this=exp.Mul(this=number(1000), expression=exp.Paren(this=_sum("groups"))), expression=by, typed=False, safe=False)
    fields = fields_of_kind("case")
    if path in fields:
        return _told(fields[path].kind, answer(path))
    field, _, option = path.rpartition(".")
    return exp.ArrayContains(this=answer(field), expression=exp.Literal.string(option))


def _sum(name: str) -> exp.Expression:
    return _as_number(_once_known(["platforms_not_known", f"{name}_not_known"], f"{name}_in_all"))


def _once_known(missing: Sequence[str], value: str) -> exp.Expression:
    """A number of all rows, 0 when there are none, once nothing is missing."""
    from sqlglot import exp

    number = exp.Literal.number
    none_missing = all_of(exp.EQ(this=exp.Coalesce(this=column(one), expressions=[number(0)]), expression=number(0)) for one in missing)
    return exp.Case().when(written(none_missing), exp.Coalesce(this=column(value), expressions=[number(0)]))


def _as_number(value: exp.Expression) -> exp.Expression:
    from sqlglot import exp

    return exp.cast(value, "double")


def _name(path: str) -> str:
    return path.replace(".", "__")
