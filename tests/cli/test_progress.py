"""`commplan progress` as its users run it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.progress.reading import notes_of, progress_file
from tests.support.command import commplan, commplan_here
from tests.support.shipped import ROOT

NIJKERK = ROOT / "cases" / "real" / "nijkerk-2016.yaml"
NAME_ONLY = ROOT / "cases" / "example" / "name-only.yaml"
RULES = ("--as-of", "2026-03-02")
JUNE = (*RULES, "--on", "2026-06-01")


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a questionnaire and its plan, which was adopted as it begins: on 2 March 2026."""
    folder = tmp_path_factory.mktemp("adopted")
    text = NIJKERK.read_text(encoding="utf-8") + "\nplanning:\n  start: 2026-03-02\n"
    (folder / "ede.yaml").write_text(text, encoding="utf-8")
    assert commplan_here("review", folder / "ede.yaml", "--adopt", "--on", "2026-03-02", *RULES).exit_code == 0
    return folder


@pytest.fixture
def case(adopted: Path, tmp_path: Path) -> Path:
    """A questionnaire whose plan was adopted."""
    shutil.copytree(adopted, tmp_path, dirs_exist_ok=True)
    return tmp_path / "ede.yaml"


@pytest.fixture
def advised(case: Path) -> Path:
    """A questionnaire that says when its plan begins; none was adopted."""
    shutil.rmtree(case.with_name("ede.plan"))
    return case


def told(case: Path, *options: str) -> Result:
    return commplan_here("progress", case, *options)


def plain(case: Path, *options: str) -> dict[str, object]:
    """What another program reads."""
    found: dict[str, object] = json.loads(told(case, "--format", "json", *options).stdout)
    return found


def states(case: Path, *options: str) -> dict[str, str]:
    actions = plain(case, *options)["actions"]
    assert isinstance(actions, list)
    return {one["id"]: one["state"] for one in actions}


# -- noting -------------------------------------------------------------------------------------------------------------------------


def test_what_is_noted_is_kept_beside_the_case_and_told_from_then_on(case: Path) -> None:
    done = told(case, "--set", "publish-groups-online=done", "--by", "Webredactie", "--note", "12 groepen", "--on", "2026-03-20", *RULES)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "ede.progress.yaml: vastgelegd: publish-groups-online is gedaan op 20-3-2026."
    assert "Kan nu beginnen: Vertel nieuwe inwoners over de groepen (inform-new-residents)." in done.stdout
    assert notes_of(case.with_name("ede.progress.yaml")) == (
        Note("publish-groups-online", "done", date(2026, 3, 20), "Webredactie", "", "12 groepen"),
    )
    assert states(case, *JUNE)["publish-groups-online"] == "done"
    assert states(case, *RULES, "--on", "2026-03-19")["publish-groups-online"] == "planned"


def test_several_actions_are_noted_at_once_in_words_of_either_language(case: Path) -> None:
    done = told(
        case, "--set", "measure-baseline=klaar", "--set", "advise-house-rules=Begonnen", "--set", "revive-silent-groups=started", *JUNE
    )
    assert (done.exit_code, len(notes_of(progress_file(case)))) == (0, 3)
    found = states(case, *JUNE)
    assert [found[action] for action in ("measure-baseline", "advise-house-rules", "revive-silent-groups")] == [
        "done",
        "started",
        "started",
    ]


def test_without_a_day_it_is_of_today(case: Path) -> None:
    told(case, "--set", "measure-baseline=done")
    assert notes_of(progress_file(case))[0].on == date.today()


def test_a_correction_is_a_new_note_and_the_history_keeps_both(case: Path) -> None:
    for state in ("done", "started"):
        told(case, "--set", f"measure-baseline={state}", *JUNE)
    assert states(case, *JUNE)["measure-baseline"] == "started"
    history = told(case, "--history", "--format", "markdown", *JUNE).stdout
    assert history.index("| gedaan |") < history.index("| begonnen |")


def test_all_that_is_wrong_with_what_to_note_is_told_at_once_and_nothing_is_written(case: Path) -> None:
    settings = ("setup_register=don", "foo", "measure-baseline=done", "measure-baseline=started", "promote-burgernet=dropped", "=done")
    done = told(case, *(word for setting in settings for word in ("--set", setting)), "--lang", "en", *JUNE)
    assert done.exit_code == 2
    first, second, third, fourth, fifth, sixth, seventh = done.stderr.splitlines()
    assert first == "--set setup_register=don: 'setup_register' is not an action. Did you mean 'set-up-register'?"
    assert second.endswith("'don' is not a state. Choose from: planned, started, done, dropped. Did you mean 'done'?")
    assert third.startswith("--set foo: 'foo' is not an action. Actions of this plan: ")
    assert fourth == "--set foo: say the state as well, such as foo=done."
    assert fifth == "--set measure-baseline=started: 'measure-baseline' is named twice."
    assert sixth.startswith("--set =done: '' is not an action.")
    assert seventh == "Say with --reason why an action is dropped."
    assert not progress_file(case).exists()


def test_a_reason_goes_with_what_is_dropped_and_only_with_that(case: Path) -> None:
    assert told(case, "--set", "promote-burgernet=done", "--reason", "te duur", *JUNE).exit_code == 2
    both = ("--set", "promote-burgernet=dropped", "--set", "measure-baseline=done", "--reason", "te duur")
    assert told(case, *both, *JUNE).exit_code == 0
    assert [note.reason for note in notes_of(progress_file(case))] == ["te duur", ""]
    assert "te duur" in told(case, *JUNE).stdout


def test_an_action_outside_the_plan_may_be_noted_with_a_remark(case: Path) -> None:
    done = told(case, "--set", "stop-individual-analysis=done", *JUNE)
    assert (done.exit_code, done.stderr) == (0, "Let op: 'stop-individual-analysis' staat niet (meer) in het plan.\n")
    assert "Staat niet (meer) in het plan (1)" in told(case, *JUNE).stdout


def test_what_should_be_done_first_is_remarked(case: Path) -> None:
    done = told(case, "--set", "inform-new-residents=started", "--lang", "en", *JUNE)
    assert done.exit_code == 0
    assert "Mind: before 'inform-new-residents' this must be done first: publish-groups-online." in done.stderr


@pytest.mark.parametrize("by", ["police", "Politie", "ADVISEUR VEILIGHEID", "Safety officer", ""])
def test_a_role_may_be_named_in_any_way(case: Path, by: str) -> None:
    assert told(case, "--set", "measure-baseline=started", "--by", by, *JUNE).stderr == ""


def test_what_may_be_a_name_is_remarked(case: Path) -> None:
    done = told(case, "--set", "measure-baseline=started", "--by", "iemand", *JUNE)
    assert "Schrijf een rol of functie, geen naam: een plan kan openbaar worden." in done.stderr


def test_a_text_that_a_terminal_would_obey_is_refused(case: Path) -> None:
    done = told(case, "--set", "measure-baseline=started", "--note", "\x1b[31m", *JUNE)
    assert done.exit_code == 1
    assert "\x1b" not in done.stderr
    assert not progress_file(case).exists()


def test_in_a_folder_that_may_not_be_written_nothing_is_confirmed(case: Path) -> None:
    case.parent.chmod(0o555)
    done = commplan("progress", case, "--set", "measure-baseline=done", *JUNE, ordinary=True)
    case.parent.chmod(0o755)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("ede.progress.yaml: mag niet worden geschreven.\n")


def test_on_a_full_disk_nothing_is_confirmed_and_earlier_notes_stay(case: Path) -> None:
    told(case, "--set", "measure-baseline=done", *JUNE)
    before = progress_file(case).read_bytes()
    limited = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 20},) * 2)\n"
    run = "import sys\nfrom commplan_advisor.cli.main import main\nsys.argv[0] = 'commplan'\nmain()\n"
    arguments = ["progress", str(case), "--set", "advise-house-rules=done", *JUNE]
    done = subprocess.run([sys.executable, "-c", limited + run, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "ede.progress.yaml: kan niet worden geschreven" in done.stderr
    assert progress_file(case).read_bytes() == before


def test_what_the_command_confirmed_is_there_when_it_is_killed_right_after(case: Path) -> None:
    arguments = [sys.executable, "-m", "commplan_advisor", "progress", str(case), "--set", "measure-baseline=done", *JUNE]
    with subprocess.Popen([sys.executable, "-u", *arguments[1:]], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert "vastgelegd" in running.stdout.readline()
        running.send_signal(signal.SIGKILL)
    assert [note.action for note in notes_of(progress_file(case))] == ["measure-baseline"]


# -- how far the plan is ------------------------------------------------------------------------------------------------------------


def test_the_table_says_where_every_action_stands(advised: Path) -> None:
    done = commplan("progress", advised, *JUNE)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Stand op 1-6-2026: 0 van de " in done.stdout
    assert "Het plan begint op 2-3-2026." in done.stdout
    assert done.stdout.count("(measure-baseline)") == 1


def test_an_unfinished_line_and_an_unknown_action_are_told_and_the_rest_counts(case: Path) -> None:
    file = progress_file(case)
    file.write_text(
        "- {action: measure-baselin, state: done, on: 2026-03-20}\n- {action: measure-baseline, state: done, on: 2026-03-21}\n- {act"
    )
    done = told(case, *JUNE)
    assert done.exit_code == 0
    first, second = done.stderr.splitlines()
    assert first.endswith("ede.progress.yaml:3: '- {act' deze regel is niet af en telt niet mee. Maak de regel af of haal haar weg.")
    assert second.endswith(
        "ede.progress.yaml:1:12: action: 'measure-baselin' deze actie kent het regelboek niet. Bedoelt u 'measure-baseline'?"
    )
    assert states(case, *JUNE)["measure-baseline"] == "done"


def test_faults_in_the_questionnaire_and_in_the_notes_are_told_together(case: Path) -> None:
    case.write_text("municipality: {nam: Ede}\n")
    progress_file(case).write_text("- {action: a, state: don, on: 2026-03-21}\n")
    done = told(case, *JUNE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "ede.yaml:1:16" in done.stderr
    assert "ede.progress.yaml:1:22: state: 'don'" in done.stderr


@pytest.mark.parametrize(("file", "code"), [("nergens.yaml", 3), (".", 3)])
def test_a_case_that_cannot_be_read_is_told(tmp_path: Path, file: str, code: int) -> None:
    assert told(tmp_path / file).exit_code == code


def test_a_plan_that_begins_today_whatever_day_it_is_says_so(tmp_path: Path) -> None:
    case = tmp_path / "ede.yaml"
    shutil.copy(NIJKERK, case)
    assert "Nergens staat wanneer het plan begint." in told(case).stdout
    assert "Nergens staat" not in told(case, "--start", "2026-01-05").stdout


def test_a_plan_without_actions_says_so(tmp_path: Path) -> None:
    case = tmp_path / "molenwoude.yaml"
    shutil.copy(NAME_ONLY, case)
    assert "Dit plan heeft geen acties." in told(case, *JUNE).stdout
    assert "Er is nu niets te doen." in told(case, "--due", "0", "--start", "2026-05-29", *JUNE).stdout


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_it_is_written_to_a_file_also_when_something_is_noted(case: Path, form: str) -> None:
    file = case.with_name("stand.txt")
    done = told(case, "--set", "measure-baseline=done", "--format", form, "-o", str(file), *JUNE)
    assert (done.exit_code, done.stdout) == (0, "ede.progress.yaml: vastgelegd: measure-baseline is gedaan op 1-6-2026.\n")
    assert "measure-baseline" in file.read_text(encoding="utf-8")
    again = told(case, "--set", "measure-baseline=started", "--format", form, "-o", str(file), *JUNE)
    assert (again.exit_code, len(notes_of(progress_file(case)))) == (3, 1)


# -- what must be done about now ----------------------------------------------------------------------------------------------------


def test_reminders_are_by_role_and_say_what_is_late(case: Path) -> None:
    done = commplan("progress", case, "--due", *JUNE)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Van 1-6-2026 tot en met 15-6-2026." in done.stdout
    assert "\nAdviseur veiligheid\n" in done.stdout
    assert "dagen te laat" in done.stdout
    assert "Meting: Elke 3 maanden meten" in done.stdout


@pytest.mark.parametrize(("ahead", "until"), [("0", "2026-06-01"), ("30", "2026-07-01"), ("2026-12-31", "2026-12-31")])
def test_it_looks_so_many_days_ahead_or_until_a_day(case: Path, ahead: str, until: str) -> None:
    found = plain(case, "--due", ahead, *JUNE)
    assert found["until"] == until
    reminders = found["reminders"]
    assert isinstance(reminders, list)
    assert max(one["day"] for one in reminders) <= until


def test_only_what_a_role_takes_part_in_is_shown_when_asked(case: Path) -> None:
    by_name, by_title = (told(case, "--due", "60", "--role", role, *JUNE).stdout for role in ("district_coordinator", "Wijkregisseur"))
    assert by_name == by_title
    assert "\nWijkregisseur\n" in by_name
    assert "Meting" not in by_name
    reminders = plain(case, "--due", "60", "--role", "district_coordinator", *JUNE)["reminders"]
    assert isinstance(reminders, list)
    assert all("district_coordinator" in [taker["role"] for taker in one["roles"]] for one in reminders)
    unknown = told(case, "--due", "--role", "wijkregiseur", *JUNE)
    assert unknown.exit_code == 2
    assert "Bedoelt u 'district_coordinator'?" in unknown.stderr


def test_the_exit_code_says_that_something_is_late_only_when_asked(case: Path) -> None:
    assert told(case, "--due", *JUNE).exit_code == 0
    assert told(case, "--due", "--fail-on-late", *JUNE).exit_code == 1
    assert told(case, "--fail-on-late", *JUNE).exit_code == 1
    assert told(case, "--due", "--fail-on-late", "--role", "web_editors", *JUNE).exit_code == 1
    assert told(case, "--due", "--fail-on-late", "--role", "police", *JUNE).exit_code == 0
    assert told(case, "--fail-on-late", *RULES, "--on", "2026-03-02").exit_code == 0


def test_a_measurement_in_the_questionnaire_is_not_reminded_of_again(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    days = (*RULES, "--on", "2026-06-20")
    assert "Meting" in told(case, "--due", "0", *days).stdout
    case.write_text(f"{text}\nmeasurements:\n  - {{indicator: groups, date: 2026-06-03, value: 12}}\n", encoding="utf-8")
    assert "Meting" not in told(case, "--due", "0", *days).stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--due", "--history"),
        ("--set", "measure-baseline=done", "--due"),
        ("--set", "measure-baseline=done", "--history"),
        ("--note", "x"),
        ("--by", "x"),
        ("--reason", "x"),
        ("--role", "police"),
        ("--due", "ooit"),
        ("--due", "2026-02-30"),
        ("--on", "2026-02-30"),
        ("--on", "1999-01-01"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(case: Path, options: tuple[str, ...]) -> None:
    assert told(case, *options).exit_code == 2
    assert not progress_file(case).exists()


# -- a plan that was adopted --------------------------------------------------------------------------------------------------------


def test_the_dates_of_an_adopted_plan_count_whatever_is_answered_later(case: Path) -> None:
    case.write_text(case.read_text(encoding="utf-8").replace("start: 2026-03-02", "start: 2026-05-04"), encoding="utf-8")
    after = plain(case, *JUNE)
    assert after["basis"] == {"start": "2026-03-02", "version": 1, "kept_on": "2026-03-02", "moves": False}
    assert "De data komen uit versie 1 van het plan, van 2-3-2026." in told(case, *JUNE).stdout
    shutil.rmtree(case.with_name("ede.plan"))
    before = plain(case, "--start", "2026-03-02", *JUNE)
    assert after["actions"] == before["actions"]
    assert after["reminders"] == before["reminders"]


def test_an_adopted_plan_is_told_in_the_language_that_is_asked_for(case: Path) -> None:
    english = told(case, "--lang", "en", *JUNE).stdout
    assert "Communication officer" in english
    assert "Communicatieadviseur" not in english


@pytest.mark.parametrize("option", [("--start", "2026-01-05"), ("--rhythm", "new_year")])
def test_an_adopted_plan_keeps_its_dates(case: Path, option: tuple[str, str]) -> None:
    done = told(case, *option, *JUNE)
    assert done.exit_code == 2
    assert f"{option[0]} kan niet meer" in done.stderr


def test_a_plan_that_is_damaged_is_told(case: Path) -> None:
    file = case.with_name("ede.plan") / "1.json"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-03-02", "2026-03-03"), encoding="utf-8")
    done = told(case, *JUNE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "1.json" in done.stderr


# -- beside other cases -------------------------------------------------------------------------------------------------------------


def test_notes_and_plans_in_a_folder_of_cases_are_no_cases(case: Path) -> None:
    told(case, "--set", "measure-baseline=done", *JUNE)
    shutil.copy(NIJKERK, case.with_name("epe.yaml"))
    done = commplan_here("compare", case.parent, "--format", "json", *RULES)
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["cases"]) == 2
