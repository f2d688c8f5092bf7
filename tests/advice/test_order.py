"""The order of files, rules, keys and lists changes nothing, to the byte."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from commplan_advisor.advice.advise import advise
from commplan_advisor.engine.engine import Engine
from commplan_advisor.present.machine import as_json
from commplan_advisor.rulebook.files import rule_files
from commplan_advisor.rulebook.loading import load_rulebook
from tests.support.answers import Answers, case_of, random_answers
from tests.support.shipped import DAY, ROOT, advice_on, shipped_cases

pytestmark = pytest.mark.broad

_ONLY_ORDERED = ("stages", "steps", "needs", "roles", "values", "concludes", "order")
"""Lists of a rule book whose order means something; it stays."""


def shuffled(value: Any, rng: Random, key: str = "") -> Any:
    """The same data with keys and lists in another order."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {inner: shuffled(value[inner], rng, inner) for inner in keys}
    if isinstance(value, list):
        items = [shuffled(inner, rng) for inner in value]
        if key not in _ONLY_ORDERED:
            rng.shuffle(items)
        return items
    return value


def shuffled_rules(target: Path, rng: Random) -> Path:
    """The shipped rule book with the rules of each stage dealt over other files, and everything in another order."""
    source = ROOT / "rules"
    by_stage: dict[str, list[Any]] = {}
    for path in rule_files(source):
        relative = path.relative_to(source)
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=_TextDates)
        if isinstance(value, list):
            by_stage.setdefault(relative.parts[0], []).extend(value)
        else:
            write(target / relative, shuffled(value, rng))
    for stage, rules in by_stage.items():
        rng.shuffle(rules)
        half = rng.randint(1, len(rules))
        for number, part in enumerate((rules[:half], rules[half:])):
            write(target / stage / f"{rng.random()}-{number}.yaml", [shuffled_rule(rule, rng) for rule in part])
    return target


def shuffled_rule(rule: Any, rng: Random) -> Any:
    then = rule["then"]
    return {**shuffled(rule, rng), "then": shuffled(then, rng) if isinstance(then, list) else then}


class _TextDates(yaml.SafeLoader):
    """Reads as our reader does: dates and words such as `no` stay texts."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_TextDates.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile("^(?:true|false)$"), list("tf"))


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_rule_files_rules_and_keys_give_the_same_bytes(tmp_path: Path, seed: int) -> None:
    engine = Engine(load_rulebook(shuffled_rules(tmp_path / "rules", Random(seed)), DAY))
    for number in range(10):
        answers = random_answers(Random(number), share=0.2 + number / 15)
        assert as_json([advice_on(answers, engine=engine)]) == as_json([advice_on(answers)])


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_lists_of_a_questionnaire_give_the_same_bytes(seed: int) -> None:
    rng = Random(seed)
    answers = random_answers(rng, share=rng.random(), rows=4)
    assert as_json([advice_on(shuffled(answers, rng))]) == as_json([advice_on(answers)])


@pytest.mark.parametrize("path", shipped_cases(), ids=lambda path: path.stem)
def test_shuffled_shipped_cases_give_the_same_bytes(path: Path) -> None:
    answers: Answers = yaml.load(path.read_text(encoding="utf-8"), Loader=_TextDates)
    assert as_json([advice_on(shuffled(answers, Random(7)), prove=True)]) == as_json([advice_on(answers, prove=True)])


def test_the_same_case_twice_gives_the_same_bytes() -> None:
    answers = random_answers(Random(1))
    first = Engine(load_rulebook(as_of=DAY))
    second = Engine(load_rulebook(as_of=DAY))
    assert as_json([advise(case_of(answers), first, start=DAY, prove=False)]) == as_json(
        [advise(case_of(answers), second, start=DAY, prove=False)]
    )
