"""`commplan advise --again`: the same advice as then, byte for byte, or exactly what is not the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from commplan_advisor import __version__, load_rulebook
from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT

CASE = ROOT / "cases" / "example" / "small-village.yaml"
OTHER = ROOT / "cases" / "example" / "complete.yaml"
THEN = ("--as-of", "2026-03-02", "--quick", "--format", "json")


def given(file: Path, *options: str, cases: tuple[Path, ...] = (CASE,)) -> Any:
    """What was advised then, also written to a file."""
    assert commplan_here("advise", *cases, *options, "-o", file).exit_code == 0
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "options",
    [
        ("--as-of", "2026-03-02"),
        ("--as-of", "2025-07-01", "--start", "2025-09-01", "--lang", "en"),
        ("--as-of", "2026-03-02", "--rhythm", "half_yearly", "--quick"),
    ],
)
def test_the_same_case_and_rules_give_the_same_bytes_whatever_day_it_is(tmp_path: Path, options: tuple[str, ...]) -> None:
    given(tmp_path / "toen.json", *options, "--format", "json")
    result = commplan("advise", CASE, "--again", tmp_path / "toen.json", "--format", "json")
    assert (result.returncode, result.stdout) == (0, (tmp_path / "toen.json").read_text(encoding="utf-8"))
    assert result.stderr == f"{CASE}: hetzelfde advies als toen.\n"


def test_several_advices_go_with_as_many_cases_in_their_order(tmp_path: Path) -> None:
    given(tmp_path / "toen.json", *THEN, cases=(CASE, OTHER))
    again = commplan_here("advise", CASE, OTHER, "--again", tmp_path / "toen.json", "--format", "json")
    assert (again.exit_code, again.stdout) == (0, (tmp_path / "toen.json").read_text(encoding="utf-8"))
    turned = commplan_here("advise", OTHER, CASE, "--again", tmp_path / "toen.json")
    assert turned.exit_code == 1
    assert turned.stderr.count("receipt.case_hash") == 2
    few = commplan_here("advise", CASE, "--again", tmp_path / "toen.json", "--lang", "nl")
    assert few.exit_code == 2
    few = commplan_here("advise", CASE, "--again", tmp_path / "toen.json")
    assert (few.exit_code, "bevat 2 adviezen, en er zijn 1 vragenlijsten" in few.stderr) == (1, True)


def test_other_rules_and_other_answers_are_told_with_both_hashes_and_nothing_is_advised(tmp_path: Path) -> None:
    then = given(tmp_path / "toen.json", *THEN)["receipt"]
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    book = (tmp_path / "rules" / "rulebook.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules" / "rulebook.yaml").write_text(book.replace('version: "2026.1"', 'version: "2099.9"'), encoding="utf-8")
    case = tmp_path / "nu.yaml"
    case.write_text(CASE.read_text(encoding="utf-8").replace("Iedereen kent elkaar", "Niemand kent elkaar"), encoding="utf-8")
    result = commplan_here("advise", case, "--again", tmp_path / "toen.json", "--rules", tmp_path / "rules")
    assert (result.exit_code, result.stdout) == (1, "")
    answers, rules = result.stderr.splitlines()
    assert "receipt.case_hash" in answers
    assert then["case_hash"] in answers
    assert str(case) in answers
    assert "receipt.rule_book_hash" in rules
    assert then["rule_book_hash"] in rules
    assert f"Digitale buurtinitiatieven 2026.1 ({then['rule_book_dated']})" in rules
    assert "2099.9" in rules
    assert "--rules" in rules


def test_another_program_is_a_warning_and_advice_that_is_not_the_same_is_told_by_part(tmp_path: Path) -> None:
    then = given(tmp_path / "toen.json", *THEN)
    then["receipt"]["program"] = "commplan-advisor 0.0.1"
    (tmp_path / "toen.json").write_text(json.dumps(then), encoding="utf-8")
    warned = commplan_here("advise", CASE, "--again", tmp_path / "toen.json", "--format", "json")
    assert warned.exit_code == 0
    assert f"gegeven met commplan-advisor 0.0.1; dit is commplan-advisor {__version__}." in warned.stderr
    then["actions"] = then["actions"][1:]
    (tmp_path / "toen.json").write_text(json.dumps(then), encoding="utf-8")
    other = commplan_here("advise", CASE, "--again", tmp_path / "toen.json", "--format", "json")
    assert other.exit_code == 1
    assert "dit advies is niet gelijk aan dat van toen. Anders: actions." in other.stderr
    assert json.loads(other.stdout)["actions"], "the advice is given all the same"


def test_an_advice_from_before_receipts_said_what_was_proven_can_be_given_again(tmp_path: Path) -> None:
    then = given(tmp_path / "toen.json", "--as-of", "2026-03-02", "--format", "json")
    del then["receipt"]["proven"], then["receipt"]["rule_book_dated"]
    (tmp_path / "toen.json").write_text(json.dumps(then), encoding="utf-8")
    result = commplan_here("advise", CASE, "--again", tmp_path / "toen.json")
    assert (result.exit_code, result.stderr) == (0, f"{CASE}: hetzelfde advies als toen.\n")


@pytest.mark.parametrize(
    "options", [("--as-of", "2026-01-01"), ("--start", "2026-01-01"), ("--rhythm", "format"), ("--quick",), ("--lang", "en")]
)
def test_what_the_receipt_says_cannot_be_given_beside_it(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = commplan_here("advise", CASE, "--again", tmp_path / "toen.json", *options)
    assert result.exit_code == 2
    assert options[0] in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("municipality: Ede", "is geen geldige JSON"),
        ("[]", "is geen advies van 'commplan advise --format json'."),
        ('{"schema": "commplan-comparison/1"}', "schema: 'commplan-comparison/1' is geen advies"),
        ('{"schema": "commplan-advice/1"}', "receipt: klopt niet."),
        ('{"schema": "commplan-advice/1", "receipt": {"as_of": "gisteren"}}', "receipt.as_of: 'gisteren' klopt niet."),
        ("[" * 100_000, "is geen advies"),
    ],
)
def test_a_file_that_holds_no_advice_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "toen.json").write_text(text, encoding="utf-8")
    result = commplan_here("advise", CASE, "--again", tmp_path / "toen.json")
    assert (result.exit_code, told in result.stderr) == (1, True), result.stderr


def test_a_receipt_names_the_day_of_the_rule_book(tmp_path: Path) -> None:
    dated = load_rulebook().dated
    assert dated is not None
    assert given(tmp_path / "toen.json", *THEN)["receipt"]["rule_book_dated"] == dated.isoformat()
    assert f"2026.1 ({dated.day}-{dated.month}-{dated.year})" in commplan_here("advise", CASE, "--quick").stdout
