"""The documentation says what the program does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from commplan_advisor.cli.main import cli
from tests.docs.pages import LEFT_OUT, mistakes, pages, steps_of
from tests.support.shipped import ROOT

COMMANDS = ROOT / "docs" / "reference" / "commands.md"
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


# ---- commands that are shown ----------------------------------------------------------------------------------------------------


def runs(page: Path) -> object:
    """A page as a case of a test; one that walks through a change of the rules takes half a minute, and so do all commands in a row."""
    return pytest.param(page, id=page.name, marks=pytest.mark.broad if page.parent.name == "wijzigingen" or page == COMMANDS else ())


@pytest.mark.parametrize("page", [runs(page) for page in pages() if any(steps_of(page.read_text(encoding="utf-8")))])
def test_every_command_of_a_page_does_what_the_page_says(page: Path, tmp_path: Path, cache: Path) -> None:
    assert mistakes(page.read_text(encoding="utf-8"), tmp_path, cache) == []


def test_a_page_with_a_wrong_command_or_a_wrong_output_is_noticed(tmp_path: Path, cache: Path) -> None:
    page = (
        "<!-- file: ede.yaml -->\n```yaml\nmunicipality: {name: Ede}\n```\n"
        "```console\n$ commplan check ede.yaml\nede.yaml:  in orde.\n```\n"
        "```sh\ncommplan check nergens.yaml\ncommplan check ede.yaml  # exit 1\n```\n"
    )
    found = mistakes(page, tmp_path, cache)
    assert [line.partition(":")[0] for line in found] == [
        "commplan check ede.yaml",
        "commplan check nergens.yaml",
        "commplan check ede.yaml  # exit 1",
    ]


def test_a_change_that_a_page_makes_must_fit_the_file(tmp_path: Path, cache: Path) -> None:
    page = (
        "<!-- file: ede.yaml -->\n```yaml\nmunicipality:\n  name: Ede\n```\n"
        "<!-- change: ede.yaml -->\n```diff\n municipality:\n-  name: Ede\n+  name: Epe\n```\n"
        "<!-- add: ede.yaml -->\n```yaml\nproblems: []\n```\n"
        "```console\n$ commplan advise ede.yaml --quick\nAdvies voor het communicatieplan van Epe\n```\n"
        "<!-- change: ede.yaml -->\n```diff\n-  name: Ede\n+  name: Elst\n```\n"
    )
    assert mistakes(page, tmp_path, cache) == ["ede.yaml has not once:\n  name: Ede\n"]


@pytest.mark.parametrize("name", ["README.md", "README.nl.md"])
def test_the_readme_shows_real_output(name: str, tmp_path: Path, cache: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (shown,) = [step for step in steps_of(text) if step.line.startswith("commplan advise cases/real/nijkerk-2016.yaml") and step.shown]
    assert len(shown.shown) - shown.shown.count(LEFT_OUT) >= 20
    block = "\n".join(["```console", f"$ {shown.line}", *shown.shown, "```"])
    assert mistakes(block, tmp_path, cache) == []
    assert mistakes(block.replace("Waarom: ", "Waarom:  "), tmp_path / "changed", cache) != []


# ---- the reference of the commands ----------------------------------------------------------------------------------------------


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """A group and everything below it, by the words that are typed."""
    yield name, group
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


ALL_COMMANDS = dict(commands(cli, "commplan"))


def section(name: str) -> str:
    """What the reference says of a command: from its heading to the next of any level."""
    text = COMMANDS.read_text(encoding="utf-8")
    found = re.search(rf"^#+ `{re.escape(name)}`$(.*?)(?=^#|\Z)", _without_comments(text), re.DOTALL | re.MULTILINE)
    assert found, f"docs/reference/commands.md has no heading `{name}`"
    return found[1]


def _without_comments(text: str) -> str:
    """The text without `# exit 1` and the like in its blocks, which look like headings."""
    return _FENCED.sub(lambda block: re.sub(r"^#", " #", block[0], flags=re.MULTILINE), text)


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    said = section(name)
    for parameter in ALL_COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}" in said, f"{name}: {option} is not described"
        if isinstance(parameter.type, click.Choice):
            for choice in parameter.type.choices:
                assert f"`{choice}`" in said, f"{name}: the choice {choice} is not described"
        if isinstance(parameter.envvar, str):
            assert parameter.envvar in said, f"{name}: {parameter.envvar} is not described"


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_the_reference_names_no_option_that_a_command_does_not_have(name: str) -> None:
    known = {option for parameter in ALL_COMMANDS[name].params for option in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help",
        "--version",
    }
    assert set(re.findall(r"--[a-z][a-z-]*", section(name))) <= known


def test_the_reference_names_no_command_that_is_not_there() -> None:
    headings = re.findall(r"^#+ `(commplan[^`]*)`$", COMMANDS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(ALL_COMMANDS)


# ---- links ------------------------------------------------------------------------------------------------------------------------


def markdown_files() -> list[Path]:
    """All Markdown files of the repository."""
    made = ("build", "dist", "htmlcov", "node_modules")
    return sorted(
        path
        for path in ROOT.rglob("*.md")
        if not any(part.startswith(".") or part in made or part.endswith(".egg-info") for part in path.relative_to(ROOT).parts[:-1])
    )


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a page, as forges make them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in _HEADING.findall(_FENCED.sub("", text))}


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    broken = []
    for link in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        name, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = page.parent / name if name else page
        leads = target.exists() and (not anchor or anchor in anchors(target.read_text(encoding="utf-8")))
        broken += [] if leads else [link]
    return broken


@pytest.mark.parametrize("page", markdown_files(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page) == []


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# Here it is\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text("[a](there.md#here-it-is) [b](there.md#nowhere) [c](gone.md) [d](https://example.org)\n", encoding="utf-8")
    assert broken_links(page) == ["there.md#nowhere", "gone.md"]


def test_every_page_of_the_documentation_can_be_reached_from_its_index() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        links = _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
        waiting += [page.parent / link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert {page.resolve() for page in (ROOT / "docs").rglob("*.md")} <= reached


# ---- what is taken from the program -----------------------------------------------------------------------------------------------


def generated(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, folder / "docs" / "generate.py", "--check"], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_what_is_taken_from_the_program_is_current() -> None:
    result = generated(ROOT)
    assert (result.returncode, result.stdout) == (0, ""), "run docs/generate.py"


def test_a_question_that_is_not_in_the_table_is_noticed(tmp_path: Path) -> None:
    for name in ("docs", "cases"):
        shutil.copytree(ROOT / name, tmp_path / name)
    page = tmp_path / "docs" / "reference" / "questionnaire.md"
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    page.write_text("".join(line for line in lines if "`situation.register.exists`" not in line), encoding="utf-8")
    result = generated(tmp_path)
    assert result.returncode == 1
    assert "docs/reference/questionnaire.md" in result.stdout
