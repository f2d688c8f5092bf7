"""Facts in, conclusions out: the stages of a rule book, run one after the other on durable-rules."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from commplan_advisor.engine.conclusions import Conclusion, Key, Outcomes, Reason, Status
from commplan_advisor.engine.keeping import written_by
from commplan_advisor.engine.rule_sets import groups_of
from commplan_advisor.engine.session import EngineSession, check_library
from commplan_advisor.engine.subjects import ActionSubjects, problem_subject, with_causes
from commplan_advisor.engine.trying import Gathered, Trial, conclusions
from commplan_advisor.engine.verdicts import Verdict, judged
from commplan_advisor.questionnaire.facts import ROWS, Facts, Subject, Value
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import Rule, RuleBook, Stage
from commplan_advisor.rulebook.vocabulary import concluded_field

Instead = Mapping[str, Rule | None]
"""By name of a rule the one that counts instead of it, or None for none at all; a name that the rule book does not have comes to it."""
_NOTHING: Instead = MappingProxyType({})


class Engine:
    """A rule book, ready to be run on any number of cases.

    Args:
        book: the rule book.
        keep: whether what is made of its rules is kept in the user's cache, and taken from there: worth it for many short runs.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """

    def __init__(self, book: RuleBook, *, keep: bool = False) -> None:
        check_library()
        self.book = book
        self._trials = _trials(book, keep=keep)
        self._told = {stage.id: list(_told(book, stage)) for stage in book.stages}
        self._actions = ActionSubjects(book)

    def make_ready(self) -> None:
        """Make all rules ready now; without it those are made ready that a case needs, when it needs them."""
        for trials in self._trials.values():
            for trial in trials:
                trial.ready()

    def close(self) -> None:
        """Give the engine's memory back."""
        for trials in self._trials.values():
            for trial in trials:
                trial.close()
        self._trials.clear()

    def run(self, facts: Facts, instead: Instead = _NOTHING) -> Outcomes:
        """Everything that follows from the facts.

        Args:
            facts: of a case.
            instead: rules that count instead of those of the rule book. They are not compiled but judged, which is worth it for a few.

        Raises:
            ValueError: the facts were made outside of `with_added(book.added)`: they say nothing of what the rule book adds.
        """
        if not facts.added.covers(self.book.added):
            raise ValueError("facts and rule book do not fit: make the facts in `with_added(book.added)`")
        fields: dict[str, Value] = dict(facts.case.fields)
        subjects: dict[str, tuple[Subject, ...]] = {kind: facts.of_kind(kind) for kind in ("case", *ROWS)}
        conclusions: dict[Key, Conclusion] = {}
        for stage in self.book.stages:
            drawn = self._run_stage(stage, subjects, fields, instead)
            conclusions.update(drawn)
            self._carry_along(stage, drawn, subjects, fields)
        return Outcomes(facts, conclusions, fields, subjects)

    def _run_stage(
        self, stage: Stage, subjects: dict[str, tuple[Subject, ...]], fields: dict[str, Value], instead: Instead
    ) -> dict[Key, Conclusion]:
        gathered: Gathered = ({}, {})
        for trial in self._trials[stage.id]:
            trial.gather(gathered, subjects, fields)
        if instead:
            gathered = _replaced(gathered, stage, instead, subjects, fields)
        return conclusions(gathered)

    def _carry_along(
        self, stage: Stage, drawn: dict[Key, Conclusion], subjects: dict[str, tuple[Subject, ...]], fields: dict[str, Value]
    ) -> None:
        """Make what a stage concluded known to the stages after it."""
        for key, field in self._told[stage.id]:
            found = drawn.get(key)
            if found is None:
                fields[field] = False
            elif found.status is Status.CONCLUDED:
                fields[field] = True
        if "problem" in stage.concludes:
            subjects["problem"] = tuple(problem_subject(one) for one in drawn.values() if one.kind == "problem")
        if "cause" in stage.concludes:
            causes = self.book.catalogue.causes
            subjects["problem"] = tuple(with_causes(problem, causes, drawn) for problem in subjects.get("problem", ()))
        if "action" in stage.concludes:
            subjects["action"] = tuple(self._actions.subject(one) for one in drawn.values() if one.kind == "action")


def _trials(book: RuleBook, *, keep: bool) -> dict[str, list[Trial]]:
    """By stage its rules, in the groups in which they are tried."""
    groups = {
        stage.id: [
            group
            for kind in ("case", *ROWS, "problem", "action")
            for group in groups_of(kind, [rule for rule in rules if rule.subject == kind], named=kind in ("problem", "action"))
        ]
        for stage in book.stages
        for rules in (book.rules_of(stage.id),)
    }
    written = written_by([group for found in groups.values() for group in found], keep=keep)
    return {stage: [Trial(group, next(written), EngineSession) for group in found] for stage, found in groups.items()}


def _told(book: RuleBook, stage: Stage) -> Iterator[tuple[Key, str]]:
    """What a stage may conclude about the case, and the field that tells later stages whether it did."""
    for kind in stage.concludes:
        if kind not in ABOUT:
            for id_ in getattr(book.catalogue, PLURALS[kind]):
                yield (kind, id_, ""), concluded_field(kind, id_)


def _replaced(
    gathered: Gathered, stage: Stage, instead: Instead, subjects: Mapping[str, Sequence[Subject]], fields: Mapping[str, Value]
) -> Gathered:
    """What was gathered in a stage, without the rules that do not count and with those that count instead."""
    found: Gathered = ({}, {})
    for side, reasons_by_key in zip(found, gathered, strict=True):
        for key, reasons in reasons_by_key.items():
            if counting := [one for one in reasons if one.rule.id not in instead]:
                side[key] = counting
    for rule in instead.values():
        if rule is None or rule.stage != stage.id:
            continue
        for subject in subjects.get(rule.subject, ()):
            verdict = judged(rule, subject, ChainMap(subject.fields, fields)).verdict  # type: ignore[arg-type]  # it is only read
            if verdict is Verdict.FAILS:
                continue
            for outcome in rule.then:
                key = (outcome.kind, outcome.id, subject.id if outcome.kind in ABOUT else "")
                found[verdict is Verdict.UNKNOWN].setdefault(key, []).append(Reason(rule, subject, outcome))
    return found
