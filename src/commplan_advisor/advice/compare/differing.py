"""In which answers two cases differ, and the one with some answers of the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, row_names
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.questions import questions, questions_of_the_situation

LISTS = {prefix.removesuffix("[]."): kind for kind, prefix in ROWS.items()}
"""The lists of the questionnaire, and the kind of their rows."""

ROW = re.compile(r"^(?P<list>[^\[]+)\[(?P<row>[^\]]+)\](?:\.(?P<key>.+))?$")
"""The path of a row, or of an answer in one."""

_UNNAMED = "unknown"


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer of the other case that the base case does not give.

    Attributes:
        path: the question, or a whole row when it is only there in one of the cases, or a whole list.
        base: plain value in the base case; None when not answered.
        other: plain value in the other case; None when not answered, or for a row that is not there.
        row: whether it is about a whole row.
        new: whether the row is only there in the other case.
    """

    path: str
    base: Any
    other: Any
    row: bool = False
    new: bool = False

    @property
    def change(self) -> str:
        """The same as it is written on the command line, whole and exact: JSON, but for a single word or text."""
        value = "" if self.other is None else self.other
        return f"{self.path}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"


def differences(base: Questionnaire, other: Questionnaire) -> tuple[Difference, ...]:
    """All answers in which two questionnaires differ, in the order of the questions.

    Rows of a list are matched by name. The answers of a row that only the other case has are differences of their own, beside the row
    itself: an answer about a row makes the row.
    """
    one, two = _Plain.of(base), _Plain.of(other)
    found: list[Difference] = []
    for question in questions_of_the_situation():
        if question.kind == "list":
            found += _of_list(question.path, one.rows[question.path], two.rows[question.path])
        elif "[]" not in question.path and one.single.get(question.path) != two.single.get(question.path):
            found.append(Difference(question.path, one.single.get(question.path), two.single.get(question.path)))
    return tuple(found)


_Rows = dict[str, dict[str, Any]] | None


def _of_list(path: str, base: _Rows, other: _Rows) -> Iterator[Difference]:
    if base == other:
        return
    new = [name for name in other or () if name not in (base or {})]
    if other is None or (not other and base is None) or any(name.startswith(_UNNAMED) for name in new):
        # A new row that says not what it is about has no name to make it by.
        yield Difference(path, _listed(base), _listed(other))
        return
    named_by = NAMED_BY[LISTS[path]]
    for name in sorted({*(base or ()), *other}):
        here, there = (base or {}).get(name), other.get(name)
        row = f"{path}[{name}]"
        if there is None:
            yield Difference(row, here, None, row=True)
            continue
        if here is None:
            yield Difference(row, None, {named_by: there[named_by]}, row=True, new=True)
        named = {named_by: there[named_by]} if here is None else here
        for key in dict.fromkeys([*named, *there]):
            if named.get(key) != there.get(key):
                yield Difference(f"{row}.{key}", named.get(key), there.get(key), new=here is None)


def _listed(rows: _Rows) -> list[dict[str, Any]] | None:
    return None if rows is None else list(rows.values())


@dataclass(frozen=True, slots=True)
class _Plain:
    """The answers of a questionnaire as plain values: by path, and for each list the rows by name."""

    single: dict[str, Any]
    rows: dict[str, _Rows]

    @classmethod
    def of(cls, answers: Questionnaire) -> _Plain:
        """The plain values of typed answers."""
        value = answers.model_dump(mode="json", by_alias=True, exclude_none=True)
        typed = {
            "situation.initiatives": answers.situation.initiatives,
            "introduction.audiences": answers.introduction.audiences,
            "problems": answers.problems,
        }
        rows: dict[str, _Rows] = {}
        for path, kind in LISTS.items():
            plain = _at(value, path)
            rows[path] = None if plain is None else {name: plain[index] for name, index in row_names(kind, typed[path] or ()).items()}
        single = {path: found for path in questions() if "[]" not in path and path not in rows and (found := _at(value, path)) is not None}
        return cls(single, rows)


def _at(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


class Mixer:
    """Gives a case some answers of another one.

    The same as `changed` of the questionnaire room does with a file, for the thousands of times that we need it here.

    Args:
        base: the answers to start from.
    """

    def __init__(self, base: Questionnaire) -> None:
        self._base = _Plain.of(base)

    def mixed(self, parts: Iterable[Difference]) -> Questionnaire | None:
        """The base case with these answers; None when they do not go together."""
        single = dict(self._base.single)
        rows = {
            path: None if found is None else {name: dict(row) for name, row in found.items()} for path, found in self._base.rows.items()
        }
        whole: dict[str, Any] = {}
        for part in parts:
            match = ROW.match(part.path)
            if match is None:
                (whole if part.path in rows else single)[part.path] = part.other
                continue
            path, name, key = match["list"], match["row"], match["key"]
            listed = rows[path]
            if listed is None:
                listed = rows[path] = {}
            if part.row and part.other is None:
                listed.pop(name)
            elif name not in listed:
                listed[name] = {NAMED_BY[LISTS[path]]: re.sub(r"-\d+$", "", name)}
            if key:
                listed[name][key] = part.other
        nested: dict[str, Any] = {}
        for path, value in (*single.items(), *((path, _listed(found)) for path, found in rows.items()), *whole.items()):
            if value is not None or path in whole:
                _put(nested, path, value)
        try:
            return Questionnaire.model_validate(nested)
        except ValidationError:
            return None


def _put(nested: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for part in above:
        nested = nested.setdefault(part, {})
    if value is None:
        nested.pop(last, None)
    else:
        nested[last] = value
