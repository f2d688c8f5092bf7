from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from commplan_advisor.population.spark_session import SHORT_RUN, spark_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A session on this machine, one for all tests that a process runs: it takes seconds to start."""
    with spark_session("local[1]", SHORT_RUN) as session:
        yield session
