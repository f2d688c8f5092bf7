"""A real browser for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from playwright.sync_api import Browser, Page, expect, sync_playwright

_PATIENCE = 30_000
"""Milliseconds in which a page must come to show something, also on a busy machine; no test is about how fast it is."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a screen."""
    chromium = which("chromium") or which("chromium-browser")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


def fields_of(page: Page, path: str) -> str:
    """What finds the field of a question, whose name has points in it."""
    return f'[name="{path}"]'
