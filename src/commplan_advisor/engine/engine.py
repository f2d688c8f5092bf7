"""Facts in, conclusions out: the stages of a rule book, run one after the other on durable-rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from commplan_advisor.engine.conclusions import Conclusion, Outcomes, Reason, Status
from commplan_advisor.engine.patterns import Program
from commplan_advisor.engine.session import EngineSession
from commplan_advisor.engine.subjects import action_subject, problem_subject, with_causes
from commplan_advisor.questionnaire.facts import ROWS, Facts, Subject, Value
from commplan_advisor.rulebook.model import ABOUT, PLURALS, RuleBook, Stage
from commplan_advisor.rulebook.vocabulary import concluded_field

RULES_IN_A_SET = 100
"""The engine cannot take more than about 250 rules that share a condition; a rule counts twice, for its twin shares our mark."""

Key = tuple[str, str, str]


@dataclass(slots=True)
class _Gathered:
    """The reasons of one conclusion while a stage runs."""

    reasons: list[Reason] = field(default_factory=list)
    may: list[Reason] = field(default_factory=list)


class Engine:
    """A rule book, ready to be run on any number of cases.

    Args:
        book: the rule book.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._programs: dict[str, list[tuple[str, Program, EngineSession]]] = {}
        for stage in book.stages:
            self._programs[stage.id] = list(self._compiled(stage))

    def _compiled(self, stage: Stage) -> Iterator[tuple[str, Program, EngineSession]]:
        rules = self.book.rules_of(stage.id)
        for kind in ("case", *ROWS, "problem", "action"):
            about = [rule for rule in rules if rule.subject == kind]
            for start in range(0, len(about), RULES_IN_A_SET):
                program = Program(tuple(about[start : start + RULES_IN_A_SET]))
                yield kind, program, EngineSession(program.definitions())

    def close(self) -> None:
        """Give the engine's memory back."""
        for programs in self._programs.values():
            for _, _, session in programs:
                session.close()
        self._programs.clear()

    def run(self, facts: Facts) -> Outcomes:
        """Everything that follows from the facts."""
        fields: dict[str, Value] = dict(facts.case.fields)
        subjects: dict[str, tuple[Subject, ...]] = {kind: facts.of_kind(kind) for kind in ("case", *ROWS)}
        conclusions: dict[Key, Conclusion] = {}
        for stage in self.book.stages:
            drawn = self._run_stage(stage, subjects, fields)
            conclusions.update(drawn)
            self._carry_along(stage, drawn, conclusions, subjects, fields)
        return Outcomes(facts, conclusions, fields, subjects)

    def _run_stage(self, stage: Stage, subjects: dict[str, tuple[Subject, ...]], fields: dict[str, Value]) -> dict[Key, Conclusion]:
        gathered: dict[Key, _Gathered] = {}
        for kind, program, session in self._programs[stage.id]:
            for subject in subjects.get(kind, ()):
                fired = session.fired_by(program.fact(subject.fields, fields))
                _gather(gathered, program, subject, fired)
        return {key: _conclusion(key, found) for key, found in sorted(gathered.items())}

    def _carry_along(
        self,
        stage: Stage,
        drawn: dict[Key, Conclusion],
        conclusions: dict[Key, Conclusion],
        subjects: dict[str, tuple[Subject, ...]],
        fields: dict[str, Value],
    ) -> None:
        """Make what a stage concluded known to the stages after it."""
        for kind in stage.concludes:
            if kind in ABOUT:
                continue
            for id_ in getattr(self.book.catalogue, PLURALS[kind]):
                found = drawn.get((kind, id_, ""))
                if found is None:
                    fields[concluded_field(kind, id_)] = False
                elif found.status is Status.CONCLUDED:
                    fields[concluded_field(kind, id_)] = True
        if "problem" in stage.concludes:
            subjects["problem"] = tuple(problem_subject(one) for one in _of_kind("problem", drawn))
        if "cause" in stage.concludes:
            causes = self.book.catalogue.causes
            subjects["problem"] = tuple(with_causes(problem, causes, conclusions) for problem in subjects.get("problem", ()))
        if "action" in stage.concludes:
            subjects["action"] = tuple(action_subject(one, self.book) for one in _of_kind("action", drawn))


def _gather(gathered: dict[Key, _Gathered], program: Program, subject: Subject, fired: Sequence[str]) -> None:
    """Sort what fired into reasons that hold and reasons that may; a subject that is open is tried by the twins alone."""
    certain = {int(name[1:]) for name in fired if name[0] == "c"} if subject.settled else frozenset()
    for name in fired:
        number = int(name[1:])
        if name[0] == "c" or number in certain:
            continue
        _add(gathered, program, subject, number, holds=False)
    for number in certain:
        _add(gathered, program, subject, number, holds=True)


def _add(gathered: dict[Key, _Gathered], program: Program, subject: Subject, number: int, *, holds: bool) -> None:
    rule = program.rules[number]
    for outcome in rule.then:
        about = subject.id if outcome.kind in ABOUT else ""
        found = gathered.setdefault((outcome.kind, outcome.id, about), _Gathered())
        (found.reasons if holds else found.may).append(Reason(rule, subject, outcome))


def _conclusion(key: Key, found: _Gathered) -> Conclusion:
    status = Status.CONCLUDED if found.reasons else Status.OPEN
    return Conclusion(*key, status, _in_order(found.reasons), _in_order(found.may))


def _in_order(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (reason.rule.id, reason.subject.kind, reason.subject.id)))


def _of_kind(kind: str, conclusions: dict[Key, Conclusion]) -> list[Conclusion]:
    return [one for one in conclusions.values() if one.kind == kind]
