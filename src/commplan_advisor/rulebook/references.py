"""What the parts of a rule book name in other files of it: entries, sources, questions; with every fault noted at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commplan_advisor.common.faults import Faults, nearest_word
from commplan_advisor.common.located import Located, Path_
from commplan_advisor.questionnaire.added import Added, can_be_added
from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.questionnaire.options import Province
from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.outcomes import note_unless_known

Entries = Mapping[str, Any]
"""Entries of a file by name, as they stand in the document."""


def file_of(plural: str) -> str:
    """The file that the entries of a kind stand in."""
    return f"catalogue/{plural}.yaml" if plural in schema.CATALOGUE else f"{plural}.yaml"


@dataclass(frozen=True, slots=True)
class References:
    """Looks up what is named.

    Attributes:
        names: of the entries of each file, those with faults included.
        catalogue: the entries that are right.
        sources: the sources that are right.
        faults: where faults are noted.
    """

    names: Mapping[str, Sequence[str]]
    catalogue: Mapping[str, Entries]
    sources: Entries
    faults: Faults

    def check_entries(self, parameters: Entries, located: Mapping[str, Located]) -> None:
        """Note what entries and parameters name that is not there."""
        for name, entries in (("parameters", parameters), *self.catalogue.items()):
            for id_, entry in entries.items():
                self.check_cited(entry, located[file_of(name)], (id_,))
        for id_, action in self.catalogue["actions"].items():
            source = located["catalogue/actions.yaml"]
            for part, roles in action["roles"].items():
                for role in roles if isinstance(roles, list) else [roles]:
                    self._check_known("roles", role, source, (id_, "roles", part))
            for key in ("after", "excludes"):
                for other in action[key]:
                    self._check_known("actions", other, source, (id_, key))
        for plural in ("tasks", "duties"):
            for id_, entry in self.catalogue[plural].items():
                self._check_known("roles", entry["role"], located[f"catalogue/{plural}.yaml"], (id_, "role"))
        for id_, task in self.catalogue["tasks"].items():
            source = located["catalogue/tasks.yaml"]
            for key, kind in (("roles", "roles"), ("after", "actions")):
                for other in task[key]:
                    self._check_known(kind, other, source, (id_, key))
        for id_, timing in self.catalogue["timings"].items():
            if "before" in timing:
                self._check_known("moments", timing["before"], located["catalogue/timings.yaml"], (id_, "before"))
        for id_, moment in self.catalogue["moments"].items():
            for role in moment["audience"]:
                self._check_known("roles", role, located["catalogue/moments.yaml"], (id_, "audience"))
        for id_, indicator in self.catalogue["indicators"].items():
            self._check_indicator(id_, indicator, located["catalogue/indicators.yaml"])

    def _check_indicator(self, id_: str, indicator: Mapping[str, Any], source: Located) -> None:
        """Note questions, parameters and actions of an indicator that are not there."""
        fields, aim = fields_of_kind("case"), indicator.get("aim", {})
        numbers = [path for path, field in fields.items() if field.kind == "number"]
        asked = (((id_, "baseline"), indicator.get("baseline"), list(fields)), ((id_, "aim", "answer"), aim.get("answer"), numbers))
        for path, named, known in asked:
            if not named or named in known:
                continue
            if named in fields:
                nl, en = "is geen vraag naar een getal.", "does not ask for a number."
                self.faults.add(source.place(path), nl, en, value=named, code="wrong-type")
            else:
                nearest, nl, en = nearest_word(named, known), "is geen vraag.", "is not a question."
                self.faults.add(source.place(path), nl, en, value=named, nearest=nearest, code="unknown-field")
        for path, value in (((id_, "aim", "value"), aim.get("value")), ((id_, "small_below"), indicator.get("small_below"))):
            if isinstance(value, str) and value[1:] not in self.names["parameters"]:
                self.faults.add(
                    source.place(path),
                    "is geen parameter.",
                    "is not a parameter.",
                    value=value,
                    nearest=nearest_word(value[1:], self.names["parameters"]),
                    code="unknown-parameter",
                )
        for action in indicator.get("actions", ()):
            self._check_known("actions", action, source, (id_, "actions"))

    def check_added(self, added: Added, located: Mapping[str, Located]) -> None:
        """Refuse names that cannot be answers: rows of a questionnaire are named after them."""
        for plural, answers in (("platforms", added.platforms), ("problems", added.problems)):
            for answer in answers:
                if not can_be_added(answer.value) and schema.is_identifier(answer.value):
                    self.faults.add(
                        located[file_of(plural)].place((answer.value,), of_key=True),
                        "kan geen antwoord zijn. Gebruik _ tussen woorden, en niet: unknown, true, false, null.",
                        "cannot be an answer. Use _ between words, and not: unknown, true, false, null.",
                        value=answer.value,
                        nearest=answer.value.replace("-", "_") if "-" in answer.value else "",
                        code="wrong-value",
                    )

    def check_cited(self, entry: Mapping[str, Any], source: Located, path: Path_) -> None:
        """Note sources that are not there, and a basis that its sources do not bear out."""
        items = self.sources.get("format", {}).get("items", {})
        for cited in entry["source"]:
            where = source.place_in((*path, "source"), cited)
            name, _, item = cited.partition(" ")
            if name not in self.names["sources"]:
                nearest = nearest_word(name, self.names["sources"])
                nl, en = "staat niet in sources.yaml.", "is not in sources.yaml."
                self.faults.add(where, nl, en, value=cited, nearest=nearest, code="unknown-source")
            elif item and (name != "format" or ("format" in self.sources and item not in items)):
                nl, en = "noemt een onderdeel dat er niet is.", "names an item that is not there."
                self.faults.add(where, nl, en, value=cited, code="unknown-source")
        if entry.get("basis") == "documented" and not any(cited.startswith("format ") for cited in entry["source"]):
            self.faults.add(
                source.place((*path, "basis")),
                "kan alleen als het format het zegt; noem het onderdeel als bron.",
                "is only for what the format says; cite its item as a source.",
                value="documented",
                code="missing-source",
            )

    def check_defaults(self, defaults: Mapping[str, list[str]], source: Located) -> None:
        """Note defaults that are none, or that are not there."""
        for kind, ids in defaults.items():
            if kind not in ("measurement", "evaluation"):
                self.faults.add(
                    source.place(("defaults", kind), of_key=True),
                    "kan hier niet. Kies uit: measurement, evaluation.",
                    "is not possible here. Choose from: measurement, evaluation.",
                    value=kind,
                    code="unknown-key",
                )
                continue
            for id_ in ids:
                self._check_known(PLURALS[kind], id_, source, ("defaults", kind))

    def check_calendar(self, calendar: Mapping[str, Any], source: Located) -> None:
        """Note what a calendar names that is not there, and holidays of one region that fall on the same days."""
        if mailings := calendar.get("mailings"):
            self._check_known("roles", mailings["role"], source, ("mailings", "role"))
        for what, roles in calendar.get("takes_part", {}).items():
            for role in roles:
                self._check_known("roles", role, source, ("takes_part", what))
        seen: dict[str, str] = {}
        for region, provinces in calendar["provinces"].items():
            for province in provinces:
                where = source.place_in(("provinces", region), province)
                if province not in list(Province):
                    nearest = nearest_word(province, list(Province))
                    nl, en = "is geen provincie.", "is not a province."
                    self.faults.add(where, nl, en, value=province, nearest=nearest, code="unknown-option")
                elif province in seen:
                    nl, en = f"staat ook bij '{seen[province]}'.", f"is named at '{seen[province]}' too."
                    self.faults.add(where, nl, en, value=province, code="duplicate-id")
                seen[province] = region
        if table := calendar.get("school_holidays"):
            self.check_cited(table, source, ("school_holidays",))
            self._check_apart(table["days"], source)

    def _check_apart(self, days: Sequence[Mapping[str, Any]], source: Located) -> None:
        for index, one in enumerate(days):
            for other in days[:index]:
                if set(one["regions"]) & set(other["regions"]) and one["from"] <= other["until"] and other["from"] <= one["until"]:
                    nl = f"valt samen met een vakantie van {other['from']} tot en met {other['until']} in dezelfde regio."
                    en = f"falls on the days of a holiday from {other['from']} until {other['until']} in the same region."
                    where = source.place(("school_holidays", "days", index, "from"))
                    self.faults.add(where, nl, en, value=one["from"], code="overlapping-dates")
                    break

    def _check_known(self, plural: str, id_: str, source: Located, path: Path_) -> None:
        note_unless_known(self.names, plural, id_, source, path, self.faults)
