"""The pages of a plan that runs: its calendar, its progress and its review."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.running.progress.model import Note
from commplan_advisor.running.progress.reading import notes_of
from commplan_advisor.running.review.versions import versions_in
from commplan_advisor.web.app import app_of
from commplan_advisor.web.settings import Settings
from tests.support.command import commplan_here
from tests.support.served import ADDRESS, client_of, folder_with, form_of
from tests.support.shipped import shipped_engine

NAME = "nijkerk-2016"
RULES = ("--as-of", "2026-03-02")
MARCH, JUNE = "2026-03-02", "2026-06-02"
MEASURED = """
measurements:
  - {indicator: groups, date: 2026-03-04, value: 40, source: telling}
  - {indicator: groups, date: 2026-05-20, value: 44, source: telling}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one questionnaire, which says when its plan begins."""
    found = folder_with(tmp_path / "cases", NAME)
    with (found / f"{NAME}.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nplanning:\n  start: {MARCH}\n")
    return found


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def address(page: str, **query: str) -> str:
    return f"/cases/{NAME}/{page}" + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def sent(client: TestClient, path: str, **fields: str) -> int:
    """Fill in the form of a page and send it; the page that comes of it is left in `client.last`."""
    answer = client.post(path, data={**form_of(client, path), **fields})
    return int(answer.status_code)


def kept(client: TestClient, day: str) -> int:
    """Press the button of the review of a day."""
    path = address("review", on=day)
    return sent(client, path, seen=seen_on(client.get(path).text))


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found, page
    return found[1]


def files_of(folder: Path) -> dict[str, bytes]:
    """All that stands in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Tables(HTMLParser):
    """The rows of the tables of a page, as the texts of their cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []
        self._row: list[str] | None = None
        self._in_cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._row.append("")
            self._in_cell = True

    def handle_data(self, data: str) -> None:
        if self._in_cell and self._row:
            self._row[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False
        elif tag == "tr" and self._row is not None:
            self.rows.append(tuple(self._row))
            self._row = None


def rows_on(page: str) -> list[tuple[str, ...]]:
    return Tables(page).rows


def rows_told(*arguments: str | Path) -> list[tuple[str, ...]]:
    """The rows of the tables that a command prints."""
    done = commplan_here(*arguments, "--format", "markdown", *RULES)
    assert done.exit_code == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [tuple(re.sub(r"\\(.)", r"\1", cell.strip()) for cell in line.strip("| ").split(" | ")) for line in lines]


def without_names(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row as who types no commands reads it: actions by their titles."""
    titles = {id_: one.title.nl for id_, one in shipped_engine().book.catalogue.actions.items()}
    bare = (re.sub(r" \(([a-z-]+)\)", lambda found: "" if found[1] in titles else found[0], cell).partition(" Wacht op: ") for cell in row)
    return tuple(f"{what}{waits}{'; '.join(titles[one] for one in first.split(', ') if one)}" for what, waits, first in bare)


def summary_of(page: str) -> str:
    """What the summary of errors says."""
    found = re.search(r'<div class="utrecht-alert utrecht-alert--error".*?</div>', page, re.DOTALL)
    assert found, page
    return unescape(re.sub(r"<[^>]+>", " ", found[0]))


# -- the calendar -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["", "police", "district_coordinator"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_calendar_on_a_page_is_that_of_the_command(role: str, language: str, client: TestClient, folder: Path) -> None:
    chosen = ("--role", role) if role else ()
    told = rows_told("schedule", folder / f"{NAME}.yaml", *chosen, "--lang", language)
    page = client.get(address("calendar", role=role, lang=language))
    assert page.status_code == 200
    assert told
    assert rows_on(page.text) == told


@pytest.mark.parametrize("role", ["", "police"])
@pytest.mark.parametrize("form", ["ics", "xlsx", "csv"])
def test_a_downloaded_calendar_is_the_file_of_the_command(role: str, form: str, client: TestClient, folder: Path, tmp_path: Path) -> None:
    page = client.get(address("calendar", role=role)).text
    link = f"/cases/{NAME}/calendar.{form}" + (f"?role={role}" if role else "")
    assert f'href="{link}" download' in page
    written = tmp_path / f"written.{form}"
    chosen = ("--role", role) if role else ()
    assert commplan_here("schedule", folder / f"{NAME}.yaml", *chosen, *RULES, "-o", written).exit_code == 0
    answer = client.get(link)
    assert answer.content == written.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_role_that_was_chosen_stays_chosen(client: TestClient) -> None:
    page = client.get(address("calendar", role="Politie")).text
    assert '<option value="police" selected>Politie</option>' in page


def test_a_role_that_does_not_exist_is_told_with_the_nearest_word(client: TestClient) -> None:
    page = client.get(address("calendar", role="polise"))
    assert page.status_code == 422
    assert "'polise' is geen partij of rol. Bedoelt u 'police'?" in summary_of(page.text)
    assert 'id="role-error"' in page.text
    assert rows_on(page.text) == []
    file = client.get(address("calendar.ics", role="polise"))
    assert file.status_code == 404
    assert "Bedoelt u &#39;police&#39;?" in file.text


def test_what_somebody_writes_as_a_role_is_never_markup(client: TestClient) -> None:
    page = client.get(address("calendar", role="<script>alert(1)</script>"))
    assert page.status_code == 422
    assert "<script>alert" not in page.text


def test_for_a_role_that_takes_part_in_nothing_there_is_no_file(client: TestClient) -> None:
    page = client.get(address("calendar")).text
    roles = re.findall(r'<option value="([^"]+)"', page)
    idle = [role for role in roles if "Er is geen dag waarop" in client.get(address("calendar", role=role)).text]
    assert idle
    assert len(idle) < len(roles)
    for form in ("ics", "xlsx", "csv"):
        file = client.get(address(f"calendar.{form}", role=idle[0]))
        assert file.status_code == 404
        assert "Er is geen dag waarop" in file.text


@pytest.mark.parametrize("which", ["timeline", "swot", "roles", "causes"])
def test_a_picture_can_stand_on_a_page_and_do_nothing_there(which: str, client: TestClient) -> None:
    answer = client.get(address(f"pictures/{which}.svg"))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    assert "content-disposition" not in answer.headers
    assert answer.text.lstrip().startswith("<?xml")


def test_a_picture_that_there_is_not_is_no_page(client: TestClient) -> None:
    assert client.get(address("pictures/moon.svg")).status_code == 404


def test_the_time_line_is_a_picture_of_the_command_and_told_in_words(client: TestClient, folder: Path, tmp_path: Path) -> None:
    page = client.get(address("calendar")).text
    source = re.search(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert source
    words = tmp_path / "timeline.txt"
    drawn = tmp_path / "timeline.svg"
    for file in (words, drawn):
        whole = ("picture", folder / f"{NAME}.yaml", "--name", "timeline", "--whole", *RULES, "-o", file)
        assert commplan_here(*whole).exit_code == 0
    assert client.get(unescape(source[1])).content == drawn.read_bytes()
    title, *lines = (line.removeprefix("- ") for line in words.read_text(encoding="utf-8").splitlines() if line)
    assert unescape(source[2]) == title
    shown = unescape(page)
    assert lines
    assert [line for line in lines if line not in shown] == []


# -- progress -----------------------------------------------------------------------------------------------------------------------


def test_progress_on_a_page_is_that_of_the_command(client: TestClient, folder: Path) -> None:
    case = folder / f"{NAME}.yaml"
    commplan_here("progress", case, "--set", "measure-baseline=done", "--by", "Politie", "--on", "2026-03-20", *RULES)
    commplan_here("progress", case, "--set", "promote-burgernet=dropped", "--reason", "te duur", "--on", "2026-03-21", *RULES)
    told = [without_names(row) for view in ((), ("--due",), ("--history",)) for row in rows_told("progress", case, *view, "--on", JUNE)]
    page = client.get(address("progress", on=JUNE))
    assert page.status_code == 200
    assert told
    assert rows_on(page.text) == told
    assert "--set" not in page.text
    assert page.text.count("Het plan begint op 2-3-2026.") == 1


def test_a_note_is_kept_as_the_command_keeps_it_and_confirmed(client: TestClient, folder: Path) -> None:
    path = address("progress", on=MARCH)
    fields = {"action": "publish-groups-online", "state": "done", "on": "20-3-2026", "by": "Webredactie", "note": "12 groepen\r\nonline"}
    answer = client.post(path, data={**form_of(client, path), **fields})
    assert answer.status_code == 303
    assert notes_of(folder / f"{NAME}.progress.yaml") == (
        Note("publish-groups-online", "done", date(2026, 3, 20), "Webredactie", "", "12 groepen\nonline"),
    )
    page = unescape(client.get(answer.headers["location"]).text)
    assert "Vastgelegd: Zet op een website welke groepen er zijn is gedaan op 20-3-2026." in page
    assert "Kan nu beginnen: Vertel nieuwe inwoners over de groepen." in page
    assert "Let op: voor 'publish-groups-online' moet" not in page
    assert "'Webredactie' is geen rol" not in page


def test_a_name_instead_of_a_role_is_remarked(client: TestClient) -> None:
    path = address("progress", on=MARCH)
    fields = {"action": "measure-baseline", "state": "started", "on": MARCH, "by": "Jan Jansen"}
    location = client.post(path, data={**form_of(client, path), **fields}).headers["location"]
    assert "Let op: 'Jan Jansen' is geen rol in het regelboek." in unescape(client.get(location).text)


@pytest.mark.parametrize(
    ("fields", "field", "told"),
    [
        ({"action": ""}, "action", "Kies een actie."),
        ({"action": "measure_baselin"}, "action", "'measure_baselin' is geen actie. Bedoelt u 'measure-baseline'?"),
        ({"state": ""}, "state", "Kies een stand."),
        ({"state": "don"}, "state", "Bedoelt u 'done'?"),
        ({"on": "31-2-2026"}, "on", "De datum '31-2-2026' bestaat niet."),
        ({"on": "gisteren"}, "on", "Typ een datum, zoals 31-1-2026."),
        ({"on": "1-1-1900"}, "on", "Typ een datum van 2000 tot en met 2100."),
        ({"state": "dropped"}, "reason", "moet zijn ingevuld als een actie vervalt."),
        ({"reason": "te duur"}, "reason", "Een reden hoort bij een actie die vervalt."),
        ({"note": "bel\x07"}, "note", "bevat een teken dat geen tekst is (U+0007)."),
        ({"by": "x" * 2001}, "by", "mag niet langer zijn dan 2000 tekens."),
    ],
)
def test_what_is_wrong_with_a_note_is_told_beside_its_field_and_nothing_typed_is_lost(
    fields: dict[str, str], field: str, told: str, client: TestClient, folder: Path
) -> None:
    before = files_of(folder)
    path = address("progress", on=MARCH)
    typed = {"action": "measure-baseline", "state": "done", "on": "4-3-2026", "by": "Politie", "note": "<b>vet</b>", **fields}
    page = client.post(path, data={**form_of(client, path), **typed})
    assert page.status_code == 422
    assert told in summary_of(page.text)
    assert f'href="#note-{field}"' in page.text
    beside = re.search(rf'id="note-{field}-error">(.*?)</p>', page.text)
    assert beside
    assert told in unescape(beside[1])
    shown = unescape(page.text)
    for name in ("on", "by", "reason"):
        assert f'name="{name}" value="{typed.get(name, "")}"' in shown
    assert f">{typed['note']}</textarea>" in shown
    assert "<b>vet</b>" not in page.text
    assert files_of(folder) == before


def test_a_form_from_elsewhere_notes_and_keeps_nothing(client: TestClient, folder: Path) -> None:
    before = files_of(folder)
    noted = client.post(address("progress"), data={"action": "measure-baseline", "state": "done", "token": "x" * 40})
    seen = seen_on(client.get(address("review", on=MARCH)).text)
    adopted = client.post(address("review", on=MARCH), data={"seen": seen})
    assert (noted.status_code, adopted.status_code) == (403, 403)
    assert files_of(folder) == before


def test_a_damaged_file_of_notes_is_told_with_its_place_and_the_page_lives_on(client: TestClient, folder: Path) -> None:
    file = folder / f"{NAME}.progress.yaml"
    file.write_text("# voortgang\n- {action: measure-baseline, state: don, on: 2026-03-04}\n", encoding="utf-8")
    path = address("progress", on=MARCH)
    page = client.get(path)
    assert page.status_code == 422
    assert f"{NAME}.progress.yaml:2:37: state: 'don' is geen stand." in summary_of(page.text)
    assert str(folder) not in page.text
    assert f'href="/cases/{NAME}/review"' in page.text
    before = files_of(folder)
    typed = {"action": "measure-baseline", "state": "done", "on": MARCH, "note": "niet kwijt"}
    page = client.post(path, data={**form_of(client, path), **typed})
    assert (page.status_code, files_of(folder)) == (422, before)
    assert ">niet kwijt</textarea>" in page.text
    assert '<option value="measure-baseline" selected>' in page.text
    assert f"{NAME}.progress.yaml:2:37" in summary_of(client.get(address("review", on=MARCH)).text)
    file.write_text("- {action: measure-baseline, state: done, on: 2026-03-04}\n", encoding="utf-8")
    assert client.get(path).status_code == 200


def test_a_note_that_is_unfinished_is_remarked_and_the_rest_counts(client: TestClient, folder: Path) -> None:
    text = "- {action: measure-baseline, state: done, on: 2026-03-04}\n- {action: promote-burg\n"
    (folder / f"{NAME}.progress.yaml").write_text(text, encoding="utf-8")
    page = client.get(address("progress", on=JUNE))
    assert page.status_code == 200
    assert f"{NAME}.progress.yaml:2: '- {{action: promote-burg' deze regel is niet af" in unescape(page.text)
    assert "1 van de 12 acties gedaan" in page.text


# -- review -------------------------------------------------------------------------------------------------------------------------


def body_of(printed: str) -> str:
    """What stands on a page of the command below its title."""
    return printed.partition("</h1>\n")[2].partition("\n</main>")[0]


def test_a_review_on_a_page_is_that_of_the_command(client: TestClient, folder: Path) -> None:
    case = folder / f"{NAME}.yaml"
    assert commplan_here("review", case, "--adopt", "--on", MARCH, *RULES).exit_code == 0
    printed = commplan_here("review", case, "--on", JUNE, *RULES, "--format", "html")
    page = client.get(address("review", on=JUNE))
    assert (printed.exit_code, page.status_code) == (0, 200)
    assert len(body_of(printed.stdout)) > 1000
    assert body_of(printed.stdout) in page.text


def test_without_a_day_for_the_rules_those_of_the_day_of_the_review_count(folder: Path) -> None:
    client = TestClient(app_of(Settings(folder), shipped_engine()), base_url=ADDRESS, follow_redirects=False)
    case = folder / f"{NAME}.yaml"
    assert kept(client, MARCH) == 303
    beside = folder.parent / "beside"
    beside.mkdir()
    shutil.copy(case, beside)
    assert commplan_here("review", beside / case.name, "--adopt", "--on", MARCH).exit_code == 0
    assert kept(client, JUNE) == 303
    assert commplan_here("review", beside / case.name, "--keep", "--on", JUNE).exit_code == 0
    assert files_of(folder) == files_of(beside)


def test_a_whole_year_on_pages_leaves_the_files_of_a_year_of_commands(client: TestClient, folder: Path, tmp_path: Path) -> None:
    case, beside = folder / f"{NAME}.yaml", tmp_path / "beside"
    shutil.copytree(folder, beside)
    other = beside / case.name
    note = {"action": "publish-groups-online", "state": "done", "on": "20-3-2026", "by": "Webredactie", "note": "twaalf groepen"}

    assert "Stel dit plan vast" in client.get(address("review", on=MARCH)).text
    assert kept(client, MARCH) == 303
    assert sent(client, address("progress", on="2026-03-20"), **note) == 303
    said = ("--by", note["by"], "--note", note["note"])
    commplan_here("review", other, "--adopt", "--on", MARCH, *RULES)
    commplan_here("progress", other, "--set", "publish-groups-online=done", "--on", "2026-03-20", *said, *RULES)
    assert files_of(folder) == files_of(beside)

    for file in (case, other):
        file.write_text(file.read_text(encoding="utf-8") + MEASURED, encoding="utf-8")
    page = client.get(address("review", on=JUNE)).text
    assert "44" in "".join(cell for row in rows_on(page) for cell in row)
    assert "Bewaar versie 2" in page
    answer = client.post(address("review", on=JUNE), data={**form_of(client, address("review", on=JUNE)), "seen": seen_on(page)})
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert "Bewaard: versie 2 van het plan." in page
    commplan_here("review", other, "--keep", "--on", JUNE, *RULES)
    assert [row[:2] for row in rows_on(page)[-2:]] == [("2", "2-6-2026"), ("1", "2-3-2026")]

    assert sorted(files_of(folder)) == [f"{NAME}.plan/1.json", f"{NAME}.plan/2.json", f"{NAME}.progress.yaml", f"{NAME}.yaml"]
    assert files_of(folder) == files_of(beside)
    assert "versie 2, van 2-6-2026" in client.get(address("calendar")).text
    assert rows_on(client.get(address("calendar")).text) == rows_told("schedule", other)


def test_whoever_presses_the_button_twice_keeps_one_version(client: TestClient, folder: Path) -> None:
    path = address("review", on=MARCH)
    form = {**form_of(client, path), "seen": seen_on(client.get(path).text)}
    assert client.post(path, data=form).status_code == 303
    before = files_of(folder)
    again = client.post(path, data=form)
    assert again.status_code == 409
    assert "Er is niets bewaard." in summary_of(again.text)
    assert files_of(folder) == before


def test_what_was_not_seen_is_not_kept(client: TestClient, folder: Path) -> None:
    """Somebody notes something while another looks at the review."""
    assert kept(client, MARCH) == 303
    path = address("review", on=JUNE)
    seen = seen_on(client.get(path).text)
    assert sent(client, address("progress", on=JUNE), action="measure-baseline", state="done", on=JUNE) == 303
    refused = client.post(path, data={**form_of(client, path), "seen": seen})
    assert refused.status_code == 409
    assert "ondertussen gewijzigd" in summary_of(refused.text)
    assert versions_in(folder / f"{NAME}.plan").newest == 1
    assert client.post(path, data={**form_of(client, path), "seen": seen_on(refused.text)}).status_code == 303
    assert versions_in(folder / f"{NAME}.plan").newest == 2


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-02-01", "Versie 1 van het plan is van 2-3-2026. Kies die dag of een latere."),
        ("gisteren", "Typ een datum, zoals 31-1-2026."),
        ("1-1-2101", "Typ een datum van 2000 tot en met 2100."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_the_field(day: str, told: str, client: TestClient, folder: Path) -> None:
    assert kept(client, MARCH) == 303
    before = files_of(folder)
    path = address("review", on=day)
    for page in (client.get(path), client.post(path, data={**form_of(client, address("progress")), "seen": ""})):
        assert page.status_code == 422
        assert told in summary_of(page.text)
        assert f'name="on" value="{day}"' in page.text
        assert 'id="day-error"' in page.text
    assert files_of(folder) == before


def test_a_measurement_that_is_wrong_is_told_with_its_place(client: TestClient, folder: Path) -> None:
    case = folder / f"{NAME}.yaml"
    case.write_text(case.read_text(encoding="utf-8") + MEASURED.replace("groups", "group"), encoding="utf-8")
    page = client.get(address("review", on=JUNE))
    assert page.status_code == 422
    assert re.search(rf"{NAME}\.yaml:\d+:\d+: indicator: 'group' is geen indicator", summary_of(page.text))


@pytest.mark.parametrize("page", ["calendar", "progress", "review"])
def test_a_damaged_version_is_told_and_the_page_lives_on(page: str, client: TestClient, folder: Path) -> None:
    assert kept(client, MARCH) == 303
    version = folder / f"{NAME}.plan" / "1.json"
    whole = version.read_text(encoding="utf-8")
    version.write_text(whole.replace("Nijkerk", "Nijverk"), encoding="utf-8")
    answer = client.get(address(page))
    assert answer.status_code == 422
    assert f"{NAME}.plan/1.json: deze versie van het plan is beschadigd" in summary_of(answer.text)
    assert str(folder) not in answer.text
    version.write_text(whole, encoding="utf-8")
    assert client.get(address(page)).status_code == 200


# -- all of them --------------------------------------------------------------------------------------------------------------------


def test_looking_changes_no_file(client: TestClient, folder: Path) -> None:
    pages = [
        "calendar",
        "calendar?role=police",
        "progress",
        f"progress?on={JUNE}&noted=1",
        "review",
        f"review?on={JUNE}&kept=1",
        "downloads",
    ]
    files = ["calendar.ics", "calendar.xlsx", "calendar.csv", "pictures/timeline.svg"]
    for adopts in (False, True):
        if adopts:
            assert kept(client, MARCH) == 303
        before = files_of(folder)
        assert {client.get(f"/cases/{NAME}/{one}").status_code for one in (*pages, *files)} == {200}
        assert files_of(folder) == before


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", ["calendar", "progress", "review"])
def test_every_page_has_one_title_headings_in_order_and_a_place_in_the_menu(page: str, language: str, client: TestClient) -> None:
    text = client.get(address(page, lang=language)).text
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert f'href="/cases/{NAME}/{page}" aria-current="page"' in text
    assert f'<html lang="{language}" ' in text
    labelled = set(re.findall(r'<label for="([^"]+)"', text))
    assert set(re.findall(r'<(?:input|select|textarea) id="([^"]+)"', text)) == labelled
    assert not re.search(r"<[^>]* (?:style|on[a-z]+)=", text)
