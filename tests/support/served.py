"""The server for tests: in this process, or as a process of its own for a browser."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from commplan_advisor.advice.model import Advice
from commplan_advisor.common.text import Language
from commplan_advisor.present.html import body_of
from commplan_advisor.present.report import report
from commplan_advisor.web.advisor import Advisor
from commplan_advisor.web.app import app_of
from commplan_advisor.web.settings import Settings
from tests.support.shipped import DAY, shipped_cases, shipped_engine

ADDRESS = "http://127.0.0.1"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="([^"]+)"')


def folder_with(folder: Path, *names: str) -> Path:
    """A folder with cases that ship, by the names of their files without the ending."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in shipped_cases():
        if path.stem in names:
            shutil.copy(path, folder / path.name)
    return folder


def client_of(folder: Path) -> TestClient:
    """A browser without a screen, of a server in this process."""
    return TestClient(app_of(Settings(folder, as_of=DAY), shipped_engine()), base_url=ADDRESS, follow_redirects=False)


def form_of(client: TestClient, path: str) -> dict[str, str]:
    """What the hidden fields of a page's form hold."""
    page = client.get(path).text
    hidden = {"token": _TOKEN.search(page), "version": _VERSION.search(page)}
    return {name: found[1] for name, found in hidden.items() if found}


def without_links(page: str) -> str:
    """A page without its links, and without the names to which they lead within a report."""
    page = re.sub(r' <a class="why".*?</a>', "", page)
    return re.sub(r' id="(part|action)-[^"]*"', "", re.sub(r"</?a\b[^>]*>", "", page))


def tells(page: str, advice: Advice, language: Language) -> bool:
    """Whether a page holds the whole report of an advice, in its order; its title apart, and with contents perhaps in between."""
    _, *blocks = report(advice, language, commands=False)
    page, last = without_links(page), 0
    for block in blocks:
        text = body_of([block])
        last = page.find(text, last) + len(text)
        if last < len(text):
            return False
    return True


@contextmanager
def turn_of_another(advisor: Advisor) -> Iterator[None]:
    """Somebody else has the engine."""
    busy, done = threading.Event(), threading.Event()

    def keep_busy() -> None:
        with advisor.turn():
            busy.set()
            done.wait(30)

    thread = threading.Thread(target=keep_busy)
    thread.start()
    busy.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """A server in a process of its own; its address."""
    with serving_process(folder, *options) as (address, _):
        yield address


@contextmanager
def serving_process(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server in a process of its own: its address, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "commplan_advisor", "serve", "--cases", str(folder), "--port", "0", "--as-of", DAY.isoformat(), *options],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0].rstrip("/."), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
