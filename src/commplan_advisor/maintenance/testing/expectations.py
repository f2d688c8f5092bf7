"""Reading what a test expects: conclusions and rules that exist, and what can be expected of each; all faults at their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commplan_advisor.common.faults import Faults, nearest_word, shown
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.verdicts import Verdict
from commplan_advisor.maintenance.testing.model import Expected, ExpectedOfRule
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS, PRIORITIES, Catalogue
from commplan_advisor.rulebook.outcomes import GIVEN_PARTS, note_second_conclusion, note_unless_known

STATUSES = {"must": Status.CONCLUDED, "may": Status.OPEN, "must_not": Status.RULED_OUT}


@dataclass(slots=True)
class ExpectationReader:
    """Reads what tests expect.

    Attributes:
        catalogue: of the rule book.
        known: names of its rules, also of those that do not count on the day of the call.
        source: the file of the tests.
        faults: where faults are noted.
    """

    catalogue: Catalogue
    known: frozenset[str]
    source: Located
    faults: Faults

    def conclusions(self, word: str, told: Sequence[Mapping[str, Any]], path: Path_, *, in_list: bool) -> Iterator[Expected]:
        """What is expected behind `must`, `may` or `must_not`; what is faulty is left out."""
        for index, one in enumerate(told):
            found_before = len(self.faults.found)
            expected = self._conclusion(STATUSES[word], one, (*path, index) if in_list else path)
            if expected and len(self.faults.found) == found_before:
                yield expected

    def rules(self, told: Mapping[str, Sequence[str]], path: Path_) -> Iterator[ExpectedOfRule]:
        """What is expected behind `rules`; a rule is named once."""
        named: dict[str, str] = {}
        for word, ids in told.items():
            for id_ in ids:
                place = self.source.place_in((*path, word), id_)
                if id_ in named:
                    nl, en = f"staat ook onder '{named[id_]}'.", f"stands under '{named[id_]}' as well."
                    self.faults.add(place, nl, en, value=id_)
                elif self._known_rule(id_, (*path, word)):
                    yield ExpectedOfRule(place, id_, Verdict(word))
                named[id_] = word

    def _conclusion(self, status: Status, one: Mapping[str, Any], path: Path_) -> Expected | None:
        kinds = [key for key in one if key in PLURALS]
        if len(kinds) != 1:
            self._note_kinds(one, kinds, path)
            return None
        kind, id_ = kinds[0], one[kinds[0]]
        self._check_keys(kind, status, one, path)
        if not self._named(PLURALS[kind], id_, (*path, kind)):
            return None
        about, because = one.get("about", ""), one.get("because", [])
        if about:
            self._named(PLURALS[ABOUT.get(kind, "action")], about, (*path, "about"))
        because = because if isinstance(because, list) else [because]
        for rule in because:
            self._known_rule(rule, (*path, "because"))
        if kind == "part":
            self._check_word(one.get("as", ""), GIVEN_PARTS, (*path, "as"))
            id_ = f"{id_}:{one.get('as', '')}"
        priority = one.get("priority", "")
        if priority:
            self._check_word(priority, PRIORITIES, (*path, "priority"))
        responsible = one.get("responsible", "")
        if responsible:
            self._named("roles", responsible, (*path, "responsible"))
        by = self.catalogue.actions[id_].roles.responsible if kind == "action" else ""
        reasons = tuple(map(shown, because))
        return Expected(self.source.place(path), status, kind, id_, shown(about), shown(priority), reasons, shown(responsible), by)

    def _check_keys(self, kind: str, status: Status, one: Mapping[str, Any], path: Path_) -> None:
        known = [kind, *(["as"] if kind == "part" else []), *(["about"] if kind in ABOUT else [])]
        if status is Status.CONCLUDED and kind == "action":
            known += ["priority", "responsible"]
        if status is not Status.RULED_OUT:
            known.append("because")
        for key in one:
            if key not in known:
                self.faults.add(
                    self.source.place((*path, key), of_key=True),
                    f"kan hier niet. Kies uit: {', '.join(known)}.",
                    f"is not possible here. Choose from: {', '.join(known)}.",
                    value=key,
                    nearest=nearest_word(key, known),
                )

    def _note_kinds(self, one: Mapping[str, Any], kinds: Sequence[str], path: Path_) -> None:
        if len(kinds) > 1:
            note_second_conclusion(kinds[1], self.source, path, self.faults)
            return
        wrong = next((key for key in one if key not in ("priority", "responsible", "because", "as", "about")), "")
        self.faults.add(
            self.source.place((*path, wrong), of_key=True) if wrong else self.source.place(path),
            f"is geen soort conclusie. Kies uit: {', '.join(PLURALS)}.",
            f"is not a kind of conclusion. Choose from: {', '.join(PLURALS)}.",
            value=wrong,
            nearest=nearest_word(wrong, PLURALS),
        )

    def _named(self, plural: str, id_: Any, path: Path_) -> bool:
        """Whether an entry of the catalogue is named, and is there."""
        if not isinstance(id_, str):
            nl, en = "moet een naam uit de catalogus zijn.", "must be a name of the catalogue."
            self.faults.add(self.source.place(path), nl, en, value=id_)
            return False
        names = {plural: list(getattr(self.catalogue, plural))}
        note_unless_known(names, plural, id_, self.source, path, self.faults)
        return id_ in names[plural]

    def _known_rule(self, id_: Any, path: Path_) -> bool:
        if not isinstance(id_, str) or id_ not in self.known:
            nearest = nearest_word(shown(id_), sorted(self.known))
            self.faults.add(self.source.place_in(path, id_), "is geen regel.", "is not a rule.", value=id_, nearest=nearest)
            return False
        return True

    def _check_word(self, word: Any, allowed: Sequence[str], path: Path_) -> None:
        if word not in allowed:
            self.faults.add(
                self.source.place(path),
                f"kan hier niet. Kies uit: {', '.join(allowed)}.",
                f"is not possible here. Choose from: {', '.join(allowed)}.",
                path=str(path[-1]),
                value=word,
                nearest=nearest_word(shown(word), allowed),
            )
