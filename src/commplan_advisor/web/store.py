"""The questionnaires of a folder: its files are the only store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from commplan_advisor.common.faults import Fault, Place, UnreadableFileError
from commplan_advisor.common.files import read_text, write_text
from commplan_advisor.common.text import Language, Text
from commplan_advisor.questionnaire.template import yaml_template
from commplan_advisor.running.progress.reading import ENDING as PROGRESS
from commplan_advisor.running.progress.reading import progress_file
from commplan_advisor.running.review.versions import plan_folder

_ENDINGS = (".yaml", ".yml", ".json")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_BEFORE = ".before"
_MOST_STEPS = 20
"""So many changes of a file can be undone."""
_LEADS_AWAY = Text(
    "is een verwijzing naar iets anders. Zet hier het bestand of de map zelf.",
    "is a link to something else. Put the file or folder itself here.",
)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class UnknownCaseError(Exception):
    """The folder has no questionnaire of that name."""


class ChangedMeanwhileError(Exception):
    """The file is no longer what it was when it was shown: somebody else changed it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A questionnaire as it stands in the folder.

    Attributes:
        name: of the file, without its ending.
        path: of the file.
        text: what it holds.
        version: of what it holds; another text has another version.
        changed: when it was written last.
    """

    name: str
    path: Path
    text: str
    version: str
    changed: datetime


class Store:
    """The questionnaires of a folder, by the names of their files. Files that others change are seen at once: nothing is remembered.

    Args:
        folder: which must be there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._writing = Lock()

    def names(self) -> tuple[str, ...]:
        """The names of all questionnaires, in order."""
        return tuple(sorted({path.stem for path in self._files()}))

    def read(self, name: str) -> Stored:
        """A questionnaire.

        Raises:
            UnknownCaseError: there is none of that name.
            UnreadableFileError: its file cannot be read.
        """
        path = self._path(name)
        for beside in (progress_file(path), plan_folder(path)):
            if beside.is_symlink():
                raise UnreadableFileError(Fault(Place(beside.name), _LEADS_AWAY))
        text = read_text(path, path.name)
        return Stored(name, path, text, version_of(text), datetime.fromtimestamp(path.stat().st_mtime).astimezone())

    def save(self, name: str, text: str, version: str) -> None:
        """Write another text, if the file still is what it was.

        Args:
            name: of the questionnaire.
            text: the whole file.
            version: of the text that it was made from.

        Raises:
            ChangedMeanwhileError: the file was changed meanwhile; it stays as it is.
            UnknownCaseError: there is none of that name.
            UnreadableFileError: it cannot be written.
        """
        with self._writing:
            stored = self.read(name)
            if stored.version != version:
                raise ChangedMeanwhileError
            if text != stored.text:
                self._keep_before(name, stored.text, version_of(text))
                write_text(stored.path, text, force=True)

    def can_undo(self, stored: Stored) -> bool:
        """Whether it is known what stood in the file before the last change that was made here, and nobody changed it since."""
        return self._before(stored.name, stored.version).is_file()

    def undo(self, name: str, version: str) -> None:
        """Let the file be what it was before the last change that was made here.

        Raises:
            ChangedMeanwhileError: the file was changed meanwhile, or it is not known what stood there; it stays as it is.
            UnknownCaseError: there is none of that name.
            UnreadableFileError: it cannot be read or written.
        """
        with self._writing:
            stored = self.read(name)
            if stored.version != version or not self.can_undo(stored):
                raise ChangedMeanwhileError
            write_text(stored.path, read_text(self._before(name, version)), force=True)

    def add(self, municipality: str, language: Language) -> str:
        """Make an empty questionnaire, in a file that is called after the municipality; the name of it.

        Raises:
            UnreadableFileError: there is such a file, or it cannot be written.
        """
        name = _NOT_IN_NAMES.sub("-", municipality.casefold()).strip("-")[:80] or "gemeente"
        with self._writing:
            if name in self.names():
                message = Text("bestaat al. Kies een andere naam.", "is there already. Choose another name.")
                raise UnreadableFileError(Fault(Place(f"{name}.yaml"), message))
            write_text(self.folder / f"{name}.yaml", yaml_template(municipality, language))
        return name

    def _before(self, name: str, version: str) -> Path:
        """Where stands what a file held before it became this version."""
        return self.folder / f".{name}.{version}{_BEFORE}"

    def _keep_before(self, name: str, text: str, version: str) -> None:
        """Keep what a file holds before it becomes another version; of what was kept longest ago nothing is left."""
        kept = sorted(self.folder.glob(f".{name}.*{_BEFORE}"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) - _MOST_STEPS + 1)]:
            path.unlink(missing_ok=True)
        write_text(self._before(name, version), text, force=True)

    def _path(self, name: str) -> Path:
        if _NAME.fullmatch(name):
            for path in self._files():
                if path.stem == name:
                    return path
        raise UnknownCaseError(name)

    def _files(self) -> Iterator[Path]:
        """Ordinary files of the folder itself, whose names can stand in an address."""
        for path in sorted(self.folder.iterdir()):
            ours = path.suffix in _ENDINGS and not path.name.endswith(PROGRESS) and _NAME.fullmatch(path.stem)
            if ours and path.is_file() and not path.is_symlink():
                yield path


def version_of(text: str) -> str:
    """The version of a text."""
    return sha256(text.encode()).hexdigest()[:16]
