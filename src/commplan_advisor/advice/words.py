"""Reasons in the case's own words: the texts of rules filled with answers, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from commplan_advisor.advice.model import Because, Citation
from commplan_advisor.common.text import Language, Text
from commplan_advisor.engine.conclusions import Outcomes, Reason
from commplan_advisor.questionnaire.facts import Field, Subject, Value, fields_of_kind
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.vocabulary import vocabulary_of

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_YES_NO = {True: Text("ja", "yes"), False: Text("nee", "no")}
_UNKNOWN = Text("niet bekend", "not known")


@dataclass(frozen=True)
class Wording:
    """Puts what was concluded for one case into words of one language."""

    book: RuleBook
    outcomes: Outcomes
    language: Language

    def because(self, reasons: tuple[Reason, ...]) -> tuple[Because, ...]:
        """The reasons of a conclusion."""
        return tuple(self._reason(reason) for reason in reasons)

    def _reason(self, reason: Reason) -> Because:
        rule, subject = reason.rule, reason.subject
        return Because(
            rule.id,
            "" if subject.kind == "case" else f"{subject.kind}:{subject.id}",
            self.filled(rule.because, subject),
            rule.basis,
            self.citations(rule.sources),
            self._answers(reason),
        )

    def filled(self, text: Text, subject: Subject) -> str:
        """A text with its fields and parameters filled in."""

        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            if name.startswith("$"):
                parameter = self.book.parameters.get(name[1:])
                return number(parameter.value, self.language) if parameter else name
            return self.value(name, subject)

        return _PLACEHOLDER.sub(value, text.in_(self.language))

    def value(self, path: str, subject: Subject) -> str:
        """What a field says for a subject, in words."""
        text = subject.texts.get(path) or self.outcomes.facts.case.texts.get(path)
        if text:
            return text
        field = self._field(path, subject.kind)
        found = subject.fields.get(path, self.outcomes.fields.get(path))
        if field is not None and field.kind == "options":
            return self._members(field, subject)
        if found is None:
            return _UNKNOWN.in_(self.language)
        return shown(found, field.words if field else {}, self.language)

    def _members(self, field: Field, subject: Subject) -> str:
        flags: Mapping[str, Value] = {**self.outcomes.fields, **subject.fields}
        members = [field.words[option].in_(self.language) for option in field.options if flags.get(f"{field.path}.{option}") is True]
        return ", ".join(members) if members else _UNKNOWN.in_(self.language)

    def _answers(self, reason: Reason) -> tuple[tuple[str, str], ...]:
        """The answers that a rule's conditions look at, as far as they are known."""
        paths = sorted({condition.field for condition in reason.rule.conditions})
        unknown = _UNKNOWN.in_(self.language)
        found = ((path, self.value(path, reason.subject)) for path in paths)
        return tuple((path, value) for path, value in found if value != unknown)

    def _field(self, path: str, kind: str) -> Field | None:
        for of in (kind, "case"):
            if of in ("case", "initiative", "audience", "report") and path in fields_of_kind(of):
                return fields_of_kind(of)[path]
        return self._concluded.get(path)

    @cached_property
    def _concluded(self) -> Mapping[str, Field]:
        """The fields of problems and actions, and of what was concluded, at the end of all stages."""
        names = ("findings", "problems", "causes", "actions", "roles", "tasks", "moments", "duties")
        titles = {name: {id_: entry.title for id_, entry in getattr(self.book.catalogue, name).items()} for name in names}
        vocabulary = vocabulary_of(("finding", "problem", "cause", "action"), titles)
        return {**vocabulary.fields["problem"], **vocabulary.fields["action"]}

    def citations(self, sources: tuple[str, ...]) -> tuple[Citation, ...]:
        """Sources in words."""
        return tuple(Citation(cited, self._cited(cited)) for cited in sources)

    def _cited(self, cited: str) -> str:
        name, _, item = cited.partition(" ")
        source = self.book.sources[name]
        if item and source.items:
            return source.items[item].in_(self.language)
        return ", ".join(str(part) for part in (source.title, source.year, source.where) if part)


def shown(value: Value, words: Mapping[str, Text], language: Language) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _YES_NO[value].in_(language)
    if isinstance(value, str):
        return words[value].in_(language) if value in words else value
    return number(value, language)


def number(value: float, language: Language) -> str:
    """A number as people write it: 1.250 and 0,5 in Dutch, 1,250 and 0.5 in English; at most two decimals."""
    text = f"{int(value):,}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text
