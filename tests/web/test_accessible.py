"""Every page, and every state of it, has nothing that the rules of WCAG 2.2 AA find wrong, in both languages.

Needs Chromium and what `requirements/documents-tools` installs, in the folder that the variable COMMPLAN_DOCUMENTS_TOOLS names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.web.safety.passwords import keep_password
from tests.support.served import folder_with, serving
from tests.web.browsing import browser as a_browser

pytestmark = [pytest.mark.long, pytest.mark.documents]

TOOLS = Path(os.environ.get("COMMPLAN_DOCUMENTS_TOOLS", ".documents-tools"), "node_modules")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CASE = "/cases/nijkerk-2016"
PAGES = (
    "/",
    "/compare",
    "/compare?case=nijkerk-2016&case=heerde-2018",
    "/compare?case=nijkerk-2016&against=heerde-2018&differences=true",
    "/compare?case=nijkerk-2016",
    "/rules",
    "/nowhere",
    "/cases/nobody/advice",
    "/cases/broken/advice",
    *(f"{CASE}/questions/{chapter}" for chapter in ("introduction", "situation", "problems", "plan")),
    f"{CASE}/questions/problems?add=problems",
    f"{CASE}/questions/situation?told=saved",
    f"{CASE}/advice",
    f"{CASE}/downloads",
    f"{CASE}/explain",
    f"{CASE}/explain?of=action:advise-house-rules",
    f"{CASE}/explain?why_not=set-up-register",
    f"{CASE}/explain?of=action:advise-house-ruls",
    f"{CASE}/next",
    f"{CASE}/ask?question=municipality.inhabitants&saved=situation.register.exists",
    f"{CASE}/ask?question=situation.initiatives",
    f"{CASE}/ask?question=municipality.inhabitant",
    "/cases/complete/ask",
    "/cases/complete/ask?skip=problems",
    f"{CASE}/fragile",
    f"{CASE}/fragile?tried=true",
    f"{CASE}/what-if",
    f"{CASE}/what-if?set=situation.register.exists%3Dtrue",
    f"{CASE}/what-if?set=situation.register.exists%3Dmaybe",
    f"{CASE}/rules",
    f"{CASE}/rules?stage=problems",
    f"{CASE}/rules?verdict=holds",
    f"{CASE}/calendar",
    f"{CASE}/calendar?role=police",
    f"{CASE}/calendar?role=polise",
    f"{CASE}/progress",
    f"{CASE}/progress?on=31-1-2027",
    f"{CASE}/progress?on=never",
    f"{CASE}/review",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = folder_with(tmp_path, "nijkerk-2016", "heerde-2018", "complete")
    (folder / "broken.yaml").write_text("municipality: {nam: Ede}\n", encoding="utf-8")
    return folder


def wrong_with(page: Page) -> list[object]:
    """What the rules find wrong in a page as it is."""
    page.evaluate((TOOLS / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "async rules => (await axe.run({runOnly: rules})).violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)])", RULES
    )
    headings = page.evaluate("document.querySelectorAll('h1').length")
    return [*found, *([f"{headings} first headings"] if headings != 1 else [])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_any_page(browser: Browser, folder: Path, language: Language) -> None:
    found = {}
    with serving(folder, "--lang", language) as address:
        page = browser.new_context(bypass_csp=True).new_page()
        for path in PAGES:
            page.goto(f"{address}{path}")
            assert page.locator("html").get_attribute("lang") == language
            found[path] = wrong_with(page)
        page.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def an_empty_name(page: Page) -> None:
    page.goto("/")
    page.locator('form[action="/cases"] button').click()


def a_wrong_number(page: Page) -> None:
    page.goto(f"{CASE}/questions/introduction")
    page.locator('[name="municipality.inhabitants"]').fill("veel")
    page.locator("#questions .end button").first.click()
    page.locator("main .utrecht-alert").wait_for()


def two_at_once(page: Page) -> None:
    page.goto(f"{CASE}/questions/introduction")
    other = page.context.new_page()
    other.goto(f"{CASE}/questions/introduction")
    for one, number in ((other, "41000"), (page, "42000")):
        one.locator('[name="municipality.inhabitants"]').fill(number)
        one.locator("#questions .end button").first.click()
        one.locator("main .utrecht-alert").wait_for()
    other.close()


def adopted(page: Page) -> None:
    page.goto(f"{CASE}/review")
    page.locator('form:has([name="seen"]) button').click()
    page.goto(f"{CASE}/review")


def a_plan_to_look_at(page: Page) -> None:
    adopted(page)
    page.locator(f'a[href="{CASE}/versions/1"]').click()


def a_list_with_a_plan(page: Page) -> None:
    adopted(page)
    page.goto("/")


def a_first_day_that_is_none(page: Page) -> None:
    page.goto(f"{CASE}/review")
    page.locator('[name="start"]').fill("morgen")
    page.locator('form:has([name="seen"]) button').click()


def no_table(page: Page) -> None:
    page.goto(f"{CASE}/review")
    page.locator('form[enctype="multipart/form-data"] button').click()


def nothing_answered(page: Page) -> None:
    page.goto(f"{CASE}/ask")
    page.locator('form:has([name="had"]) button').click()


def a_note_without_an_action(page: Page) -> None:
    page.goto(f"{CASE}/progress")
    page.locator("main form[method=post] button").first.click()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reach",
    [
        an_empty_name,
        a_wrong_number,
        two_at_once,
        adopted,
        a_note_without_an_action,
        a_plan_to_look_at,
        a_list_with_a_plan,
        a_first_day_that_is_none,
        no_table,
        nothing_answered,
    ],
)
def test_nothing_is_wrong_after_something_was_done(
    browser: Browser, folder: Path, language: Language, reach: Callable[[Page], None]
) -> None:
    with serving(folder, "--lang", language) as address:
        page = browser.new_context(bypass_csp=True, java_script_enabled=True, base_url=address).new_page()
        reach(page)
        assert wrong_with(page) == []
        page.context.close()


PASSWORD = "vier losse woorden"


def nobody_yet(page: Page) -> None:
    page.goto(f"{CASE}/advice")


def a_wrong_password(page: Page) -> None:
    nobody_yet(page)
    page.locator("#password").fill("iets heel anders")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()


def too_many_wrong_passwords(page: Page) -> None:
    for _ in range(6):
        a_wrong_password(page)


def somebody(page: Page) -> None:
    page.goto("/login")
    page.locator("#password").fill(PASSWORD)
    with page.expect_navigation(url=lambda url: url.endswith("/")):
        page.keyboard.press("Enter")
    page.goto("/login")
    page.locator('form[action="/logout"]').wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reach", [nobody_yet, a_wrong_password, too_many_wrong_passwords, somebody])
def test_nothing_is_wrong_where_a_password_is_asked(
    browser: Browser, folder: Path, language: Language, reach: Callable[[Page], None]
) -> None:
    keep_password(folder, PASSWORD)
    with serving(folder, "--lang", language) as address:
        page = browser.new_context(bypass_csp=True, base_url=address).new_page()
        reach(page)
        assert wrong_with(page) == []
        page.context.close()


@pytest.mark.parametrize("query", ["", "?contacts=shown"])
def test_nothing_is_wrong_where_contact_data_is_hidden_or_shown(browser: Browser, folder: Path, query: str) -> None:
    path = folder / "nijkerk-2016.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("improve: ", "improve: Bel 06-12345678. "), encoding="utf-8")
    with serving(folder) as address:
        page = browser.new_context(bypass_csp=True, base_url=address).new_page()
        for one in ("questions/introduction", "advice"):
            page.goto(f"{CASE}/{one}{query}")
            assert ("06-12345678" in page.content()) == (bool(query) or one != "advice")
            assert wrong_with(page) == []
        page.context.close()
