"""A rule book written out as Python: one function from the facts of a case to all conclusions, and which rule holds for which subject.

No engine and no queries: `if` within `if`, as fast as plain Python can honestly be. What is settled by the catalogue is settled when the
source is written; a problem or action that is ruled out costs one test; and of a rule the first condition that fails ends the work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.python_conditions import FALSE, TRUE, Found, Name, Test, all_of, any_of, read_by, test_of
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.subjects import CARRIES, ActionSubjects
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.facts import ROWS, Facts, Value, fields_of_kind
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import Condition, Outcome, Rule, RuleBook, Stage
from commplan_advisor.rulebook.vocabulary import REPORTED_SETS, concluded_field

OfRule = tuple[str, str, str]
"""A rule, the kind of its subject, and which one: of a problem or action its name, of a row its kind again."""
Drawn = tuple[dict[Key, bool | None], list[Any], list[Any]]
"""Conclusions (None for what is open), then the rules that hold, and those that may: an `OfRule`, of a row with its place beside it."""
_ROWS_OF = {"initiative": "initiatives", "audience": "audiences", "report": "reports"}
_SUBJECTS_OF = ("problem", "action")


@dataclass(frozen=True, slots=True)
class PythonRules:
    """A rule book as Python.

    Attributes:
        source: as it was compiled.
        run: from the facts of a case to what follows.
    """

    source: str
    run: Callable[[Facts], Drawn]


def rules_as_python(book: RuleBook) -> PythonRules:
    """Write a rule book out as Python and compile it."""
    with with_added(book.added):
        writer = _Writer(book)
        source = writer.source()
    space: dict[str, Any] = {
        "told_by": _told_by,
        "told_as": _told_as,
        "either": _either,
        **{f"K{number}": key for number, key in enumerate(writer.keys)},
    }
    exec(compile(source, "rules", "exec"), space)
    return PythonRules(source, space["run"])


def _told_by(tellers: Sequence[tuple[Mapping[str, Value], bool]], path: str) -> bool | None:
    """Whether one of some rows has a flag."""
    found: bool | None = False
    for fields, sure in tellers:
        value = fields.get(path)
        if value:
            if sure:
                return True
            found = None
        elif value is None:
            found = None
    return found


def _told_as(tellers: Sequence[tuple[Mapping[str, Value], bool]], path: str, option: str) -> bool | None:
    """Whether one of some rows has an answer."""
    found: bool | None = False
    for fields, sure in tellers:
        value = fields.get(path)
        if value == option:
            if sure:
                return True
            found = None
        elif value is None:
            found = None
    return found


def _either(one: bool | None, other: bool | None) -> bool | None:
    return True if one or other else None if one is None or other is None else False


@dataclass
class _Writer:
    """Writes the source, stage by stage."""

    book: RuleBook
    keys: list[Any] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    concluded: dict[Key, str] = field(default_factory=dict)
    numbers: dict[Any, int] = field(default_factory=dict)
    causes_known: bool = False

    def __post_init__(self) -> None:
        self.own = {kind: fields_of_kind(kind) for kind in ROWS}
        self.actions = ActionSubjects(self.book)
        self.by_field = {
            concluded_field(kind, id_): (kind, id_, "")
            for stage in self.book.stages
            for kind in stage.concludes
            if kind not in ABOUT
            for id_ in getattr(self.book.catalogue, PLURALS[kind])
        }
        self.serving = {
            path.removeprefix("action.serves.")
            for rule in self.book.rules
            if rule.subject == "action"
            for condition in rule.conditions
            for path in read_by(condition)
            if path.startswith("action.serves.")
        }
        self.drawn: set[Key] = set()
        self.tellers: dict[tuple[str, str], str] = {}

    def source(self) -> str:
        """The whole function."""
        stages = [(stage, list(self._stage(stage))) for stage in self.book.stages]  # which says what is read, and when
        head = ["def run(facts):", "    case = facts.case.fields", "    get = case.get", "    told = {}", "    mark = told.setdefault"]
        head += ["    concluded = told.get", "    holds, may = [], []", "    h, m = holds.append, may.append"]
        head += [f"    {name} = get({path!r})" for path, name in self.fields.items()]
        head += [f"    {name} = []" for name in self.tellers.values()]
        head += [f"    {name} = False" for (path, _), name in self.told.items() if path.startswith("action.serves.")]
        for stage, lines in stages:
            head += [f"    {line}" for line in lines]
            head += [f"    {line}" for line in self._known_after(stage)]
        return "\n".join([*head, "    return told, holds, may"])

    # -- a stage -----------------------------------------------------------------------------------------------------------------

    def _stage(self, stage: Stage) -> Iterator[str]:
        rules = self.book.rules_of(stage.id)
        for kind in ROWS:
            about = [rule for rule in rules if rule.subject == kind]
            if about:
                yield from self._rows(kind, about)
        for rule in rules:
            if rule.subject == "case":
                yield from self._rule(rule, self._test(rule, self._of_case), self._key(("rule", rule.id, "case")), sure="")
        for kind in _SUBJECTS_OF:
            about = [rule for rule in rules if rule.subject == kind]
            for id_ in getattr(self.book.catalogue, PLURALS[kind]) if about else ():
                yield from self._about(kind, id_, about)
        self.causes_known = self.causes_known or "cause" in stage.concludes

    def _about(self, kind: str, id_: str, rules: Iterable[Rule]) -> Iterator[str]:
        """The rules about a problem or action: a test whether it is there, and behind it those that can hold for it."""
        if (kind, id_, "") not in self._possible:
            return
        lines: list[str] = []
        there = self._conclusion((kind, id_, ""))
        for rule in rules:
            test = self._test(rule, lambda path: self._of_subject(kind, id_, path))
            if test.may != FALSE:
                lines += self._rule(rule, test, self._key(("rule", rule.id, id_)), sure=there, about=id_)
        if lines:
            yield f"if {there} is not False:"
            yield from (f"    {line}" for line in lines)

    def _rows(self, kind: str, rules: Sequence[Rule]) -> Iterator[str]:
        fields: dict[str, str] = {}
        lines: list[str] = []
        for rule in rules:
            lines += self._rule(
                rule, self._test(rule, lambda path: self._of_row(kind, path, fields)), self._key(rule.id), sure="sure", row=kind
            )
        yield f"for subject in facts.{_ROWS_OF[kind]}:"
        yield "    row, sure = subject.fields, subject.settled"
        yield "    place = subject.path[-1] if sure else -1"
        yield "    of = row.get"
        yield from (f"    {name} = of({path!r})" for path, name in fields.items())
        yield from (f"    {line}" for line in lines)

    def _rule(self, rule: Rule, test: Test, key: str, *, sure: str, about: str = "", row: str = "") -> Iterator[str]:
        """A rule for a subject: what follows when it holds, and when it may."""
        if test.may == FALSE:
            return
        name = f"({key}, place)" if row else key
        holding, open_ = [f"h({name})"], [f"m({name})"]
        for outcome in rule.then:
            conclusion = (outcome.kind, outcome.id, about if outcome.kind in ABOUT else "")
            self.drawn.add(conclusion)
            holding.append(f"told[{self._key(conclusion)}] = True")
            open_.append(f"mark({self._key(conclusion)}, None)")
            for side, value in ((holding, "True"), (open_, "False")):
                if outcome.kind == "problem" and row:
                    side.append(f"{self._teller(outcome.id, row)}.append((row, {value}))")
            for problem in _served(rule, outcome, about):
                if problem in self.serving:
                    served = self._told((f"action.serves.{problem}", outcome.id))
                    holding.append(f"{served} = True")
                    open_.append(f"{served} = {served} or None")
        holds = " and ".join(one for one in (sure, f"({test.holds})" if test.holds != TRUE else "") if one) or TRUE
        yield f"if {test.may}:"
        if holds == FALSE or test.holds == FALSE:
            yield "    " + "; ".join(open_)
            return
        yield f"    if {holds}:"
        yield "        " + "; ".join(holding)
        if holds != TRUE:
            yield "    else:"
            yield "        " + "; ".join(open_)

    def _known_after(self, stage: Stage) -> Iterator[str]:
        """Names for what later stages ask of what this one concluded."""
        for key, name in self.concluded.items():
            if key[0] in stage.concludes:
                yield f"{name} = concluded({self._key(key)}, False)"
        if "problem" in stage.concludes:
            by_problem: dict[str, list[str]] = defaultdict(list)
            for (path, problem), name in self.told.items():
                if path.startswith("problem."):
                    by_problem[problem].append(f"    {name} = {self._gathered(path, problem)}")
            for problem, lines in by_problem.items():
                yield f"if {self._conclusion(('problem', problem, ''))} is not False:"
                yield from lines

    def _gathered(self, path: str, problem: str) -> str:
        """What the rows that lead to a problem tell of it."""
        if path == "problem.reported":
            tellers = self.tellers.get((problem, "report"))
            return "False" if tellers is None else f"any(sure for _, sure in {tellers}) or (None if {tellers} else False)"
        set_, _, option = path.rpartition(".")
        of = REPORTED_SETS[set_]
        asked = []
        for teller in CARRIES.get(set_, (of,)):
            kind = teller.partition(".")[0]
            rows = self.tellers.get((problem, kind))
            if rows is not None:
                several = self.own[kind][teller].kind == "options"
                told = f"told_by({rows}, {f'{teller}.{option}'!r})" if several else f"told_as({rows}, {teller!r}, {option!r})"
                asked.append(f"({told} if {rows} else False)")
        return {0: "False", 1: "".join(asked)}.get(len(asked)) or f"either({', '.join(asked)})"

    # -- fields ------------------------------------------------------------------------------------------------------------------

    def _test(self, rule: Rule, value: Callable[[str], Found]) -> Test:
        """A rule as Python: whether it holds, and whether it may."""
        clauses = []
        for clause in rule.when:
            if isinstance(clause, Condition):
                clauses.append(test_of(clause, value, self._is_logical))
            else:
                clauses.append(any_of(all_of(test_of(one, value, self._is_logical) for one in group) for group in clause.groups))
        return all_of(clauses)

    def _of_case(self, path: str) -> Found:
        """A name in the source, or what is settled: a value, or None for what nobody can know."""
        key = self.by_field.get(path)
        if key is not None:
            return Name(self._conclusion(key)) if key in self._possible else False
        return Name(self.fields.setdefault(path, f"f{len(self.fields)}"))

    def _of_row(self, kind: str, path: str, fields: dict[str, str]) -> Found:
        if path in self.own[kind] or path.rpartition(".")[0] in self.own[kind]:
            return Name(fields.setdefault(path, f"r{len(fields)}"))
        return self._of_case(path)

    def _of_subject(self, kind: str, id_: str, path: str) -> Found:
        if not path.startswith(f"{kind}."):
            return self._of_case(path)
        if kind == "action":
            if path.startswith("action.serves."):
                return Name(self._told((path, id_)))
            return self.actions.fields(id_).get(path)
        if path == "problem.type":
            return id_
        if path == "problem.causes":
            return True if self.causes_known else None
        if path.startswith("problem.causes."):
            key = ("cause", path.removeprefix("problem.causes."), id_)
            return (Name(self._conclusion(key)) if key in self._possible else False) if self.causes_known else None
        if path in REPORTED_SETS:
            flags = [self._told((f"{path}.{one}", id_)) for one in self.own["report"][REPORTED_SETS[path]].options]
            return Name(f"(None if {' is '.join(flags)} is None else True)")
        return Name(self._told((path, id_)))

    def _is_logical(self, path: str) -> bool:
        if path in self.by_field or path == "problem.reported":
            return True
        kinds = (*(self.own[kind] for kind in ROWS), fields_of_kind("case"))
        return any(path in fields and fields[path].kind == "yes_no" for fields in kinds)

    # -- names -------------------------------------------------------------------------------------------------------------------

    @property
    def _possible(self) -> set[Key]:
        """The conclusions that rules of earlier stages can draw."""
        return self.drawn

    def _key(self, key: Any) -> str:
        """The name of a constant."""
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.keys)
            self.keys.append(key)
        return f"K{number}"

    def _conclusion(self, key: Key) -> str:
        return self.concluded.setdefault(key, f"c{len(self.concluded)}")

    def _told(self, of: tuple[str, str]) -> str:
        return self.told.setdefault(of, f"t{len(self.told)}")

    def _teller(self, problem: str, kind: str) -> str:
        return self.tellers.setdefault((problem, kind), f"l{len(self.tellers)}")


def _served(rule: Rule, outcome: Outcome, about: str) -> tuple[str, ...]:
    if outcome.kind != "action":
        return ()
    return (*((about,) if rule.subject == "problem" else ()), *outcome.serves)
