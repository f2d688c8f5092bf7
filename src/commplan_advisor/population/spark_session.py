"""A connection with Spark, set up for queries with thousands of expressions."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.text import Text
from commplan_advisor.population.spark_files import failures

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SHORT_RUN = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""What Java is told for a run of seconds on one machine: not to spend them on making itself faster."""

_LOOPBACK = "127.0.0.1"
_RULES = "org.apache.spark.sql.catalyst.optimizer"
_QUERIES = {
    # Else each stage is put inside the next, and what is read twice is written out twice: expressions double with every stage.
    "spark.sql.optimizer.excludedRules": f"{_RULES}.CollapseProject",
    # Code for rows of thousands of columns is more than Java compiles; made and thrown away it only costs time.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.subexpressionElimination.enabled": "false",
    # What Spark works out, checks and writes down about each plan grows with its columns times its stages.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.lightweightPlanChangeValidation": "false",
    "spark.sql.maxPlanStringLength": "1000",
    # The meaning of our queries, whatever a cluster has set.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.parquet.mergeSchema": "true",
}
_LOG = """rootLogger.level = error
rootLogger.appenderRef.out.ref = out
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
appender.out.type = Console
appender.out.name = out
appender.out.target = SYSTEM_ERR
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %p %c{1}: %m%n
"""


class NoSparkError(Exception):
    """Spark does not start: there is no Java for it, or the cluster does not answer (exit code 3).

    Args:
        message: what is missing.
    """

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@contextmanager
def spark_session(master: str = "local[*]", java: tuple[str, ...] = ()) -> Iterator[SparkSession]:
    """A session of Spark, stopped at the end.

    Args:
        master: where the work is done: `local[*]` for all processors of this machine, `spark://host:7077`, `yarn`.
        java: options for the Java on this machine, such as `SHORT_RUN`.

    Raises:
        MissingExtraError: PySpark is not installed.
        NoSparkError: there is no Java, or Spark does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError(error.name or "pyspark", "spark") from error
    _check_java()
    with tempfile.TemporaryDirectory(prefix="commplan-spark-") as folder:
        settings = {**_QUERIES, **_places(folder), **(_on_this_machine(folder, master) if is_local(master) else {})}
        settings["spark.driver.defaultJavaOptions"] = " ".join(
            ("-Xss8m", f"-Dlog4j2.configurationFile={_log(Path(folder)).as_uri()}", *java)
        )
        builder = SparkSession.builder.appName("commplan").master(master)
        for name, value in settings.items():
            builder = builder.config(name, value)
        try:
            session = builder.getOrCreate()
        except failures() as error:
            raise NoSparkError(_not_started(master, str(error))) from error
        try:
            yield session
        finally:
            session.stop()


def is_local(master: str) -> bool:
    """Whether the work is done on this machine."""
    return master.startswith("local")


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME", "")
    if (Path(home) / "bin" / "java").is_file() if home else shutil.which("java"):
        return
    raise NoSparkError(
        Text(
            "Spark heeft Java nodig (17 of nieuwer), en dat is hier niet gevonden. Installeer Java, of zet JAVA_HOME op de map van Java.",
            "Spark needs Java (17 or later), and none was found here. Install Java, or set JAVA_HOME to the folder of Java.",
        )
    )


def _not_started(master: str, reason: str) -> Text:
    first = next((line for line in reason.splitlines() if line.strip()), "?")[:200]
    return Text(
        f"Spark start niet met --master {master}. Het heeft Java 17 of nieuwer nodig, en een cluster die antwoordt. Spark zegt: {first}",
        f"Spark does not start with --master {master}. It needs Java 17 or later, and a cluster that answers. Spark says: {first}",
    )


def _places(folder: str) -> dict[str, str]:
    """Nothing of Spark's own in the folder of the user, no page of its own, no Hive."""
    return {
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


def _on_this_machine(folder: str, master: str) -> dict[str, str]:
    """What is not left to a cluster: only this machine can connect, and there is no network to be spared."""
    threads = "".join(one for one in master.partition("[")[2].partition(",")[0] if one.isdigit())
    return {
        "spark.driver.bindAddress": _LOOPBACK,
        "spark.driver.host": _LOOPBACK,
        "spark.local.dir": folder,
        "spark.driver.memory": "4g",
        "spark.sql.shuffle.partitions": threads or str(os.cpu_count() or 1),
        "spark.sql.adaptive.enabled": "false",
    }


def _log(folder: Path) -> Path:
    path = folder / "log4j2.properties"
    path.write_text(_LOG, encoding="utf-8")
    return path
