"""The folder of the results: what stands in it, and whether a run may begin or go on there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.text import Text
from commplan_advisor.population.advising.durable import take_away
from commplan_advisor.population.advising.journal import JOURNAL, Journal, Part, file_of_part, read_record
from commplan_advisor.population.advising.locking import LOCK, held
from commplan_advisor.population.advising.run import OtherRunError, Run
from commplan_advisor.population.advising.troubles import writing
from commplan_advisor.population.results import TABLES

COLUMNS, SET_ASIDE, RECEIPT = "columns.csv", "set-aside.ndjson", "receipt.json"
_WORK = ".work-"
_HIDDEN = (JOURNAL, LOCK)

_OTHER_THINGS = Text(
    "in deze map staat al iets anders. Kies een nieuwe of lege map, of schrijf er met --force bij.",
    "something else stands in this folder. Choose a new or an empty one, or write beside it with --force.",
)
_EXISTS = Text("hier staan al uitkomsten; vervang ze met --force.", "results stand here already; replace them with --force.")
_NO_FOLDER = Text("is een bestand, geen map.", "is a file, not a folder.")


class ResultsFolder:
    """A folder with results, kept to one run at a time. Make it with `opened`.

    Attributes:
        path: where it stands.
        work: a folder in it for files that are being made.
        journal: of the run in it.
    """

    def __init__(self, path: Path, work: Path) -> None:
        self.path = path
        self.work = work
        self.journal = Journal(path, self.work)

    def receipt(self) -> dict[str, Any] | None:
        """The receipt of results that are complete, or None."""
        return read_record(self.path / RECEIPT)

    def prepare(self, run: Run, *, force: bool) -> list[Part]:
        """Make ready for a run: to go on, or to begin.

        Args:
            run: that is asked for.
            force: whether to begin anew, whatever stands there.

        Returns:
            The parts that are done already.

        Raises:
            OtherRunError: what is half done here is of another run.
            UnreadableFileError: complete results of another run, or other things, stand here.
            OSError: it cannot be written in.
        """
        if not force:
            if self.receipt() is not None:
                raise _fault(self.path, _EXISTS)
            if (written := self.journal.run()) is not None:
                run.check_same(written)
                return self.journal.done()
            if any(one.name not in _HIDDEN and not one.name.startswith(_WORK) for one in self.path.iterdir()):
                raise _fault(self.path, _OTHER_THINGS)
        self.journal.begin(run)  # before anything is taken away: ended here, it is known what to do
        take_away(self.path / RECEIPT)
        self.keep_only(())
        return []

    def complete(self, run: Run) -> dict[str, Any] | None:
        """The receipt, when the complete results of this very run stand here already; what was left of the work on them is taken away.

        Raises:
            OSError: it cannot be taken away.
        """
        receipt = self.receipt()
        if receipt is None:
            return None
        try:
            run.check_same(receipt)
        except OtherRunError:
            return None
        files = (file_of_part(table, run.form, index) for table in receipt["tables"] for index in range(receipt["parts"]))
        if not all((self.path / file).is_file() for file in files):
            return None
        self.journal.close()
        return receipt

    def keep_only(self, files: Iterable[str]) -> None:
        """Take away what an earlier run left of parts and lists, but not these files.

        Raises:
            OSError: it cannot be taken away.
        """
        kept = {self.path / file for file in files}
        stale = [one for table in TABLES for one in (self.path / table).glob("part-*") if one not in kept]
        stale += [self.path / name for name in (COLUMNS, SET_ASIDE) if self.path / name not in kept]
        take_away(*stale)
        for table in TABLES:
            folder = self.path / table
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def opened(path: Path) -> Iterator[ResultsFolder]:
    """The folder of results, made when it is not there, and kept from others meanwhile.

    Raises:
        UnreadableFileError: it cannot be made or written in, or somebody else is at work in it.
    """
    if path.exists() and not path.is_dir():
        raise _fault(path, _NO_FOLDER)
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)
        with held(path):
            take_away(*path.glob(f"{_WORK}*"))
            # Of this run alone: what one that was stopped may still write in its own goes nowhere.
            work = Path(mkdtemp(prefix=_WORK, dir=path))
            try:
                yield ResultsFolder(path, work)
            finally:
                with suppress(OSError):  # the next run takes it away
                    take_away(work)


def _fault(path: Path, message: Text) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(str(path)), message))
