"""Why not: the rules that could have led to something, what keeps each from holding, and what would bring it about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from commplan_advisor.advice.answers import answer_words, question_words, row_words
from commplan_advisor.advice.model import OpenQuestion, Prospect
from commplan_advisor.advice.questions.open import kept_outlook, open_questions, prospect_of
from commplan_advisor.advice.why.attempts import Attempt, AttemptWriter, name_of
from commplan_advisor.advice.why.explaining import Explainer
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import JudgedRule, Verdict, condition_verdict, judged
from commplan_advisor.questionnaire.asked import value_at
from commplan_advisor.questionnaire.editing import Change, where_of
from commplan_advisor.questionnaire.facts import Subject, facts_of
from commplan_advisor.questionnaire.questions import Question, question_of, questions
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import Rule

SCHEMA = "commplan-why-not/1"
Search = Literal["found", "none", "undecided", "not_sought"]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A change of the questionnaire: the question, what the answer is now, what it would be, and how `commplan what-if` is told."""

    question: str
    now: str
    then: str
    written: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why something is not concluded.

    Attributes:
        schema: name and version of the machine-readable form.
        municipality: whose case it is.
        file: the questionnaire.
        kind: action, problem or finding.
        id: which.
        title: in words.
        status: it may be concluded after all, or open.
        prospect: when it is open, whether it is so whatever is answered, or never.
        attempts: the rules that lead to it, each for a subject, the nearest first.
        questions: when it is open, those that decide.
        search: whether a change of answers was found that brings it about; there may be none, or the search took too long.
        change: the smallest, confirmed by the engine.
    """

    schema: str
    municipality: str
    file: str
    kind: str
    id: str
    title: str
    status: Status
    prospect: Prospect | None
    attempts: tuple[Attempt, ...]
    questions: tuple[OpenQuestion, ...]
    search: Search
    change: tuple[ChangedAnswer, ...] | None


def why_not(case: Case, engine: Engine, kind: str, id_: str, *, language: Language = "nl") -> WhyNot:
    """Why an action, problem or finding is not concluded for a case.

    For an action that is not advised the smallest change of answers is sought that brings it about.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        kind: action, problem or finding.
        id_: which.
        language: the language of the words.
    """
    outcomes = engine.run(facts_of(case.answers))
    explainer = Explainer(case, engine, outcomes, language)
    status = outcomes.status(kind, id_)
    attempts = attempts_of(dict.fromkeys(explainer.grounds.leading_to(kind, id_)), explainer)
    search: Search = "not_sought"
    change: tuple[ChangedAnswer, ...] | None = None
    if kind == "action" and status is not Status.CONCLUDED:
        search, change = _smallest_change(case, engine, id_, language)
    title = explainer.words.title(kind, id_)
    prospect: Prospect | None = None
    questions: tuple[OpenQuestion, ...] = ()
    if status is Status.OPEN:
        key, outlook = (kind, id_, ""), kept_outlook(case.answers, engine.book)
        prospect = prospect_of(key, outlook)
        questions = open_questions(case.answers, {key: outlook.waits.get(key, ())}, engine.book, language)
    return WhyNot(SCHEMA, case.name, case.file, kind, id_, title, status, prospect, attempts, questions, search, change)


def attempts_of(rules: Iterable[Rule], explainer: Explainer) -> tuple[Attempt, ...]:
    """Rules tried on everything that each could hold for, in words; those that hold first, then the one that lacks least."""
    writer = AttemptWriter(explainer)
    attempts = [writer.attempt(*one) for rule in rules for one in _tried(rule, explainer)]
    return tuple(sorted(attempts, key=lambda one: (one.verdict is not Verdict.HOLDS, one.missing, one.rule, one.subject)))


def _tried(rule: Rule, explainer: Explainer) -> Iterator[tuple[JudgedRule, bool]]:
    """A rule with each subject that it could hold for, and whether that is here.

    A rule that names what it is about is tried on that alone, also when it is not here; a row of another name is no start.
    """
    here = {subject.id: subject for subject in explainer.outcomes.subjects.get(rule.subject, ())}
    name = name_of(rule)
    if rule.subject in ("problem", "action"):
        named = explainer.book.catalogue.problems if name is None else [str(value) for value in name.values]
        subjects = [here.get(id_) or Subject(rule.subject, id_, {f"{rule.subject}.type": id_}, settled=False) for id_ in named]
    else:
        subjects = [one for one in here.values() if name is None or condition_verdict(name, one.fields) is not Verdict.FAILS]
        subjects = subjects or [Subject(rule.subject, "", {}, settled=False)]
    for subject in subjects:
        found = judged(rule, subject, explainer.grounds.fields(subject))
        if rule.subject in ("problem", "action") or not subject.settled:  # then its name is what must be there in the first place
            found = replace(found, clauses=tuple(clause for clause in found.clauses if clause.groups[0][0].condition is not name))
        yield found, subject.id in here


def _smallest_change(case: Case, engine: Engine, action: str, language: Language) -> tuple[Search, tuple[ChangedAnswer, ...] | None]:
    from commplan_advisor.advice.why.changing import smallest_change
    from commplan_advisor.reasoning.proving import UndecidedError

    try:
        found = smallest_change(case, engine, action)
    except UndecidedError:
        return "undecided", None
    return ("none", None) if found is None else ("found", tuple(_in_words(change, case, language) for change in found))


def _in_words(change: Change, case: Case, language: Language) -> ChangedAnswer:
    """A change as people read it; of a whole row what it consists of."""
    where = where_of(case.answers, change.path)
    now = None if where is None else value_at(case.answers, where)
    question = question_of(change.path)
    found = re.search(r"\[([^\[\]]+)\]", change.path)
    row = found[1] if found else ""
    if question is None:
        question = questions()[change.path.partition("[")[0]]
        text = f"{question.text.in_(language)} ({row_words(f'{question.path}[].', row, language)})"
    else:
        text = question_words(question, row, language)
    return ChangedAnswer(text, _value(question, now, language), _value(question, change.value, language), str(change))


def _value(question: Question, value: object, language: Language) -> str:
    """An answer in words, whether it is typed or as it would stand in a file."""
    if isinstance(value, dict):
        inner = ((questions()[f"{question.path}[].{key}"], told) for key, told in value.items())
        return "; ".join(f"{one.text.in_(language)} {_value(one, told, language)}" for one, told in inner)
    if isinstance(value, list):
        return ", ".join(_value(question, one, language) for one in value) or answer_words([], "", language)
    option = next((one for one in question.options if one.value == value), None)
    return answer_words(option or value, question.unit, language)
