"""The answers of a case as facts: one wide fact about the case, and one for each initiative, audience and reported problem.

What was not answered is not in a fact at all; that is how the engine tells *no* from *not known*. A question with several options
becomes a true-or-false field for each option (`situation.platforms.whatsapp`). Rows get names that do not depend on their order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel

from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire import options as o
from commplan_advisor.questionnaire.added import Added, added
from commplan_advisor.questionnaire.models import Questionnaire
from commplan_advisor.questionnaire.option import Option
from commplan_advisor.questionnaire.questions import OF_THE_PLAN, questions, questions_of_the_situation

Value = bool | int | float | str
FieldKind = Literal["yes_no", "number", "option", "options", "text"]
_LISTS = 64
"""So many lists of fields are kept: one for each kind of subject, and for each rule book that adds answers."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that rules can test.

    Attributes:
        path: its name, such as `situation.register.exists`.
        kind: what sort of value it has; of a text only whether it was answered can be tested.
        options: what it can be, for an option or a set of options.
        text: what it means, in both languages.
        unit: of a number.
        asks: the questions that it depends on.
    """

    path: str
    kind: FieldKind
    text: Text
    options: tuple[str, ...] = ()
    unit: str = ""
    asks: tuple[str, ...] = ()
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that rules are about, with all that is known of it.

    Attributes:
        kind: case, initiative, audience, report, problem or action.
        id: its name within its kind; independent of the order of rows.
        fields: the fields that are settled, each with its value.
        texts: answers in words, for showing only.
        settled: false for a subject that may not exist (a list that was not answered, a conclusion that is still open).
        path: where it stands in the questionnaire, when it is a row.
    """

    kind: str
    id: str
    fields: Mapping[str, Value]
    texts: Mapping[str, str] = field(default_factory=dict)
    settled: bool = True
    path: Path_ = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All subjects that a questionnaire speaks of; `added` is what the rule books add by which the facts were made."""

    case: Subject
    initiatives: tuple[Subject, ...]
    audiences: tuple[Subject, ...]
    reports: tuple[Subject, ...]
    added: Added = field(default_factory=added)

    def of_kind(self, kind: str) -> tuple[Subject, ...]:
        """The subjects of one kind."""
        return {"case": (self.case,), "initiative": self.initiatives, "audience": self.audiences, "report": self.reports}[kind]


ROWS = {"initiative": "situation.initiatives[].", "audience": "introduction.audiences[].", "report": "problems[]."}
"""Kinds of subject that are rows of a list in the questionnaire, and the path of the list."""

NAMED_BY = {"initiative": "platform", "audience": "kind", "report": "type"}
"""The answer that a row is named after."""


GATHERED = {
    "situation.platforms": "initiative.platform",
    "situation.run_by": "initiative.run_by",
    "situation.focuses": "initiative.focus",
    "situation.wishes": "initiative.wishes",
    "introduction.audience_kinds": "audience.kind",
    "problems.types": "report.type",
}
"""Sets of the case, each gathered from a field of its rows."""


def facts_of(answers: Questionnaire) -> Facts:
    """The facts of a questionnaire: its answers, and what follows from them by counting."""
    fields: dict[str, Value] = {}
    texts: dict[str, str] = {}
    _collect(answers, "", fields, texts)
    rows = answers.situation.initiatives
    initiatives = _subjects("initiative", rows, ("situation", "initiatives"))
    audiences = _subjects("audience", answers.introduction.audiences, ("introduction", "audiences"))
    reports = _subjects("report", answers.problems, ("problems",))
    for subject in initiatives:
        members, groups = subject.fields.get("initiative.members"), subject.fields.get("initiative.groups")
        if members is not None and groups:
            subject.fields["initiative.members_per_group"] = round(members / groups)  # type: ignore[index, operator]
    _derive(answers, initiatives, audiences, reports, fields)
    case = Subject("case", "case", fields, texts)
    return Facts(case, initiatives, audiences, _with_initiatives(reports, initiatives))


def _collect(part: BaseModel, prefix: str, fields: dict[str, Value], texts: dict[str, str]) -> None:
    """Put the answers of a part of the questionnaire among the fields; lists of rows are subjects of their own."""
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        path = prefix + (info.alias or name)
        if value is None or path in OF_THE_PLAN:
            continue
        if isinstance(value, BaseModel):
            _collect(value, f"{path}.", fields, texts)
        elif isinstance(value, Option):
            fields[path] = value.value
        elif isinstance(value, bool | int | float):
            fields[path] = value
        elif not isinstance(value, list):
            fields[path] = True
            texts[path] = str(value)
        else:
            question = questions()[_as_question(path)]
            if question.kind != "list":
                fields[path] = True
                fields.update({f"{path}.{option}": option in value for option in question.options})


def _as_question(path: str) -> str:
    first, _, rest = path.partition(".")
    return ROWS[first] + rest if first in ROWS else path


def _subjects(kind: str, rows: Sequence[BaseModel] | None, where: Path_) -> tuple[Subject, ...]:
    if rows is None:
        return (Subject(kind, "?", {}, settled=False, path=where),)
    subjects = []
    for name, index in row_names(kind, rows).items():
        fields: dict[str, Value] = {}
        texts: dict[str, str] = {}
        _collect(rows[index], f"{kind}.", fields, texts)
        subjects.append(Subject(kind, name, fields, texts, path=(*where, index)))
    return tuple(subjects)


def row_names(kind: str, rows: Sequence[BaseModel]) -> dict[str, int]:
    """The names of rows and where each stands in its list: `whatsapp`, `whatsapp-2`; in an order that is not that of the list."""
    canonical = sorted(enumerate(rows), key=lambda row: json.dumps(row[1].model_dump(mode="json", exclude_none=True), sort_keys=True))
    used: Counter[str] = Counter()
    names: dict[str, int] = {}
    for index, row in canonical:
        label = str(getattr(row, NAMED_BY[kind]) or "unknown")
        used[label] += 1
        names[label if used[label] == 1 else f"{label}-{used[label]}"] = index
    return names


def _derive(
    answers: Questionnaire,
    initiatives: tuple[Subject, ...],
    audiences: tuple[Subject, ...],
    reports: tuple[Subject, ...],
    fields: dict[str, Value],
) -> None:
    rows = {"initiative": initiatives, "audience": audiences, "report": reports}
    for path, of in GATHERED.items():
        fields.update(any_of(path, field_named(path).options, of, rows[of.partition(".")[0]]))
    for path, listed in (("introduction.audience_count", answers.introduction.audiences), ("problems.count", answers.problems)):
        if listed is not None:
            fields[path] = len(listed)
    _count_groups(answers, fields)


def any_of(path: str, options: Iterable[str], of: str, subjects: Sequence[Subject]) -> Iterator[tuple[str, Value]]:
    """For each option whether any subject has it: true when one has, false when none can have, else absent."""
    sure: set[Value] = set()
    maybe: set[Value] = set()
    open_ended = False
    for subject in subjects:
        value = subject.fields.get(of)
        if value is None:
            open_ended = True
            continue
        members = {option for option in options if subject.fields.get(f"{of}.{option}")} if value is True else {value}
        (sure if subject.settled else maybe).update(members)
    known = False
    for option in options:
        if option in sure or not (open_ended or option in maybe):
            known = True
            yield f"{path}.{option}", option in sure
    if known or not subjects:
        yield path, True


def _count_groups(answers: Questionnaire, fields: dict[str, Value]) -> None:
    rows = answers.situation.initiatives
    if rows is None or any(row.platform is None for row in rows):
        return
    fields["situation.platform_count"] = len({row.platform for row in rows})
    with_groups = [row for row in rows if row.platform is not None and row.platform.has_groups]
    for name in ("groups", "members"):
        counts = [getattr(row, name) for row in with_groups]
        if None not in counts:
            fields[f"situation.{name}"] = sum(counts)
    groups, inhabitants = fields.get("situation.groups"), answers.municipality.inhabitants
    if groups is not None and inhabitants:
        fields["situation.groups_per_1000"] = 1000 * groups / inhabitants  # type: ignore[operator]


def _with_initiatives(reports: tuple[Subject, ...], initiatives: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Reports that carry along the fields of the one initiative on their platform, once all platforms are known."""
    platforms = [subject.fields.get("initiative.platform") for subject in initiatives]
    if None in platforms:
        return reports
    carried = []
    for report in reports:
        wanted = report.fields.get("report.platform")
        same = [subject for subject, platform in zip(initiatives, platforms, strict=True) if platform == wanted]
        if len(same) == 1:
            report = Subject("report", report.id, {**same[0].fields, **report.fields}, {**same[0].texts, **report.texts}, path=report.path)
        carried.append(report)
    return tuple(carried)


def fields_of_kind(kind: str) -> dict[str, Field]:
    """The fields that a subject of this kind has of its own (of a case: all the case's own fields)."""
    return _fields_of_kind(kind, added())


@lru_cache(maxsize=_LISTS)
def _fields_of_kind(kind: str, _: Added) -> dict[str, Field]:
    prefix = ROWS.get(kind, "")
    found: dict[str, Field] = {}
    for question in questions_of_the_situation():
        in_row = "[]." in question.path
        if in_row != bool(prefix) or not question.path.startswith(prefix) or question.kind == "list":
            continue
        path = f"{kind}.{question.path[len(prefix) :]}" if prefix else question.path
        kinds: dict[str, FieldKind] = {"yes_no": "yes_no", "number": "number", "option": "option", "options": "options"}
        sort = kinds.get(question.kind, "text")
        words = {option.value: Text(option.nl, option.en) for option in question.options}
        found[path] = Field(path, sort, question.text, tuple(words), question.unit, (question.path,), words)
    for derived in _derived():
        if (derived.path.startswith("initiative.")) == (kind == "initiative") and kind in ("case", "initiative"):
            found[derived.path] = derived
    if kind == "report":
        found.update(fields_of_kind("initiative"))
    return found


def field_named(path: str) -> Field:
    """A field of the case by its path."""
    return fields_of_kind("case")[path]


def _derived() -> Iterator[Field]:
    rows = "situation.initiatives[]"

    def a_set(path: str, of: type[Option], nl: str, en: str, *asks: str) -> Field:
        words = {option.value: Text(option.nl, option.en) for option in of.known()}
        return Field(path, "options", Text(nl, en), tuple(words), "", asks, words)

    number: Callable[..., Field] = lambda path, nl, en, *asks: Field(path, "number", Text(nl, en), asks=asks)  # noqa: E731
    yield a_set("situation.platforms", o.Platform, "Apps en sites die er zijn", "Apps and sites in use", f"{rows}.platform")
    yield a_set("situation.run_by", o.RunBy, "Wie groepen beheert", "Who runs groups", f"{rows}.run_by")
    yield a_set("situation.focuses", o.Focus, "Waar de focus ligt", "Where the focus lies", f"{rows}.focus")
    yield a_set("situation.wishes", o.Wish, "Wensen van gebruikers", "Wishes of users", f"{rows}.wishes")
    yield a_set("introduction.audience_kinds", o.AudienceKind, "Doelgroepen", "Audiences", "introduction.audiences[].kind")
    yield a_set("problems.types", o.ProblemType, "Genoemde problemen", "Problems reported", "problems[].type")
    yield number("introduction.audience_count", "Aantal doelgroepen", "Number of audiences", "introduction.audiences")
    yield number("problems.count", "Aantal genoemde problemen", "Number of problems reported", "problems")
    yield number("situation.platform_count", "Aantal verschillende apps en sites", "Number of different apps and sites", f"{rows}.platform")
    yield number("situation.groups", "Aantal groepen samen", "Number of groups in all", f"{rows}.platform", f"{rows}.groups")
    yield number("situation.members", "Aantal leden samen", "Number of members in all", f"{rows}.platform", f"{rows}.members")
    yield number(
        "situation.groups_per_1000",
        "Groepen per 1.000 inwoners",
        "Groups per 1,000 inhabitants",
        f"{rows}.platform",
        f"{rows}.groups",
        "municipality.inhabitants",
    )
    yield number("initiative.members_per_group", "Leden per groep", "Members per group", f"{rows}.members", f"{rows}.groups")
