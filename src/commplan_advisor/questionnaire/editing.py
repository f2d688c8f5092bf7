"""Other answers than those of a file: `situation.register.exists=true`, `situation.initiatives[whatsapp].coverage=40`."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place
from commplan_advisor.common.located import Located, Path_, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.paths import Paths, row_at, rows_of
from commplan_advisor.questionnaire.questions import question_of
from commplan_advisor.questionnaire.reading import Case, case_from

_NOTHING = ("", "~", "null")
_LONGEST = 200

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is given, changed or, with None, taken away.

    Attributes:
        path: the question, or a whole row. A row is told by its name or by its number from 1; the name of a row that is not there
            makes a new one.
        value: plain values, as they would stand in a file.
        written: the value as somebody wrote it, when somebody did.
    """

    path: str
    value: Any
    written: str = field(default="", compare=False)

    def __str__(self) -> str:
        text = f"{self.path}={self.written or _shown(self.value)}"
        return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def place_of(change: Change) -> Place:
    """Where faults of a change are told: at the change itself."""
    return Place(str(change))


def change_from(text: str) -> Change:
    """A change as written on the command line; nothing behind the `=` takes the answer away.

    Raises:
        FaultyInputError: there is no `=`, or what stands behind it is not a value.
    """
    path, sign, value = (part.strip() for part in text.partition("="))
    place = Place(str(Change(path, value) if sign else text))
    if not sign:
        message = Text(
            "schrijf de vraag, een = en het antwoord, zoals situation.register.exists=ja.",
            "write the question, an = and the answer, such as situation.register.exists=yes.",
        )
        raise FaultyInputError([Fault(place, message)])
    question = question_of(path)
    if question and question.kind in ("text", "day") and value:
        return Change(path, value, value)
    try:
        read = parse_yaml(value, text)
    except FaultyInputError as error:
        raise FaultyInputError([replace(fault, place=place) for fault in error.faults]) from None
    if read.faults:
        raise FaultyInputError([replace(fault, place=place) for fault in read.faults])
    plain = read.value
    if plain is None and value not in _NOTHING:
        plain = value  # what YAML takes for a remark
    if question and question.kind in ("options", "texts") and isinstance(plain, str):
        plain = [part.strip() for part in plain.split(",")]
    return Change(path, plain, value)


def changes_from(case: Case, texts: Sequence[str]) -> list[Change]:
    """Changes of a case, each as written on the command line.

    Raises:
        FaultyInputError: with everything that is wrong with them, each told at the change itself.
    """
    faults = Faults()
    changes: list[Change] = []
    for text in texts:
        try:
            changes.append(change_from(text))
        except FaultyInputError as error:
            faults.found.extend(error.faults)
    try:
        changed(case, changes)
    except FaultyInputError as error:
        faults.found.extend(error.faults)
    faults.stop_if_any()
    return changes


def where_of(answers: Questionnaire, path: str) -> Path_ | None:
    """The place of a question or row among the answers, rows counted from 0; None for a row that is not there."""
    where: list[str | int] = []
    for part in path.split("."):
        key, _, row = part.removesuffix("]").partition("[")
        where.append(key)
        if row:
            names = rows_of(answers).get(".".join(map(str, where)), {})
            index = row_at(row, names)
            if index is None:
                return None
            where.append(index)
    return tuple(where)


def changed(case: Case, changes: Sequence[Change]) -> Case:
    """The case with other answers; those that stay keep their places in the file.

    Raises:
        FaultyInputError: with everything that is wrong with the changes, each told at the change itself.
    """
    faults = Faults()
    for change in changes:
        faults.found.extend(_faults_of(case, change))
    faults.stop_if_any()
    return _applied(case, changes)


def _faults_of(case: Case, change: Change) -> Iterator[Fault]:
    question = question_of(change.path)
    told_by_place = question is not None and question.kind != "list"
    try:
        _applied(case, [change])
    except FaultyInputError as error:
        for fault in error.faults:
            yield replace(fault, place=place_of(change), path="" if told_by_place else fault.path)


def _applied(case: Case, changes: Sequence[Change]) -> Case:
    editor = _Editor(case)
    faults = Faults()
    for change in changes:
        try:
            editor.apply(change)
        except FaultyInputError as error:
            faults.found.extend(error.faults)
    faults.stop_if_any()
    return case_from(editor.finished())


class _Editor:
    """Puts changes into the plain values of a case; rows are named and counted as they were before any of them."""

    def __init__(self, case: Case) -> None:
        self._source = case.source
        self._value = copy.deepcopy(case.source.value)
        self._given: dict[Path_, Change] = {}
        self._made: list[Path_] = []
        self._removed: list[Path_] = []
        self._paths = Paths(rows_of(case.answers))

    def apply(self, change: Change) -> None:
        """Put one change in.

        Raises:
            FaultyInputError: the question or row does not exist, or an earlier change is about the same.
        """
        where: list[str | int] = []
        holder: Any = self._value
        steps = list(self._paths.steps(change.path, place_of(change)))
        for number, (key, row) in enumerate(steps):
            where.append(key)
            last = number == len(steps) - 1
            if last and not row:
                self._note(tuple(where), change)
                if change.value is None:
                    holder.pop(key, None)
                else:
                    holder[key] = change.value
            elif not row:
                if not isinstance(holder.get(key), dict):
                    holder[key] = {}
                holder = holder[key]
            else:
                self._refuse_if_given(tuple(where), change)
                if not isinstance(holder.get(key), list):
                    holder[key] = []
                rows = holder[key]
                where.append(self._row(tuple(where), row, rows, change))
                self._refuse_if_given(tuple(where), change)
                if last:
                    self._note(tuple(where), change)
                    if change.value is None:
                        self._removed.append(tuple(where))
                    else:
                        rows[where[-1]] = self._whole(rows[where[-1]], tuple(where), change.value)
                else:
                    holder = rows[where[-1]]

    def finished(self) -> Located:
        """The values without the rows that were taken away, and the places of the answers that are as they were."""
        for *above, index in sorted(self._removed, reverse=True):
            holder = self._value
            for part in above:
                holder = holder[part]
            del holder[index]
        source = self._source
        written = self._kept(source.written)
        written |= {self._moved(where): one.written for where, one in self._given.items() if isinstance(one.value, float) and one.written}
        return Located(self._value, source.file, self._kept(source.places), self._kept(source.keys), written=written)

    def _kept(self, told: Mapping[Path_, Told]) -> dict[Path_, Told]:
        """What is told of the answers that are as they were, under the paths that they have now."""
        new = (*self._given, *self._made)
        return {self._moved(path): one for path, one in told.items() if not any(path[: len(where)] == where for where in new)}

    def _moved(self, path: Path_) -> Path_:
        """A path once the rows that were taken away are gone."""
        for *above, _ in self._removed:
            depth = len(above)
            if path[:depth] == tuple(above) and len(path) > depth:
                earlier = sum(row[:depth] == tuple(above) and row[depth] < path[depth] for row in self._removed)  # type: ignore[operator]
                return (*path[:depth], int(path[depth]) - earlier, *path[depth + 1 :])
        return path

    def _whole(self, row: Any, where: Path_, value: Any) -> Any:
        """A row that is given as a whole; a new one has the name that the change gave it."""
        return {**row, **value} if where in self._made and isinstance(value, dict) else value

    def _note(self, where: Path_, change: Change) -> None:
        self._refuse_if_given(where, change, below=True)
        self._given[where] = change

    def _refuse_if_given(self, where: Path_, change: Change, *, below: bool = False) -> None:
        """Refuse a second answer to a question, or one inside a list or row that was given as a whole."""
        for path, other in self._given.items():
            if path == where[: len(path)] or (below and path[: len(where)] == where):
                message = Text(
                    f"gaat over hetzelfde als {other}. Geef een van de twee.", f"is about the same as {other}. Give one of the two."
                )
                raise FaultyInputError([Fault(place_of(change), message)])

    def _row(self, path: Path_, row: str, rows: list[Any], change: Change) -> int:
        """Where a row stands; one that is not there yet is made when its name is an answer that rows are named after."""
        joined = ".".join(map(str, path))
        names = self._paths.rows[joined]
        index = row_at(row, names)
        if index is None:
            rows.append(self._paths.new_row(joined, row, place_of(change), allowed=change.value is not None))
            index = names[row] = len(rows) - 1
            self._made.append((*path, index))
        return index


def _shown(value: Any) -> str:
    """A value as it would stand behind the `=`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    return str(value)
