"""Our engine with another one in the place of durable-rules: the same stages, facts, conclusions and reasons."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from benchmarks.engines.interface import RuleEngine
from benchmarks.recorded import Trial, without_marks
from commplan_advisor.engine.engine import Engine
from commplan_advisor.engine.rule_sets import Group, groups_of
from commplan_advisor.rulebook.model import Rule, RuleBook


def engine_on(kind: type[RuleEngine], book: RuleBook, *, prepared: bool) -> Engine:
    """Our engine, running a rule book on an engine of this kind.

    Args:
        kind: of engine.
        book: the rule book.
        prepared: whether the engine is given what we make of the rules for durable-rules: those for named problems and actions once for
            each, with one fact for all of them, and only the twin of a rule where that says enough. Otherwise it is given the rules as
            they stand: every rule and its twin, and a fact for each problem and each action.
    """

    class Session:
        """What our engine talks to."""

        def __init__(self, definitions: Mapping[str, Any]) -> None:
            self._engine = kind([definitions])

        def fired_by(self, fact: str) -> Collection[str]:
            told = json.loads(fact)
            (fired,) = self._engine.fired([Trial(0, told, without_marks(told))])
            return fired

    with ExitStack() as changed:
        changed.enter_context(patch("commplan_advisor.engine.engine.EngineSession", Session))
        if not prepared:
            changed.enter_context(patch("commplan_advisor.engine.engine.groups_of", _each_by_itself))
            changed.enter_context(patch("commplan_advisor.engine.patterns._asked", lambda _: None))
        engine = Engine(book)
        engine.make_ready()
    return engine


def _each_by_itself(kind: str, rules: Sequence[Rule], *, named: bool) -> Iterator[Group]:  # noqa: ARG001
    return groups_of(kind, rules, named=False)
