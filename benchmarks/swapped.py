"""Our engine with another one in the place of durable-rules: the same stages, facts, conclusions and reasons."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any
from unittest.mock import patch

from benchmarks.engines.interface import RuleEngine
from benchmarks.recorded import Trial, without_marks
from commplan_advisor.engine.engine import Engine
from commplan_advisor.rulebook.model import RuleBook


def engine_on(kind: type[RuleEngine], book: RuleBook) -> Engine:
    """Our engine, running a rule book on an engine of this kind."""

    class Session:
        """What our engine talks to."""

        def __init__(self, definitions: Mapping[str, Any]) -> None:
            self._engine = kind([definitions])

        def fired_by(self, fact: str) -> Collection[str]:
            told = json.loads(fact)
            (fired,) = self._engine.fired([Trial(0, told, without_marks(told))])
            return fired

    with patch("commplan_advisor.engine.engine.EngineSession", Session):
        return Engine(book)
