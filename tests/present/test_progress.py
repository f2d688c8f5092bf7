"""How far a plan is, on a page and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from jsonschema import Draft202012Validator

from commplan_advisor.advice.advise import advise
from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.present.blocks import Block
from commplan_advisor.present.markdown import as_markdown
from commplan_advisor.present.progress import due_page, history_page, progress_json, progress_page, progress_schema
from commplan_advisor.present.terminal import as_text
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.progress.report import SCHEMA, Basis, Progress, progress
from tests.support.shipped import DAY, ROOT, shipped_engine

PUBLISHED = ROOT / "docs" / "reference" / "progress.schema.json"
LATER = DAY + timedelta(days=120)
HOSTILE = "| <b> # *x* \x1b[31m\n- [a](b)"


@cache
def told(language: Language = "nl", basis: Basis | None = None) -> Progress:
    """A plan of which something is done, started, dropped, late, and noted though it is not in it."""
    advice = advise(load_case(ROOT / "cases" / "example" / "complete.yaml"), shipped_engine(), language=language, start=DAY, prove=False)
    first, second, third = [one.id for one in advice.actions if not one.after][:3]
    notes = [
        Note(first, "started", DAY, "wijkagent"),
        Note(first, "done", DAY + timedelta(days=9), "Politie", "", "met de politie besproken"),
        Note(second, "started", DAY + timedelta(days=9)),
        Note(third, "dropped", DAY + timedelta(days=10), "Adviseur veiligheid", "geen geld in 2026"),
        Note("handle-accusation", "done", DAY, note=HOSTILE.replace("\x1b", "")),
        Note("thank-admins", "done", date(2099, 1, 1)),
    ]
    titles = {"handle-accusation": "Ga om met een beschuldiging"}
    return progress(advice, notes, basis or Basis(DAY), LATER, LATER + timedelta(days=30), titles=titles, language=language)


def pages(one: Progress, language: Language) -> Iterable[tuple[Block, ...]]:
    yield tuple(progress_page(one, language))
    yield tuple(due_page(one, language))
    yield tuple(due_page(one, language, "police"))
    yield tuple(history_page(one, language))


def test_the_published_schema_is_that_of_the_program() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == progress_schema()
    assert PUBLISHED.name in (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_is_valid_against_the_published_schema(language: Language) -> None:
    plain = json.loads(progress_json(told(language)))
    assert plain["schema"] == SCHEMA
    Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(plain)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_fits_the_width_and_no_name_is_broken(language: Language, width: int) -> None:
    one = told(language)
    for page in pages(one, language):
        text = as_text(page, width)
        assert max(map(len, text.splitlines())) <= width
    standing = as_text(progress_page(one, language), width)
    assert all(f"({action.id})" in standing for action in one.actions)


def test_what_is_late_comes_first_and_everything_stands_somewhere_once() -> None:
    text = as_markdown(progress_page(told(), "nl"))
    heads = [line.partition(" (")[0] for line in text.splitlines() if line.startswith("### ")]
    order = ["### Te laat", "### Begonnen", "### Kan beginnen", "### Wacht op andere acties", "### Gedaan", "### Vervallen"]
    assert heads == [head for head in order if head in heads] + ["### Staat niet (meer) in het plan".partition(" (")[0]]
    for action in told().actions:
        assert sum(line.startswith("| ") and f"({action.id})" in line for line in text.splitlines()) == 1


def test_the_summary_counts() -> None:
    one = told()
    counts = one.counts
    text = " ".join(as_text(progress_page(one, "nl"), 80).split())
    assert (counts.done, counts.dropped) == (1, 1)
    assert f"1 van de {counts.all} acties gedaan, {counts.late} te laat." in text
    assert "Notities met een latere datum: 1." in text


def test_a_reminder_stands_with_who_carries_it_out_or_with_the_plan_as_a_whole() -> None:
    text = as_markdown(due_page(told(), "nl"))
    parts = text.split("\n### ")[1:]
    assert parts[-1].startswith("Voor het hele plan")
    for action in told().reminders:
        for title in {taker.title for taker in action.roles if taker.part == "responsible"} or {"Voor het hele plan"}:
            (part,) = (part for part in parts if part.startswith(f"{title}\n"))
            assert action.title.split(":")[0] in part.replace("\\", "")


def test_a_role_sees_what_it_does_and_which_part_it_has() -> None:
    one = told()
    mine = [
        reminder
        for reminder in one.reminders
        if any(t.role == "safety_officer" and t.part not in ("consulted", "informed") for t in reminder.roles)
    ]
    text = as_markdown(due_page(one, "nl", "safety_officer"))
    assert mine
    assert sum(line.startswith("| ") for line in text.splitlines()) - 2 == len(mine)
    assert all(f"({reminder.id})" in text for reminder in mine)
    assert "helpt" in text or "voert uit" in text or "eindverantwoordelijk" in text


def test_who_types_no_commands_reads_no_names_of_actions() -> None:
    one = told()
    waiting = [first for action in one.actions for first in action.waits_for]
    assert waiting
    known = {action.id: action.title for action in one.actions}
    standing, due = (as_markdown(page(one, "nl", commands=False)).replace("\\", "") for page in (progress_page, due_page))
    assert not [id_ for id_ in known if id_ in standing or id_ in due]
    assert all(known[first] in standing for first in waiting if first in known)


def test_the_history_has_every_note_in_order() -> None:
    one = told()
    rows = [line for line in as_markdown(history_page(one, "en")).splitlines() if line.startswith("| ")][2:]
    assert len(rows) == len(one.history)
    titles = {action.id: action.title for action in one.actions} | {apart.action: apart.title for apart in one.elsewhere}
    for note, row in zip(one.history, rows, strict=True):
        assert titles.get(note.action, note.action) in row.replace("\\", "")
    assert "| 11 Mar 2026 |" in rows[1]
    assert "| Politie: met de politie besproken. |" in rows[1]
    assert "| Adviseur veiligheid: geen geld in 2026. |" in rows[3]


def test_hostile_texts_are_only_text() -> None:
    page = as_markdown(progress_page(told(), "nl"))
    assert "<b>" not in page
    assert "](b)" not in page.replace("\\](b)", "")


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis(DAY), "Het plan begint op 2-3-2026."),
        (Basis(DAY, 2, LATER), "De data komen uit versie 2 van het plan, van 30-6-2026."),
        (Basis(DAY, moves=True), "Nergens staat wanneer het plan begint."),
    ],
)
def test_it_says_which_dates_count(basis: Basis, said: str) -> None:
    for page in (progress_page, due_page):
        assert said in " ".join(as_text(page(told(basis=basis), "nl"), 80).split())


@pytest.mark.parametrize(("days", "said"), [(0, "vandaag"), (1, "1 dag"), (2, "2 dagen"), (-1, "1 dag te laat"), (-2, "2 dagen te laat")])
def test_how_long_is_left_is_said_in_words(days: int, said: str) -> None:
    one = next(reminder for reminder in told().reminders if reminder.kind == "due")
    only = replace(told(), reminders=(replace(one, days=days, late=days < 0),))
    (row,) = [line for line in as_markdown(due_page(only, "nl")).splitlines() if f"({one.id})" in line]
    assert f"| {said} |" in row


def test_nothing_to_do_and_nothing_noted_are_said() -> None:
    empty = replace(told(), reminders=(), history=())
    assert "Er is nu niets te doen." in as_text(due_page(empty, "nl"), 80)
    assert "Nothing was noted yet." in as_text(history_page(empty, "en"), 80)
