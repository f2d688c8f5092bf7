"""A review as JSON: versioned, with a published schema, the same bytes for the same review."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from commplan_advisor.running.review.review import Review


def as_json(review: Review) -> str:
    """A review as an object."""
    return json.dumps(asdict(review), ensure_ascii=False, indent=2, default=_day) + "\n"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def schema() -> dict[str, Any]:
    """The JSON Schema of a review."""
    from pydantic import TypeAdapter

    return TypeAdapter(Review).json_schema(mode="serialization")
