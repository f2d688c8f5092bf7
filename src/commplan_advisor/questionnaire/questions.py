"""The questions of the questionnaire, read off its models: what each asks, and what may be answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.added import Added, added
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option

OF_THE_PLAN = ("planning", "measurements")
"""The parts of a questionnaire that say how the plan runs, and not what the situation is: no rule of the advice reads them."""
_ROW = re.compile(r"\[([^\[\]]*)\]")
_RULE_BOOKS = 16
"""Of so many rule books that add answers the questions are kept."""

Kind = Literal["yes_no", "number", "text", "day", "option", "options", "texts", "list"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        path: where it stands in the questionnaire; `[]` marks a list, as in `situation.initiatives[].platform`.
        item: the item of the format that it serves.
        text: the question itself.
        think: what to think of when answering; both languages empty when there is nothing to add.
        kind: what sort of answer it takes.
        options: the answers to choose from, in the order in which they are offered; empty for an open question.
        unit: of a number, such as `%`.
        rows: the model of one row, for a list of rows.
        least: the lowest number that can be answered.
        most: the highest.
        whole: whether it must be a whole number.
    """

    path: str
    item: str
    text: Text
    think: Text
    kind: Kind
    options: tuple[Option, ...] = ()
    unit: str = ""
    rows: type[BaseModel] | None = None
    least: float = 0
    most: float = 0
    whole: bool = False

    @property
    def of_the_plan(self) -> bool:
        """Whether it asks how the plan runs; the situation, and so what is advised, does not depend on the answer."""
        return re.split(r"[.\[]", self.path)[0] in OF_THE_PLAN


def questions() -> dict[str, Question]:
    """All questions by path, in the order of the questionnaire; those of a list's rows follow the list.

    Among their options are those that the rule book in use adds.
    """
    return _questions(added())


@lru_cache(maxsize=_RULE_BOOKS)
def _questions(_: Added) -> dict[str, Question]:
    return {question.path: question for question in _of_model(Questionnaire, "")}


def questions_of_the_situation() -> tuple[Question, ...]:
    """The questions whose answers the rules can read, in the order of the questionnaire."""
    return tuple(question for question in questions().values() if not question.of_the_plan)


def question_path_of(path: str) -> str:
    """A path without the names of rows: `situation.initiatives[].coverage` for that of any row."""
    return _ROW.sub("[]", path)


def question_of(path: str) -> Question | None:
    """The question that a path with or without a row asks; None when there is none."""
    return questions().get(question_path_of(path))


def row_of(path: str) -> str:
    """The name of the row in a path; empty when there is none."""
    found = _ROW.search(path)
    return found[1] if found else ""


def _of_model(model: type[BaseModel], prefix: str) -> Iterator[Question]:
    for name, field in model.model_fields.items():
        path = prefix + (field.alias or name)
        kind, inner = _kind(field.annotation)
        if kind == "chapter":
            yield from _of_model(inner, f"{path}.")
            continue
        yield _question(path, field, kind, inner)
        if kind == "list":
            yield from _of_model(inner, f"{path}[].")


def _question(path: str, field: FieldInfo, kind: Any, inner: Any) -> Question:
    extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Question(
        path,
        str(extra["item"]),
        Text(str(extra["nl"]), str(extra["en"])),
        Text(str(extra.get("think_nl", "")), str(extra.get("think_en", ""))),
        kind,
        inner.known() if kind in ("option", "options") else (),
        str(extra.get("unit", "")),
        inner if kind == "list" else None,
        *(_limits(field.annotation) if kind == "number" else ()),
    )


def _limits(annotation: Any) -> tuple[float, float, bool]:
    """The limits of a number, and whether it is a whole one; what stands outermost counts."""
    found: dict[str, float] = {}
    left, whole = [annotation], False
    while left:
        one = left.pop()
        if get_origin(one) is Annotated:
            for limit in (limit for told in one.__metadata__ for limit in getattr(told, "metadata", ())):
                for name in ("ge", "le"):
                    if hasattr(limit, name):
                        found[name] = getattr(limit, name)
            left.append(get_args(one)[0])
        elif get_origin(one) in (Union, UnionType):
            left.extend(get_args(one))
        else:
            whole = whole or one is int
    return found.get("ge", 0), found.get("le", 0), whole


def _kind(annotation: Any) -> tuple[str, Any]:
    """The kind of answer that a type takes, and the option class or row model inside it."""
    from datetime import date

    plain = _plain(annotation)
    if get_origin(plain) is list:
        inner = _plain(get_args(plain)[0])
        if isinstance(inner, type) and issubclass(inner, Option):
            return "options", inner
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return "list", inner
        return "texts", None
    if issubclass(plain, Option):
        return "option", plain
    if issubclass(plain, BaseModel):
        return "chapter", plain
    return {bool: "yes_no", int: "number", float: "number", date: "day", str: "text"}[plain], None


def _plain(annotation: Any) -> Any:
    """The type without `Annotated` and without `None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation
