"""What rules make of answers that may vary: for every conclusion when it is drawn, and when it is ruled out.

The stages run as they do in the engine, but on formulas. The tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.subjects import CARRIES
from commplan_advisor.questionnaire.added import added
from commplan_advisor.questionnaire.facts import ROWS, fields_of_kind
from commplan_advisor.reasoning.fields import UNKNOWN, Late, Members, Varying, Verdict, constant, flag
from commplan_advisor.reasoning.formulas import FALSE, TRUE, Formula, Formulas
from commplan_advisor.reasoning.space import Space
from commplan_advisor.reasoning.things import Gathered, LooseRows, Thing
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import AnyOf, Condition, Outcome, Rule, RuleBook, Stage
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS, concluded_field


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule that may lead to a conclusion for a thing: when it holds for sure, and when it holds or may hold."""

    rule: Rule
    outcome: Outcome
    thing: Thing
    sure: Formula
    may: Formula


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule for something that it may be about.

    Attributes:
        rule: the rule.
        thing: what it was tried on.
        clauses: by clause of the rule the groups of which one must hold, as the verdicts on their conditions; a single condition is a
            group of one.
        sure: when the rule holds for sure.
        may: when it holds or may yet hold.
    """

    rule: Rule
    thing: Thing
    clauses: tuple[tuple[tuple[Verdict, ...], ...], ...]
    sure: Formula
    may: Formula


def consequences(book: RuleBook, space: Space) -> dict[Key, Verdict]:
    """For every conclusion that is possible at all: when it is concluded, and when it is ruled out."""
    return _Stages(book, space).run()


def consequences_of_rules(
    book: RuleBook, space: Space
) -> tuple[dict[Key, Verdict], dict[str, list[Tried]], Mapping[str, Varying], Mapping[str, Sequence[Thing]]]:
    """The same; by rule what came of trying it on each thing that it may be about; and what there is at the end of all stages.

    That is: the fields of the case, and the things that rules are about.
    """
    stages = _Stages(book, space, recorded={rule.id: [] for rule in book.rules})
    return stages.run(), stages.recorded or {}, stages.fields, stages.things


def tried_on(rule: Rule, thing: Thing, fields: Mapping[str, Varying], formulas: Formulas) -> Tried:
    """What comes of trying a rule on something that it may be about.

    Args:
        rule: the rule.
        thing: what it is tried on.
        fields: of the case. Those at the end of all stages will do: a rule tests only what was settled before it.
        formulas: where formulas are made.
    """
    clauses = tuple(
        tuple(tuple(_tested(one, thing, fields, formulas) for one in group) for group in groups)
        for groups in (clause.groups if isinstance(clause, AnyOf) else ((clause,),) for clause in rule.when)
    )
    both = [_joined(clause, formulas) for clause in clauses]
    sure = formulas.all((thing.there, *(held for held, _ in both)))
    may = formulas.all((thing.maybe, formulas.not_(formulas.any(failed for _, failed in both))))
    return Tried(rule, thing, clauses, sure, may)


def conditions_on(when: Iterable[Condition | AnyOf], thing: Thing, fields: Mapping[str, Varying], formulas: Formulas) -> Verdict:
    """When conditions all hold for a thing, and when one of them fails."""
    both = [
        _joined([[_tested(one, thing, fields, formulas) for one in group] for group in groups], formulas)
        for groups in (clause.groups if isinstance(clause, AnyOf) else ((clause,),) for clause in when)
    ]
    return formulas.all(held for held, _ in both), formulas.any(failed for _, failed in both)


def _joined(groups: Sequence[Sequence[Verdict]], formulas: Formulas) -> Verdict:
    """The verdict on groups of conditions of which one must hold."""
    return (
        formulas.any(formulas.all(held for held, _ in group) for group in groups),
        formulas.all(formulas.any(failed for _, failed in group) for group in groups),
    )


def _tested(condition: Condition, thing: Thing, fields: Mapping[str, Varying], formulas: Formulas) -> Verdict:
    field = thing.fields.get(condition.field) or fields.get(condition.field)
    return field.test(condition, formulas) if field else UNKNOWN


class _Stages:
    def __init__(self, book: RuleBook, space: Space, recorded: dict[str, list[Tried]] | None = None) -> None:
        if not added().knows(book.added):
            raise ValueError("space and rule book do not fit: make both in `with_added(book.added)`")
        self.book = book
        self.recorded = recorded
        self.space = space
        self.formulas = space.formulas
        self.fields: dict[str, Varying] = dict(space.fields)
        self.things: dict[str, list[Thing]] = dict(space.things)
        self.verdicts: dict[Key, Verdict] = {}

    def run(self) -> dict[Key, Verdict]:
        for stage in self.book.stages:
            drawn: dict[Key, list[Drawn]] = {}
            for kind in ("case", *ROWS, "problem", "action"):
                rules = _RulesByType(kind, [rule for rule in self.book.rules_of(stage.id) if rule.subject == kind])
                for thing in self.things.get(kind, ()):
                    for rule in rules.about(thing.id) if self.recorded is None else rules.all:
                        self._try(rule, thing, drawn)
            now = {key: self._verdict(reasons) for key, reasons in drawn.items()}
            self.verdicts.update(now)
            self._carry_along(stage, drawn, now)
        return self.verdicts

    def _try(self, rule: Rule, thing: Thing, drawn: dict[Key, list[Drawn]]) -> None:
        if isinstance(thing, LooseRows):
            thing = thing.one()
        if thing.maybe == FALSE:
            return
        if self.recorded is not None:
            self.recorded[rule.id].append(tried_on(rule, thing, self.fields, self.formulas))
        holds, fails = [thing.there], []
        for clause in rule.when:
            held, failed = self._any(clause, thing) if isinstance(clause, AnyOf) else self._condition(clause, thing)
            if failed == TRUE:
                return
            holds.append(held)
            fails.append(failed)
        may = self.formulas.all((thing.maybe, self.formulas.not_(self.formulas.any(fails))))
        if may == FALSE:
            return
        sure = self.formulas.all(holds)
        for outcome in rule.then:
            key = (outcome.kind, outcome.id, thing.id if outcome.kind in ABOUT else "")
            drawn.setdefault(key, []).append(Drawn(rule, outcome, thing, sure, may))

    def _any(self, clause: AnyOf, thing: Thing) -> Verdict:
        return _joined([[self._condition(condition, thing) for condition in group] for group in clause.groups], self.formulas)

    def _condition(self, condition: Condition, thing: Thing) -> Verdict:
        return _tested(condition, thing, self.fields, self.formulas)

    def _verdict(self, reasons: Sequence[Drawn]) -> Verdict:
        concluded = self.formulas.any(reason.sure for reason in reasons)
        return concluded, self.formulas.not_(self.formulas.any(reason.may for reason in reasons))

    # -- what later stages see -------------------------------------------------------------------------------------------------

    def _carry_along(self, stage: Stage, drawn: Mapping[Key, list[Drawn]], now: Mapping[Key, Verdict]) -> None:
        for kind in stage.concludes:
            if kind not in ABOUT:
                for id_ in getattr(self.book.catalogue, PLURALS[kind]):
                    self.fields[concluded_field(kind, id_)] = flag(now.get((kind, id_, ""), (FALSE, TRUE)), self.formulas)
        if "problem" in stage.concludes:
            self.things["problem"] = [self._problem(key[1], now[key], drawn[key]) for key in now if key[0] == "problem"]
        if "cause" in stage.concludes:
            self.things["problem"] = [self._with_causes(one, now) for one in self.things.get("problem", ())]
        if "action" in stage.concludes:
            self.things["action"] = [self._action(key[1], now[key], drawn[key]) for key in now if key[0] == "action"]

    def _thing(self, kind: str, id_: str, verdict: Verdict, fields: Mapping[str, Varying]) -> Thing:
        return Thing(kind, id_, verdict[0], self.formulas.not_(verdict[1]), fields)

    def _some(self, reasons: Sequence[Drawn]) -> Verdict:
        """When one of the reasons holds for sure, and when none may hold."""
        return self.formulas.any(one.sure for one in reasons), self.formulas.not_(self.formulas.any(one.may for one in reasons))

    def _problem(self, id_: str, verdict: Verdict, reasons: Sequence[Drawn]) -> Thing:
        reports = [one for one in reasons if one.thing.kind == "report"]
        fields: dict[str, Varying] = {
            "problem.type": constant(id_),
            "problem.reported": Late(lambda: flag(self._some(reports), self.formulas)),
            **{path: Late(partial(self._told, reasons, path, of)) for path, of in REPORTED_SETS.items()},
        }
        return self._thing("problem", id_, verdict, fields)

    def _told(self, reasons: Sequence[Drawn], path: str, of: str) -> Varying:
        """A set that is gathered from what led to a problem."""
        tellers = [
            (one.sure, one.may, one.thing.fields.get(name))
            for name in CARRIES.get(path, (of,))
            for one in reasons
            if one.thing.kind == name.partition(".")[0]
        ]
        return Gathered(fields_of_kind("report")[of].options, tellers, self.formulas)

    def _with_causes(self, problem: Thing, now: Mapping[Key, Verdict]) -> Thing:
        causes = {cause: now.get(("cause", cause, problem.id), (FALSE, TRUE)) for cause in self.book.catalogue.causes}
        return Thing("problem", problem.id, problem.there, problem.maybe, {**problem.fields, "problem.causes": Members(TRUE, causes)})

    def _action(self, id_: str, verdict: Verdict, reasons: Sequence[Drawn]) -> Thing:
        action = self.book.catalogue.actions[id_]
        taking_part = {role for _, role in action.roles.parts()}

        def serves() -> Varying:
            told = [(one, _served(one)) for one in reasons]
            problems = self.book.catalogue.problems
            return Members(TRUE, {problem: self._some([one for one, served in told if problem in served]) for problem in problems})

        roles = {role: (TRUE, FALSE) if role in taking_part else (FALSE, TRUE) for role in self.book.catalogue.roles}
        fields: dict[str, Varying] = {
            "action.type": constant(id_),
            "action.where": constant(action.where),
            "action.serves": Late(serves),
            "action.roles": Members(TRUE, roles),
        }
        return self._thing("action", id_, verdict, fields)


def _served(drawn: Drawn) -> tuple[str, ...]:
    return (*((drawn.thing.id,) if drawn.thing.kind == "problem" else ()), *drawn.outcome.serves)


class _RulesByType:
    """Rules about one kind of thing; those that ask for one problem or action are not tried on the others."""

    def __init__(self, kind: str, rules: Sequence[Rule]) -> None:
        self.all = rules
        self._any: list[Rule] = []
        self._of: dict[object, list[Rule]] = {}
        for rule in rules:
            types = next(
                (one.values for one in rule.when if isinstance(one, Condition) and one.field == f"{kind}.type" and one.operator == "in"),
                None,
            )
            if types is None or kind not in ("problem", "action"):
                self._any.append(rule)
            else:
                for type_ in set(types):
                    self._of.setdefault(type_, []).append(rule)

    def about(self, id_: str) -> Iterator[Rule]:
        """The rules to try on a thing."""
        yield from self._any
        yield from self._of.get(id_, ())
