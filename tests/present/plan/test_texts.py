"""The texts of a plan are policy: they can be changed, and what is wrong in them is told with its place and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.present.plan.content import plan_of
from commplan_advisor.present.plan.texts import Texts
from commplan_advisor.present.plan.writing import Writing
from tests.support.plans import advice_named, case_named

NAME = "name-only"


def made(folder: Path, text: str, file: str = "plan.md") -> str:
    (folder / "texts/nl").mkdir(parents=True, exist_ok=True)
    (folder / "texts/nl" / file).write_text(text, encoding="utf-8")
    return Writing(case_named(NAME).answers, advice_named(NAME), rules=folder).written("md").decode()


def refused(folder: Path, text: str) -> str:
    with pytest.raises(FaultyInputError) as error:
        made(folder, text)
    return error.value.faults[0].words("en")


def test_a_text_of_the_rule_book_comes_in_place_of_the_one_that_ships(tmp_path: Path) -> None:
    text = made(tmp_path, "# 6 Zo doen wij dat {.page}\n\nVoor {{ municipality.name }}.\n", "6-realisation.md")
    assert "## 6 Zo doen wij dat" in text
    assert "## 7 Evaluatie" in text


def test_the_receipt_of_a_plan_has_the_hash_of_its_texts(tmp_path: Path) -> None:
    shipped = Texts(None, "nl").hash
    text = made(tmp_path, "# 6 Anders\n", "6-realisation.md")
    assert shipped not in text
    assert Texts(tmp_path, "nl").hash in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\n{{ municipalty.name }}", "plan.md:2: 'municipalty' does not exist here. Allowed: "),
        ("{{ municipality.nam }}", "plan.md:1: 'nam' does not exist here. Allowed: name, code, province, inhabitants, households."),
        ("{{ municipality.nam }}", "Did you mean 'name'?"),
        ("\n\n{% if actons %}x{% endif %}", "plan.md:3: 'actons' does not exist here."),
        ("{% for one in acties %}x{% endfor %}", "plan.md:1: 'acties' does not exist here."),
        ('{{ answer("situation.register.exist") }}', "Did you mean 'situation.register.exists'?"),
        ('{{ picture("swott") }}', "Allowed: timeline, swot, roles, causes. Did you mean 'swot'?"),
        ('x\n{{ table("t", open_questions, [("a", "tekst", 1)]) }}', "plan.md:2: 'tekst' does not exist here. Allowed: text, item, opens."),
        ('{% include "1-goals.md" %}', "'1-goals.md' is not a text of this plan."),
        ('{% include "../../../../etc/passwd" %}', "is not a text of this plan."),
        ("a\nb\n{% if %}", "plan.md:3: this text cannot be filled in"),
        ("{{ 1 / 0 }}", "plan.md:1: this text cannot be filled in"),
        ("{{ municipality.name | safe }}", "plan.md:1: this text cannot be filled in (No filter named 'safe'.)"),
        ("{{ ''.__class__.__mro__ }}", "plan.md:1:"),
        ("{{ pairs.__globals__ }}", "plan.md:1:"),
        ("{{ table(1) }}", "plan.md:1: this text cannot be filled in"),
        ("{{ actions.append(1) }}", "plan.md:1:"),
    ],
)
def test_a_wrong_text_is_told_with_its_place_and_what_is_allowed(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, text)


def test_html_and_links_of_a_text_are_shown_as_text(tmp_path: Path) -> None:
    text = made(tmp_path, "<script>x</script>\n\n[a](javascript:x) ![b](http://x.nl/p.png) [c](https://x.nl)\n")
    assert "<script>" not in text
    assert "javascript" not in text
    assert "p.png" not in text
    assert "[c](https://x.nl)" in text


def test_a_comment_is_not_in_the_plan(tmp_path: Path) -> None:
    assert "geheim" not in made(tmp_path, "<!-- geheim -->\n\n# A\n")


def test_what_is_joined_from_markdown_and_answers_is_escaped_as_a_whole(tmp_path: Path) -> None:
    assert "- a" not in made(tmp_path, '{{ bullets(["a"]) ~ "x" }}').splitlines()


def test_all_texts_are_looked_at_not_only_up_to_the_first_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "texts/nl"
    folder.mkdir(parents=True)
    (folder / "6-realisation.md").write_text("{{ municipality.nam }}", encoding="utf-8")
    (folder / "7-evaluation.md").write_text("\n{{ actons }}", encoding="utf-8")
    told = Texts(tmp_path, "nl").faults(plan_of(case_named(NAME).answers, advice_named(NAME), texts_hash=""), case_named(NAME).answers)
    assert [(Path(one.place.file).name, one.place.line, one.value) for one in told] == [
        ("6-realisation.md", 1, "nam"),
        ("7-evaluation.md", 2, "actons"),
    ]
