"""A plan that is adopted on a day of one's own, its versions to look at, and a table of measurements that is sent along."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commplan_advisor.common.text import LANGUAGES, Language
from commplan_advisor.questionnaire.reading import load_case
from commplan_advisor.running.review.versions import versions_in
from tests.support.command import commplan_here
from tests.support.served import client_of, folder_with, form_of

NAME = "nijkerk-2016"
HERE = f"/cases/{NAME}"
RULES = ("--as-of", "2026-03-02")
MARCH, JUNE = "2026-03-02", "2026-06-02"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "cases", NAME, "json-example")


@pytest.fixture
def client(folder: Path) -> TestClient:
    return client_of(folder)


def form_on(client: TestClient, address: str) -> dict[str, str]:
    """What the form of a review sends when nothing is changed in it."""
    page = client.get(address).text
    names = ("seen", "start")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in names}
    return {**form_of(client, address), **{name: one[1] for name, one in found.items() if one}}


def pressed(client: TestClient, day: str, **fields: str) -> tuple[int, str]:
    """Press the button of the review of a day; the status, and where it leads or the page."""
    address = f"{HERE}/review?on={day}"
    answer = client.post(address, data={**form_on(client, address), **fields})
    return answer.status_code, answer.headers.get("location") or unescape(answer.text)


def sent(client: TestClient, text: bytes, name: str = "metingen.csv", *, here: str = HERE, day: str = JUNE) -> tuple[int, str]:
    """Send a table of measurements."""
    token = form_of(client, f"{here}/review?on={day}")["token"]
    answer = client.post(f"{here}/measurements?on={day}", data={"token": token}, files={"table": (name, text, "text/csv")})
    return answer.status_code, answer.headers.get("location") or unescape(answer.text)


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".before" not in path.name
    }


# -- the first day ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "meant"), [("1-4-2026", "2026-04-01"), ("2026-04-01", "2026-04-01"), (MARCH, MARCH), ("", MARCH)])
def test_a_plan_is_adopted_with_the_first_day_that_is_chosen(
    typed: str, meant: str, client: TestClient, folder: Path, tmp_path: Path
) -> None:
    beside = folder_with(tmp_path / "beside", NAME)
    done = commplan_here("review", beside / f"{NAME}.yaml", "--adopt", "--on", MARCH, "--start", meant, *RULES)
    assert done.exit_code == 0, done.stderr
    assert pressed(client, MARCH, start=typed)[0] == 303
    assert (folder / f"{NAME}.plan" / "1.json").read_bytes() == (beside / f"{NAME}.plan" / "1.json").read_bytes()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("morgen", "Typ een datum, zoals 31-1-2026."), ("31-2-2026", "bestaat niet"), ("1-1-1900", "van 2000 tot en met 2100")],
)
def test_a_first_day_that_cannot_be_is_told_beside_its_field(typed: str, told: str, client: TestClient, folder: Path) -> None:
    status, page = pressed(client, MARCH, start=typed)
    assert status == 422
    assert page.count(told) == 2
    assert f'name="start" value="{typed}"' in page
    assert "Er is niets bewaard." in page
    assert not (folder / f"{NAME}.plan").exists()


def test_once_adopted_the_first_day_stays(client: TestClient, folder: Path) -> None:
    assert pressed(client, MARCH)[0] == 303
    assert 'name="start"' not in client.get(f"{HERE}/review?on={JUNE}").text
    assert pressed(client, JUNE, start="1-4-2026")[0] == 303
    assert {one.start.isoformat() for one in versions_in(folder / f"{NAME}.plan").found} == {MARCH}


# -- versions -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_version_can_be_opened_and_says_what_was_adopted(client: TestClient, folder: Path, language: Language) -> None:
    assert pressed(client, MARCH)[0] == 303
    assert pressed(client, JUNE)[0] == 303
    page = client.get(f"{HERE}/review?on={JUNE}&lang={language}").text
    assert f'href="{HERE}/versions/1"' in page
    for version in versions_in(folder / f"{NAME}.plan").found:
        shown = client.get(f"{HERE}/versions/{version.number}?lang={language}")
        assert shown.status_code == 200
        plain = unescape(shown.text)
        assert ("2-3-2026" if language == "nl" else "2 Mar 2026") in plain
        if language == "nl":
            assert all(f'<th scope="row">{one.title}</th>' in plain for one in version.actions)
        kept = client.get(f"{HERE}/versions/{version.number}.json")
        assert kept.content == (folder / f"{NAME}.plan" / f"{version.number}.json").read_bytes()


def test_what_was_adopted_does_not_change_with_the_answers(client: TestClient, folder: Path) -> None:
    assert pressed(client, MARCH)[0] == 303
    before = client.get(f"{HERE}/versions/1").text.partition("<main")[2]
    case = folder / f"{NAME}.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("members: 2000", "members: 10"), encoding="utf-8")
    assert client.get(f"{HERE}/versions/1").text.partition("<main")[2] == before


@pytest.mark.parametrize("number", ["0", "2", "1.0", "-1", "x", "999999", "%00", "../1"])
def test_a_version_that_there_is_not_is_no_page(number: str, client: TestClient) -> None:
    assert pressed(client, MARCH)[0] == 303
    assert client.get(f"{HERE}/versions/{number}").status_code == 404
    assert client.get(f"{HERE}/versions/{number}.json").status_code == 404


# -- measurements -------------------------------------------------------------------------------------------------------------------

MANY = b"indicator;date;value\n" + b"".join(b"groups;%d-%d-2025;4\n" % (day, month) for day in range(1, 29) for month in range(1, 6))
TABLE = "indicator;date;value;n;source\ngroups;4-3-2026;40;;telling\ngroups;2026-05-20;44,5;;\n"


def test_a_table_of_measurements_is_added_to_the_questionnaire_and_counts_in_the_review(client: TestClient, folder: Path) -> None:
    assert pressed(client, MARCH)[0] == 303
    status, to = sent(client, TABLE.encode())
    assert (status, to) == (303, f"{HERE}/review?on={JUNE}&measured=2")
    rows = load_case(folder / f"{NAME}.yaml").answers.measurements or ()
    assert [(row.indicator, str(row.date), row.value, row.source) for row in rows] == [
        ("groups", "2026-03-04", 40, "telling"),
        ("groups", "2026-05-20", 44.5, None),
    ]
    page = unescape(client.get(to).text)
    assert "Toegevoegd aan de vragenlijst: 2 metingen." in page
    assert "<td>44,5</td>" in page
    assert "44,5" in client.get(f"{HERE}/questions/plan").text


def test_the_rest_of_the_file_stays_letter_by_letter_and_more_can_be_added(client: TestClient, folder: Path) -> None:
    before = (folder / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert sent(client, TABLE.encode())[0] == 303
    assert sent(client, "indicator,date,value\ngroups,2026-05-30,45\n".encode("utf-8-sig"))[0] == 303
    after = (folder / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(load_case(folder / f"{NAME}.yaml").answers.measurements or ()) == 3


def test_json_is_added_to_as_well(client: TestClient, folder: Path) -> None:
    assert sent(client, TABLE.encode(), here="/cases/json-example")[0] == 303
    told = json.loads((folder / "json-example.json").read_text(encoding="utf-8"))
    assert [row["value"] for row in told["measurements"]][-2:] == [40, 44.5]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "metingen.csv: is leeg. De eerste regel moet zijn: indicator;date;value;n;source"),
        (b"indicator;date;value\n", "metingen.csv: bevat geen metingen."),
        (b"indicator;datum;value\ngroups;4-3-2026;4\n", "metingen.csv:1: 'datum' is geen kolom."),
        (b"indicator;date;value\ngroep;4-3-2026;4\n", "metingen.csv:2: indicator: 'groep' is geen indicator."),
        (b"indicator;date;value\ngroups;31-2-2026;4\n", "metingen.csv:2: date: '31-2-2026' moet een bestaande datum zijn"),
        (b"indicator;date;value\ngroups;4-3-2027;4\n", "metingen.csv:2: date: '4-3-2027' is na vandaag (2026-06-02)."),
        (b"indicator;date;value\ngroups;4-3-2026;veel\n", "metingen.csv:2: value: 'veel' moet een getal zijn"),
        (b"indicator;date;value\ngroups;4-3-2026;4\ngroups;4-3-2026;5\n", "is op 2026-03-04 al gemeten (metingen.csv:2)."),
        ("indicator;date;value;n;source\ngroups;4-3-2026;4;;enquête\n".encode("latin-1"), "metingen.csv:2:24: is geen tekst in UTF-8."),
        (b"\x00\x01", "metingen.csv"),
        (MANY, "meer dan 100"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_table_is_told_with_its_line_and_nothing_is_added(
    text: bytes, told: str, client: TestClient, folder: Path
) -> None:
    before = files_of(folder)
    status, page = sent(client, text)
    assert status == 422
    summary = re.search(r'role="alert".*?</ul>', page, re.DOTALL)
    assert summary
    assert told in summary[0]
    assert "Er is niets toegevoegd." in summary[0]
    assert 'href="#table"' in summary[0]
    assert 'id="table-error"' in page
    assert str(folder) not in page
    assert files_of(folder) == before


def test_without_a_file_it_asks_for_one(client: TestClient, folder: Path) -> None:
    before = files_of(folder)
    token = form_of(client, f"{HERE}/review")["token"]
    for request in ({"files": {"table": ("", b"", "text/csv")}}, {}):
        answer = client.post(f"{HERE}/measurements", data={"token": token}, **request)  # type: ignore[arg-type]
        assert answer.status_code == 422
        assert "Kies een bestand." in answer.text
    assert files_of(folder) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Users\\jan\\metingen.csv", "<b>.csv", "x" * 300, "\u202egnp.csv"])
def test_the_name_of_a_file_is_never_a_place_or_markup(name: str, client: TestClient, folder: Path) -> None:
    status, page = sent(client, b"indicator;date\n", name)
    assert status == 422
    assert (
        "<b>.csv"
        not in client.post(f"{HERE}/measurements", data=form_of(client, f"{HERE}/review"), files={"table": (name, b"x", "text/csv")}).text
    )
    assert "../" not in page
    assert "Users" not in page
    assert "x" * 101 not in page
    assert "\u202e" not in page


def test_a_table_from_elsewhere_or_too_large_is_not_looked_at(client: TestClient, folder: Path) -> None:
    before = files_of(folder)
    client.get(f"{HERE}/review")
    files = {"table": ("m.csv", TABLE.encode(), "text/csv")}
    assert client.post(f"{HERE}/measurements", data={"token": "x" * 40}, files=files).status_code == 403
    token = form_of(client, f"{HERE}/review")["token"]
    large = {"table": ("m.csv", b"x" * 2_000_001, "text/csv")}
    assert client.post(f"{HERE}/measurements", data={"token": token}, files=large).status_code == 413
    two = [("table", ("a.csv", b"x", "text/csv")), ("table", ("b.csv", b"x", "text/csv"))]
    assert client.post(f"{HERE}/measurements", data={"token": token}, files=two).status_code == 400
    assert files_of(folder) == before
