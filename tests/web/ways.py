"""Ways to go through the pages as people do: by pointing, by touching, or by keys alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Download, Locator, Page, expect

from commplan_advisor.common.text import Language

MOST_STOPS = 300
_FOCUS = """() => {
  const it = document.activeElement, at = it.getBoundingClientRect();
  const seen = document.elementFromPoint((at.left + at.right) / 2, at.top + Math.min(at.height, 40) / 2);
  return {
    tag: it.tagName.toLowerCase(), type: it.type || "", name: it.name || "", value: it.value || "", checked: Boolean(it.checked),
    text: it.textContent.trim().replace(/\\s+/g, " "), href: it.getAttribute("href") || "",
    visible: it.matches(":focus-visible"), covered: !(seen && (it === seen || it.contains(seen) || seen.contains(it))),
  };
}"""


class Way(Protocol):
    """How somebody uses a page."""

    page: Page

    def write(self, name: str, text: str) -> None:
        """Fill in a field."""

    def choose(self, name: str, value: str, label: str) -> None:
        """Choose an answer: of a list that opens, of buttons, or of boxes."""

    def press(self, label: str) -> None:
        """Press a button."""

    def follow(self, href: str) -> None:
        """Follow a link by how its address ends."""

    def take(self, href: str) -> Download:
        """Download what a link leads to."""


@dataclass
class Pointing:
    """With a mouse, or a finger."""

    page: Page
    finger: bool = False

    def write(self, name: str, text: str) -> None:
        field = self.page.locator(f'[name="{name}"]')
        self._press(field)
        field.fill(text)

    def choose(self, name: str, value: str, label: str) -> None:
        several = self.page.locator(f'input[name="{name}"][value="{value}"]')
        if several.count():
            self._press(several)
            expect(several).to_be_checked()
        else:
            self.page.locator(f'select[name="{name}"]').select_option(value)

    def press(self, label: str) -> None:
        self._press(self.page.get_by_role("button", name=label, exact=True))

    def follow(self, href: str) -> None:
        self._press(self.page.locator(f'a[href$="{href}"]').first)

    def take(self, href: str) -> Download:
        with self.page.expect_download() as download:
            self.follow(href)
        return download.value

    def _press(self, what: Locator) -> None:
        if self.finger:
            what.tap()
        else:
            what.click()


@dataclass
class Keys:
    """With the keyboard alone; whatever has the focus must be seen."""

    page: Page

    def write(self, name: str, text: str) -> None:
        self._reach(name=name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str, label: str) -> None:
        found = self._reach(name=name)
        if found["tag"] == "select":
            self.page.keyboard.type(label[:4])
        elif found["type"] == "radio":
            for _ in range(MOST_STOPS):
                if self._focus()["value"] == value:
                    break
                self.page.keyboard.press("ArrowDown")
            assert self._focus()["checked"]
            return
        else:
            while found["value"] != value:
                found = self._reach(name=name)
            self.page.keyboard.press("Space")
            assert self._focus()["checked"]
            return
        assert self._focus()["value"] == value

    def press(self, label: str) -> None:
        self._reach(tag="button", text=label)
        self.page.keyboard.press("Enter")

    def follow(self, href: str) -> None:
        self._reach(tag="a", href=href)
        self.page.keyboard.press("Enter")

    def take(self, href: str) -> Download:
        self._reach(tag="a", href=href)
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        return download.value

    def _focus(self) -> dict[str, object]:
        found: dict[str, object] = self.page.evaluate(_FOCUS)
        return found

    def _reach(self, *, tag: str = "", name: str = "", text: str = "", href: str = "") -> dict[str, object]:
        """Go on with the tab key until something has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            found = self._focus()
            fits = tag in ("", found["tag"]) and name in ("", found["name"]) and text in ("", found["text"])
            if fits and str(found["href"]).endswith(href):
                assert found["visible"], f"the focus on {found} cannot be seen"
                assert not found["covered"], f"something stands before {found}"
                return found
        raise AssertionError(f"{tag}{name}{text}{href} cannot be reached")


def from_nothing_to_a_plan(way: Way, municipality: str, language: Language) -> Path:
    """The whole way from the list of questionnaires, with an empty one, to a plan as a file."""
    page, word = (
        way.page,
        {"nl": ("Begin", "Opslaan", "Opslaan en toevoegen: Initiatief"), "en": ("Begin", "Save", "Save and add: Initiative")},
    )
    begin, save, add = word[language]
    way.write("municipality", municipality)
    way.press(begin)
    page.wait_for_url("**/introduction")
    way.write("municipality.inhabitants", "27.000" if language == "nl" else "27000")
    way.choose("introduction.goals", "wider_coverage", "")
    way.press(save)
    _saved(page)
    way.follow("/questions/situation")
    page.wait_for_url("**/situation")
    way.press(add)
    page.wait_for_url("**add=situation.initiatives*")
    way.choose("situation.initiatives.0.platform", "whatsapp", "WhatsApp")
    way.write("situation.initiatives.0.groups", "12")
    way.choose("situation.register.exists", "false", "")
    way.press(save)
    _saved(page)
    way.follow("/advice")
    page.wait_for_url("**/advice")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("main h1")).to_contain_text(municipality)
    way.follow("/downloads")
    page.wait_for_url("**/downloads")
    return Path(way.take("plan.docx").path())


def _saved(page: Page) -> None:
    """The page tells that all was saved, to those who hear it too."""
    page.wait_for_url("**told=saved*")
    told = page.locator("main [role=status]:not(#saved)")
    expect(told).to_be_visible()
    expect(told).to_be_focused()
