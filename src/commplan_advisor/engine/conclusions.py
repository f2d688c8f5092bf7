"""What the engine concludes, and from what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from commplan_advisor.questionnaire.facts import Facts, Subject
from commplan_advisor.rulebook.model import Outcome, Rule

Key = tuple[str, str, str]
"""What tells a conclusion from every other one: kind, entry, and what it is about."""


class Status(StrEnum):
    """How far something is settled."""

    CONCLUDED = "concluded"
    OPEN = "open"
    RULED_OUT = "ruled_out"


class Reason(NamedTuple):
    """A rule that leads to a conclusion for a subject, or may do so once more questions are answered."""

    rule: Rule
    subject: Subject
    outcome: Outcome


class Conclusion(NamedTuple):
    """Something concluded or still open.

    Attributes:
        kind: finding, problem, cause, action …
        id: the entry of the catalogue.
        about: the problem or action that it is about; empty for a conclusion about the case.
        status: concluded or open; what was ruled out is not kept.
        reasons: the rules that hold, each for a subject.
        may: the rules that may yet hold.
    """

    kind: str
    id: str
    about: str
    status: Status
    reasons: tuple[Reason, ...]
    may: tuple[Reason, ...]

    @property
    def key(self) -> Key:
        """What tells it from every other conclusion."""
        return self.kind, self.id, self.about


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All that was concluded for one case.

    Attributes:
        facts: what the questionnaire says.
        conclusions: those concluded and those open, by kind, entry and what they are about.
        fields: the fields of the case at the end: its answers, and what was concluded or ruled out.
        subjects: problems and actions, as the later stages saw them.
    """

    facts: Facts
    conclusions: Mapping[Key, Conclusion]
    fields: Mapping[str, bool | int | float | str]
    subjects: Mapping[str, tuple[Subject, ...]]

    def status(self, kind: str, id_: str, about: str = "") -> Status:
        """The status of anything that rules can conclude."""
        found = self.conclusions.get((kind, id_, about))
        return found.status if found else Status.RULED_OUT

    def concluded(self, kind: str, about: str | None = None) -> Iterator[Conclusion]:
        """What was concluded of one kind; with `about`, only what is about that."""
        return (
            one for one in self.conclusions.values() if one.kind == kind and one.status is Status.CONCLUDED and about in (None, one.about)
        )

    def open(self) -> Iterator[Conclusion]:
        """What is still open."""
        return (one for one in self.conclusions.values() if one.status is Status.OPEN)
