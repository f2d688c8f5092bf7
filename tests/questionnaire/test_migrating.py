"""Bringing a questionnaire up to date changes what must be changed, loses nothing, and a second time changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.questionnaire.migrating import migrated
from commplan_advisor.questionnaire.models import VERSION
from commplan_advisor.questionnaire.questions import Question, question_of, questions
from commplan_advisor.questionnaire.reading import case_from
from commplan_advisor.questionnaire.rewriting import Rewriter
from commplan_advisor.questionnaire.template import json_template, yaml_template
from commplan_advisor.questionnaire.writing import as_yaml
from tests.support.answers import Answers, questionnaire_of, random_answers
from tests.support.shipped import shipped_cases

NAME = "municipality: {name: Ede}\n"
VERSION_1 = Path(__file__).with_name("version_1.json")


def new(text: str, file: str = "oud.yaml") -> str:
    """The text after migration, which is a questionnaire of today, and stays what it is when it is migrated again."""
    found = migrated(text, file)
    again = migrated(found.text, file)
    assert (again.text, again.done, again.since) == (found.text, (), VERSION)
    assert bool(found.done) == (found.text != text)
    return found.text


def told(text: str, file: str = "oud.yaml") -> list[str]:
    return [one.words("en") for one in migrated(text, file).done]


def refused(text: str, file: str = "oud.yaml") -> list[str]:
    with pytest.raises(FaultyInputError) as raised:
        migrated(text, file)
    return [fault.words("en") for fault in raised.value.faults]


def test_a_questionnaire_of_today_stays_byte_for_byte_what_it_is_whatever_is_in_it() -> None:
    for path in shipped_cases():
        text = path.read_bytes().decode()
        assert migrated(text, str(path)).text == text
    for text in (yaml_template("Ede", "nl"), f"questionnaire: {VERSION}\nmunicipality: {{naam: x}}\n"):
        assert new(text) == text
    assert new(json_template("Ede"), "oud.json") == json_template("Ede")


def test_a_questionnaire_without_a_version_gets_one_before_its_first_answer_and_nothing_else() -> None:
    text = f"# Van ons\n\n{NAME}date: 2026-01-31   # vandaag\n"
    assert new(text) == f"# Van ons\n\nquestionnaire: 1\n{NAME}date: 2026-01-31   # vandaag\n"
    assert told(text) == ["oud.yaml:3:1: the version is there now: 1."]


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("questionnaire: 0  # x\n" + NAME, "questionnaire: 1  # x\n" + NAME),
        ("questionnaire:\n" + NAME, "questionnaire: 1\n" + NAME),
        ("---\r\nmunicipality:\r\n  name: Ede\r\n", "---\r\nquestionnaire: 1\r\nmunicipality:\r\n  name: Ede\r\n"),
        ("{municipality: {name: Ede}}", "{questionnaire: 1, municipality: {name: Ede}}"),
    ],
)
def test_the_version_is_put_where_it_belongs(old: str, now: str) -> None:
    assert new(old) == now


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("municipality: {name: Ede, inhabitants: 24.000}", "municipality: {name: Ede, inhabitants: 24000}"),
        (NAME + "date: 31-1-2026  # gisteren", NAME + "date: 2026-01-31  # gisteren"),
        (NAME + "sources: krant, 3 mei", NAME + 'sources: ["krant, 3 mei"]'),
        (
            NAME + "situation:\n  initiatives:\n    - platform: Een eigen website\n      coverage: '40 %'",
            NAME + "situation:\n  initiatives:\n    - platform: own_website\n      coverage: 40",
        ),
        (NAME + "situation: {register: {exists: Nee.}}", NAME + "situation: {register: {exists: false}}"),
        (
            NAME + "introduction:\n  goals:\n    # de eerste\n    - initiatieven een impuls geven\n    - overview # b",
            NAME + "introduction:\n  goals:\n    # de eerste\n    - impulse\n    - overview # b",
        ),
        (NAME + "introduction: {goals: 'safety; wider_coverage'}", NAME + "introduction: {goals: [safety, wider_coverage]}"),
        (NAME + "problems: [{type: the coverage is low}]", None),
        (NAME + "problems: [{type: coverage is low}]", NAME + "problems: [{type: low_coverage}]"),
    ],
)
def test_what_was_written_in_words_is_understood_and_the_rest_stays(old: str, now: str | None) -> None:
    if now is None:
        (fault,) = refused(old)
        assert "'the coverage is low' is not a choice." in fault
    else:
        assert new(old) == "questionnaire: 1\n" + now


def test_the_key_that_the_first_program_took_too_is_renamed_with_all_below_it() -> None:
    old = NAME + "situation:\n  register_:   # overzicht\n    exists: ja\n    completeness: de meeste\n"
    assert new(old) == "questionnaire: 1\n" + old.replace("register_:", "register:").replace("de meeste", "most")
    assert told(old) == [
        "oud.yaml:1:1: the version is there now: 1.",
        "oud.yaml:3:3: situation: 'register_' is called 'register' now.",
        "oud.yaml:5:19: situation.register_.completeness: 'de meeste' becomes: most.",
    ]


def test_both_names_at_once_are_refused() -> None:
    (fault,) = refused(NAME + "situation: {register_: {exists: ja}, register: {exists: nee}}")
    assert "situation: 'register_' is not in the questionnaire" in fault


@pytest.mark.parametrize(
    ("old", "now"),
    [
        (NAME + "wethouder: x # y\n", NAME + "# wethouder: x # y\n"),
        (
            NAME + "problems:\n  - wijkraad: |\n      een\n\n      twee\n    type: chatter\n",
            NAME + "problems:\n  - # wijkraad: |\n    #   een\n# \n    #   twee\n    type: chatter\n",
        ),
        (NAME + "problems:\n  - wijkraad: [1]\n  - type: chatter\n", NAME + "problems:\n  - {} # wijkraad: [1]\n  - type: chatter\n"),
        (
            "municipality: {wethouder: x, name: Ede, kleur: y}\n",
            "# wethouder: x\n# kleur: y\nquestionnaire: 1\nmunicipality: {name: Ede}\n",
        ),
        (NAME + "situation: {wethouder: {a: b}}\n", NAME + "# wethouder: {a: b}\nsituation: {}\n"),
    ],
)
def test_what_no_question_asks_stays_as_a_comment(old: str, now: str) -> None:
    found = new(old)
    assert re.sub(r"^questionnaire: 1\n", "", found, flags=re.MULTILINE) == re.sub(r"^questionnaire: 1\n", "", now, flags=re.MULTILINE)
    assert any("is not asked. It stays as a comment" in line for line in told(old))


def test_what_no_question_asks_goes_to_the_notes_of_json() -> None:
    old = json.dumps({"municipality": {"name": "Ede", "wethouder": ["x"]}, "notes": "Let op."}, indent=4)
    assert json.loads(new(old, "oud.json")) == {
        "questionnaire": 1,
        "municipality": {"name": "Ede"},
        "notes": 'Let op.\n[0] municipality.wethouder: ["x"]',
    }
    assert '\n    "notes"' in new(old, "oud.json")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("questionnaire: 2\n" + NAME, ["oud.yaml:1:16: questionnaire: '2' is a newer version than this program knows (1)."]),
        ("questionnaire: een\n" + NAME, ["oud.yaml:1:16: questionnaire: 'een' must be a number"]),
        ("questionnaire: -1\n" + NAME, ["oud.yaml:1:16: questionnaire: '-1' must be 1 or more."]),
        ("", ["oud.yaml: the file is empty."]),
        ("- a\n", ["oud.yaml:1:1: is not a questionnaire."]),
        (
            "municipality: {nam: Ede, inhabitants: veel}\ndate: 31-1-2026\n",
            [
                "oud.yaml:1:16: municipality: 'nam' is not in the questionnaire",
                "oud.yaml:1:39: municipality.inhabitants: 'veel' must be a number",
            ],
        ),
        (NAME + NAME, ["oud.yaml:2:1: 'municipality' occurs twice (first on line 1)."]),
    ],
)
def test_what_is_wrong_in_any_version_is_told_where_it_stands_and_nothing_is_migrated(text: str, says: list[str]) -> None:
    faults = refused(text)
    assert len(faults) == len(says)
    for fault, words in zip(faults, says, strict=True):
        assert fault.startswith(words)


# -- about all questionnaires ----------------------------------------------------------------------------------------------------


def in_old_words(rng: Random, answers: Any, path: str = "") -> Any:
    """Answers as people wrote them down: in words, with points and units; and here and there something that nobody asks."""
    if isinstance(answers, dict):
        found = {key: in_old_words(rng, value, f"{path}.{key}" if path else key) for key, value in answers.items()}
        if rng.random() < 0.3:
            found["xyzzy" + "q" * rng.randint(4, 9)] = rng.choice(["iets", 12, ["een", "twee"], {"a": "b # c"}])
        return found
    question = question_of(path)
    if question is not None and question.kind == "list":
        return [in_old_words(rng, row, f"{path}[]") for row in answers]
    if question is None or path == "questionnaire" or rng.random() < 0.4:
        return answers
    return _in_words(rng, question, answers)


def _in_words(rng: Random, question: Question, answer: Any) -> Any:
    words = {str(one): rng.choice([one.nl, one.en, one.nl.upper()]) for one in question.options}
    match question.kind:
        case "option":
            return words[answer]
        case "options":
            return [words[one] for one in answer]
        case "yes_no":
            return rng.choice(["J", "Ja."] if answer else ["N", "neen"])
        case "number" if question.whole:
            return f"{answer:,}".replace(",", ".")
        case "number":
            return str(answer).replace(".", ",") + {"%": " %", "h": " uur"}.get(question.unit, "")
        case "day":
            year, month, day = answer.split("-")
            return f"{int(day)}-{int(month)}-{year}"
        case _:
            return answer


def written(rng: Random, answers: Answers, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(answers, ensure_ascii=False, indent=rng.choice([None, 2]))
    if rng.random() < 0.3:
        return json.dumps(answers, ensure_ascii=False)  # which is YAML between braces
    lines = as_yaml(answers).splitlines()
    return "".join(f"{line}{rng.choice(['', '', '  # opmerking'])}\n{rng.choice(['', '', '# los', ''])}\n" for line in lines)


@pytest.mark.parametrize("seed", range(40))
def test_answers_in_old_words_become_the_same_answers_and_every_other_word_is_still_there(seed: int) -> None:
    rng = Random(seed)
    answers = {**random_answers(rng, rng.choice([0.1, 0.4])), "questionnaire": 0}
    old = in_old_words(rng, answers)
    as_json = rng.random() < 0.3
    text, file = written(rng, old, as_json=as_json), "oud.json" if as_json else "oud.yaml"
    found = new(text, file)
    case = case_from(parse_yaml(found, file))
    wanted = questionnaire_of({**answers, "questionnaire": 1})
    assert (case.answers.model_copy(update={"notes": None}) if as_json else case.answers) == (
        wanted.model_copy(update={"notes": None}) if as_json else wanted
    )
    assert found.count("xyzzy") == text.count("xyzzy")
    assert found.count("opmerking") == text.count("opmerking")
    assert found.count("# los") == text.count("# los")


def test_a_form_that_cannot_be_changed_without_changing_something_else_is_refused() -> None:
    text = "municipality: &a {name: Ede, xyzzyqqqq: &b {name: x}}\nsituation: {register_: *b}\n"
    with pytest.raises(FaultyInputError, match="too special"):
        Rewriter(text, as_json=False).set_aside(("municipality", "xyzzyqqqq"), 0)


def test_everything_that_could_be_answered_in_version_1_still_can() -> None:
    """Who takes a question or an option away, or renames it, must make a new version, with a step and a list such as this one."""
    listed: dict[str, list[str]] = json.loads(VERSION_1.read_text(encoding="utf-8"))
    for path, options in listed.items():
        assert set(options) <= {str(one) for one in questions()[path].options}, path
