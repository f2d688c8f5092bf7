"""A questionnaire file that is filled in answer by answer: each is on the disk before the next is asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.files import read_text, write_text
from commplan_advisor.common.located import Path_, parse_json, parse_yaml
from commplan_advisor.common.text import Language
from commplan_advisor.questionnaire.answering import NotUnderstoodError
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.questionnaire.template import json_template, yaml_template
from commplan_advisor.questionnaire.writing import with_answer

NAME: Path_ = ("municipality", "name")
Edit = tuple[Path_, Any]
"""A place among the answers and what must stand there; None takes it away."""


class FileToFill:
    """A questionnaire file, new or partly filled in.

    Attributes:
        path: of the file, as given.
        on_disk: whether the file is there, by us or by somebody else.
    """

    def __init__(self, path: Path, language: Language) -> None:
        """Read the file; one that is not there is made with the first answer.

        Raises:
            UnreadableFileError: the file is there and cannot be read.
        """
        self.path = path
        self._target = path.resolve() if path.is_symlink() else path  # what a link points to is written, and the link stays
        self._as_json = path.suffix.lower() == ".json"
        self.on_disk = path.exists()
        self._text = read_text(path) if self.on_disk else json_template("") if self._as_json else yaml_template("", language)

    def lacks_only_a_name(self) -> bool:
        """Whether the name of the municipality is all that keeps this from being a questionnaire."""
        try:
            self._read(self._text)
        except FaultyInputError:
            try:
                self._read(self._written(self._text, [(NAME, "?")]))
            except (FaultyInputError, TypeError, AttributeError):
                return False
            return True
        return False

    def case(self) -> Case:
        """The answers so far.

        Raises:
            FaultyInputError: with everything that is wrong in the file.
        """
        return self._read(self._text)

    def put(self, edits: Sequence[Edit]) -> tuple[Case, bool]:
        """Write answers into the file; the case that it then holds, and whether somebody else had changed the file in between.

        Raises:
            NotUnderstoodError: the file may not hold such an answer; it stays as it was.
            FaultyInputError: somebody else made the file faulty; it stays so.
            UnreadableFileError: the file cannot be read or written.
        """
        text = read_text(self.path) if self.on_disk else self._text
        foreign = text != self._text
        if foreign:
            self._read(text)
        try:
            written = self._written(text, edits)
            case = self._read(written)
        except FaultyInputError as error:
            message = error.faults[0].message
            raise NotUnderstoodError(*(words[0].upper() + words[1:] for words in (f"dit {message.nl}", f"this {message.en}"))) from None
        write_text(self._target, written, force=self.on_disk)
        self._text, self.on_disk = written, True
        return case, foreign

    def _read(self, text: str) -> Case:
        return case_from((parse_json if self._as_json else parse_yaml)(text, str(self.path)))

    def _written(self, text: str, edits: Sequence[Edit]) -> str:
        for where, value in edits:
            text = with_answer(text, where, value, as_json=self._as_json)
        return text
