"""Why two advices are not alike: the rules that hold in only one of them, and what they look at that is other there.

Nothing is evaluated here. A rule that held and holds no longer must look at something that changed; what it looks at stands in its
conditions, and what that was in both cases stands in what the engine recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from commplan_advisor.advice.answers import NOT_ANSWERED, row_words
from commplan_advisor.advice.what_if.looking import fields_of
from commplan_advisor.advice.words import Wording, shown
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Outcomes, Reason, Status
from commplan_advisor.questionnaire.facts import ROWS, Field, Subject, Value
from commplan_advisor.rulebook.model import Condition, Rule, RuleBook


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that a rule looks at, and that is other in the second of two cases.

    Attributes:
        kind: `answer` (or a number that follows from answers), `conclusion` of an earlier stage, or what the rule is about: a `row` of the
            questionnaire or another `subject`.
        path: the field; of a subject, its kind and name.
        text: the question, or the title of the conclusion or subject.
        before: the answer in words; else `concluded`, `open` or `ruled_out`.
        after: the same in the second case.
    """

    kind: str
    path: str
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A rule that holds in only one of two cases.

    Attributes:
        rule: its name.
        subject: what it is about, as in `problem:chatter`; empty for the case.
        holds: whether it holds in the second case.
        words: its reason, in the words of the case in which it holds.
        turns: what it looks at that is other; none when its subject is told elsewhere.
    """

    rule: str
    subject: str
    holds: bool
    words: str
    turns: tuple[Turn, ...]


class Shifts:
    """The rules that hold in only one of two cases, by what they lead to.

    Args:
        book: the rule book that both were run with.
        before: what was concluded in the first case.
        after: what was concluded in the second.
        language: of the words.
    """

    def __init__(self, book: RuleBook, before: Outcomes, after: Outcomes, language: Language) -> None:
        self._book = book
        self._outcomes = (before, after)
        self._language: Language = language
        self._wordings = (Wording(book, before, language), Wording(book, after, language))
        self._pairs = {kind: _paired(before.facts.of_kind(kind), after.facts.of_kind(kind)) for kind in ROWS}

    def __call__(self, key: tuple[str, str, str]) -> tuple[Shift, ...]:
        """The shifts of a conclusion; with an empty entry, of all of its kind about something."""
        reasons = tuple({self._name(one, side): one for one in self._reasons(key, side)} for side in (0, 1))
        return tuple(
            Shift(
                one.rule.id,
                "" if one.subject.kind == "case" else f"{one.subject.kind}:{one.subject.id}",
                side == 1,
                self._wordings[side].filled(one.rule.because, one.subject),
                tuple(self._turns(one.rule, one.subject, side)),
            )
            for side in (0, 1)
            for name, one in reasons[side].items()
            if name not in reasons[1 - side]
        )

    def _reasons(self, key: tuple[str, str, str], side: int) -> Iterator[Reason]:
        outcomes, (kind, id_, about) = self._outcomes[side], key
        if id_:
            found = outcomes.conclusions.get(key)
            yield from found.reasons if found else ()
        else:
            for one in outcomes.concluded(kind, about=about):
                yield from one.reasons

    def _name(self, reason: Reason, side: int) -> tuple[str, str, str, str]:
        """What tells a reason from others, the same in both cases for what is the same."""
        subject = reason.subject
        id_ = self._pairs[subject.kind][side].get(subject.id, f"{subject.id}@{side}") if subject.kind in ROWS else subject.id
        return reason.rule.id, reason.outcome.id, subject.kind, id_

    def _turns(self, rule: Rule, subject: Subject, side: int) -> Iterator[Turn]:
        """What a rule looks at that is other, told from the first case to the second."""
        other = self._counterpart(subject, side)
        if other is None or not other.settled:
            states = (str(Status.CONCLUDED), str(Status.OPEN if other else Status.RULED_OUT))
            before, after = states if side == 0 else states[::-1]
            yield Turn("row" if subject.kind in ROWS else "subject", f"{subject.kind}:{subject.id}", self._title(subject), before, after)
            return
        pair = (subject, other) if side == 0 else (other, subject)
        seen: set[str] = set()
        for condition in rule.conditions:
            for path, member in _tested(condition):
                values = tuple(one.fields.get(path, outcomes.fields.get(path)) for one, outcomes in zip(pair, self._outcomes, strict=True))
                if path not in seen and values[0] != values[1]:
                    seen.add(path)
                    yield self._turn(condition.field, member, path, pair, values)

    def _turn(self, name: str, member: str, path: str, pair: tuple[Subject, Subject], values: Sequence[Value | None]) -> Turn:
        field = self._fields[pair[0].kind][name]
        if name.startswith("concluded.") or name == "problem.causes":
            states = [str(Status.OPEN if one is None else Status.CONCLUDED if one else Status.RULED_OUT) for one in values]
            text = field.words[member] if member else field.text
            return Turn("conclusion", path, text.in_(self._language), states[0], states[1])
        text_ = field.text.in_(self._language)
        own = name.partition(".")[0]
        if own in ROWS and own == pair[0].kind:
            text_ = f"{text_} ({self._title(pair[0])})"
        if member:
            text_ = f"{text_} – {field.words[member].in_(self._language) if member in field.words else member}"
        before, after = (self._shown(one, field) for one in values)
        return Turn("answer", path, text_, before, after)

    def _shown(self, value: Value | None, field: Field) -> str:
        if value is None:
            return NOT_ANSWERED.in_(self._language)
        text = shown(value, field.words, self._language)
        return f"{text} {field.unit}" if field.unit and not isinstance(value, bool) else text

    def _counterpart(self, subject: Subject, side: int) -> Subject | None:
        """The same subject in the other case."""
        outcomes = self._outcomes[1 - side]
        if subject.kind == "case":
            return outcomes.facts.case
        wanted: str | None = subject.id
        if subject.kind in ROWS:
            wanted = self._pairs[subject.kind][side].get(subject.id)
            other_names = {name: id_ for id_, name in self._pairs[subject.kind][1 - side].items()}
            wanted = other_names.get(wanted) if wanted is not None else None
        return next((one for one in outcomes.subjects.get(subject.kind, ()) if one.id == wanted), None)

    def _title(self, subject: Subject) -> str:
        if subject.kind in ROWS:
            return row_words(ROWS[subject.kind], subject.id, self._language)
        if subject.kind in ("problem", "action"):
            return self._book.catalogue.entry(subject.kind, subject.id).title.in_(self._language)
        return ""

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[str, Field]]:
        return fields_of(self._book)


def _tested(condition: Condition) -> Iterator[tuple[str, str]]:
    """The facts that a condition looks at: the field, or the members of a set that it names."""
    if condition.operator in ("includes", "lacks"):
        yield from ((f"{condition.field}.{value}", str(value)) for value in condition.values)
    else:
        yield condition.field, ""


def _paired(before: Sequence[Subject], after: Sequence[Subject]) -> tuple[dict[str, str], dict[str, str]]:
    """The rows of two cases with a name that is the same for the same row: rows that say the same, then rows of the same name.

    Rows are named in an order that depends on what they say, so that a changed row may get another row's name.
    """
    names: tuple[dict[str, str], dict[str, str]] = ({}, {})
    left = list(after)
    tests: tuple[Callable[[Subject, Subject], bool], ...] = (lambda a, b: a.fields == b.fields, lambda a, b: a.id == b.id)
    for alike in tests:
        for one in before:
            if one.id in names[0]:
                continue
            found = next((other for other in left if other.settled == one.settled and alike(one, other)), None)
            if found is not None:
                left.remove(found)
                names[0][one.id] = names[1][found.id] = f"{len(names[0])}"
    return names
