"""Files where Spark reads and writes them: this machine, or the file system of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError, printable
from commplan_advisor.common.text import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LONGEST_REASON = 300


class SparkFolder:
    """A folder that results go to.

    Args:
        session: of Spark.
        address: of the folder.
    """

    def __init__(self, session: SparkSession, address: str) -> None:
        self._address = address
        self._java, settings = _java_of(session)
        self._path = self._java.org.apache.hadoop.fs.Path(address)
        with telling(address, Text("kan niet worden gebruikt", "cannot be used")):
            self._files = self._path.getFileSystem(settings)

    def check_free(self) -> None:
        """Check that nothing stands there.

        Raises:
            UnreadableFileError: something does.
        """
        with telling(self._address, Text("kan niet worden gebruikt", "cannot be used")):
            taken = self._files.exists(self._path)
        if taken:
            words = Text("bestaat al. Kies een map die er nog niet is.", "exists already. Choose a folder that is not there yet.")
            raise UnreadableFileError(Fault(Place(self._address), words))

    @contextmanager
    def being_made(self) -> Iterator[None]:
        """While the folder is being filled; what goes wrong takes it away again, so that it is never there in part for long."""
        try:
            yield
        except BaseException:
            with suppress(*failures()):
                self._files.delete(self._path, True)
            raise

    def write(self, name: str, data: bytes) -> None:
        """Write a file in the folder."""
        out = self._files.create(self._java.org.apache.hadoop.fs.Path(self._path, name))
        try:
            out.write(bytearray(data))
        finally:
            out.close()


def _java_of(session: Any) -> tuple[Any, Any]:
    """What Spark's Java offers, and how it finds files."""
    return session.sparkContext._jvm, session.sparkContext._jsc.hadoopConfiguration()


@contextmanager
def telling(address: str, what: Text) -> Iterator[None]:
    """Tell in our words what Spark could not do with a file.

    Args:
        address: of the file or folder.
        what: could not be done.

    Raises:
        UnreadableFileError: instead of what Spark raises.
    """
    try:
        yield
    except failures() as error:
        lines = [line for line in str(error).splitlines() if line.strip()]
        reason = printable(lines[0].strip())[:_LONGEST_REASON] if lines else type(error).__name__
        words = Text(f"{what.nl} ({reason}).", f"{what.en} ({reason}).")
        if "PATH_NOT_FOUND" in reason:
            words = Text("bestaat niet.", "does not exist.")
        raise UnreadableFileError(Fault(Place(address), words)) from error


def failures() -> tuple[type[Exception], ...]:
    """What Spark raises when it cannot do something."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return PySparkException, Py4JError, OSError
