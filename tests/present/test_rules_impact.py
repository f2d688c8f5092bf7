"""What a change of the rule book does, in words."""

from __future__ import annotations

import pytest

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.maintenance.impact.advices import things_told
from commplan_advisor.present.rules_impact import aspect_said
from tests.support.plans import advice_named
from tests.support.shipped import shipped_cases


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_an_advice_says_of_a_thing_has_a_word(language: Language) -> None:
    names = {name for path in shipped_cases() for _, told in things_told(advice_named(path.stem, language)) for name in told}
    assert {"work", "start", "roles", "cost", "prospect"} <= names
    assert all(aspect_said(name, language) for name in names)
