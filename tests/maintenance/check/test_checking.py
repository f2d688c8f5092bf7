"""What is told of a rule book as a whole: readers' findings and deeper ones in one go, exceptions, days, and the shipped rule book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.maintenance.check.checking import check
from commplan_advisor.maintenance.check.pages import Change, page
from commplan_advisor.present.plan.checking import faulty_texts
from commplan_advisor.rulebook.reading import read_document, read_leniently
from tests.maintenance.check.support import ACTIONS, BOOK, COVERAGE, DAY, REGISTER, ROLES, SOLUTIONS, checked, codes_in, instead
from tests.rulebook.test_bad_rules import MISTAKES, Mistake
from tests.support.rulefolder import SMALL, written
from tests.support.rulefolder import changed as changed_files
from tests.support.shipped import ROOT

LONG = "Er is in deze gemeente op dit moment nog geen register waarin alle groepen en hun beheerders met hun gegevens bij elkaar staan."
TOO_LONG = instead(REGISTER, "nl: Er is geen register.", f"nl: {LONG}")
UNKNOWN_FIELD = instead(SOLUTIONS, "concluded.findings.no_register: true", "concluded.findings.register: true")
NEVER = """
- id: my-rule
  for: problem
  when: {problem.type: low_coverage, concluded.findings.no_register: true, situation.register.exists: true}
  then: {action: publish-groups-online, priority: high}
  because: {nl: Het register is er al., en: The register is there already.}
  source: format 4.1
  basis: derived
"""


# ---- the shipped rule book ---------------------------------------------------------------------------------------------------------


def test_nothing_is_found_in_the_shipped_rule_book() -> None:
    result = check(ROOT / "rules", date.today(), faulty_texts)
    assert [str(finding.place) for finding in result.findings] == []
    assert result.rules > 800
    assert not result.halfway
    assert result.undecided == 0


# ---- reading what is sound ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_everything_that_the_reader_finds_has_a_code_with_a_page(mistake: Mistake, tmp_path: Path) -> None:
    folder = written(tmp_path, changed_files(SMALL, mistake.file, mistake.old, mistake.new))
    reading = read_leniently(folder)
    assert reading.faults
    for fault in reading.faults:
        assert page(fault.code).always
    with pytest.raises(FaultyInputError) as caught:
        read_document(folder)
    assert sorted(map(str, caught.value.faults)) == sorted(map(str, reading.faults))


def test_what_is_sound_can_be_read_beside_what_is_not(tmp_path: Path) -> None:
    folder = written(tmp_path, changed_files(SMALL, "solutions/register.yaml", "problem.type:", "problem.tpye:"))
    document = read_leniently(folder).document
    assert document is not None
    assert [rule["id"] for rule in document["rules"]] == ["low-coverage", "neighbours-day", "no-register", "police-advises"]


def test_a_rule_about_an_entry_with_faults_is_left_out_as_well(tmp_path: Path) -> None:
    folder = written(tmp_path, changed_files(SMALL, "catalogue/findings.yaml", "quadrant: weakness", "quadrant: weak"))
    reading = read_leniently(folder)
    assert [fault.code for fault in reading.faults] == ["unknown-option"]
    assert reading.document is not None
    assert "no_register" not in reading.document["catalogue"]["findings"]
    assert {rule["id"] for rule in reading.document["rules"]} == {"low-coverage", "neighbours-day", "police-advises"}


def test_without_the_stages_no_rule_can_be_read_but_texts_can(tmp_path: Path) -> None:
    result = checked(
        tmp_path, instead(BOOK, 'version: "1.0"\n', ""), TOO_LONG, Change(BOOK, "allow: {unused-source: Die bron komt nog.}\n")
    )
    assert codes_in(result) == ["missing-key", "long-sentence"]
    assert (result.rules, result.halfway) == (0, True)


def test_what_the_reader_finds_and_what_is_found_deeper_is_told_in_one_go(tmp_path: Path) -> None:
    result = checked(tmp_path, UNKNOWN_FIELD, TOO_LONG)
    assert codes_in(result) == ["long-sentence", "unknown-field"]
    assert result.halfway


def test_what_takes_the_whole_rule_book_raises_no_false_alarm_while_a_part_cannot_be_read(tmp_path: Path) -> None:
    result = checked(tmp_path, instead(COVERAGE, "{problem: low_coverage}", "{probleem: low_coverage}"))
    assert codes_in(result) == ["wrong-conclusion"], "that nothing finds the problem any more follows from it"


def test_places_are_written_as_the_folder_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(tmp_path, TOO_LONG)
    monkeypatch.chdir(tmp_path)
    (finding,) = check(Path("rules"), DAY).findings
    assert str(finding.place) == "rules/situation/register.yaml:7:9"


# ---- exceptions --------------------------------------------------------------------------------------------------------------------


def allow(code: str) -> str:
    return f"  allow: {{{code}: De tekst is van de leverancier.}}\n"


def test_an_exception_counts_where_it_stands(tmp_path: Path) -> None:
    result = checked(tmp_path, TOO_LONG, instead(REGISTER, "  basis: derived\n", f"  basis: derived\n{allow('long-sentence')}"))
    assert result.findings == ()
    assert result.allowed == 1


def test_an_exception_of_another_rule_does_not_count(tmp_path: Path) -> None:
    result = checked(tmp_path, TOO_LONG, instead(COVERAGE, "  basis: derived\n", f"  basis: derived\n{allow('long-sentence')}"))
    assert codes_in(result) == ["unused-allow", "long-sentence"]


def test_an_exception_of_the_rule_book_counts_everywhere(tmp_path: Path) -> None:
    result = checked(tmp_path, TOO_LONG, Change(BOOK, "allow: {long-sentence: De teksten zijn van de leverancier.}\n"))
    assert result.findings == ()


@pytest.mark.parametrize(
    ("file", "behind"),
    [
        (ACTIONS, "  target: {nl: Alle groepen, en: All groups}\n  source: format 2.3\n"),
        ("parameters.yaml", "  source: practice\n"),
        ("sources.yaml", "  checked_on: 2026-01-31\n"),
    ],
)
def test_an_exception_may_stand_in_any_part(file: str, behind: str, tmp_path: Path) -> None:
    assert codes_in(checked(tmp_path, instead(file, behind, behind + allow("long-sentence")))) == ["unused-allow"]


def test_what_stops_the_reader_cannot_have_an_exception(tmp_path: Path) -> None:
    result = checked(tmp_path, UNKNOWN_FIELD, Change(BOOK, "allow: {unknown-field: Dat veld komt er nog bij.}\n"))
    assert codes_in(result) == ["unused-allow", "unknown-field"]


def test_an_exception_for_what_was_not_looked_for_is_not_called_unused(tmp_path: Path) -> None:
    superfluous = instead(REGISTER, "  basis: derived\n", f"  basis: derived\n{allow('superfluous-rule')}")
    assert codes_in(checked(tmp_path / "whole", superfluous)) == ["unused-allow"]
    assert codes_in(checked(tmp_path / "part", superfluous, UNKNOWN_FIELD)) == ["unknown-field"]


def test_the_nearest_code_is_offered(tmp_path: Path) -> None:
    (finding,) = checked(tmp_path, instead(REGISTER, "  basis: derived\n", f"  basis: derived\n{allow('long-sentense')}")).findings
    assert (finding.code, finding.value, finding.nearest) == ("unknown-code", "long-sentense", "long-sentence")


# ---- days --------------------------------------------------------------------------------------------------------------------------


def test_a_rule_that_begins_later_is_looked_at_on_the_day_it_begins(tmp_path: Path) -> None:
    later = Change(SOLUTIONS, NEVER + "  valid: {from: 2027-01-01}\n")
    (finding,) = checked(tmp_path, later).findings
    assert (finding.code, finding.what.nl) == ("never-holds", "2027-01-01: 'my-rule' kan nooit gelden.")


def test_a_rule_that_ended_is_not_looked_at(tmp_path: Path) -> None:
    assert codes_in(checked(tmp_path, Change(SOLUTIONS, NEVER + "  valid: {until: 2025-12-31}\n"))) == ["expired"]


def test_a_value_of_a_parameter_that_is_still_to_come_is_looked_at(tmp_path: Path) -> None:
    later = instead("parameters.yaml", "value: 50}\n", "value: 50}\n    - {from: 2027-01-01, value: 0}\n")
    found = {finding.code: finding.what.nl for finding in checked(tmp_path, later).findings}
    assert found["out-of-range"] == (
        "initiative.coverage: lager dan $low_coverage (0) kan nooit; het antwoord is een getal van 0 tot en met 100."
    )
    assert found["never-holds"].startswith("2027-01-01: ")


def test_a_value_of_a_parameter_that_is_past_does_not_matter(tmp_path: Path) -> None:
    past = instead("parameters.yaml", "value: 50}\n", "value: 0}\n    - {from: 2021-01-01, value: 50}\n")
    assert checked(tmp_path, past).findings == ()


PUBLISH = "  source: format 4.1\n  basis: documented\n"
ENDS = "  valid: {until: 2026-06-30}\n"


def test_an_action_that_ends_together_with_its_rules_leaves_nothing_to_mend(tmp_path: Path) -> None:
    ended = (
        instead(ACTIONS, "  target: {nl: Alle groepen, en: All groups}\n" + PUBLISH, "  target: {nl: Alle, en: All}\n" + PUBLISH + ENDS),
        instead(SOLUTIONS, PUBLISH, PUBLISH + ENDS),
        instead(SOLUTIONS, "    concluded.findings.no_register: true\n", "    situation.register.exists: false\n"),
    )
    assert checked(tmp_path / "before", *ended).findings == ()
    assert checked(tmp_path / "after", *ended, day=date(2026, 7, 1)).findings == ()


def test_a_rule_that_still_leads_to_an_action_that_ended_is_told(tmp_path: Path) -> None:
    ended = instead(ACTIONS, "  target: {nl: Alle groepen, en: All groups}\n" + PUBLISH, "  target: {nl: Alle, en: All}\n" + PUBLISH + ENDS)
    assert checked(tmp_path / "before", ended).findings == ()
    (finding,) = checked(tmp_path / "after", ended, day=date(2026, 7, 1)).findings
    assert finding.what.nl == "'publish-groups-online-low-coverage' noemt 'publish-groups-online', dat is geëindigd op 2026-06-30."


def test_a_rule_that_one_of_its_name_follows_has_not_been_forgotten(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "base" / REGISTER).read_text(encoding="utf-8")
    follows = (
        instead(REGISTER, "  basis: derived\n", "  basis: derived\n  valid: {until: 2025-12-31}\n"),
        Change(REGISTER, "\n" + text + "  valid: {from: 2026-01-01}\n"),
    )
    assert checked(tmp_path, *follows).findings == ()


def test_who_relies_on_a_role_that_ended_is_told(tmp_path: Path) -> None:
    ended = instead(ROLES, "  party: residents\n", "  party: residents\n  valid: {until: 2025-12-31}\n")
    assert codes_in(checked(tmp_path, ended)) == ["expired"]


def test_an_action_whose_responsible_role_ended_has_nobody(tmp_path: Path) -> None:
    (first, second) = ("communication_officer:\n", "  title: {nl: Communicatieadviseur, en: Communication officer}\n")
    ended = instead(ROLES, first + second, first + second + "  valid: {until: 2025-12-31}\n")
    assert codes_in(checked(tmp_path, ended)) == ["nobody-responsible"]


# ---- the rest ----------------------------------------------------------------------------------------------------------------------


def test_actions_that_wait_for_each_other_in_the_catalogue_are_told(tmp_path: Path) -> None:
    waits = instead(ACTIONS, "  hours: 16\n", "  hours: 16\n  after: [publish-groups-online]\n")
    (finding,) = checked(tmp_path, waits).findings
    assert finding.what.en == ("these actions wait for each other: publish-groups-online → set-up-register → publish-groups-online.")


def test_actions_that_are_never_advised_together_may_wait_for_each_other(tmp_path: Path) -> None:
    only_with_register = instead(
        SOLUTIONS, "    problem.type: low_coverage\n  then", "    problem.type: low_coverage\n    situation.register.exists: true\n  then"
    )
    waits = instead(ACTIONS, "  hours: 16\n", "  hours: 16\n  after: [publish-groups-online]\n")
    assert checked(tmp_path, waits, only_with_register).findings == ()


def test_an_action_may_not_exclude_itself(tmp_path: Path) -> None:
    assert codes_in(checked(tmp_path, instead(ACTIONS, "  hours: 16\n", "  hours: 16\n  excludes: [set-up-register]\n"))) == [
        "impossible-exclusion"
    ]


def test_a_draft_and_a_retired_rule_need_no_test(tmp_path: Path) -> None:
    one = NEVER.replace("my-rule", "untested")
    assert codes_in(checked(tmp_path / "draft", Change(SOLUTIONS, one + "  status: draft\n"))) == []
    assert codes_in(checked(tmp_path / "retired", Change(SOLUTIONS, one + "  status: retired\n"))) == []
    assert codes_in(checked(tmp_path / "in_force", Change(SOLUTIONS, one))) == ["never-holds", "rule-without-test"]


def test_a_rule_book_without_tests_is_told_once(tmp_path: Path) -> None:
    checked(tmp_path)
    (tmp_path / "rules" / "tests" / "all.yaml").unlink()
    (tmp_path / "rules" / "tests").rmdir()
    (finding,) = check(tmp_path / "rules", DAY).findings
    assert (finding.code, Path(finding.place.file).name) == ("rule-without-test", "rulebook.yaml")
