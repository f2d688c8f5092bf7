"""Changes that no test notices, and that somebody found right so: `survivors.yaml` beside the tests, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from commplan_advisor.common.faults import Faults, Place
from commplan_advisor.common.located import read_located
from commplan_advisor.maintenance.testing import schema
from commplan_advisor.rulebook.faults import note_validation_faults


@dataclass(frozen=True, slots=True)
class Explained:
    """A change that may go unnoticed.

    Attributes:
        rule: the rule, or what else is changed, as the report names it.
        change: the change, as the report words it.
        because: why.
        place: where that stands.
    """

    rule: str
    change: str
    because: str
    place: Place


def read_survivors(file: Path) -> tuple[Explained, ...]:
    """The changes that may go unnoticed; none when there is no such file.

    Raises:
        UnreadableFileError: the file cannot be read.
        FaultyInputError: with every fault in it.
    """
    if not file.exists():
        return ()
    source, faults = read_located(file, str(file)), Faults()
    faults.found.extend(source.faults)
    found: dict[tuple[str, str], Explained] = {}
    if source.value is not None and not isinstance(source.value, list):
        nl, en = "moet een lijst zijn van rule, change en because.", "must be a list of rule, change and because."
        faults.add(source.place(()), nl, en)
    rows: Sequence[object] = source.value if isinstance(source.value, list) else ()
    for index, value in enumerate(rows):
        try:
            told = schema.Survivor.model_validate(value)
        except ValidationError as error:
            note_validation_faults(error, schema.Survivor, source, (index,), faults)
            continue
        one = Explained(told.rule, told.change, told.because, source.place((index,)))
        other = found.setdefault((told.rule, told.change), one)
        if other is not one:
            faults.add(one.place, f"staat er al ({other.place}).", f"is there already ({other.place}).", value=told.change)
    faults.stop_if_any()
    return tuple(found.values())
