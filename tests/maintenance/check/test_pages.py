"""Every code has a page with an example in which it is found, and one in which it just is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import commplan_advisor
from commplan_advisor.maintenance.check.checking import check
from commplan_advisor.maintenance.check.pages import Page, codes, page
from commplan_advisor.present.plan.checking import faulty_texts
from tests.maintenance.check.support import DAY, changed, checked, codes_in

SOURCE = Path(commplan_advisor.__file__).parent
_CODE = re.compile(r'"([a-z]+(?:-[a-z]+)+)"|Finding\("([a-z]+)"')
"""In these files a word with hyphens is a code."""


def test_nothing_is_found_in_the_rule_book_that_the_examples_change(tmp_path: Path) -> None:
    assert checked(tmp_path).findings == ()


@pytest.mark.parametrize("code", codes())
def test_the_wrong_example_of_a_page_is_found(code: str, tmp_path: Path) -> None:
    result = check(changed(tmp_path / "rules", page(code).wrong), DAY, faulty_texts)
    assert set(codes_in(result)) == {code, *page(code).too}


@pytest.mark.parametrize("code", codes())
def test_in_the_right_example_of_a_page_nothing_is_found(code: str, tmp_path: Path) -> None:
    result = check(changed(tmp_path / "rules", page(code).right), DAY, faulty_texts)
    assert [str(finding) for finding in result.findings] == []


def named_in_the_program() -> set[str]:
    """The codes that stand in the source of whatever finds something."""
    reader = [SOURCE / "rulebook" / f"{name}.py" for name in ("reading", "references", "conditions", "outcomes", "faults")]
    files = [*reader, *(SOURCE / "maintenance" / "check").glob("*.py"), SOURCE / "common" / "located.py"]
    return {"".join(found) for file in files for found in _CODE.findall(file.read_text(encoding="utf-8"))}


def test_no_code_is_without_a_page_and_no_page_without_a_code() -> None:
    assert named_in_the_program() == set(codes())


@pytest.mark.parametrize("code", codes())
def test_a_page_says_everything_in_both_languages(code: str) -> None:
    of: Page = page(code)
    for text in (of.title, of.what, of.why, of.mend):
        assert text.nl
        assert text.en
        assert text.nl != text.en
    assert of.wrong
    assert of.right
    assert of.wrong != of.right
