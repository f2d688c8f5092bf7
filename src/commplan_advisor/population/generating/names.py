"""What made-up cases are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_BEGINS = ("Eik", "Berken", "Molen", "Klaver", "Linden", "Vinken", "Heide", "Distel", "Zwaluw", "Elzen", "Merel", "Vlas", "Kraan", "Toren")
_ENDS = ("hoven", "wolde", "dijk", "monde", "stede", "burg", "veen", "haag", "water", "broek", "rade")
_DIGITS = 7
"""Of the number in the name of a case; more where there are more cases."""


def case_names(first: int, size: int) -> pa.Array:
    """The names of cases, `g-0000012`, by their numbers."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise("g", pc.utf8_lpad(_numbers(first, size), _DIGITS, "0"), "-")


def municipality_names(first: int, size: int) -> pa.Array:
    """The names of made-up municipalities, `Eikhoven 12`: none is the same as another, and the number shows that none is real."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    stems = pa.array([begin + end for end in _ENDS for begin in _BEGINS], pa.string())
    return pc.binary_join_element_wise(stems.take(pa.array(np.arange(first, first + size) % len(stems))), _numbers(first, size), " ")


def _numbers(first: int, size: int) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.arange(first, first + size)).cast(pa.string())
