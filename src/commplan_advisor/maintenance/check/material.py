"""What checks look at: a rule book as it was read, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from commplan_advisor.common.faults import Place
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.rulebook.loading import rulebook_from
from commplan_advisor.rulebook.model import Rule, RuleBook
from commplan_advisor.rulebook.periods import Period, period_from
from commplan_advisor.rulebook.reading import Document

BOOK = "rulebook.yaml"


@dataclass(frozen=True)
class Material:
    """A rule book as it was read.

    Attributes:
        document: what of it is sound, in plain values; with all rules and entries, whatever their days.
        files: all files by name, with places.
        book: the same as of the day of the check.
        tested: the rules that tests name; None when there are no tests.
    """

    document: Document
    files: Mapping[str, Located]
    book: RuleBook
    tested: frozenset[str] | None = None

    @property
    def day(self) -> date:
        """The day of the check."""
        return self.book.as_of

    def on(self, day: date) -> Material:
        """The same on another day."""
        return replace(self, book=rulebook_from(self.document, day))

    # -- places ----------------------------------------------------------------------------------------------------------------

    @cached_property
    def _rules(self) -> dict[tuple[str, int], tuple[Located, int]]:
        """By file and line the rule that begins there: its file and its number in it."""
        return {
            (name, source.place((index,)).line): (source, index)
            for name, source in self.files.items()
            if "/" in name and isinstance(source.value, list)
            for index in range(len(source.value))
        }

    def rule(self, rule: Rule | Mapping[str, Any]) -> tuple[Located, Path_]:
        """The file that a rule stands in, and the path to it."""
        source, index = self._rules[(rule.file, rule.line) if isinstance(rule, Rule) else (rule["file"], rule["line"])]
        return source, (index,)

    def at_rule(self, rule: Rule | Mapping[str, Any], *path: str | int, of_key: bool = False) -> Place:
        """Where a rule stands (its name), or something in it."""
        source, above = self.rule(rule)
        return source.place((*above, *(path or ("id",))), of_key=of_key)

    def at_entry(self, plural: str, id_: str, *path: str | int, of_key: bool = False) -> Place:
        """Where an entry of the catalogue, a parameter or a source stands (its name), or something in it."""
        source = self.files[f"{plural}.yaml" if plural in ("sources", "parameters") else f"catalogue/{plural}.yaml"]
        return source.place((id_, *path), of_key=of_key or not path)

    def at_entry_word(self, plural: str, id_: str, path: Path_, word: str) -> Place:
        """Where a word stands in a list of an entry, or as its only value."""
        return self.files[f"catalogue/{plural}.yaml"].place_in((id_, *path), word)

    def at_book(self, *path: str | int) -> Place:
        """Where something stands in `rulebook.yaml`."""
        return self.files[BOOK].place(path or ("name",), of_key=True)

    # -- what counts when -------------------------------------------------------------------------------------------------------

    def rules_to_come(self) -> Iterator[Mapping[str, Any]]:
        """The rules that are in force on the day or some later day, as they stand in the document."""
        for rule in self.document["rules"]:
            until = period_from(rule["valid"]).until
            if rule["status"] == "in_force" and (until is None or until >= self.day):
                yield rule

    def period(self, plural: str, id_: str) -> Period:
        """The days on which an entry of the catalogue counts."""
        return period_from(self.document["catalogue"][plural][id_].get("valid", {}))

    def ended(self, plural: str, id_: str) -> date | None:
        """The last day of an entry, when that has passed on the day of the check."""
        until = self.period(plural, id_).until if id_ in self.document["catalogue"].get(plural, {}) else None
        return until if until is not None and until < self.day else None
