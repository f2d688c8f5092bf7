"""What parsers say is put in plain words, in both languages."""

from __future__ import annotations

import json

import pytest

from commplan_advisor.common.syntax import json_in_plain_words


@pytest.mark.parametrize(
    "text", ['{"a": 1,}', "[1,]", '{"a" 1}', "[1 2]", '{"a": }', "{a: 1}", "{} x", '{"a": "b', '{"a": "b\nc"}', '{"a": "\\q"}', "["]
)
def test_what_json_says_of_a_common_mistake_is_told_in_words_of_our_own(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as error:
        json.loads(text)
    told = json_in_plain_words(error.value.msg)
    assert told.nl.startswith("is geen geldige JSON (")
    assert told.en.startswith("is not valid JSON (")
    assert error.value.msg not in told.nl + told.en
