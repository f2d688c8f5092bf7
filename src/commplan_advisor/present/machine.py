"""An advice as JSON: versioned, with a published schema, the same bytes for the same advice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.advice.model import Advice


def as_json(advices: Sequence[Advice]) -> str:
    """One advice as an object, several as a list of them."""
    plain: Any = [asdict(advice) for advice in advices]
    return json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=2, default=_day) + "\n"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def schema() -> dict[str, Any]:
    """The JSON Schema of one advice."""
    from pydantic import TypeAdapter

    return TypeAdapter(Advice).json_schema(mode="serialization")
