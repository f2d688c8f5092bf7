"""YAML and JSON become plain values with places, within bounds; what is wrong has a place and is told readably."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.common.faults import Fault, Faults, FaultyInputError, Place, nearest_word, printable
from commplan_advisor.common.located import DEEPEST, MOST_ALIASES, MOST_NODES, Located, parse_json, parse_yaml, read_located
from commplan_advisor.common.text import LANGUAGES, Text
from tests.support.shipped import shipped_cases

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def faults_of(text: str, *, as_json: bool = False) -> list[str]:
    """What is said of a text, behind the name of its file, in English."""
    try:
        found: Any = (parse_json if as_json else parse_yaml)(text, "f").faults
    except FaultyInputError as error:
        found = error.faults
    for fault in found:
        assert fault.words("nl") != fault.words("en")
    return [fault.words("en").removeprefix("f") for fault in found]


def value_of(text: str) -> Any:
    located = parse_yaml(text, "f")
    assert located.faults == ()
    return located.value


# -- words and values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0012", 12),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("12:30", "12:30"),
        ("2026-01-31", "2026-01-31"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("! 12", "12"),
        ("!!str 12", "12"),
        ("|\n  een\n  twee\n", "een\ntwee\n"),
        ("één 😀", "één 😀"),
        ('"\\u00e9\\U0001F600"', "é😀"),
    ],
)
def test_a_word_is_what_yaml_1_2_says(word: str, value: object) -> None:
    found = value_of(f"a: {word}\n")["a"]
    assert (found, type(found)) == (value, type(value))


def test_numbers_without_end_are_numbers() -> None:
    assert value_of("[.inf, -.INF]") == [float("inf"), float("-inf")]
    assert str(value_of(".nan")) == "nan"
    assert value_of("9" * 400) == float("inf")


def test_places_are_those_of_keys_and_values() -> None:
    located = parse_yaml("a: 1\nb:\n  - x\n  - c: [y,\n     z]\n", "f")
    assert located.place(("a",)) == Place("f", 1, 4)
    assert located.place(("a",), of_key=True) == Place("f", 1, 1)
    assert located.place(("b", 0)) == Place("f", 3, 5)
    assert located.place(("b", 1, "c"), of_key=True) == Place("f", 4, 5)
    assert located.place(("b", 1, "c", 1)) == Place("f", 5, 6)
    assert located.place_in(("b", 1, "c"), "z") == Place("f", 5, 6)
    assert located.place_in(("b", 1, "c"), "q") == located.place(("b", 1, "c")) == Place("f", 4, 8)


def test_the_place_of_what_is_not_there_is_that_of_the_nearest_thing_above_it() -> None:
    located = parse_yaml("a:\n  b: {c: 1}\n", "f")
    assert located.place(("a", "b", "x", "y")) == Place("f", 2, 6)
    assert located.place(("x",)) == Place("f", 1, 1)
    assert Located(None, "f").place(("x",)) == Place("f")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_counts_as_one(end: str) -> None:
    located = parse_yaml(f"a: 1{end}b: 2{end}{end}c: 3{end}", "f")
    assert located.value == {"a": 1, "b": 2, "c": 3}
    assert located.place(("c",)) == Place("f", 4, 4)


def test_columns_count_characters_not_bytes() -> None:
    assert parse_yaml("{é😀: x, b: y}", "f").place(("b",)) == Place("f", 1, 12)
    assert parse_json('{"é😀": 1, "b": 2}', "f").place(("b",)) == Place("f", 1, 16)


# -- YAML: what is wrong -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", [":3:1: 'a' occurs twice (first on line 1)."]),
        ("a: 1\n'a': 2\n\"\\x61\": 3\n", [":2:1: 'a' occurs twice (first on line 1).", ":3:1: 'a' occurs twice (first on line 1)."]),
        ("x: {b: 1, b: {b: 2}}", [":1:11: 'b' occurs twice (first on line 1)."]),
        ("x: {b: 1, c: &b {b: 2}, b: *b}", [":1:25: 'b' occurs twice (first on line 1)."]),
        ("a: !!int 3", [":1:4: 'tag:yaml.org,2002:int' YAML tags are not allowed here."]),
        ("a: !eigen {b: 1}", [":1:4: '!eigen' YAML tags are not allowed here."]),
        ("!!str a: 1\n!x b: 2", [":2:1: '!x' YAML tags are not allowed here."]),
        (
            "!!python/object/apply:os.system [ls]",
            [":1:1: 'tag:yaml.org,2002:python/object/apply:os.system' YAML tags are not allowed here."],
        ),
        ("a: *b", [":1:4: '*b' refers to something that is not there."]),
        ("a: &a [*a]", [":1:8: '*a' refers to something that is not there."]),
        ("{[a]: 1}", [":1:2: a key must be a plain word."]),
        ("? {a: 1}\n: {b: 2}\nc: 3", [":1:3: a key must be a plain word."]),
        ("a: &x b\n*x : c", [":2:1: a key must be a plain word."]),
        ("a\n---\nb\n---\nc", [":2:1: more than one document in this file."]),
        ("--- a\n...\n--- b\n", [":3:1: more than one document in this file."]),
        ("a: 1\na: 2\n---\nb: 1\n", [":2:1: 'a' occurs twice (first on line 1).", ":3:1: more than one document in this file."]),
        ("a: 1\na: 2\nb: [x", [":2:1: 'a' occurs twice (first on line 1).", ":3:4: is not valid YAML (a bracket [ is not closed)."]),
        ("a: {b: 1\nc: 2", [":1:4: is not valid YAML (a brace { is not closed)."]),
        (
            "a: b: c",
            [
                ":1:5: is not valid YAML (a colon cannot stand here. Is the indentation right? Put a text with a colon in it between "
                "quotes)."
            ],
        ),
        ("a: [b,\n", [":2:1: is not valid YAML (a value is missing here, or a bracket [ or brace { is not closed)."]),
        ("a: - b", [":1:4: is not valid YAML (a dash cannot stand here. Begin a list on a new line)."]),
        ("a:\n  b: 1\n  c\nd: 2", [":3:3: is not valid YAML (there is no colon after this name)."]),
        ("a: \x00", [":1:4: has a character that is not text (U+0000)."]),
        ("a: 1\n#\x1b[2J", [":2:2: has a character that is not text (U+001B)."]),
        ("a: \ufeff", [":1:4: has a character that is not text (U+FEFF)."]),
        ("a: \ud800", [":1:4: has a character that is not text (U+D800)."]),
        ("a: \x7f", [":1:4: has a character that is not text (U+007F)."]),
    ],
)
def test_what_is_wrong_in_yaml_is_told_with_its_place(text: str, told: list[str]) -> None:
    assert faults_of(text) == told


def test_every_character_that_the_parser_refuses_has_a_place() -> None:
    """The parser itself would tell no line."""
    for code in [*range(0x100), 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF]:
        text = f"'x\n{chr(code)}'"
        for fault in faults_of(text):
            assert fault.startswith((":2:1: has a character", ":1:1: is not valid YAML", ":2:", ":3:")), hex(code)


def test_the_first_of_two_values_is_read() -> None:
    located = parse_yaml("a: 1\na: {b: 2}\nc: 3", "f")
    assert located.value == {"a": 1, "c": 3}
    assert located.place(("a",)) == Place("f", 1, 4)


# -- bounds ---------------------------------------------------------------------------------------------------------------------


def test_depth_is_bounded() -> None:
    for opening, closing in (("[", "]"), ("{a: ", "}")):
        assert parse_yaml(opening * DEEPEST + "x" + closing * DEEPEST, "f").faults == ()
        deeper = DEEPEST + 1
        (fault,) = faults_of(opening * deeper + "x" + closing * deeper)
        assert fault.endswith(f": the file is too large: more than {DEEPEST} levels deep.")


@pytest.mark.parametrize("opening", ["[", "{", "? ", "- ", "{a: ", "[{", "? - "])
def test_depth_without_end_is_refused_before_it_is_read(opening: str) -> None:
    (fault,) = (one for one in faults_of(opening * 200_000) if "key" not in one)
    assert f"more than {DEEPEST} levels deep" in fault


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_depth_of_json_is_bounded(opening: str) -> None:
    (fault,) = faults_of(opening * 200_000, as_json=True)
    assert fault.endswith(f"more than {DEEPEST} levels deep.")
    assert fault.startswith(":1:")


def test_aliases_are_bounded() -> None:
    def text(count: int) -> str:
        return "a: &a x\nb: [" + ", ".join(["*a"] * count) + "]"

    located = parse_yaml(text(MOST_ALIASES), "f")
    assert located.value["b"] == ["x"] * MOST_ALIASES
    assert faults_of(text(MOST_ALIASES + 1)) == [f":2:{5 + 4 * MOST_ALIASES}: the file is too large: more than {MOST_ALIASES} aliases."]


def test_what_aliases_stand_for_counts_as_often_as_it_is_used() -> None:
    names = "abcdefgh"
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, name in pairwise(names):
        text += f"{name}: &{name} [" + ", ".join([f"*{before}"] * 10) + "]\n"
    (fault,) = faults_of(text)
    assert fault.endswith(f": the file is too large: more than {MOST_NODES} values.")


def test_an_alias_is_the_value_that_it_names() -> None:
    located = parse_yaml("a: &a {b: [1]}\nc: *a\n", "f")
    assert located.value == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert located.place(("c", "b", 0)) == Place("f", 2, 4)


@pytest.mark.parametrize("as_json", [False, True])
def test_values_are_bounded(as_json: bool) -> None:
    text = "[" + ", ".join(["1"] * MOST_NODES) + "]"
    (fault,) = faults_of(text, as_json=as_json)
    assert fault.endswith(f": the file is too large: more than {MOST_NODES} values.")
    assert faults_of(text.replace("1, ", "", 1), as_json=as_json) == []


# -- JSON -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", ":1:"),
        ('{"a": 1,}', ":1:"),
        ("[1,\n 2,\n]", (":2:", ":3:")),
        ("{'a': 1}", ":1:2"),
        ('{"a": 1} x', ":1:10"),
        ('{"a":\n 1 2}', ":2:4"),
        ('{"a": "b\nc"}', ":1:"),
        ('{"a": \t01}', ":1:"),
        ('// nee\n{"a": 1}', ":1:1"),
        ('{"a": \x00}', ":1:7"),
        ("{a: 1}", ":1:2"),
    ],
)
def test_what_is_not_json_is_told_with_its_place(text: str, place: str | tuple[str, ...]) -> None:
    (fault,) = faults_of(text, as_json=True)
    assert fault.startswith(place)
    assert ": is not valid JSON (" in fault


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1,\n "a": 2}', [":2:2: 'a' occurs twice (first on line 1)."]),
        ('{"a": 1,\n "\\u0061": 2}', [":2:2: 'a' occurs twice (first on line 1)."]),
        ('{"\\ud83d\\ude00": 1,\n\t"😀": 2}', [":2:2: '😀' occurs twice (first on line 1)."]),
        ('{"a": "x\\ud800y"}', [":1:7: holds half a character (a lone surrogate)."]),
        ('{"a\\udfff": 1}', [":1:2: holds half a character (a lone surrogate)."]),
        ('{"a": "\\ud83d\\ude00 \\/ \\u001b"}', []),
    ],
)
def test_what_is_wrong_in_json_is_told_with_its_place(text: str, told: list[str]) -> None:
    assert faults_of(text, as_json=True) == told


def test_numbers_that_json_does_not_have_are_numbers_without_end() -> None:
    value = parse_json('{"a": [Infinity, -Infinity, NaN, "NaN"]}', "f").value
    assert value["a"][:2] == [float("inf"), float("-inf")]
    assert str(value["a"][2]) == "nan"
    assert value["a"][3] == "NaN"


def test_a_number_of_a_million_digits_is_no_reason_to_fail() -> None:
    assert parse_json("9" * 1_000_000, "f").value == float("inf")
    assert parse_yaml("9" * 1_000_000, "f").value == float("inf")


def test_no_more_than_spaces_is_nothing_in_json_as_in_yaml() -> None:
    assert parse_json(" \r\n\t", "f").value is None
    assert parse_yaml(" \r\n ", "f").value is None


@given(PLAIN)
def test_json_is_read_as_json_reads_it(value: object) -> None:
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only, indent=1)
        located = parse_json(text, "f")
        assert located.faults == ()
        assert located.value == json.loads(text)


@given(PLAIN)
def test_every_value_in_json_has_its_place(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    lines = text.split("\n")
    located = parse_json(text, "f")

    def check(inner: object, path: tuple[str | int, ...]) -> None:
        line, column, *_ = located.places[path]
        first = json.dumps(inner, ensure_ascii=False)[:1]
        assert lines[line - 1][column - 1] == first
        if isinstance(inner, dict):
            for key, below in inner.items():
                line, column, *_ = located.keys[(*path, key)]
                assert lines[line - 1][column - 1 :].startswith(json.dumps(key, ensure_ascii=False))
                check(below, (*path, key))
        elif isinstance(inner, list):
            for index, below in enumerate(inner):
                check(below, (*path, index))

    check(value, ())


class _TextDates(yaml.SafeLoader):
    """Reads dates as the texts that they are written as."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.name)
def test_cases_are_read_as_another_reader_reads_them(path: Path) -> None:
    assert read_located(path).value == yaml.load(path.read_text(encoding="utf-8"), Loader=_TextDates)


# -- messages -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("long", ["x" * 1_000_000, "x\n" * 500_000, "é😀" * 300_000])
def test_messages_stay_short_whatever_the_value_the_path_or_the_line(long: str) -> None:
    faults = Faults()
    faults.add(Place("f", 1, 2), "is fout.", "is wrong.", value=long, path=long, nearest="")
    (fault,) = faults.found
    for language in LANGUAGES:
        assert len(fault.words(language)) < 250
        assert "…" in fault.words(language)
    assert len(fault.value) < 250


def test_a_long_key_that_occurs_twice_is_told_shortly() -> None:
    key = "k" * 1000
    (fault,) = faults_of(f"{key}: 1\n{key}: 2\n")
    assert fault == f":2:1: '{'k' * 60}…' occurs twice (first on line 1)."


def test_a_fault_far_along_a_long_line_has_its_column() -> None:
    (fault,) = faults_of("[" + "a, " * 30_000 + "*x]")
    assert fault == ":1:90002: '*x' refers to something that is not there."


@given(st.text(alphabet=st.characters(codec=None), min_size=1))
def test_a_message_is_one_line_that_a_terminal_only_shows(text: str) -> None:
    fault = Fault(Place(text, 3, 4), Text(text, text), path=text, value=text, nearest=text)
    for language in LANGUAGES:
        assert fault.words(language).isprintable()
    assert printable(text).isprintable()
    assert len(printable(text)) == len(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "'true' "),
        (False, "'false' "),
        (None, ""),
        ([1, 2], ""),
        ({"a": 1}, ""),
        (3.5, "'3.5' "),
        ("a\x1b[31m\nb\u202e", "'a [31m b ' "),
    ],
)
def test_a_value_is_quoted_as_it_was_written(value: object, shown: str) -> None:
    faults = Faults()
    faults.add(Place("f"), "is fout.", "is wrong.", value=value)
    assert faults.found[0].words("en") == f"f: {shown}is wrong."


def test_a_value_that_aliases_blow_up_is_not_written_out() -> None:
    """A list of a hundred times a megabyte, a hundred times."""
    block = ["x" * 1_000_000] * 100
    faults = Faults()
    faults.add(Place("f"), "is fout.", "is wrong.", value=[block] * 100)
    assert faults.found[0].value == ""


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("Whatsap", "whatsapp"), ("LOW coverage", "low_coverage"), ("xyz", ""), ("", ""), ("w" * 1_000_000, "")],
)
def test_the_nearest_word_is_offered_when_there_is_one(value: str, nearest: str) -> None:
    assert nearest_word(value, ["whatsapp", "low_coverage", "Burgernet"]) == nearest


def test_the_place_of_a_file_is_as_much_as_is_known() -> None:
    assert [str(Place("f")), str(Place("f", 3)), str(Place("f", 3, 4))] == ["f", "f:3", "f:3:4"]


def test_faults_are_told_in_the_order_of_the_file() -> None:
    faults = [Fault(Place("f", line, column), Text("x", "x")) for line, column in ((2, 1), (10, 1), (1, 5), (1, 10), (0, 0))]
    told = FaultyInputError(faults).faults
    assert [(fault.place.line, fault.place.column) for fault in told] == [(0, 0), (1, 5), (1, 10), (2, 1), (10, 1)]
