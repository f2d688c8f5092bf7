"""Rules as rule sets for durable-rules, within its limits.

Rules that name the problems or actions that they are for stand together, each once for every one of those, and one fact tells of all the
problems or actions of a case. So no problem meets the rules of another one, and the library is called once and not for each.

Every pattern begins with a mark that only our facts carry: a pattern made of alternatives alone would also match the library's own
record of its session, and never stop. There are several marks, each for a few patterns, since the library keeps what is still to be
tried of a fact on a stack of 64 places: all marks, and all alternatives of the patterns behind one of them, must fit there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from commplan_advisor.engine.patterns import ANSWERED, Names, Pattern, Patterns, is_own, patterns_of, places, types_of
from commplan_advisor.rulebook.model import Rule

MOST_RULES = 100
MOST_FIELDS = 180
"""Fields that the rules of a set may look at; the library takes 255 a fact, marks included."""
MOST_MARKS = 32
MOST_BEHIND_A_MARK = 24
"""Places on the stack for the patterns behind one mark; a single pattern of the largest size allowed takes up to 32 of the 64."""
_TOGETHER = 60
"""Rules for named types that are made ready together, when the first case has one of those types."""
_PRESENT = "present"

Tried = tuple[Rule, str]
"""A rule, and the one type that it is tried on; empty when it is tried on every subject by itself."""


class Group(NamedTuple):
    """Rules about one kind of subject that are made ready for the engine together.

    Attributes:
        kind: of subject.
        types: the problems or actions that one fact tells of together; empty when each subject is a fact.
        rules: with the type that each is tried on.
    """

    kind: str
    types: frozenset[str]
    rules: tuple[Tried, ...]


def groups_of(kind: str, rules: Sequence[Rule], *, named: bool) -> Iterator[Group]:
    """Rules about one kind of subject, in groups.

    Args:
        kind: of subject.
        rules: all about it.
        named: whether a case has at most one subject of this kind for each type, by that name.
    """
    by_type: dict[str, list[Tried]] = {}
    others: list[Tried] = []
    for rule in rules:
        types = types_of(rule) if named else None
        if types is None:
            others.append((rule, ""))
        else:
            for type_ in types:
                by_type.setdefault(type_, []).append((rule, type_))
    if others:
        yield Group(kind, frozenset(), tuple(others))
    together: list[str] = []
    for type_ in sorted(by_type):
        if together and sum(len(by_type[one]) for one in (*together, type_)) > _TOGETHER:
            yield _group(kind, together, by_type)
            together = []
        together.append(type_)
    if together:
        yield _group(kind, together, by_type)


def _group(kind: str, types: Sequence[str], by_type: Mapping[str, Sequence[Tried]]) -> Group:
    return Group(kind, frozenset(types), tuple(one for type_ in types for one in by_type[type_]))


Member = tuple[str, str, bool]
"""A field that rules look at: its path, its short name, and whether it only says that the field was answered."""


class Written(TypedDict):
    """A rule set as plain values, which can be kept.

    Rule 3 is `b3` there when it has no twin, `t3` is its twin, and `c3` the rule beside its twin.

    Attributes:
        definitions: as durable-rules takes them; or the same as JSON.
        marks: how many marks its facts carry.
        shared: the fields of the case that its rules look at.
        own: by type that rules are tried on (or empty: the one subject of a fact) the short name of the field that says that the case
            has it, and the fields of the subject that the rules look at.
        entries: by name of what fires the place of its rule in the group, the type it was tried on, the name that fires as well when the
            rule holds (empty when it holds unless something that it asks is missing), and what it asks of the case and of the subject.
    """

    definitions: Mapping[str, Any] | str
    marks: int
    shared: list[Member]
    own: dict[str, tuple[str, list[Member]]]
    entries: dict[str, tuple[int, str, str, list[str], list[str]]]


def rule_sets(group: Group, names: Names) -> Iterator[Written]:
    """The rules of a group as rule sets, each within the limits of the engine."""
    made = _RuleSet()
    for place, (rule, about) in enumerate(group.rules):
        patterns, present = patterns_of(rule, names, about), names.of(_PRESENT, about) if about else ""
        if not made.takes(place, about, patterns, present):
            yield made.written()
            made = _RuleSet()
            made.takes(place, about, patterns, present)
    yield made.written()


class _RuleSet:
    """A rule set that rules are added to as long as they fit."""

    def __init__(self) -> None:
        self._definitions: dict[str, Any] = {}
        self._entries: dict[str, tuple[int, str, str, list[str], list[str]]] = {}
        self._numbers = 0
        self._marks = 0
        self._behind_the_mark = 0
        self._fields: dict[tuple[str, str], str] = {}

    def takes(self, place: int, about: str, patterns: Patterns, present: str) -> bool:
        """Add a rule, or say that it does not fit any more.

        Args:
            place: of the rule in its group.
            about: the type that it is tried on, if it is one.
            patterns: of the rule.
            present: short name of the field that says that the case has this type.
        """
        fields = {(about if is_own(path) else "", path): name for path, name in patterns.fields.items()}
        if about:
            fields[about, _PRESENT] = present
        marks, behind = self._marks, self._behind_the_mark
        made: dict[str, Any] = {}
        for letter, tests in patterns.tests.items():
            needed = places(tests)
            if not marks or behind + needed > MOST_BEHIND_A_MARK:
                marks, behind = marks + 1, 0
            behind += needed
            chosen: list[Pattern] = [{present: True}] if about else []
            made[f"{letter}{self._numbers}"] = {"all": [{"m": {"$and": [{f"k{marks - 1}": 1}, *chosen, *tests]}}]}
        fits = self._numbers < MOST_RULES and marks <= MOST_MARKS and len(self._fields.keys() | fields.keys()) <= MOST_FIELDS
        if self._numbers and not fits:
            return False
        self._definitions.update(made)
        beside = f"c{self._numbers}" if "c" in patterns.tests else ""
        asks, own = ([path for path in patterns.asks if is_own(path) is its] for its in (False, True))
        self._entries.update({name: (place, about, beside, asks, own) for name in made if name != beside})
        self._fields.update(fields)
        self._numbers += 1
        self._marks, self._behind_the_mark = marks, behind
        return True

    def written(self) -> Written:
        """The rule set as it is now."""
        shared: list[Member] = []
        own: dict[str, tuple[str, list[Member]]] = {}
        for (about, path), name in self._fields.items():
            member = path.removesuffix(ANSWERED), name, path.endswith(ANSWERED)
            if path == _PRESENT:
                own[about] = name, own[about][1] if about in own else []
            elif is_own(path):
                own.setdefault(about, ("", []))[1].append(member)
            else:
                shared.append(member)
        return {"definitions": self._definitions, "marks": self._marks, "shared": shared, "own": own, "entries": self._entries}
