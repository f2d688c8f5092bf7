"""What every engine does here: take the recorded rule sets, and say for each fact of a case which rules fire."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from benchmarks.recorded import Trial


class RuleEngine(ABC):
    """An engine with some rule sets in it.

    Args:
        rule_sets: as durable-rules takes them; a rule is `c3`, its tolerant twin `t3`; `b3` is a rule without a twin.
    """

    name: str

    @abstractmethod
    def __init__(self, rule_sets: Sequence[Mapping[str, Any]]) -> None: ...

    @abstractmethod
    def fired(self, case: Sequence[Trial]) -> list[Collection[str]]:
        """For each fact, in order, the names of what fires."""
