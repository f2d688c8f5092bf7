"""The interview as its users have it: over a pipe, on a terminal, stopped, killed and resumed."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path
from random import Random
from typing import IO

import pytest
from click.testing import CliRunner, Result

from commplan_advisor.cli.conversation import _HOW_SAYS_ENOUGH
from commplan_advisor.cli.main import cli
from commplan_advisor.common.located import Path_
from commplan_advisor.questionnaire.asked import asked
from commplan_advisor.questionnaire.questions import questions
from commplan_advisor.questionnaire.reading import load_case
from tests.support.command import commplan
from tests.support.shipped import ROOT

COMPLETE = ROOT / "cases" / "example" / "complete.yaml"
ORDERED = ("--in-order", "--no-advice")


def interview(file: Path, *typed: str, options: Sequence[str] = ORDERED) -> Result:
    """An interview in which these lines are typed, inside this process."""
    lines = "".join(f"{line}\n" for line in typed)
    return CliRunner().invoke(cli, ["interview", str(file), *options], input=lines, catch_exceptions=False, env={"COLUMNS": "80"})


def answers_in(file: Path) -> dict[Path_, object]:
    """The answers of a file by their place."""
    return {one.where: one.value for one in asked(load_case(file).answers) if one.value is not None and one.question.kind != "list"}


def started(tmp_path: Path, *typed: str) -> Path:
    file = tmp_path / "ede.yaml"
    assert interview(file, "Ede", *typed).exit_code == 0
    return file


def test_a_new_file_begins_with_the_name_and_takes_the_answers(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    result = interview(file, "Ede", "GM0228", "gelderland", "118.000", "50000", "31-1-2026", "krant, 3 mei; website")
    assert result.exit_code == 0
    case = load_case(file)
    assert (case.name, case.answers.municipality.inhabitants, str(case.answers.date)) == ("Ede", 118000, "2026-01-31")
    assert case.answers.sources == ["krant, 3 mei", "website"]
    assert "Bewaard: 118.000" in result.stdout
    assert f"\n  commplan interview {file} --in-order --no-advice\n" in result.stdout


def test_the_file_stays_a_questionnaire_with_its_explanations(tmp_path: Path) -> None:
    lines = started(tmp_path, "GM0228").read_text(encoding="utf-8").splitlines()
    fresh = commplan("new", "-").stdout.splitlines()
    assert [line for line, before in zip(lines, fresh, strict=True) if line != before] == ["  name: Ede", "  code: GM0228"]


def test_an_interview_goes_on_where_it_was_left(tmp_path: Path) -> None:
    file = started(tmp_path, "GM0228", "s")
    assert "Provincie" in interview(file).stdout
    assert "Code van de gemeente" not in interview(file).stdout


def test_the_question_on_which_most_depends_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    shown = interview(file, "Ede", "dekking is laag", "1", options=["--no-advice"]).stdout
    assert "Welke problemen ziet u?" in shown
    assert "Opmerkingen" not in shown


def test_json_is_filled_in_as_well(tmp_path: Path) -> None:
    file = tmp_path / "ede.json"
    interview(file, "Ede", "", "gelderland")
    assert load_case(file).answers.municipality.province == "gelderland"


def test_rows_are_chosen_and_then_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    file.write_text("municipality:\n  name: Ede\n", encoding="utf-8")
    skipped = [""] * 4 + [""] * 3 + [""] * 5  # the rest of the municipality, date to notes, goals to coverage goal
    result = interview(file, *skipped, "0", "", "", "", "whatsapp, 2", "Appgroepen", "12", "t", "t", "t", "2", "ja")
    assert "WhatsApp (Appgroepen): Hoeveel groepen zijn er?" in result.stdout
    assert "verdwijnen ook de antwoorden over: WhatsApp" in result.stdout
    answers = load_case(file).answers
    assert answers.introduction.audiences == []
    assert [row.platform for row in answers.situation.initiatives or []] == ["burgernet"]


def test_back_shows_the_answer_and_enter_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    result = interview(file, "Ede", "GM0228", "t", "", "utrecht", "t", "t", "GM0229", "w", "terug", "w")
    assert "[GM0228] > " in result.stdout
    assert "Dit is de eerste vraag." in interview(file, "t").stdout
    municipality = load_case(file).answers.municipality
    assert (municipality.code, municipality.province) == ("GM0229", "utrecht")


def test_dont_know_takes_an_answer_away_and_is_not_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    result = interview(file, "Ede", "GM0228", "t", "weet niet", "", "")
    assert "Het antwoord is weggehaald" in result.stdout
    assert load_case(file).answers.municipality.code is None
    assert result.stdout.count("Code van de gemeente") == 2


def test_wrong_answers_are_told_and_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    result = interview(file, "x" * 101, "Ede", "0228", "?", "GM0228", "gelderlnd", "12", "0", "24,5", "24000", "100")
    told = ("niet langer zijn dan 100", "moet GM en vier cijfers zijn", "Bedoelt u", "moet 1 of meer zijn", "heel getal", "telt niet als")
    for words in told:
        assert words in " ".join(result.stdout.split())
    municipality = load_case(file).answers.municipality
    assert (municipality.province, municipality.inhabitants, municipality.households) == ("zuid_holland", 24000, 100)


def test_quotes_make_an_answer_of_a_command(tmp_path: Path) -> None:
    assert load_case(started(tmp_path, "", "", "", "", "", "", '"stop"')).answers.notes == "stop"


def test_all_that_counts_ends_with_the_advice(tmp_path: Path) -> None:
    file = tmp_path / "klaar.yaml"
    file.write_bytes(COMPLETE.read_bytes())
    result = interview(file, *["w"] * 60, options=[])
    assert result.exit_code == 0
    assert "Advies voor het communicatieplan" in result.stdout
    assert file.read_bytes() == COMPLETE.read_bytes()
    assert "Advies voor het communicatieplan" not in interview(file, *["w"] * 60, options=["--no-advice"]).stdout


def test_skipped_questions_come_back_once_all_others_were_asked(tmp_path: Path) -> None:
    file = tmp_path / "klaar.yaml"
    file.write_bytes(COMPLETE.read_bytes())
    text = file.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.strip().startswith("households:")]
    file.write_text(text.replace(line, ""), encoding="utf-8")
    others = [one for one in asked(load_case(file).answers) if one.value is None and one.path != "municipality.households"]
    result = interview(file, "", *["w"] * len(others), "ja", "5000", "")
    assert "Overgeslagen vragen: 1." in result.stdout
    assert "Alles wat telt voor het advies is beantwoord." in result.stdout
    assert load_case(file).answers.municipality.households == 5000


def test_only_what_to_think_of_that_says_how_to_fill_in_a_file_is_left_out() -> None:
    left_out = {one.think.nl for one in questions().values() if one.kind in _HOW_SAYS_ENOUGH}
    assert left_out == {"", "kies alles wat past", "jaar-maand-dag, zoals 2026-01-31"}


def test_a_form_that_cannot_hold_an_answer_is_told_and_the_interview_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    file.write_text("municipality: &hier {name: Ede}\nnotes: x\nsituation: {signs: &een {}, reports: *een}\n", encoding="utf-8")
    steps = [one.path for one in asked(load_case(file).answers) if one.value is None and one.path != "questionnaire"]
    result = interview(file, *[""] * steps.index("situation.signs.requests_per_year"), "5", "", "ja", "s")
    assert "de vorm van het bestand is te bijzonder" in " ".join(result.stdout.split())
    assert result.exit_code == 0


def test_english(tmp_path: Path) -> None:
    result = interview(tmp_path / "ede.yaml", "Ede", "d", "?", "b", "s", options=[*ORDERED, "--lang", "en"])
    for words in ("What is the name of your municipality?", "The question stays open.", "don't know", f"commplan interview {tmp_path}"):
        assert words in result.stdout


def test_a_name_can_be_given_and_an_empty_questionnaire_only_lacks_it(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    commplan("new", file)
    assert "Hoe heet uw gemeente?" in interview(file).stdout
    assert interview(file, options=[*ORDERED, "--name", "Ede"]).exit_code == 0
    assert load_case(file).name == "Ede"


def test_without_a_name_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    for typed in ((), ("", "t", "s")):
        result = interview(file, *typed)
        assert (result.exit_code, file.exists()) == (0, False)
        assert "Er is niets bewaard" in result.stdout


def test_a_faulty_or_unreadable_file_is_told_as_check_tells_it(tmp_path: Path) -> None:
    file = tmp_path / "fout.yaml"
    file.write_text("municipality:\n  provincie: gelderland\n", encoding="utf-8")
    result, checked = interview(file, "Ede"), commplan("check", file)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == checked.stderr.splitlines()[1:]
    assert interview(tmp_path).exit_code == 3
    assert interview(tmp_path / "nergens" / "ede.yaml", "Ede").exit_code == 3
    assert interview(Path("-")).exit_code == 2


def test_what_somebody_else_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    file = started(tmp_path, "GM0228")
    process = talk_to(file, *ORDERED)
    until_prompt(process.stdout)
    file.write_text(file.read_text(encoding="utf-8").replace("  households:", "  households: 7  # van mij"), encoding="utf-8")
    shown, _ = process.communicate(b"gelderland\n100\n", timeout=30)
    assert b"intussen door iets anders veranderd" in shown
    municipality = load_case(file).answers.municipality
    assert (municipality.province, municipality.inhabitants, municipality.households) == ("gelderland", 100, 7)
    process = talk_to(file, *ORDERED)
    until_prompt(process.stdout)
    file.write_text("municipality: [", encoding="utf-8")
    process.communicate(b"31-1-2026\n", timeout=30)
    assert (process.returncode, file.read_text(encoding="utf-8")) == (1, "municipality: [")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file = started(tmp_path)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    interview(link, "GM0228")
    assert link.is_symlink()
    assert load_case(file).answers.municipality.code == "GM0228"


# -- processes ---------------------------------------------------------------------------------------------------------------------------


def talk_to(file: Path, *options: str) -> subprocess.Popen[bytes]:
    """An interview in a process of its own, over pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "commplan_advisor", "interview", str(file), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "80"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # where tests run in the background it would be ignored
    )


def until_prompt(stream: IO[bytes] | None) -> str:
    """What is said until something can be typed, or until the end."""
    assert stream is not None
    heard = b""
    while not heard.endswith(b"> ") and (more := os.read(stream.fileno(), 65536)):
        heard += more
    return heard.decode()


def test_bytes_that_are_no_text_are_refused_and_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    process = talk_to(file, *ORDERED)
    shown, errors = process.communicate(b"\xff\xfe\nEde\r\n\xc3\x28\n\x00\nGM0228", timeout=30)
    assert (process.returncode, errors) == (0, b"")
    assert "teken in dat geen tekst is" in shown.decode()
    assert load_case(file).answers.municipality.code == "GM0228"
    assert "\x1b" not in shown.decode()


def test_a_closed_output_is_no_traceback(tmp_path: Path) -> None:
    process = talk_to(started(tmp_path), *ORDERED)
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(b"GM0228\n", timeout=30)
    assert b"Traceback" not in errors
    assert process.returncode == 1


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    file = started(tmp_path)
    process = talk_to(file, *ORDERED)
    until_prompt(process.stdout)
    process.send_signal(signal.SIGINT)
    shown, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, b"")
    assert f"\n  commplan interview {file} --in-order --no-advice\n" in shown.decode()


def test_a_terminal_of_80_columns_shows_no_longer_lines(tmp_path: Path) -> None:
    file = tmp_path / "ede.yaml"
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    without_columns = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "commplan_advisor", "interview", str(file)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env={**without_columns, "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(theirs)
    heard = ""
    for typed in ("Ede", "1,2", "?", "whatsapp", "xyz", "s"):
        heard += terminal_until_prompt(ours)
        os.write(ours, f"{typed}\n".encode())
    heard += terminal_until_prompt(ours)
    assert process.wait(timeout=30) == 0
    os.close(ours)
    assert "Verdergaan" in heard
    assert max(len(line) for line in heard.replace(str(file), "").splitlines()) <= 80
    assert [str(row.type) for row in load_case(file).answers.problems or []] == ["low_coverage", "poor_cooperation"]


def terminal_until_prompt(terminal: int) -> str:
    heard = b""
    while not heard.rstrip().endswith(b">") and select.select([terminal], [], [], 20)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the other side has ended
            break
        heard += more
    return heard.decode()


# -- killed ------------------------------------------------------------------------------------------------------------------------------


def killed_at_random(tmp_path: Path, times: int, seed: int) -> None:
    """Interviews that are killed at random moments, each going on with the file that the one before left."""
    rng = Random(seed)
    number, confirmed, answered = 0, dict[Path_, object](), 0
    file = tmp_path / "0.yaml"
    for _ in range(times):
        process = talk_to(file, "--no-advice", *(["--in-order"] if rng.random() < 0.7 else []))
        killer = threading.Timer(rng.uniform(0.4, 1.8), process.kill)
        killer.start()
        before = len(confirmed)
        try:
            confirmed = answer_until_the_end(process, file, rng, confirmed)
        finally:
            killer.cancel()
            process.kill()
            process.communicate()
        answered += len(confirmed) - before
        if file.exists():
            there = answers_in(file)
            assert {place: there.get(place) for place in confirmed} == confirmed
            assert len(there) <= len(confirmed) + 30, "at most the answer that was being saved; that of a list brings rows"
        if process.returncode == 0:
            number, confirmed = number + 1, {}
            file = tmp_path / f"{number}.yaml"
    assert answered > times, "the interviews were killed before they began"
    if file.exists():
        assert interview(file).exit_code == 0


def answer_until_the_end(process: subprocess.Popen[bytes], file: Path, rng: Random, confirmed: dict[Path_, object]) -> dict[Path_, object]:
    """Answer what is asked; the answers that were in the file at the last prompt."""
    assert process.stdin is not None
    while (heard := until_prompt(process.stdout)).endswith("> "):
        if file.exists():
            now = answers_in(file)
            assert {place: now.get(place) for place in confirmed} == confirmed
            confirmed = now
        try:
            process.stdin.write(f"{an_answer(heard, rng)}\n".encode())
            process.stdin.flush()
        except BrokenPipeError:
            break
        time.sleep(rng.choice([0, 0, 0.01]))
    return confirmed


def an_answer(heard: str, rng: Random) -> str:
    """An answer that fits what was asked last."""
    asked_last = heard.rpartition("format ")[2]
    for words, answers in {
        "Hoe heet uw gemeente": ["Ede"],
        "Code van de gemeente": ["GM0228"],
        "Typ ja of nee": ["ja", "nee"],
        "Kies een nummer": ["1", "2"],
        "Kies een of meer": ["0", "1", "1,2"],
        "Typ een percentage": ["40", "12,5"],
        "Typ een aantal uren": ["8"],
        "Typ een getal": ["24000", "12"],
        "Typ een datum": ["31-1-2026"],
    }.items():
        if words in asked_last:
            return rng.choice(answers)
    return rng.choice(["let op: #1", "- 'streep'", '"no', "é 🙂", "2020-01-01"])


def test_a_killed_interview_resumes_with_all_confirmed_answers(tmp_path: Path) -> None:
    killed_at_random(tmp_path, times=8, seed=1)


@pytest.mark.long
def test_an_interview_killed_at_fifty_moments_resumes_with_all_confirmed_answers(tmp_path: Path) -> None:
    killed_at_random(tmp_path, times=50, seed=2)
