"""Noting something of the actions of a plan, in the file beside the case. Notes are added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commplan_advisor.common.appending import append_lines
from commplan_advisor.common.faults import Faults, Place
from commplan_advisor.questionnaire.writing import inline
from commplan_advisor.running.progress.model import KEYS, Note, wrong_with

_HEADING = """\
# Voortgang van het plan: elke regel is een notitie. De laatste notitie over een actie geldt; verbeter met een nieuwe notitie.
# Schrijf bij 'by' een rol of functie, geen namen: een plan kan openbaar worden. Nieuwe notitie: commplan progress --set
# Progress of the plan: each line is a note. The last note on an action counts; correct with a new note.
# Write a role or function at 'by', no names: a plan can become public. New note: commplan progress --set
"""


def add_notes(path: Path, notes: Sequence[Note]) -> None:
    """Add notes at the end of a file; when this returns, all of them are on the disk, and else none.

    Raises:
        FaultyInputError: a note cannot be kept: something is missing in it, is too long or is not text. Nothing was written.
        UnreadableFileError: the file cannot be written. It is as it was.
    """
    faults = Faults()
    for note in notes:
        for key, message in wrong_with(note):
            faults.add(Place(str(path)), message.nl, message.en, path=key, value=getattr(note, key))
    faults.stop_if_any()
    if notes:
        append_lines(path, "".join(as_line(note) for note in notes), _HEADING)


def as_line(note: Note) -> str:
    """A note as it stands in the file: a line of YAML, with its line end; what is empty is left out."""
    told = {key: str(value) for key in KEYS if (value := getattr(note, key))}
    return f"- {inline(told)}\n"
