"""What is added stands at the end of a file; all before it stays as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.maintenance.adding.text import appended

RULE: dict[str, Any] = {
    "id": "a-rule",
    "for": "case",
    "when": {"situation.groups": {"at_least": 8}, "situation.register.exists": False},
    "then": {"action": "set-up-register", "priority": "high"},
    "because": {"nl": "Er zijn {situation.groups} groepen.", "en": "There are {situation.groups} groups."},
    "source": ["format 2.3", "practice"],
    "basis": "derived",
}
FILES = [
    "",
    "# Alleen een opmerking\n",
    "- id: one\n  for: case\n",
    "- id: one\n  for: case",
    "- id: one  # met een opmerking\n\n- id: two\n# tot slot\n",
    "  - id: one\n  - id: two\n",
    "- id: one\r\n  for: case\r\n",
    "- {id: one}\n- {id: two}\n\n\n",
    "- id: one\n  says: |\n    lang\n    verhaal\n",
]


@pytest.mark.parametrize("text", FILES)
def test_a_row_is_added_and_the_rest_stays_letter_by_letter(text: str) -> None:
    after = appended(text, RULE, in_list=True)
    assert after.startswith(text)
    assert parse_yaml(after, "").value == [*(parse_yaml(text, "").value or []), RULE]
    assert after.endswith("\n")
    assert ("\r\n" in after) == ("\r\n" in text)


@pytest.mark.parametrize(
    "text", ["", "one: {title: {nl: Een, en: One}}\n", "one:\n  source: practice\n\ntwo:\n  source: x", "# Over\n\none:\n  a: 1\n"]
)
def test_an_entry_is_added_and_the_rest_stays_letter_by_letter(text: str) -> None:
    entry = {"three": {"title": {"nl": "Drie", "en": "Three"}, "hours": 3}}
    after = appended(text, entry, in_list=False)
    assert after.startswith(text)
    assert parse_yaml(after, "").value == {**(parse_yaml(text, "").value or {}), **entry}


def test_an_empty_line_stands_between_rules_where_it_did_before() -> None:
    assert "\n\n- id: a-rule" in appended("- id: one\n\n- id: two\n", RULE, in_list=True)
    assert "two\n- id: a-rule" in appended("- id: one\n- id: two\n", RULE, in_list=True)


def test_every_condition_has_a_line_of_its_own() -> None:
    lines = appended("", RULE, in_list=True).splitlines()
    assert lines[:5] == [
        "- id: a-rule",
        "  for: case",
        "  when:",
        "    situation.groups: {at_least: 8}",
        "    situation.register.exists: false",
    ]
    assert "  then: {action: set-up-register, priority: high}" in lines


@pytest.mark.parametrize("text", ["[{id: one}]\n", "- id: one\n...\n", "a: 1\n---\n- id: one\n"])
def test_a_form_that_cannot_hold_more_is_refused(text: str) -> None:
    with pytest.raises(FaultyInputError):
        appended(text, RULE, in_list=True)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
)
def test_any_text_comes_back_as_it_was(nl: str, en: str) -> None:
    entry = {"name": {"title": {"nl": nl, "en": en}, "steps": [{"nl": nl, "en": en}]}}
    assert parse_yaml(appended("", entry, in_list=False), "").value == entry
