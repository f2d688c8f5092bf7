"""Facts in, conclusions out: the stages of a rule book, run one after the other on durable-rules."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from commplan_advisor.engine.conclusions import Conclusion, Key, Outcomes, Reason, Status
from commplan_advisor.engine.patterns import Program, programs
from commplan_advisor.engine.session import EngineSession
from commplan_advisor.engine.subjects import ActionSubjects, problem_subject, with_causes
from commplan_advisor.engine.verdicts import Verdict, judged
from commplan_advisor.questionnaire.facts import ROWS, Facts, Subject, Value
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import Rule, RuleBook, Stage
from commplan_advisor.rulebook.vocabulary import concluded_field

Gathered = dict[Key, tuple[list[Reason], list[Reason]]]
"""While a stage runs: for each conclusion the reasons that hold, and those that may."""
Instead = Mapping[str, Rule | None]
"""By name of a rule the one that counts instead of it, or None for none at all; a name that the rule book does not have comes to it."""
_NOTHING: Instead = MappingProxyType({})


class Engine:
    """A rule book, ready to be run on any number of cases.

    Args:
        book: the rule book.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._programs = {stage.id: list(_compiled(book, stage)) for stage in book.stages}
        self._told = {stage.id: list(_told(book, stage)) for stage in book.stages}
        self._actions = ActionSubjects(book)

    def close(self) -> None:
        """Give the engine's memory back."""
        for compiled in self._programs.values():
            for _, session in compiled:
                session.close()
        self._programs.clear()

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
        gathered: Gathered = {}
        for program, session in self._programs[stage.id]:
            tried = subjects.get(program.kind, ())
            if not tried:
                continue
            shared = program.shared(fields)
            for subject in tried:
                gather(gathered, program, subject, session.fired_by(program.fact(subject.fields, shared)))
        if instead:
            gathered = _replaced(gathered, stage, instead, subjects, fields)
        return {key: conclusion(key, *gathered[key]) for key in sorted(gathered)}

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


def _compiled(book: RuleBook, stage: Stage) -> Iterator[tuple[Program, EngineSession]]:
    rules = book.rules_of(stage.id)
    for kind in ("case", *ROWS, "problem", "action"):
        about = [rule for rule in rules if rule.subject == kind]
        for program in programs(kind, about):
            yield program, EngineSession(program.definitions)


def _told(book: RuleBook, stage: Stage) -> Iterator[tuple[Key, str]]:
    """What a stage may conclude about the case, and the field that tells later stages whether it did."""
    for kind in stage.concludes:
        if kind not in ABOUT:
            for id_ in getattr(book.catalogue, PLURALS[kind]):
                yield (kind, id_, ""), concluded_field(kind, id_)


def gather(gathered: Gathered, program: Program, subject: Subject, fired: Sequence[str]) -> None:
    """Sort what fired into reasons that hold and reasons that may; a subject that is open is tried by the twins alone."""
    certain = {name[1:] for name in fired if name[0] == "c"} if subject.settled else set()
    about, outcomes = subject.id, program.outcomes
    for name in fired:
        if name[0] == "b":
            holds = subject.settled
        else:
            holds = name[1:] in certain
            if holds != (name[0] == "c"):
                continue
        rule, leads_to = outcomes[name]
        for key, outcome in leads_to:
            if key is None:
                key = (outcome.kind, outcome.id, about)
            found = gathered.get(key)
            if found is None:
                found = gathered[key] = ([], [])
            found[not holds].append(Reason(rule, subject, outcome))


def _replaced(
    gathered: Gathered, stage: Stage, instead: Instead, subjects: Mapping[str, Sequence[Subject]], fields: Mapping[str, Value]
) -> Gathered:
    """What was gathered in a stage, without the rules that do not count and with those that count instead."""
    found: Gathered = {}
    for key, sides in gathered.items():
        reasons, may = ([one for one in side if one.rule.id not in instead] for side in sides)
        if reasons or may:
            found[key] = (reasons, may)
    for rule in instead.values():
        if rule is None or rule.stage != stage.id:
            continue
        for subject in subjects.get(rule.subject, ()):
            verdict = judged(rule, subject, ChainMap(subject.fields, fields)).verdict  # type: ignore[arg-type]  # it is only read
            if verdict is Verdict.FAILS:
                continue
            for outcome in rule.then:
                key = (outcome.kind, outcome.id, subject.id if outcome.kind in ABOUT else "")
                found.setdefault(key, ([], []))[verdict is Verdict.UNKNOWN].append(Reason(rule, subject, outcome))
    return found


def conclusion(key: Key, reasons: list[Reason], may: list[Reason]) -> Conclusion:
    """What comes of the reasons that hold and those that may."""
    status = Status.CONCLUDED if reasons else Status.OPEN
    return Conclusion(*key, status, _in_order(reasons), _in_order(may))


def _in_order(reasons: list[Reason]) -> tuple[Reason, ...]:
    if len(reasons) > 1:
        reasons.sort(key=_place)
    return tuple(reasons)


def _place(reason: Reason) -> tuple[str, str, str]:
    return reason.rule.id, reason.subject.kind, reason.subject.id
