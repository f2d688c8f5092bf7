"""`rules diff`: by meaning, each thing once, and never contradicted by trying."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from commplan_advisor.maintenance.difference.content import changes_between
from commplan_advisor.maintenance.difference.difference import Difference, difference
from commplan_advisor.maintenance.difference.reach import Reach
from commplan_advisor.maintenance.difference.versions import versions
from commplan_advisor.questionnaire.facts import facts_of
from commplan_advisor.rulebook.loading import rulebook_from
from tests.support.answers import questionnaire_of, random_answers
from tests.support.changes import DAY, KINDS, UPKEEP, Document, changed, generated, version_of
from tests.support.oracle import verdicts
from tests.support.rulefolder import SMALL, written
from tests.support.rulefolder import changed as with_text

_ASPECTS = {
    "threshold": ["when"],
    "option dropped": ["when"],
    "operator": ["when"],
    "condition dropped": ["when"],
    "condition added": ["when"],
    "rule removed": [],
    "rule added": [],
    "conclusion": ["then"],
    "priority": ["priority"],
    "serves": ["serves"],
    "reason": ["because"],
    "basis": ["basis"],
    "renamed": [],
    "draft": ["status"],
    "rule ended": ["valid"],
    "parameter": ["values"],
    "roles": ["roles.responsible"],
    "action's weeks": ["weeks"],
    "action's steps": ["steps"],
    "action ended": ["valid"],
    "action after another": ["after"],
    "finding's title": ["title"],
    "problem ended": ["valid"],
    "task's role": ["role"],
    "role's title": ["title"],
    "timing": ["weeks"],
    "moment": ["recurrence"],
    "start weeks": ["start_weeks.high", "start_weeks.low", "start_weeks.middle"],
    "defaults": ["entries"],
    "source": ["items.4.1"],
    "rule's owner": ["owner"],
    "rule's review": ["review"],
    "rule's exception": ["allow"],
    "action's owner": ["owner", "review"],
    "finding's exception": ["allow"],
    "parameter's owner": ["owner"],
    "book's owner": ["owner"],
}


@pytest.mark.parametrize("kind", [*KINDS, *UPKEEP])
def test_a_change_is_told_once_and_as_what_it_is(kind: str) -> None:
    document = generated(1)
    other, named = _changed(document, kind, 1)
    (told,) = changes_between(version_of(document), version_of(other))
    assert (told.kind, told.id) == named
    assert sorted(aspect.name for aspect in told.aspects) == _ASPECTS[kind]
    assert told.how == {"rule removed": "removed", "rule added": "added", "renamed": "renamed"}.get(kind, "changed")
    assert told.only_upkeep == (kind in UPKEEP)


def _changed(document: Document, kind: str, seed: int) -> tuple[Document, tuple[str, str]]:
    if kind in KINDS:
        return changed(document, kind, seed)
    import json

    other: Document = json.loads(json.dumps(document))
    return other, UPKEEP[kind](other, Random(seed))


def test_two_changes_to_one_rule_are_told_together() -> None:
    document = generated(2)
    first, named = changed(document, "reason", 3)
    second, again = changed(first, "basis", 3)
    assert named == again
    (told,) = changes_between(version_of(document), version_of(second))
    assert {aspect.name for aspect in told.aspects} == {"because", "basis"}


def test_moved_lines_other_files_and_remarks_mean_nothing(tmp_path: Path) -> None:
    files = {name: text for name, text in SMALL.items() if not name.startswith("strategy/")}
    first, second = SMALL["strategy/moments.yaml"].split("\n\n")
    files["strategy/other.yaml"] = f"# een opmerking\n{second.strip()}\n\n\n{first.strip()}\n"
    files["problems/coverage.yaml"] = SMALL["problems/coverage.yaml"].replace("[whatsapp, nextdoor]", "[nextdoor, whatsapp]")
    files["problems/coverage.yaml"] = files["problems/coverage.yaml"].replace("[format 4.1, practice]", "[practice, format 4.1]")
    old, new = versions(str(written(tmp_path / "a")), str(written(tmp_path / "b", files)))
    assert difference(old, new, DAY).empty


def test_other_words_with_the_same_meaning_are_seen_as_such(tmp_path: Path) -> None:
    told = _small(tmp_path, "situation/register.yaml", "situation.register.exists: false", "situation.register.exists: {is_not: true}")
    assert [change.id for change in told.changes] == ["no-register"]
    assert told.reaches["no-register"].own == "same"
    assert not told.along


@pytest.mark.parametrize(
    ("new", "reach"),
    [
        ("[whatsapp]", "narrower"),
        ("[whatsapp, nextdoor, telegram]", "wider"),
        ("[whatsapp, telegram]", "shifted"),
    ],
)
def test_a_rule_reaches_further_or_less_far(tmp_path: Path, new: str, reach: Reach) -> None:
    told = _small(tmp_path, "problems/coverage.yaml", "[whatsapp, nextdoor]", new)
    assert told.reaches["low-coverage"].own == reach
    assert ("set-up-register-low-coverage", reach) in [(one.id, one.effect) for one in told.along], "what follows it comes along"


def test_what_an_earlier_stage_does_is_not_laid_at_a_rule_itself(tmp_path: Path) -> None:
    files = with_text(SMALL, "situation/register.yaml", "exists: false", "exists: {answered: true}")
    files = with_text(files, "solutions/register.yaml", "problem.type: low_coverage", "problem.type: {is_not: chatter}")
    old, new = versions(str(written(tmp_path / "a")), str(written(tmp_path / "b", files)))
    told = difference(old, new, DAY)
    assert told.reaches["set-up-register-low-coverage"].own == "same"
    assert told.reaches["set-up-register-low-coverage"].overall == "wider"


def test_one_rule_book_on_two_days_shows_what_its_dates_do(tmp_path: Path) -> None:
    folder = str(written(tmp_path / "a"))
    old, new = versions(folder, folder)
    told = difference(old, new, DAY.replace(month=8), DAY)
    assert not told.changes
    assert [(one.kind, one.id, one.old, one.new) for one in told.dated] == [("parameter", "low_coverage", 50, 60)]
    assert ("low-coverage", "wider") in [(one.id, one.effect) for one in told.along]
    ended = difference(old, new, DAY.replace(year=2028), DAY)
    assert ("rule", "low-coverage", "ends") in [(one.kind, one.id, one.turn) for one in ended.dated]


def test_days_to_come_are_named(tmp_path: Path) -> None:
    told = _small(tmp_path, "parameters.yaml", "{from: 2026-07-01, value: 60}", "{from: 2026-09-01, value: 60}")
    assert [day.isoformat() for day in told.days] == ["2026-07-01", "2026-09-01"]


def test_statements_count_too(tmp_path: Path) -> None:
    statement = "- id: always\n  says: {nl: Altijd, en: Always}\n  never: {concluded.actions.set-up-register: true}\n"
    old, new = versions(str(written(tmp_path / "a")), str(written(tmp_path / "b", {**SMALL, "statements.yaml": statement})))
    assert [(one.kind, one.id, one.how) for one in difference(old, new, DAY).changes] == [("statement", "always", "added")]


def _small(tmp_path: Path, file: str, text: str, other: str) -> Difference:
    old, new = versions(str(written(tmp_path / "a")), str(written(tmp_path / "b", with_text(SMALL, file, text, other))))
    return difference(old, new, DAY)


# -- never contradicted ----------------------------------------------------------------------------------------------------------------

_REACHING = ("threshold", "option dropped", "operator", "condition dropped", "condition added")


def _held(document: Document, answers: list[dict[str, object]]) -> list[set[tuple[str, str, str, bool]]]:
    """For each questionnaire the rules that hold or may hold, by the naive evaluator."""
    book = rulebook_from(document, DAY)
    return [verdicts(book, facts_of(questionnaire_of(one)))[1] for one in answers]


def _fits(reach: Reach, old: set[tuple[str, str]], new: set[tuple[str, str]]) -> bool:
    return {"same": old == new, "open": old == new, "narrower": new <= old, "wider": old <= new}.get(reach, True)


@pytest.mark.broad
@pytest.mark.parametrize("seed", range(2))
def test_verdicts_on_reach_are_never_contradicted_by_trying(seed: int) -> None:
    rng = Random(seed)
    document = generated(seed, rules_a_stage=8)
    other, names = document, []
    for kind in _REACHING:
        other, named = changed(other, kind, seed)
        names.append(named[1])
    told = difference(version_of(document), version_of(other), DAY)
    answers = [random_answers(rng, share=rng.choice((0.3, 0.6, 0.95))) for _ in range(40)]
    before, after = _held(document, answers), _held(other, answers)
    along = {one.id: one.effect for one in told.along}
    assert set(told.reaches) == set(names)
    for rule in {one["id"] for one in document["rules"]}:
        reach = told.reaches[rule].overall if rule in told.reaches else along.get(rule, "same")
        assert reach != "undecided"
        for old, new in zip(before, after, strict=True):
            held, holds = ({name[1:3] for name in those if name[0] == rule and name[3]} for those in (old, new))
            assert _fits(reach, held, holds), rule  # type: ignore[arg-type]
            if reach == "same":
                assert {name for name in old if name[0] == rule} == {name for name in new if name[0] == rule}, rule


@pytest.mark.broad
@pytest.mark.parametrize("kind", ["threshold", "condition dropped"])
def test_verdicts_on_a_rule_by_itself_are_never_contradicted(kind: str) -> None:
    rng = Random(7)
    document = generated(7, rules_a_stage=8)
    moved, _ = changed(document, "operator", 11)  # something else is other too, and must not count
    other, named = changed(moved, kind, 5)
    told = difference(version_of(document), version_of(other), DAY)
    own = told.reaches[named[1]].own
    new_rule = next(rule for rule in other["rules"] if rule["id"] == named[1])
    alone = {**document, "rules": [new_rule if rule["id"] == named[1] else rule for rule in document["rules"]]}
    answers = [random_answers(rng, share=rng.choice((0.3, 0.6, 0.95))) for _ in range(40)]
    assert own is not None
    for old, new in zip(_held(document, answers), _held(alone, answers), strict=True):
        held, holds = ({name[1:3] for name in those if name[0] == named[1] and name[3]} for those in (old, new))
        assert _fits(own, held, holds)
