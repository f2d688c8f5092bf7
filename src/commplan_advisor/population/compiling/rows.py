"""Rules about rows: a table with their verdicts, and for each case the highest of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.subjects import CARRIES
from commplan_advisor.population.compiling.conditions import holds
from commplan_advisor.population.compiling.fields import FieldsInUse
from commplan_advisor.population.compiling.logic import all_of, any_of, ranked, unranked, written
from commplan_advisor.population.compiling.naming import Names
from commplan_advisor.population.compiling.packing import Packed
from commplan_advisor.population.compiling.steps import NUMBER, POSITION, Step, column, everything_of
from commplan_advisor.population.results import TABLES_OF_ROWS, ResultColumn
from commplan_advisor.rulebook.model import Condition, Rule, Stage
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS

if TYPE_CHECKING:
    from sqlglot import exp

    from commplan_advisor.population.compiling.logic import Logic


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of the rows of each case.

    Attributes:
        name: of the step that says it.
        columns: that the row of the case takes over.
        unpacked: columns that are made of those.
    """

    name: str
    columns: tuple[tuple[str, exp.Expression], ...]
    unpacked: tuple[tuple[str, exp.Expression], ...] = ()


class RowRules:
    """The rules about one kind of row.

    Args:
        kind: initiative, audience or report.
        fields: what the fields are.
        names: of columns.
        bits: whether to pack what may be asked of problems; only for an engine that can put bits together.

    Attributes:
        found: by the steps so far.
        result: the step with all verdicts; empty without rules.
        columns: what it says.
    """

    def __init__(self, kind: str, fields: FieldsInUse, names: Names, *, bits: bool = False) -> None:
        self.kind = kind
        self.bits = bits
        self.table = TABLES_OF_ROWS[kind]
        self.fields = fields
        self.names = names
        self.found: list[Found] = []
        self.result = ""
        self.columns: dict[ResultColumn, str] = {}
        self._tried: dict[str, list[str]] = {}
        self._highest: dict[tuple[str, ...], list[Logic]] = defaultdict(list)
        self._rules: dict[Key, list[Rule]] = defaultdict(list)

    def tried(self, stage: str, rules: Sequence[Rule], cases: str) -> Iterator[Step]:
        """The rules tried on each row, and what comes of it for each case.

        Args:
            stage: before which they are tried.
            rules: all about rows of this kind.
            cases: the step with the rows of cases as they are by now.
        """
        from sqlglot import exp

        verdicts = {rule: verdict for rule in rules if (verdict := self._verdict(rule)) is not False}
        name = f"{self.table}_{stage}"
        names = {rule: self.names.of(f"rule.{rule.id}") for rule in verdicts}
        own = (exp.alias_(written(verdict), names[rule]) for rule, verdict in verdicts.items())
        query = exp.select(everything_of(self.table), *own).from_(self.table)
        if any(not self.fields.is_own(self.kind, condition.field) for rule in verdicts for condition in rule.conditions):
            query = query.join(cases, using=[NUMBER])
        yield Step(name, query)
        self._tried[name] = list(names.values())
        for rule, one in names.items():
            self.columns[ResultColumn(self.table, f"rule.{rule.id}", rule=rule.id)] = one
        highest = {key: (leading, has) for key, leading, has in self._looked_for({rule: column(one) for rule, one in names.items()})}
        again = (stage,) if self.found else ()
        called = {key: self.names.of(".".join(("any", self.kind, *filter(None, key[1:]), *again))) for key in highest}
        packed = Packed(name)
        unpacked = {key: packed.ask(*highest[key]) for key in highest if self.bits and highest[key][1] is not True}
        plain = {called[key]: all_of(both) for key, both in highest.items() if key not in unpacked}
        if unpacked:
            yield from packed.steps()
        maxima = (exp.alias_(exp.Max(this=ranked(logic)), one) for one, logic in plain.items())
        found = f"{name}_found"
        yield Step(found, exp.select(NUMBER, *maxima, *packed.gathered()).from_(packed.packed).group_by(NUMBER))
        taken_over = ((one, unranked(exp.column(one, table=found))) for one in plain)
        made = tuple((called[key], told) for key, told in unpacked.items())
        self.found.append(Found(found, (*taken_over, *packed.brought(found)), made))
        for key, one in called.items():
            self._highest[key].append(column(one))

    def together(self) -> Iterator[Step]:
        """The verdicts of all steps in one table."""
        from sqlglot import exp

        if len(self._tried) <= 1:
            self.result = next(iter(self._tried), "")
            return
        first, *others = self._tried
        more = (exp.column(one, table=name) for name in others for one in self._tried[name])
        query = exp.select(everything_of(first), *more).from_(first)
        for name in others:
            query = query.join(name, using=[NUMBER, POSITION])
        self.result = f"{self.table}_all"
        yield Step(self.result, query)

    def concluded(self, stage: Stage) -> dict[Key, Logic]:
        """What the rules of a stage conclude: for each case whether they do for a row."""
        keys = {(outcome.kind, outcome.id, "") for rule in self._rules_of(stage) for outcome in rule.then}
        return {key: any_of(self._highest["concluded", *key]) for key in keys}

    def told_of_problem(self, problem: str, path: str) -> list[Logic]:
        """What rows that lead to a problem tell of it: whether it was reported, or whether one of them has an answer."""
        if path == "problem.reported":
            return list(self._highest.get(("concluded", "problem", problem, ""), ())) if self.kind == "report" else []
        return list(self._highest.get(("told", problem, path), ()))

    def served(self, action: str, problem: str) -> list[Logic]:
        """Whether an action serves a problem by what rules about rows say."""
        return list(self._highest.get(("served", action, problem), ()))

    def _rules_of(self, stage: Stage) -> list[Rule]:
        return [rule for rule in self.fields.book.rules_of(stage.id) if rule.subject == self.kind]

    def _verdict(self, rule: Rule) -> Logic:
        """Whether a rule holds for a row; of a row that may not exist it is never more than not known."""
        from sqlglot import exp

        verdict = holds(rule, self.fields.of(self.kind))
        if any(isinstance(one, Condition) and self.fields.is_own(self.kind, one.field) for one in rule.when):
            return verdict  # a row that may not exist has no answer to it
        there = exp.GTE(this=exp.column(POSITION), expression=exp.Literal.number(0))
        return all_of((exp.Nullif(this=there, expression=exp.false()), verdict))

    def _looked_for(self, verdicts: dict[Rule, Logic]) -> Iterator[tuple[tuple[str, ...], Logic, Logic]]:
        """What must be known for each case: what it is about, whether a row leads to it, and whether it has an answer, true for any row."""
        conclusions: dict[tuple[str, str], list[Logic]] = defaultdict(list)
        serving: dict[tuple[str, str], list[Logic]] = defaultdict(list)
        for rule, verdict in verdicts.items():
            for outcome in rule.then:
                conclusions[outcome.kind, outcome.id].append(verdict)
                for problem in outcome.serves:
                    serving[outcome.id, problem].append(verdict)
        for (kind, id_), leading in conclusions.items():
            yield ("concluded", kind, id_, ""), any_of(leading), True
        for path, problem in self.fields.wanted["problem"]:
            leading = conclusions.get(("problem", problem), [])
            if leading and (field := self._teller(path)):
                yield ("told", problem, path), any_of(leading), self.fields.has(self.kind, field, path.rpartition(".")[2])
        wanted = set(self.fields.wanted["action"])
        for (action, problem), leading in serving.items():
            if (f"action.serves.{problem}", action) in wanted:
                yield ("served", action, problem), any_of(leading), True

    def _teller(self, path: str) -> str:
        """The field of rows of this kind that a set of a problem is gathered from; empty when these rows do not tell."""
        of = REPORTED_SETS.get(path.rpartition(".")[0])
        if of is None:
            return ""
        tellers = CARRIES.get(path.rpartition(".")[0], (of,))
        return next((field for field in tellers if field.partition(".")[0] == self.kind), "")


def reads_conclusions(rule: Rule) -> bool:
    """Whether a rule looks at what earlier stages concluded."""
    return any(condition.field.startswith("concluded.") for condition in rule.conditions)
