"""Reading the files of a rule book into one checked document of plain values.

The document is what `model` is made from; it holds everything that the files say, in an order of its own, so that neither the
order of files nor that of the rules in them can matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, UnreadableFileError, nearest_word
from commplan_advisor.common.located import Located, Path_, read_located
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.facts import fields_of_kind
from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.conditions import ConditionReader
from commplan_advisor.rulebook.faults import note_validation_faults
from commplan_advisor.rulebook.files import rule_files
from commplan_advisor.rulebook.model import ABOUT, PLURALS
from commplan_advisor.rulebook.vocabulary import Vocabulary, vocabulary_of

Document = dict[str, Any]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PRIORITIES = ("high", "middle", "low")
_PARTS = ("responsible", "supports", "consulted", "informed")
_KIND_KEYS = {"action": {"priority", "serves"}, "part": {"as"}}


def read_document(folder: Path) -> Document:
    """Read and check all files of a rule book.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
        FaultyInputError: with every fault in it, each with its place and the nearest word that exists.
    """
    if not (folder / "rulebook.yaml").is_file():
        message = Text("is geen map met regels: er is geen rulebook.yaml in.", "is not a rule book: it has no rulebook.yaml.")
        raise UnreadableFileError(Fault(Place(str(folder)), message))
    return _Reader(folder).read()


@dataclass(slots=True)
class _Reader:
    folder: Path
    faults: Faults = field(default_factory=Faults)
    catalogue: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    stages: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> Document:
        files = {path.relative_to(self.folder).as_posix(): path for path in rule_files(self.folder)}
        located = {name: found for name, path in files.items() if (found := self._located(path))}
        self.faults.stop_if_any()
        book = self._validated(schema.RuleBookFile, located["rulebook.yaml"], located["rulebook.yaml"].value, ())
        self.faults.stop_if_any()
        self.stages = book["stages"]
        self._check_stages(located["rulebook.yaml"])
        self.sources = self._entries(located, "sources.yaml", schema.Source)
        self.parameters = self._entries(located, "parameters.yaml", schema.Parameter)
        for plural, model in schema.CATALOGUE.items():
            self.catalogue[plural] = self._entries(located, f"catalogue/{plural}.yaml", model)
        self._check_entries(located)
        rules = self._rules(located)
        self._check_defaults(book["defaults"], located["rulebook.yaml"])
        self.faults.stop_if_any()
        return {
            "name": book["name"],
            "version": book["version"],
            "stages": self.stages,
            "defaults": book["defaults"],
            "start_weeks": book["start_weeks"],
            "sources": dict(sorted(self.sources.items())),
            "parameters": dict(sorted(self.parameters.items())),
            "catalogue": {plural: dict(sorted(entries.items())) for plural, entries in self.catalogue.items()},
            "rules": sorted(rules, key=lambda rule: rule["id"]),
        }

    def _located(self, path: Path) -> Located | None:
        try:
            return read_located(path, str(path))
        except FaultyInputError as error:
            self.faults.found.extend(error.faults)
            return None

    def _validated(self, model: type[BaseModel], source: Located, value: Any, path: Path_) -> dict[str, Any]:
        """A value as a model sees it, in plain values; empty when it is faulty."""
        if value is None:
            self.faults.add(source.place(path), "is leeg.", "is empty.", path=".".join(map(str, path)))
            return {}
        try:
            return model.model_validate(value).model_dump(mode="json", by_alias=True, exclude_none=True)
        except ValidationError as error:
            note_validation_faults(error, model, source, path, self.faults)
            return {}

    def _entries(self, located: Mapping[str, Located], name: str, model: type[BaseModel]) -> dict[str, Any]:
        source = located.get(name)
        if source is None or source.value is None:
            return {}
        if not isinstance(source.value, dict):
            self.faults.add(source.place(()), "moet uit naam en waarde bestaan.", "must consist of names and values.")
            return {}
        return {key: entry for key, value in source.value.items() if (entry := self._validated(model, source, value, (key,)))}

    # -- stages and catalogue --------------------------------------------------------------------------------------------------

    def _check_stages(self, source: Located) -> None:
        seen: set[str] = set()
        for index, stage in enumerate(self.stages):
            for place, kind in enumerate(stage["concludes"]):
                path = ("stages", index, "concludes", place)
                if kind not in PLURALS:
                    nearest = nearest_word(kind, PLURALS)
                    self.faults.add(
                        source.place(path), "is geen soort conclusie.", "is not a kind of conclusion.", value=kind, nearest=nearest
                    )
                elif kind in seen:
                    self.faults.add(source.place(path), "hoort al bij een andere fase.", "belongs to another stage already.", value=kind)
                elif ABOUT.get(kind, kind) not in seen | {kind}:
                    self.faults.add(source.place(path), f"kan pas na '{ABOUT[kind]}'.", f"can only come after '{ABOUT[kind]}'.", value=kind)
                seen.add(kind)
        self.faults.stop_if_any()

    def _check_entries(self, located: Mapping[str, Located]) -> None:
        for name, entries in (("parameters", self.parameters), *self.catalogue.items()):
            file = f"{name}.yaml" if name == "parameters" else f"catalogue/{name}.yaml"
            for id_, entry in entries.items():
                self._check_cited(entry, located[file], (id_,))
        for id_, action in self.catalogue["actions"].items():
            source = located["catalogue/actions.yaml"]
            for part, roles in action["roles"].items():
                for role in roles if isinstance(roles, list) else [roles]:
                    self._check_known("roles", role, source, (id_, "roles", part))
            for other in action["after"]:
                self._check_known("actions", other, source, (id_, "after"))
        for plural in ("tasks", "duties"):
            for id_, entry in self.catalogue[plural].items():
                self._check_known("roles", entry["role"], located[f"catalogue/{plural}.yaml"], (id_, "role"))
        for id_, timing in self.catalogue["timings"].items():
            if "before" in timing:
                self._check_known("moments", timing["before"], located["catalogue/timings.yaml"], (id_, "before"))
        self._check_dates(located)
        for id_, indicator in self.catalogue["indicators"].items():
            path = indicator.get("baseline")
            if path and path not in fields_of_kind("case"):
                source = located["catalogue/indicators.yaml"]
                nearest = nearest_word(path, fields_of_kind("case"))
                self.faults.add(source.place((id_, "baseline")), "is geen vraag.", "is not a question.", value=path, nearest=nearest)

    def _check_dates(self, located: Mapping[str, Located]) -> None:
        from dateutil.rrule import rrulestr

        for plural in ("moments", "measurements", "evaluations"):
            source = located.get(f"catalogue/{plural}.yaml")
            for id_, entry in self.catalogue[plural].items():
                assert source is not None
                for role in entry.get("audience", ()):
                    self._check_known("roles", role, source, (id_, "audience"))
                if recurrence := entry.get("recurrence"):
                    try:
                        rrulestr(recurrence)
                    except (ValueError, KeyError, AttributeError, TypeError):
                        self.faults.add(
                            source.place((id_, "recurrence")),
                            "is geen herhaling in de vorm van iCalendar (RRULE).",
                            "is not a recurrence as in iCalendar (RRULE).",
                            value=recurrence,
                        )

    def _check_known(self, plural: str, id_: str, source: Located, path: Path_) -> None:
        if id_ not in self.catalogue[plural]:
            nearest = nearest_word(id_, self.catalogue[plural])
            self.faults.add(
                source.place(path),
                f"staat niet in catalogue/{plural}.yaml.",
                f"is not in catalogue/{plural}.yaml.",
                value=id_,
                nearest=nearest,
            )

    def _check_cited(self, entry: Mapping[str, Any], source: Located, path: Path_) -> None:
        items = self.sources.get("format", {}).get("items", {})
        for cited in entry["source"]:
            name, _, item = cited.partition(" ")
            where = source.place((*path, "source"))
            if name not in self.sources:
                nearest = nearest_word(name, self.sources)
                self.faults.add(where, "staat niet in sources.yaml.", "is not in sources.yaml.", value=cited, nearest=nearest)
            elif item and (name != "format" or item not in items):
                self.faults.add(where, "noemt een onderdeel dat er niet is.", "names an item that is not there.", value=cited)
        if entry["basis"] == "documented" and not any(cited.startswith("format ") for cited in entry["source"]):
            self.faults.add(
                source.place((*path, "basis")),
                "kan alleen als het format het zegt; noem het onderdeel als bron.",
                "is only for what the format says; cite its item as a source.",
                value="documented",
            )

    def _check_defaults(self, defaults: Mapping[str, list[str]], source: Located) -> None:
        for kind, ids in defaults.items():
            if kind not in ("measurement", "evaluation"):
                self.faults.add(
                    source.place(("defaults", kind), of_key=True),
                    "kan hier niet. Kies uit: measurement, evaluation.",
                    "is not possible here. Choose from: measurement, evaluation.",
                    value=kind,
                )
                continue
            for index, id_ in enumerate(ids):
                self._check_known(PLURALS[kind], id_, source, ("defaults", kind, index))

    # -- rules -----------------------------------------------------------------------------------------------------------------

    def _rules(self, located: Mapping[str, Located]) -> list[dict[str, Any]]:
        titles = {plural: {id_: Text(**one["title"]) for id_, one in entries.items()} for plural, entries in self.catalogue.items()}
        vocabularies: dict[str, Vocabulary] = {}
        before: list[str] = []
        for stage in self.stages:
            vocabularies[stage["id"]] = vocabulary_of(before, titles)
            before.extend(stage["concludes"])
        rules: list[dict[str, Any]] = []
        seen: dict[str, str] = {}
        for name, source in located.items():
            folder = name.partition("/")[0] if "/" in name else ""
            if folder == "catalogue" or name in ("rulebook.yaml", "sources.yaml", "parameters.yaml"):
                self._check_catalogue_name(name, folder, source)
                continue
            if folder not in vocabularies:
                nearest = nearest_word(folder, vocabularies)
                self.faults.add(Place(source.file), "hoort bij geen fase.", "belongs to no stage.", value=folder or name, nearest=nearest)
                continue
            if not isinstance(source.value, list):
                if source.value is not None:
                    self.faults.add(source.place(()), "moet een lijst van regels zijn.", "must be a list of rules.")
                continue
            for index, value in enumerate(source.value):
                rule = self._rule(value, source, (index,), folder, vocabularies[folder])
                if rule is None:
                    continue
                here = source.place((index,))
                if rule["id"] in seen:
                    self.faults.add(
                        here,
                        f"is al de naam van een regel ({seen[rule['id']]}).",
                        f"is a rule's name already ({seen[rule['id']]}).",
                        value=rule["id"],
                    )
                seen[rule["id"]] = str(here)
                rules.append({**rule, "file": name, "line": here.line})
        return rules

    def _check_catalogue_name(self, name: str, folder: str, source: Located) -> None:
        stem = name.rpartition("/")[2].removesuffix(".yaml")
        if folder and stem not in schema.CATALOGUE:
            nearest = nearest_word(stem, schema.CATALOGUE)
            self.faults.add(
                Place(source.file), "hoort niet in de catalogus.", "does not belong in the catalogue.", value=stem, nearest=nearest
            )

    def _rule(self, value: Any, source: Located, path: Path_, stage: str, vocabulary: Vocabulary) -> dict[str, Any] | None:
        rule = self._validated(schema.Rule, source, value, path)
        if not rule:
            return None
        subject = rule["for"]
        if subject not in vocabulary.subjects:
            self.faults.add(
                source.place((*path, "for")),
                f"kan in deze fase nog niet. Kies uit: {', '.join(vocabulary.subjects)}.",
                f"is not there yet in this stage. Choose from: {', '.join(vocabulary.subjects)}.",
                value=subject,
            )
            return None
        fields = vocabulary.fields[subject]
        reader = ConditionReader(fields, self.parameters, source, self.faults)
        clauses = reader.read(rule["when"], (*path, "when"))
        concludes = next(one["concludes"] for one in self.stages if one["id"] == stage)
        outcomes = [
            self._outcome(one, subject, concludes, source, (*path, "then", index) if isinstance(value["then"], list) else (*path, "then"))
            for index, one in enumerate(rule["then"])
        ]
        self._check_cited(rule, source, path)
        for language, words in rule["because"].items():
            self._check_placeholders(words, fields, source, (*path, "because", language))
        return {
            "id": rule["id"],
            "stage": stage,
            "subject": subject,
            "when": clauses,
            "then": outcomes,
            "because": rule["because"],
            "sources": rule["source"],
            "basis": rule["basis"],
            "valid": rule.get("valid", {}),
        }

    def _outcome(self, then: Mapping[str, Any], subject: str, concludes: list[str], source: Located, path: Path_) -> dict[str, Any]:
        kinds = [key for key in then if key in PLURALS]
        if len(kinds) != 1 or kinds[0] not in concludes:
            wrong = next((key for key in then if key not in ("priority", "serves", "as")), "")
            self.faults.add(
                source.place(path),
                f"kan in deze fase geen conclusie zijn. Kies uit: {', '.join(concludes)}.",
                f"cannot be a conclusion in this stage. Choose from: {', '.join(concludes)}.",
                value=kinds[0] if kinds else wrong,
                nearest="" if kinds else nearest_word(str(wrong), concludes),
            )
            return {}
        kind, id_ = kinds[0], then[kinds[0]]
        for key in then.keys() - {kind} - _KIND_KEYS.get(kind, set()):
            self.faults.add(source.place((*path, key), of_key=True), "is hier geen bekend woord.", "is not a known word here.", value=key)
        if not isinstance(id_, str):
            self.faults.add(
                source.place((*path, kind)), "moet een naam uit de catalogus zijn.", "must be a name of the catalogue.", value=id_
            )
            return {}
        self._check_known(PLURALS[kind], id_, source, (*path, kind))
        if kind in ABOUT and subject != ABOUT[kind]:
            self.faults.add(
                source.place((*path, kind)),
                f"gaat over een {ABOUT[kind]}; zet 'for: {ABOUT[kind]}'.",
                f"is about a {ABOUT[kind]}; write 'for: {ABOUT[kind]}'.",
                value=kind,
            )
        outcome = {"kind": kind, "id": id_, "priority": "", "serves": []}
        if kind == "action":
            outcome["priority"] = self._word(then.get("priority", "middle"), _PRIORITIES, source, (*path, "priority"))
            served = then.get("serves", [])
            outcome["serves"] = served if isinstance(served, list) else [served]
            for problem in outcome["serves"]:
                self._check_known("problems", str(problem), source, (*path, "serves"))
        if kind == "part":
            outcome["id"] = f"{id_}:{self._word(then.get('as', ''), _PARTS, source, (*path, 'as'))}"
        return outcome

    def _word(self, word: Any, allowed: Iterable[str], source: Located, path: Path_) -> str:
        words = tuple(allowed)
        if word not in words:
            self.faults.add(
                source.place(path),
                f"kan hier niet. Kies uit: {', '.join(words)}.",
                f"is not possible here. Choose from: {', '.join(words)}.",
                value=word,
                nearest=nearest_word(str(word), words),
            )
        return str(word)

    def _check_placeholders(self, words: str, fields: Mapping[str, Any], source: Located, path: Path_) -> None:
        for name in _PLACEHOLDER.findall(words):
            known = self.parameters if name.startswith("$") else fields
            if name.removeprefix("$") not in known:
                self.faults.add(
                    source.place(path),
                    "is geen veld of parameter.",
                    "is not a field or parameter.",
                    value=f"{{{name}}}",
                    nearest=nearest_word(name.removeprefix("$"), known),
                )
