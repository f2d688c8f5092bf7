"""`commplan rules diff` and `commplan rules impact`, as their users call them: folders, revisions of git, forms and exit codes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from tests.support.command import commplan, commplan_here
from tests.support.rulefolder import SMALL, written
from tests.support.rulefolder import changed as with_text

_WIDER = with_text(SMALL, "problems/coverage.yaml", "[whatsapp, nextdoor]", "[whatsapp, nextdoor, telegram]")
_TELEGRAM = """\
municipality: {name: Beekwaarde}
situation:
  initiatives: [{platform: telegram, coverage: 10}]
  register: {exists: nee}
"""
_WHATSAPP = _TELEGRAM.replace("telegram", "whatsapp")
_DAY = ("--as-of", "2026-03-02")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """A folder with two rule books and two questionnaires, as the place where commands are called."""
    written(tmp_path / "old")
    written(tmp_path / "new", _WIDER)
    written(tmp_path, {"cases/telegram.yaml": _TELEGRAM, "cases/whatsapp.yaml": _WHATSAPP})
    with chdir(tmp_path):
        yield tmp_path


def _git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *settings, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    """A repository with a rule book in `policy/rules`: first the small one, tagged v1, then one that holds more often."""
    folder = tmp_path / "repository"
    rules = written(folder / "policy" / "rules")
    _git(folder, "init", "-b", "main")
    _git(folder, "add", ".")
    _git(folder, "commit", "-m", "one")
    _git(folder, "tag", "v1")
    written(rules, _WIDER)
    _git(folder, "commit", "-am", "two")
    with chdir(folder):
        yield folder


def _diff(*arguments: str) -> dict[str, object]:
    result = commplan_here("rules", "diff", *arguments, *_DAY, "--format", "json")
    assert result.exit_code == 0, result.stderr
    told: dict[str, object] = json.loads(result.stdout)
    return told


# -- diff ------------------------------------------------------------------------------------------------------------------------------


def test_a_difference_on_a_terminal(here: Path) -> None:
    result = commplan("rules", "diff", "old", "new", *_DAY, cwd=here)
    assert result.returncode == 0
    assert "anders: low-coverage" in result.stdout
    assert "Geldt voor meer vragenlijsten." in result.stdout
    assert "vaker (2): police-advises, set-up-register-low-coverage" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_the_same_in_english(here: Path) -> None:
    result = commplan_here("rules", "diff", "old", "new", *_DAY, "--lang", "en")
    assert "Holds for more questionnaires." in result.stdout


@pytest.mark.parametrize(("form", "says"), [("markdown", "- **anders:** low-coverage"), ("html", "<strong>anders:</strong> low-coverage")])
def test_other_forms(here: Path, form: str, says: str) -> None:
    assert says in commplan_here("rules", "diff", "old", "new", *_DAY, "--format", form).stdout
    assert commplan_here("rules", "diff", "old", "new", *_DAY, "-o", f"told.{form[:2]}", "--format", form).exit_code == 0
    assert says in (here / f"told.{form[:2]}").read_text(encoding="utf-8")


def test_the_form_follows_the_name_of_the_file(here: Path) -> None:
    commplan_here("rules", "diff", "old", "new", "-o", "told.json")
    told = json.loads((here / "told.json").read_text(encoding="utf-8"))
    assert told["schema"] == "commplan-rules-diff/1"
    assert [(one["id"], one["how"], one["reach"]) for one in told["changes"]] == [("low-coverage", "changed", "wider")]


def test_fail_on_change(here: Path) -> None:
    assert commplan_here("rules", "diff", "old", "new", *_DAY, "--fail-on-change").exit_code == 1
    assert commplan_here("rules", "diff", "old", "old", *_DAY, "--fail-on-change").exit_code == 0


def test_one_folder_on_two_days(here: Path) -> None:
    told = json.loads(
        commplan_here("rules", "diff", "old", "--as-of-old", "2026-03-02", "--as-of", "2026-08-01", "--format", "json").stdout
    )
    assert not told["changes"]
    assert [(one["id"], one["old"], one["new"]) for one in told["dated"]] == [("low_coverage", 50, 60)]


# -- revisions of git ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1:policy/rules", "main:policy/rules"),
        ("HEAD~1:policy/rules/", "policy/rules"),
        ("v1", "policy/rules"),
        ("HEAD~1", "main:policy/rules"),
    ],
)
def test_revisions_of_git(repository: Path, old: str, new: str) -> None:
    changes = _diff(old, new)["changes"]
    assert isinstance(changes, list)
    assert [one["id"] for one in changes] == ["low-coverage"]


def test_a_folder_alone_is_compared_with_what_git_has_of_it(repository: Path) -> None:
    assert _diff("policy/rules")["same"] is True
    written(repository / "policy" / "rules")
    told = _diff("policy/rules")
    assert told["same"] is False
    assert told["old"]["name"] == "HEAD:policy/rules"  # type: ignore[index]


def test_from_within_a_folder_of_the_repository(repository: Path) -> None:
    with chdir(repository / "policy"):
        assert _diff("v1", "rules")["same"] is False
        assert _diff("main", "rules")["same"] is True


def test_what_git_has_is_read_and_nothing_is_touched(repository: Path) -> None:
    (repository / "policy" / "rules" / "problems" / "coverage.yaml").write_text("- id: half", encoding="utf-8")
    assert _diff("v1:policy/rules", "main:policy/rules")["same"] is False
    assert (repository / "policy" / "rules" / "problems" / "coverage.yaml").read_text(encoding="utf-8") == "- id: half"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "mian",
            "policy/rules",
            "mian: is geen map, en geen versie die git kent (een tak, een label of een nummer zoals HEAD~1). Bedoelt u 'main'?",
        ),
        ("main:rules", "policy/rules", "main:rules: de map 'rules' is er niet in deze versie."),
        ("main:policy", "policy/rules", "main:policy: is geen map met regels: er is geen rulebook.yaml in."),
        ("main:policy/rules/rulebook.yaml", "policy/rules", "is er niet in deze versie."),
        ("policy/rules", "nowhere", "nowhere: is geen map, en geen versie die git kent"),
        ("", "policy/rules", "is geen map"),
    ],
)
def test_a_version_that_is_not_there(repository: Path, old: str, new: str, says: str) -> None:
    result = commplan_here("rules", "diff", old, new)
    assert result.exit_code == 3
    assert says in result.stderr
    assert not result.stdout


def test_outside_of_a_repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    alone = commplan_here("rules", "diff", "old")
    assert (alone.exit_code, alone.stderr) == (3, "old: staat niet in git. Geef ook een versie om mee te vergelijken.\n")
    mistyped = commplan_here("rules", "diff", "odl", "new")
    assert mistyped.stderr == "odl: is geen map, en er is hier geen versiebeheer met git. Bedoelt u 'old'?\n"


def test_without_git(here: Path) -> None:
    result = commplan("rules", "diff", "main", "new", cwd=here, PATH=str(here))
    assert result.returncode == 3
    assert result.stderr == "git: is niet te vinden. Installeer git, of geef twee mappen.\n"
    assert commplan("rules", "diff", "old", "new", cwd=here, PATH=str(here)).returncode == 0


def test_faults_of_a_version_in_git_name_the_version(repository: Path) -> None:
    written(repository / "policy" / "rules", {"problems/coverage.yaml": SMALL["problems/coverage.yaml"].replace("whatsapp", "watsapp")})
    _git(repository, "commit", "-am", "wrong")
    result = commplan_here("rules", "diff", "main", "policy/rules")
    assert result.exit_code == 1
    assert result.stderr.startswith("main:policy/rules/problems/coverage.yaml:5:")
    assert "'watsapp'" in result.stderr


def test_links_in_git_are_refused(repository: Path) -> None:
    (repository / "policy" / "rules" / "problems" / "more.yaml").symlink_to("coverage.yaml")
    _git(repository, "add", ".")
    _git(repository, "commit", "-m", "link")
    result = commplan_here("rules", "diff", "main", "policy/rules")
    assert result.exit_code == 3
    assert result.stderr.startswith("main:policy/rules/problems/more.yaml: is een koppeling")


# -- impact ----------------------------------------------------------------------------------------------------------------------------


def test_the_impact_of_a_change(here: Path) -> None:
    result = commplan("rules", "impact", "old", "new", "--cases", "cases", *_DAY, cwd=here)
    assert result.returncode == 0
    assert "1 van de 2 vragenlijsten: ander advies." in result.stdout
    assert "cases/telegram.yaml" in result.stdout
    assert "cases/whatsapp.yaml" not in result.stdout
    assert "actie: Richt een register in [set-up-register]: 1 vragenlijst" in result.stdout
    assert "regel: low-coverage: situation.initiatives[1].platform=telegram" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_the_impact_as_json(here: Path) -> None:
    told = json.loads(commplan_here("rules", "impact", "old", "new", "--cases", "cases", *_DAY, "--format", "json").stdout)
    assert told["schema"] == "commplan-rules-impact/1"
    assert [one["file"] for one in told["affected"]] == ["cases/telegram.yaml"]
    assert {(one["kind"], one["id"], one["how"]) for one in told["affected"][0]["told"]} >= {
        ("problem", "low_coverage", "added"),
        ("action", "set-up-register", "added"),
    }
    assert told["by_change"] == [{"change": ["rule", "low-coverage"], "cases": 1}]
    assert [(one["id"], one["search"]) for one in told["witnesses"]] == [("low-coverage", "found")]


@pytest.mark.parametrize(("form", "says"), [("markdown", "| regel low-coverage | 1 |"), ("html", '<td class="short">1</td>')])
def test_the_impact_in_other_forms(here: Path, form: str, says: str) -> None:
    assert says in commplan_here("rules", "impact", "old", "new", "--cases", "cases", *_DAY, "--quick", "--format", form).stdout


def test_questionnaires_are_written_and_get_other_advice(here: Path) -> None:
    call = ("rules", "impact", "old", "new", "--cases", "cases", *_DAY, "--write", "found")
    result = commplan_here(*call)
    assert "found/rule-low-coverage.yaml" in result.stdout
    advices = [
        commplan_here("advise", "found/rule-low-coverage.yaml", "--rules", rules, *_DAY, "--format", "json").stdout
        for rules in ("old", "new")
    ]
    before, after = ([one["id"] for one in json.loads(advice)["problems"]] for advice in advices)
    assert (before, after) == ([], ["low_coverage"])
    again = commplan_here(*call)
    assert again.exit_code == 3
    assert "bestaat al" in again.stderr
    assert not again.stdout
    assert commplan_here(*call, "--force").exit_code == 0


def test_fail_on_change_when_no_case_is_like_it_either(here: Path) -> None:
    call = ("rules", "impact", "old", "new", "--cases", "cases/whatsapp.yaml", *_DAY)
    result = commplan_here(*call, "--fail-on-change")
    assert result.exit_code == 1
    assert "Geen van de 1 vragenlijsten krijgt een ander advies." in result.stdout
    assert commplan_here(*call, "--fail-on-change", "--quick").exit_code == 0
    assert commplan_here("rules", "impact", "old", "old", "--cases", "cases", *_DAY, "--fail-on-change").exit_code == 0


def test_a_sample(here: Path) -> None:
    def files(*more: str) -> list[str]:
        told = json.loads(
            commplan_here("rules", "impact", "old", "new", "--cases", "cases", *_DAY, "--quick", "--format", "json", *more).stdout
        )
        assert (told["cases"], told["of"]) == (1, 2)
        return [one["file"] for one in told["affected"]]

    assert files("--sample", "1", "--seed", "3") == files("--sample", "1", "--seed", "3")
    assert {bool(files("--sample", "1", "--seed", str(seed))) for seed in range(8)} == {True, False}


def test_a_change_without_any_effect_says_so(here: Path) -> None:
    never = with_text(
        SMALL,
        "strategy/moments.yaml",
        "introduction.goals: {includes: cohesion}",
        "introduction.goals: {includes: cohesion, lacks: cohesion}",
    )
    written(here / "never", never)
    written(here / "more", with_text(never, "strategy/moments.yaml", "lacks: cohesion}", "lacks: [cohesion, overview]}"))
    result = commplan_here("rules", "impact", "never", "more", "--cases", "cases", *_DAY)
    assert "maakt voor geen enkele vragenlijst verschil (met hooguit 3 rijen in elke lijst)" in " ".join(
        line.strip(" │├└─") for line in result.stdout.splitlines()
    )


def test_a_faulty_case_is_told_and_the_rest_goes_on(here: Path) -> None:
    (here / "cases" / "wrong.yaml").write_text("municipality: {nam: X}\n", encoding="utf-8")
    result = commplan_here("rules", "impact", "old", "new", "--cases", "cases", *_DAY, "--quick")
    assert result.exit_code == 1
    assert "cases/wrong.yaml" in result.stderr
    assert "1 van de 2 vragenlijsten" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("impact", "old", "new", "--quick", "--write", "found"), 2, "--quick gaat niet samen met --write."),
        (("impact", "old", "new", "--sample", "0"), 2, "--sample"),
        (("impact", "old", "new", "--cases", "nowhere"), 3, "nowhere"),
        (("impact", "old", "new", "--cases", "cases", "--write", "old/rulebook.yaml"), 3, "kan geen map worden"),
        (("diff",), 2, "OLD"),
        (("diff", "old", "cases"), 3, "cases: is geen map met regels"),
        (("diff", "old", "new", "-o", "old/rulebook.yaml"), 3, "bestaat al"),
    ],
)
def test_wrong_use(here: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = commplan_here("rules", *arguments)
    assert result.exit_code == code
    assert says in result.stderr
