"""The one place that talks to durable-rules.

We use the library's C module without its Python host: the host starts threads that we do not want, and handing the results over
through it takes four times as long. Life of a fact: assert it, take what fired, retract it. `docs/decisions` says what was measured.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import count
from typing import Any

from commplan_advisor.engine.writing import definitions as written

_HANDLED, _DEFERRED = 0, 3
_SID = "0"
"""The library's session that all facts are in."""
_RETRACTED = '{"id":"1","sid":"0"}'
"""All that the library looks at of a fact that is to go: which one it is."""
_numbers = count()


class EngineMissingError(Exception):
    """durable-rules is not installed, or was built in a way that does not load."""


def check_library() -> Any:
    """The module of durable-rules.

    Raises:
        EngineMissingError: it cannot be loaded.
    """
    try:
        import durable_rules_engine
    except ImportError as error:
        raise EngineMissingError(str(error)) from error
    return durable_rules_engine


class EngineSession:
    """A rule set in the engine, that facts are tried on one by one.

    Args:
        definitions: the rules, as durable-rules takes them; or the same as JSON.

    Raises:
        EngineMissingError: durable-rules cannot be loaded.
    """

    def __init__(self, definitions: Mapping[str, Any] | str) -> None:
        self._engine = check_library()
        self._handle = self._engine.create_ruleset(
            f"rules{next(_numbers)}", definitions if isinstance(definitions, str) else written(definitions)
        )
        self._can_be_emptied = False

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
            engine.retract_fact(handle, _RETRACTED)
        self._can_be_emptied = self._can_be_emptied or bool(fired)
        return list(fired)

    def close(self) -> None:
        """Give the rule set's memory back.

        The library keeps what a session holds, up to a MiB, unless it is told to delete it. It crashes on that for a session in which no
        rule was fired yet, because it frees an address that it never set; there what little it holds stays.
        """
        if self._handle is not None:
            if self._can_be_emptied:
                self._engine.delete_state(self._handle, _SID)
            self._engine.delete_ruleset(self._handle)
            self._handle = None

    def __del__(self) -> None:
        """Give it back also when nobody closed it; when Python ends, the system does."""
        if not sys.is_finalizing() and getattr(self, "_handle", None) is not None:
            self.close()
