"""Other answers than those of a file: `situation.register.exists=true`, `situation.initiatives[whatsapp].coverage=40`."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, nearest_word
from commplan_advisor.common.located import Located, Path_, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, row_names
from commplan_advisor.questionnaire.faults import nearest_option
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.reading import Case, case_from

_PART = re.compile(r"^(?P<key>[^\[\]]+)(?:\[(?P<row>[^\[\]]+)\])?$")


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is given, changed or, with None, taken away.

    Attributes:
        path: the question, or a whole row. A row is told by its name or by its number from 1; the name of a row that is not there
            makes a new one.
        value: plain values, as they would stand in a file.
    """

    path: str
    value: Any

    def __str__(self) -> str:
        return f"{self.path}={_shown(self.value)}"


def change_from(text: str) -> Change:
    """A change as written on the command line; nothing behind the `=` takes the answer away.

    Raises:
        FaultyInputError: there is no `=`, or what stands behind it is not a value.
    """
    path, sign, value = text.partition("=")
    if not sign:
        raise FaultyInputError(
            [Fault(Place(text), Text("schrijf de vraag, een = en het antwoord.", "write the question, an = and the answer."))]
        )
    question = questions().get(_question_path(path.strip()))
    if question and question.kind in ("text", "day") and value.strip():
        return Change(path.strip(), value.strip())
    read = parse_yaml(value, text)
    if read.faults:
        raise FaultyInputError(read.faults)
    plain = read.value
    if question and question.kind in ("options", "texts") and isinstance(plain, str):
        plain = [part.strip() for part in plain.split(",")]
    return Change(path.strip(), plain)


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
    place = Place(str(change))
    try:
        _applied(case, [change])
    except FaultyInputError as error:
        for fault in error.faults:
            yield replace(fault, place=place)


def _applied(case: Case, changes: Sequence[Change]) -> Case:
    editor = _Editor(case.answers, copy.deepcopy(case.source.value))
    for change in changes:
        editor.apply(change)
    source = case.source
    places = {path: place for path, place in source.places.items() if not editor.touches(path)}
    return case_from(Located(editor.finished(), source.file, places, source.keys, written=source.written))


class _Editor:
    """Puts changes into plain values; rows are named as they were before any of them."""

    def __init__(self, answers: Questionnaire, value: Any) -> None:
        self.value = value
        self._touched: list[Path_] = []
        self._removed: list[Path_] = []
        self._rows: dict[str, dict[str, int]] = {}
        for kind, prefix in ROWS.items():
            path = prefix.removesuffix("[].")
            rows = value_at(answers, tuple(path.split(".")))
            self._rows[path] = row_names(kind, rows) if isinstance(rows, Sequence) else {}

    def touches(self, path: Path_) -> bool:
        """Whether an answer was changed."""
        return any(path[: len(one)] == one for one in self._touched)

    def finished(self) -> Any:
        """The values, without the rows that were taken away."""
        for *above, index in sorted(self._removed, key=str, reverse=True):
            holder = self.value
            for part in above:
                holder = holder[part]
            del holder[index]
        return self.value

    def apply(self, change: Change) -> None:
        """Put one change in.

        Raises:
            FaultyInputError: the question or row does not exist.
        """
        where: list[str | int] = []
        holder: Any = self.value
        parts = change.path.split(".")
        for number, part in enumerate(parts):
            match = _PART.match(part)
            if match is None:
                raise self._unknown(change)
            key, row, last = match["key"], match["row"], number == len(parts) - 1
            where.append(key)
            if row is None and last:
                self._put(holder, key, change, where)
                return
            if row is None:
                if not isinstance(holder.get(key), dict):
                    holder[key] = {}
                holder = holder[key]
                continue
            path = ".".join(map(str, where))
            if path not in self._rows:
                raise self._unknown(change)
            if not isinstance(holder.get(key), list):
                holder[key] = []
            index = self._row(path, row, holder[key], change)
            where.append(index)
            if last:
                self._replace_row(holder[key], index, change, where)
                return
            holder = holder[key][index]

    def _put(self, holder: Any, key: str, change: Change, where: list[str | int]) -> None:
        self._touched.append(tuple(where))
        if _question_path(change.path) not in questions():
            raise self._unknown(change)
        if change.value is None:
            holder.pop(key, None)
        else:
            holder[key] = change.value

    def _replace_row(self, rows: list[Any], index: int, change: Change, where: list[str | int]) -> None:
        self._touched.append(tuple(where))
        if change.value is None:
            self._removed.append(tuple(where))
        else:
            rows[index] = change.value

    def _row(self, path: str, row: str, rows: list[Any], change: Change) -> int:
        """Where a row stands; one that is not there yet is made when its name is an answer that rows are named after."""
        names = self._rows[path]
        if row in names:
            return names[row]
        if row.isdecimal() and 1 <= int(row) <= len(rows):
            return int(row) - 1
        kind = next(kind for kind, prefix in ROWS.items() if prefix == f"{path}[].")
        options = questions()[f"{path}[].{NAMED_BY[kind]}"].options
        label = re.sub(r"-\d+$", "", row)
        if label not in options:
            nearest = nearest_word(row, names) or nearest_option(row, options)
            known = ", ".join([*names, *(str(option) for option in options if option not in names)])
            raise FaultyInputError(
                [
                    Fault(
                        Place(str(change)),
                        Text(
                            f"is geen onderdeel van deze lijst. Kies uit: {known}.",
                            f"is not in this list. Choose from: {known}.",
                        ),
                        path,
                        row,
                        nearest,
                    )
                ]
            )
        names[row] = len(rows)
        rows.append({NAMED_BY[kind]: label})
        self._touched.append((*path.split("."), names[row]))
        return names[row]

    def _unknown(self, change: Change) -> FaultyInputError:
        message = Text("is geen vraag van de vragenlijst.", "is not a question of the questionnaire.")
        nearest = nearest_word(_question_path(change.path), questions())
        return FaultyInputError([Fault(Place(str(change)), message, "", change.path, nearest)])


def _question_path(path: str) -> str:
    return re.sub(r"\[[^\[\]]*\]", "[]", path)


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


def question_at(path: str) -> Question | None:
    """The question that a path with a row asks."""
    return questions().get(_question_path(path))
