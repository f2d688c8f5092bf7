"""Where many questionnaires come from: a source gives them batch after batch, and beside each what was set aside, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from commplan_advisor.common.faults import Fault
from commplan_advisor.common.text import Text

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is no valid questionnaire.

    Attributes:
        number: its place in the input, from 0 on.
        case: what it is called, as far as that is known; empty otherwise.
        place: file, and line or row, for people.
        faults: what is wrong with it; at least one.
    """

    number: int
    case: str
    place: str
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values to write as JSON, with what is wrong in Dutch and in English."""
        faults = [
            {
                "path": fault.path,
                "value": fault.value,
                "nl": fault.message.nl,
                "en": fault.message.en,
                "nearest": fault.nearest,
                "place": str(fault.place),
            }
            for fault in self.faults
        ]
        return {"number": self.number, "case": self.case, "place": self.place, "faults": faults}


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of the input, one after the other.

    Attributes:
        index: batch k covers the rows from k x size to (k + 1) x size of the input, the same whatever is skipped.
        cases: the valid questionnaires in their order, as `columns.schema_of_cases` has them. What pydantic would make of an answer
            stands there: `ja` as true, a text without spaces around it. The version of the questionnaire is always filled in.
        set_aside: the others, in their order.
    """

    index: int
    cases: pa.Table
    set_aside: tuple[SetAside, ...]


class CaseSource(Protocol):
    """Questionnaires to be read.

    Attributes:
        identity: changes when the input changes (names, sizes and times of change of its files; not all that is in them).
        notes: what a user should know: questions that nobody can have answered, columns that were left alone.
    """

    identity: str
    notes: tuple[Text, ...]

    def count(self) -> int | None:
        """How many rows there are, when that is known without reading them."""
        raise NotImplementedError

    def read_share(self) -> float:
        """Which part of the input has been read, from 0 to 1; for a bar that shows it. Never goes back while batches are read."""
        raise NotImplementedError

    def batches(self, size: int, first: int = 0) -> Iterator[Batch]:
        """The batches, each made when it is asked for, so that only one is in memory.

        Args:
            size: rows in a batch; the last may have fewer.
            first: number of the first batch that is wanted; those before it are skipped without looking at what they hold.

        Raises:
            FaultyInputError: the input as a whole is not what it should be.
            UnreadableFileError: a file cannot be read, or not any further.
        """
        raise NotImplementedError
