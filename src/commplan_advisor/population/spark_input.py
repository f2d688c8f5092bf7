"""Questionnaires for Spark: the columns that they must have, and a query that says which rows are no valid questionnaire.

Parquet is taken as `columns.schema_of_cases` has it, of the very same types: what people typed (`ja`, `62%`) is read by `reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, schema_of_cases
from commplan_advisor.population.reading.headings import NAME, headings_of
from commplan_advisor.population.reading.limits import Limits, limits_here

if TYPE_CHECKING:
    import pyarrow as pa

QUESTIONS = "questions"
"""In what is set aside, the column with the questions whose answers are not valid."""
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""All that Python takes off the ends of a text."""
_DAY = "^(20[0-9][0-9]|2100)-[0-9][0-9]-[0-9][0-9]$"


def check_columns(found: Mapping[str, str], input_: str) -> None:
    """Check the columns of an input. To be called in `with_added(book.added)`.

    Args:
        found: the type of each column, as Spark writes it.
        input_: how the input is called.

    Raises:
        FaultyInputError: with every column that is unknown, of another type, or missing where it is needed.
    """
    place = Place(input_)
    _, faults = headings_of(list(found), place, cells=False)
    if NUMBER not in found:
        words = Text(
            "ontbreekt: rijen op een cluster hebben geen volgorde, dus elke rij heeft haar eigen nummer nodig.",
            "is missing: rows on a cluster have no order, so each row needs a number of its own.",
        )
        faults.append(Fault(place, words, NUMBER))
    for field in schema_of_cases():
        wanted = spark_type(field.type)
        if field.name in found and found[field.name] != wanted:
            words = Text(f"is het type van deze kolom; het moet {wanted} zijn.", f"is the type of this column; it must be {wanted}.")
            faults.append(Fault(place, words, field.name, found[field.name]))
    if faults:
        raise FaultyInputError(faults)


def spark_type(kind: pa.DataType) -> str:
    """The type of a column as Spark writes it."""
    import pyarrow as pa

    if pa.types.is_list(kind):
        return f"array<{spark_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{','.join(f'{one.name}:{spark_type(one.type)}' for one in kind)}>"
    return {"bool": "boolean", "int64": "bigint", "double": "double"}.get(str(kind), "string")


def as_cases(given: Sequence[str], table: str) -> str:
    """The query for a table of questionnaires with every column; a question without a column is unanswered.

    Args:
        given: the columns that there are.
        table: that has them.
    """
    named = f"NULLIF({_quoted(CASE)}, '')" if CASE in given else "NULL"
    columns = [NUMBER, f"COALESCE({named}, {_quoted(NAME)}, '') AS {_quoted(CASE)}"]
    for field in schema_of_cases():
        if field.name not in (NUMBER, CASE):
            own = _quoted(field.name)
            columns.append(own if field.name in given else f"CAST(NULL AS {_declared(field.type)}) AS {own}")
    return f"SELECT {', '.join(columns)} FROM {table}"


def not_valid(table: str) -> str:
    """The query for the rows that are no valid questionnaire: number, name, and the questions whose answers are not valid.

    To be called in `with_added(book.added)`.
    """
    limits = limits_here()
    wrong = [f"IF({_quoted(NAME)} IS NULL, {_text(NAME)}, NULL)"]
    for question in questions_of_cases():
        own = _quoted(question.path)
        if (fine := _fine(limits[question.path], own)) != "TRUE":
            wrong.append(f"IF({own} IS NOT NULL AND NOT COALESCE({fine}, FALSE), {_text(question.path)}, NULL)")
    told = f"FILTER(ARRAY({', '.join(wrong)}), one -> one IS NOT NULL)"
    return f"SELECT * FROM (SELECT {NUMBER}, {_quoted(CASE)}, {told} AS {QUESTIONS} FROM {table}) WHERE SIZE({QUESTIONS}) > 0"


def _fine(limits: Limits, value: str, depth: int = 0) -> str:
    """What is true of a valid answer; of an answer that is not null."""
    one = f"x{depth}"
    match limits.question.kind:
        case "yes_no":
            return "TRUE"
        case "number":
            return f"{value} BETWEEN {limits.least} AND {limits.most}"
        case "option":
            return _is_option(limits, value)
        case "day":
            return f"(LENGTH({value}) = 10 AND {value} RLIKE {_text(_DAY)} AND TRY_CAST({value} AS DATE) IS NOT NULL)"
        case "text":
            return _is_text(limits, value)
        case "texts":
            return _of_list(limits, value, f"{one} -> {one} IS NOT NULL AND {_is_text(limits, one)}")
        case "options":
            listed = _of_list(limits, value, f"{one} -> {one} IS NOT NULL AND {_is_option(limits, one)}")
            return f"({listed} AND SIZE(ARRAY_DISTINCT({value})) = SIZE({value}))"
        case "list":
            inner = " AND ".join(_of_row(limits, one, depth))
            return _of_list(limits, value, f"{one} -> {one} IS NOT NULL{' AND ' if inner else ''}{inner}")


def _of_row(limits: Limits, row: str, depth: int) -> Iterator[str]:
    for name, one in limits.inner.items():
        value = f"{row}.{_quoted(name)}"
        if (fine := _fine(one, value, depth + 1)) != "TRUE":
            yield f"({value} IS NULL OR COALESCE({fine}, FALSE))"


def _of_list(limits: Limits, value: str, each: str) -> str:
    most = f"SIZE({value}) <= {limits.rows} AND " if limits.rows else ""
    return f"({most}FORALL({value}, {each}))"


def _is_option(limits: Limits, value: str) -> str:
    return f"{value} IN ({', '.join(_text(one.value) for one in limits.question.options)})"


def _is_text(limits: Limits, value: str) -> str:
    """Of texts counts what is left without spaces around it, as in every file that we read."""
    bare = f"TRIM(BOTH {_text(_SPACES)} FROM {value})"
    length = f"LENGTH({bare}) BETWEEN 1 AND {limits.longest}" if limits.longest else f"LENGTH({bare}) >= 1"
    return f"({length} AND {bare} RLIKE {_text(limits.pattern)})" if limits.pattern else f"({length})"


def _declared(kind: pa.DataType) -> str:
    """A type as a query names it."""
    import pyarrow as pa

    if pa.types.is_list(kind):
        return f"ARRAY<{_declared(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"STRUCT<{', '.join(f'{_quoted(one.name)}: {_declared(one.type)}' for one in kind)}>"
    return spark_type(kind).upper()


def _quoted(name: str) -> str:
    return f"`{name}`"


def _text(text: str) -> str:
    """A text in a query, in signs that every console and log can show."""
    return "'" + "".join(one if one.isascii() and one.isprintable() and one not in "\\'" else f"\\u{ord(one):04x}" for one in text) + "'"
