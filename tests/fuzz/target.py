"""What the fuzzer calls: the readers on any bytes, of which only faults that can be told may come."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from commplan_advisor.common.faults import Fault, FaultyInputError, UnreadableFileError
from commplan_advisor.common.files import LARGEST_FILE
from commplan_advisor.common.located import Located, parse_json, parse_yaml
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.reading import case_from
from commplan_advisor.rulebook import reading
from commplan_advisor.rulebook.loading import rulebook_from
from tests.support.rulefolder import SMALL
from tests.support.shipped import DAY

_BOOK = Path(gettempdir()) / "book"
_RULES = _BOOK / "solutions" / "register.yaml"


def one_input(data: bytes) -> None:
    """Read bytes as a questionnaire, or as a file of rules when they are a list.

    Raises:
        Exception: whatever the readers raise that is not a fault of the file; that is a mistake in the program.
    """
    if len(data) > LARGEST_FILE:
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    for parse in (parse_yaml, parse_json):
        try:
            located = parse(text, "f")
            if isinstance(located.value, list):
                rulebook_from(json.loads(json.dumps(_document(located))), DAY)
            else:
                progress_of(case_from(located).answers)
        except FaultyInputError as error:
            _check(error.faults)
        except UnreadableFileError as error:
            _check([error.fault])


def _document(rules: Located) -> reading.Document:
    """The small rule book with these rules of its solutions, all without touching a file."""

    class Reader(reading._Reader):
        def _located(self, path: Path) -> Located | None:
            if path != _RULES:
                return _others()[path]
            self.faults.found.extend(rules.faults)
            return rules

    return Reader(_BOOK).read(_others()).sound()


@cache
def _others() -> dict[Path, Located]:
    return {_BOOK / name: parse_yaml(text, name) for name, text in SMALL.items()}


def _check(faults: list[Fault]) -> None:
    assert faults, "refused without a fault"
    for fault in faults:
        for language in LANGUAGES:
            assert fault.words(language).isprintable(), f"not one readable line: {fault}"
