"""Reading the `then` of a rule: what it concludes, with every fault noted at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commplan_advisor.common.faults import Faults, nearest_word, shown
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.rulebook.catalogue import ABOUT, PARTS, PLURALS, PRIORITIES

GIVEN_PARTS = tuple(part for part in PARTS if part != "accountable")
"""The parts that a rule can give a role: who is accountable is for the catalogue to say."""
_MORE_KEYS = {"action": ("priority", "serves"), "part": ("as",)}


@dataclass(slots=True)
class OutcomeReader:
    """Reads the conclusions of one rule.

    Attributes:
        subject: the kind of subject that the rule is about, empty when that is faulty.
        concludes: kinds of conclusion that its stage may draw.
        names: of the entries of the catalogue, by the plural of their kind.
        source: the file of the rule.
        faults: where faults are noted.
    """

    subject: str
    concludes: Sequence[str]
    names: Mapping[str, Sequence[str]]
    source: Located
    faults: Faults

    def read(self, then: Mapping[str, Any], path: Path_) -> dict[str, Any]:
        """One conclusion as it stands in the document; empty when it is faulty."""
        kinds = [key for key in then if key in PLURALS]
        if len(kinds) != 1 or kinds[0] not in self.concludes:
            self._note_kinds(then, kinds, path)
            return {}
        kind, id_ = kinds[0], then[kinds[0]]
        known = (kind, *_MORE_KEYS.get(kind, ()))
        for key in then:
            if key not in known:
                self.faults.add(
                    self.source.place((*path, key), of_key=True),
                    f"is hier geen bekend woord. Kies uit: {', '.join(known)}.",
                    f"is not a known word here. Choose from: {', '.join(known)}.",
                    value=key,
                    nearest=nearest_word(key, known),
                    code="unknown-key",
                )
        self._check_entry(PLURALS[kind], id_, (*path, kind))
        if kind in ABOUT and self.subject not in ("", ABOUT[kind]):
            self.faults.add(
                self.source.place((*path, kind), of_key=True),
                f"hoort in een regel met 'for: {ABOUT[kind]}'.",
                f"belongs in a rule with 'for: {ABOUT[kind]}'.",
                value=kind,
                code="wrong-conclusion",
            )
        outcome = {"kind": kind, "id": id_, "priority": "", "serves": []}
        if kind == "action":
            outcome["priority"] = self._word(then.get("priority", "middle"), PRIORITIES, (*path, "priority"))
            served = then.get("serves", [])
            outcome["serves"] = served if isinstance(served, list) else [served]
            for problem in outcome["serves"]:
                self._check_entry("problems", problem, (*path, "serves"))
        if kind == "part":
            outcome["id"] = f"{id_}:{self._word(then.get('as', ''), GIVEN_PARTS, (*path, 'as'))}"
        return outcome

    def _note_kinds(self, then: Mapping[str, Any], kinds: list[str], path: Path_) -> None:
        if len(kinds) > 1:
            note_second_conclusion(kinds[1], self.source, path, self.faults)
            return
        wrong = kinds[0] if kinds else next((key for key in then if key not in ("priority", "serves", "as")), "")
        self.faults.add(
            self.source.place((*path, wrong), of_key=True) if wrong else self.source.place(path),
            f"kan in deze fase geen conclusie zijn. Kies uit: {', '.join(self.concludes)}.",
            f"cannot be a conclusion in this stage. Choose from: {', '.join(self.concludes)}.",
            value=wrong,
            nearest=nearest_word(wrong, self.concludes) if not kinds else "",
            code="wrong-conclusion",
        )

    def _check_entry(self, plural: str, id_: Any, path: Path_) -> None:
        if isinstance(id_, str):
            note_unless_known(self.names, plural, id_, self.source, path, self.faults)
        else:
            nl, en = "moet een naam uit de catalogus zijn.", "must be a name of the catalogue."
            self.faults.add(self.source.place_in(path, id_), nl, en, value=id_, code="wrong-type")

    def _word(self, word: Any, allowed: tuple[str, ...], path: Path_) -> str:
        if word not in allowed:
            self.faults.add(
                self.source.place(path),
                f"kan hier niet. Kies uit: {', '.join(allowed)}.",
                f"is not possible here. Choose from: {', '.join(allowed)}.",
                path=str(path[-1]),
                value=word,
                nearest=nearest_word(shown(word), allowed),
                code="unknown-option",
            )
        return shown(word)


def note_second_conclusion(kind: str, source: Located, path: Path_, faults: Faults) -> None:
    """Note that a second kind of conclusion stands where there can be one."""
    faults.add(
        source.place((*path, kind), of_key=True),
        "is een tweede conclusie. Zet elke conclusie achter een eigen streepje.",
        "is a second conclusion. Put each conclusion behind a dash of its own.",
        value=kind,
        code="wrong-conclusion",
    )


def note_unless_known(names: Mapping[str, Sequence[str]], plural: str, id_: str, source: Located, path: Path_, faults: Faults) -> None:
    """Note a fault when the catalogue has no entry of this name."""
    if id_ not in names[plural]:
        faults.add(
            source.place_in(path, id_),
            f"staat niet in catalogue/{plural}.yaml.",
            f"is not in catalogue/{plural}.yaml.",
            value=id_,
            nearest=nearest_word(id_, names[plural]),
            code="unknown-entry",
        )
