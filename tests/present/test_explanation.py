"""Explanations on the page: within its width, ending in answers and sources, the same for machines."""

from __future__ import annotations

import json
from random import Random

import pytest

from commplan_advisor.advice.why.explaining import Explanation, explain
from commplan_advisor.common.text import Language
from commplan_advisor.engine.conclusions import Status
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.blocks import CommandLine, Heading, Node, Paragraph, Tree
from commplan_advisor.present.explanation import as_json, conclusion_pages, explanation_page, key_text
from commplan_advisor.present.markdown import as_markdown
from commplan_advisor.present.terminal import as_text
from commplan_advisor.questionnaire.reading import load_case
from tests.support.answers import case_of, random_answers
from tests.support.books import random_book
from tests.support.shipped import ROOT, shipped_cases, shipped_engine

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"
ACTION = ("action", "advise-house-rules", "")


def explained(language: Language = "nl") -> Explanation:
    return explain(load_case(NIJKERK), shipped_engine(), language=language)


def test_a_tree_shows_what_belongs_to_what() -> None:
    tree = Tree((Node("Want", "dit", (Node("Bron", "a"), Node("", "b", (Node("", "c"),)))), Node("", "d")))
    assert as_text([tree], 80).splitlines() == ["├─ Want: dit", "│  ├─ Bron: a", "│  └─ b", "│     └─ c", "└─ d"]
    assert as_markdown([tree]).splitlines() == ["- **Want:** dit", "  - **Bron:** a", "  - b", "    - c", "- d"]


def test_a_long_text_goes_on_below_itself() -> None:
    tree = Tree((Node("", "woord " * 12, (Node("", "x"),)), Node("", "y")))
    assert as_text([tree], 40).splitlines() == [
        "├─ woord woord woord woord woord woord",
        "│  woord woord woord woord woord woord",
        "│  └─ x",
        "└─ y",
    ]


def test_texts_are_escaped_and_a_command_stays_on_one_line() -> None:
    tree = Tree((Node("", "*vet*\x1b[31m"),))
    assert "\x1b" not in as_text([tree], 80)
    assert as_markdown([tree]) == "- \\*vet\\* \\[31m\n"
    command = CommandLine(("commplan", "what-if", "mijn gemeente.yaml", "--set", "a=" + "x" * 90))
    assert as_text([command], 40).count("\n") == 1
    assert "'mijn gemeente.yaml'" in as_text([Heading(1, "a"), Paragraph("b"), command], 40)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_page_keeps_to_its_width(width: int, language: Language) -> None:
    written = as_text(explanation_page(explained(language), language, everything=True), width)
    assert max(len(line) for line in written.splitlines() if not line.startswith("    ")) <= width


def test_the_whole_tree_of_an_action_reaches_the_answer_with_its_line_and_the_text_of_the_source() -> None:
    written = as_text(conclusion_pages(explained(), [ACTION], "nl"), 400)
    assert "Regel: advise-house-rules-chatter (solutions/conflicts-and-chatter.yaml:" in written
    assert "Bron: format 4.3: Leden gaan weg door conflicten" in written
    assert "Probleem: Er zijn te veel berichten die er niet toe doen\n" in written
    assert f"Antwoord: Waar loopt u tegenaan? er zijn te veel berichten die er niet toe doen – {NIJKERK}:28" in written


def test_on_the_page_of_a_case_a_conclusion_is_explained_once() -> None:
    written = as_text(explanation_page(explained(), "nl"), 400)
    assert written.count("Want: U wilt een hogere dekking bereiken.") == 1
    assert "(uitleg staat hierboven)" in written
    assert "Doel: een hogere dekking [" not in written.partition("Andere bevindingen")[2], "it stands above, below an action"


def test_a_number_is_shown_with_its_limit_and_the_answers_that_it_was_worked_out_from() -> None:
    written = as_text(conclusion_pages(explained(), [("action", "broaden-platforms", "")], "nl"), 400)
    assert "Berekend: Aantal verschillende apps en sites: 1 (nodig: 1)" in written


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_every_case_can_be_shown_and_every_key_and_path_of_the_json_leads_somewhere(path: object) -> None:
    explanation = explain(load_case(str(path)), shipped_engine())
    concluded = [key for key, one in explanation.conclusions.items() if one.status is Status.CONCLUDED]
    written = as_text(explanation_page(explanation, "nl", everything=True), 80)
    shown = [explanation.conclusions[key] for key in concluded]
    page = " ".join(written.replace("│", " ").split())
    assert all(" ".join(one.title.split()[:2]) in page for one in shown)
    plain = json.loads(as_json(explanation, concluded))
    assert plain["schema"] == "commplan-explanation/1"
    keys = {one["key"] for one in plain["conclusions"]}
    paths, entries = {one["path"] for one in plain["answers"]}, {one["key"] for one in plain["entries"]}
    assert {key_text(key) for key in concluded} <= keys
    for why in (why for one in plain["conclusions"] for why in one["why"]):
        assert set(why["conclusions"]) <= keys
        assert set(why["answers"]) <= paths
        assert set(why["entries"]) <= entries


def test_the_json_of_one_conclusion_holds_only_what_it_rests_on() -> None:
    plain = json.loads(as_json(explained("en"), [ACTION]))
    assert plain["explained"] == ["action:advise-house-rules"]
    assert [one["key"] for one in plain["conclusions"]] == ["action:advise-house-rules", "problem:chatter"]
    assert [one["path"] for one in plain["answers"]] == ["problems[chatter].type"]
    assert plain["conclusions"][0]["priority"] == "high"


def test_a_case_of_which_nothing_is_known_has_no_problems_to_explain() -> None:
    written = as_text(explanation_page(explain(case_of({"municipality": {"name": "Ede"}}), shipped_engine()), "nl"), 80)
    assert "Problemen\n─────────\nGeen." in written


def test_what_rests_on_something_ruled_out_says_which_rules_fail_and_by_which_answers() -> None:
    for seed in range(40):
        rng = Random(seed)
        book = random_book(rng, rules_a_stage=14)
        if not any(one.field.startswith("concluded.") and one.values == (False,) for rule in book.rules for one in rule.conditions):
            continue
        engine = Engine(book)
        explanation = explain(case_of(random_answers(rng, 0.9)), engine)
        engine.close()
        if any(one.status is Status.RULED_OUT and one.why for one in explanation.conclusions.values()):
            break
    written = as_text(explanation_page(explanation, "nl", everything=True), 400)
    (first, *_) = [one for one in explanation.conclusions.values() if one.status is Status.RULED_OUT and one.why]
    assert "– is hier niet zo" in written
    assert f"Regel geldt niet: {first.why[0].rule} (rules.yaml:1)" in written
    assert "Nodig: " in written
