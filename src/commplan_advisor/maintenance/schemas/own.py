"""Test files and statements as schemas: what a maintainer expects of the rules."""

from __future__ import annotations

from commplan_advisor.maintenance.schemas.conclusions import expected
from commplan_advisor.maintenance.schemas.conditions import when, when_about
from commplan_advisor.maintenance.schemas.models import model
from commplan_advisor.maintenance.schemas.parts import Making, Schema, one_or_more, vocabularies
from commplan_advisor.maintenance.schemas.questionnaire import answers
from commplan_advisor.maintenance.testing.schema import Survivor, Test
from commplan_advisor.rulebook.explanations import word
from commplan_advisor.rulebook.statements import StatementPart

_CONDITIONS = ("when", "then", "never", "silent")


def tests(making: Making) -> Schema:
    """A file of tests. The rules that they name are not listed: a new rule would make the schema old."""
    test = model(making, Test)
    properties = making.definitions["Test"]["properties"]
    properties["given"] |= answers(making)
    conclusion = one_or_more(expected(making, [kind for stage in making.book.stages for kind in stage.concludes]))
    for key in ("must", "may", "must_not"):
        properties[key] |= conclusion
    return {"type": ["array", "null"], "items": test}


def survivors(making: Making) -> Schema:
    """The file of changes that no test notices."""
    return {"type": ["array", "null"], "items": model(making, Survivor)}


def statements(making: Making) -> Schema:
    """The file of statements."""
    statement = model(making, StatementPart)
    vocabulary = vocabularies(making.book)[""]
    subjects = ("case", *(one for one in ("problem", "action") if one in vocabulary.subjects))
    whole = making.definitions["StatementPart"]
    whole["properties"]["for"] |= making.choice({subject: word(subject) for subject in subjects})
    for key in _CONDITIONS:
        whole["properties"][key] |= {"type": "object", "allOf": [when(making, vocabulary)]}
    whole["anyOf"] = [{"required": [key]} for key in _CONDITIONS[1:]]
    whole["allOf"] = [
        {
            "if": {"properties": {"for": {"const": subject}}, **({"required": ["for"]} if subject != "case" else {})},
            "then": {"properties": {key: when_about(making, vocabulary, subject) for key in _CONDITIONS}},
        }
        for subject in subjects
    ]
    return {"type": ["array", "null"], "items": statement}
