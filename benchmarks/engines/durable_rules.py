"""durable-rules bare: the same rule sets and facts, no record kept of what led to what.

Once as its own documentation has it, through its Python host, and once through the C module that our engine uses too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import Any

from durable import engine

from benchmarks.engines.interface import RuleEngine
from benchmarks.recorded import Trial
from commplan_advisor.engine.session import EngineSession

_numbers = count()
_encode = json.JSONEncoder(ensure_ascii=False).encode


class _QuietHost(engine.Host):  # type: ignore[misc]
    """A host without the endless timer threads, which run pending actions in the middle of another case."""

    def _run(self) -> None:
        pass


class DurableHost(RuleEngine):
    """Each action puts the name of its rule in a list: the least that an action can do to be of use."""

    name = "durable-rules, its own Python API"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        self._host = _QuietHost()
        self._names: list[str] = []
        self._rule_sets = [f"bare{next(_numbers)}" for _ in rule_sets]
        definitions = zip(self._rule_sets, map(self._with_actions, rule_sets), strict=True)
        self._host.set_rulesets(dict(definitions))

    def _with_actions(self, rule_set: Mapping[str, Any]) -> dict[str, Any]:
        return {name: {**deepcopy(rule), "run": self._noting(name)} for name, rule in rule_set.items()}

    def _noting(self, name: str) -> Callable[[Any], None]:
        def note(_: Any) -> None:
            self._names.append(name)

        return note

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        found: list[Collection[str]] = []
        for trial in case:
            rule_set = self._rule_sets[trial.rule_set]
            self._names.clear()
            try:
                self._host.assert_fact(rule_set, trial.fact)
                self._host.retract_fact(rule_set, trial.fact)
            except engine.MessageNotHandledException:
                pass
            found.append(list(dict.fromkeys(self._names)))
        return found


class DurableModule(RuleEngine):
    """What our engine does when it is given facts and nothing else is asked of it."""

    name = "durable-rules, our way"

    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None:
        self._sessions = [EngineSession(rule_set) for rule_set in rule_sets]

    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        return [self._sessions[trial.rule_set].fired_by(_encode(trial.fact)) for trial in case]
