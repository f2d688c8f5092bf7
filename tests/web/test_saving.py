"""What is filled in is saved by itself, people hear and see whether it is, and nothing that they filled in gets lost in silence."""

from __future__ import annotations

import re
import shutil
import signal
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from commplan_advisor.advice.advise import advise
from commplan_advisor.questionnaire.asked import asked as asked_in
from commplan_advisor.questionnaire.progress import progress_of
from commplan_advisor.questionnaire.reading import load_case
from tests.support.served import folder_with, serving, serving_process
from tests.support.shipped import shipped_engine
from tests.web.browsing import browser as a_browser

NUMBERS = count(1)
ASKED_AGAIN = 20_000
"""Milliseconds in which the page tries once more by itself."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with(tmp_path_factory.mktemp("cases"), "nijkerk-2016")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


@pytest.fixture
def path(folder: Path) -> Path:
    """A questionnaire for one test."""
    path = folder / f"geval-{next(NUMBERS)}.yaml"
    shutil.copy(folder / "nijkerk-2016.yaml", path)
    return path


@pytest.fixture
def page(browser: Browser, address: str, path: Path) -> Iterator[Page]:
    """Its first chapter, in a browser of its own."""
    page = browser.new_context(viewport={"width": 1100, "height": 700}).new_page()
    opened(page, address, path)
    yield page
    page.context.close()


def opened(page: Page, address: str, path: Path, chapter: str = "introduction") -> None:
    page.goto(f"{address}/cases/{path.stem}/questions/{chapter}")


def field(page: Page, name: str = "municipality.inhabitants") -> Locator:
    return page.locator(f'[name="{name}"]')


def told(page: Page) -> Locator:
    return page.locator("#saved")


def inhabitants(path: Path) -> int | None:
    return load_case(path).answers.municipality.inhabitants


def save(page: Page) -> None:
    page.get_by_role("button", name="Opslaan", exact=True).click()


# -- by itself ---------------------------------------------------------------------------------------------------------------------------


def test_what_is_filled_in_is_saved_by_itself_and_what_is_wrong_is_told_beside_it(page: Page, address: str, path: Path) -> None:
    opened(page, address, path, "situation")
    page.locator('[name="situation.register.exists"][value="true"]').check()
    expect(told(page)).to_have_text("Opgeslagen.")
    hours = field(page, "situation.internal.hours_per_week")
    error = page.locator('[id="situation.internal.hours_per_week-error"]')
    hours.fill("veel")
    hours.blur()
    expect(error).to_contain_text("Fout: Typ een getal")
    expect(told(page)).to_have_text("Opgeslagen, behalve wat fout is.")
    expect(hours).to_have_attribute("aria-invalid", "true")
    expect(hours).to_have_accessible_description(re.compile("Fout: Typ een getal"))
    hours.fill("3")
    hours.blur()
    expect(error).to_have_count(0)
    expect(hours).not_to_have_attribute("aria-invalid", "true")
    expect(told(page)).to_have_text("Opgeslagen.")
    answers = load_case(path).answers
    assert answers.situation.register_.exists is True
    assert answers.situation.internal.hours_per_week == 3


def test_how_far_one_is_and_what_the_advice_comes_to_follow_the_answers(page: Page, address: str, path: Path) -> None:
    opened(page, address, path, "situation")
    before = page.locator("#so-far").inner_text(), page.locator("#advice-so-far").inner_text()
    assert before == so_far(path)
    page.locator('[name="situation.register.exists"][value="true"]').check()
    expect(page.locator("#so-far")).not_to_have_text(before[0])
    expect(page.locator("#advice-so-far")).not_to_have_text(before[1])
    assert (page.locator("#so-far").inner_text(), page.locator("#advice-so-far").inner_text()) == so_far(path)
    page.locator("#advice-so-far").click()
    expect(page).to_have_url(re.compile("/advice$"))


def so_far(path: Path) -> tuple[str, str]:
    """What stands above the second chapter, counted anew."""
    case = load_case(path)
    counted, advice = progress_of(case.answers), advise(case, shipped_engine())
    missing = sum(one.startswith("situation.") for one in counted.open)
    asked = sum(one.where[0] == "situation" for one in asked_in(case.answers))
    return (
        f"Hier beantwoord: {asked - missing} van de {asked} vragen. "
        f"In de hele vragenlijst: {counted.answered} van de {counted.asked} vragen.",
        f"Het advies nu: {len(advice.problems)} problemen, {len(advice.actions)} acties.",
    )


def test_screen_readers_hear_of_it_once_and_not_at_every_key(page: Page) -> None:
    assert told(page).get_attribute("role") == "status"
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => heard.push(document.getElementById('saved').textContent))"
        ".observe(document.getElementById('saved'), {childList: true, characterData: true, subtree: true}); }"
    )
    for number in ("41000", "42000"):
        field(page).click()
        page.keyboard.press("Control+A")
        page.keyboard.type(number, delay=30)
        with page.expect_response("**/questions/introduction"):
            page.keyboard.press("Tab")
    expect(told(page)).to_have_text("Opgeslagen.")
    assert page.evaluate("heard") == ["Opgeslagen."]


def test_an_answer_with_contact_data_gets_a_friendly_hint_beside_it(page: Page, path: Path) -> None:
    notes = field(page, "notes")
    notes.fill("Bel Jan: 06-12345678")
    notes.blur()
    hint = page.locator("#notes-belong")
    expect(hint).to_have_text("Zet geen contactgegevens van beheerders in de vragenlijst. Die horen in het register.")
    assert "notes-belong" in (notes.get_attribute("aria-describedby") or "")
    assert "06-12345678" in (load_case(path).answers.notes or "")
    page.reload()
    expect(notes).to_be_hidden()
    page.get_by_text("In dit antwoord staan contactgegevens. Toon het antwoord").click()
    expect(notes).to_be_visible()
    notes.fill("Jan weet het")
    notes.blur()
    expect(hint).to_have_count(0)
    expect(notes).to_be_visible()


def test_a_row_that_is_new_is_saved_too_and_one_to_be_taken_away_waits_for_the_button(page: Page, address: str, path: Path) -> None:
    opened(page, address, path, "situation")
    before = len(load_case(path).answers.situation.initiatives or ())
    page.locator('button[value="situation.initiatives"]').click()
    new = field(page, f"situation.initiatives.{before}.groups")
    new.fill("7")
    new.blur()
    expect(told(page)).to_have_text("Opgeslagen.")
    rows = load_case(path).answers.situation.initiatives or ()
    assert [one.groups for one in rows][before:] == [7]
    page.reload()
    page.locator(f'[name="situation.initiatives.{before}"][value="remove"]').check()
    page.locator('[name="situation.register.exists"][value="true"]').check()
    expect(told(page)).to_have_text("Opgeslagen.")
    assert len(load_case(path).answers.situation.initiatives or ()) == before + 1
    save(page)
    page.wait_for_url("**told=saved")
    assert len(load_case(path).answers.situation.initiatives or ()) == before


def test_of_two_pages_that_save_by_themselves_the_second_is_told_and_goes_on_with_the_button(page: Page, path: Path) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    field(page).fill("41000")
    field(page).blur()
    expect(told(page)).to_have_text("Opgeslagen.")
    field(other).fill("43000")
    field(other).blur()
    expect(told(other)).to_contain_text("Iemand anders heeft deze vragenlijst gewijzigd.")
    expect(told(other)).to_be_in_viewport()
    assert inhabitants(path) == 41000
    save(other)
    expect(other.get_by_role("alert")).to_contain_text("Iemand anders")
    save(other)
    other.wait_for_url("**told=saved")
    assert inhabitants(path) == 43000


# -- leaving -----------------------------------------------------------------------------------------------------------------------------


def clicked(page: Page) -> None:
    page.locator('a[href$="/questions/situation"]').first.click()
    page.wait_for_url("**/situation")


def followed_by_key(page: Page) -> None:
    page.locator('a[href$="/questions/situation"]').last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/situation")


def gone_elsewhere(page: Page) -> None:
    page.goto("about:blank")


def loaded_again(page: Page) -> None:
    page.reload()


def closed(page: Page) -> None:
    page.close(run_before_unload=True)
    page.wait_for_event("close")


@pytest.mark.parametrize("leave", [clicked, followed_by_key, gone_elsewhere, loaded_again, closed])
def test_who_leaves_at_once_loses_nothing(leave: object, page: Page, path: Path) -> None:
    assert callable(leave)
    field(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("45678")
    leave(page)
    arrived(path, 45678)


def arrived(path: Path, number: int) -> None:
    """What a browser sent when it left is there soon."""
    event = threading.Event()
    for _ in range(200):
        if inhabitants(path) == number:
            return
        event.wait(0.05)
    assert inhabitants(path) == number


def test_who_follows_a_link_from_a_wrong_answer_sees_so_first(page: Page) -> None:
    url = page.url
    field(page).fill("veel")
    page.locator('a[href$="/questions/situation"]').first.click()
    expect(page.locator('[id="municipality.inhabitants-error"]')).to_be_visible()
    assert page.url == url
    page.locator('a[href$="/questions/situation"]').first.click()
    page.wait_for_url("**/situation")


# -- a server that does not answer -------------------------------------------------------------------------------------------------------


def test_without_a_server_one_sees_so_stays_and_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    path = folder_with(tmp_path, "nijkerk-2016") / "nijkerk-2016.yaml"
    page = browser.new_context(viewport={"width": 1100, "height": 700}).new_page()
    asked: list[str] = []

    def no(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", no)
    with serving(tmp_path) as address:
        opened(page, address, path)
        url = page.url
    field(page).fill("45678")
    field(page).blur()
    for _ in range(2):
        expect(told(page)).to_contain_text("Niet opgeslagen.")
        expect(told(page)).to_be_in_viewport()
        save(page)
    expect(told(page)).to_contain_text("Niet opgeslagen.")
    page.locator('a[href$="/questions/situation"]').first.click()  # the browser asks, and one says no
    expect(told(page)).to_be_in_viewport()
    assert asked == ["beforeunload"]
    assert page.url == url
    assert field(page).input_value() == "45678"
    with serving(tmp_path, "--port", str(urlsplit(address).port)):
        expect(told(page)).to_have_text("Opgeslagen.", timeout=ASKED_AGAIN)
        assert inhabitants(path) == 45678
        page.locator('a[href$="/questions/situation"]').first.click()
        page.wait_for_url("**/situation")
    assert asked == ["beforeunload"]
    page.context.close()


def test_while_a_server_takes_its_time_one_sees_so_and_the_link_waits(browser: Browser, tmp_path: Path) -> None:
    path = folder_with(tmp_path, "nijkerk-2016") / "nijkerk-2016.yaml"
    page = browser.new_context(viewport={"width": 1100, "height": 700}).new_page()
    with serving_process(tmp_path) as (address, process):
        opened(page, address, path)
        process.send_signal(signal.SIGSTOP)
        field(page).fill("45678")
        page.locator('a[href$="/questions/situation"]').first.click()
        expect(page.get_by_text("Bezig met opslaan …")).to_be_in_viewport()
        assert page.url.endswith("/introduction")
        process.send_signal(signal.SIGCONT)
        page.wait_for_url("**/situation")
        assert inhabitants(path) == 45678
        page.context.close()


def test_what_the_page_said_was_saved_is_there_when_the_server_is_killed_while_saving(browser: Browser, tmp_path: Path) -> None:
    path = folder_with(tmp_path, "nijkerk-2016") / "nijkerk-2016.yaml"
    page = browser.new_context().new_page()
    random, port, number = Random(7), "0", 40_000
    for _ in range(3):
        with serving_process(tmp_path, "--port", port) as (address, process):
            port = str(urlsplit(address).port)
            if number == 40_000:
                opened(page, address, path)
            else:
                expect(told(page)).to_have_text("Opgeslagen.", timeout=ASKED_AGAIN)
                assert inhabitants(path) == number, "what could not be saved then is saved now"
            confirmed = number
            threading.Timer(random.uniform(0.2, 1.5), process.kill).start()
            while True:
                number += 1
                page.evaluate("document.getElementById('saved').textContent = ''")
                field(page).fill(str(number))
                field(page).blur()
                expect(told(page)).not_to_have_text("", timeout=ASKED_AGAIN)
                if told(page).text_content() != "Opgeslagen.":
                    break
                confirmed = number
            process.wait(timeout=30)
            if confirmed > 40_000:
                assert inhabitants(path) in (confirmed, confirmed + 1), "as a whole or not at all"
    page.close()


# -- where one is --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "error"), [("nl", "Fout: "), ("en", "Error: ")])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_after_something_wrong_one_is_at_the_list_of_it_and_its_links_lead_to_the_fields(
    browser: Browser, address: str, path: Path, language: str, error: str, scripts: bool
) -> None:
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.goto(f"{address}/cases/{path.stem}/questions/introduction?lang={language}&add=introduction.audiences#introduction.audiences-title")
    field(page).fill("veel")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith(error)
    summary.get_by_role("link").first.click()
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    described = (field(page).get_attribute("aria-describedby") or "").split()
    assert "municipality.inhabitants-error" in described
    expect(page.locator('[id="municipality.inhabitants-error"]')).to_contain_text(error)
    field(page).fill("41000")
    page.keyboard.press("Enter")
    page.wait_for_url("**told=saved")
    expect(page.locator("main [role=status]:not(#saved)")).to_be_focused()
    assert not page.title().startswith(error)
    page.context.close()
