"""Bringing a questionnaire of an older version up to date, a version at a time; nothing that it says is lost.

Version 0 is a questionnaire from before it had a version, as people wrote it down by themselves. It may hold answers in words (`platform:
Veiligebuurt`, `inhabitants: 24.000`, `date: 31-1-2026`), the key `register_`, which the first program took too, and things that no
question asks. What it says is understood as it is in an interview; what no question asks is kept as a comment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from commplan_advisor.common.faults import Fault, shown
from commplan_advisor.common.located import Located, Path_, parse_json, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.answering import NotUnderstoodError, named, understood
from commplan_advisor.questionnaire.faults import nearest_key, question_path, shown_path
from commplan_advisor.questionnaire.models import VERSION, Questionnaire
from commplan_advisor.questionnaire.questions import Question, questions
from commplan_advisor.questionnaire.reading import case_from, version_of
from commplan_advisor.questionnaire.rewriting import Rewriter
from commplan_advisor.questionnaire.writing import inline

_RENAMED: Mapping[Path_, str] = {("situation", "register_"): "register"}
"""Keys of version 0 that have another name in version 1."""

_ROUNDS = 10
"""What stands below a key that was mended is seen in the round after; a questionnaire is not so deep."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A questionnaire that was brought up to date.

    Attributes:
        since: the version that it was of.
        text: of the file as it should be; the same as it was when there was nothing to do.
        done: what was done, each at the place where it stood.
    """

    since: int
    text: str
    done: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A questionnaire on its way; `source` is the file as it was, and `moved` tells where things stood that have another key now."""

    rewriter: Rewriter
    source: Located
    as_json: bool
    done: list[Fault] = field(default_factory=list)
    moved: dict[Path_, Path_] = field(default_factory=dict)

    def wrong(self, version: int) -> list[tuple[Path_, str, Any]]:
        """What a version finds wrong: the place, what sort of thing it is by pydantic's word, and the value."""
        try:
            Questionnaire.model_validate({**self.rewriter.value, "questionnaire": version})
        except ValidationError as error:
            return [(tuple(one["loc"]), one["type"], one["input"]) for one in error.errors(include_url=False)]
        return []

    def note(self, where: Path_, nl: str, en: str, *, value: object = "", of_key: bool = False) -> None:
        """Note what was done, where it stood in the file as it was."""
        then = self.then(where)
        above = then[:-1] if of_key else then
        self.done.append(Fault(self.source.place(then, of_key=of_key), Text(nl, en), shown_path(above), shown(value)))

    def then(self, where: Path_) -> Path_:
        """A place by the keys that it had."""
        return _moved(where, self.moved)

    def now(self, where: Path_) -> Path_:
        """A place of the file as it was by the keys that it has."""
        return _moved(where, {then: now for now, then in self.moved.items()})


def _moved(where: Path_, ways: Mapping[Path_, Path_]) -> Path_:
    for start, end in ways.items():
        if where[: len(start)] == start:
            where = (*end, *where[len(start) :])
    return where


def migrated(text: str, file: str) -> Migrated:
    """A questionnaire as the version of today has it.

    Args:
        text: of the file; JSON when its name ends in `.json`, else YAML.
        file: its name.

    Raises:
        FaultyInputError: it is of a newer version, or it says something that is wrong in any version. Then nothing of it is migrated.
    """
    as_json = file.lower().endswith(".json")
    source = (parse_json if as_json else parse_yaml)(text, file)
    since = version_of(source)
    if since == VERSION:
        return Migrated(since, text)
    if since is None or since > VERSION or source.faults:
        case_from(source)
        raise AssertionError("a questionnaire with a fault is refused")
    draft = _Draft(Rewriter(text, as_json=as_json), source, as_json)
    for step in _STEPS[since:]:
        step(draft)
    _check(draft)
    _put_version(draft)
    place: Callable[[Fault], tuple[int, int]] = lambda one: (one.place.line, one.place.column)  # noqa: E731
    return Migrated(since, draft.rewriter.text, tuple(sorted(draft.done, key=place)))


def _check(draft: _Draft) -> None:
    """Refuse what no version can read, at the places of the file as it was."""
    value = {**draft.rewriter.value, "questionnaire": VERSION}
    keys, places = ({draft.now(path): at for path, at in told.items()} for told in (draft.source.keys, draft.source.places))
    case_from(replace(draft.source, value=value, keys=keys, places=places))


def _put_version(draft: _Draft) -> None:
    there = "questionnaire" in draft.rewriter.value
    draft.rewriter.put_version(VERSION)
    nl, en = ("de versie is nu", "the version is now") if there else ("de versie staat er nu bij:", "the version is there now:")
    draft.done.append(Fault(draft.source.place(("questionnaire",) if there else ()), Text(f"{nl} {VERSION}.", f"{en} {VERSION}.")))


# -- from 0 to 1 ---------------------------------------------------------------------------------------------------------------


def _from_0_to_1(draft: _Draft) -> None:
    for _ in range(_ROUNDS):
        mended = [_mended(draft, *one) for one in draft.wrong(1)]
        if not any(mended):
            return


def _mended(draft: _Draft, where: Path_, sort: str, value: Any) -> bool:
    """Whether something that version 1 finds wrong could be brought over."""
    if sort == "extra_forbidden":
        return _renamed(draft, where) or _kept(draft, where)
    question = questions().get(question_path(where))
    if question is None or sort in ("missing", "twice"):
        return False
    written = draft.source.written.get(draft.then(where), value)
    answer = _member(question, written) if isinstance(where[-1], int) else _in_its_own_form(question, written)
    if answer is None:
        return False
    draft.rewriter.put(where, answer)
    draft.note(where, f"wordt: {inline(answer)}.", f"becomes: {inline(answer)}.", value=written)
    return True


def _renamed(draft: _Draft, where: Path_) -> bool:
    key = _RENAMED.get(where)
    now = (*where[:-1], key or "")
    if key is None or key in _value_at(draft.rewriter.value, where[:-1]):
        return False
    draft.rewriter.rename(where, key)
    draft.note(where, f"heet nu '{key}'.", f"is called '{key}' now.", value=where[-1], of_key=True)
    draft.moved[now] = where
    return True


def _kept(draft: _Draft, where: Path_) -> bool:
    """Keep what no question asks; a key that is like one that there is may be a slip of the pen, and is left to whoever wrote it."""
    if nearest_key(where):
        return False
    draft.rewriter.set_aside(where, 0)
    if draft.as_json:
        nl, en = "is geen vraag. Het staat nu bij notes.", "is not asked. It stands among the notes now."
    else:
        nl, en = "is geen vraag. Het blijft staan als opmerking, achter een #.", "is not asked. It stays as a comment, behind a #."
    draft.note(where, nl, en, value=where[-1], of_key=True)
    return True


def _value_at(value: Any, where: Path_) -> Any:
    for part in where:
        value = value[part]
    return value


def _in_its_own_form(question: Question, written: Any) -> Any:
    """The answer that was written in words or in another form; None when it is not clear."""
    if not isinstance(written, str) or not written.strip():
        return None
    match question.kind:
        case "option":
            return _member(question, written)
        case "options":
            whole, parts = _member(question, written), [_member(question, part) for part in written.replace(";", ",").split(",")]
            return [whole] if whole else None if None in parts else parts
        case "texts":
            return [written.strip()]
        case "yes_no" | "number" | "day":
            try:
                return understood(question, written)
            except NotUnderstoodError:
                return None
        case _:
            return None


def _member(question: Question, written: Any) -> str | None:
    """The option that was named in words."""
    option = named(written, question.options) if isinstance(written, str) else None
    return None if option is None else str(option)


_STEPS: tuple[Callable[[_Draft], None], ...] = (_from_0_to_1,)
"""What brings a questionnaire from version 0 to 1, from 1 to 2, and so on."""
