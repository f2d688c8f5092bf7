"""The schemas of a rule book, and which file each is of."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from commplan_advisor.common.files import read_text, write_text
from commplan_advisor.common.text import Language, Text
from commplan_advisor.maintenance.schemas import own, questionnaire
from commplan_advisor.maintenance.schemas.conclusions import subjects_that_conclude, then
from commplan_advisor.maintenance.schemas.conditions import when, when_about
from commplan_advisor.maintenance.schemas.models import model
from commplan_advisor.maintenance.schemas.parts import IDENTIFIER_SCHEMA, Making, Schema, vocabularies
from commplan_advisor.rulebook import schema
from commplan_advisor.rulebook.explanations import word
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.reviewing import OF_A_REVIEW, REVIEW

FOLDER = "schema"
"""Where a rule book keeps the schemas of its files: they are no rules, and go where it goes."""

_WIDTH = 140
_NAMES = re.compile(r"^#\s*yaml-language-server:\s*\$schema=[^\r\n]*", re.MULTILINE)


def kinds(book: RuleBook) -> list[str]:
    """The schemas that there are, by name."""
    return list(_makers(book))


def made(book: RuleBook, kind: str, language: Language) -> str:
    """A schema as a text: the same rule book, the same bytes.

    Raises:
        KeyError: there is no such kind.
    """
    title, make = _makers(book)[kind]
    making = Making(book, language)
    schema_ = make(making)
    return "".join(_written(making.root(title, schema_), 0)) + "\n"


def kind_of(path: PurePosixPath) -> str:
    """The schema of a file of a rule book, by its path in the folder; empty when there is none."""
    if path.parts[0] in (FOLDER, ".git") or path.suffix != ".yaml":
        return ""
    if path.parts[0] == "tests":
        return "survivors" if path.name == "survivors.yaml" else "tests"
    if path.parts[0] == "catalogue":
        return f"catalogue-{path.stem}" if path.stem in schema.CATALOGUE else ""
    return path.stem if len(path.parts) == 1 else f"rules-{path.parts[0]}"


def naming(text: str, schema_: str) -> str:
    """The text of a YAML file that names its schema in its first line; a schema that it names already is replaced."""
    line = f"# yaml-language-server: $schema={schema_}"
    if _NAMES.search(text):
        return _NAMES.sub(lambda _: line, text, count=1)
    return f"{line}{chr(13) if chr(13) + chr(10) in text else ''}\n{text}"


def named_in(text: str) -> str:
    """The schema that a YAML file names; empty when it names none."""
    found = _NAMES.search(text)
    return found.group().partition("$schema=")[2].strip() if found else ""


def schema_of(file: str) -> str:
    """The schema of a file of a rule book, as a path from where the file stands; empty when it has none."""
    inside = PurePosixPath(file)
    kind = kind_of(inside)
    return f"{'../' * (len(inside.parts) - 1)}{FOLDER}/{kind}.json" if kind else ""


def files_that_name(folder: Path) -> Iterator[tuple[Path, str]]:
    """The YAML files of a rule book with the schema that each should name, as a path from where it stands."""
    for path in sorted(folder.rglob("*.yaml")):
        if schema_ := schema_of(path.relative_to(folder).as_posix()):
            yield path, schema_


def refreshed(folder: Path, book: RuleBook) -> None:
    """Write the schemas that a rule book keeps anew where they changed, in the language that they are in.

    Raises:
        UnreadableFileError: one cannot be read or written.
    """
    for path in sorted((folder / FOLDER).glob("*.json")):
        if path.stem in kinds(book):
            old = read_text(path)
            title = _makers(book)[path.stem][0]
            language: Language = "en" if f'"title": {json.dumps(title.en, ensure_ascii=False)}' in old[:500] else "nl"
            new = made(book, path.stem, language)
            if new != old:
                write_text(path, new, force=True)


_Maker = Callable[[Making], Schema]


def _makers(book: RuleBook) -> dict[str, tuple[Text, _Maker]]:
    found: dict[str, tuple[Text, _Maker]] = {
        "rulebook": (Text("Het regelboek", "The rule book"), lambda making: {"allOf": [model(making, schema.RuleBookFile)]}),
        "sources": (Text("Bronnen", "Sources"), partial(_entries, schema.Source)),
        "parameters": (Text("Grenzen", "Parameters"), partial(_entries, schema.Parameter)),
        "calendar": (Text("Dagen en uren", "Days and hours"), _calendar),
        "statements": (Text("Uitspraken die altijd moeten gelden", "Statements that must always hold"), own.statements),
        "tests": (Text("Tests van de regels", "Tests of the rules"), own.tests),
        "survivors": (Text("Wijzigingen die geen test merkt", "Changes that no test notices"), own.survivors),
        "case": (Text("Vragenlijst", "Questionnaire"), questionnaire.case),
    }
    for stage in book.stages:
        title = Text(f"Regels: {stage.title.nl}", f"Rules: {stage.title.en}")
        found[f"rules-{stage.id}"] = (title, partial(_rules, stage.id))
    if book.review:
        title = Text(f"Regels: {book.review.title.nl}", f"Rules: {book.review.title.en}")
        found[f"rules-{REVIEW}"] = (title, partial(_rules, REVIEW))
    for plural, of in schema.CATALOGUE.items():
        found[f"catalogue-{plural}"] = (Text(f"Catalogus: {plural}", f"Catalogue: {plural}"), partial(_entries, of))
    return found


def _entries(of: type[Any], making: Making) -> Schema:
    """A file of names, each with an entry."""
    return {"type": ["object", "null"], "propertyNames": IDENTIFIER_SCHEMA, "additionalProperties": model(making, of)}


def _calendar(making: Making) -> Schema:
    """The file of days and hours; it may be empty."""
    return {"type": ["object", "null"], "allOf": [model(making, schema.CalendarFile)]}


def _rules(stage: str, making: Making) -> Schema:
    """A file of rules of one stage; what can be tested and concluded depends on what a rule is about."""
    rule = model(making, schema.Rule)
    concludes = next((one.concludes for one in making.book.stages if one.id == stage), OF_A_REVIEW)
    vocabulary = vocabularies(making.book)[stage]
    subjects = subjects_that_conclude(concludes, vocabulary.subjects)
    whole = making.definitions["Rule"]
    whole["properties"]["for"] |= making.choice({subject: word(subject) for subject in subjects})
    whole["properties"]["when"] |= {"type": "object", "allOf": [when(making, vocabulary)]}
    whole["properties"]["then"]["type"] = ["object", "array"]
    whole["allOf"] += [
        {
            "if": {"required": ["for"], "properties": {"for": {"const": subject}}},
            "then": {"properties": {"when": when_about(making, vocabulary, subject), "then": then(making, concludes, subject)}},
        }
        for subject in subjects
    ]
    return {"type": ["array", "null"], "items": rule}


def _written(value: Any, indent: int) -> Iterator[str]:
    """JSON with one thing on a line, as far as it fits: short, and a difference shows what changed."""
    plain = json.dumps(value, ensure_ascii=False)
    if len(plain) + indent <= _WIDTH or not value or not isinstance(value, Mapping | list):
        yield plain
        return
    pairs = isinstance(value, Mapping)
    yield "{\n" if pairs else "[\n"
    inner = value.items() if isinstance(value, Mapping) else ((None, one) for one in value)
    for number, (key, one) in enumerate(inner):
        yield (",\n" if number else "") + " " * (indent + 1)
        yield f"{json.dumps(key, ensure_ascii=False)}: " if pairs else ""
        yield from _written(one, indent + 1)
    yield "\n" + " " * indent + ("}" if pairs else "]")
