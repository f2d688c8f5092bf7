"""How admins can be reached is nowhere to be read before one asks; what only looks like it is left alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from commplan_advisor.present.pictures import PICTURES
from commplan_advisor.web.pages.hiding import hidden
from commplan_advisor.web.safety.contacts import contacts_in, has_contacts, without_contacts
from tests.support.served import client_of, folder_with, form_of

PHONES = (
    "06-12345678",
    "06 12 34 56 78",
    "0612345678",
    "06.12345678",
    "(06) 12345678",
    "06 – 12345678",
    "0318-123456",
    "(0318) 12 34 56",
    "020 624 1111",
    "+31612345678",
    "+31 (0)6 12345678",
    "0031 6 12345678",
    "+32 470 12 34 56",
)
MAILS = ("jan.de-vries@voorbeeld.nl", "jan+wijk@mail.voorbeeld.co.uk", "o'hara@voorbeeld.nl", "café@voorbeeld.nl")
NEITHER = (
    "",
    "27.000 inwoners, 12 groepen en 350 huishoudens",
    "1.234.567,89 euro; 0,0612345678; 0.612345678",
    "Op 06-12-2016 18 groepen, op 27-11-2026 20",
    "2026-11-27 10:00, 1/2/2016, van 06.30-12.00 14 mensen",
    "2016 2017 2018 2019 2020 2021",
    "3861 AB Nijkerk, 1012 AB",
    "45% en 12,5%, dus 100%",
    "GM0267, zaak 2016.0031.2345, KvK 12345678",
    "NL91 ABNA 0417 1643 00",
    "bel 112, 0900-8844 of 14 0318",
    "0800-1234 en 088-1234567",
    "@wijkagent en jan@thuis",
)


@pytest.mark.parametrize("contact", [*PHONES, *MAILS])
def test_what_somebody_can_be_reached_by_is_found_as_a_whole(contact: str) -> None:
    kind = "mail" if "@" in contact else "phone"
    for before, after in (("", ""), ("Bel of mail ", "."), ("12 groepen; ", ", op 1-2-2026"), ("Jan (", ")"), ("eerst\n", "\ndaarna")):
        text = f"{before}{contact}{after}"
        (found,) = contacts_in(text)
        assert found.kind == kind
        assert without_contacts(text, lambda kind: f"<{kind}>") in (f"{before}<{kind}>{after}", f"{before.rstrip('(')}<{kind}>{after}")


@pytest.mark.parametrize("text", NEITHER)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert without_contacts(text, lambda _: "weg") == text
    assert not has_contacts(text)


WORDS = st.sampled_from(["groepen", "in", "de wijk", "inwoners", "(schatting)", "%", "uur", "en", "–", "tot", "/", "plus"])
NUMBERS = st.one_of(
    st.integers(0, 20_000_000).map(str),
    st.integers(0, 20_000_000).map(lambda number: f"{number:,}".replace(",", ".")),
    st.decimals(0, 1000, places=2).map(lambda number: str(number).replace(".", ",")),
    st.floats(0, 1, exclude_max=True).map(lambda number: f"{number:.9f}"),
    st.dates(date(1950, 1, 1), date(2049, 12, 31)).map(lambda day: f"{day:%d-%m-%Y}"),
    st.dates(date(1950, 1, 1), date(2049, 12, 31)).map(date.isoformat),
    st.dates(date(1950, 1, 1), date(2049, 12, 31)).map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.integers(1000, 9999).map(lambda number: f"{number} AB"),
    st.integers(0, 100).map(lambda number: f"{number}%"),
    st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda time: f"{time[0]:02}.{time[1]:02}"),
)


@given(st.lists(st.tuples(NUMBERS, WORDS), max_size=12))
@example([("06-12-2016", "/"), ("18", "groepen")])
def test_numbers_between_words_are_never_hidden(parts: list[tuple[str, str]]) -> None:
    text = " ".join(f"{number} {word}" for number, word in parts)
    assert without_contacts(text, lambda _: "weg") == text


@given(st.from_regex(r"[^\d@]*", fullmatch=True))
def test_a_text_without_digits_and_without_an_at_sign_is_never_changed(text: str) -> None:
    assert without_contacts(text, lambda _: "weg") == text


@given(st.text(), st.sampled_from([*PHONES, *MAILS]), st.text())
def test_between_whatever_else_it_is_found_and_the_rest_stays(before: str, contact: str, after: str) -> None:
    text = f"{before}\n— {contact} —\n{after}"
    assert contact not in without_contacts(text, lambda _: "weg")


@given(st.text())
def test_of_a_page_nothing_changes_but_what_is_hidden(text: str) -> None:
    from html import escape, unescape

    page = f'<p title="{escape(text)}">{escape(text)}</p><input value="{PHONES[0]}"><textarea>{PHONES[0]}</textarea>'
    shown = hidden(page, "en")
    assert shown.count(PHONES[0]) >= 2
    if not has_contacts(unescape(escape(text))):
        assert shown == page


# -- pages -------------------------------------------------------------------------------------------------------------------------------

PHONE, MAIL = "06-12345678", "jan@voorbeeld.nl"
REACHED = f"Bel Jan <b>& Co</b> op {PHONE} of mail {MAIL}"
ASKED = "contacts=shown"
PAGES = (
    "/",
    "/cases/bereikbaar/advice",
    "/cases/bereikbaar/explain",
    "/cases/bereikbaar/explain?all=true",
    "/cases/bereikbaar/next",
    "/cases/bereikbaar/what-if",
    "/cases/bereikbaar/what-if?question=introduction.keep",
    "/cases/bereikbaar/what-if?question=introduction.keep&tried=true&answer=niets",
    "/cases/bereikbaar/what-if?set=situation.register.exists%3Dtrue",
    "/cases/bereikbaar/rules",
    "/cases/bereikbaar/calendar",
    "/cases/bereikbaar/progress",
    "/cases/bereikbaar/review",
    "/cases/bereikbaar/downloads",
    "/compare?case=bereikbaar&case=nijkerk-2016",
    *(f"/cases/bereikbaar/pictures/{which}.svg" for which in PICTURES),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A questionnaire in which every free text says how somebody can be reached, with a note that does so too."""
    folder = folder_with(tmp_path, "nijkerk-2016")
    text = yaml.safe_load((folder / "nijkerk-2016.yaml").read_text(encoding="utf-8"))
    text["municipality"]["name"] = "Bereikbaar"
    text["notes"] = text["introduction"]["keep"] = text["introduction"]["change"] = REACHED
    text["sources"] = [REACHED]
    text["introduction"]["audiences"] = [{"name": REACHED, "area": REACHED, "demographics": REACHED}]
    for row in text["situation"]["initiatives"]:
        row["name"] = REACHED
    for row in text["problems"]:
        row["description"] = row["where"] = REACHED
    (folder / "bereikbaar.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")
    client = client_of(folder)
    note = {"action": "set-up-register", "state": "started", "on": "", "by": REACHED, "note": REACHED}
    assert client.post("/cases/bereikbaar/progress", data={**form_of(client, "/cases/bereikbaar/progress"), **note}).status_code == 303
    return folder


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_it_before_one_asks(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert PHONE not in answer.text
    assert MAIL not in answer.text
    assert re.search(r"0?6.?12345678", answer.text) is None


@pytest.mark.parametrize(
    "path",
    [
        "/cases/bereikbaar/advice",
        "/cases/bereikbaar/progress",
        "/cases/bereikbaar/what-if?question=introduction.keep&tried=true&answer=niets",
    ],
)
@pytest.mark.parametrize(("lang", "words"), [("nl", "(telefoonnummer verborgen)"), ("en", "(telephone number hidden)")])
def test_a_page_says_that_something_is_hidden_and_a_link_shows_it_and_hides_it_again(
    path: str, lang: str, words: str, client: TestClient
) -> None:
    path += f"{'&' if '?' in path else '?'}lang={lang}"
    page = client.get(path).text
    assert words in page
    asked = link_with(ASKED, page)
    shown = client.get(asked).text
    assert PHONE in shown
    assert MAIL in shown
    assert words not in shown
    assert client.get(path).text.count(words) == page.count(words), "nothing is remembered"
    assert {"nl": "Verberg contactgegevens", "en": "Hide contact details"}[lang] in shown


def link_with(part: str, page: str) -> str:
    found = re.search(rf'href="([^"]*{part}[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_page_on_which_nothing_is_hidden_does_not_speak_of_it(client: TestClient) -> None:
    for query in ("", f"?{ASKED}"):
        page = client.get(f"/cases/nijkerk-2016/advice{query}").text
        assert "contactgegevens verborgen" not in page
        assert "Toon contactgegevens" not in page
        assert "Verberg contactgegevens" not in page


@pytest.mark.parametrize("chapter", ["introduction", "situation", "problems"])
def test_in_the_form_it_stands_behind_something_to_open_and_is_sent_as_it_is(chapter: str, folder: Path, client: TestClient) -> None:
    from tests.web.test_questions import shown_in

    path = f"/cases/bereikbaar/questions/{chapter}"
    page = client.get(path).text
    closed = re.sub(r"<details><summary>.*?</details>", "", page, flags=re.DOTALL)
    assert PHONE in page
    assert PHONE not in closed
    assert MAIL not in closed
    assert closed.count("Zet geen contactgegevens van beheerders in de vragenlijst.") == page.count("<details>") + 1 > 1, (
        "and once for the script"
    )
    before = (folder / "bereikbaar.yaml").read_bytes()
    assert client.post(path, data=shown_in(page)).status_code == 303
    assert (folder / "bereikbaar.yaml").read_bytes() == before


def test_what_somebody_else_filled_in_meanwhile_is_told_without_it(folder: Path, client: TestClient) -> None:
    path = "/cases/bereikbaar/questions/introduction"
    form = {**form_of(client, path), "introduction.keep": "Iets anders"}
    with (folder / "bereikbaar.yaml").open("a", encoding="utf-8") as file:
        file.write("# met de hand\n")
    answer = client.post(path, data=form)
    assert answer.status_code == 409
    assert "In het bestand staat nu: Bel Jan &lt;b&gt;&amp; Co&lt;/b&gt; op (telefoonnummer verborgen)" in answer.text
    assert PHONE not in re.sub(r"<(input|textarea)\b.*?>(.*?</textarea>)?", "", answer.text, flags=re.DOTALL)
    assert "op deze pagina zijn contactgegevens verborgen" in answer.text.casefold()
    assert ASKED not in answer.text, "what was filled in would be lost"


def test_files_and_the_interface_for_programs_have_it_as_it_is(client: TestClient) -> None:
    assert PHONE in client.get("/api/v1/cases/bereikbaar").text
    assert PHONE in client.get("/cases/bereikbaar/plan.md").text
    picture = link_with("causes", client.get("/cases/bereikbaar/downloads").text)
    assert PHONE in client.get(picture).text


def test_who_saves_by_itself_hears_which_answers_have_it(client: TestClient) -> None:
    path = "/cases/nijkerk-2016/questions/introduction"
    told = client.post(path, data={**form_of(client, path), "by_itself": "true", "notes": REACHED, "introduction.keep": "Niets"}).json()
    assert told["private"] == ["notes"]
    assert told["problems"] == {}


def test_the_log_has_nothing_of_it(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    for path in PAGES:
        client.get(f"{path}{'&' if '?' in path else '?'}{ASKED}")
    assert PHONE not in caplog.text
    assert MAIL not in caplog.text
