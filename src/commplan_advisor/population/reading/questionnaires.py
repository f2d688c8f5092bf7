"""Questionnaires in files of their own: all in a folder and below, each read as `load_case` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from commplan_advisor.common.faults import Fault, FaultyInputError, Place
from commplan_advisor.common.text import Text
from commplan_advisor.population.columns import CASE, NUMBER, schema_of_cases
from commplan_advisor.population.reading.judging import read_or_faults
from commplan_advisor.population.reading.plain import as_row
from commplan_advisor.population.reading.source import Batch, SetAside
from commplan_advisor.questionnaire.added import Added, with_added
from commplan_advisor.questionnaire.in_folders import questionnaires_in
from commplan_advisor.questionnaire.reading import Case, load_case


class QuestionnaireFiles:
    """A questionnaire in each file.

    Args:
        files: their paths, in order.
        identity: changes when the files change.
        added: what the rule book adds to the questionnaire.
    """

    notes: tuple[Text, ...] = ()

    def __init__(self, files: Sequence[Path], identity: str, added: Added) -> None:
        self.identity = identity
        self._files, self._added = tuple(files), added
        self._read = 0

    def count(self) -> int | None:
        """As many as there are files."""
        return len(self._files)

    def read_share(self) -> float:
        """Which part of the files has been read."""
        return self._read / max(len(self._files), 1)

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        """The batches; files before the first are not opened."""
        for start in range(first * size, len(self._files), size):
            files = self._files[start : start + size]
            with with_added(self._added):
                batch = _batch(start // size, files, start)
            self._read = start + len(files)
            yield batch


def _batch(index: int, files: Sequence[Path], start: int) -> Batch:
    import pyarrow as pa

    rows, set_aside = [], []
    for number, file in enumerate(files, start):
        found = read_or_faults(lambda _, file=file: load_case(file), 0)  # type: ignore[misc]
        if isinstance(found, Case):
            rows.append({NUMBER: number, CASE: found.name, **as_row(found.answers)})
        else:
            set_aside.append(SetAside(number, "", str(file), found))
    return Batch(index, pa.Table.from_pylist(rows, schema_of_cases()), tuple(set_aside))


def files_in(folder: Path) -> list[Path]:
    """The questionnaires in a folder and below: what is hidden or kept beside a case is passed over, and a workbook that is none.

    Raises:
        UnreadableFileError: a folder cannot be read.
        FaultyInputError: there are none.
    """
    found = list(questionnaires_in(folder))
    if not found:
        message = Text(
            "in deze map staan geen vragenlijsten (.yaml, .yml, .json, .xlsx of .ods) en geen Parquet.",
            "this folder holds no questionnaires (.yaml, .yml, .json, .xlsx or .ods) and no Parquet.",
        )
        raise FaultyInputError([Fault(Place(str(folder)), message)])
    return found
