"""A calendar as JSON: versioned, with a published schema, the same bytes for the same calendar."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.present.schedule.entries import Schedule


def as_json(schedule: Schedule) -> str:
    """A calendar as an object."""
    return json.dumps(asdict(schedule), ensure_ascii=False, indent=2, default=_day) + "\n"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def schema() -> dict[str, Any]:
    """The JSON Schema of a calendar."""
    from pydantic import TypeAdapter

    return TypeAdapter(Schedule).json_schema(mode="serialization")
