"""Notes are kept: what was confirmed is read back, whatever happens to the program or is in the texts."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import Fault, FaultyInputError, UnreadableFileError
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.running.progress.model import LONGEST, STATES, Note, standing
from commplan_advisor.running.progress.reading import kept_in, notes_of, progress_file
from commplan_advisor.running.progress.writing import add_notes, as_line

HOSTILE = Note(
    "set-up-register",
    "dropped",
    date(2026, 3, 2),
    "wijkagent \U0001f600",
    'een } in een "tekst": \\ \u00e9\u00e9n\n- {action: x}\u2028\x85',
    "'s morgens, # {niet} 1e3",
)
DONE = Note("thank-admins", "done", date(2026, 4, 1), "police")

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60) | st.lists(
    st.sampled_from(
        ["\n", "\t", "- {", "}", "#", " #", '"', "'", "\\", "\u2028", "\x85", ": ", "1e3", "null", "\U0001f600", "no", "---", "a"]
    ),
    max_size=8,
).map("".join)
notes = st.builds(
    Note,
    action=st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True) | texts.filter(str.strip),
    state=st.sampled_from(STATES),
    on=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    by=texts,
    reason=texts.map(lambda text: f"omdat {text}"),
    note=texts,
)


# -- what is written is what is read ------------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.lists(notes, max_size=4))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, given_notes: list[Note]) -> None:
    file = tmp_path_factory.mktemp("kept") / "a.progress.yaml"
    add_notes(file, given_notes)
    assert list(notes_of(file)) == given_notes


@pytest.mark.parametrize(
    "text", ["kan alleen 's avonds", "'s avonds", "auto's", "zie 'Borden', punt 2", "om 8:'s ochtends", "a':'b", 'zeg "ja', "- 'x", "[nee"]
)
def test_an_apostrophe_or_a_quote_does_not_make_a_note_unfinished(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.progress.yaml"
    kept = Note("thank-admins", "dropped", date(2026, 4, 1), text, text, text)
    add_notes(file, [kept])
    assert notes_of(file) == (kept,)


@settings(max_examples=150)
@given(notes)
def test_each_note_is_one_line_of_yaml(note: Note) -> None:
    line = as_line(note)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    ((row,),) = ([parse_yaml(line, "a").value],)
    assert row[0]["action"] == note.action
    assert row[0].get("note", "") == note.note


def test_the_file_as_a_whole_is_yaml_that_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.progress.yaml"
    add_notes(file, [HOSTILE])
    add_notes(file, [DONE])
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Voortgang van het plan")
    assert "geen namen" in text
    assert "no names" in text
    rows = parse_yaml(text, "a").value
    assert [row["action"] for row in rows] == ["set-up-register", "thank-admins"]


def test_nothing_to_note_makes_no_file(tmp_path: Path) -> None:
    add_notes(tmp_path / "a", [])
    assert not (tmp_path / "a").exists()
    assert notes_of(tmp_path / "a") == ()


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (Note("a", "done", date(2026, 1, 1), note="a\0b"), "note: 'a b' has a character that is not text (U+0000)"),
        (Note("a", "done", date(2026, 1, 1), by="\x1b[31m"), "by: ' [31m' has a character that is not text (U+001B)"),
        (Note("a", "dropped", date(2026, 1, 1), reason="\ud83d"), "has a character that is not text (U+D83D)"),
        (Note("a", "dropped", date(2026, 1, 1), reason=" "), "reason: ' ' must be filled in when an action is dropped"),
        (Note("", "done", date(2026, 1, 1)), "action: must be filled in"),
        (Note("a", "done", date(2026, 1, 1), note="x" * (LONGEST + 1)), f"may not be longer than {LONGEST} characters"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_and_nothing_is_written(tmp_path: Path, note: Note, said: str) -> None:
    file = tmp_path / "a"
    with pytest.raises(FaultyInputError) as raised:
        add_notes(file, [DONE, note])
    assert said in str(raised.value)
    assert not file.exists()


def test_the_last_note_on_an_action_counts() -> None:
    started, done = Note("a", "started", date(2026, 5, 1)), Note("a", "done", date(2026, 4, 1))
    assert standing([started, DONE, done]) == {"a": done, "thank-admins": DONE}


# -- a write that was cut off ---------------------------------------------------------------------------------------------------------


def test_a_line_that_was_cut_off_anywhere_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.progress.yaml"
    add_notes(file, [DONE])
    confirmed = len(file.read_bytes())
    add_notes(file, [HOSTILE])
    whole = file.read_bytes()
    for cut in range(confirmed, len(whole) + 1):
        file.write_bytes(whole[:cut])
        kept = kept_in(file)
        complete = cut >= len(whole) - 1
        assert kept.notes == ((DONE, HOSTILE) if complete else (DONE,)), cut
        assert len(kept.unfinished) == (confirmed < cut and not complete), cut
        add_notes(file, [DONE])
        later = kept_in(file)
        assert later.notes == (*kept.notes, DONE), cut
        assert later.unfinished == kept.unfinished, cut


@settings(max_examples=60)
@given(notes, st.data())
def test_so_it_is_with_any_text_and_zeros_that_a_disk_left(
    tmp_path_factory: pytest.TempPathFactory, note: Note, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("cut") / "a.progress.yaml"
    add_notes(file, [DONE, note])
    whole = file.read_bytes()
    line = len(as_line(note).encode())
    cut = data.draw(st.integers(1, line - 2))
    zeros = data.draw(st.sampled_from([0, 0, cut]))
    file.write_bytes(whole[:-cut] + b"\0" * zeros)
    kept = kept_in(file)
    if cut > 1 or zeros:
        assert (kept.notes, len(kept.unfinished)) == ((DONE,), 1)
    add_notes(file, [DONE])
    assert kept_in(file).notes == (*kept.notes, DONE)
    assert kept_in(file).unfinished == kept.unfinished


def test_a_first_write_that_was_cut_off_in_the_heading_costs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.progress.yaml"
    add_notes(file, [DONE])
    whole = file.read_bytes()
    for cut in range(0, len(whole) - len(as_line(DONE)) + 1, 7):
        file.write_bytes(whole[:cut])
        assert notes_of(file) == ()
        add_notes(file, [DONE])
        assert notes_of(file) == (DONE,)


# -- a program that was killed --------------------------------------------------------------------------------------------------------

_WRITER = """
import itertools, sys
from datetime import date
from pathlib import Path
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.progress.writing import add_notes
file, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
for number in itertools.count():
    note = f"{number} \\U0001f600 {'x' * (number * 37 % 1500)}"
    add_notes(file, [Note(f"{name}-{number}", "done", date(2026, 3, 2), "wijkagent", "", note)])
    print(number, flush=True)
"""


def written_until_killed(file: Path, name: str, wait: float) -> list[str]:
    """The actions that a writer confirmed before it was killed, so many seconds after it began."""
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(file), name], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        sleep(wait)
        writer.send_signal(signal.SIGKILL)
        said = writer.stdout.read()
    assert writer.returncode == -signal.SIGKILL
    return [f"{name}-{number}" for number in said.rpartition("\n")[0].split()]


def kills(file: Path, times: int, seed: int) -> int:
    """Kill a writer so often, each time at another moment; how many notes were confirmed in all."""
    moments = random.Random(seed)
    confirmed: list[str] = []
    for time in range(times):
        confirmed += written_until_killed(file, f"w{time}", moments.uniform(0, 0.08))
        kept = kept_in(file)
        actions = [note.action for note in kept.notes]
        assert [action for action in actions if action in set(confirmed)] == confirmed
        assert len(set(actions)) == len(actions)
        assert len(actions) + len(kept.unfinished) <= len(confirmed) + time + 1  # each kill may leave one that was not confirmed yet
    return len(confirmed)


def test_kill_9_at_any_moment_loses_nothing_confirmed(tmp_path: Path) -> None:
    assert kills(tmp_path / "a.progress.yaml", 10, seed=1) > 10


@pytest.mark.long
def test_kill_9_at_a_thousand_moments_loses_nothing_confirmed(tmp_path: Path) -> None:
    for round_ in range(20):
        assert kills(tmp_path / f"{round_}.progress.yaml", 50, seed=round_) > 50


# -- a file that somebody edited ----------------------------------------------------------------------------------------------------


def read(tmp_path: Path, text: str) -> tuple[Note, ...]:
    file = tmp_path / "ede.progress.yaml"
    file.write_bytes(text.encode())
    return notes_of(file)


WANTED = (Note("thank-admins", "done", date(2026, 4, 1), "police"), Note("a", "started", date(2026, 4, 2)))


@pytest.mark.parametrize(
    "text",
    [
        "- {action: thank-admins, state: done, on: 2026-04-01, by: police}\n- {action: a, state: started, on: 2026-04-02}",
        "- {action: thank-admins, state: done, on: 2026-04-01, by: police}\r\n\r\n# {\r\n- {action: a, state: started, on: 2026-04-02}\r\n",
        "\ufeff---\n- action: thank-admins\n  state: done # {\n  on: '2026-04-01'\n  by: police\n"
        "-\n  action: a\n  state: started\n  on: 2026-04-02\n",
        "- {action: thank-admins,\n   state: done, on: 2026-04-01,\n   by: police}  # it's {\n\n"
        "- { on: 2026-04-02, state: started, action: a, note: }\n...\n",
    ],
)
def test_notes_may_be_written_by_hand_as_any_yaml_and_without_a_last_line_end(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == WANTED
    add_notes(tmp_path / "ede.progress.yaml", [HOSTILE])
    assert notes_of(tmp_path / "ede.progress.yaml") == (*WANTED, HOSTILE)


def test_all_that_is_wrong_is_told_at_once_with_its_place_and_the_nearest_word(tmp_path: Path) -> None:
    text = (
        "# notities\nvoortgang: goed\n"
        "- {acton: a, state: don, on: 2026-02-30}\n"
        "- gedaan\n"
        "- {action: b, state: dropped, on: 2026-01-01}\n"
        "- action: c\n  state: klaar\n  on: 1-4-2026\n  note: [1]\n"
        "- {action: d, state: done, on: 2026-01-01, note: a\tb}: c\n"
        "- {action: e, state: done, on: 2026-01-01, action: f}\n"
        "- {action: g, state: , on: 2026-01-01}\n"
    )
    with pytest.raises(FaultyInputError) as raised:
        read(tmp_path, text)
    found = [fault.words("en").rpartition("/")[2] for fault in raised.value.faults]
    keys = "Choose from: action, state, on, by, reason, note."
    day = "must be a date that exists, from 2000 to 2100, such as 2026-01-31."
    states = "Choose from: planned, started, done, dropped."
    assert [line for line in found if not line.startswith("ede.progress.yaml:10:")] == [
        "ede.progress.yaml:2:1: is not a note. A note is a line such as: - {action: set-up-register, state: done, on: 2026-01-31}",
        f"ede.progress.yaml:3:4: 'acton' cannot stand here. {keys} Did you mean 'action'?",
        f"ede.progress.yaml:3:21: state: 'don' is not a state. {states} Did you mean 'done'?",
        f"ede.progress.yaml:3:30: on: '2026-02-30' {day}",
        "ede.progress.yaml:4:3: 'gedaan' is not a note. A note is a line such as: - {action: set-up-register, state: done, on: 2026-01-31}",
        "ede.progress.yaml:5:3: reason: must be filled in when an action is dropped.",
        f"ede.progress.yaml:7:10: state: 'klaar' is not a state. {states} Did you mean 'done'?",
        f"ede.progress.yaml:8:7: on: '1-4-2026' {day}",
        "ede.progress.yaml:9:9: note: must be a text.",
        "ede.progress.yaml:11:44: 'action' occurs twice (first on line 11).",
        "ede.progress.yaml:12:15: state: must be filled in.",
    ]
    assert any(line.startswith("ede.progress.yaml:10:") for line in found)
    assert [fault.words("nl") for fault in raised.value.faults] != [fault.words("en") for fault in raised.value.faults]


def test_a_brace_that_somebody_forgot_is_told_and_the_rest_counts(tmp_path: Path) -> None:
    file = tmp_path / "ede.progress.yaml"
    file.write_text("- {action: b, state: done, on: 2026-01-01\n- {action: a, state: started, on: 2026-04-02}\n")
    kept = kept_in(file)
    assert [note.action for note in kept.notes] == ["a"]
    (told,) = kept.unfinished
    assert told.words("nl").endswith(
        "ede.progress.yaml:1: '- {action: b, state: done, on: 2026-01-01' deze regel is niet af en telt niet mee. "
        "Maak de regel af of haal haar weg."
    )


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("# é\n- {action: a, by: ".encode() + b"\xe9\xe9}\n", "2:19"),
        (b"- action: a\n  state: done\n  on: 2026-01-01\n  note: caf\xe9\n", "4:12"),
        (b"- {action: a, state: done, on: 2026-01-01} # caf\xe9", "1:49"),
        (b"# caf\xe9\n- {action: a, state: done, on: 2026-01-01}", "1:6"),
    ],
)
def test_a_file_in_another_encoding_is_told_with_its_place(tmp_path: Path, data: bytes, place: str) -> None:
    file = tmp_path / "ede.progress.yaml"
    file.write_bytes(data)
    with pytest.raises(FaultyInputError, match=rf"ede.progress.yaml:{place}: is not text in UTF-8"):
        notes_of(file)


@settings(max_examples=200)
@example(b"\r\r!")
@given(st.binary(max_size=80) | st.text("-{}[]:,\"' \n#ab\\&*!|>%", max_size=60).map(str.encode))
def test_whatever_is_in_the_file_nothing_but_a_fault_comes_of_it(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "a.progress.yaml"
    file.write_bytes(data)
    faults: list[Fault] = []
    try:
        assert kept_in(file).notes == ()
    except FaultyInputError as error:
        faults = error.faults
    lines = len(data.decode(errors="replace").splitlines())  # YAML ends a line at a carriage return too
    assert all(0 < fault.place.line <= lines + 2 for fault in faults)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="is a folder"):
        notes_of(tmp_path)


# -- where it is --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "file"),
    [
        ("nijkerk.yaml", "nijkerk.progress.yaml"),
        ("map/nijkerk.YML", "map/nijkerk.progress.yaml"),
        ("nijkerk.json", "nijkerk.progress.yaml"),
        ("nijkerk.xlsx", "nijkerk.progress.yaml"),
        ("nijkerk.2026.yaml", "nijkerk.2026.progress.yaml"),
        ("nijkerk.2026", "nijkerk.2026.progress.yaml"),
        ("nijkerk", "nijkerk.progress.yaml"),
    ],
)
def test_notes_are_beside_the_case(case: str, file: str) -> None:
    assert progress_file(Path(case)) == Path(file)
