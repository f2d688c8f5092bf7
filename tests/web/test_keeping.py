"""The files of the folder are the only store: what was confirmed is there, nothing is overwritten in silence, and changes can be undone."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import httpx2
import pytest
from starlette.testclient import TestClient

from commplan_advisor.questionnaire.reading import load_case
from tests.support.served import client_of, folder_with, form_of
from tests.support.shipped import DAY

PAGE = "/cases/nijkerk-2016/questions/introduction"
FILE = "nijkerk-2016.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "cases", "nijkerk-2016")


def inhabitants(folder: Path) -> int | None:
    return load_case(folder / FILE).answers.municipality.inhabitants


def save(client: TestClient, number: int, form: dict[str, str] | None = None) -> int:
    data = {**(form or form_of(client, PAGE)), "municipality.inhabitants": str(number)}
    return int(client.post(PAGE, data=data).status_code)


def test_a_file_that_was_changed_by_hand_is_seen_at_once(folder: Path) -> None:
    client = client_of(folder)
    client.get(PAGE)
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(re.sub("name: Nijkerk", "name: Nijkerk en Hoevelaken", text), encoding="utf-8")
    assert "Nijkerk en Hoevelaken" in client.get(PAGE).text
    assert "Nijkerk en Hoevelaken" in client.get("/").text


def test_what_was_changed_by_hand_meanwhile_is_not_overwritten(folder: Path) -> None:
    client = client_of(folder)
    form = form_of(client, PAGE)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write("# met de hand\n")
    before = (folder / FILE).read_bytes()
    assert save(client, 40000, form) == 409
    assert (folder / FILE).read_bytes() == before
    assert save(client, 40000) == 303
    assert "# met de hand" in (folder / FILE).read_text(encoding="utf-8")


def test_what_was_saved_already_is_no_change_of_somebody_else_when_the_answer_got_lost_on_the_way(folder: Path) -> None:
    client = client_of(folder)
    form = form_of(client, PAGE)
    assert save(client, 40000, form) == 303
    after = (folder / FILE).read_bytes()
    told = client.post(PAGE, data={**form, "municipality.inhabitants": "40000", "by_itself": "true"}).json()
    assert (told["meanwhile"], told["version"]) == (False, form_of(client, PAGE)["version"])
    assert save(client, 40000, form) == 303
    assert save(client, 50000, form) == 409
    assert (folder / FILE).read_bytes() == after


def test_changes_are_undone_one_after_the_other_to_the_letter(folder: Path) -> None:
    client = client_of(folder)
    texts = []
    for number in (40000, 41000, 42000):
        texts.append((folder / FILE).read_bytes())
        assert save(client, number) == 303
    for text in reversed(texts):
        page = client.get(PAGE).text
        assert "/undo/" in page
        assert client.post("/cases/nijkerk-2016/undo/introduction", data=form_of(client, PAGE)).headers["location"].endswith("told=undone")
        assert (folder / FILE).read_bytes() == text
    assert "/undo/" not in client.get(PAGE).text


def test_what_somebody_changed_by_hand_is_not_undone(folder: Path) -> None:
    client = client_of(folder)
    assert save(client, 40000) == 303
    form = form_of(client, PAGE)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write("# met de hand\n")
    before = (folder / FILE).read_bytes()
    assert client.post("/cases/nijkerk-2016/undo/introduction", data=form).headers["location"].endswith("told=cannot_undo")
    assert (folder / FILE).read_bytes() == before
    assert "/undo/" not in client.get(PAGE).text


def test_a_form_from_elsewhere_changes_nothing(folder: Path) -> None:
    client = client_of(folder)
    form = form_of(client, PAGE)
    before = (folder / FILE).read_bytes()
    for token in ("", "x" * 43, form["token"] + "x"):
        assert save(client, 40000, {**form, "token": token}) == 403
    client.cookies.clear()
    assert save(client, 40000, form) == 403
    assert (folder / FILE).read_bytes() == before


def test_a_server_that_is_killed_while_saving_loses_nothing_that_was_confirmed(folder: Path) -> None:
    random = Random(7)
    confirmed = 0
    for _ in range(5):
        confirmed = until_killed(folder, confirmed, after=random.uniform(0.1, 0.8))
        found = inhabitants(folder)
        assert found is not None
        assert found in (confirmed, confirmed + 1), "what was being saved is there as a whole or not at all"
        confirmed = found
    assert confirmed > 5


def until_killed(folder: Path, number: int, *, after: float) -> int:
    """Save one number after the other until the server is killed; the last that was confirmed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "commplan_advisor", "serve", "--cases", str(folder), "--port", "0", "--as-of", DAY.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://[^/]+", process.stdout.readline())
    assert found
    with httpx2.Client(base_url=found[0]) as client:
        page = client.get(PAGE).text
        token = re.search(r'name="token" value="([^"]+)"', page)
        version = re.search(r'name="version" value="([^"]+)"', page)
        assert token
        assert version
        told = version[1]
        threading.Timer(after, process.send_signal, [signal.SIGKILL]).start()
        end = time.monotonic() + 30
        while time.monotonic() < end:
            data = {"token": token[1], "version": told, "by_itself": "true", "municipality.inhabitants": str(number + 1)}
            try:
                answer = client.post(PAGE, data=data)
            except httpx2.TransportError:
                break
            assert answer.status_code == 200, answer.text
            assert answer.json()["problems"] == {}
            told, number = answer.json()["version"], number + 1
    process.wait(timeout=30)
    return number
