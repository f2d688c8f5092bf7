"""The whole way in a real browser: an empty questionnaire becomes a plan, with and without scripts, by keyboard, on a phone, by two."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.reading import load_case
from tests.support.served import folder_with, serving
from tests.web.browsing import browser as a_browser

SAVE = {"nl": "Opslaan", "en": "Save"}
PAGES = ("questions/introduction", "questions/situation", "questions/problems", "questions/plan", "advice", "downloads")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


def named(page: Page, name: str, value: str = "") -> str:
    return f'[name="{name}"]' + (f'[value="{value}"]' if value else "")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_questionnaire_becomes_a_plan(browser: Browser, language: Language, scripts: bool, tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        context = browser.new_context(java_script_enabled=scripts, accept_downloads=True)
        page = context.new_page()
        page.goto(f"{address}/?lang={language}")
        page.get_by_label({"nl": "Naam van de gemeente", "en": "Name of the municipality"}[language]).fill("Ermelo")
        page.get_by_role("button", name={"nl": "Begin", "en": "Begin"}[language]).click()
        page.locator(named(page, "municipality.inhabitants")).fill("27.000")
        page.locator(named(page, "introduction.goals", "wider_coverage")).check()
        page.get_by_role("button", name=SAVE[language], exact=True).click()
        expect(page.locator(".saved")).to_be_visible()
        page.locator('nav a[href$="/situation"]').click()
        page.locator('button[value="situation.initiatives"]').click()
        page.locator(named(page, "situation.initiatives.0.platform")).select_option("whatsapp")
        page.locator(named(page, "situation.initiatives.0.groups")).fill("12")
        page.locator(named(page, "situation.register.exists", "false")).check()
        page.get_by_role("button", name=SAVE[language], exact=True).click()
        expect(page.locator(".saved")).to_be_visible()
        page.locator('nav a[href$="/advice"]').click()
        assert page.locator("html").get_attribute("lang") == language
        expect(page.locator("main h1")).to_contain_text("Ermelo")
        page.locator('nav a[href$="/downloads"]').click()
        with page.expect_download() as download:
            page.locator('a[href$="plan.docx"]').click()
        plan = Path(download.value.path()).read_bytes()
        context.close()
    with zipfile.ZipFile(io.BytesIO(plan)) as archive:
        assert "Ermelo" in archive.read("word/document.xml").decode()
    answers = load_case(tmp_path / "ermelo.yaml").answers
    assert answers.municipality.inhabitants == 27000
    assert answers.situation.register_.exists is False
    assert answers.situation.initiatives is not None
    assert answers.situation.initiatives[0].groups == 12


def test_the_keyboard_is_enough(browser: Browser, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "nijkerk-2016")) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        reach(page, "a", "Nijkerk")
        page.keyboard.press("Enter")
        page.wait_for_url("**/introduction")
        reach(page, "input", name="municipality.inhabitants")
        page.keyboard.press("Control+A")
        page.keyboard.type("42.000")
        page.keyboard.press("Enter")  # in a field: saves, and adds no row
        expect(page.locator(".saved")).to_be_visible()
        assert "add=" not in page.url
        reach(page, "input", name="introduction.business_hallmark")
        page.keyboard.press("ArrowDown")
        reach(page, "button", "Opslaan")
        page.keyboard.press("Enter")
        expect(page.locator(".saved")).to_be_visible()
        context.close()
    answers = load_case(tmp_path / "nijkerk-2016.yaml").answers
    assert answers.municipality.inhabitants == 42000
    assert answers.introduction.business_hallmark is not None
    assert answers.introduction.audiences is None


def reach(page: Page, tag: str, text: str = "", *, name: str = "") -> None:
    """Go on with the tab key until something has the focus, which must then be seen."""
    for _ in range(300):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const e = document.activeElement; return [e.tagName.toLowerCase(), e.textContent.trim(), e.name || '',"
            " e.matches(':focus-visible')]; })()"
        )
        if found[0] == tag and text in ("", found[1]) and name in ("", found[2]):
            assert found[3], "the focus can be seen"
            return
    raise AssertionError(f"{tag} {text}{name} cannot be reached")


@pytest.mark.parametrize("width", [360, 320])
def test_no_page_is_wider_than_a_phone(browser: Browser, width: int, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "complete")) as address:
        context = browser.new_context(viewport={"width": width, "height": 700})
        page = context.new_page()
        for path in ("", *(f"cases/complete/{one}" for one in PAGES)):
            page.goto(f"{address}/{path}")
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        context.close()


def test_what_is_filled_in_is_saved_by_itself_and_what_is_wrong_is_told_beside_it(browser: Browser, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "nijkerk-2016")) as address:
        page = browser.new_context().new_page()
        page.goto(f"{address}/cases/nijkerk-2016/questions/situation")
        page.locator(named(page, "situation.register.exists", "true")).check()
        expect(page.locator("#saved")).to_have_text("Opgeslagen.")
        hours = page.locator(named(page, "situation.internal.hours_per_week"))
        hours.fill("veel")
        hours.blur()
        expect(page.locator('[id="situation.internal.hours_per_week-error"]')).to_contain_text("Typ een getal")
        assert hours.get_attribute("aria-invalid") == "true"
        hours.fill("3")
        hours.blur()
        expect(page.locator('[id="situation.internal.hours_per_week-error"]')).to_have_count(0)
        expect(page.locator("#saved")).to_have_text("Opgeslagen.")
        page.context.close()
    answers = load_case(tmp_path / "nijkerk-2016.yaml").answers
    assert answers.situation.register_.exists is True
    assert answers.situation.internal.hours_per_week == 3


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_of_two_in_one_questionnaire_the_second_is_told_and_sees_the_difference(browser: Browser, scripts: bool, tmp_path: Path) -> None:
    with serving(folder_with(tmp_path, "nijkerk-2016")) as address:
        both = [browser.new_context(java_script_enabled=False).new_page(), browser.new_context(java_script_enabled=scripts).new_page()]
        for page in both:
            page.goto(f"{address}/cases/nijkerk-2016/questions/introduction")
        for page, inhabitants in zip(both, ("41000", "43000"), strict=True):
            page.locator(named(page, "municipality.inhabitants")).fill(inhabitants)
        first, second = both
        first.get_by_role("button", name="Opslaan", exact=True).click()
        second.get_by_role("button", name="Opslaan", exact=True).click()
        expect(second.locator(".summary")).to_contain_text("Iemand anders")
        expect(second.locator(".now")).to_have_text("In het bestand staat nu: 41.000")
        assert second.locator(named(second, "municipality.inhabitants")).input_value() == "43000"
        assert load_case(tmp_path / "nijkerk-2016.yaml").answers.municipality.inhabitants == 41000
        second.get_by_role("button", name="Opslaan", exact=True).click()
        expect(second.locator(".saved")).to_be_visible()
        for page in both:
            page.context.close()
    assert load_case(tmp_path / "nijkerk-2016.yaml").answers.municipality.inhabitants == 43000
