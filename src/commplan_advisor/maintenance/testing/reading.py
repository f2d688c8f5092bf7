"""Reading the tests of a rule book, with every fault in all of them told at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from commplan_advisor.common.faults import Faults, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.located import Located, Path_, read_located
from commplan_advisor.maintenance.testing import schema
from commplan_advisor.maintenance.testing.expectations import STATUSES, ExpectationReader
from commplan_advisor.maintenance.testing.given import questionnaire
from commplan_advisor.maintenance.testing.model import Scenario
from commplan_advisor.questionnaire.reading import Case, load_case
from commplan_advisor.rulebook.faults import note_validation_faults
from commplan_advisor.rulebook.model import RuleBook

FOLDER = "tests"
SURVIVORS = "survivors.yaml"
_DAYS = range(2000, 2101)
"""Years of which there is a rule book: other days cannot be asked for."""


def files_of_tests(folder: Path) -> list[Path]:
    """The files of tests below a folder, in a fixed order; what is hidden is passed over, and so is the list of survivors."""
    found = (path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern))
    return sorted(
        path
        for path in found
        if path.name != SURVIVORS and not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file()
    )


def read_tests(files: Sequence[Path], book: RuleBook) -> tuple[Scenario, ...]:
    """The tests in some files, in the order of the files.

    Args:
        files: of tests.
        book: the rule book that they are about, as of any day; read in `with_added(book.added)`.

    Raises:
        UnreadableFileError: a file cannot be read.
        FaultyInputError: with every fault in all files.
    """
    return _Reader(book).read(files)


@dataclass
class _Reader:
    """Reads files of tests.

    Attributes:
        book: the rule book.
        faults: found so far.
        names: of the tests so far, and where each stands.
        cases: questionnaires that tests name, by their file; None for one that cannot be read.
    """

    book: RuleBook
    faults: Faults = field(default_factory=Faults)
    names: dict[str, Place] = field(default_factory=dict)
    cases: dict[Path, Case | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = frozenset(rule.id for rule in (*self.book.rules, *self.book.set_aside))

    def read(self, files: Sequence[Path]) -> tuple[Scenario, ...]:
        tests = [test for file in files for test in self._file(file)]
        self.faults.stop_if_any()
        return tuple(tests)

    def _file(self, file: Path) -> Iterator[Scenario]:
        try:
            source = read_located(file, str(file))
        except FaultyInputError as error:
            self.faults.found.extend(error.faults)
            return
        self.faults.found.extend(source.faults)
        if source.value is None:
            return
        if not isinstance(source.value, list):
            self.faults.add(source.place(()), "moet een lijst van tests zijn.", "must be a list of tests.")
            return
        for index, value in enumerate(source.value):
            if test := self._test(value, source, (index,)):
                yield test

    def _test(self, value: Any, source: Located, path: Path_) -> Scenario | None:
        """A test; None when it is faulty."""
        found_before = len(self.faults.found)
        try:
            told = schema.Test.model_validate(value)
        except ValidationError as error:
            note_validation_faults(error, schema.Test, source, path, self.faults)
            if isinstance(value, dict):
                self._note_name(value.get("test"), source, path)
            return None
        self._note_name(told.test, source, path)
        base = self._base(told.case, source, (*path, "case")) if told.case else None
        case = questionnaire(told.given, source, (*path, "given") if told.given else path, base, self.faults)
        reader = ExpectationReader(self.book.catalogue, self.rules, source, self.faults)
        conclusions = [
            expected
            for word in STATUSES
            for expected in reader.conclusions(word, getattr(told, word), (*path, word), in_list=isinstance(value.get(word), list))
        ]
        rules = list(reader.rules(_named(told.rules), (*path, "rules")))
        if told.as_of and told.as_of.year not in _DAYS:
            nl, en = "moet een dag van 2000 tot en met 2100 zijn.", "must be a day from 2000 to 2100."
            self.faults.add(source.place((*path, "as_of")), nl, en, path="as_of", value=told.as_of)
        if len(self.faults.found) == found_before and not conclusions and not rules:
            nl = "deze test verwacht niets. Geef must, may, must_not of rules."
            self.faults.add(source.place(path), nl, "this test expects nothing. Give must, may, must_not or rules.")
        if len(self.faults.found) > found_before or case is None:
            return None
        return Scenario(told.test, source.place(path), told.as_of, case, tuple(conclusions), tuple(rules))

    def _note_name(self, name: object, source: Located, path: Path_) -> None:
        if not isinstance(name, str):
            return
        here = source.place((*path, "test"))
        other = self.names.setdefault(name, here)
        if other != here:
            self.faults.add(here, f"is al de naam van een test ({other}).", f"is a test's name already ({other}).", value=name)

    def _base(self, name: str, source: Located, path: Path_) -> Case | None:
        """The questionnaire that a test names; one that cannot be read is told at every test that names it."""
        file = Path(os.path.normpath(Path(source.file).parent / name))
        try:
            if file not in self.cases:
                self.cases[file] = load_case(file)
        except (FaultyInputError, UnreadableFileError) as error:
            self.cases[file] = None
            self.faults.found.extend([error.fault] if isinstance(error, UnreadableFileError) else error.faults)
        if self.cases[file] is None:
            nl, en = "is geen vragenlijst die te lezen is.", "is not a questionnaire that can be read."
            self.faults.add(source.place(path), nl, en, path="case", value=name)
        return self.cases[file]


def _named(told: schema.RulesExpected) -> Mapping[str, Sequence[str]]:
    return {"holds": told.holds, "unknown": told.unknown, "fails": told.fails}
