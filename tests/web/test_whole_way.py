"""A year of a plan in a real browser, as somebody would live it who never types a command: from an empty list to a second version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.running.progress.reading import notes_of
from commplan_advisor.running.review.versions import versions_in
from commplan_advisor.web.words import said
from tests.support.served import folder_with, serving
from tests.web.browsing import browser as a_browser

pytestmark = pytest.mark.long

ADOPTED, LATER = "2026-03-02", "2026-06-02"
TABLE = "indicator;date;value;n;source\ngroups;2026-03-04;40;;telling\ngroups;2026-05-20;44;;telling\n"
HERE = "/cases/ermelo"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


class Somebody:
    """Somebody at a browser, who reads one language."""

    def __init__(self, page: Page, language: Language) -> None:
        self.page, self.language = page, language

    def words(self, name: str, **filled: object) -> str:
        return said(name, self.language, **filled)

    def press(self, word: str, **filled: object) -> None:
        self.page.get_by_role("button", name=self.words(word, **filled), exact=True).click()

    def follow(self, word: str) -> None:
        self.page.get_by_role("link", name=self.words(word), exact=True).first.click()

    def go(self, end: str) -> None:
        self.page.locator(f'nav a[href="{HERE}/{end}"]').click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_without_a_command(browser: Browser, language: Language, scripts: bool, tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "cases", "nijkerk-2016")
    with serving(folder) as address:
        context = browser.new_context(java_script_enabled=scripts, accept_downloads=True, base_url=address)
        me = Somebody(context.new_page(), language)
        me.page.goto(f"/?lang={language}")
        begins(me)
        is_led_from_question_to_question(me, folder)
        makes_a_mistake_and_mends_it(me, folder)
        asks_about_the_advice(me)
        compares(me)
        adopts(me, folder)
        notes_and_measures(me, folder, tmp_path)
        reviews(me, folder)
        looks_back(me)
        context.close()


def begins(me: Somebody) -> None:
    me.page.get_by_label(me.words("name")).fill("Ermelo")
    me.press("begin")
    me.page.wait_for_url("**/cases/ermelo/questions/introduction")


def is_led_from_question_to_question(me: Somebody, folder: Path) -> None:
    me.go("next")
    me.page.locator(f'main a[href^="{HERE}/ask"]').first.click()
    first = me.page.url
    me.page.locator('[name="answer"][value="low_coverage"]').check()
    me.page.locator('[name="answer"][value="chatter"]').check()
    me.press("ask_save")
    me.sees(me.words("ask_saved", question="").strip())
    assert me.page.url != first
    me.page.go_back()
    expect(me.page.locator('[name="answer"][value="chatter"]')).to_be_checked()
    me.page.go_forward()
    skipped = me.page.url
    me.follow("ask_skip")
    assert me.page.url != skipped
    me.follow("see_advice")
    problems = load_case(folder / "ermelo.yaml").answers.problems or ()
    assert [str(one.type) for one in problems] == ["low_coverage", "chatter"]


def makes_a_mistake_and_mends_it(me: Somebody, folder: Path) -> None:
    me.go("questions/introduction")
    number = me.page.locator('[name="municipality.inhabitants"]')
    number.fill("veel")
    me.press("save")
    expect(me.page.locator('[id="municipality.inhabitants-error"]')).to_be_visible()
    expect(me.page.locator('main [role="alert"]')).to_be_visible()
    number.fill("27.000")
    me.press("save")
    expect(me.page.locator('main [role="status"]').first).to_contain_text(me.words("saved"))
    assert load_case(folder / "ermelo.yaml").answers.municipality.inhabitants == 27000


def asks_about_the_advice(me: Somebody) -> None:
    me.go("advice")
    me.page.locator("main a.why").first.click()
    me.sees(me.words("rests_on"))
    me.page.go_back()
    me.go("explain")
    me.page.locator("main details summary").last.click()
    me.page.locator('main details[open] a[href*="why_not="]').first.click()
    assert "why_not=" in me.page.url
    me.go("what-if")
    me.page.locator("#question").select_option("situation.register.exists")
    me.press("what_if_choose")
    me.page.locator('[name="answer"][value="true"]').check()
    me.press("what_if_try")
    me.sees(me.words("what_if_outcome"))
    me.go("fragile")
    me.press("fragile_try")
    expect(me.page.locator("main table").first).to_be_visible(timeout=30_000)


def compares(me: Somebody) -> None:
    me.page.locator("header a.home").click()
    me.page.locator('main a[href="/compare"]').click()
    for name in ("ermelo", "nijkerk-2016"):
        me.page.locator(f'[name="case"][value="{name}"]').check()
    me.press("compare_do")
    picture = me.page.locator("main figure img")
    expect(picture).to_be_visible(timeout=30_000)
    assert picture.evaluate("async one => { await one.decode(); return one.naturalWidth; }") > 100
    with me.page.expect_download() as download:
        me.page.locator('a[href^="/compare.csv"]').click()
    assert "Ermelo" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    me.page.go_back()
    me.page.locator("header a.home").click()
    me.page.locator(f'main a[href="{HERE}/advice"]').click()


def adopts(me: Somebody, folder: Path) -> None:
    me.page.goto(f"{HERE}/review?on={ADOPTED}")
    me.page.locator('[name="start"]').fill("morgen")
    me.press("review_adopt")
    expect(me.page.locator("#start-error")).to_be_visible()
    me.page.locator('[name="start"]').fill("16-3-2026")
    me.press("review_adopt")
    me.sees(me.words("review_kept", number=1))
    me.page.reload()
    me.sees(me.words("review_kept", number=1))
    assert [one.start.isoformat() for one in versions_in(folder / "ermelo.plan").found] == ["2026-03-16"]


def notes_and_measures(me: Somebody, folder: Path, tmp_path: Path) -> None:
    me.page.goto(f"{HERE}/progress?on={LATER}")
    me.press("note_it")
    expect(me.page.locator("#note-action-error")).to_be_visible()
    me.page.locator('[name="action"]').select_option(index=1)
    me.page.locator('[name="state"][value="done"]').check()
    me.page.locator('main form[method="post"] [name="on"]').fill("20-5-2026")
    me.press("note_it")
    expect(me.page.locator('main [role="status"]').first).to_be_visible()
    me.page.reload()
    assert len(notes_of(folder / "ermelo.progress.yaml")) == 1
    table = tmp_path / "metingen.csv"
    me.page.goto(f"{HERE}/review?on={LATER}")
    for text in (TABLE.replace("groups", "group"), TABLE):
        table.write_text(text, encoding="utf-8")
        me.page.locator('[name="table"]').set_input_files(table)
        me.press("review_table_add")
        if text != TABLE:
            expect(me.page.locator("#table-error")).to_contain_text("metingen.csv:2")
    me.sees(me.words("review_measured", count=2))
    assert [row.value for row in load_case(folder / "ermelo.yaml").answers.measurements or ()] == [40, 44]


def reviews(me: Somebody, folder: Path) -> None:
    me.press("review_keep", number=2)
    me.sees(me.words("review_kept", number=2))
    assert versions_in(folder / "ermelo.plan").newest == 2


def looks_back(me: Somebody) -> None:
    me.page.locator(f'a[href="{HERE}/versions/1"]').click()
    me.sees("16-3-2026" if me.language == "nl" else "16 Mar 2026")
    me.follow("version_compare")
    expect(me.page.locator("main .report")).to_be_visible(timeout=30_000)
    me.page.locator("header a.home").click()
    row = me.page.locator("main tr", has_text="Ermelo")
    expect(row).to_contain_text({"nl": "versie 2", "en": "version 2"}[me.language])
    row.locator(f'a[href="{HERE}/progress"]').click()
    me.go("downloads")
    with me.page.expect_download() as download:
        me.page.locator('a[href$="plan.docx"]').click()
    assert Path(download.value.path()).stat().st_size > 10_000
