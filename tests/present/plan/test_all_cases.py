"""Every case that ships, in both languages and all formats: made, and opened as its readers do; `make documents` takes some of them.

Needs LibreOffice, Chromium, Java, poppler and what `requirements/documents-tools` installs, in the folder that the variable
COMMPLAN_DOCUMENTS_TOOLS names. Takes minutes; with `--dist loadgroup` the cases are divided among the workers.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pikepdf
import pytest
from playwright.sync_api import Browser, sync_playwright

from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.present.plan.writing import FORMATS
from tests.support.plans import case_named, plan_named
from tests.support.shipped import shipped_cases

pytestmark = pytest.mark.long

CASES = [path.stem for path in shipped_cases()]
SOME = ("name-only", "json-example", "nijkerk-2016", "privacy-trouble", "complete")
"""With hardly any answer, with some, and with all; the others only in the long run."""
TOOLS = Path(os.environ.get("COMMPLAN_DOCUMENTS_TOOLS", ".documents-tools"), "node_modules")
WIDTHS = (1280, 360, 320)


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xdist_group(name), *([pytest.mark.documents] if name in SOME else [])]


@pytest.fixture(scope="module", params=[pytest.param(name, marks=_marks(name)) for name in CASES])
def case(request: pytest.FixtureRequest) -> str:
    """The name of a case."""
    return str(request.param)


@pytest.fixture(scope="module")
def folder(case: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all plans of the case."""
    made = tmp_path_factory.mktemp("plans")
    for language in LANGUAGES:
        for form in FORMATS:
            (made / f"{case}.{language}.{form}").write_bytes(plan_named(case, form, language))
    plan_named.cache_clear()
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a screen."""
    chromium = which("chromium") or which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def test_libreoffice_opens_every_plan_and_makes_pages_of_it(folder: Path, tmp_path: Path) -> None:
    for form in ("docx", "odt"):
        files = sorted(folder.glob(f"*.{form}"))
        assert len(files) == len(LANGUAGES)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        out = tmp_path / form
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", out, *files], check=True, capture_output=True, timeout=600
        )
        for file in files:
            pdf = out / f"{file.stem}.pdf"
            text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
            assert len(pikepdf.open(pdf).pages) >= 8, file.name
            for number in range(1, 8):
                assert re.search(rf"^\s*{number} [A-Z]", text, re.MULTILINE), f"{file.name}: chapter {number}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pdf_has_tags_language_title_and_bookmarks(case: str, folder: Path, language: str) -> None:
    document = pikepdf.open(io.BytesIO((folder / f"{case}.{language}.pdf").read_bytes()))
    assert bool(document.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in document.Root
    assert str(document.Root.Lang) == language
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert case_named(case).name in str(document.docinfo["/Title"])
    with document.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
    with document.open_outline() as outline:
        assert len(outline.root) >= 1


def test_an_html_validator_finds_nothing_wrong_in_any_page(folder: Path) -> None:
    pages = sorted(folder.glob("*.html"))
    assert len(pages) == len(LANGUAGES)
    done = subprocess.run(
        ["java", "-jar", TOOLS / "vnu-jar/build/dist/vnu.jar", "--errors-only", *pages], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_axe_finds_nothing_wrong_in_any_page_and_none_is_too_wide(folder: Path, browser: Browser) -> None:
    axe = (TOOLS / "axe-core/axe.min.js").read_text(encoding="utf-8")
    wrong = []
    page = browser.new_page()
    for file in sorted(folder.glob("*.html")):
        page.goto(file.as_uri())
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)])")
        wrong += [(file.name, *one) for one in found]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append((file.name, "too wide at", width))
    page.close()
    assert wrong == []
