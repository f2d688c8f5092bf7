"""The columns that an input has: those that are questions, those that are left alone, and those that are neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commplan_advisor.common.faults import Fault, Place, nearest_word, printable
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER, questions_of_cases, questions_of_rows
from commplan_advisor.questionnaire.questions import OF_THE_PLAN

EXTRA = "extra."
"""So begin the names of columns that are of somebody else, and are passed over."""

NAME = "municipality.name"
_CELL = re.compile(r"^(?P<list>[^\[\]]+)\[(?P<row>[0-9]{1,4})\]\.(?P<name>[^\[\]]+)$")
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds.

    Attributes:
        column: its name.
        path: of the question, or `number` or `case`; for a question about a row that of the list.
        row: the row of that list, by the number in the name of the column; -1 where it is about no row.
        name: of the question about a row.
    """

    column: str
    path: str
    row: int = -1
    name: str = ""


def headings_of(columns: Sequence[str], place: Place, *, cells: bool) -> tuple[list[Heading | None], list[Fault]]:
    """What each column holds, with None for what is passed over; and what is wrong with their names.

    Args:
        columns: their names, in order.
        place: where they stand.
        cells: whether the rows of a list stand in columns of their own, such as `situation.initiatives[0].platform`.
    """
    known = [one.path for one in questions_of_cases()]
    lists = {one.path: questions_of_rows(one.path) for one in questions_of_cases() if one.kind == "list"}
    found: list[Heading | None] = []
    faults = []
    for column in columns:
        heading: Heading | None = None
        cell = _CELL.match(column) if cells else None
        if column in (NUMBER, CASE) or column in known:
            heading = Heading(column, column)
        elif cell and cell["name"] in lists.get(cell["list"], {}):
            heading = Heading(column, cell["list"], int(cell["row"]), cell["name"])
        elif not is_left_alone(column) and not column.startswith(EXTRA):
            faults.append(_unknown(column, place, [NUMBER, CASE, *known], lists if cells else {}))
        if heading and any(one and _key(one) == _key(heading) for one in found):
            faults.append(Fault(place, Text("is een kolom die er twee keer is.", "is a column that is there twice."), "", column))
        found.append(heading)
    if NAME not in columns:
        nl, en = "ontbreekt: elke vragenlijst heeft een gemeente.", "is missing: each questionnaire has a municipality."
        faults.append(Fault(place, Text(nl, en), NAME))
    return found, faults


def _key(heading: Heading) -> tuple[str, int, str]:
    """What tells columns apart: `initiatives[0].name` and `initiatives[00].name` are the same."""
    return heading.path, heading.row, heading.name


def is_left_alone(column: str) -> bool:
    """Whether a column is about how the plan runs."""
    return re.split(r"[.\[]", column)[0] in OF_THE_PLAN


def notes_of(columns: Iterable[str], headings: Sequence[Heading | None], missing: Iterable[str] = ()) -> tuple[Text, ...]:
    """What a user should know of the columns.

    Args:
        columns: the names of all.
        headings: what they hold.
        missing: names of questions about rows that the rows do not have.
    """
    asked = {one.path for one in headings if one}
    about_rows = {(one.path, one.name) for one in headings if one and one.name}
    lists = {path for path, _ in about_rows}
    absent = [one.path for one in questions_of_cases() if one.path not in asked and one.path != "questionnaire"]
    absent += [f"{path}[].{name}" for path in sorted(lists) for name in questions_of_rows(path) if (path, name) not in about_rows]
    absent += missing
    names = list(columns)
    told = (
        (absent, "Vragen zonder kolom, dus voor iedereen niet beantwoord", "Questions without a column, so unanswered for all"),
        (
            [one for one in names if is_left_alone(one)],
            "Kolommen over het verloop van het plan, die niet worden gelezen",
            "Columns about how the plan runs, which are not read",
        ),
        ([one for one in names if one.startswith(EXTRA)], "Kolommen die zijn overgeslagen", "Columns that were passed over"),
    )
    return tuple(_counted(paths, nl, en) for paths, nl, en in told if paths)


def _counted(paths: Sequence[str], nl: str, en: str) -> Text:
    shown = ", ".join(printable(one[:120]) for one in paths[:_MOST_TOLD]) + (" …" if len(paths) > _MOST_TOLD else "")
    return Text(f"{nl} ({len(paths)}): {shown}.", f"{en} ({len(paths)}): {shown}.")


def _unknown(column: str, place: Place, known: Sequence[str], lists: Mapping[str, Iterable[str]]) -> Fault:
    cell = _CELL.match(column)
    paths = [*known, *(f"{path}[{cell['row']}].{name}" for path, names in lists.items() for name in names)] if cell else known
    message = Text(
        f"is geen vraag. Een kolom heet naar het pad van een vraag, zoals {NAME}; wat met {EXTRA} begint, wordt overgeslagen.",
        f"is not a question. A column is named by the path of a question, such as {NAME}; what begins with {EXTRA} is passed over.",
    )
    return Fault(place, message, "", printable(column[:200]) or "''", _nearest(column, paths))


def _nearest(column: str, paths: Sequence[str]) -> str:
    """The path most like a name, or the only one that ends like it."""
    last = column.rpartition(".")[2]
    ends = [path for path in paths if path.rpartition(".")[2] == last]
    return nearest_word(column, ends) or (ends[0] if len(ends) == 1 else nearest_word(column, paths))
