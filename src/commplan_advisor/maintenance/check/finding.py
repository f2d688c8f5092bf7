"""Something that should be otherwise in a rule book."""

from __future__ import annotations

from dataclasses import dataclass

from commplan_advisor.common.faults import Fault, Place
from commplan_advisor.common.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that should be otherwise. Why that is, and how to mend it, is on the page of its code.

    Attributes:
        code: what kind of finding it is: the name of a page.
        place: file, line and column.
        what: what was found.
        value: the value that it is about as it is written, empty when there is none.
        nearest: the word that was probably meant, empty when there is none.
    """

    code: str
    place: Place
    what: Text
    value: str = ""
    nearest: str = ""

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """What findings are put in order by: where they stand."""
        return self.place.file, self.place.line, self.place.column, self.code, self.what.nl


def of_fault(fault: Fault) -> Finding:
    """What the reader of a rule book found."""
    return Finding(fault.code or "wrong-value", fault.place, Text(fault.said("nl"), fault.said("en")), fault.value, fault.nearest)
