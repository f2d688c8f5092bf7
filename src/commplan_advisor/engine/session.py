"""The one place that talks to durable-rules.

We use the library's C module without its Python host: the host starts threads that we do not want, and handing the results over
through it takes four times as long. Life of a fact: assert it, take what fired, retract it. `docs/decisions` says what was measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from commplan_advisor.engine.writing import definitions as written

_HANDLED, _DEFERRED = 0, 3
_numbers = count()


class EngineMissingError(Exception):
    """durable-rules is not installed, or was built in a way that does not load."""


class EngineSession:
    """A rule set in the engine, that facts are tried on one by one.

    Args:
        definitions: the rules, as durable-rules takes them.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        try:
            import durable_rules_engine
        except ImportError as error:
            raise EngineMissingError(str(error)) from error
        self._engine = durable_rules_engine
        self._handle = durable_rules_engine.create_ruleset(f"rules{next(_numbers)}", written(definitions))

    def fired_by(self, fact: str) -> list[str]:
        """The names of the rules that a fact in JSON fires, each once. The fact is gone again afterwards.

        The library fires a rule once for every way in which its alternatives hold.
        """
        engine, handle = self._engine, self._handle
        status, offset = engine.assert_fact(handle, fact)
        if status not in (_HANDLED, _DEFERRED):
            return []
        fired: dict[str, None] = {}
        try:
            result = engine.start_action_for_state(handle, offset)
            message = result[1] if result else None
            while message:
                fired[message[2 : message.index('"', 2)]] = None
                message = engine.complete_and_start_action(handle, offset)
        finally:
            engine.retract_fact(handle, fact)
        return list(fired)

    def close(self) -> None:
        """Give the rule set's memory back, but for what the library keeps of a session: some 70 KiB once a fact was tried."""
        if self._handle is not None:
            self._engine.delete_ruleset(self._handle)
            self._handle = None
