"""What schemas are made of: names to choose from, one or more of something, texts that explain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commplan_advisor.common.text import Language, Text
from commplan_advisor.rulebook.catalogue import PLURALS
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.reviewing import REVIEW, review_vocabulary
from commplan_advisor.rulebook.schema import IDENTIFIER, LONGEST_IDENTIFIER
from commplan_advisor.rulebook.vocabulary import Vocabulary, vocabulary_of

Schema = dict[str, Any]

IDENTIFIER_SCHEMA: Schema = {"type": "string", "pattern": IDENTIFIER, "maxLength": LONGEST_IDENTIFIER}
DAY_SCHEMA: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(slots=True)
class Making:
    """One schema while it is made.

    Attributes:
        book: the rule book whose names can be chosen.
        language: of the explanations.
        definitions: what other parts of the schema point at.
    """

    book: RuleBook
    language: Language
    definitions: dict[str, Schema] = field(default_factory=dict)

    def say(self, text: Text) -> str:
        """A text in the language of the schema."""
        return text.in_(self.language)

    def define(self, name: str, schema: Schema) -> Schema:
        """What points at a part that is defined once."""
        self.definitions.setdefault(name, schema)
        return {"$ref": f"#/definitions/{name}"}

    def explained(self, text: Text, schema: Schema) -> Schema:
        """A part with its explanation; beside a pointer nothing else counts, so that goes inside."""
        return {"description": self.say(text), **({"allOf": [schema]} if "$ref" in schema else schema)}

    def choice(self, words: Mapping[str, Text]) -> Schema:
        """One of some words, each with what it means."""
        return {"type": "string", "enum": list(words), "enumDescriptions": [self.say(text) for text in words.values()]}

    def entry_of(self, plural: str) -> Schema:
        """The name of an entry of the catalogue."""
        titles = {id_: entry.title for id_, entry in getattr(self.book.catalogue, plural).items()}
        return self.define(f"name:{plural}", self.choice(titles) if titles else IDENTIFIER_SCHEMA)

    def source(self) -> Schema:
        """One source or several."""
        words: dict[str, Text] = {}
        for id_, one in self.book.sources.items():
            if one.items:
                words |= {f"{id_} {item}": says for item, says in one.items.items()}
            else:
                words[id_] = Text(one.title, one.title)
        words |= {id_: Text(one.title, one.title) for id_, one in self.book.sources.items() if one.items}
        return one_or_more(self.define("source", self.choice(words)))

    def root(self, title: Text, schema: Schema) -> Schema:
        """The whole schema."""
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": self.say(title),
            **schema,
            "definitions": dict(sorted(self.definitions.items())),
        }


def one_or_more(schema: Schema) -> Schema:
    """One of something, or a list of it that is not empty."""
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


def closed(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """Something with these keys and no others."""
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}
    if needed := list(required):
        schema["required"] = needed
    return schema


def vocabularies(book: RuleBook) -> dict[str, Vocabulary]:
    """What the rules of each stage and those about running plans can speak of; without a name what is known at the end of all stages."""
    titles = {plural: {id_: entry.title for id_, entry in getattr(book.catalogue, plural).items()} for plural in set(PLURALS.values())}
    found: dict[str, Vocabulary] = {}
    before: list[str] = []
    for stage in book.stages:
        found[stage.id] = vocabulary_of(before, titles)
        before.extend(stage.concludes)
    found[""] = vocabulary_of(before, titles)
    if book.review:
        found[REVIEW] = review_vocabulary(found[""], titles["indicators"])
    return found
