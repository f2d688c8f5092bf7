"""`commplan schedule` as its users run it."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from commplan_advisor.present.schedule.machine import schema
from tests.support.command import commplan, commplan_here
from tests.support.scheduled import NIJKERK, ImportingCalendar, events_in, faults_of
from tests.support.shipped import ROOT, shipped_engine

ON = ("--as-of", "2026-03-02", "--start", "2026-03-02")
PUBLISHED = ROOT / "docs" / "reference" / "schedule.schema.json"


@pytest.fixture(autouse=True)
def one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls inside this process share an engine: each one made keeps some of its memory for good."""
    monkeypatch.setattr("commplan_advisor.engine.engine.Engine", lambda book: shipped_engine())


def test_the_calendar_is_shown_on_a_terminal_of_80_columns() -> None:
    shown = commplan("schedule", NIJKERK, *ON)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == "Agenda bij het communicatieplan van Nijkerk"
    assert any(line.startswith("ma 2-3-2026    begin ") for line in lines)
    assert "Zonder datum" in lines
    assert max(map(len, lines)) <= 80


def test_it_speaks_english() -> None:
    shown = commplan_here("schedule", NIJKERK, *ON, "--lang", "en").stdout
    assert shown.startswith("Calendar of the communication plan of Nijkerk")
    assert "Mon 2 Mar 2026" in shown
    assert "Without a date" in shown


def test_the_ending_of_the_file_chooses_its_form(tmp_path: Path) -> None:
    files = [tmp_path / f"agenda{ending}" for ending in (".ics", ".CSV", ".xlsx", ".json", ".md")]
    for file in files:
        done = commplan_here("schedule", NIJKERK, *ON, "-o", file)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(f"Afspraken in {file}: ")
    ics, sheet, book, machine, page = files
    assert list(faults_of(ics.read_bytes())) == []
    rows = list(csv.reader(sheet.open(encoding="utf-8-sig", newline=""), delimiter=";"))
    assert load_workbook(book).sheetnames[0] == "Agenda"
    entries = json.loads(machine.read_text(encoding="utf-8"))["entries"]
    assert len(rows) - 1 == sum(len(entry["days"]) for entry in entries)
    assert page.read_text(encoding="utf-8").startswith("# Agenda bij het communicatieplan van Nijkerk")


@pytest.mark.parametrize("ending", ["ics", "csv", "xlsx", "json"])
def test_the_same_question_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    one, two = tmp_path / f"een.{ending}", tmp_path / f"twee.{ending}"
    for file in (one, two):
        commplan_here("schedule", NIJKERK, *ON, "-o", file)
    assert one.read_bytes() == two.read_bytes()


def test_the_calendar_file_goes_over_a_pipe_too() -> None:
    shown = commplan("schedule", NIJKERK, *ON, "--format", "ics")
    assert shown.stdout.startswith("BEGIN:VCALENDAR")
    assert shown.returncode == 0


def test_the_json_is_by_the_published_schema() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert published == schema()
    told = json.loads(commplan_here("schedule", NIJKERK, *ON, "--format", "json").stdout)
    Draft202012Validator(published).validate(told)
    assert told["schema"] == "commplan-schedule/1"


# -- one party ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["police", "Politie"])
def test_one_party_gets_its_own_calendar(word: str, tmp_path: Path) -> None:
    file = tmp_path / "politie.ics"
    assert commplan_here("schedule", NIJKERK, *ON, "--role", word, "-o", file).exit_code == 0
    police = {"Politie", "Wijkagent", "Meldkamer"}
    assert all(police & {str(one) for one in event.categories} for event in events_in(file.read_bytes()).values())
    assert commplan_here("schedule", NIJKERK, *ON, "--role", word).stdout.startswith(
        "Agenda bij het communicatieplan van Nijkerk, voor: Politie\n"
    )


def test_a_role_that_is_none_is_wrong_use_with_the_nearest() -> None:
    wrong = commplan("schedule", NIJKERK, "--role", "polise")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "'polise' is geen partij of rol. Partijen: municipality, police, group_admins, residents, others. Rollen: " in wrong.stderr
    assert wrong.stderr.rstrip().endswith("Bedoelt u 'police'?")


def test_a_role_that_takes_part_in_nothing_gets_no_file(tmp_path: Path) -> None:
    file = tmp_path / "leeg.ics"
    done = commplan_here("schedule", ROOT / "cases" / "example" / "name-only.yaml", *ON, "--role", "operations_room", "-o", file)
    assert done.exit_code == 1
    assert done.stderr == "Meldkamer doet nergens aan mee in dit plan. Er is niets geschreven.\n"
    assert not file.exists()


# -- a changed plan ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["replaced", "beside"])
def test_a_second_import_of_a_changed_plan_updates(way: str, tmp_path: Path) -> None:
    first = tmp_path / "plan.ics"
    second = first if way == "replaced" else tmp_path / "plan-2.ics"
    commplan_here("schedule", NIJKERK, *ON, "-o", first)
    calendar = ImportingCalendar()
    calendar.take_in(first.read_bytes())
    before = calendar.shown()
    options = ("--force",) if way == "replaced" else ("--update", first)
    done = commplan_here("schedule", NIJKERK, "--as-of", "2026-03-20", "--start", "2026-04-01", "-o", second, *options)
    assert done.exit_code == 0
    assert "Gewijzigd: " in done.stdout
    calendar.take_in(second.read_bytes())
    after = calendar.shown()
    alone = tmp_path / "alone.ics"
    commplan_here("schedule", NIJKERK, "--as-of", "2026-03-20", "--start", "2026-04-01", "-o", alone)
    expected = ImportingCalendar()
    expected.take_in(alone.read_bytes())
    assert after == expected.shown() != before
    moved = [uid for uid in before if uid.startswith("start-") and before[uid][0] == date(2026, 3, 2)]
    assert all(after[uid][0] >= date(2026, 4, 1) for uid in moved)


def test_a_file_that_was_no_calendar_is_replaced_when_that_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    file.write_text("iets anders", encoding="utf-8")
    refused = commplan_here("schedule", NIJKERK, *ON, "-o", file)
    assert (refused.exit_code, file.read_text(encoding="utf-8")) == (3, "iets anders")
    done = commplan_here("schedule", NIJKERK, *ON, "-o", file, "--force")
    assert done.exit_code == 0
    assert "telt niet als eerdere versie" in done.stderr
    assert list(faults_of(file.read_bytes())) == []


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (None, 3, "bestaat niet"),
        (b"niets", 1, "is geen agendabestand dat commplan heeft gemaakt"),
        (b"\xff\xfe", 3, "is geen tekst in UTF-8"),
    ],
)
def test_a_wrong_earlier_file_is_told_and_nothing_is_written(content: bytes | None, code: int, told: str, tmp_path: Path) -> None:
    old, new = tmp_path / "oud.ics", tmp_path / "nieuw.ics"
    if content is not None:
        old.write_bytes(content)
    done = commplan_here("schedule", NIJKERK, *ON, "-o", new, "--update", old)
    assert (done.exit_code, done.stdout, new.exists()) == (code, "", False)
    assert done.stderr.startswith(f"{old}")
    assert told in done.stderr


# -- wrong use ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "plan.doc"), "'plan.doc' does not end in .ics, .csv, .xlsx, .json, .md"),
        (("-o", "plan"), "'plan' does not end in"),
        (("--format", "xlsx"), "xlsx goes to a file"),
        (("--alarm", "3"), "--alarm: only for a calendar file"),
        (("--format", "csv", "--update", "x.ics", "--meeting-time", "10:00"), "--update, --meeting-time: only for a calendar file"),
        (("--format", "ics", "--alarm", "61"), "61"),
        (("--format", "ics", "--alarm", "-1"), "-1"),
        (("--format", "ics", "--meeting-time", "25:00"), "'25:00' is not a time such as 10:00"),
        (("--format", "ics", "--meeting-time", "23:30"), "'23:30' is not a time such as 10:00"),
        (("--format", "ics", "--meeting-time", "11:00-10:00"), "'11:00-10:00' ends before it begins"),
        (("--start", "2026-02-30"), "2026-02-30"),
        (("--role", ""), "'' is no party or role"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_done(options: tuple[str, ...], told: str, tmp_path: Path) -> None:
    wrong = commplan_here("schedule", NIJKERK, *options)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert told in " ".join(wrong.stderr.split())
    assert not list(tmp_path.iterdir())


def test_what_is_wrong_in_the_case_is_told(tmp_path: Path) -> None:
    case = tmp_path / "fout.yaml"
    case.write_text("municipality: {name: Ede}\nwat: 1\n", encoding="utf-8")
    done = commplan_here("schedule", case, "-o", tmp_path / "plan.ics")
    assert (done.exit_code, (tmp_path / "plan.ics").exists()) == (1, False)
    assert f"{case}:2:1" in done.stderr


@pytest.mark.parametrize(("library", "ending"), [("icalendar", "ics"), ("xlsxwriter", "xlsx")])
def test_a_library_that_is_missing_is_said_with_what_to_install(
    library: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    done = commplan_here("schedule", NIJKERK, *ON, "-o", tmp_path / f"plan.{ending}")
    assert done.exit_code == 3
    assert "commplan-advisor[documents]" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["=1+1", "Ede\nBEGIN:VEVENT", "Ede; , \\ 😀"])
def test_a_strange_name_of_a_municipality_is_only_a_name(name: str, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(json.dumps({"municipality": {"name": name}}, ensure_ascii=False), encoding="utf-8")
    file = tmp_path / "plan.ics"
    assert commplan_here("schedule", case, *ON, "-o", file).exit_code == 0
    assert list(faults_of(file.read_bytes())) == []
    assert all("Ede" not in uid for uid in events_in(file.read_bytes()))
    assert commplan_here("schedule", case, *ON).stdout.startswith("Agenda bij het communicatieplan van ")
