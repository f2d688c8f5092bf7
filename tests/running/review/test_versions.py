"""The versions of a plan: each is written once, whole or not at all, and never lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from jsonschema import Draft202012Validator

from commplan_advisor.common.faults import FaultyInputError, UnreadableFileError
from commplan_advisor.running.review.plan import SCHEMA, PlanVersion
from commplan_advisor.running.review.versions import as_text, keep, plan_folder, schema, versions_in
from tests.support.reviewing import JUNE, SEPTEMBER, adopted, beukendal, measured, noted, reviewed
from tests.support.shipped import ROOT

PUBLISHED = ROOT / "docs" / "reference" / "plan-version.schema.json"


@cache
def some_versions() -> tuple[PlanVersion, ...]:
    """Three versions with all that there can be in them."""
    first = adopted()
    notes = noted(recruit_second_admin="started", measure_baseline="done") + noted(reason="Nee.", promote_burgernet="dropped")
    rows = measured("two-admins", ("2026-03-01", 30), ("2026-05-29", 28), n=12)
    second = reviewed(first, JUNE, notes=notes, measured=rows).next
    answers = beukendal(("situation.initiatives.0.conflicts", "often"), ("situation.initiatives.0.members_leaving", "often"))
    return first, second, reviewed(second, SEPTEMBER, answers=answers, notes=notes, measured=rows).next


def test_what_is_kept_is_read_back_the_same(tmp_path: Path) -> None:
    versions = some_versions()
    for one in versions:
        keep(one, tmp_path / "x.plan")
    found = versions_in(tmp_path / "x.plan")
    assert found.found == versions
    assert found.last == versions[-1]
    assert found.faults == ()


def test_a_version_is_valid_against_the_published_schema() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert published == schema()
    for one in some_versions():
        told = json.loads(as_text(one))
        assert told["schema"] == SCHEMA
        Draft202012Validator(published).validate(told)


def test_the_same_version_gives_the_same_bytes() -> None:
    assert [as_text(one) for one in some_versions()] == [as_text(one) for one in some_versions.__wrapped__()]


def test_the_folder_stands_beside_the_case() -> None:
    assert plan_folder(Path("a/nijkerk.yaml")) == Path("a/nijkerk.plan")
    assert plan_folder(Path("nijkerk.2026.xlsx")) == Path("nijkerk.2026.plan")
    assert plan_folder(Path("zonder")) == Path("zonder.plan")


def test_there_are_no_versions_where_there_is_no_folder(tmp_path: Path) -> None:
    assert versions_in(tmp_path / "nergens").last is None


def test_a_version_is_never_written_over(tmp_path: Path) -> None:
    first = adopted()
    path = keep(first, tmp_path)
    before = path.read_bytes()
    with pytest.raises(UnreadableFileError):
        keep(replace(first, municipality="Anders"), tmp_path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["1.json"]


@pytest.mark.parametrize("damage", ["{", "[]", "", "{}", "cut", "changed", "number", "stamp", "half"])
def test_a_damaged_version_is_told_and_not_used(tmp_path: Path, damage: str) -> None:
    first, second, _ = some_versions()
    keep(first, tmp_path)
    path = keep(second, tmp_path)
    text = path.read_text(encoding="utf-8")
    changed = {
        "cut": text[: len(text) // 2],
        "half": text[:-3],
        "changed": text.replace("Beukendal", "Beukenbos", 1),
        "number": text.replace('"number": 2', '"number": 3', 1),
        "stamp": text.replace('"stamp"', '"stampp"'),
    }
    path.write_text(changed.get(damage, damage), encoding="utf-8")
    found = versions_in(tmp_path)
    assert [one.number for one in found.found] == [1]
    assert [fault.place.file for fault in found.faults] == [str(path)]
    assert "beschadigd" in found.faults[0].message.nl
    with pytest.raises(FaultyInputError):
        _ = found.last


def test_a_version_of_a_newer_program_is_told(tmp_path: Path) -> None:
    path = keep(adopted(), tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(SCHEMA, "commplan-plan-version/2"), encoding="utf-8")
    assert "nieuwere" in versions_in(tmp_path).faults[0].message.nl


def test_an_earlier_version_that_is_missing_is_told_and_the_last_one_still_counts(tmp_path: Path) -> None:
    for one in some_versions():
        keep(one, tmp_path)
    (tmp_path / "2.json").unlink()
    found = versions_in(tmp_path)
    assert [one.number for one in found.found] == [1, 3]
    assert [fault.place.file for fault in found.faults] == [str(tmp_path / "2.json")]
    assert found.last is not None
    assert found.last.number == 3


def test_other_files_in_the_folder_do_no_harm(tmp_path: Path) -> None:
    keep(adopted(), tmp_path)
    for name in (".2.99.tmp", "notulen.docx", "01.json", "0.json", "2.json.bak"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    found = versions_in(tmp_path)
    assert (found.newest, found.faults) == (1, ())


def test_a_version_too_large_to_read_back_keeps_the_receipt_of_its_advice(tmp_path: Path) -> None:
    first = adopted()
    large = replace(first, advice={**first.advice, "findings": ["x" * 1000] * 2500})
    keep(large, tmp_path)
    (found,) = versions_in(tmp_path).found
    assert set(found.advice) == {"schema", "receipt"}
    assert found.actions == first.actions


_KEEPING = """
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from commplan_advisor.running.review.versions import keep, versions_in
folder = Path(sys.argv[1])
last = versions_in(folder).last
print("ready", flush=True)
for number in range(last.number + 1, 10_000):
    keep(replace(last, number=number), folder)
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_while_versions_are_kept_loses_nothing(tmp_path: Path, seed: int) -> None:
    keep(adopted(), tmp_path)
    process = subprocess.Popen([sys.executable, "-c", _KEEPING, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(Random(seed).uniform(0.005, 0.08))
    process.send_signal(signal.SIGKILL)
    confirmed = [int(line) for line in process.stdout.read().splitlines() if line.strip()]
    process.wait()
    found = versions_in(tmp_path)
    assert found.faults == ()
    assert [one.number for one in found.found] == list(range(1, found.newest + 1))
    assert found.newest in (len(confirmed) + 1, len(confirmed) + 2)
    assert found.last is not None
    keep(replace(found.last, number=found.newest + 1), tmp_path)
    assert versions_in(tmp_path).faults == ()


def test_of_two_who_keep_at_once_one_is_told(tmp_path: Path) -> None:
    first = adopted()
    keep(first, tmp_path)
    script = (
        "import sys;from pathlib import Path;from dataclasses import replace;"
        "from commplan_advisor.running.review.versions import *;from commplan_advisor.common.faults import UnreadableFileError\n"
        "last = versions_in(Path(sys.argv[1])).last; sys.stdin.readline()\n"
        "try: keep(replace(last, number=2, municipality=sys.argv[2]), Path(sys.argv[1])); print('kept')\n"
        "except UnreadableFileError: print('told')\n"
    )
    several = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in ("A", "B", "C")
    ]
    for one in several:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    assert sorted(one.communicate()[0].strip() for one in several) == ["kept", "told", "told"]
    found = versions_in(tmp_path)
    assert (found.newest, found.faults) == (2, ())
