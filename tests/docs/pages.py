"""Reading and running what the documentation shows.

A page is read from top to bottom, in a folder that holds `cases` and `rules`:

- A fenced block of ```` ```sh ```` or ```` ```console ```` holds command lines; in a console block they begin with `$ `. Lines that
  begin with `commplan` (settings of the environment may come first) and `cp -r` are run, all others are for the reader.
- A command ends with exit code 0, unless its line ends with `# exit 1` or another number.
- What a console block shows below a command must be in what the command prints, spaces included; `…` on a line of its own stands
  for lines that are left out.
- A block after `<!-- file: NAME -->` is written to that file; after `<!-- add: NAME -->` it comes at the end of what is there.
- A ```` ```diff ```` block after `<!-- change: NAME -->` changes that file: the lines without `+` must stand there once, and those
  without `-` come in their place.
"""

from __future__ import annotations

import gc
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner, Result

from commplan_advisor.cli.main import cli
from tests.support.shipped import ROOT

LEFT_OUT = "…"
_BLOCK = re.compile(
    r"(?:^<!-- (?P<does>file|add|change): (?P<file>\S+) -->\n+)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_EXIT = re.compile(r"#\s*exit (\d)\s*$")
_SETTING = re.compile(r"^[A-Z_]+=\S*$")


@dataclass(slots=True)
class Step:
    """A command line of a page, and what the page shows of its output; or a file of the page."""

    line: str = ""
    shown: list[str] = field(default_factory=list)
    file: str = ""
    text: str = ""
    does: str = "file"

    @property
    def code(self) -> int:
        """The exit code that the page announces."""
        found = _EXIT.search(self.line)
        return int(found[1]) if found else 0

    @property
    def passages(self) -> list[str]:
        """What is shown, in pieces between the lines that are left out."""
        pieces: list[list[str]] = [[]]
        for line in self.shown:
            if line == LEFT_OUT:
                pieces.append([])
            else:
                pieces[-1].append(line)
        return [piece for lines in pieces if (piece := "\n".join(lines).strip("\n"))]


def pages() -> list[Path]:
    """The pages whose commands are run."""
    return [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def steps_of(text: str) -> Iterator[Step]:
    """What a page does, in order."""
    for block in _BLOCK.finditer(text):
        if block["file"]:
            yield Step(file=block["file"], text=block["text"], does=block["does"])
        elif block["language"] == "sh":
            yield from (Step(line) for line in block["text"].splitlines() if _is_run(line))
        elif block["language"] == "console":
            yield from _steps_of_console(block["text"].splitlines())


def _steps_of_console(lines: list[str]) -> Iterator[Step]:
    step = Step()
    for line in lines:
        if line.startswith("$ "):
            if _is_run(step.line):
                yield step
            step = Step(line[2:])
        else:
            step.shown.append(line)
    if _is_run(step.line):
        yield step


def _is_run(line: str) -> bool:
    words = [word for word in line.split() if not _SETTING.match(word)]
    return words[:1] == ["commplan"] or words[:2] == ["cp", "-r"]


def mistakes(text: str, folder: Path, cache: Path) -> list[str]:
    """Where a page says something else than the program does."""
    for name in ("cases", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    found = []
    for step in steps_of(text):
        if step.file:
            found += _edited(folder / step.file, step)
            continue
        words = shlex.split(step.line, comments=True)
        if words[:2] == ["cp", "-r"]:
            shutil.copytree(folder / words[2], folder / words[3])
            continue
        start = words.index("commplan")
        settings = dict(word.split("=", 1) for word in words[:start])
        result = _run(words[start + 1 :], folder, {"XDG_CACHE_HOME": str(cache), **settings})
        if result.exit_code != step.code:
            found.append(f"{step.line}: exit code {result.exit_code}, not {step.code}\n{result.stderr}")
        printed = f"\n{result.stdout}\n{result.stderr}\n"
        found += [f"{step.line}: does not print\n{passage}" for passage in step.passages if f"\n{passage}\n" not in printed]
    return found


def _edited(path: Path, step: Step) -> list[str]:
    """Write or change a file as a page says; what does not fit it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if step.does != "file" else ""
    if step.does == "change":
        lines = step.text.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
        if before.count(old) != 1:
            return [f"{step.file} has not once:\n{old}"]
        path.write_text(before.replace(old, new), encoding="utf-8")
    else:
        path.write_text(before + step.text, encoding="utf-8")
    return []


def _run(words: Sequence[str], folder: Path, settings: dict[str, str]) -> Result:
    """Run the command in this process (a process of its own would take ten times as long), on a terminal of 80 columns."""
    gc.disable()  # as `main` does; here it would look through all that earlier pages left, again and again
    try:
        with chdir(folder):
            return CliRunner().invoke(cli, words, prog_name="commplan", env={"COLUMNS": "80", "COMMPLAN_LANG": None, **settings})
    finally:
        gc.enable()
