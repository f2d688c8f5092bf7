"""Reading files that may be damaged: either it works, or there are faults that can be told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commplan_advisor.common.faults import Fault, FaultyInputError, UnreadableFileError
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.questionnaire.reading import load_case


def outcome(path: Path, data: bytes, read: Callable[[Path], object] = load_case, place: Path | None = None) -> list[Fault]:
    """Reading a file with these bytes gives a case, or else faults that can be told; those, none when it was read.

    Args:
        path: the file to write.
        data: its bytes.
        read: what reads it.
        place: the file or folder that faults must name; without it the file itself.
    """
    path.write_bytes(data)
    try:
        read(place or path)
    except FaultyInputError as error:
        faults = error.faults
        assert faults
    except UnreadableFileError as error:
        faults = [error.fault]
    else:
        return []
    for fault in faults:
        check_words(fault, place or path)
    return faults


def check_words(fault: Fault, place: Path) -> None:
    """A fault names the file, has words in both languages, and is one readable line."""
    assert fault.place.file.startswith(str(place))
    assert (fault.place.line == 0) >= (fault.place.column == 0)
    assert fault.message.nl
    assert fault.message.en
    assert ": ." not in fault.message.en, "nothing to choose from"
    for language in LANGUAGES:
        words = fault.words(language)
        assert words.startswith(str(fault.place))
        assert words.isprintable()
        assert len(words) < 1500
