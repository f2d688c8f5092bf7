"""Files that are no workbook, or one that is made to do harm: refused quickly, and with what to do."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.questionnaire.reading import load_case
from tests.support.workbooks import ENDINGS, answers_in, written

_SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A workbook of each kind."""
    folder = tmp_path_factory.mktemp("good")
    return {ending: written(folder / f"case{ending}").read_bytes() for ending in ENDINGS}


def _with(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed, or added."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return made.getvalue()


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        load_case(path)
    return caught.value.fault.words("nl")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("data", [b"", b"geen werkmap", b"PK\x03\x04", b"questionnaire: 1\n", b"\x00" * 5000])
def test_what_is_no_workbook_is_told(data: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    path.write_bytes(data)
    assert "is geen werkmap of is beschadigd." in _refusal(path)


def test_a_file_with_a_password_or_of_an_old_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "heeft een wachtwoord of is van een oud programma." in _refusal(path)


def test_an_opendocument_with_a_password_is_told(good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "case.ods"
    entry = b'<manifest:encryption-data manifest:checksum-type="SHA1"/></manifest:manifest>'
    path.write_bytes(_with(good[".ods"], "META-INF/manifest.xml", lambda data: data.replace(b"</manifest:manifest>", entry)))
    assert "heeft een wachtwoord." in _refusal(path)


@pytest.mark.parametrize(("ending", "part"), [(".xlsx", "xl/vbaProject.bin"), (".ods", "Basic/script-lc.xml")])
def test_macros_are_refused(ending: str, part: str, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    path.write_bytes(_with(good[ending], part, lambda _: b"Sub Auto_Open"))
    assert "bevat macro's." in _refusal(path)


@pytest.mark.parametrize("ending", [".xlsm", ".xls", ".xlsb", ".numbers", ".csv", ".docx"])
def test_other_kinds_of_files_say_which_kinds_are_read(ending: str, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    path.write_bytes(good[".xlsx"])
    assert ".xlsx of .ods" in _refusal(path)


@pytest.mark.parametrize(("ending", "other"), [(".xlsx", ".ods"), (".ods", ".xlsx")])
def test_a_workbook_under_the_name_of_the_other_kind_is_read(ending: str, other: str, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    path.write_bytes(good[other])
    assert answers_in(path)["municipality"]["name"] == "Voorbeeldstad"


def test_another_opendocument_file_is_told(good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "case.ods"
    path.write_bytes(_with(good[".ods"], "mimetype", lambda _: b"application/vnd.oasis.opendocument.text"))
    assert "is geen werkmap" in _refusal(path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused(ending: str, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    path.write_bytes(_with(good[ending], "docProps/bomb.xml", lambda _: b"\0" * 60_000_000))
    assert path.stat().st_size < 200_000
    assert "is te groot voor een vragenlijst." in _refusal(path)


def test_what_a_zip_says_of_its_sizes_is_not_believed(good: dict[str, bytes], tmp_path: Path) -> None:
    bomb = _with(good[".xlsx"], "docProps/bomb.xml", lambda _: b"\0" * 60_000_000)
    path = tmp_path / "case.xlsx"
    path.write_bytes(bomb.replace(struct.pack("<L", 60_000_000), struct.pack("<L", 1000)))
    assert "is geen werkmap of is beschadigd." in _refusal(path)


@pytest.mark.parametrize(
    "cell", [b'<c r="XFD1048576"><v>1</v></c>', b'<c r="B1048576" t="inlineStr"><is><t>x</t></is></c>', b'<c r="ZZ4"><v>1</v></c>']
)
def test_a_cell_far_away_is_refused(cell: bytes, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    far = b'<row r="1048576">' + cell + b"</row></sheetData>"
    path.write_bytes(_with(good[".xlsx"], _SHEET, lambda data: data.replace(b"</sheetData>", far)))
    assert "is te groot voor een vragenlijst." in _refusal(path)


@pytest.mark.parametrize(
    "repeated",
    [b'table:number-columns-repeated="16000"', b'table:number-columns-repeated="999999999999999999"', b'table:number-columns-repeated="x"'],
)
def test_a_cell_repeated_without_end_is_refused(repeated: bytes, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "case.ods"
    cell = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    row = cell + repeated + b"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    path.write_bytes(_with(good[".ods"], "content.xml", lambda data: data.replace(b"</table:table>", row, 1)))
    assert "te groot" in _refusal(path) or "beschadigd" in _refusal(path)


@pytest.mark.parametrize(("ending", "part"), [(".xlsx", _SHEET), (".xlsx", "xl/workbook.xml"), (".ods", "content.xml")])
def test_entities_are_refused(ending: str, part: str, good: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / f"case{ending}"
    doctype = b'?>\n<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path.write_bytes(_with(good[ending], part, lambda data: data.replace(b"?>", doctype, 1)))
    assert "is geen werkmap of is beschadigd." in _refusal(path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_more_sheets_than_a_questionnaire_can_have_are_refused(ending: str, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for _ in range(40):
        book.create_sheet()
    path = tmp_path / f"case{ending}"
    book.save(path)
    assert "is te groot voor een vragenlijst." in _refusal(path)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(at=st.floats(0, 1), byte=st.integers(0, 255), cut=st.booleans(), ending=st.sampled_from(ENDINGS))
def test_a_damaged_workbook_is_told_or_read(at: float, byte: int, cut: bool, ending: str, good: dict[str, bytes], tmp_path: Path) -> None:
    data = bytearray(good[ending])
    place = int(at * (len(data) - 1))
    data[place] = byte
    path = tmp_path / f"case{ending}"
    path.write_bytes(bytes(data[:place] if cut else data))
    with suppress(UnreadableFileError, FaultyInputError):
        load_case(path)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(at=st.floats(0, 1), new=st.binary(max_size=6), ending=st.sampled_from(ENDINGS))
def test_damaged_xml_inside_is_told_or_read(at: float, new: bytes, ending: str, good: dict[str, bytes], tmp_path: Path) -> None:
    part = _SHEET if ending == ".xlsx" else "content.xml"

    def damage(data: bytes) -> bytes:
        place = int(at * len(data))
        return data[:place] + new + data[place + len(new) :]

    path = tmp_path / f"case{ending}"
    path.write_bytes(_with(good[ending], part, damage))
    with suppress(UnreadableFileError, FaultyInputError):
        load_case(path)


def test_a_broken_stream_is_told(good: dict[str, bytes], tmp_path: Path) -> None:
    data = good[".xlsx"]
    with ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo(_SHEET)
    start = info.header_offset + 30 + len(info.filename)
    broken = data[:start] + zlib.compress(b"anders")[:20] + data[start + 20 :]
    path = tmp_path / "case.xlsx"
    path.write_bytes(broken)
    assert "is geen werkmap of is beschadigd." in _refusal(path)
