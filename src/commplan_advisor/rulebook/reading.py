"""Reading the files of a rule book into one checked document of plain values.

The document is what `model` is made from; it holds everything that the files say, in an order of its own, so that neither the
order of files nor that of the rules in them can matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, UnreadableFileError, nearest_word
from commplan_advisor.common.located import Located, Path_, read_located
from commplan_advisor.common.text import Text
from commplan_advisor.questionnaire.added import Added, with_added
from commplan_advisor.questionnaire.faults import shown_path
from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.adding import added_by
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.conditions import Clause, ConditionReader
from commplan_advisor.rulebook.faults import PATTERN_WORDS, note_validation_faults
from commplan_advisor.rulebook.files import rule_files
from commplan_advisor.rulebook.naming import PLACEHOLDER, names_in
from commplan_advisor.rulebook.outcomes import OutcomeReader
from commplan_advisor.rulebook.periods import ALWAYS, Period, period_from
from commplan_advisor.rulebook.references import References, file_of
from commplan_advisor.rulebook.reviewing import OF_A_REVIEW, REVIEW, ReviewOutcomeReader, review_vocabulary
from commplan_advisor.rulebook.vocabulary import Vocabulary, vocabulary_of

Document = dict[str, Any]

_BOOK = "rulebook.yaml"
_CALENDAR = "calendar.yaml"
_SHARED = (_BOOK, "sources.yaml", "parameters.yaml", _CALENDAR, *(f"catalogue/{plural}.yaml" for plural in schema.CATALOGUE))
"""The files that rules speak of."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule book as far as it can be read.

    Attributes:
        document: what of it is sound: the rules and entries without faults that speak of nothing that has faults; None when not even the
            stages and the catalogue are known.
        faults: all that is wrong.
        files: the files that could be read, by their names below the folder.
    """

    document: Document | None
    faults: tuple[Fault, ...]
    files: Mapping[str, Located]

    def sound(self) -> Document:
        """The document of a rule book without faults.

        Raises:
            FaultyInputError: with every fault in it.
        """
        if self.faults or self.document is None:
            raise FaultyInputError(self.faults)
        return self.document


def in_order_of_days(calendar: Document) -> Document:
    """A calendar with its school holidays in order of time, and its kinds of days in an order of their own."""
    ordered = {**calendar, "avoid": {purpose: sorted(set(kinds)) for purpose, kinds in calendar["avoid"].items()}}
    if "school_holidays" in calendar:
        days = sorted(calendar["school_holidays"]["days"], key=lambda one: (one["from"], one["until"], one["holiday"], one["regions"]))
        ordered["school_holidays"] = {**calendar["school_holidays"], "days": days}
    return ordered


def read_document(folder: Path) -> Document:
    """Read and check all files of a rule book.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
        FaultyInputError: with every fault in it, each with its place and the nearest word that exists.
    """
    return read_leniently(folder).sound()


def _by_name(rule: Mapping[str, Any]) -> tuple[str, str]:
    return rule["id"], rule["valid"].get("from", "")


def read_leniently(folder: Path) -> Reading:
    """Read and check all files of a rule book, and go on with what is sound in them.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
    """
    try:
        if not (folder / "rulebook.yaml").is_file():
            message = Text("is geen map met regels: er is geen rulebook.yaml in.", "is not a rule book: it has no rulebook.yaml.")
            raise UnreadableFileError(Fault(Place(str(folder)), message))
        files = rule_files(folder)
    except OSError as error:
        message = Text(f"kan niet worden gelezen ({error.strerror}).", f"cannot be read ({error.strerror}).")
        raise UnreadableFileError(Fault(Place(str(error.filename or folder)), message)) from None
    return _Reader(folder).read(files)


class _NotGoingOnError(Exception):
    """So much is wrong that the rest would be found wrong as well."""


@dataclass(slots=True)
class _Reader:
    """Reads the files of a rule book.

    Attributes:
        folder: of the rule book.
        faults: found so far.
        complete: whether all files that rules speak of could be read; if not, their names are not known and rules are not checked.
        names: of the entries of each file, those with faults included, so that a fault in an entry is told once.
    """

    folder: Path
    faults: Faults = field(default_factory=Faults)
    complete: bool = True
    names: dict[str, list[str]] = field(default_factory=dict)
    catalogue: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    stages: list[dict[str, Any]] = field(default_factory=list)
    reviews: bool = False

    def read(self, files: Iterable[Path]) -> Reading:
        located = {path.relative_to(self.folder).as_posix(): found for path in files if (found := self._located(path))}
        document: Document | None = None
        with suppress(_NotGoingOnError):
            document = self._document(located)
        if document is not None and self.faults.found:
            document = self._sound(document)
        return Reading(document, tuple(self.faults.found), located)

    def _document(self, located: Mapping[str, Located]) -> Document:
        rulebook, days = located.get(_BOOK), located.get(_CALENDAR)
        book = self._validated(schema.RuleBookFile, rulebook, rulebook.value, ()) if rulebook else {}
        calendar = self._validated(schema.CalendarFile, days, days.value, ()) if days and days.value is not None else {}
        self.sources = self._entries(located, "sources", schema.Source)
        self.parameters = self._entries(located, "parameters", schema.Parameter)
        for plural, model in schema.CATALOGUE.items():
            self.catalogue[plural] = self._entries(located, plural, model)
        if not rulebook or not book or not self.complete:
            raise _NotGoingOnError
        self.stages = book["stages"]
        self.reviews = "plan_review" in book
        self._check_stages(rulebook)
        references = self._references()
        references.check_added(self._added(), located)
        with with_added(self._added(), alone=True):
            references.check_entries(self.parameters, located)
            rules = self._rules(located)
        references.check_defaults(book["defaults"], rulebook)
        if days and calendar:
            references.check_calendar(calendar, days)
        return {
            **({"calendar": in_order_of_days(calendar)} if calendar else {}),
            "name": book["name"],
            "version": book["version"],
            "date": book.get("date"),
            "upkeep": {key: book[key] for key in ("owner", "review") if key in book},
            "stages": self.stages,
            "defaults": book["defaults"],
            "start_weeks": book["start_weeks"],
            "sources": dict(sorted(self.sources.items())),
            "parameters": dict(sorted(self.parameters.items())),
            "catalogue": {plural: dict(sorted(entries.items())) for plural, entries in self.catalogue.items()},
            "rules": sorted((rule for rule in rules if rule["stage"] != REVIEW), key=_by_name),
            **self._review(book, rules),
        }

    def _review(self, book: Mapping[str, Any], rules: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """What a running plan is reviewed by, when the rule book says so."""
        if "plan_review" not in book:
            return {}
        return {"plan_review": {**book["plan_review"], "rules": sorted((rule for rule in rules if rule["stage"] == REVIEW), key=_by_name)}}

    def _sound(self, document: Document) -> Document:
        """The document without what speaks of entries, parameters or sources that are not in it."""
        sound = {**self.catalogue, "parameters": self.parameters}
        rules = [rule for rule in document["rules"] if all(name in sound[plural] for plural, name in names_in(rule))]
        defaults = {
            kind: [id_ for id_ in ids if id_ in sound[PLURALS[kind]]] for kind, ids in document["defaults"].items() if kind in PLURALS
        }
        found = {**document, "rules": rules, "defaults": defaults}
        if review := document.get("plan_review"):
            sound_ones = [rule for rule in review["rules"] if all(name in sound[plural] for plural, name in names_in(rule))]
            found["plan_review"] = {**review, "rules": sound_ones}
        return found

    def _located(self, path: Path) -> Located | None:
        name = path.relative_to(self.folder).as_posix()
        if path.suffix != ".yaml":
            self.faults.add(Place(str(path)), "moet op .yaml eindigen.", "must end in .yaml.", code="wrong-file")
            return None
        try:
            found = read_located(path, str(path))
        except FaultyInputError as error:
            self._note_syntax(error.faults)
            self.complete = self.complete and name not in _SHARED
            return None
        self._note_syntax(found.faults)
        return found

    def _note_syntax(self, faults: Iterable[Fault]) -> None:
        self.faults.found.extend(fault if fault.code else replace(fault, code="not-yaml") for fault in faults)

    def _validated(self, model: type[BaseModel], source: Located, value: Any, path: Path_) -> dict[str, Any]:
        """A value as a model sees it, in plain values; empty when it is faulty."""
        if value is None:
            self.faults.add(source.place(path), "is leeg.", "is empty.", path=shown_path(path), code="missing-key")
            return {}
        try:
            return model.model_validate(value).model_dump(mode="json", by_alias=True, exclude_none=True)
        except ValidationError as error:
            note_validation_faults(error, model, source, path, self.faults)
            return {}

    def _entries(self, located: Mapping[str, Located], plural: str, model: type[BaseModel]) -> dict[str, Any]:
        """The entries of a file that are right; the names of all of them are noted."""
        source = located.get(file_of(plural))
        self.names[plural] = []
        if source is None and plural == "sources" and self.complete:
            self.faults.add(Place(str(self.folder / "sources.yaml")), "ontbreekt.", "is missing.", code="wrong-file")
            self.complete = False
        if source is None or source.value is None:
            return {}
        if not isinstance(source.value, dict):
            nl, en = "moet uit naam en waarde bestaan.", "must consist of names and values."
            self.faults.add(source.place(()), nl, en, value=source.value, code="wrong-type")
            self.complete = False
            return {}
        self.names[plural] = list(source.value)
        entries = {}
        for key, value in source.value.items():
            if not schema.is_identifier(key):
                nl, en = PATTERN_WORDS[schema.IDENTIFIER]
                self.faults.add(source.place((key,), of_key=True), nl, en, value=key, code="wrong-value")
            elif entry := self._validated(model, source, value, (key,)):
                entries[key] = entry
        return entries

    # -- stages and catalogue --------------------------------------------------------------------------------------------------

    def _check_stages(self, source: Located) -> None:
        found_before = len(self.faults.found)
        seen: set[str] = set()
        names = [stage["id"] for stage in self.stages]
        for index, stage in enumerate(self.stages):
            if stage["id"] in names[:index]:
                where = source.place(("stages", index, "id"))
                self.faults.add(where, "is al de naam van een fase.", "is a stage's name already.", value=stage["id"], code="duplicate-id")
            if stage["id"] == REVIEW and self.reviews:
                where = source.place(("stages", index, "id"))
                nl, en = "is de map van 'plan_review'.", "is the folder of 'plan_review'."
                self.faults.add(where, nl, en, value=stage["id"], code="duplicate-id")
            for place, kind in enumerate(stage["concludes"]):
                path = ("stages", index, "concludes", place)
                if kind not in PLURALS:
                    self.faults.add(
                        source.place(path),
                        f"is geen soort conclusie. Kies uit: {', '.join(PLURALS)}.",
                        f"is not a kind of conclusion. Choose from: {', '.join(PLURALS)}.",
                        value=kind,
                        nearest=nearest_word(kind, PLURALS),
                        code="unknown-option",
                    )
                elif kind in seen:
                    nl, en = "hoort al bij een andere fase.", "belongs to another stage already."
                    self.faults.add(source.place(path), nl, en, value=kind, code="duplicate-id")
                elif ABOUT.get(kind, kind) not in seen | {kind}:
                    nl, en = f"kan pas na '{ABOUT[kind]}'.", f"can only come after '{ABOUT[kind]}'."
                    self.faults.add(source.place(path), nl, en, value=kind, code="not-yet-known")
                seen.add(kind)
        if len(self.faults.found) > found_before:
            raise _NotGoingOnError

    def _added(self) -> Added:
        """What can be answered with this rule book, entries with faults included."""
        platforms = {name: self.catalogue["platforms"].get(name, {}) for name in self.names["platforms"]}
        return added_by({**self.catalogue, "platforms": platforms})

    def _references(self) -> References:
        return References(self.names, self.catalogue, self.sources, self.faults)

    # -- rules -----------------------------------------------------------------------------------------------------------------

    def _rules(self, located: Mapping[str, Located]) -> list[dict[str, Any]]:
        titles = {plural: {id_: self._title(plural, id_) for id_ in self.names[plural]} for plural in self.catalogue}
        vocabularies: dict[str, Vocabulary] = {}
        before: list[str] = []
        for stage in self.stages:
            vocabularies[stage["id"]] = vocabulary_of(before, titles)
            before.extend(stage["concludes"])
        last = vocabulary_of(before, titles)
        last_of = dict.fromkeys(vocabularies, last)
        if self.reviews:
            vocabularies[REVIEW] = last_of[REVIEW] = review_vocabulary(last, self._titled("indicators"))
        rules: list[dict[str, Any]] = []
        seen: dict[str, list[tuple[Place, Period]]] = {}
        for name, source in located.items():
            folder = name.partition("/")[0] if "/" in name else ""
            if folder == "catalogue" or name in _SHARED:
                self._check_catalogue_name(name, source)
                continue
            if folder not in vocabularies:
                self.faults.add(
                    Place(source.file),
                    f"hoort bij geen fase. Kies uit: {', '.join(vocabularies)}.",
                    f"belongs to no stage. Choose from: {', '.join(vocabularies)}.",
                    value=folder or name,
                    nearest=nearest_word(folder, vocabularies),
                    code="wrong-file",
                )
                continue
            if not isinstance(source.value, list):
                if source.value is not None:
                    nl, en = "moet een lijst van regels zijn.", "must be a list of rules."
                    self.faults.add(source.place(()), nl, en, value=source.value, code="wrong-type")
                continue
            for index, value in enumerate(source.value):
                found_before = len(self.faults.found)
                rule = self._rule(value, source, (index,), folder, vocabularies[folder], last_of[folder])
                here, valid = source.place((index,)), period_from(rule["valid"])
                if id_ := rule.get("id"):
                    others = seen.setdefault(id_, [])
                    if other := next((place for place, days in others if days.overlaps(valid)), None):
                        self._note_same_name(source.place((index, "id")), id_, other, valid)
                    others.append((here, valid))
                if len(self.faults.found) == found_before:
                    rules.append({**rule, "file": name, "line": here.line})
        return rules

    def _note_same_name(self, where: Place, id_: str, other: Place, valid: Period) -> None:
        """A rule may follow another one of the same name, once that one has ended."""
        code = "duplicate-id" if valid == ALWAYS else "overlapping-dates"
        if valid == ALWAYS:
            nl, en = f"is al de naam van een regel ({other}).", f"is a rule's name already ({other})."
        else:
            nl = f"geldt op dezelfde dagen als de regel met deze naam in {other}. Laat de ene eindigen voor de andere begint."
            en = f"counts on the same days as the rule of this name in {other}. Let one end before the other begins."
        self.faults.add(where, nl, en, value=id_, code=code)

    def _title(self, plural: str, id_: str) -> Text:
        entry = self.catalogue[plural].get(id_)
        return Text(**entry["title"]) if entry else Text(id_, id_)

    def _check_catalogue_name(self, name: str, source: Located) -> None:
        if name not in _SHARED:
            stem = name.rpartition("/")[2].removesuffix(".yaml")
            nearest = nearest_word(stem, schema.CATALOGUE)
            nl, en = "hoort niet in de catalogus.", "does not belong in the catalogue."
            self.faults.add(Place(source.file), nl, en, value=stem, nearest=nearest, code="wrong-file")

    def _rule(self, value: Any, source: Located, path: Path_, stage: str, vocabulary: Vocabulary, last: Vocabulary) -> dict[str, Any]:
        """A rule as it stands in the document; of one with faults, what of it is right."""
        rule = self._sound_parts(value, source, path)
        subject = rule.get("for", "")
        if subject and subject not in vocabulary.subjects:
            self.faults.add(
                source.place((*path, "for")),
                f"kan in deze fase nog niet. Kies uit: {', '.join(vocabulary.subjects)}.",
                f"is not there yet in this stage. Choose from: {', '.join(vocabulary.subjects)}.",
                value=subject,
                code="not-yet-known",
            )
            subject = ""
        clauses: list[Clause] = []
        if subject:
            fields = vocabulary.fields[subject]
            conditions = ConditionReader(fields, last.fields[subject], self.names["parameters"], source, self.faults)
            clauses = conditions.read(rule.get("when", {}), (*path, "when"))
            for language, words in rule.get("because", {}).items():
                self._check_placeholders(words, fields, source, (*path, "because", language))
        conclusions = self._conclusions(stage, subject, source)
        outcomes = [
            conclusions.read(one, (*path, "then", index) if isinstance(value["then"], list) else (*path, "then"))
            for index, one in enumerate(rule.get("then", ()))
        ]
        if "source" in rule:
            self._references().check_cited(rule, source, path)
        return {
            "id": rule.get("id"),
            "stage": stage,
            "subject": subject,
            "when": clauses,
            "then": outcomes,
            "because": rule.get("because"),
            "sources": rule.get("source"),
            "basis": rule.get("basis"),
            "valid": rule.get("valid", {}),
            "status": rule.get("status", "in_force"),
            **{key: rule[key] for key in ("owner", "review", "allow") if key in rule},
        }

    def _conclusions(self, stage: str, subject: str, source: Located) -> OutcomeReader:
        """Reads what the rules of a stage conclude."""
        if stage == REVIEW:
            return ReviewOutcomeReader(subject, OF_A_REVIEW, self.names, source, self.faults)
        concludes = next(one["concludes"] for one in self.stages if one["id"] == stage)
        return OutcomeReader(subject, concludes, self.names, source, self.faults)

    def _titled(self, plural: str) -> dict[str, Text]:
        return {id_: self._title(plural, id_) for id_ in self.names[plural]}

    def _sound_parts(self, value: Any, source: Located, path: Path_) -> dict[str, Any]:
        """The parts of a rule that have the right shape; the faults of the others are noted."""
        if value is None:
            self.faults.add(source.place(path), "is leeg.", "is empty.", code="missing-key")
            return {}
        try:
            return schema.Rule.model_validate(value).model_dump(mode="json", by_alias=True, exclude_none=True)
        except ValidationError as error:
            note_validation_faults(error, schema.Rule, source, path, self.faults)
            wrong = {detail["loc"][:1] for detail in error.errors(include_url=False)}
        sound = {key: one for key, one in value.items() if (key,) not in wrong} if isinstance(value, dict) else {}
        return {key: one if isinstance(one, list) or key not in ("then", "source") else [one] for key, one in sound.items()}

    def _check_placeholders(self, words: str, fields: Mapping[str, Any], source: Located, path: Path_) -> None:
        for name in PLACEHOLDER.findall(words):
            known: Collection[str] = self.names["parameters"] if name.startswith("$") else fields
            if name.removeprefix("$") not in known:
                self.faults.add(
                    source.place(path),
                    "is geen veld of parameter.",
                    "is not a field or parameter.",
                    value=f"{{{name}}}",
                    nearest=nearest_word(name.removeprefix("$"), known),
                    code="unknown-parameter" if name.startswith("$") else "unknown-field",
                )
