"""The stages of a rule book as queries, one after the other.

What a rule is about is a row (an initiative, audience or report), the case, or a problem or action. Problems and actions are those of the
catalogue: for each of them a rule becomes an expression of its own over the row of the case, and most rules fall away at once, because
they are about another one. So only the lists of the questionnaire need a table of their own, and all the rest is one wide row for each
case, to which every stage adds columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.population.compiling.conditions import holds
from commplan_advisor.population.compiling.fields import FieldsInUse
from commplan_advisor.population.compiling.logic import all_of, any_of, written
from commplan_advisor.population.compiling.naming import Names
from commplan_advisor.population.compiling.rows import RowRules, reads_conclusions
from commplan_advisor.population.compiling.steps import CASES, NUMBER, Compiled, Step, column, everything_of
from commplan_advisor.population.results import CONCLUSIONS, TABLES_OF_ROWS, ResultColumn
from commplan_advisor.questionnaire.facts import ROWS
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import Outcome, Rule, RuleBook, Stage

if TYPE_CHECKING:
    from sqlglot import exp

    from commplan_advisor.population.compiling.logic import Logic


def compiled(book: RuleBook, *, bits: bool = False) -> Compiled:
    """The rule book as queries over tables of facts. To be made in `with_added(book.added)`.

    Args:
        book: the rule book.
        bits: whether the engine can put bits together, which saves it much work (`packing`).
    """
    return _Compiler(book, bits=bits).compiled()


class _Led(NamedTuple):
    """What leads to a conclusion: a rule with its verdict, and the problem or action that it is about."""

    rule: Rule
    about: str
    outcome: Outcome
    verdict: Logic


class _Compiler:
    """Makes the queries of a rule book, stage by stage."""

    def __init__(self, book: RuleBook, *, bits: bool) -> None:
        self.book = book
        self.names = Names()
        self.fields = FieldsInUse(book, self.names)
        self.steps: list[Step] = []
        self.columns: dict[ResultColumn, str] = {}
        self.at = CASES
        self.rows = {kind: RowRules(kind, self.fields, self.names, bits=bits) for kind in ROWS}

    def compiled(self) -> Compiled:
        """All of it."""
        for number, stage in enumerate(self.book.stages):
            self._try_rows(stage, first=number == 0)
            self._conclude(stage, self._try_wide(stage))
        results = {CONCLUSIONS: self.at}
        for kind, rows in self.rows.items():
            self.steps.extend(rows.together())
            if rows.result:
                results[TABLES_OF_ROWS[kind]] = rows.result
            self.columns.update(rows.columns)
        return Compiled(tuple(self.steps), results, dict(self.columns), self.fields.facts)

    def _try_rows(self, stage: Stage, *, first: bool) -> None:
        """Try the rules about rows: those that read answers alone in one pass before the first stage, the others in their own stage."""
        for kind, rows in self.rows.items():
            about = [rule for rule in self.book.rules if rule.subject == kind]
            early = [rule for rule in about if not reads_conclusions(rule)] if first else []
            late = [rule for rule in about if rule.stage == stage.id and reads_conclusions(rule)]
            if early or late:
                self.steps.extend(rows.tried(stage.id, [*early, *late], self.at if late else CASES))
                found = rows.found[-1]
                self._add(Step(f"{stage.id}_with_{TABLES_OF_ROWS[kind]}", _joined(self.at, found.name, found.columns)))
                self._layer(f"{stage.id}_told_by_{TABLES_OF_ROWS[kind]}", dict(found.unpacked))

    def _try_wide(self, stage: Stage) -> list[_Led]:
        """Try the rules about the case, problems and actions."""
        verdicts: dict[str, exp.Expression] = {}
        led: list[_Led] = []
        for rule in self.book.rules_of(stage.id):
            for about in self.fields.subjects(rule.subject):
                verdict = all_of((self.fields.exists(rule.subject, about), holds(rule, self.fields.of(rule.subject, about))))
                if verdict is False:
                    continue
                path = f"rule.{rule.id}" + (f"@{about}" if about else "")
                name = self.names.of(path)
                verdicts[name] = written(verdict)
                self.columns[ResultColumn(CONCLUSIONS, path, about=about, rule=rule.id)] = name
                told = verdict if verdict is True or verdict is None else column(name)
                led.extend(_Led(rule, about, outcome, told) for outcome in rule.then)
        self._layer(f"{stage.id}_rules", verdicts)
        return led

    def _conclude(self, stage: Stage, led: Sequence[_Led]) -> None:
        """Draw the conclusions of a stage, and say what later stages may ask of its problems and actions."""
        by_rules: dict[Key, list[_Led]] = defaultdict(list)
        for one in led:
            by_rules[one.outcome.kind, one.outcome.id, one.about if one.outcome.kind in ABOUT else ""].append(one)
        by_rows: dict[Key, list[Logic]] = defaultdict(list)
        for rows in self.rows.values():
            for key, found in rows.concluded(stage).items():
                by_rows[key].append(found)
        made: dict[str, exp.Expression] = {}
        for key in sorted({*by_rules, *by_rows}):
            status = any_of((*(one.verdict for one in by_rules[key]), *by_rows[key]))
            kind, id_, about = key
            path = f"{kind}.{id_}" + (f"@{about}" if about else "")
            name = self.names.of(path)
            made[name] = written(status)
            self.columns[ResultColumn(CONCLUSIONS, path, kind, id_, about)] = name
            self.fields.concluded[key] = status if status is True or status is None else column(name)
        for path_of, told in self._told_of_subjects(stage, by_rules).items():
            name = self.names.of("@".join(path_of))
            if not (told is None or isinstance(told, bool)):
                made[name] = written(told)
                told = column(name)
            self.fields.told[path_of] = told
        self._layer(f"{stage.id}_stage", made)
        self.fields.done(stage)

    def _told_of_subjects(self, stage: Stage, by_rules: Mapping[Key, Sequence[_Led]]) -> dict[tuple[str, str], Logic]:
        """The fields of problems and actions that rules look at, once these are concluded: by path, and problem or action."""
        found: dict[tuple[str, str], Logic] = {}
        if "problem" in stage.concludes:
            for path, problem in self.fields.wanted["problem"]:
                found[path, problem] = any_of(told for rows in self.rows.values() for told in rows.told_of_problem(problem, path))
        if "action" in stage.concludes:
            for path, action in self.fields.wanted["action"]:
                problem = path.removeprefix("action.serves.")
                serving = [one.verdict for one in by_rules.get(("action", action, ""), ()) if problem in _served(one)]
                found[path, action] = any_of((*serving, *(told for rows in self.rows.values() for told in rows.served(action, problem))))
        return found

    def _layer(self, name: str, made: Mapping[str, exp.Expression]) -> None:
        """Add columns to the row of each case."""
        from sqlglot import exp

        if made:
            columns = (exp.alias_(expression, name, quoted=False) for name, expression in made.items())
            self._add(Step(name, exp.select("*", *columns).from_(self.at)))

    def _add(self, step: Step) -> None:
        self.steps.append(step)
        self.at = step.name


def _served(led: _Led) -> tuple[str, ...]:
    """The problems that an action serves by what leads to it, as `engine.subjects.served_by` says."""
    return (*((led.about,) if led.rule.subject == "problem" else ()), *led.outcome.serves)


def _joined(cases: str, found: str, columns: Iterable[tuple[str, exp.Expression]]) -> exp.Select:
    """The rows of cases with what was found of their lists."""
    from sqlglot import exp

    selected = (exp.alias_(expression, name) for name, expression in columns)
    return exp.select(everything_of(cases), *selected).from_(cases).join(found, using=[NUMBER], join_type="left")
