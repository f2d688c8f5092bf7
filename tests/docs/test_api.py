"""The page about the interface for programs: its examples are run as they stand there, against a server, and print what it shows.

Its blocks of `sh` and `python` are run one after another, in one folder and one shell. A block of another kind that follows directly is
what the one before it prints; `…` on a line of its own stands for lines that are left out. A block after `<!-- locked -->` is for a server
with a password.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from commplan_advisor.web.safety.passwords import keep_password
from tests.docs.pages import LEFT_OUT
from tests.support.served import client_of, serving
from tests.support.shipped import ROOT

PAGE = ROOT / "docs" / "reference" / "api.md"
ADDRESS = "http://127.0.0.1:8000"
PASSWORD = "a password of this server"
END = "==== end of an example ===="
_BLOCK = re.compile(r"^(?P<locked><!-- locked -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```\n", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\| `(GET|POST|PUT) (/[^`]*)` \|", re.MULTILINE)


@dataclass(slots=True)
class Example:
    """Something that is run, and what the page shows of its output."""

    text: str
    kind: str
    locked: bool
    shown: str = ""

    def script(self, address: str, locked: str) -> str:
        """A shell script that runs it, with the addresses of these servers."""
        text = self.text.replace(ADDRESS, locked if self.locked else address)
        return f"python3 - <<'PYTHON'\n{text}PYTHON\n" if self.kind == "python" else text

    @property
    def passages(self) -> list[str]:
        """What is shown, in pieces between the lines that are left out."""
        pieces = re.split(rf"^{LEFT_OUT}$", self.shown, flags=re.MULTILINE)
        return [stripped for piece in pieces if (stripped := piece.strip("\n"))]


def examples() -> list[Example]:
    found: list[Example] = []
    after = -1
    text = PAGE.read_text(encoding="utf-8")
    for block in _BLOCK.finditer(text):
        if block["kind"] in ("sh", "python"):
            found.append(Example(block["text"], block["kind"], bool(block["locked"])))
        elif found and not text[after : block.start()].strip():
            found[-1].shown = block["text"]
        after = block.end()
    return [one for one in found if one.kind == "python" or "curl " in one.text]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each of the examples prints."""
    folder = tmp_path_factory.mktemp("api")
    cases = shutil.copytree(ROOT / "cases" / "real", folder / "my-municipalities")
    keep_password(shutil.copytree(cases, folder / "locked"), PASSWORD)
    with serving(cases) as address, serving(folder / "locked") as locked:
        script = "".join(f"{one.script(address, locked)}\nprintf '\\n%s\\n' '{END}'\n" for one in examples())
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout.split(f"{END}\n")[:-1]


@pytest.mark.parametrize("number", range(len(examples())))
def test_an_example_prints_what_the_page_shows(number: int, printed: list[str]) -> None:
    assert len(printed) == len(examples())
    for passage in examples()[number].passages:
        assert f"\n{passage}\n" in f"\n{printed[number]}\n"


def test_there_are_examples_of_all_that_can_be_asked_and_of_what_is_wrong() -> None:
    run = "".join(one.text for one in examples())
    for part in ("/advice?", "/cases |", "/cases/westland-2019", "/comparisons?", "/openapi.json", "/rules |", "If-Match", "--user"):
        assert part in run
    shown = "".join(one.shown for one in examples())
    assert '"status": 412' in shown
    assert '"status": 400' in shown
    assert sum(bool(one.passages) for one in examples()) >= 7


def test_the_page_names_every_address_and_every_code_of_the_openapi_document(tmp_path: Path) -> None:
    document = client_of(tmp_path).get("/api/v1/openapi.json").json()
    text = PAGE.read_text(encoding="utf-8")
    ways = [(way.upper(), path, one) for path, known in document["paths"].items() for way, one in known.items()]
    assert sorted(_ROW.findall(text)) == sorted((way, path) for way, path, _ in ways)
    codes = {code for _, _, one in ways for code in one["responses"]} - {"200"} | {"401", "405"}
    told = {code for row in re.findall(r"^\| ([\d, ]+) \|", text, re.MULTILINE) for code in row.split(", ")}
    assert told == codes
    assert f"now {document['info']['version']}." in text
