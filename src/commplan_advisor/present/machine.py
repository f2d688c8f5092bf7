"""An advice as JSON: versioned, with a published schema, the same bytes for the same advice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from commplan_advisor.advice.model import Advice

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def as_json(advices: Sequence[Advice]) -> str:
    """One advice as an object, several as a list of them."""
    plain: Any = [asdict(advice) for advice in advices]
    return json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=2, default=_day) + "\n"


def as_dense_json(advice: Advice) -> bytes:
    """The same document as `as_json` gives for one advice, for programs alone: without white space, and made twenty times as fast.

    A whole number can have a part behind the point here, such as `8.0`.
    """
    return _form().dump_json(advice)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def schema() -> dict[str, Any]:
    """The JSON Schema of one advice."""
    return _form().json_schema(mode="serialization")


@cache
def _form() -> TypeAdapter[Advice]:
    from pydantic import TypeAdapter

    return TypeAdapter(Advice)
