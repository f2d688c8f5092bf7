"""What those that guard the server have in common: they answer a request themselves, or let it through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response


class Refuse(Protocol):
    """Makes the answer that a request is refused with, as `Telling.refusal` does."""

    def __call__(self, request: Request, status: int, word: str, *, headers: Mapping[str, str] | None = None, **filled: object) -> Response:
        """An answer in words that are known."""
        ...
