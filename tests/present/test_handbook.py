"""The handbook: every rule in a sentence, every link leads somewhere, and pictures that show what hangs together."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.maintenance.naming_tests import names_of_tests
from commplan_advisor.present.blocks import Block, Heading, Links, Picture, Table
from commplan_advisor.present.handbook.graph import ANSWERS, REPORTED, around_problems
from commplan_advisor.present.handbook.pages import handbook
from commplan_advisor.present.handbook.sentences import Sentences
from commplan_advisor.present.html import as_html
from commplan_advisor.present.markdown import as_markdown
from commplan_advisor.present.terminal import as_text
from commplan_advisor.rulebook.loading import document_of, load_rulebook, rulebook_from
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.reading import read_document
from tests.present.test_html import Page
from tests.support.command import commplan_here
from tests.support.rulefolder import SMALL, Files, changed, written
from tests.support.shipped import DAY, ROOT

SVG = "{http://www.w3.org/2000/svg}"


@cache
def shipped(language: Language) -> tuple[Block, ...]:
    document = document_of(ROOT / "rules")
    return handbook(rulebook_from(document, DAY), document, names_of_tests(ROOT / "rules"), language, "pictures")


@cache
def shipped_book() -> RuleBook:
    return load_rulebook(as_of=DAY)


def small(folder: Path, files: Files = SMALL, day: date = DAY) -> tuple[Block, ...]:
    document = read_document(written(folder, files))
    return handbook(rulebook_from(document, day), document, {"low-coverage": ("Een test",)}, "nl", "pictures")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_stands_in_the_handbook_once_and_can_be_linked_to(language: Language) -> None:
    anchors = [block.anchor for block in shipped(language) if isinstance(block, Heading) and block.anchor]
    assert len(anchors) == len(set(anchors))
    assert {anchor for anchor in anchors if anchor.startswith("rule-")} == {f"rule-{rule.id}" for rule in shipped_book().rules}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere_also_those_in_pictures(language: Language) -> None:
    html = as_html(shipped(language), language)
    anchors = set(re.findall(r' id="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(links) > 300
    assert set(links) <= anchors
    assert not Page(html).open


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_leaves_no_blank_open(language: Language) -> None:
    sentences = Sentences(shipped_book(), language)
    for rule in shipped_book().rules:
        said = sentences.sentence(rule)
        assert not re.search(r"[{}]|concluded\.|situation\.|None", said), said
        assert re.search(r" Want: | Because: ", said)


@pytest.mark.parametrize(
    ("rule", "nl", "en"),
    [
        (
            "no-register",
            "Als het antwoord op ‘Is er een register van alle groepen?’ nee is, dan geldt de bevinding ‘Geen register’. "
            "Want: Er is geen register.",
            "When the answer to ‘Is there a register of all groups?’ is no, the finding ‘No register’ holds. "
            "Because: There is no register.",
        ),
        (
            "low-coverage",
            "Voor elk initiatief: als het antwoord op ‘Welk deel van het gebied heeft een groep?’ lager is dan 50 % ($low_coverage) en het "
            "gaat om ‘WhatsApp’ of ‘Nextdoor’, dan is er het probleem ‘Lage dekking’. "
            "Want: De dekking is [Welk deel van het gebied heeft een groep] %, minder dan 50 %.",
            "For each initiative: when the answer to ‘What share of the area has a group?’ is below 50 % ($low_coverage) and it is "
            "‘WhatsApp’ or ‘Nextdoor’, there is the problem ‘Low coverage’. "
            "Because: Coverage is [What share of the area has a group] %, less than 50 %.",
        ),
        (
            "set-up-register-low-coverage",
            "Voor elk probleem: als het gaat om het probleem ‘Lage dekking’ en een van deze dingen zo is: de bevinding ‘Geen register’ "
            "geldt; bij ‘Wat is het doel van de gemeente met de digitale initiatieven?’ ook ‘overzicht krijgen van wat er is’ staat, "
            "dan is dit een actie: ‘Richt een register in’ (prioriteit hoog), ook voor het probleem ‘Gebabbel’. "
            "Want: Zonder register weet niemand welke groepen er zijn.",
            "For each problem: when it is the problem ‘Low coverage’ and one of these is so: the finding ‘No register’ holds; "
            "‘What is the goal of the municipality with the digital initiatives?’ includes ‘get an overview of what there is’, "
            "this is an action: ‘Set up a register’ (priority high), also for the problem ‘Chatter’. "
            "Because: Without a register nobody knows which groups there are.",
        ),
        (
            "police-advises",
            "Voor elke actie van het plan: als het gaat om de actie ‘Richt een register in’, dan doet deze rol mee: ‘Politie’ (denkt mee). "
            "Want: De politie kent de wijk.",
            "For each action of the plan: when it is the action ‘Richt een register in’".replace(
                "Richt een register in", "Set up a register"
            )
            + ", this role takes part: ‘Police’ (consulted). Because: The police know the district.",
        ),
    ],
)
def test_a_rule_is_a_sentence_in_the_words_of_the_questions(rule: str, nl: str, en: str, tmp_path: Path) -> None:
    book = load_rulebook(written(tmp_path), DAY)
    found = next(one for one in book.rules if one.id == rule)
    said_in: dict[Language, str] = {"nl": nl, "en": en}
    for language, said in said_in.items():
        assert Sentences(book, language).sentence(found) == said


def test_parameters_are_told_with_all_their_values_and_the_rules_that_use_them(tmp_path: Path) -> None:
    (table,) = [block for block in small(tmp_path) if isinstance(block, Table)]
    assert table.rows == (("$low_coverage", "Lage dekking onder", "vanaf 2020-01-01: 50 %; vanaf 2026-07-01: 60 %", "low-coverage"),)


def test_rules_that_do_not_count_are_told_apart(tmp_path: Path) -> None:
    text = as_text(small(tmp_path, day=date(2028, 1, 1)), 200)
    assert "Regels die nu niet gelden" in text
    assert text.index("Regels die nu niet gelden") < text.rindex("low-coverage")
    assert "Geldig: vanaf 2025-01-01 tot en met 2027-12-31" in text


def test_a_rule_is_told_with_its_source_and_its_tests(tmp_path: Path) -> None:
    text = as_text(small(tmp_path), 200)
    assert "Bron: format 4.1 – Lage dekking; practice – Praktijk (staat in het format)" in text
    assert "Tests: Een test" in text
    assert "Tests: geen test noemt deze regel" in text


# ---- pictures -----------------------------------------------------------------------------------------------------------------------


def test_around_a_problem_stand_what_shows_it_its_causes_and_its_actions() -> None:
    around = around_problems(shipped_book())["low_coverage"]
    assert {REPORTED, "coverage_low", "few_groups_per_1000"} <= set(around.findings)
    assert "no_information" in around.causes
    assert around.actions["inform-new-residents"] == {}
    assert "no_information" in around.actions["publish-groups-online"]


def test_a_problem_that_answers_show_by_themselves_says_so(tmp_path: Path) -> None:
    book = load_rulebook(written(tmp_path), DAY)
    assert list(around_problems(book)["low_coverage"].findings) == [ANSWERS]
    assert list(around_problems(book)["low_coverage"].actions) == list(around_problems(book)["chatter"].actions) == ["set-up-register"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_hold_every_action_and_no_text_runs_out_of_its_box(language: Language) -> None:
    pictures = {Path(block.file).stem: block for block in shipped(language) if isinstance(block, Picture)}
    assert set(pictures) == {"stages", *shipped_book().catalogue.problems}
    for problem, around in around_problems(shipped_book()).items():
        root = ET.fromstring(pictures[problem].svg)
        words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
        for action in around.actions:
            assert shipped_book().catalogue.actions[action].title.in_(language) in words
        boxes = [box for box in root.iter(f"{SVG}rect") if box.get("rx")]
        wide, high = float(root.get("width", 0)), float(root.get("height", 0))
        for box in boxes:
            assert float(box.get("x", 0)) + float(box.get("width", 0)) <= wide
            assert float(box.get("y", 0)) + float(box.get("height", 0)) <= high
        assert max(len(text.text or "") for text in root.iter(f"{SVG}text")) * 7 <= 236


def test_no_boxes_of_a_picture_lie_on_each_other() -> None:
    for block in shipped("nl"):
        if isinstance(block, Picture):
            rects = [box for box in ET.fromstring(block.svg).iter(f"{SVG}rect") if box.get("rx")]
            places = sorted((float(one.get("x", 0)), float(one.get("y", 0)), float(one.get("height", 0))) for one in rects)
            for (x, y, high), (other_x, other_y, _) in pairwise(places):
                assert x != other_x or y + high < other_y


# ---- the command ----------------------------------------------------------------------------------------------------------------------


def test_markup_in_the_rules_is_only_text(tmp_path: Path) -> None:
    mean = "Geen </text><script>alert(1)</script> `x` [a](b)"
    files = changed(SMALL, "catalogue/problems.yaml", "nl: Lage dekking,", f'nl: "{mean}",')
    html = as_html(small(tmp_path, files), "nl")
    assert "<script" not in html
    assert not Page(html).open
    markdown = as_markdown(small(tmp_path, files))
    assert re.findall(r"(?<!\\)(?:<script|\[a\]\(b\))", markdown) == []


def test_a_page_stands_by_itself_and_markdown_has_its_pictures_beside_it(tmp_path: Path) -> None:
    book = written(tmp_path / "rules")
    assert commplan_here("rules", "docs", "-o", tmp_path / "out.html", "--rules", book).exit_code == 0
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert not any(word in html for word in ("<script", "<link", "src=", "url("))
    assert "<svg" in html
    assert commplan_here("rules", "docs", "-o", tmp_path / "folder", "--format", "markdown", "--rules", book, "--lang", "en").exit_code == 0
    page = tmp_path / "folder" / "handbook.md"
    text = page.read_text(encoding="utf-8")
    assert text.startswith('<a id="top"></a>\n\n# Handbook: Small rule book')
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text):
        ET.parse(page.parent / picture)


def test_an_existing_handbook_is_replaced_only_with_force(tmp_path: Path) -> None:
    book, page = written(tmp_path / "rules"), tmp_path / "out.md"
    for options, code in (((), 0), ((), 3), (("--force",), 0)):
        assert commplan_here("rules", "docs", "-o", page, "--rules", book, *options).exit_code == code


def test_the_same_rules_give_the_same_bytes() -> None:
    document = document_of(ROOT / "rules")
    again = handbook(rulebook_from(document, DAY), document, names_of_tests(ROOT / "rules"), "nl", "pictures")
    assert as_html(again, "nl") == as_html(shipped("nl"), "nl")


def test_the_contents_come_before_what_they_list() -> None:
    kinds = [type(block) for block in shipped("nl")]
    assert kinds.index(Links) < kinds.index(Heading, kinds.index(Links))
