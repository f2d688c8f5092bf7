"""What leads to what, as bands: the answers and findings that show a problem, its causes, and the actions that help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commplan_advisor.advice.answers import row_words
from commplan_advisor.advice.model import Action, Advice, Because, Point
from commplan_advisor.common.faults import printable
from commplan_advisor.common.text import Language
from commplan_advisor.present.pictures.words import say
from commplan_advisor.questionnaire.facts import Field, fields_of_kind
from commplan_advisor.rulebook.catalogue import PRIORITIES

_FINDING = "concluded.findings."
_KINDS = ("case", "initiative", "audience", "report")
_PLATFORM = "initiative.platform"
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")
_INITIATIVES = "situation.initiatives[]"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that shows a problem: an answer, or a finding with the answers below it."""

    text: str
    below: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Both in one text."""
        return f"{self.text} ({'; '.join(self.below)})" if self.below else self.text


@dataclass(frozen=True, slots=True)
class Band:
    """A problem, or another reason to act, between what shows it and what is done about it.

    Attributes:
        title: the problem, or the reason.
        problem: whether it is a problem.
        entries: what shows it.
        causes: of a problem.
        actions: each with its number among those of the advice; the most urgent first.
    """

    title: str
    problem: bool
    entries: tuple[Entry, ...]
    causes: tuple[str, ...]
    actions: tuple[tuple[int, Action], ...]


def bands_of(advice: Advice, language: Language) -> tuple[Band, ...]:
    """The problems in the order of the advice, and after them what is done for other reasons."""
    shown = _Shown(advice, language)
    numbered = list(enumerate(advice.actions, start=1))
    numbered.sort(key=lambda one: (PRIORITIES.index(one[1].priority), one[0]))
    found = [
        Band(
            printable(problem.title),
            True,
            shown.by(problem.because),
            tuple(printable(cause.title) for cause in problem.causes),
            tuple(one for one in numbered if problem.id in one[1].serves),
        )
        for problem in advice.problems
    ]
    known = {problem.id for problem in advice.problems}
    others: dict[tuple[Entry, ...], list[tuple[int, Action]]] = {}
    for number, action in numbered:
        if known.isdisjoint(action.serves) and action.because:
            others.setdefault(shown.by(action.because[:1]), []).append((number, action))
    found += [Band(_reason([action for _, action in actions]), False, entries, (), tuple(actions)) for entries, actions in others.items()]
    return tuple(found)


def _reason(actions: Sequence[Action]) -> str:
    """Why actions are taken that rest on the same answers: in full for one, and for more only the sentences that they begin with."""
    words = [printable(action.because[0].words) for action in actions]
    return words[0] if len(words) == 1 else " ".join(dict.fromkeys(_SENTENCE_END.split(one, maxsplit=1)[0] for one in words))


class _Shown:
    """Puts the answers behind a reason into words."""

    def __init__(self, advice: Advice, language: Language) -> None:
        self.language: Language = language
        self.findings: Mapping[str, Point] = {point.id: point for point in advice.findings}
        self.platforms = {platform.id: platform.title for platform in advice.platforms}
        self.fields: dict[str, Field] = {path: field for kind in _KINDS for path, field in fields_of_kind(kind).items()}

    def by(self, because: Iterable[Because]) -> tuple[Entry, ...]:
        """What shows something, each once: findings, then answers, or the reason itself when it rests on neither."""
        reasons = list(because)
        paths = dict.fromkeys(path for one in reasons for path, value in one.answers if path.startswith(_FINDING) and self._is_yes(value))
        findings = [self.findings[id_] for path in paths if (id_ := path.removeprefix(_FINDING)) in self.findings]
        found = [Entry(printable(finding.title), self._answers(finding.because)) for finding in findings]
        if any(path == "report.type" for one in reasons for path, _ in one.answers):
            found.insert(0, Entry(say("reported", self.language)))
        found += [Entry(text) for text in self._answers(reasons)]
        return tuple(found) or tuple(Entry(text) for text in dict.fromkeys(printable(one.words) for one in reasons))

    def _is_yes(self, value: str) -> bool:
        return value == {"nl": "ja", "en": "yes"}[self.language]

    def _answers(self, because: Iterable[Because]) -> tuple[str, ...]:
        """Questions with their answers; one that is the same for several platforms names them."""
        about: dict[tuple[str, str], list[str]] = {}
        for one in because:
            for path, value in one.answers:
                if path == _PLATFORM and len(one.answers) > 1:
                    continue  # which platform it is stands behind the other answers
                if path in self.fields and not path.startswith("report."):
                    about.setdefault((path, value), []).extend(self._platform(one.subject) if path != _PLATFORM else ())
        return tuple(self._answer(path, value, dict.fromkeys(platforms)) for (path, value), platforms in about.items())

    def _answer(self, path: str, value: str, platforms: Iterable[str]) -> str:
        field = self.fields[path]
        question = field.text.in_(self.language)
        unit = " %" if field.unit == "%" else ""  # other units are in the question
        named = ", ".join(platforms)
        asked, said = (question, f"{value[:1].upper()}{value[1:]}") if question.endswith("?") else (f"{question}:", value)
        return printable(f"{asked} {said}{unit}{f' ({named})' if named else ''}")

    def _platform(self, subject: str) -> Iterator[str]:
        kind, _, id_ = subject.partition(":")
        if kind == "initiative":
            yield self.platforms.get(id_) or row_words(_INITIATIVES, id_, self.language)
