"""What must be known of a new rule beside its texts: what it is about, its conditions and conclusions, and the file that it goes into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place
from commplan_advisor.common.located import Located, parse_yaml
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.schemas.conclusions import subjects_that_conclude
from commplan_advisor.maintenance.schemas.parts import vocabularies
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.conditions import ConditionReader
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.outcomes import OutcomeReader
from commplan_advisor.rulebook.vocabulary import Vocabulary

_OWN = "own.yaml"


@dataclass(frozen=True)
class Speech:
    """What can be said in a rule book.

    Attributes:
        book: the rule book, with all that ever counts in it.
    """

    book: RuleBook

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """What the rules of each stage can speak of; under the empty name what can be said at the end of all stages."""
        return vocabularies(self.book)

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """The entries of the catalogue, by part."""
        return {plural: list(getattr(self.book.catalogue, plural)) for plural in set(PLURALS.values())}

    def concludes(self, stage: str) -> tuple[str, ...]:
        """The kinds of conclusion of a stage."""
        return next(one.concludes for one in self.book.stages if one.id == stage)

    def subjects(self, stage: str) -> list[str]:
        """What rules of a stage can be about."""
        return subjects_that_conclude(self.concludes(stage), self.vocabularies[stage].subjects)

    def stage_of(self, then: Mapping[str, Any]) -> str:
        """The stage that draws a conclusion; empty when none does."""
        return next((stage.id for stage in self.book.stages if set(then) & set(stage.concludes)), "")

    def conditions(self, written: str, subject: str, stage: str = "") -> dict[str, Any]:
        """Conditions as plain values.

        Args:
            written: `field: value`, `field=value`, or several as a mapping.
            subject: what the rule is about.
            stage: of the rule; without it anything that is known at the end can be tested.

        Raises:
            FaultyInputError: with all that is wrong.
        """
        source = _mapping(written)
        faults = Faults(list(source.faults))
        fields, last = self.vocabularies[stage].fields[subject], self.vocabularies[""].fields
        reader = ConditionReader(fields, last.get(subject, {}), self.book.parameters, source, faults)
        reader.read(source.value, ())
        _stop(faults, written)
        conditions: dict[str, Any] = source.value
        return conditions

    def conclusion(self, written: str, subject: str, stage: str) -> dict[str, Any]:
        """A conclusion as plain values: `action: set-up-register, priority: high`.

        Raises:
            FaultyInputError: with all that is wrong.
        """
        source = _mapping(written)
        faults = Faults(list(source.faults))
        OutcomeReader(subject, self.concludes(stage), self.names, source, faults).read(source.value, ())
        _stop(faults, written)
        then: dict[str, Any] = source.value
        return then

    def file_for(self, stage: str, then: Mapping[str, Any]) -> str:
        """The file of a stage with most rules that lead to the same; one for rules that stand alone when there is none."""
        kinds = {(kind, id_) for kind, id_ in then.items() if kind in PLURALS}
        files = Counter(
            rule.file
            for rule in (*self.book.rules, *self.book.set_aside)
            if rule.stage == stage and any((out.kind, out.id.partition(":")[0]) in kinds for out in rule.then)
        )
        return min(files, key=lambda file: (-files[file], file)) if files else f"{stage}/{_OWN}"


def mapping_from(written: str) -> dict[str, Any]:
    """Names with values, as somebody typed them on one line.

    Raises:
        FaultyInputError: they are no such thing.
    """
    source = _mapping(written)
    _stop(Faults(list(source.faults)), written)
    value: dict[str, Any] = source.value
    return value


def _mapping(written: str) -> Located:
    try:
        for text in _readings(written):
            found = parse_yaml(text, "")
            if isinstance(found.value, dict) and found.value and None not in found.value.values():
                return found
    except FaultyInputError as error:
        raise FaultyInputError([replace(fault, place=Place(written)) for fault in error.faults]) from None
    message = Text("moet een naam en een waarde zijn, zoals naam: waarde.", "must be a name and a value, such as name: value.")
    raise FaultyInputError([Fault(Place(written), message)])


def _readings(written: str) -> list[str]:
    """How a line may be meant: as YAML, as a mapping without its braces, with = for the colon."""
    left, sign, right = written.partition("=")
    colon = written.find(":")
    if sign and not 0 <= colon < len(left):
        return [f"{left.strip()}: {right.strip()}"]
    return [f"{{{written}}}", written] if not written.strip().startswith("{") else [written]


def _stop(faults: Faults, written: str) -> None:
    if faults.found:
        raise FaultyInputError([replace(fault, place=Place(written)) for fault in faults.found])
