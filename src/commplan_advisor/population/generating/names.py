"""What made-up cases are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_BEGINS = ("Eik", "Berken", "Molen", "Klaver", "Linden", "Vinken", "Heide", "Distel", "Zwaluw", "Elzen", "Merel", "Vlas", "Kraan", "Toren")
_ENDS = ("hoven", "wolde", "dijk", "monde", "stede", "burg", "veen", "haag", "water", "broek", "rade")
_DIGITS = 7
"""Digits of the number in the name of a case, or more when there are more cases."""


def case_names(first: int, size: int) -> pa.Array:
    """The names of cases, `g-0000012`, by their numbers."""
    import pyarrow as pa

    return pa.array([f"g-{number:0{_DIGITS}d}" for number in range(first, first + size)], pa.string())


def municipality_names(first: int, size: int) -> pa.Array:
    """The names of made-up municipalities, `Eikhoven 12`: none is the same as another, and the number shows that none is real."""
    import pyarrow as pa

    stems = [begin + end for end in _ENDS for begin in _BEGINS]
    return pa.array([f"{stems[number % len(stems)]} {number}" for number in range(first, first + size)], pa.string())
