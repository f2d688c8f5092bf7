"""Giving an advice again that was given earlier: its receipt says with what, and this says what is not the same any more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commplan_advisor import __version__
from commplan_advisor.advice.advise import case_hash, with_rhythm
from commplan_advisor.advice.model import SCHEMA, Receipt
from commplan_advisor.common.faults import Fault, FaultyInputError, Place, shown
from commplan_advisor.common.files import read_text
from commplan_advisor.common.syntax import json_in_plain_words
from commplan_advisor.common.text import LANGUAGES, Language, Text
from commplan_advisor.questionnaire.options import Rhythm
from commplan_advisor.questionnaire.reading import Case
from commplan_advisor.rulebook.model import RuleBook

PROGRAM = f"commplan-advisor {__version__}"
"""What an advice of this program says that it was made with."""

_NOT_ADVICE = Text("is geen advies van 'commplan advise --format json'.", "is not an advice as 'commplan advise --format json' writes it.")
_OTHER_RULES = Text(
    "toen golden de regels {then}, met hash {then_hash}; nu zijn het {now}, met hash {now_hash}. Geef met --rules de map met de regels van "
    "toen, bijvoorbeeld uit git.",
    "the rules of then were {then}, with hash {then_hash}; now they are {now}, with hash {now_hash}. Give the folder with the rules of "
    "then with --rules, from git for instance.",
)
_OTHER_ANSWERS = Text(
    "de antwoorden van toen ({then}) hebben hash {then_hash}, die in {file} ({now}) hash {now_hash}. Geef de vragenlijst zoals die toen "
    "was, bijvoorbeeld uit git.",
    "the answers of then ({then}) have hash {then_hash}, those in {file} ({now}) hash {now_hash}. Give the questionnaire as it was then, "
    "from git for instance.",
)
_UNDATED = Text("zonder datum", "undated")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An advice that was given earlier.

    Attributes:
        place: the file that it stands in.
        said: all that it says, as in that file.
        receipt: what it was made with.
    """

    place: Place
    said: Mapping[str, Any]
    receipt: Receipt

    @property
    def rhythm(self) -> Rhythm | None:
        """How often to measure and evaluate, when that was answered or chosen."""
        return Rhythm(self.receipt.rhythm) if self.receipt.rhythm else None


def load_earlier(path: Path) -> tuple[Earlier, ...]:
    """Read an advice given earlier, or a list of them, from JSON.

    Raises:
        UnreadableFileError: the file cannot be read.
        FaultyInputError: it does not hold advice.
    """
    place = Place(str(path))
    try:
        told = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise FaultyInputError([Fault(Place(str(path), error.lineno, error.colno), json_in_plain_words(error.msg))]) from None
    except RecursionError:
        raise FaultyInputError([Fault(place, _NOT_ADVICE)]) from None
    found = tuple(_earlier(one, place) for one in (told if isinstance(told, list) else [told]))
    if not found:
        raise FaultyInputError([Fault(place, _NOT_ADVICE)])
    return found


def _earlier(told: Any, place: Place) -> Earlier:
    from pydantic import TypeAdapter, ValidationError

    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        value = told.get("schema") if isinstance(told, dict) else None
        raise FaultyInputError([Fault(place, _NOT_ADVICE, "schema" if value else "", value if isinstance(value, str) else "")])
    try:
        receipt = TypeAdapter(Receipt).validate_python(told.get("receipt"))
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise FaultyInputError(_faulty(place, ".".join(map(str, one["loc"])), one["input"]) for one in details) from None
    if receipt.rhythm and receipt.rhythm not in list(Rhythm):
        raise FaultyInputError([_faulty(place, "rhythm", receipt.rhythm)])
    return Earlier(place, told, receipt)


def _faulty(place: Place, path: str, value: object) -> Fault:
    return Fault(place, Text("klopt niet.", "is not right."), f"receipt.{path}".removesuffix("."), shown(value))


def not_as_then(earlier: Earlier, case: Case, book: RuleBook) -> Iterator[Fault]:
    """What keeps an advice from being given again: other rules, or other answers."""
    receipt = earlier.receipt
    if book.digest != receipt.rule_book_hash:
        message = Text(
            *(
                _OTHER_RULES.in_(language).format(
                    then=_version(receipt.rule_book, receipt.rule_book_version, receipt.rule_book_dated, language),
                    now=_version(book.name.in_(language), book.version, book.dated, language),
                    then_hash=receipt.rule_book_hash,
                    now_hash=book.digest,
                )
                for language in LANGUAGES
            )
        )
        yield Fault(earlier.place, message, "receipt.rule_book_hash")
    found = case_hash(with_rhythm(case.answers, earlier.rhythm))
    if found != receipt.case_hash:
        told = {"then": earlier.said.get("municipality"), "then_hash": receipt.case_hash}
        told |= {"now": case.name, "now_hash": found, "file": case.file}
        message = Text(*(_OTHER_ANSWERS.in_(language).format(**told) for language in LANGUAGES))
        yield Fault(earlier.place, message, "receipt.case_hash")


def _version(name: str, version: str, dated: object, language: Language) -> str:
    return f"{name} {version} ({dated or _UNDATED.in_(language)})"


def parts_that_differ(earlier: Earlier, advice: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of an advice, in plain values, that are not as they were.

    Which program made it is told apart; and what receipts did not say yet, this one did not either.
    """
    then, now = dict(earlier.said), dict(advice)
    then["receipt"] = {**now["receipt"], **then["receipt"], "program": now["receipt"]["program"]}
    return tuple(name for name in dict.fromkeys((*now, *then)) if (name in then) != (name in now) or then[name] != now[name])
