"""What our engine asked durable-rules while it ran some cases: the rule sets, and for each case the facts and what they fired."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.session import EngineSession
from commplan_advisor.questionnaire.facts import Facts, Value
from commplan_advisor.rulebook.model import RuleBook


def is_for_the_library(name: str) -> bool:
    """Whether a field of a fact is for durable-rules alone: a mark of ours, its name or that of its session."""
    return name in ("id", "sid") or name.startswith("k")


@dataclass(frozen=True, slots=True)
class Trial:
    """A fact that was tried on a rule set.

    Attributes:
        rule_set: number of the rule set.
        fact: as durable-rules takes it.
        fields: what other engines need of it.
        fired: `c3` when rule 3 holds, `t3` when it holds or may yet hold, `b3` when the two are the same.
    """

    rule_set: int
    fact: Mapping[str, Value]
    fields: Mapping[str, Value]
    fired: frozenset[str] = frozenset()


@dataclass(slots=True)
class Recorded:
    """The rule sets of a rule book, and the trials of each case in the order in which they were made."""

    rule_sets: list[Mapping[str, Any]] = field(default_factory=list)
    cases: list[list[Trial]] = field(default_factory=list)


def without_marks(fact: Mapping[str, Value]) -> dict[str, Value]:
    """A fact as other engines need it."""
    return {name: value for name, value in fact.items() if not is_for_the_library(name)}


def record(book: RuleBook, cases: Iterable[Facts]) -> Recorded:
    """Run the cases, and keep what passes between our engine and durable-rules."""
    recorded = Recorded()
    with patch("commplan_advisor.engine.engine.EngineSession", _listening(recorded)):
        engine = Engine(book)
        engine.make_ready()
    for facts in cases:
        recorded.cases.append([])
        engine.run(facts)
    engine.close()
    return recorded


def _listening(recorded: Recorded) -> type[EngineSession]:
    class Listening(EngineSession):
        """A session that notes what it is asked."""

        def __init__(self, definitions: Mapping[str, Any]) -> None:
            self._number = len(recorded.rule_sets)
            recorded.rule_sets.append(definitions)
            super().__init__(definitions)

        def fired_by(self, fact: str) -> list[str]:
            fired = super().fired_by(fact)
            told = json.loads(fact)
            recorded.cases[-1].append(Trial(self._number, told, without_marks(told), frozenset(fired)))
            return fired

    return Listening
