"""Malformed files by the thousand: never a traceback, never half an answer, and never exit 0 for what is surely wrong."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commplan_advisor.common.faults import FaultyInputError
from commplan_advisor.common.text import LANGUAGES
from commplan_advisor.questionnaire.reading import Case, load_case
from tests.support.answers import random_answers
from tests.support.command import commplan_here
from tests.support.mutations import as_yaml, damaged_bytes, damaged_text, damaged_value, surely_wrong
from tests.support.reading import outcome
from tests.support.shipped import shipped_cases

pytestmark = pytest.mark.broad

SEEDS = st.integers(0, 2**32)
MANY = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEWER = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def originals() -> list[tuple[str, bytes]]:
    """The shipped cases: the ending of their names and their bytes."""
    return [(path.suffix, path.read_bytes()) for path in shipped_cases()]


# -- cases: anything at all ---------------------------------------------------------------------------------------------------------


@MANY
@given(data=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")), json_=st.booleans())
def test_any_bytes_are_a_case_or_faults(data: bytes, json_: bool, tmp_path: Path) -> None:
    outcome(tmp_path / ("f.json" if json_ else "f.yaml"), data)


@MANY
@given(seed=SEEDS)
def test_a_case_damaged_in_its_bytes_is_a_case_or_faults(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    suffix, data = rng.choice(originals())
    outcome(tmp_path / f"f{suffix}", damaged_bytes(data, rng))


@MANY
@given(seed=SEEDS)
def test_a_case_damaged_in_its_text_is_a_case_or_faults(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    suffix, data = rng.choice(originals())
    outcome(tmp_path / f"f{suffix}", damaged_text(data.decode(), rng).encode("utf-8", "surrogatepass"))


@MANY
@given(seed=SEEDS)
def test_answers_damaged_in_values_keys_and_types_are_a_case_or_faults(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    answers = damaged_value(random_answers(rng, share=rng.choice([0.1, 0.5, 0.9])), rng)
    outcome(tmp_path / "f.json", json.dumps(answers, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass"))
    outcome(tmp_path / "f.yaml", yaml.safe_dump(answers, allow_unicode=rng.random() < 0.5).encode("utf-8", "surrogatepass"))


@MANY
@given(seed=SEEDS)
def test_what_is_surely_wrong_is_never_taken_for_a_case(seed: int, tmp_path: Path) -> None:
    answers, what = surely_wrong(Random(seed))
    faults = outcome(tmp_path / "f.yaml", as_yaml(answers).encode())
    assert faults, what
    told = outcome(tmp_path / "f.json", json.dumps(answers).encode())
    assert [fault.message for fault in told] == [fault.message for fault in faults], what
    assert all(fault.place.line for fault in (*faults, *told))


def test_most_damage_is_noticed_and_some_is_none() -> None:
    """The properties above would hold of a reader that refuses, or takes, everything."""
    rng = Random(1)
    read = {"f.yaml": 0, "fault": 0}
    path = Path("f.yaml")
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(300):
            _, data = originals()[rng.randrange(len(originals()))]
            text = damaged_text(data.decode(), rng)
            patch.setattr("commplan_advisor.common.located.read_text", lambda *_, text=text: text)
            try:
                assert isinstance(load_case(path), Case)
                read["f.yaml"] += 1
            except FaultyInputError:
                read["fault"] += 1
    assert read["f.yaml"] > 30
    assert read["fault"] > 100


# -- cases: through the command ----------------------------------------------------------------------------------------------------


@FEWER
@given(seed=SEEDS)
def test_the_command_says_what_the_reader_says(seed: int, tmp_path: Path) -> None:
    """Whatever the damage: fine with 0 and an answer, or else 1 or 3, nothing on standard output, and every fault on standard error."""
    rng = Random(seed)
    suffix, data = rng.choice(originals())
    path = tmp_path / f"f{suffix}"
    damaged = damaged_bytes(data, rng) if rng.random() < 0.3 else damaged_text(data.decode(), rng).encode("utf-8", "surrogatepass")
    faults = outcome(path, damaged)
    language = rng.choice(LANGUAGES)
    result = commplan_here("check", path, "--lang", language)
    assert "Traceback" not in result.output
    if faults:
        assert result.exit_code in (1, 3)
        assert result.stdout == ""
        assert result.stderr.splitlines()[-len(faults) :] == [fault.words(language) for fault in faults]
    else:
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{path}: ")
        assert result.stderr == ""


@FEWER
@given(seed=SEEDS)
def test_the_command_never_ends_with_0_for_what_is_surely_wrong(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    answers, what = surely_wrong(rng)
    path = tmp_path / "f.yaml"
    path.write_text(as_yaml(answers), encoding="utf-8")
    result = commplan_here("check", path, "--format", rng.choice(["table", "json"]))
    assert result.exit_code == 1, what
    assert str(path) in result.output


@settings(MANY, max_examples=25)
@given(seed=SEEDS)
def test_no_advice_is_given_on_what_is_surely_wrong(seed: int, tmp_path: Path) -> None:
    answers, what = surely_wrong(Random(seed))
    path, target = tmp_path / "f.yaml", tmp_path / "advies.txt"
    path.write_text(as_yaml(answers), encoding="utf-8")
    result = commplan_here("advise", path, "-o", target)
    assert (result.exit_code, result.stdout) == (1, ""), what
    assert sorted(tmp_path.iterdir()) == [path]
