"""Files are read within bounds and written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commplan_advisor.common import files
from commplan_advisor.common.faults import Place, UnreadableFileError, printable
from commplan_advisor.common.files import LARGEST_FILE, read_text, write_text
from commplan_advisor.common.kept import kept


def refusal(path: Path) -> str:
    """What is said of a file that cannot be read, behind its name."""
    with pytest.raises(UnreadableFileError) as raised:
        read_text(path)
    words, name = raised.value.fault.words("en"), printable(str(path))
    assert words.startswith(name)
    assert raised.value.fault.words("nl") != words
    return words.removeprefix(name)


# -- reading --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("één 😀".encode(), "één 😀"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
    ],
)
def test_text_in_utf_8_is_read_with_or_without_a_byte_order_mark(data: bytes, text: str, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(data)
    assert read_text(path) == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff", ":1:1"),
        (b"a: \xe9\n", ":1:4"),
        ("één\ntwéé ".encode() + b"\xe9", ":2:6"),
        (b"\xef\xbb\xbf\xc3\xa9\xff", ":1:2"),
        (b"\xef\xbb\xbf\n\xc3\xa9\xff", ":2:2"),
        (b"\n\n\xed\xa0\x80", ":3:1"),
        (b"ab\xc3", ":1:3"),
        ("tekst".encode("utf-16"), ":1:1"),
    ],
)
def test_what_is_not_utf_8_is_told_with_its_place(data: bytes, place: str, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(data)
    assert refusal(path) == f"{place}: is not text in UTF-8. Save the file as UTF-8."


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_with_their_place(data: bytes) -> None:
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="surrogateescape")
    wrong = next((index for index, character in enumerate(text) if "\udc80" <= character <= "\udcff"), None)
    if wrong is None:
        assert files.decoded(data, "f") == text
        return
    with pytest.raises(UnreadableFileError) as raised:
        files.decoded(data, "f")
    before = text[:wrong].split("\n")
    assert raised.value.fault.place == Place("f", len(before), len(before[-1]) + 1)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    assert refusal(tmp_path / "nowhere") == ": does not exist."
    assert refusal(dangling) == ": does not exist."
    assert refusal(tmp_path) == ": is a folder, not a file."
    assert refusal(Path("/dev/zero")) == ": is not an ordinary file."
    assert refusal(loop).startswith(": cannot be read (")
    assert refusal(tmp_path / ("x" * 1000)).startswith(": cannot be read (")
    assert refusal(Path("a\0b")).endswith(": cannot be read (embedded null byte).")


def test_a_large_file_is_refused_without_reading_more_than_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    asked: list[int] = []
    real = Path.open

    def counted(self: Path, mode: str) -> object:
        class Counting:
            def __init__(self) -> None:
                self.file = real(path, mode)

            def __enter__(self) -> Counting:
                return self

            def __exit__(self, *_: object) -> None:
                self.file.close()

            def fileno(self) -> int:
                return self.file.fileno()

            def read(self, size: int = -1) -> object:
                asked.append(size)
                return self.file.read(size)

        return Counting()

    monkeypatch.setattr(Path, "open", counted)
    assert refusal(path) == ": is too large: more than 2 MB."
    assert asked == [LARGEST_FILE + 1]


def test_a_name_can_be_shown_in_another_way(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_text(tmp_path / "nowhere", "invoer")
    assert raised.value.fault.words("nl") == "invoer: bestaat niet."


# -- writing --------------------------------------------------------------------------------------------------------------------


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "f", "één\n")
    finally:
        os.umask(before)
    assert (tmp_path / "f").read_bytes() == "één\n".encode()
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o640


def test_a_file_that_exists_is_replaced_only_with_force_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "f"
    write_text(path, "een")
    path.chmod(0o604)
    with pytest.raises(UnreadableFileError):
        write_text(path, "twee")
    assert path.read_text(encoding="utf-8") == "een"
    write_text(path, "twee", force=True)
    assert path.read_text(encoding="utf-8") == "twee"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("half"), KeyboardInterrupt()])
@pytest.mark.parametrize("exists", [False, True])
def test_a_file_is_never_there_half(error: BaseException, exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong at the last moment: the old file is still there, or none, and nothing beside it."""
    path = tmp_path / "f"
    if exists:
        path.write_text("van mij", encoding="utf-8")

    def fail(self: Path, target: Path) -> Path:
        assert self.read_text(encoding="utf-8") == "nieuw" * 1000
        raise error

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else UnreadableFileError):
        write_text(path, "nieuw" * 1000, force=True)
    assert list(tmp_path.iterdir()) == ([path] if exists else [])
    assert not exists or path.read_text(encoding="utf-8") == "van mij"


def test_text_that_utf_8_does_not_have_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        write_text(tmp_path / "f", "x\ud800")
    assert list(tmp_path.iterdir()) == []


def test_only_ordinary_files_are_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/null")):
        with pytest.raises(UnreadableFileError) as raised:
            write_text(path, "x", force=True)
        assert raised.value.fault.words("en").endswith((": is not an ordinary file.", ": is a folder, not a file."))
    assert list(tmp_path.iterdir()) == [pipe]


# -- what is kept ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "commplan-advisor"


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r")))
def test_what_is_kept_comes_back_as_it_was(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        assert kept("naam", lambda: text) == text
        assert kept("naam", lambda: "anders") == text
        assert kept("andere naam", lambda: "anders") == "anders"


@pytest.mark.parametrize("damaged", [b"", b"\n", b"x\n", b"\xff", b"x" * 64 + b"\ntekst"])
def test_a_damaged_file_is_not_believed(damaged: bytes, cache: Path) -> None:
    kept("naam", lambda: "tekst")
    (file,) = cache.iterdir()
    file.write_bytes(damaged)
    assert kept("naam", lambda: "opnieuw") == "opnieuw"
    assert kept("naam", lambda: "nog eens") == "opnieuw"


def test_without_a_folder_to_keep_it_in_it_is_worked_out_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for root in ("/dev/null", "~nobody-of-that-name/cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", root)
        assert kept("naam", lambda: "een") == "een"
        assert kept("naam", lambda: "twee") == "twee"
