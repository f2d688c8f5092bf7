"""What a run is of: by that it is known whether what stands in a folder can be gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from commplan_advisor import __version__
from commplan_advisor.common.text import Language, Text
from commplan_advisor.rulebook.model import RuleBook

Form = Literal["parquet", "csv", "ndjson"]
FORMS: tuple[Form, ...] = ("parquet", "csv", "ndjson")
SCHEMA = "commplan-population/1"
USUAL_BATCH = 50_000
"""Cases in a part, when nobody says otherwise."""

_WORDS = {
    "input": Text("de invoer is veranderd, of het is een andere", "the input was changed, or is another one"),
    "rules": Text("het regelboek is een ander: {was}, nu {now}", "the rule book is another one: {was}, now {now}"),
    "as_of": Text(
        "de regels gelden zoals op een andere dag: {was}, nu {now} (geef --as-of {was})",
        "the rules count as of another day: {was}, now {now} (give --as-of {was})",
    ),
    "format": Text("de vorm is een andere: {was}, nu {now}", "the form is another one: {was}, now {now}"),
    "language": Text("de taal is een andere: {was}, nu {now}", "the language is another one: {was}, now {now}"),
    "batch": Text("--batch is anders: {was}, nu {now}", "--batch is another: {was}, now {now}"),
    "program": Text("het programma is een andere versie: {was}, nu {now}", "the program is another version: {was}, now {now}"),
}


class OtherRunError(Exception):
    """In the folder stands a run of something else, which cannot be gone on with (exit code 2).

    Args:
        message: what it differs in, and what to do.
    """

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Run:
    """What the results depend on: the same run on the same machine gives the same bytes.

    Attributes:
        input: name of the input, as given.
        identity: tells the input from any other, and from itself after a change.
        book: the rule book.
        form: of the results.
        language: of the titles in a long form.
        batch: cases in a part, at least 1.
    """

    input: str
    identity: str
    book: RuleBook
    form: Form = "parquet"
    language: Language = "nl"
    batch: int = USUAL_BATCH

    def as_json(self) -> dict[str, Any]:
        """As it is written down."""
        book = self.book
        return {
            "schema": SCHEMA,
            "program": __version__,
            "rules": {
                "name": {"nl": book.name.nl, "en": book.name.en},
                "version": book.version,
                "digest": book.digest,
                "as_of": book.as_of.isoformat(),
            },
            "input": {"name": self.input, "identity": self.identity},
            "format": self.form,
            "language": self.language if self.form != "parquet" else None,
            "batch": self.batch,
        }

    def check_same(self, written: Mapping[str, Any]) -> None:
        """Say in what this run differs from one that was written down.

        Raises:
            OtherRunError: it differs in anything.
        """
        differences = list(_differences(written, self.as_json()))
        if differences:
            nl, en = ("; ".join(one.in_(language) for one in differences) for language in ("nl", "en"))
            raise OtherRunError(Text(f"{nl}. Met --force begint u opnieuw.", f"{en}. Begin anew with --force."))


def _differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Text]:
    if was.get("schema") != now["schema"]:
        yield Text("het is van een andere versie van dit programma", "it is of another version of this program")
        return
    old, new = _flat(was), _flat(now)
    for name, words in _WORDS.items():
        if name == "language" and old["format"] != new["format"]:  # which only some forms have
            continue
        if old[name] != new[name]:
            yield Text(words.nl.format(was=old[name], now=new[name]), words.en.format(was=old[name], now=new[name]))


def _flat(run: Mapping[str, Any]) -> dict[str, str]:
    """By what can differ, what it was, in words."""
    rules, source = run.get("rules") or {}, run.get("input") or {}
    told = {name: str(run.get(name)) for name in _WORDS}
    told["input"] = str(source.get("identity"))
    # Only the digest tells: a name and version may stay as they are while somebody works on the rules.
    told["rules"] = f"{rules.get('version')} ({str(rules.get('digest'))[:8]})"
    told["as_of"] = str(rules.get("as_of"))
    return told


def as_bytes(told: Mapping[str, Any]) -> bytes:
    """A record as it is written down."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
