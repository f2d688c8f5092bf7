"""The document and the calendar of a plan that was adopted are those of its version, not of what would be advised today."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.command import commplan_here
from tests.support.reviewing import BEUKENDAL

START, JUNE = ("--on", "2026-03-02"), ("--on", "2026-06-02")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case whose plan was adopted in March."""
    path = tmp_path / "beukendal.json"
    path.write_text(json.dumps({"questionnaire": 1, **BEUKENDAL}), encoding="utf-8")
    assert commplan_here("review", path, "--adopt", *START).exit_code == 0
    return path


def kept(case: Path, number: int) -> dict[str, dict[str, str]]:
    """The actions of a version, by name."""
    version = json.loads((case.with_suffix(".plan") / f"{number}.json").read_text(encoding="utf-8"))
    return {one["id"]: one for one in version["actions"]}


def due(case: Path, *more: str) -> dict[str, str]:
    """The last day of each action in the calendar of a case."""
    told = json.loads(commplan_here("schedule", case, "--format", "json", "--as-of", "2026-06-02", *more).stdout)
    return {entry["id"].removeprefix("due-"): entry["days"][-1] for entry in told["entries"] if entry["kind"] == "due"}


def test_the_calendar_has_the_actions_and_the_days_of_the_version(case: Path) -> None:
    assert due(case) == {id_: one["due"] for id_, one in kept(case, 1).items()}
    assert due(case, "--start", "2026-09-01") != due(case), "with a first day of its own it is a new draft"


def test_what_was_dropped_is_gone_and_what_the_review_added_is_there(case: Path) -> None:
    dropped = min(kept(case, 1))
    set_ = commplan_here("progress", case, "--set", f"{dropped}=dropped", "--reason", "Doet de regio al", "--on", "2026-05-20")
    assert set_.exit_code == 0, set_.output
    assert commplan_here("review", case, "--keep", *JUNE).exit_code == 0
    version = {id_: one for id_, one in kept(case, 2).items() if one["state"] != "dropped"}
    assert due(case) == {id_: one["due"] for id_, one in version.items()}
    assert dropped not in due(case)
    added = {id_ for id_, one in version.items() if one["origin"] == "review"}
    text = commplan_here("plan", case, "--as-of", "2026-06-02").stdout
    assert all(version[id_]["title"] in text for id_ in added)


def test_the_title_page_says_which_version_it_is_and_since_when(case: Path) -> None:
    assert commplan_here("review", case, "--keep", *JUNE).exit_code == 0
    found = commplan_here("plan", case, "--as-of", "2026-06-02")
    rows = dict(re.findall(r"^\| (Versie|Status|Vastgesteld op|Begin van het plan) +\| (.*?) +\|$", found.stdout, re.MULTILINE))
    assert rows == {"Versie": "2", "Status": "vastgesteld", "Vastgesteld op": "2-6-2026", "Begin van het plan": "2-3-2026"}
    assert "versie 2" in found.stderr
    draft = commplan_here("plan", case, "--as-of", "2026-06-02", "--start", "2026-03-02")
    assert "| concept" in draft.stdout
    assert draft.stderr == ""


def test_a_damaged_version_is_told_and_no_document_is_made(case: Path) -> None:
    (case.with_suffix(".plan") / "1.json").write_text("{", encoding="utf-8")
    for command in ("plan", "schedule"):
        found = commplan_here(command, case)
        assert (found.exit_code, found.stdout) == (1, "")
        assert "1.json" in found.stderr
