"""Rules tried on one case, each with the verdict on its conditions in words: what is needed, what is so now, and by which answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commplan_advisor.advice.answers import answer_words, question_words
from commplan_advisor.advice.model import Citation
from commplan_advisor.advice.why.explaining import Answer, Explainer
from commplan_advisor.common.faults import Place
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.verdicts import JudgedRule, Tested, Verdict, all_hold, all_judged, condition_verdict
from commplan_advisor.questionnaire.facts import NAMED_BY, ROWS, Subject, facts_of
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import Condition, Rule

SCHEMA = "commplan-verdicts/1"
_KNOWN = {Verdict.HOLDS: True, Verdict.UNKNOWN: None, Verdict.FAILS: False}


@dataclass(frozen=True, slots=True)
class Need:
    """A condition of a rule: what it looks at, what it needs, what the case says now, and the answers that made it fail.

    `draws` is for a condition on what an earlier stage concludes: whether it must, or must not; None for all others.
    """

    verdict: Verdict
    field: str
    text: str
    needed: str
    now: str
    answers: tuple[Answer, ...]
    draws: bool | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a rule: one condition, or groups of conditions of which one must hold as a whole."""

    verdict: Verdict
    groups: tuple[tuple[Need, ...], ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule that leads to what was asked for, tried on one subject.

    Attributes:
        rule: its name.
        place: where it stands in the rule book.
        subject: what it was tried on; empty for the case.
        about: the same in words.
        verdict: of the rule.
        missing: how many of its conditions do not hold, and how many of those fail.
        clauses: each with its verdict.
        sources: what the rule rests on.
    """

    rule: str
    place: Place
    subject: str
    about: str
    verdict: Verdict
    missing: tuple[int, int]
    clauses: tuple[Clause, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """The verdict on one rule.

    Attributes:
        rule: its name.
        stage: the stage it belongs to.
        stage_title: that stage in words.
        kind: the kind of subject that it is about.
        place: where it stands in the rule book.
        verdict: the best of its verdicts; None when it was never tried, because the case has no such subject.
        attempts: by subject; those of another name than the rule asks for are left out, it fails for them in every case.
    """

    rule: str
    stage: str
    stage_title: str
    kind: str
    place: Place
    verdict: Verdict | None
    attempts: tuple[Attempt, ...]


def rule_verdicts(case: Case, engine: Engine, *, language: Language = "nl") -> tuple[RuleVerdict, ...]:
    """The verdict on every rule, by stage.

    Args:
        case: the questionnaire.
        engine: the rule book, ready to run.
        language: the language of the words.
    """
    outcomes = engine.run(facts_of(case.answers))
    writer = AttemptWriter(Explainer(case, engine, outcomes, language))
    titles = {stage.id: stage.title.in_(language) for stage in engine.book.stages}
    found = []
    for rule, tried in all_judged(engine.book, outcomes):
        verdicts = {one.verdict for one in tried}
        best = next((verdict for verdict in Verdict if verdict in verdicts), None)
        attempts = tuple(writer.attempt(one, traced=False) for one in tried if not fails_by_name(one))
        found.append(RuleVerdict(rule.id, rule.stage, titles[rule.stage], rule.subject, Place(rule.file, rule.line), best, attempts))
    return tuple(found)


def fails_by_name(one: JudgedRule) -> bool:
    """Whether a rule fails for a subject because it asks for another: another problem, action or kind of row."""
    name = name_of(one.rule)
    return name is not None and condition_verdict(name, one.subject.fields) is Verdict.FAILS


def name_of(rule: Rule) -> Condition | None:
    """The condition by which a rule names the problems or rows that it is about."""
    field = f"{rule.subject}.{NAMED_BY.get(rule.subject, 'type')}"
    return next((one for one in rule.when if isinstance(one, Condition) and one.field == field and one.operator == "in"), None)


class AttemptWriter:
    """Puts verdicts into words."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer

    def attempt(self, judged_rule: JudgedRule, here: bool = True, *, traced: bool = True) -> Attempt:
        """A rule for one subject; `traced`: with the answers that make its conditions fail."""
        rule, subject = judged_rule.rule, judged_rule.subject
        clauses = list(self._exists(judged_rule, here))
        lacks = [(1, int(clause.verdict is Verdict.FAILS)) for clause in clauses if clause.verdict is not Verdict.HOLDS]
        lacks += [clause.missing for clause in judged_rule.clauses if clause.verdict is not Verdict.HOLDS]
        for clause in judged_rule.clauses:
            groups = tuple(tuple(self._need(one, subject, traced=traced) for one in group) for group in clause.groups)
            clauses.append(Clause(clause.verdict, groups))
        return Attempt(
            rule.id,
            Place(rule.file, rule.line),
            "" if subject.kind == "case" else f"{subject.kind}:{subject.id}",
            self.explainer.subject(subject) if subject.id not in ("", "?") else "",
            judged_rule.verdict if here else all_hold((judged_rule.verdict, clauses[0].verdict)),
            (sum(count for count, _ in lacks), sum(failing for _, failing in lacks)),
            tuple(clauses),
            self.explainer.wording.citations(rule.sources),
        )

    def _exists(self, judged_rule: JudgedRule, here: bool) -> Iterator[Clause]:
        """That there is such a subject, as a condition of its own."""
        subject, words = judged_rule.subject, self.explainer.words
        answers: tuple[Answer, ...] = ()
        if subject.kind in ("problem", "action"):
            key = (subject.kind, subject.id, "")
            verdict = Verdict.HOLDS if subject.settled else Verdict.UNKNOWN if here else Verdict.FAILS
            yield Clause(verdict, ((self._conclusion(key, verdict),),))
        elif subject.kind in ROWS and not (subject.settled and here):
            verdict = Verdict.UNKNOWN if here else Verdict.FAILS
            path = ROWS[subject.kind].removesuffix("[].")
            told = self.explainer.grounds.asked[path]
            if verdict is Verdict.FAILS:
                answers = (self.explainer.answer(told),)
            language = self.explainer.language
            text, needed, now = question_words(told.question, "", language), words.at_least_one, answer_words(told.value, "", language)
            name = name_of(judged_rule.rule)
            if name is not None:
                text, needed = words.about(name.field, subject.kind), words.needed(name, subject.kind)
                rows = [self.explainer.subject(row) for row in self.explainer.outcomes.subjects[subject.kind] if row.settled]
                now = ", ".join(rows) or now
            yield Clause(verdict, ((Need(verdict, path, text, needed, now, answers),),))

    def _conclusion(self, key: Key, verdict: Verdict) -> Need:
        words, now = self.explainer.words, self.explainer.words.here(_KNOWN[verdict])
        answers = self._ruled_out_by(key, verdict)
        return Need(verdict, ".".join(key[:2]), words.named(*key[:2]), words.here(True), now, answers, draws=True)

    def _ruled_out_by(self, key: Key, verdict: Verdict) -> tuple[Answer, ...]:
        return self.explainer.of([key]).answers_of(key) if verdict is Verdict.FAILS else ()

    def _need(self, tested: Tested, subject: Subject, *, traced: bool) -> Need:
        words, grounds, condition = self.explainer.words, self.explainer.grounds, tested.condition
        answers: tuple[Answer, ...] = ()
        if traced and tested.verdict is Verdict.FAILS and subject.id:
            ground = grounds.of_condition(tested, subject)
            below = self.explainer.of(ground.conclusions)
            told = [self.explainer.answer(grounds.asked[path]) for path in ground.answers]
            told += [answer for key in ground.conclusions if key[:2] != (subject.kind, subject.id) for answer in below.answers_of(key)]
            answers = tuple({answer.path: answer for answer in told}.values())
        kind, path = subject.kind, condition.field
        draws = condition.values == (True,) if path.startswith("concluded.") and condition.operator == "in" else None
        now = words.now(path, kind, grounds.fields(subject))
        return Need(tested.verdict, path, words.about(path, kind), words.needed(condition, kind), now, answers, draws)
