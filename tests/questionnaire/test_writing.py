"""What is written into a questionnaire reads back as the same answer, and leaves all else as it was."""

from __future__ import annotations

import json
import string
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.files import read_text
from commplan_advisor.common.located import Path_, parse_json, parse_yaml
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.reading import case_from
from commplan_advisor.questionnaire.template import json_template, yaml_template
from commplan_advisor.questionnaire.writing import inline, with_answer
from tests.support.answers import questionnaire_of, random_answer, random_answers
from tests.support.shipped import shipped_cases

DIFFICULT = [
    "no", "Yes", "2020", "2020-01-01", "1e5", "007", "0x1F", "1_000", ".5", "~", "null", "true", "- streep", "-", "a: b", "a :b",
    "#1", "a #b", "'s-Gravenhage", '"', "\\", "\\n", "regel\nom", "\ttab", " spatie ", "[een, twee]", "{a: b}", "&a", "*a", "!tag",
    "%", "@", "`", "| blok",
    "> blok", "? vraag", ": dubbel", "é ü ß 你好", "🙂 klaar", "\u2028", "\x85", "\x7f", "a" * 300, "woord " * 60 + "eind", "...", "---",
]  # fmt: skip
LIKE_YAML = st.text(st.sampled_from(string.printable.replace("\x0b", "").replace("\x0c", "") + "\x85\u2028\u2029é🙂"), max_size=20)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\ufeff"), max_size=20)
NOTES: Path_ = ("notes",)
FLOW = "{questionnaire: 1, municipality: {name: Ede}, situation: {initiatives: [{platform: las}]}}"


def reads(text: str) -> Any:
    return parse_yaml(text, "x").value


@pytest.mark.parametrize("words", DIFFICULT)
def test_a_difficult_text_reads_back_as_it_was(words: str) -> None:
    for text in (yaml_template("Ede", "nl"), FLOW, "municipality: {name: Ede}\nnotes: 'oud' # uitleg\nsituation:\n"):
        assert reads(with_answer(text, NOTES, words))["notes"] == words
        assert reads(with_answer(text, ("sources",), [words, "twee"]))["sources"] == [words, "twee"]


@given(st.one_of(LIKE_YAML, ANY))
def test_any_text_reads_back_as_it_was(words: str) -> None:
    assert reads(f"a: [{inline(words)}]\nb: {inline(words)}\n") == {"a": [words], "b": words}
    assert reads(with_answer("municipality:\n  name: Ede\n", NOTES, words))["notes"] == words


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_a_questionnaire_filled_in_answer_by_answer_is_the_questionnaire(seed: int, language: Any) -> None:
    rng = Random(seed)
    answers = random_answers(rng)
    wanted = questionnaire_of(answers)
    for as_json, text in ((False, yaml_template("", language)), (True, json_template(""))):
        filled = with_answer(text, ("municipality", "name"), "Voorbeeldstad", as_json=as_json)
        places = leaves(answers)
        for where, value in places:
            filled = with_answer(filled, where, value, as_json=as_json)
        read = case_from((parse_json if as_json else parse_yaml)(filled, "x"))
        assert read.answers == wanted


def leaves(value: Any, where: Path_ = ()) -> list[tuple[Path_, Any]]:
    """The answers one by one; the rows of a list in their order, a row at its first answer."""
    if isinstance(value, dict) and value:
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*where, key))]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [leaf for index, inner in enumerate(value) for leaf in leaves(inner, (*where, index))]
    return [(where, value)]


@pytest.mark.parametrize("file", shipped_cases(), ids=lambda path: path.stem)
def test_other_answers_change_their_own_lines_and_nothing_else(file: Any) -> None:
    rng = Random(file.stem)
    text, as_json = read_text(file), file.suffix == ".json"
    read = parse_json if as_json else parse_yaml
    case = case_from(read(text, "x"))
    for one in rng.sample([one for one in asked(case.answers) if one.question.kind != "list" and one.path != "questionnaire"], 12):
        value = rng.choice([random_answer(rng, one.question), None]) if one.path != "municipality.name" else "Ergens"
        written = with_answer(text, one.where, value, as_json=as_json)
        if not as_json:
            before, after = comments(text), comments(written)
            assert before == after
            assert len(set(text.splitlines()) - set(written.splitlines())) <= 1
        now = next(again for again in asked(case_from(read(written, "x")).answers) if again.where == one.where)
        assert (now.value is None) == (value is None)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


def test_comments_quotes_order_and_line_ends_stay() -> None:
    text = (
        "# mijn lijst\r\nmunicipality: # hier\r\n    name:   'Ede'   # de naam\r\nsituation:\r\n  initiatives:\r\n"
        "  # eerste\r\n  - platform: las\r\n\r\n    # nog een\r\n  - platform: whatsapp   # ook\r\n# eind\r\n"
    )
    expected = text.replace("'Ede'", "Ermelo").replace("# ook\r\n", "# ook\r\n    groups: 3\r\n  - platform: signal\r\n")
    written = with_answer(text, ("municipality", "name"), "Ermelo")
    written = with_answer(written, ("situation", "initiatives", 1, "groups"), 3)
    assert with_answer(written, ("situation", "initiatives", 2), {"platform": "signal"}) == expected


def test_rows_are_added_and_taken_away() -> None:
    place = ("situation", "initiatives")
    empty_list = "municipality: {name: Ede}\nsituation:\n  initiatives: []"
    for text in (yaml_template("Ede", "nl"), FLOW, empty_list, "municipality:\n  name: Ede"):
        here = with_answer(text, place, [])
        for index, name in enumerate(("whatsapp", "burgernet", "las")):
            here = with_answer(here, (*place, index), {"platform": name})
        here = with_answer(here, (*place, 1, "groups"), 4)
        here = with_answer(here, (*place, 0), None)
        assert reads(here)["situation"]["initiatives"] == [{"platform": "burgernet", "groups": 4}, {"platform": "las"}]
        here = with_answer(with_answer(here, (*place, 1), None), (*place, 0), None)
        assert reads(here)["situation"]["initiatives"] == []


def test_json_keeps_its_indentation() -> None:
    text = json.dumps({"municipality": {"name": "Ede"}}, indent=4)
    assert '\n        "name": "Ermelo"\n' in with_answer(text, ("municipality", "name"), "Ermelo", as_json=True)
    assert with_answer('{"municipality": {"name": "Ede"}}', NOTES, "ü", as_json=True) == '{"municipality": {"name": "Ede"}, "notes": "ü"}\n'


def test_a_form_that_cannot_hold_the_answer_is_refused() -> None:
    shared = "municipality: {name: Ede}\nsituation:\n  register: &een {exists: ja}\n  signs: *een\n"
    with pytest.raises(FaultyInputError, match="too special"):
        with_answer(shared, ("situation", "register", "exists"), False)


@pytest.mark.parametrize(
    "text",
    [
        "---\nmunicipality:\n  name: |\n    Ede\n\n# einde\n",
        "municipality:\n  name: >-\n    Ede\n    stad\n",
        "? municipality\n: name: Ede\n",
        '"municipality": {"name": "Ede",}\n',
        "municipality:\n  name: Ede\n...\n",
        "municipality:\n  name: &naam Ede\n",
        "municipality:\n  name: Ede\n  # laatste",
        "{municipality: {name: Ede}, notes: }",
    ],
)
def test_yaml_of_every_form_is_written_rightly_or_refused(text: str) -> None:
    edits = [
        (NOTES, "a: b"),
        (("municipality", "name"), "Ermelo"),
        (("municipality", "inhabitants"), 5),
        (("problems", 0, "type"), "chatter"),
    ]
    for where, value in edits:
        try:
            written = reads(with_answer(text, where, value))
        except FaultyInputError:
            continue
        for part in where:
            written = written[part]
        assert written == value
