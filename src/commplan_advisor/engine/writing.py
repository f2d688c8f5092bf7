"""JSON as durable-rules reads it: it refuses a number with an exponent, such as Python writes for what is very small or very large."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

_EXPONENT = re.compile(r"\d[eE][-+]?\d")
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def plain(value: float | str) -> str:
    """A number or a text."""
    if isinstance(value, str):
        return encode_basestring(value)
    written = _encode(value)
    return written if "e" not in written else f"{Decimal(written):f}"


def definitions(rules: Any) -> str:
    """The rules of a rule set."""
    written = _encode(rules)
    return _slowly(rules) if _EXPONENT.search(written) else written


def _slowly(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_encode(key)}:{_slowly(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_slowly, value)) + "]"
    return _encode(value) if isinstance(value, bool) or value is None else plain(value)
