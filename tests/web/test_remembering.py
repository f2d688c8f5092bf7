"""What was worked out lately is remembered, within bounds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

from commplan_advisor.web.remembering import Remembered


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    remembered = Remembered[str, int](2)
    remembered.keep("a", 1)
    remembered.keep("b", 2)
    assert remembered.get("a") == 1
    remembered.keep("c", 3)
    assert [remembered.get(key) for key in "abc"] == [1, None, 3]
    remembered.forget()
    assert [remembered.get(key) for key in "abc"] == [None, None, None]


def test_threads_can_use_it_at_the_same_time() -> None:
    remembered = Remembered[int, int](5)

    def use(seed: int) -> bool:
        rng, right = Random(seed), True
        for _ in range(5000):
            key = rng.randrange(20)
            right = right and remembered.get(key) in (None, key * key)
            remembered.keep(key, key * key)
        return right

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(8)))
    assert sum(remembered.get(key) is not None for key in range(20)) == 5
