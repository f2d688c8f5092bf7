"""`commplan rules check` as its users call it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commplan_advisor.maintenance.check.pages import codes, page
from tests.maintenance.check.support import REGISTER, changed, instead
from tests.support.command import commplan, commplan_here

FINE, FOUND, WRONG_USE, UNREADABLE = 0, 1, 2, 3
DAY = ("--as-of", "2026-03-02")
FAULTS = (
    instead(REGISTER, "exists: false", "exist: false"),
    instead(REGISTER, "nl: Er is geen register.", 'nl: "Er is 100% geen register, en: dat: is, een gemis voor wie de groepen wil zien en '
            'wil weten wie er in de wijk en daarbuiten allemaal bij hoort."'),
)  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(form: str, *more: str) -> Any:
    result = commplan_here("rules", "check", "--rules", "rules", *DAY, "--format", form, *more)
    assert result.exit_code == FOUND
    return result.stdout if form in ("text", "github") else json.loads(result.stdout)


def test_each_finding_is_on_one_line_and_each_code_is_explained_once(here: Path) -> None:
    changed(here / "rules", FAULTS)
    result = commplan("rules", "check", "--rules", "rules", *DAY, cwd=here)
    assert (result.returncode, result.stderr) == (FOUND, "")
    assert result.stdout == (
        "rules/situation/register.yaml:4:5: unknown-field: 'situation.register.exist' is geen veld dat deze regel kan toetsen. "
        "Bedoelt u 'situation.register.exists'?\n"
        "rules/situation/register.yaml:7:9: long-sentence: een Nederlandse zin van 22 woorden, 20 is genoeg: 'is, een gemis voor …'.\n"
        "\n"
        "long-sentence (1): Een te lange zin\n"
        "waarom: Lange zinnen zijn op taalniveau B1 lastig te lezen.\n"
        "verbeteren: Maak er twee zinnen van, of laat weg wat niet nodig is.\n"
        "\n"
        "unknown-field (1): Een veld dat er niet is\n"
        "waarom: Een regel kan alleen toetsen wat de vragenlijst vraagt, wat eruit volgt\n"
        "  en wat eerdere fasen concludeerden.\n"
        "verbeteren: Gebruik de naam die wordt voorgesteld, of zoek het pad op in\n"
        "  docs/reference/questionnaire.md. Kijk ook of `for` klopt.\n"
        "\n"
        "2 meldingen in 5 regels, nagekeken voor 2026-03-02.\n"
        "Wat over het hele regelboek gaat, is nog niet nagekeken: verbeter eerst wat de\n"
        "lezer tegenhoudt.\n"
        "Meer over een code, met een voorbeeld:\n"
        "    commplan rules check --explain unknown-field\n"
    )


def test_nothing_found_is_said_in_one_line(here: Path) -> None:
    changed(here / "rules", ())
    result = commplan_here("rules", "check", "--rules", "rules", *DAY, "--lang", "en")
    assert (result.exit_code, result.stdout) == (FINE, "No findings in 6 rules, checked for 2026-03-02.\n")


def test_the_json_says_all_of_each_finding(here: Path) -> None:
    changed(here / "rules", FAULTS)
    told = found("json", "--lang", "en")
    assert (told["schema"], told["as_of"], told["complete"], told["allowed"]) == ("commplan-rules-check/1", "2026-03-02", False, 0)
    first, second = told["findings"]
    assert first == {
        "code": "unknown-field",
        "file": "rules/situation/register.yaml",
        "line": 4,
        "column": 5,
        "what": "'situation.register.exist' is not a field that this rule can test. Did you mean 'situation.register.exists'?",
        "why": page("unknown-field").why.en,
        "mend": page("unknown-field").mend.en,
        "value": "situation.register.exist",
        "nearest": "situation.register.exists",
    }
    assert second["code"] == "long-sentence"


def test_the_sarif_has_all_that_its_standard_requires(here: Path) -> None:
    changed(here / "rules", FAULTS)
    told = found("sarif", "--lang", "en")
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == ["long-sentence", "unknown-field"]
    for rule in driver["rules"]:
        assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "rules/situation/register.yaml"
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1


def test_a_place_without_a_line_has_no_region_and_a_name_is_escaped_in_its_address(here: Path) -> None:
    changed(here / "mijn regels", ())
    (here / "mijn regels" / "nergens").mkdir()
    (here / "mijn regels" / "nergens" / "één.yaml").write_text("[]", encoding="utf-8")
    result = commplan_here("rules", "check", "--rules", "mijn regels", *DAY, "--format", "sarif")
    (one,) = json.loads(result.stdout)["runs"][0]["results"]
    assert one["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "mijn%20regels/nergens/%C3%A9%C3%A9n.yaml"}}}]


def test_an_annotation_is_one_line_with_its_marks_escaped(here: Path) -> None:
    changed(here / "rules", FAULTS)
    first, second = found("github", "--lang", "en").splitlines()
    assert first.startswith(
        "::error file=rules/situation/register.yaml,line=4,col=5,title=commplan rules check%3A unknown-field::'situation.register"
    )
    assert first.endswith(f"%0A{page('unknown-field').mend.en}")
    assert "long-sentence::a Dutch sentence of 22 words" in second


def test_a_file_is_written_and_not_replaced_without_being_asked(here: Path) -> None:
    changed(here / "rules", FAULTS)
    call = ("rules", "check", "--rules", "rules", *DAY, "--format", "json", "-o", "found.json")
    assert commplan_here(*call).exit_code == FOUND
    assert len(json.loads((here / "found.json").read_text(encoding="utf-8"))["findings"]) == 2
    again = commplan_here(*call)
    assert again.exit_code == UNREADABLE
    assert "--force" in again.stderr
    assert commplan_here(*call, "--force").exit_code == FOUND


def test_a_folder_without_a_rule_book_cannot_be_checked(here: Path) -> None:
    (here / "rules").mkdir()
    result = commplan_here("rules", "check", "--rules", "rules")
    assert (result.exit_code, result.stdout) == (UNREADABLE, "")
    assert result.stderr == "rules: is geen map met regels: er is geen rulebook.yaml in.\n"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained_on_a_page_that_fits(code: str, language: str) -> None:
    result = commplan_here("rules", "check", "--explain", code, "--lang", language)
    assert result.exit_code == FINE
    prose = [line for line in result.stdout.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= 80
    words = {"nl": ("waarom:", "verbeteren:", "Fout,", "Goed,"), "en": ("why:", "to mend:", "Wrong,", "Right,")}
    assert all(word in result.stdout for word in words[language])


def test_without_a_code_all_codes_are_listed() -> None:
    listed = commplan_here("rules", "check", "--explain")
    assert [code for code in codes() if f"\n{code} " not in listed.stdout] == []
    assert max(map(len, listed.stdout.splitlines())) <= 80
    assert commplan_here("rules", "check", "--explain", "list").stdout == listed.stdout


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    result = commplan_here("rules", "check", "--explain", "superfluous-rules")
    assert result.exit_code == WRONG_USE
    assert "Bedoelt u 'superfluous-rule'?" in result.stderr
