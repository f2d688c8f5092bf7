"""Plain values in an order of their own, for hashes that must not depend on the order of a file."""

from __future__ import annotations

import json
from typing import Any


def in_order(value: Any) -> Any:
    """The value with the keys of its mappings, and the members of its lists, sorted; for lists whose order means nothing."""
    if isinstance(value, dict):
        return {key: in_order(inner) for key, inner in sorted(value.items())}
    if isinstance(value, list):
        return sorted((in_order(inner) for inner in value), key=json.dumps)
    return value
