from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from commplan_advisor.population.spark_session import SHORT_RUN, spark_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


LONG_RUN = ("-XX:+UseSerialGC", "-Xms3g", "-Xmn1500m")
"""What Java is told for an hour of planning: to make itself faster, and to take the room at once that it grows to anyway."""


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest) -> Iterator[SparkSession]:
    """A session on this machine, one for all tests that a process runs: it takes seconds to start."""
    some_are_long = any(item.get_closest_marker("long") for item in request.session.items)
    with spark_session("local[1]", LONG_RUN if some_are_long else SHORT_RUN) as session:
        yield session
