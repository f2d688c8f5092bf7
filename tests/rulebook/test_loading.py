"""The rule book as of a day: dated rules and parameters, a digest of what it says, and results that are kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.kept import kept
from commplan_advisor.rulebook import loading
from commplan_advisor.rulebook.loading import load_rulebook
from commplan_advisor.rulebook.model import RuleBook
from tests.support.command import commplan
from tests.support.rulefolder import SMALL, changed, written
from tests.support.shipped import ROOT

PROBLEMS, SITUATION = "problems/coverage.yaml", "situation/register.yaml"
DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the cache and not found there, so that it had to be worked out."""
    worked_out: list[str] = []

    def counted(name: str, compute: Callable[[], str]) -> str:
        def noted() -> str:
            worked_out.append(name)
            return compute()

        return kept(name, noted)

    monkeypatch.setattr(loading, "kept", counted)
    return worked_out


def ids(book: RuleBook) -> list[str]:
    return [rule.id for rule in book.rules]


# -- as of a day ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2026, 6, 1), True),
        (date(2027, 12, 31), True),
        (date(2028, 1, 1), False),
    ],
)
def test_a_rule_counts_from_its_first_to_its_last_day(day: date, counts: bool, tmp_path: Path) -> None:
    book = load_rulebook(written(tmp_path / "regels"), day)
    assert ("low-coverage" in ids(book)) is counts
    assert {"no-register", "set-up-register-low-coverage", "neighbours-day", "police-advises"} <= set(ids(book))
    assert book.as_of == day


@pytest.mark.parametrize(
    ("valid", "days"),
    [
        ("{from: 2026-01-01}", [False, True, True]),
        ("{until: 2026-01-01}", [True, True, False]),
        ("{from: 2026-01-01, until: 2026-01-01}", [False, True, False]),
        ("{}", [True, True, True]),
    ],
)
def test_a_rule_may_have_no_first_or_no_last_day(valid: str, days: list[bool], tmp_path: Path) -> None:
    files = changed(SMALL, PROBLEMS, "{from: 2025-01-01, until: 2027-12-31}", valid)
    folder = written(tmp_path / "regels", files)
    asked = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)]
    assert ["low-coverage" in ids(load_rulebook(folder, day)) for day in asked] == days


@pytest.mark.parametrize(
    ("day", "value"), [(date(2025, 1, 1), 50), (date(2026, 6, 30), 50), (date(2026, 7, 1), 60), (date(2027, 1, 1), 60)]
)
def test_a_parameter_has_the_value_of_the_day(day: date, value: int, tmp_path: Path) -> None:
    book = load_rulebook(written(tmp_path / "regels"), day)
    assert book.parameters["low_coverage"].value == value
    (rule,) = [rule for rule in book.rules if rule.id == "low-coverage"]
    (condition,) = [one for one in rule.conditions if one.parameter]
    assert (condition.parameter, condition.values) == ("low_coverage", (value,))


def test_a_rule_does_not_count_before_its_parameter_has_a_value(tmp_path: Path) -> None:
    folder = written(tmp_path / "regels", changed(SMALL, PROBLEMS, "  valid: {from: 2025-01-01, until: 2027-12-31}\n", ""))
    before, after = load_rulebook(folder, date(2019, 12, 31)), load_rulebook(folder, date(2020, 1, 1))
    assert "low_coverage" not in before.parameters
    assert set(ids(after)) - set(ids(before)) == {"low-coverage"}


def test_the_values_of_a_parameter_may_stand_in_any_order(tmp_path: Path) -> None:
    files = changed(SMALL, "parameters.yaml", "2020-01-01, value: 50", "2026-08-01, value: 70")
    folder = written(tmp_path / "regels", files)
    assert load_rulebook(folder, date(2026, 7, 31)).parameters["low_coverage"].value == 60
    assert load_rulebook(folder, date(2026, 8, 1)).parameters["low_coverage"].value == 70


def test_as_of_is_an_option_of_the_command(tmp_path: Path) -> None:
    folder = written(tmp_path / "regels")
    for day, counts in (("2027-12-31", True), ("2028-01-01", False)):
        listed = json.loads(commplan("rules", "list", "--rules", folder, "--as-of", day, "--format", "json").stdout)["rules"]
        assert ("low-coverage" in [rule["id"] for rule in listed]) is counts


# -- the digest -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_the_digest_is_the_same_whatever_the_order_of_rules_and_files(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    rules = SMALL["strategy/moments.yaml"].split("\n\n")
    files = {name: text for name, text in SMALL.items() if name != "strategy/moments.yaml"}
    rng.shuffle(rules)
    if rng.random() < 0.5:
        files["strategy/z.yaml"] = "\n\n".join(rules)
    else:
        files |= {f"strategy/{rng.random()}.yaml": rule for rule in rules}
    names = list(files)
    rng.shuffle(names)
    one = load_rulebook(written(tmp_path / "een"), DAY)
    other = load_rulebook(written(tmp_path / "twee", {name: files[name] for name in names}), DAY)
    assert other.digest == one.digest
    assert ids(other) == ids(one)


def test_the_digest_does_not_depend_on_the_order_of_conditions_comments_or_the_day(tmp_path: Path) -> None:
    text = SMALL[PROBLEMS]
    first, second = "    initiative.coverage: {below: $low_coverage}\n", "    initiative.platform: [whatsapp, nextdoor]\n"
    assert first + second in text
    turned = text.replace(first + second, "# andersom\n" + second.replace("whatsapp, nextdoor", "nextdoor, whatsapp") + first)
    one = load_rulebook(written(tmp_path / "een"), DAY)
    other = load_rulebook(written(tmp_path / "twee", {**SMALL, PROBLEMS: turned}), date(2027, 1, 1))
    assert other.digest == one.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PROBLEMS, "[whatsapp, nextdoor]", "[whatsapp, facebook]"),
        (PROBLEMS, "{below: $low_coverage}", "{at_most: $low_coverage}"),
        (PROBLEMS, "until: 2027-12-31", "until: 2028-12-31"),
        (PROBLEMS, "De dekking is", "Dekking is"),
        (PROBLEMS, "[format 4.1, practice]", "[format 4.1]"),
        (PROBLEMS, "id: low-coverage", "id: lower-coverage"),
        ("parameters.yaml", "value: 60", "value: 61"),
        ("sources.yaml", "year: 2026", "year: 2025"),
        ("catalogue/actions.yaml", "hours: 16", "hours: 17"),
        ("catalogue/roles.yaml", "nl: Politie", "nl: De politie"),
        ("rulebook.yaml", "high: 0", "high: 1"),
        ("rulebook.yaml", 'version: "1.0"', 'version: "1.1"'),
    ],
)
def test_the_digest_changes_when_the_book_says_something_else(file: str, old: str, new: str, tmp_path: Path) -> None:
    one = load_rulebook(written(tmp_path / "een"), DAY)
    other = load_rulebook(written(tmp_path / "twee", changed(SMALL, file, old, new)), DAY)
    assert other.digest != one.digest


# -- what is kept ---------------------------------------------------------------------------------------------------------------


def test_the_same_files_are_read_once(readings: list[str], tmp_path: Path) -> None:
    folder = written(tmp_path / "regels")
    first = load_rulebook(folder, DAY)
    assert len(readings) == 1
    assert load_rulebook(folder, DAY) == first
    assert load_rulebook(folder, date(2027, 1, 1)).digest == first.digest
    assert len(readings) == 1


def test_what_was_kept_is_never_stale(readings: list[str], tmp_path: Path) -> None:
    """Also when a file changes without a change of its size or of its time of change."""
    folder = written(tmp_path / "regels")
    file = folder / PROBLEMS
    status = file.stat()
    before = load_rulebook(folder, DAY)
    file.write_text(file.read_text(encoding="utf-8").replace("[whatsapp, nextdoor]", "[whatsapp, facebook]"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    after = load_rulebook(folder, DAY)
    assert [one.values for rule in before.rules for one in rule.conditions if one.field == "initiative.platform"] == [
        ("whatsapp", "nextdoor")
    ]
    assert [one.values for rule in after.rules for one in rule.conditions if one.field == "initiative.platform"] == [
        ("whatsapp", "facebook")
    ]
    file.rename(file.with_name("elders.yaml"))
    assert {rule.file for rule in load_rulebook(folder, DAY).rules_of("problems")} == {"problems/elders.yaml"}
    file.with_name("elders.yaml").unlink()
    assert load_rulebook(folder, DAY).rules_of("problems") == ()
    assert len(readings) == 4


def test_a_faulty_rule_book_is_not_kept(cache: Path, tmp_path: Path) -> None:
    folder = written(tmp_path / "regels", changed(SMALL, SITUATION, "for: case", "for: cases"))
    for _ in range(2):
        with pytest.raises(FaultyInputError):
            load_rulebook(folder, DAY)
    assert list(cache.rglob("*.json")) == []
    written(folder)
    assert "no-register" in ids(load_rulebook(folder, DAY))


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "cut at a line end": lambda data: data[: len(data) // 2] + b"\n",
    "other text": lambda _: b"geen JSON\n",
    "other JSON": lambda _: b"{}\n",
    "no text": lambda _: b"\xff\xfe\x00\n",
    "one letter": lambda data: data.replace(b"whatsapp", b"whatsapq"),
    "nothing in it": lambda data: data[:65] + b"{}",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_in_the_cache_changes_nothing(damage: str, cache: Path, readings: list[str], tmp_path: Path) -> None:
    folder = written(tmp_path / "regels")
    fine = load_rulebook(folder, DAY)
    (file,) = cache.rglob("*.json")
    whole = file.read_bytes()
    file.write_bytes(DAMAGE[damage](whole))
    assert file.read_bytes() != whole
    assert load_rulebook(folder, DAY) == fine
    assert len(readings) == 2
    assert file.read_bytes() == whole


def test_a_cache_that_is_no_folder_changes_nothing(cache: Path, readings: list[str], tmp_path: Path) -> None:
    folder = written(tmp_path / "regels")
    cache.write_text("in de weg", encoding="utf-8")
    assert load_rulebook(folder, DAY) == load_rulebook(folder, DAY)
    assert len(readings) == 2
    assert cache.read_text(encoding="utf-8") == "in de weg"


def test_a_folder_in_the_place_of_what_was_kept_changes_nothing(cache: Path, tmp_path: Path) -> None:
    folder = written(tmp_path / "regels")
    fine = load_rulebook(folder, DAY)
    (file,) = cache.rglob("*.json")
    file.unlink()
    file.mkdir()
    assert load_rulebook(folder, DAY) == fine


@pytest.mark.parametrize("home", ["closed", "none"])
def test_advice_is_the_same_without_a_cache_to_write_in(home: str, tmp_path: Path) -> None:
    call = ("advise", ROOT / "cases" / "example" / "silent-groups.yaml", "--start", "2026-03-02", "--as-of", "2026-03-02")
    fine = commplan(*call)
    closed = tmp_path / "dicht"
    closed.mkdir()
    closed.chmod(0o500)
    environment = {"XDG_CACHE_HOME": str(closed)} if home == "closed" else {"XDG_CACHE_HOME": "", "HOME": "~nobody-of-that-name"}
    result = commplan(*call, ordinary=True, cwd=tmp_path, **environment)
    assert (fine.returncode, result.returncode) == (0, 0)
    assert (result.stdout, result.stderr) == (fine.stdout, "")
    assert list(closed.iterdir()) == []


def test_a_cache_that_may_not_be_read_changes_nothing(cache: Path, tmp_path: Path) -> None:
    call = ("rules", "list", "--rules", written(tmp_path / "regels"), "--as-of", "2026-03-02")
    fine = commplan(*call)
    (file,) = cache.rglob("*.json")
    file.chmod(0)
    result = commplan(*call, ordinary=True)
    assert (fine.returncode, result.returncode) == (0, 0)
    assert (result.stdout, result.stderr) == (fine.stdout, "")


def test_no_more_is_kept_than_is_useful(cache: Path, tmp_path: Path) -> None:
    """The oldest go first."""
    folder = written(tmp_path / "regels")
    load_rulebook(folder, DAY)
    (first,) = cache.rglob("*.json")
    for number in range(250):
        other = first.with_name(f"{number:040}.json")
        other.write_text("oud", encoding="utf-8")
        os.utime(other, ns=(number, number))
    file = folder / SITUATION
    file.write_text(file.read_text(encoding="utf-8") + "# anders\n", encoding="utf-8")
    load_rulebook(folder, DAY)
    left = set(cache.rglob("*.json"))
    assert len(left) == 200
    assert first in left
    assert first.with_name(f"{249:040}.json") in left
    assert first.with_name(f"{0:040}.json") not in left
