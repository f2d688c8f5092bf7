"""Malformed rule books by the thousand: never a traceback, and never used when something in them is surely wrong."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commplan_advisor.common.located import parse_yaml
from commplan_advisor.rulebook.loading import digest_of, rulebook_from
from commplan_advisor.rulebook.model import RuleBook
from commplan_advisor.rulebook.reading import read_document
from tests.support.command import commplan_here
from tests.support.mutations import damaged_bytes, damaged_text, damaged_value
from tests.support.reading import outcome
from tests.support.rulefolder import SMALL, written
from tests.support.shipped import DAY, ROOT

pytestmark = pytest.mark.broad

SEEDS = st.integers(0, 2**32)
CASE = ROOT / "cases" / "example" / "large-city.yaml"
FEWER = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def used(folder: Path) -> RuleBook:
    """Read a rule book, and make of it all that is made of one."""
    document = read_document(folder)
    assert json.loads(json.dumps(document)) == document
    assert digest_of(document)
    return rulebook_from(document, DAY)


def damaged_file(seed: int) -> tuple[str, bytes]:
    """The name of a file of the small rule book, and what is left of it."""
    rng = Random(seed)
    name = rng.choice(sorted(SMALL))
    text = SMALL[name]
    match rng.randrange(4):
        case 0:
            return name, damaged_bytes(text.encode(), rng)
        case 1:
            return name, damaged_text(text, rng).encode("utf-8", "surrogatepass")
        case _:
            return name, json.dumps(damaged_value(parse_yaml(text, name).value, rng)).encode()


@MANY
@given(seed=SEEDS)
def test_a_damaged_rule_book_is_a_rule_book_or_faults(seed: int, tmp_path: Path) -> None:
    name, data = damaged_file(seed)
    outcome(written(tmp_path / "regels") / name, data, used, tmp_path / "regels")


@FEWER
@given(seed=SEEDS)
def test_advice_by_a_damaged_rule_book_is_given_or_refused(seed: int, tmp_path: Path) -> None:
    """Through the command: 0 and an answer, or else 1 or 3 and none; never a traceback."""
    name, data = damaged_file(seed)
    folder = written(tmp_path / "regels")
    faults = outcome(folder / name, data, used, folder)
    result = commplan_here("advise", CASE, "--rules", folder, "--as-of", DAY.isoformat())
    if faults:
        assert (result.exit_code in (1, 3), result.stdout) == (True, "")
        assert result.stderr.splitlines() == [fault.words("nl") for fault in faults]
    else:
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout


_WRONG_IN_RULES = [
    (": {below: $", ": {onder: $"),
    ("  for: ", "  over: "),
    ("  when:\n", "  when:\n    onbekend.veld: true\n"),
    ("  then: {", "  then: {onbekend: x, "),
    ("  because:", "  omdat:"),
    ("nl: ", "de: "),
    ("  source: ", "  source: onbekend # "),
    ("  basis: ", "  basis: vermoeden # "),
    ("- id: ", "- id: Niet Goed # "),
    ("  title: ", "  titel: "),
    ("  hours: ", "  hours: -"),
    ("  weeks: ", "  weeks: veel # "),
    ("  months: [", "  months: [0, "),
    ("value: ", "value: x"),
    ("concludes: [", "concludes: [onbekend, "),
    ("from: 20", "from: 2026-02-3"),
    ("  party: ", "  party: niemand # "),
    ("  for: case", "  for: case\n  for: case"),
    ("[police]", "[brandweer]"),
    ("", "\t- x: [\n"),
    ("", "- los\n: x"),
]


@MANY
@given(seed=SEEDS)
def test_a_rule_book_that_is_surely_wrong_is_never_used(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    old, new = rng.choice(_WRONG_IN_RULES)
    name = rng.choice([name for name, text in sorted(SMALL.items()) if old in text])
    text = SMALL[name]
    at = rng.choice([index for index in range(len(text)) if text.startswith(old, index)])
    folder = written(tmp_path / "regels")
    faults = outcome(folder / name, (text[:at] + new + text[at + len(old) :]).encode(), used, folder)
    if old:
        assert faults, f"{new!r} in {name} at {at}"
        assert all(fault.place.file == str(folder / name) for fault in faults)
