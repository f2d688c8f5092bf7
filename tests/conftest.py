"""How tests run here: hypothesis as slow as it likes, since no test says anything about time, and garbage looked for once a module."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

gc.set_threshold(500_000, 10, 10)


@pytest.fixture(scope="module", autouse=True)
def _garbage() -> Iterator[None]:
    """Look for garbage after each module, among what is new: rule books and advices that tests keep would be walked through each time."""
    yield
    gc.collect()
    gc.freeze()
