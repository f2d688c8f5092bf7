"""Schemas for editors: current, complete, and of the same mind as the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import read_located
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.schemas.files import files_that_name, kind_of, kinds, made, named_in, naming
from commplan_advisor.maintenance.schemas.models import NAMED
from commplan_advisor.maintenance.testing import schema as testing
from commplan_advisor.questionnaire.added import with_added
from commplan_advisor.questionnaire.questions import questions, questions_of_the_situation
from commplan_advisor.rulebook import schema, statements
from commplan_advisor.rulebook.explanations import explained, word
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.reading import read_document
from tests.support.rulefolder import SMALL, Files, changed, written
from tests.support.shipped import ROOT

RULES = ROOT / "rules"
MODELS: list[type[BaseModel]] = [
    schema.RuleBookFile,
    schema.Stage,
    schema.Rule,
    schema.Words,
    schema.Validity,
    schema.Source,
    schema.Parameter,
    schema.DatedValue,
    schema.Roles,
    *dict.fromkeys(schema.CATALOGUE.values()),
    testing.Test,
    testing.RulesExpected,
    testing.Survivor,
    statements.StatementPart,
]


@cache
def shipped_book() -> RuleBook:
    return load_rulebook(as_of=date.max)


def validator(book: RuleBook, kind: str) -> jsonschema.Draft7Validator:
    found = json.loads(made(book, kind, "nl"))
    jsonschema.Draft7Validator.check_schema(found)
    return jsonschema.Draft7Validator(found)


def wrong(book: RuleBook, kind: str, value: Any) -> list[str]:
    return [error.message for error in validator(book, kind).iter_errors(value)]


# ---- what they say ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_explained_in_both_languages(model: type[BaseModel]) -> None:
    keys = [info.alias or name for name, info in model.model_fields.items()]
    said = {key: explained(model, key) for key in keys}
    assert [key for key, text in said.items() if text is None or not text.nl or not text.en] == []


def test_every_word_to_choose_from_has_its_meaning() -> None:
    for kind in kinds(shipped_book()):
        for key, part in choices(json.loads(made(shipped_book(), kind, "nl"))):
            assert len(part["enum"]) == len(part["enumDescriptions"]), key
    assert word("documented") == Text("staat in het format", "said by the format")


def choices(part: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        if "enumDescriptions" in part:
            yield key, part
        for name, inner in part.items():
            yield from choices(inner, name)
    elif isinstance(part, list):
        for inner in part:
            yield from choices(inner, key)


def test_every_key_that_names_an_entry_is_completed_with_the_names_of_the_catalogue() -> None:
    models: list[type[schema.Part]] = [schema.Roles, schema.Mailings, schema.TakesPart, *schema.CATALOGUE.values()]
    names = {
        (model.__name__, key)
        for model in models
        for key, part in model.model_json_schema(by_alias=True)["properties"].items()
        if schema.IDENTIFIER in str(part) and key != "allow"
    }
    assert {("Roles", "responsible"), ("Task", "role"), ("Timing", "before")} <= names
    assert names == {*NAMED}


def test_the_questions_of_the_questionnaire_are_the_keys_of_conditions() -> None:
    rules = json.loads(made(shipped_book(), "rules-situation", "nl"))
    fields = rules["definitions"]["when"]["properties"]
    paths = {one.path for one in questions_of_the_situation() if "[]" not in one.path and one.kind != "list"}
    assert paths <= set(fields)
    assert fields["situation.website_information"]["description"] == questions()["situation.website_information"].text.nl
    answers = rules["definitions"]["answer:situation.website_information"]
    assert answers["enum"] == [str(option) for option in questions()["situation.website_information"].options]


def test_english_explanations_are_an_option() -> None:
    dutch, english = (json.loads(made(shipped_book(), "catalogue-actions", language)) for language in ("nl", "en"))
    assert dutch["definitions"]["Action"]["properties"]["hours"]["description"].startswith("Hoeveel uur")
    assert english["definitions"]["Action"]["properties"]["hours"]["description"].startswith("How many hours")


# ---- the ones that ship -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", kinds(shipped_book()))
def test_the_schemas_that_ship_are_what_the_command_writes(kind: str) -> None:
    with with_added(shipped_book().added):
        current = made(shipped_book(), kind, "nl")
    assert (RULES / "schema" / f"{kind}.json").read_text(encoding="utf-8") == current, "run: commplan rules schema --rules rules --apply"


def test_no_schema_ships_that_is_of_nothing() -> None:
    assert sorted(path.stem for path in (RULES / "schema").iterdir()) == sorted(kinds(shipped_book()))


def shipped_files() -> list[Path]:
    return [*(path for path, _ in files_that_name(RULES)), *sorted((ROOT / "cases").rglob("*.yaml"))]


@pytest.fixture(scope="module")
def validators() -> dict[Path, jsonschema.Draft7Validator]:
    return {}


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_shipped_file_names_its_schema_and_fits_it(path: Path, validators: dict[Path, jsonschema.Draft7Validator]) -> None:
    named = (path.parent / named_in(path.read_text(encoding="utf-8"))).resolve()
    inside = PurePosixPath(path.relative_to(RULES).as_posix()) if RULES in path.parents else None
    assert named == RULES / "schema" / f"{kind_of(inside) if inside else 'case'}.json"
    if named not in validators:
        validators[named] = jsonschema.Draft7Validator(json.loads(named.read_text(encoding="utf-8")))
    assert [error.message for error in validators[named].iter_errors(read_located(path).value)] == []


def test_every_file_of_the_rule_book_has_a_schema() -> None:
    assert {path for path, _ in files_that_name(RULES)} == set(RULES.rglob("*.yaml"))


# ---- mistakes ---------------------------------------------------------------------------------------------------------------------

MISTAKES = {
    "a field with a typing error": ("solutions/register.yaml", "problem.type: low_coverage", "problem.typ: low_coverage"),
    "a field of something else": ("situation/register.yaml", "situation.register.exists: false", "initiative.groups: 3"),
    "a field that is not known yet": ("situation/register.yaml", "situation.register.exists", "concluded.findings.no_register"),
    "an option that is not there": ("problems/coverage.yaml", "[whatsapp, nextdoor]", "[whatsapp, hyves]"),
    "an operator that is not there": ("problems/coverage.yaml", "{below: $low_coverage}", "{under: $low_coverage}"),
    "an operator that does not fit": ("problems/coverage.yaml", "{below: $low_coverage}", "{includes: 3}"),
    "an operator of a number for a set": ("strategy/moments.yaml", "{includes: cohesion}", "{at_least: 1}"),
    "a value for a set": ("strategy/moments.yaml", "introduction.goals: {includes: cohesion}", "introduction.goals: cohesion"),
    "yes instead of true": ("situation/register.yaml", "exists: false", "exists: nee"),
    "a parameter that is not there": ("problems/coverage.yaml", "$low_coverage}\n", "$lowest_coverage}\n"),
    "unanswered as a condition": ("situation/register.yaml", "exists: false", "exists: {answered: false}"),
    "any inside any": ("solutions/register.yaml", "- {concluded.findings.no_register: true}", "- {any: [{problem.type: chatter}]}"),
    "a missing language": ("situation/register.yaml", "    en: There is no register.\n", ""),
    "an unknown key": ("situation/register.yaml", "  basis: practice", "  basis: practice\n  prio: high"),
    "a missing source": ("situation/register.yaml", "  source: practice\n", ""),
    "a source that is not there": ("situation/register.yaml", "source: practice", "source: format 9.9"),
    "documented without the format": ("situation/register.yaml", "basis: practice", "basis: documented"),
    "an entry that is not there": ("situation/register.yaml", "{finding: no_register}", "{finding: no_registry}"),
    "a conclusion of another stage": ("situation/register.yaml", "{finding: no_register}", "{problem: chatter}"),
    "a conclusion about something else": ("strategy/moments.yaml", "then: {moment: neighbours-day}", "then: {part: police, as: consulted}"),
    "a part without its word": ("strategy/moments.yaml", "{part: police, as: consulted}", "{part: police}"),
    "a priority that is not there": ("solutions/register.yaml", "priority: high", "priority: urgent"),
    "a subject that is not there yet": ("situation/register.yaml", "for: case", "for: problem"),
    "no condition": ("situation/register.yaml", "  when:\n    situation.register.exists: false\n", "  when: {}\n"),
    "a name in capitals": ("situation/register.yaml", "- id: no-register", "- id: No-Register"),
    "a role that is not there": ("catalogue/actions.yaml", "consulted: [police]", "consulted: [polise]"),
    "no hours": ("catalogue/actions.yaml", "  hours: 16\n", ""),
    "too many weeks": ("catalogue/actions.yaml", "weeks: 4", "weeks: 400"),
    "half an hour": ("catalogue/actions.yaml", "hours: 16", "hours: 0.5"),
    "a quadrant that is not there": ("catalogue/findings.yaml", "quadrant: weakness", "quadrant: weak"),
    "a day that is none": ("parameters.yaml", "from: 2020-01-01", "from: januari"),
    "a value in words": ("parameters.yaml", "value: 50", "value: vijftig"),
    "a stage that concludes nothing known": ("rulebook.yaml", "concludes: [finding]", "concludes: [findings]"),
    "a default that is not there": ("rulebook.yaml", "measurement: [every-3-months]", "measurement: [every-month]"),
    "a year in words": ("sources.yaml", "year: 2026", "year: now"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    return load_rulebook(written(tmp_path_factory.mktemp("small")), date.max)


def test_a_small_rule_book_fits_its_own_schemas(small: RuleBook, tmp_path: Path) -> None:
    for name in SMALL:
        value = read_located(written(tmp_path) / name).value
        assert wrong(small, kind_of(PurePosixPath(name)), value) == [], name


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_by_the_schema_and_by_the_reader(mistake: str, small: RuleBook, tmp_path: Path) -> None:
    name, old, new = MISTAKES[mistake]
    files: Files = changed(SMALL, name, old, new)
    folder = written(tmp_path, files)
    assert wrong(small, kind_of(PurePosixPath(name)), read_located(folder / name).value)
    with pytest.raises(FaultyInputError):
        read_document(folder)


CASE: dict[str, Any] = {
    "municipality": {"name": "Ede", "inhabitants": 3},
    "situation": {"initiatives": [{"platform": "whatsapp", "groups": 3}], "register": {"exists": "nee"}, "signs": None},
}


@pytest.mark.parametrize(
    "case",
    [
        {"municipality": {}},
        {**CASE, "situatie": {}},
        {**CASE, "situation": {"register": {"exists": "misschien"}}},
        {**CASE, "situation": {"initiatives": [{"platform": "hyves"}]}},
        {**CASE, "situation": {"initiatives": [{"groups": -1}]}},
        {**CASE, "situation": {"initiatives": [{"groups": "drie"}]}},
        {**CASE, "introduction": {"goals": ["overview", "overview"]}},
        {**CASE, "date": "vandaag"},
    ],
)
def test_a_mistake_in_a_questionnaire_is_refused(case: dict[str, Any]) -> None:
    assert wrong(shipped_book(), "case", CASE) == []
    assert wrong(shipped_book(), "case", case)


@pytest.mark.parametrize(
    ("test", "right"),
    [
        ({"test": "a", "given": {"situation.register.exists": True}, "must": [{"action": "set-up-register", "priority": "high"}]}, True),
        ({"test": "a", "given": {"situation.initiatives[whatsapp].groups": 3}, "rules": {"holds": ["x"]}}, True),
        ({"test": "a", "given": {"situation.registr.exists": True}, "may": [{"problem": "chatter"}]}, False),
        ({"test": "a", "must": [{"action": "set-up-registr"}]}, False),
        ({"test": "a", "must": [{"action": "set-up-register", "problem": "chatter"}]}, False),
        ({"test": "a", "must": [{"part": "police"}]}, False),
        ({"test": "a", "rules": {"hold": ["x"]}}, False),
        ({"must": [{"problem": "chatter"}]}, False),
    ],
)
def test_tests_are_checked(test: dict[str, Any], right: bool) -> None:
    assert (wrong(shipped_book(), "tests", [test]) == []) is right


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        ({"when": {"concluded.problems.low_coverage": True}, "then": {"concluded.actions.publish-groups-online": True}}, True),
        ({"for": "problem", "never": {"problem.type": "chatter", "problem.reported": True}}, True),
        ({"never": {"problem.type": "chatter"}}, False),
        ({"then": {"concluded.actions.publish-groups": True}}, False),
        ({"when": {"concluded.problems.low_coverage": True}}, False),
    ],
)
def test_statements_are_checked(statement: dict[str, Any], right: bool) -> None:
    whole = {"id": "x", "says": {"nl": "Zo.", "en": "So."}, **statement}
    assert (wrong(shipped_book(), "statements", [whole]) == []) is right


# ---- naming a schema in a file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a: 1\n", "# Over a\na: 1", "a: 1\r\nb: 2\r\n", ""])
def test_a_file_that_names_its_schema_is_otherwise_the_same(text: str) -> None:
    named = naming(text, "../schema/x.json")
    assert named_in(named) == "../schema/x.json"
    assert named.split("\n", 1)[1] == text
    assert naming(named, "../schema/x.json") == named
    assert naming(named, "y.json").split("\n", 1)[1] == text
