"""Rules as durable-rules understands them: each rule, and its tolerant twin.

A rule fires when all its conditions hold. Its twin tests every condition *or* that its field is not there, so it fires when the rule
holds or may yet hold. What neither fires for has failed. A rule that only tests what every subject of its kind states has no
need of a twin.

Every pattern begins with a mark that only our facts carry: a pattern made of alternatives alone would also match the library's own
record of its session, and never stop. There are several marks, each for a few patterns, since the library keeps what is still to be
tried of a fact on a stack of 64 places: all marks, and all alternatives of the patterns behind one of them, must fit there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.engine.subjects import ALWAYS_STATED
from commplan_advisor.engine.writing import plain
from commplan_advisor.questionnaire.facts import ROWS, Value
from commplan_advisor.rulebook.catalogue import ABOUT
from commplan_advisor.rulebook.model import AnyOf, Condition, Outcome, Rule

MOST_RULES = 100
MOST_FIELDS = 180
"""Fields that the rules of a set may look at; the library takes 255 a fact, marks included."""
MOST_MARKS = 32
MOST_BEHIND_A_MARK = 24
"""Places on the stack for the patterns behind one mark; a single pattern of the largest size allowed takes up to 32 of the 64."""
_NUMERIC = {"below": "$lt", "at_most": "$lte", "above": "$gt", "at_least": "$gte"}
_ANSWERED = "?"
_OWN = tuple(f"{kind}." for kind in (*ROWS, "problem", "action"))

Pattern = dict[str, Any]


class _Member(NamedTuple):
    """A field as a member of a JSON object: its path, how the member begins, and whether it only says that the field was answered."""

    path: str
    begin: str
    answered: bool


def programs(kind: str, rules: Sequence[Rule]) -> Iterator[Program]:
    """Rules about one kind of subject as rule sets, each within the limits of the engine."""
    for start in range(0, len(rules), MOST_RULES):
        yield from _within_the_limits(kind, rules[start : start + MOST_RULES])


def _within_the_limits(kind: str, rules: Sequence[Rule]) -> Iterator[Program]:
    program = Program(kind, rules)
    if program.marks <= MOST_MARKS and program.fields <= MOST_FIELDS:
        yield program
    else:
        middle = len(rules) // 2
        yield from _within_the_limits(kind, rules[:middle])
        yield from _within_the_limits(kind, rules[middle:])


class Program:
    """Some rules about one kind of subject, as one rule set of the engine.

    Rule 3 is `c3` there, and its twin `t3`; without a need of a twin it is `b3`, for both. Fields have short names; one that ends
    in `?` says whether the field was answered.

    Args:
        kind: the kind of subject.
        rules: the rules, all about that kind; `programs` sees to it that they fit.

    Attributes:
        marks: how many marks the facts carry.
        fields: how many fields the rules look at.
    """

    def __init__(self, kind: str, rules: Sequence[Rule]) -> None:
        self.kind = kind
        self.rules = tuple(rules)
        self._names: dict[str, str] = {}
        self.definitions: dict[str, Any] = {}
        self.outcomes: dict[str, tuple[Rule, tuple[tuple[Key | None, Outcome], ...]]] = {}
        self.marks = 0
        self._behind_the_mark = 0
        for number, rule in enumerate(self.rules):
            certain = [self._any(clause, self._certain) if isinstance(clause, AnyOf) else self._certain(clause) for clause in rule.when]
            tolerant = [self._any(clause, self._tolerant) if isinstance(clause, AnyOf) else self._tolerant(clause) for clause in rule.when]
            outcomes = rule, tuple((_key(outcome), outcome) for outcome in rule.then)
            for name, tests in (("b", certain),) if certain == tolerant else (("c", certain), ("t", tolerant)):
                self.definitions[f"{name}{number}"] = self._rule(tests)
                self.outcomes[f"{name}{number}"] = outcomes
        members = [_Member(path.removesuffix(_ANSWERED), f',"{name}":', path[-1] == _ANSWERED) for path, name in self._names.items()]
        self.fields = len(members)
        self._shared = [one for one in members if not one.path.startswith(_OWN)]
        self._own = [one for one in members if one.path.startswith(_OWN)]
        self._begin = "".join(['{"id":"1","sid":"0"', *(f',"k{number}":1' for number in range(self.marks))])

    def shared(self, fields: Mapping[str, Value]) -> str:
        """The beginning of a fact: the fields of the case that these rules look at, the same for all subjects of a case."""
        return self._begin + _written(self._shared, fields)

    def fact(self, own: Mapping[str, Value], shared: str) -> str:
        """A subject as a fact in JSON: what it shares, and its own fields that these rules look at."""
        return shared + _written(self._own, own) + "}"

    def _name(self, path: str) -> str:
        return self._names.setdefault(path, f"f{len(self._names)}")

    def _rule(self, clauses: Sequence[Sequence[Pattern]]) -> dict[str, Any]:
        tests = [pattern for clause in clauses for pattern in clause]
        places = 1 + sum(_places(pattern) - 1 for pattern in tests)
        if not self.marks or self._behind_the_mark + places > MOST_BEHIND_A_MARK:
            self.marks, self._behind_the_mark = self.marks + 1, 0
        self._behind_the_mark += places
        return {"all": [{"m": {"$and": [{f"k{self.marks - 1}": 1}, *tests]}}]}

    def _any(self, clause: AnyOf, patterns: Any) -> list[Pattern]:
        groups = [[pattern for condition in group for pattern in patterns(condition)] for group in clause.groups]
        if not all(groups):
            return []
        return [{"$or": [group[0] if len(group) == 1 else {"$and": group} for group in groups]}]

    def _certain(self, condition: Condition) -> list[Pattern]:
        match condition.operator:
            case "answered":
                return [{self._name(condition.field + _ANSWERED): True}]
            case "in":
                return [_or([{self._name(condition.field): value} for value in condition.values])]
            case "not_in":
                return [{"$neq": {self._name(condition.field): value}} for value in condition.values]
            case "includes":
                return [_or([{self._name(f"{condition.field}.{value}"): True} for value in condition.values])]
            case "lacks":
                return [{self._name(f"{condition.field}.{value}"): False} for value in condition.values]
            case operator:
                return [{_NUMERIC[operator]: {self._name(condition.field): condition.values[0]}}]

    def _tolerant(self, condition: Condition) -> list[Pattern]:
        if condition.field in ALWAYS_STATED:
            return self._certain(condition)
        match condition.operator:
            case "answered":
                return []
            case "in":
                missing = {"$nex": {self._name(condition.field): 1}}
                return [_or([{self._name(condition.field): value} for value in condition.values] + [missing])]
            case "includes":
                flags = [self._name(f"{condition.field}.{value}") for value in condition.values]
                return [_or([pattern for flag in flags for pattern in ({flag: True}, {"$nex": {flag: 1}})])]
            case "lacks":
                flags = [self._name(f"{condition.field}.{value}") for value in condition.values]
                return [_or([{flag: False}, {"$nex": {flag: 1}}]) for flag in flags]
            case _:
                missing = {"$nex": {self._name(condition.field): 1}}
                return [_or([pattern, missing]) for pattern in self._certain(condition)]


def _or(patterns: Sequence[Pattern]) -> Pattern:
    return patterns[0] if len(patterns) == 1 else {"$or": list(patterns)}


def _key(outcome: Outcome) -> Key | None:
    """What a rule concludes; none when that depends on what it is about."""
    return None if outcome.kind in ABOUT else (outcome.kind, outcome.id, "")


def _written(members: Sequence[_Member], fields: Mapping[str, Value]) -> str:
    """The fields that are settled, as members of a JSON object."""
    written = []
    for path, begin, answered in members:
        value = fields.get(path)
        if value is None:
            continue
        if value is True or answered:
            written.append(begin + "true")
        elif value is False:
            written.append(begin + "false")
        else:
            written.append(begin + plain(value))
    return "".join(written)


def _places(pattern: Pattern) -> int:
    """How many alternatives of a pattern can hold for one fact at once: each waits on the engine's stack until it is tried.

    A field has one value or none, so of the alternatives that ask for a value of it, or for its absence, one holds at a time.
    """
    if "$and" in pattern:
        return 1 + sum(_places(one) - 1 for one in pattern["$and"])
    if "$or" not in pattern:
        return 1
    exclusive: set[str] = set()
    places = 0
    for one in pattern["$or"]:
        ((key, inner),) = one.items()
        if key == "$nex":
            exclusive.update(inner)
        elif key.startswith("$"):
            places += _places(one)
        else:
            exclusive.add(key)
    return places + len(exclusive)
