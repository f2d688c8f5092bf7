"""Columns of other types than ours: which hold the same answers in another form, and making ours of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, Place, nearest_word, printable
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import questions_of_rows
from commplan_advisor.questionnaire.questions import Question

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from commplan_advisor.population.reading.checking import Mask

_WANTED = {
    "yes_no": Text("ja of nee (bool)", "yes or no (bool)"),
    "number": Text("een getal (int64 of double)", "a number (int64 or double)"),
    "text": Text("tekst (string)", "text (string)"),
    "option": Text("tekst (string)", "text (string)"),
    "day": Text("een datum (string zoals 2026-01-31, of date32)", "a date (string such as 2026-01-31, or date32)"),
    "options": Text("een lijst van teksten (list<string>)", "a list of texts (list<string>)"),
    "texts": Text("een lijst van teksten (list<string>)", "a list of texts (list<string>)"),
    "list": Text("een lijst van regels (list<struct>)", "a list of rows (list<struct>)"),
}


def misfits(kind: pa.DataType, question: Question, place: Place, path: str = "") -> Iterator[Fault]:
    """What is wrong with the type of a column for a question.

    Args:
        kind: the type.
        question: the question.
        place: of the input.
        path: of the question, as it is told.
    """
    import pyarrow.types as t

    path = path or question.path
    plain = kind.value_type if t.is_dictionary(kind) else kind
    if t.is_null(plain):
        return
    if question.kind in ("options", "texts", "list"):
        if not _is_list(plain):
            yield _misfit(kind, question, place, path)
        elif question.kind != "list":
            if not is_text(plain.value_type) and not t.is_null(plain.value_type):
                yield _misfit(kind, question, place, path)
        elif t.is_struct(plain.value_type):
            yield from _misfits_of_rows(plain.value_type, question, place, path)
        elif not t.is_null(plain.value_type):
            yield _misfit(kind, question, place, path)
    elif not _fits(plain, question):
        yield _misfit(kind, question, place, path)


def missing_of_rows(kind: pa.DataType, question: Question) -> list[str]:
    """The questions about a row that the rows of a column do not have."""
    import pyarrow.types as t

    if question.kind != "list" or not _is_list(kind) or not t.is_struct(kind.value_type):
        return []
    there = {field.name for field in kind.value_type}
    return [f"{question.path}[].{name}" for name in questions_of_rows(question.path) if name not in there]


def fitted(column: pa.Array, question: Question, wanted: pa.DataType) -> tuple[pa.Array, Mask | None]:
    """A column in our type, and in which rows it does not fit; those rows count as unanswered in it.

    Args:
        column: of a type that does not misfit.
        question: that it answers.
        wanted: our type.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    if t.is_dictionary(column.type):
        column = column.dictionary_decode()
    if column.type == wanted:
        return column, None
    if t.is_null(column.type):
        return pa.nulls(len(column), wanted), None
    if question.kind == "number":
        return _number(column, wanted)
    if not _is_list(column.type):
        return column.cast(wanted), None
    if not t.is_list(column.type):
        column = column.cast(pa.list_(column.type.value_type))
    # Of a slice or of rows with null, the offsets do not begin at 0 or are not close together: these are made anew.
    values, lengths = pc.list_flatten(column), pc.fill_null(pc.list_value_length(column), 0).to_numpy()
    parents = pc.list_parent_indices(column).to_numpy()
    values, misfit = _values(values, question, wanted.value_type)
    offsets = pa.array(np.r_[0, np.cumsum(lengths)].astype(np.int32))
    lists = pa.ListArray.from_arrays(offsets, values, type=wanted, mask=column.is_null())
    rows = None
    if misfit is not None:
        rows = np.zeros(len(column), dtype=bool)
        rows[parents[misfit]] = True
    return lists, rows


def _values(values: pa.Array, question: Question, wanted: pa.DataType) -> tuple[pa.Array, Mask | None]:
    """What stands in lists, in our type."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    if t.is_null(values.type):
        return pa.nulls(len(values), wanted), None
    if question.kind != "list":
        return values.cast(wanted), None
    asked, given = questions_of_rows(question.path), [field.name for field in values.type]
    children, found = [], None
    for field in wanted:
        if field.name not in given:
            children.append(pa.nulls(len(values), field.type))
            continue
        child = pc.struct_field(values, indices=[given.index(field.name)])
        child, misfit = fitted(child, asked[field.name], field.type)
        children.append(child)
        found = misfit if found is None else found if misfit is None else found | misfit
    return pa.StructArray.from_arrays(children, fields=list(wanted), mask=values.is_null()), found


def _number(column: pa.Array, wanted: pa.DataType) -> tuple[pa.Array, Mask | None]:
    """Numbers in our type; a fraction, or one that is too large, does not fit where a whole number is asked."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        return column.cast(wanted), None
    except pa.ArrowInvalid:
        pass
    loose: pa.Array = column.cast(wanted, safe=False)
    same = pc.fill_null(pc.equal(loose.cast(pa.float64(), safe=False), column.cast(pa.float64(), safe=False)), False)
    misfit: np.ndarray[Any, np.dtype[np.bool_]] = pc.and_(column.is_valid(), pc.invert(same)).to_numpy(zero_copy_only=False)
    return pc.if_else(pa.array(~misfit), loose, None), misfit


def _misfits_of_rows(kind: pa.DataType, question: Question, place: Place, path: str) -> Iterator[Fault]:
    asked = questions_of_rows(question.path)
    names = [field.name for field in kind]
    for field in kind:
        inner = f"{path}[].{field.name}"
        if names.count(field.name) > 1:
            yield Fault(place, Text("is een veld dat er twee keer is.", "is a field that is there twice."), "", printable(inner[:200]))
        elif field.name in asked:
            yield from misfits(field.type, asked[field.name], place, inner)
        else:
            message = Text("is geen vraag over een regel van deze lijst.", "is not a question about a row of this list.")
            yield Fault(place, message, "", printable(inner[:200]), nearest_word(field.name, asked))


def _misfit(kind: pa.DataType, question: Question, place: Place, path: str) -> Fault:
    wanted = _WANTED[question.kind]
    message = Text(f"is het verkeerde soort kolom; het moet zijn: {wanted.nl}.", f"is the wrong type of column; it must be: {wanted.en}.")
    return Fault(place, message, path, printable(str(kind)[:100]))


def _fits(kind: pa.DataType, question: Question) -> bool:
    import pyarrow.types as t

    if question.kind == "yes_no":
        return bool(t.is_boolean(kind))
    if question.kind == "number":
        return bool(t.is_integer(kind) or t.is_floating(kind))
    return is_text(kind) or (question.kind == "day" and bool(t.is_date32(kind)))


def is_text(kind: pa.DataType) -> bool:
    """Whether a type is one of those for text."""
    import pyarrow.types as t

    if t.is_dictionary(kind):
        kind = kind.value_type
    return bool(t.is_string(kind) or t.is_large_string(kind) or t.is_string_view(kind))


def _is_list(kind: pa.DataType) -> bool:
    import pyarrow.types as t

    return bool(t.is_list(kind) or t.is_large_list(kind))
