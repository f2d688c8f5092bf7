"""Where the server has its files is nobody's business: no page and no answer of the interface says it, whatever is wrong with the files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.common.text import LANGUAGES, Language
from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with, form_of
from tests.support.shipped import ROOT

NAME = "nijkerk-2016"
HERE = f"/cases/{NAME}"
FIRST = (
    "/",
    "/compare",
    f"/compare?case={NAME}&case=heerde-2018",
    f"/compare?case={NAME}&case={NAME}@1",
    f"{HERE}/ask",
    f"{HERE}/fragile?tried=true",
    f"{HERE}/versions/1",
    f"{HERE}/calendar.ics",
    f"{HERE}/plan.html",
    f"{HERE}/questionnaire.json",
    f"/api/v1/cases/{NAME}",
    f"/api/v1/cases/{NAME}/advice",
    "/api/v1/cases",
    f"{HERE}/nowhere",
)
"""Where a walk begins; it goes on to all pages that these lead to."""


_PACKED = re.compile(r"\.(docx|odt|pdf|xlsx|ods|png|svg)")
"""Files in which no text is to be found by looking at the bytes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = folder_with(tmp_path / "here" / "cases", NAME, "heerde-2018")
    done = commplan_here("review", folder / f"{NAME}.yaml", "--adopt", "--on", "2026-03-02", "--as-of", "2026-03-02")
    assert done.exit_code == 0, done.stderr
    (folder / f"{NAME}.progress.yaml").write_text("- {action: measure-baseline, state: done, on: 2026-03-04}\n", encoding="utf-8")
    return folder


def faulty_answers(folder: Path) -> None:
    with (folder / f"{NAME}.yaml").open("a", encoding="utf-8") as file:
        file.write("\nplanning: {start: gisteren}\nnonsense: [\n")


def a_wrong_word(folder: Path) -> None:
    with (folder / f"{NAME}.yaml").open("a", encoding="utf-8") as file:
        file.write("\nplanning: {start: gisteren, hours: [{role: niemand, hours: 3}]}\n")


def no_text(folder: Path) -> None:
    (folder / f"{NAME}.yaml").write_bytes(b"municipality: {name: \xff}\n")


def too_large(folder: Path) -> None:
    (folder / f"{NAME}.yaml").write_text("#" * 2_000_001, encoding="utf-8")


def a_measurement_twice(folder: Path) -> None:
    row = "  - {indicator: groups, date: 2026-03-04, value: 40}\n"
    with (folder / f"{NAME}.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nmeasurements:\n{row}{row}")


def faulty_notes(folder: Path) -> None:
    (folder / f"{NAME}.progress.yaml").write_text("- {action: measure-baseline, state: don, on: 2026-03-04}\n", encoding="utf-8")


def unfinished_notes(folder: Path) -> None:
    (folder / f"{NAME}.progress.yaml").write_text("- {action: measure-baseline, sta\n", encoding="utf-8")


def notes_that_are_a_folder(folder: Path) -> None:
    (folder / f"{NAME}.progress.yaml").unlink()
    (folder / f"{NAME}.progress.yaml").mkdir()


def a_damaged_version(folder: Path) -> None:
    version = folder / f"{NAME}.plan" / "1.json"
    version.write_text(version.read_text(encoding="utf-8").replace("Nijkerk", "Nijverk"), encoding="utf-8")


def a_version_that_is_a_folder(folder: Path) -> None:
    (folder / f"{NAME}.plan" / "2.json").mkdir()


def versions_that_are_a_file(folder: Path) -> None:
    shutil.rmtree(folder / f"{NAME}.plan")
    (folder / f"{NAME}.plan").write_text("x", encoding="utf-8")


WRONG = (
    faulty_answers,
    a_wrong_word,
    no_text,
    too_large,
    a_measurement_twice,
    faulty_notes,
    unfinished_notes,
    notes_that_are_a_folder,
    a_damaged_version,
    a_version_that_is_a_folder,
    versions_that_are_a_file,
)


def walked(client: TestClient, language: Language) -> Iterator[tuple[str, str]]:
    """The pages of a site with what they hold, each kind once: of pages that differ only in what is asked, one."""
    waiting, seen = [f"{one}{'&' if '?' in one else '?'}lang={language}" for one in FIRST], set[tuple[str, ...]]()
    while waiting:
        address = waiting.pop(0)
        path, _, query = address.partition("?")
        kind = (path, *sorted({one.partition("=")[0] for one in query.split("&")} - {"lang", ""}))
        if kind in seen or "heerde" in path or path.startswith(("/rules", "/static")) or _PACKED.search(path):
            continue
        seen.add(kind)
        answer = client.get(address, follow_redirects=True)
        yield address, unescape(answer.content.decode("utf-8", "replace"))
        if "text/html" in answer.headers.get("content-type", ""):
            waiting += [unescape(link).partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', answer.text)]


@pytest.mark.parametrize(
    ("spoil", "language"),
    [
        pytest.param(spoil, LANGUAGES[place % 2], marks=() if spoil in (a_wrong_word, a_damaged_version) else pytest.mark.broad)
        for place, spoil in enumerate(WRONG)
    ],
)
def test_no_page_says_where_files_are(spoil: Callable[[Path], None], language: Language, folder: Path) -> None:
    spoil(folder)
    client = client_of(folder)
    places = (str(folder), str(folder.parent), str(folder.parent.parent), str(ROOT))
    told, count = {}, 0
    for address, text in walked(client, language):
        count += 1
        if found := [place for place in places if place in text]:
            told[address] = found
    assert told == {}
    assert count > 12


@pytest.mark.parametrize("spoil", WRONG)
def test_no_form_says_where_files_are_either(spoil: Callable[[Path], None], folder: Path) -> None:
    client = client_of(folder)
    token = form_of(client, f"{HERE}/progress")["token"]
    spoil(folder)
    for address in ("questions/introduction", "undo/introduction", "ask?question=problems", "progress", "review", "measurements"):
        answer = client.post(f"{HERE}/{address}", data={"token": token, "action": "measure-baseline", "state": "done", "version": "x"})
        assert str(folder.parent) not in unescape(answer.text), address
    answer = client.post("/cases", data={"token": token, "municipality": NAME})
    assert str(folder.parent) not in unescape(answer.text)


def test_a_folder_that_cannot_be_written_is_not_named(folder: Path) -> None:
    client = client_of(folder)
    form = form_of(client, f"{HERE}/questions/introduction")
    shutil.rmtree(folder / f"{NAME}.plan")
    (folder / f"{NAME}.plan").write_text("x", encoding="utf-8")
    (folder / f"{NAME}.progress.yaml").unlink()
    (folder / f"{NAME}.progress.yaml").symlink_to(folder / "nowhere" / "file.yaml")
    noted = client.post(f"{HERE}/progress", data={**form, "action": "measure-baseline", "state": "done", "on": "2026-03-20"})
    assert str(folder.parent) not in unescape(noted.text)
    kept = client.post(f"{HERE}/review", data={**form, "seen": "x"})
    assert str(folder.parent) not in unescape(kept.text)
