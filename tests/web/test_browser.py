"""The whole way in a real browser: an empty questionnaire becomes a plan, with and without scripts, by keyboard, on a phone, by two."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.reading import load_case
from tests.support.served import folder_with, serving
from tests.web.browsing import browser as a_browser
from tests.web.ways import Keys, Pointing, Way, from_nothing_to_a_plan

PAGES = ("questions/introduction", "questions/situation", "questions/problems", "questions/plan", "advice", "downloads")
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


def named(page: Page, name: str, value: str = "") -> str:
    return f'[name="{name}"]' + (f'[value="{value}"]' if value else "")


# -- the whole way -----------------------------------------------------------------------------------------------------------------------


def goes_all_the_way(way: Way, address: str, folder: Path, language: Language, municipality: str) -> None:
    """The plan is there, and the file holds what was filled in and nothing else."""
    way.page.goto(f"{address}/?lang={language}")
    plan = from_nothing_to_a_plan(way, municipality, language).read_bytes()
    with zipfile.ZipFile(io.BytesIO(plan)) as archive:
        assert municipality in archive.read("word/document.xml").decode()
    answers = load_case(folder / f"{municipality.lower()}.yaml").answers
    assert answers.municipality.inhabitants == 27000
    assert answers.introduction.goals is not None
    assert [str(one) for one in answers.introduction.goals] == ["wider_coverage"]
    assert answers.introduction.audiences is None
    assert answers.situation.register_.exists is False
    assert answers.situation.initiatives is not None
    assert [(str(one.platform), one.groups) for one in answers.situation.initiatives] == [("whatsapp", 12)]


@SCRIPTS
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_questionnaire_becomes_a_plan(browser: Browser, address: str, folder: Path, language: Language, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    goes_all_the_way(Pointing(context.new_page()), address, folder, language, f"Muis-{language}-{scripts}")
    context.close()


@SCRIPTS
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_is_enough(browser: Browser, address: str, folder: Path, language: Language, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    goes_all_the_way(Keys(context.new_page()), address, folder, language, f"Toets-{language}-{scripts}")
    context.close()


@pytest.mark.parametrize(
    ("language", "width", "scripts"),
    [("nl", 360, True), ("en", 360, False), ("nl", 320, False), ("en", 320, True)],
    ids=["nl-360-scripts", "en-360-no-scripts", "nl-320-no-scripts", "en-320-scripts"],
)
def test_a_phone_is_enough(browser: Browser, address: str, folder: Path, language: Language, width: int, scripts: bool) -> None:
    context = phone(browser, width, scripts=scripts)
    page = context.new_page()
    page.on("domcontentloaded", fits)
    goes_all_the_way(Pointing(page, finger=True), address, folder, language, f"Duim-{language}-{width}-{scripts}")
    context.close()


def phone(browser: Browser, width: int, *, scripts: bool = True) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 640}, has_touch=True, is_mobile=True, java_script_enabled=scripts)


def fits(page: Page) -> None:
    """Nothing of the page is beside the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


@pytest.mark.parametrize("width", [360, 320])
def test_no_page_is_wider_than_a_phone(browser: Browser, width: int, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "complete")) as address:
        context = phone(browser, width)
        page = context.new_page()
        for path in ("", *(f"cases/complete/{one}" for one in PAGES)):
            page.goto(f"{address}/{path}")
            fits(page)
        context.close()


def test_the_first_key_leads_past_what_every_page_has(browser: Browser, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "nijkerk-2016")) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/cases/nijkerk-2016/questions/introduction")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        expect(page.locator(":focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
        page.context.close()


def test_the_enter_key_in_a_field_saves_and_adds_no_row(browser: Browser, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "nijkerk-2016")) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/cases/nijkerk-2016/questions/introduction")
        Keys(page).write("municipality.inhabitants", "42.000")
        page.keyboard.press("Enter")
        page.wait_for_url("**told=saved")
        page.context.close()
    answers = load_case(tmp_path / "nijkerk-2016.yaml").answers
    assert answers.municipality.inhabitants == 42000
    assert answers.introduction.audiences is None


# -- two -----------------------------------------------------------------------------------------------------------------------------------


@SCRIPTS
def test_of_two_in_one_questionnaire_the_second_is_told_and_sees_the_difference(browser: Browser, scripts: bool, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "nijkerk-2016")) as address:
        both = [browser.new_context(java_script_enabled=False).new_page(), browser.new_context(java_script_enabled=scripts).new_page()]
        for page in both:
            page.goto(f"{address}/cases/nijkerk-2016/questions/introduction")
        for page, inhabitants in zip(both, ("41000", "43000"), strict=True):
            page.locator(named(page, "municipality.inhabitants")).fill(inhabitants)
        first, second = both
        first.get_by_role("button", name="Opslaan", exact=True).click()
        first.wait_for_url("**told=saved")
        second.get_by_role("button", name="Opslaan", exact=True).click()
        expect(second.get_by_role("alert")).to_contain_text("Iemand anders")
        expect(second.get_by_role("alert")).to_be_focused()
        expect(second.locator(".now")).to_have_text("In het bestand staat nu: 41.000")
        assert second.locator(named(second, "municipality.inhabitants")).input_value() == "43000"
        assert load_case(tmp_path / "nijkerk-2016.yaml").answers.municipality.inhabitants == 41000
        second.get_by_role("button", name="Opslaan", exact=True).click()
        second.wait_for_url("**told=saved")
        for page in both:
            page.context.close()
    assert load_case(tmp_path / "nijkerk-2016.yaml").answers.municipality.inhabitants == 43000
