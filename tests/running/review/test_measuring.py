"""Reading measurements: of the case and of a CSV file, with everything that is wrong told at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.common.located import parse_yaml
from commplan_advisor.questionnaire.reading import Case, case_from
from commplan_advisor.running.review.measuring import Measured, measurements
from tests.support.shipped import shipped_engine

TODAY = date(2026, 6, 2)
INDICATORS = shipped_engine().book.catalogue.indicators


def case(text: str = "") -> Case:
    return case_from(parse_yaml(f"questionnaire: 1\nmunicipality: {{name: Beukendal}}\n{text}", "case.yaml"))


def read(tmp_path: Path, text: str | bytes, rows_of_case: str = "") -> tuple[Measured, ...]:
    file = tmp_path / "m.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return measurements(case(rows_of_case), file, INDICATORS, TODAY)


def faults(tmp_path: Path, text: str, rows_of_case: str = "") -> list[str]:
    with pytest.raises(FaultyInputError) as caught:
        read(tmp_path, text, rows_of_case)
    return [fault.words("nl").replace(f"{tmp_path}/", "") for fault in caught.value.faults]


@pytest.mark.item("7.1")
@pytest.mark.parametrize(
    "text",
    [
        "indicator;date;value;n;source\ntwo-admins;2026-05-29;12,5;40;register\n",
        "indicator,date,value,n,source\ntwo-admins,2026-05-29,12.5,40,register\n",
        'indicator,date,value,n,source\ntwo-admins,29-5-2026,"12,5",40,register\n',
        "\ufeffindicator;date;value;n;source\r\ntwo-admins;29/5/2026;12,5;40;register\r\n\r\n",
        "indicator\tdate\tvalue\tn\tsource\ntwo-admins\t2026-05-29\t12.5\t40\tregister",
        "\n\nSource;N;Value;Date;Indicator\nregister;40;12,50;2026-05-29;two-admins\n",
        " indicator ; date ; value ; n ; source \n two-admins ; 2026-05-29 ; 12,5 ; 40 ; register \n",
    ],
)
def test_a_file_is_read_however_a_spreadsheet_writes_it(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == (Measured("two-admins", date(2026, 5, 29), 12.5, 40, "register"),)


def test_a_sample_and_a_source_need_not_be_there(tmp_path: Path) -> None:
    assert read(tmp_path, "indicator;date;value\ngroups;2026-05-29;31\n") == (Measured("groups", date(2026, 5, 29), 31),)
    assert read(tmp_path, "indicator;date;value;n\ngroups;2026-05-29;31;\n") == (Measured("groups", date(2026, 5, 29), 31),)


@pytest.mark.parametrize(("written", "value"), [("1.250,5", 1250.5), ("1,250.5", 1250.5), ("1.250.000", 1_250_000), ("0,125", 0.125)])
def test_thousands_are_read_where_they_are_plain(tmp_path: Path, written: str, value: float) -> None:
    assert read(tmp_path, f"indicator;date;value\nmembers;2026-05-29;{written}\n")[0].value == value


def test_rows_of_the_case_and_of_a_file_come_together_in_order_of_time(tmp_path: Path) -> None:
    rows = "measurements:\n  - {indicator: groups, date: 2026-05-29, value: 31}\n"
    found = read(tmp_path, "indicator;date;value\ngroups;2026-03-01;30\n", rows)
    assert [one.value for one in found] == [30, 31]


HEAD = "indicator;date;value;n;source\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "m.csv: is leeg. De eerste regel moet zijn: indicator;date;value;n;source"),
        ("indicatr;date;value\n", "m.csv:1: 'indicatr' is geen kolom. Kies uit: indicator, date, value, n, source. Bedoelt u 'indicator'?"),
        ("indicator;date\n", "m.csv:1: de kolom 'value' ontbreekt."),
        ("indicator;date;value;value\n", "m.csv:1: elke kolom mag een keer voorkomen."),
        (HEAD + "group;2026-05-29;3\n", "Bedoelt u 'groups'?"),
        (HEAD + "website-information;2026-05-29;3\n", "is geen getal: beoordeel dit zelf, zonder meting."),
        (HEAD + "groups;2026-06-03;3\n", "m.csv:2: date: '2026-06-03' is na vandaag (2026-06-02)."),
        (HEAD + "groups;30-2-2026;3\n", "m.csv:2: date: '30-2-2026' moet een bestaande datum zijn, zoals 2026-01-31 of 31-1-2026."),
        (HEAD + "groups;1026-05-29;3\n", "moet een bestaande datum zijn"),
        (HEAD + "groups;2026-05-29;veel\n", "m.csv:2: value: 'veel' moet een getal zijn, zoals 12 of 12,5."),
        (HEAD + "groups;2026-05-29;1.250\n", "kan duizenden of een breuk betekenen"),
        (HEAD + "groups;2026-05-29;=1+1\n", "moet een getal zijn"),
        (HEAD + "groups;2026-05-29;-1\n", "moet tussen 0 en 1000000000 liggen."),
        (HEAD + "groups;2026-05-29;1e3\n", "moet een getal zijn"),
        (HEAD + "two-admins;2026-05-29;101\n", "moet tussen 0 en 100 liggen."),
        (HEAD + "groups;2026-05-29;3;0\n", "m.csv:2: n: '0' moet een heel getal van 1 of meer zijn."),
        (HEAD + "groups;2026-05-29;3;veel\n", "m.csv:2: n: 'veel' moet een heel getal van 1 of meer zijn."),
        (HEAD + "groups;;3\n", "m.csv:2: date: moet zijn ingevuld."),
        (HEAD + ";2026-05-29;3\n", "m.csv:2: indicator: moet zijn ingevuld."),
        (HEAD + "groups;2026-05-29;3\ngroups;29-5-2026;4\n", "m.csv:3: indicator: 'groups' is op 2026-05-29 al gemeten (m.csv:2)."),
        (HEAD + "groups;2026-05-29;3;4;x;y\n", "m.csv:2: deze regel heeft 6 velden; er zijn 5 kolommen."),
        (HEAD + 'groups;2026-05-29;"3\n', "een aanhalingsteken staat verkeerd"),
        (
            "indicator,date,value\ngroups,2026-05-29,12,5\n",
            "m.csv:2: deze regel heeft 4 velden; er zijn 3 kolommen. Zet een getal met een komma tussen aanhalingstekens, of scheid",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_field(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in one for one in faults(tmp_path, text)), faults(tmp_path, text)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = "measurements:\n  - {indicator: grups, date: 2026-05-29, value: 31}\n  - {date: 2026-07-01}\n"
    found = sorted(faults(tmp_path, HEAD + "groups;gisteren;veel\nmembers;2026-05-29;1\n", rows))
    assert len(found) == 6
    assert "case.yaml:4:17: indicator: 'grups' is geen indicator." in found[0]
    assert found[0].endswith("Bedoelt u 'groups'?")
    assert [one.partition(": ")[0] for one in found] == ["case.yaml:4:17", "case.yaml:5:12", *["case.yaml:5:5"] * 2, "m.csv:2", "m.csv:2"]


def test_a_double_between_case_and_file_is_told_with_both_places(tmp_path: Path) -> None:
    rows = "measurements:\n  - {indicator: groups, date: 2026-05-29, value: 31}\n"
    told = "m.csv:2: indicator: 'groups' is op 2026-05-29 al gemeten (case.yaml:4:17)."
    assert faults(tmp_path, HEAD + "groups;2026-05-29;31\n", rows) == [told]


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path, "indicator;date;value;n;source\ngroups;2026-05-29;3;;enquête\n".encode("latin-1"))
    with pytest.raises(UnreadableFileError):
        measurements(case(), tmp_path / "nergens.csv", INDICATORS, TODAY)
