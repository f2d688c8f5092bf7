"""Why: every conclusion of a case down to the answers and the sources that it rests on.

All of it is read from what the engine recorded and from the rules themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commplan_advisor.advice.answers import answer_words, question_words, row_words
from commplan_advisor.advice.model import Citation
from commplan_advisor.advice.planning import priority_of
from commplan_advisor.advice.why.conditions import KINDS, ConditionWords
from commplan_advisor.advice.why.grounds import Failure, Ground, Grounds, together
from commplan_advisor.advice.words import Wording
from commplan_advisor.common.faults import Place
from commplan_advisor.common.located import Path_
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Conclusion, Key, Outcomes, Reason, Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import Tested, judged
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.asked import Asked
from commplan_advisor.questionnaire.facts import ROWS, Subject, facts_of
from commplan_advisor.questionnaire.reading import Case

SCHEMA = "commplan-explanation/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the questionnaire.

    Attributes:
        path: the question, with the row by name.
        question: in words.
        value: in words.
        place: file and line.
        where: its place among the answers.
    """

    path: str
    question: str
    value: str
    place: Place
    where: Path_


@dataclass(frozen=True, slots=True)
class Test:
    """A condition that makes a rule hold or fail: what it looks at, what it needs, what the case says, and what that rests on."""

    __test__ = False  # for pytest

    field: str
    text: str
    needed: str
    now: str
    is_number: bool
    rests_on: Ground


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that led to a conclusion; or, of what was ruled out, one that did not.

    Attributes:
        rule: its name.
        place: where it stands in the rule book.
        subject: what it is about: `initiative:whatsapp`; empty for the case.
        words: its reason, in the case's own words and numbers; empty for a rule that fails.
        basis: documented, derived or practice.
        sources: what the rule rests on.
        tests: the conditions that made it so.
        rests_on: answers, earlier conclusions and entries of the catalogue, of all of it together.
    """

    rule: str
    place: Place
    subject: str
    words: str
    basis: str
    sources: tuple[Citation, ...]
    tests: tuple[Test, ...]
    rests_on: Ground


@dataclass(frozen=True, slots=True)
class Explained:
    """Something concluded, or ruled out, with its reasons; without any when no rule leads to it. An action has a priority."""

    kind: str
    id: str
    about: str
    title: str
    status: Status
    priority: str
    why: tuple[Why, ...]

    @property
    def key(self) -> Key:
        """What tells it from every other one."""
        return self.kind, self.id, self.about


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons of everything that was concluded for a case.

    Attributes:
        schema: name and version of the machine-readable form.
        municipality: whose case it is.
        file: the questionnaire.
        conclusions: by kind, entry and what they are about; also what was ruled out and others rest on.
        answers: those that conclusions rest on, by path.
        entries: titles and sources of the entries of the catalogue that conclusions rest on.
    """

    schema: str
    municipality: str
    file: str
    conclusions: Mapping[Key, Explained]
    answers: Mapping[str, Answer]
    entries: Mapping[Key, tuple[str, tuple[Citation, ...]]]

    def concluded(self, kind: str) -> tuple[Explained, ...]:
        """What was concluded of one kind."""
        return tuple(one for one in self.conclusions.values() if one.kind == kind and one.status is Status.CONCLUDED)

    def tree(self, key: Key) -> tuple[Explained, ...]:
        """A conclusion and all that it rests on, each once, from the top down."""
        found: dict[Key, Explained] = {}
        waiting = [key]
        while waiting:
            one = self.conclusions[waiting.pop(0)]
            if one.key not in found:
                found[one.key] = one
                waiting += [below for why in one.why for below in why.rests_on.conclusions]
        return tuple(found.values())

    def answers_of(self, key: Key) -> tuple[Answer, ...]:
        """The answers at the ends of a conclusion's tree: with these alone it is concluded too."""
        paths = dict.fromkeys(path for one in self.tree(key) for why in one.why for path in why.rests_on.answers)
        return tuple(self.answers[path] for path in paths)


def explain(case: Case, engine: Engine, *, language: Language = "nl") -> Explanation:
    """Why everything is concluded that is concluded for a case.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        language: the language of the words.
    """
    with with_added(engine.book.added):
        return Explainer(case, engine, engine.run(facts_of(case.answers)), language).explanation()


class Explainer:
    """Explains the outcomes of one case.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        outcomes: what it concludes for the case.
        language: the language of the words.
    """

    def __init__(self, case: Case, engine: Engine, outcomes: Outcomes, language: Language) -> None:
        self.case = case
        self.book = engine.book
        self.outcomes = outcomes
        self.language: Language = language
        self.grounds = Grounds(case.answers, engine.book, outcomes)
        self.words = ConditionWords(engine.book, language)
        self.wording = Wording(engine.book, outcomes, language)

    def explanation(self) -> Explanation:
        """Why everything is concluded that is."""
        return self.of(one.key for one in self.outcomes.conclusions.values() if one.status is Status.CONCLUDED)

    def of(self, keys: Iterable[Key]) -> Explanation:
        """Why some things are concluded or ruled out, and all that they rest on."""
        found: dict[Key, Explained] = {}
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in found:
                continue
            found[key] = self._explained(key)
            waiting += [below for why in found[key].why for below in why.rests_on.conclusions]
        grounds = together(why.rests_on for one in found.values() for why in one.why)
        answers = {path: self.answer(self.grounds.asked[path]) for path in self.grounds.asked if path in set(grounds.answers)}
        entries = {
            key: (self.words.title(*key), self.wording.citations(self.book.catalogue.entry(key[0], key[1]).source))
            for key in sorted(grounds.entries)
        }
        return Explanation(SCHEMA, self.case.name, self.case.file, {key: found[key] for key in sorted(found)}, answers, entries)

    def answer(self, asked: Asked) -> Answer:
        """An answer in words, with its place."""
        value = answer_words(asked.value, asked.question.unit, self.language)
        named = bool(asked.row) and value == row_words(asked.question.path, asked.row, self.language)
        question = question_words(asked.question, "" if named else asked.row, self.language)  # not the answer that names the row twice
        return Answer(asked.path, question, value, self.case.source.place(asked.where), asked.where)

    def subject(self, subject: Subject) -> str:
        """What a rule is about, in words; empty for the case."""
        if subject.kind in ROWS:
            return row_words(ROWS[subject.kind], subject.id, self.language)
        return self.words.title(subject.kind, subject.id) if subject.kind in KINDS else ""

    def _explained(self, key: Key) -> Explained:
        title = self.words.title(*key)
        conclusion = self.outcomes.conclusions.get(key)
        if conclusion is None:
            failures = tuple(self._why_not(failure) for failure in self.grounds.ruled_out(*key))
            return Explained(*key, title, Status.RULED_OUT, "", failures)
        assert conclusion.status is Status.CONCLUDED, "nothing that is settled rests on what is open"
        priority = priority_of(self.outcomes, conclusion.id) if conclusion.kind == "action" else ""
        return Explained(*key, title, conclusion.status, priority, tuple(self._why(conclusion)))

    def _why(self, conclusion: Conclusion) -> Iterator[Why]:
        """The rules that hold, each once for a subject, also when it concludes the same twice."""
        for reason in {(one.rule.id, one.subject.kind, one.subject.id): one for one in conclusion.reasons}.values():
            yield self._held(reason)

    def _held(self, reason: Reason) -> Why:
        rule, subject = reason.rule, reason.subject
        clauses = judged(rule, subject, self.grounds.fields(subject)).clauses
        told = [one for clause in clauses for one in self.grounds.of_clause(clause, subject)]
        rests_on = together(ground for _, ground in told)
        if subject.kind not in ROWS:
            rests_on = together((self.grounds.of_subject(subject), rests_on))
        elif not any(f"[{subject.id}]" in path for path in rests_on.answers):
            rests_on = together((rests_on, self.grounds.of_subject(subject)))
        return Why(
            rule.id,
            Place(rule.file, rule.line),
            _named(subject),
            self.wording.filled(rule.because, subject),
            rule.basis,
            self.wording.citations(rule.sources),
            tuple(self._test(tested, ground, subject) for tested, ground in told),
            rests_on,
        )

    def _why_not(self, failure: Failure) -> Why:
        rule, subject = failure.rule, failure.subject
        return Why(
            rule.id,
            Place(rule.file, rule.line),
            _named(subject),
            "",
            rule.basis,
            self.wording.citations(rule.sources),
            tuple(self._test(one, self.grounds.of_condition(one, subject), subject, rule.subject) for one in failure.tested),
            failure.ground,
        )

    def _test(self, tested: Tested, ground: Ground, subject: Subject, kind: str = "") -> Test:
        condition, kind = tested.condition, kind or subject.kind
        return Test(
            condition.field,
            self.words.about(condition.field, kind),
            self.words.needed(condition, kind),
            self.words.now(condition.field, kind, self.grounds.fields(subject)),
            self.words.is_number(condition.field, kind),
            ground,
        )


def _named(subject: Subject) -> str:
    return "" if subject.kind == "case" else f"{subject.kind}:{subject.id}"
