"""Adding lines to a file: what was confirmed stays, whoever else writes and whatever goes wrong."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from commplan_advisor.common import appending
from commplan_advisor.common.appending import append_lines, read_settled
from commplan_advisor.common.faults import UnreadableFileError
from commplan_advisor.common.files import LARGEST_FILE
from tests.support.command import ORDINARY


def in_a_process(code: str, *arguments: object, ordinary: bool = False) -> subprocess.Popen[str]:
    """Python code that runs beside this process; with `ordinary` as somebody for whom the permissions of files hold."""
    text = (ORDINARY if ordinary else "") + textwrap.dedent(code)
    return subprocess.Popen([sys.executable, "-c", text, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


WRITE = """
    import sys
    from pathlib import Path
    from commplan_advisor.common.appending import append_lines
    from commplan_advisor.common.faults import UnreadableFileError
    try:
        append_lines(Path(sys.argv[1]), sys.argv[2] * int(sys.argv[3]) + "\\n", "# top\\n")
        print("added")
    except UnreadableFileError as error:
        print(error)
"""


def test_a_new_file_begins_with_its_heading_and_an_old_one_is_only_added_to(tmp_path: Path) -> None:
    file = tmp_path / "a"
    append_lines(file, "1\n", "# top\n")
    append_lines(file, "2\n3\n", "# top\n")
    assert file.read_text() == "# top\n1\n2\n3\n"


@pytest.mark.parametrize(("before", "after"), [("x", "x\n1\n"), ("x\n", "x\n1\n"), ("", "# top\n1\n"), ("x\r\n", "x\r\n1\n")])
def test_lines_begin_on_a_line_of_their_own(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "a"
    file.write_bytes(before.encode())
    append_lines(file, "1\n", "# top\n")
    assert file.read_bytes() == after.encode()


def test_a_link_is_followed_also_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("elsewhere")
    append_lines(link, "1\n")
    append_lines(link, "2\n")
    assert link.is_symlink()
    assert (tmp_path / "elsewhere").read_text() == "1\n2\n"


def limited(before: bytes | None, room: int, file: Path) -> str:
    """What is said when a file cannot grow by more than so many bytes, and must by a thousand."""
    if before is not None:
        file.write_bytes(before)
    limit = len(before or b"") + room
    code = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n{textwrap.dedent(WRITE)}"
    return in_a_process(code, file, "x", 1000).communicate(timeout=60)[0]


@pytest.mark.parametrize("room", [0, 1, 500, 1000])
@pytest.mark.parametrize("before", [None, b"", b"old\n", b"old"])
def test_a_full_disk_is_told_and_the_file_is_as_it_was(tmp_path: Path, before: bytes | None, room: int) -> None:
    file = tmp_path / "a"
    assert "cannot be written" in limited(before, room, file)
    assert (file.read_bytes() if file.exists() else None) == before
    assert [one.name for one in tmp_path.iterdir()] == ([] if before is None else ["a"])


def test_a_file_does_not_grow_beyond_what_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * (LARGEST_FILE - 3) + b"\n")
    with pytest.raises(UnreadableFileError, match="cannot be written"):
        append_lines(file, "123\n")
    append_lines(file, "1\n")
    assert len(read_settled(file)) == LARGEST_FILE


def folder_without_permission(folder: Path) -> Path:
    folder.chmod(0o555)
    return folder / "a"


def file_without_permission(folder: Path) -> Path:
    file = folder / "a"
    file.write_text("old\n")
    file.chmod(0o444)
    return file


@pytest.mark.parametrize("refusing", [folder_without_permission, file_without_permission])
def test_what_may_not_be_written_is_told(tmp_path: Path, refusing: Callable[[Path], Path]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    file = refusing(folder)
    before = file.read_bytes() if file.exists() else None
    said = in_a_process(WRITE, file, "x", 1, ordinary=True).communicate(timeout=60)
    folder.chmod(0o755)
    assert said == (f"{file}: may not be written.\n", "")
    assert (file.read_bytes() if file.exists() else None) == before


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "said"), [(a_folder, "is a folder, not a file"), (a_pipe, "is not an ordinary file"), (a_link_to_itself, "cannot be written")]
)
def test_what_is_no_file_is_told(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "a")
    with pytest.raises(UnreadableFileError, match=said):
        append_lines(tmp_path / "a", "1\n")


@pytest.mark.parametrize("name", ["nowhere/a", "a\0b", "x" * 300])
def test_a_place_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be written"):
        append_lines(tmp_path / name, "1\n")


def test_a_file_that_was_replaced_while_waiting_for_it_is_not_written_in(tmp_path: Path) -> None:
    file, new = tmp_path / "a", tmp_path / "new"
    file.write_text("old\n")
    new.write_text("edited\n")
    with file.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        writer = in_a_process(WRITE, file, "x", 1)
        while not has_open(writer, file):
            sleep(0.01)
        new.replace(file)
    assert writer.communicate(timeout=60)[0] == "added\n"
    assert file.read_text() == "edited\nx\n"


def has_open(process: subprocess.Popen[str], file: Path) -> bool:
    """Whether a process has opened a file."""
    assert process.poll() is None
    handles = Path(f"/proc/{process.pid}/fd").iterdir()
    return any(handle.exists() and handle.samefile(file) for handle in handles)


def test_a_file_that_others_keep_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "_PATIENCE", 0.05)
    file = tmp_path / "a"
    file.write_text("old\n")
    with file.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(UnreadableFileError, match="in use by somebody else"):
            append_lines(file, "1\n")
        assert read_settled(file) == b"old\n"
    append_lines(file, "1\n")
    assert file.read_text() == "old\n1\n"


def test_several_processes_that_write_at_once_lose_and_mix_nothing(tmp_path: Path) -> None:
    file, count, each = tmp_path / "a", 4, 30
    code = """
        import sys
        from pathlib import Path
        from commplan_advisor.common.appending import append_lines
        for number in range(int(sys.argv[3])):
            append_lines(Path(sys.argv[1]), f"{sys.argv[2]} {number} {'x' * 500}\\n", "# top\\n")
    """
    writers = [in_a_process(code, file, writer, each) for writer in range(count)]
    assert [writer.communicate(timeout=60) for writer in writers] == [("", "")] * count
    top, *lines = file.read_text().splitlines()
    assert top == "# top"
    assert all(line.endswith(" " + "x" * 500) for line in lines)
    for writer in range(count):
        assert [int(line.split()[1]) for line in lines if line.startswith(f"{writer} ")] == list(range(each))


def test_reading_waits_until_a_line_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old\nha")
    code = """
        import sys
        from pathlib import Path
        from commplan_advisor.common.appending import read_settled
        print(read_settled(Path(sys.argv[1])).decode(), end="")
    """
    with file.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        reader = in_a_process(code, file)
        while not has_open(reader, file):
            sleep(0.01)
        held.write("lf\n")
        held.flush()
    assert reader.communicate(timeout=60)[0] == "old\nhalf\n"


def test_no_file_is_nothing_and_a_folder_is_told(tmp_path: Path) -> None:
    assert read_settled(tmp_path / "a") == b""
    with pytest.raises(UnreadableFileError, match="is a folder"):
        read_settled(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(UnreadableFileError, match="is not an ordinary file"):
        read_settled(tmp_path / "a")
