"""Adding something to a rule book: the file, the tests of a rule, and the schemas that name what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import FaultyInputError, Place
from commplan_advisor.common.text import Language
from commplan_advisor.maintenance.adding.kinds import ENTRIES
from commplan_advisor.maintenance.adding.placing import Edit, edited, tried, write
from commplan_advisor.maintenance.adding.tests_of_rule import tests_of
from commplan_advisor.maintenance.adding.text import appended
from commplan_advisor.maintenance.schemas.files import FOLDER, naming, refreshed, schema_of
from commplan_advisor.maintenance.testing.reading import read_tests
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.rulebook.reading import read_document
from commplan_advisor.rulebook.statements import load_statements


@dataclass(frozen=True, slots=True)
class Added:
    """What was added.

    Attributes:
        line: where it begins in its file.
        tests: how many tests were written beside it.
        tests_file: the file of these.
        tests_line: where they begin.
        never: whether it is a rule that can never hold.
        unused: whether it is an entry that no rule leads to yet.
    """

    line: int
    tests: int = 0
    tests_file: str = ""
    tests_line: int = 0
    never: bool = False
    unused: bool = False


def add(folder: Path, file: str, value: Any, kind: str, name: str, language: Language, *, with_tests: bool) -> Added:
    """Add something to a rule book, with tests when it is a rule; all is tried on a copy first.

    Args:
        folder: of the rule book.
        file: the one to add to, which may be new.
        value: what to add: a row of a list, or a mapping of the one new name.
        kind: of thing.
        name: of it.
        language: of the names of the tests.
        with_tests: whether to write tests beside a rule.

    Raises:
        FaultyInputError: the rule book with it would be faulty; nothing was written.
        UnreadableFileError: a file cannot be read or written.
    """
    in_list = kind in ("rule", "test", "statement")
    edits = [edited(folder, file, lambda text: appended(_begun(folder, file, text), value, in_list=in_list))]
    added = Added(edits[0].line)
    with tried(folder, edits, name) as copy:
        document = read_document(copy)
        book = rulebook_from(document, date.today())
        with with_added(book.added):
            load_statements(copy, rulebook_from(document, date.max))
        if kind == "test":
            _check_tests([value], book, copy, name)
        if kind == "rule" and with_tests:
            tests, added = _tests(folder, file, document, name, language, added)
            edits += tests
        elif kind in ENTRIES:
            unused = kind not in ("role", "platform") and not _led_to(rulebook_from(document, date.max), kind, name)
            added = replace(added, unused=unused)
    write(folder, edits)
    refreshed(folder, rulebook_from(document, date.max))
    return added


def _check_tests(tests: Sequence[dict[str, Any]], book: RuleBook, folder: Path, name: str) -> None:
    """Read new tests by themselves: those beside them may name questionnaires outside of the folder."""
    path = folder / "tests" / "new.yaml"
    text = ""
    for test in tests:
        text = appended(text, test, in_list=True)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    try:
        with with_added(book.added):
            read_tests([path], book)
    except FaultyInputError as error:
        raise FaultyInputError([replace(fault, place=Place(name)) for fault in error.faults]) from None


def _begun(folder: Path, file: str, text: str) -> str:
    """The text of a file; a new one names its schema, where the rule book keeps these."""
    return naming(text, schema_of(file)) if not text and (folder / FOLDER).is_dir() else text


def _tests(folder: Path, file: str, document: dict[str, Any], name: str, language: Language, added: Added) -> tuple[Sequence[Edit], Added]:
    """The tests of a new rule, in a file of the same name among the tests."""
    day = next((one["valid"].get("from") for one in document["rules"] if one["id"] == name), None)
    later = date.fromisoformat(day) if day and date.fromisoformat(day) > date.today() else None
    book = rulebook_from(document, later or date.today())
    rule = next((rule for rule in book.rules if rule.id == name), None)
    if rule is None:  # a draft, or one about what does not count
        return (), added
    tests = _of(rule, book, language)
    if later:
        tests = [{"test": one["test"], "as_of": later.isoformat(), **one} for one in tests]
    if not tests:
        return (), added
    beside = f"tests/{file}"

    def with_tests(text: str) -> str:
        text = _begun(folder, beside, text)
        for test in tests:
            text = appended(text, test, in_list=True)
        return text

    edit = edited(folder, beside, with_tests)
    never = not any("holds" in one["rules"] for one in tests)
    return [edit], replace(added, tests=len(tests), tests_file=beside, tests_line=edit.line, never=never)


def _of(rule: Rule, book: RuleBook, language: Language) -> list[dict[str, Any]]:
    with with_added(book.added):
        return list(tests_of(rule, book, language))


def _led_to(book: RuleBook, kind: str, name: str) -> bool:
    return any(PLURALS[out.kind] == ENTRIES[kind] and out.id == name for rule in (*book.rules, *book.set_aside) for out in rule.then)
