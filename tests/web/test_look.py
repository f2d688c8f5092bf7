"""How pages look: components and tokens of the NL Design System, nothing from elsewhere, and the theme of a municipality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Response
from starlette.testclient import TestClient

from commplan_advisor.web.app import app_of
from commplan_advisor.web.pages.site import FOLDER
from commplan_advisor.web.safety.passwords import hashed
from commplan_advisor.web.settings import Settings
from commplan_advisor.web.theme import LARGEST_THEME, read_theme
from tests.support.command import commplan_here
from tests.support.served import ADDRESS, client_of, folder_with, serving
from tests.support.shipped import DAY, shipped_engine
from tests.web.browsing import browser as a_browser
from tests.web.test_accessible import PAGES

STATIC = FOLDER / "static"
SYSTEM = STATIC / "nl-design-system"
TOKEN = re.compile(r"^\s*(--[\w-]+):", re.MULTILINE)
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
THEME = """
/* .not-this-theme { --utrecht-document-color: red } */
.ede-theme { --utrecht-document-color: rgb(1, 2, 3); --basis-color-action-1-inverse-bg-default: rgb(4, 5, 6) }
.ede-theme .dark-theme-button, .ede-theme--dark { --utrecht-document-color: rgb(7, 8, 9) }
"""
LINES = """one => {
    const text = document.createRange();
    text.selectNodeContents(one);
    return new Set([...text.getClientRects()].map(line => line.top)).size;
}"""
"""On how many lines the text of an element stands."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = folder_with(tmp_path / "cases", "nijkerk-2016", "heerde-2018", "complete")
    (folder / "broken.yaml").write_text("municipality: {nam: Ede}\n", encoding="utf-8")
    return folder


def written(folder: Path, text: str) -> Path:
    """A theme in a file."""
    path = folder / "theme.css"
    path.write_text(text, encoding="utf-8")
    return path


def text_of(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


# -- what is taken from the NL Design System ------------------------------------------------------------------------------------------


def test_every_component_that_a_page_uses_has_its_rules() -> None:
    used = set(re.findall(r"utrecht-[\w-]+", text_of(*(FOLDER / "templates").glob("*.html"), *STATIC.glob("*.js"))))
    there = set(re.findall(r"\.(utrecht-[\w-]+)", text_of(SYSTEM / "components.css")))
    assert used <= there, "run requirements/look"


def test_every_class_of_a_page_has_rules() -> None:
    pages = text_of(*(FOLDER / "templates").glob("*.html"))
    told = " ".join(re.findall(r'class="([^"]*)"', re.sub(r"{[{%].*?[%}]}", " ", pages)))
    assert set(told.split()) <= set(re.findall(r"\.([a-z][\w-]*)", text_of(STATIC / "site.css", SYSTEM / "components.css")))


def test_every_token_of_our_own_stylesheet_is_there_and_there_are_no_others() -> None:
    own, tokens, all_ = text_of(STATIC / "site.css"), text_of(SYSTEM / "tokens.css"), text_of(STATIC / "site.css", *SYSTEM.glob("*.css"))
    assert set(REFERENCE.findall(own)) <= set(TOKEN.findall(tokens + own)), "run requirements/look"
    assert set(TOKEN.findall(tokens)) <= set(REFERENCE.findall(all_)), "run requirements/look"


def test_our_own_stylesheet_has_no_colours_of_its_own() -> None:
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", text_of(STATIC / "site.css"), re.IGNORECASE) == []


def test_what_was_taken_says_where_from_and_under_which_licence() -> None:
    for name in ("components.css", "tokens.css"):
        text = text_of(SYSTEM / name)
        assert re.search(r"From @[\w/.-]+ \d+\.\d+\.\d+, made by requirements/look", text)
        assert "EUPL-1.2" in text
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text_of(SYSTEM / "LICENSE.md")


# -- every page ------------------------------------------------------------------------------------------------------------------------


def test_no_page_asks_for_anything_from_elsewhere_or_for_what_is_not_there(browser: Browser, folder: Path) -> None:
    answers: list[Response] = []
    with serving(folder) as address:
        page = browser.new_context().new_page()
        page.on("response", lambda answer: answers.append(answer))
        for path in PAGES:
            page.goto(f"{address}{path}")
        page.context.close()
    assert {urlsplit(one.url).netloc for one in answers} == {urlsplit(address).netloc}
    assert [one.url for one in answers if one.status >= 400 and one.request.resource_type != "document"] == []


@pytest.mark.parametrize("width", [360, 320])
def test_no_page_is_wider_than_a_phone_and_no_day_in_a_table_is_broken(browser: Browser, width: int, folder: Path) -> None:
    too_wide, days = [], 0
    with serving(folder) as address:
        page = browser.new_context(viewport={"width": width, "height": 700}).new_page()
        for path in PAGES:
            page.goto(f"{address}{path}")
            too_wide += [path] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
            lines = page.evaluate(f"[...document.querySelectorAll('.short')].filter(one => one.textContent).map({LINES})")
            days += len(lines)
            assert set(lines) <= {1}, path
        page.context.close()
    assert too_wide == []
    assert days


def test_the_page_where_somebody_is_can_be_told_in_the_navigation(browser: Browser, folder: Path) -> None:
    with serving(folder) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/cases/nijkerk-2016/calendar")
        here = page.locator("nav.case [aria-current=page]")
        other = page.locator("nav.case a:not([aria-current])").first
        assert here.inner_text() == "Agenda"
        assert style(here, "fontWeight") != style(other, "fontWeight")
        assert style(here, "borderBottomColor") != style(other, "borderBottomColor")
        page.context.close()


def test_browsers_keep_our_files_and_ask_whether_they_changed(folder: Path) -> None:
    client = client_of(folder)
    first = client.get("/static/nl-design-system/tokens.css")
    assert first.headers["cache-control"] == "no-cache"
    assert client.get("/static/nl-design-system/tokens.css", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get("/").headers["cache-control"] == "no-store"


def test_there_is_an_icon_where_browsers_look_for_one(folder: Path) -> None:
    answer = client_of(folder).get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


# -- the theme of a municipality ---------------------------------------------------------------------------------------------------------


def style(element: Locator, name: str) -> str:
    """What a browser makes of a property of an element."""
    return str(element.evaluate(f"one => getComputedStyle(one).{name}"))


def colours(page: Page) -> tuple[str, str]:
    """Of the text, and of the button that saves."""
    return style(page.locator("body"), "color"), style(page.locator("#questions .end button").first, "backgroundColor")


@pytest.mark.parametrize("text", [THEME, THEME.replace(".ede-theme {", ":root {")], ids=["class", "root"])
def test_tokens_of_a_theme_win(text: str, browser: Browser, folder: Path, tmp_path: Path) -> None:
    with serving(folder, "--theme", str(written(tmp_path, text))) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/cases/nijkerk-2016/questions/plan")
        assert colours(page) == ("rgb(1, 2, 3)", "rgb(4, 5, 6)")
        page.context.close()
    with serving(folder) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/cases/nijkerk-2016/questions/plan")
        assert not {"rgb(1, 2, 3)", "rgb(4, 5, 6)"} & set(colours(page))
        assert page.locator("link[href^='/theme.css']").count() == 0
        page.context.close()


def test_the_classes_of_a_theme_are_those_that_hold_its_tokens(tmp_path: Path) -> None:
    assert read_theme(written(tmp_path, THEME)).classes == ("ede-theme",)
    assert read_theme(written(tmp_path, ":root { --utrecht-x: 1px }")).classes == ()
    assert read_theme(written(tmp_path, '."><script>-theme { --utrecht-x: 1px } .é-theme { }')).classes == ()


def test_a_theme_is_read_once_and_told_apart_from_another(folder: Path, tmp_path: Path) -> None:
    addresses = []
    for text in (THEME, THEME.replace("1, 2, 3", "3, 2, 1")):
        path = written(tmp_path, text)
        client = TestClient(app_of(Settings(folder, as_of=DAY, theme=read_theme(path)), shipped_engine()), base_url=ADDRESS)
        path.unlink()
        found = re.search(r'href="(/theme\.css\?\w+)"', client.get("/").text)
        assert found
        answer = client.get(found[1])
        assert answer.text == text
        assert answer.headers["content-type"] == "text/css; charset=utf-8"
        addresses.append(found[1])
    assert len(set(addresses)) == 2


def test_the_page_that_asks_for_the_password_has_the_theme_too(folder: Path, tmp_path: Path) -> None:
    settings = Settings(folder, as_of=DAY, password=hashed("vier losse woorden"), theme=read_theme(written(tmp_path, THEME)))
    client = TestClient(app_of(settings, shipped_engine()), base_url=ADDRESS, follow_redirects=False)
    found = re.search(r'href="(/theme\.css\?\w+)"', client.get("/login").text)
    assert found
    assert client.get(found[1]).text == THEME
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (None, 3, "bestaat niet"),
        (b"x" * (LARGEST_THEME - 20) + b"\n:root { --utrecht-x: 1px }", 3, "te groot"),
        (b":root { --utrecht-x: '\xff' }", 3, "UTF-8"),
        (b"", 1, "design tokens"),
        (b"body { color: red }", 1, "design tokens"),
        (b"/* --utrecht-x: 1px */", 1, "design tokens"),
        (b'{"utrecht": {"x": {"value": "1px"}}}', 1, "design tokens"),
    ],
)
def test_a_file_that_is_no_theme_is_refused(data: bytes | None, code: int, says: str, tmp_path: Path) -> None:
    path = tmp_path / "theme.css"
    if data is not None:
        path.write_bytes(data)
    done = commplan_here("serve", "--cases", tmp_path, "--theme", path, "--lang", "nl")
    assert (done.exit_code, done.stdout) == (code, "")
    assert str(path) in done.stderr
    assert says in done.stderr


def test_a_folder_is_no_theme(tmp_path: Path) -> None:
    done = commplan_here("serve", "--cases", tmp_path, "--theme", tmp_path, "--lang", "nl")
    assert done.exit_code == 3
    assert "is een map" in done.stderr


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another server; its address, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_theme_loads_nothing_from_elsewhere(browser: Browser, folder: Path, tmp_path: Path) -> None:
    with elsewhere() as (other, asked):
        loads = f"""@import url("{other}/import.css");
            @font-face {{ font-family: Elsewhere; src: url("{other}/letters.woff2") }}
            .utrecht-html body {{ --utrecht-x: 1px; background-image: url("{other}/picture.png"); font-family: Elsewhere }}"""
        with serving(folder, "--theme", str(written(tmp_path, loads))) as address:
            for without_our_policy in (True, False):
                asked.clear()
                page = browser.new_context(bypass_csp=without_our_policy).new_page()
                page.goto(f"{address}/", wait_until="networkidle")
                assert style(page.locator("body"), "fontFamily") == "Elsewhere"
                assert bool(asked) is without_our_policy
                page.context.close()
