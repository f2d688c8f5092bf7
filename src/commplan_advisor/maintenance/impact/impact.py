"""What the difference between two versions of a rule book does to advice: on cases, and on questionnaires that were looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from commplan_advisor.engine.conclusions import Key
from commplan_advisor.maintenance.difference.content import Named
from commplan_advisor.maintenance.difference.difference import Difference
from commplan_advisor.maintenance.impact.advices import Adviser, Shift
from commplan_advisor.maintenance.impact.causes import Causes, Changed
from commplan_advisor.maintenance.impact.witnesses import Seeker, Witness
from commplan_advisor.questionnaire.reading import Case

SCHEMA = "commplan-rules-impact/1"
"""Name and version of the machine-readable form."""

WITNESS_WORK = 10
"""How many times the work of advising on a case it takes, more or less, to find a questionnaire for a change."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is other in the advice on a case.

    Attributes:
        shift: what.
        causes: the changes in the rule book that it goes back to.
        rules: the rules that lead to it, or may do so, in one version only.
    """

    shift: Shift
    causes: tuple[Named, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """A case that gets other advice.

    Attributes:
        file: of the case.
        name: of the municipality.
        told: all that is other.
    """

    file: str
    name: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that is other in the advice on some cases, in the same way.

    Attributes:
        key: what.
        title: what it is called.
        how: what came of it: as of a `Shift`.
        cases: how many.
        examples: the files of the first of them.
        aspects: what is other in it, by name.
        causes: the changes that it goes back to.
        rules: the rules that lead to it in one version only.
    """

    key: Key
    title: str
    how: str
    cases: int
    examples: tuple[str, ...]
    aspects: tuple[str, ...]
    causes: tuple[Named, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a difference does to advice.

    Attributes:
        schema: name and version of this form.
        difference: the difference, as it is said.
        cases: how many cases were advised on.
        of: how many there are to choose from.
        affected: those that get other advice, in the order of their files.
        counted: what is other, most cases first.
        by_change: for each change how many cases it makes a difference to.
        witnesses: for each change a questionnaire whose advice is other; none when that was not asked.
        rows: the most rows that a list of such a questionnaire has.
    """

    schema: str
    difference: Difference
    cases: int
    of: int
    affected: tuple[Affected, ...]
    counted: tuple[Counted, ...]
    by_change: tuple[tuple[Named, int], ...]
    witnesses: tuple[Witness, ...]
    rows: int

    @property
    def empty(self) -> bool:
        """Whether no case gets other advice, and no questionnaire was found that would."""
        return not self.affected and all(one.search not in ("found", "undecided") for one in self.witnesses)


EXAMPLES = 3


def impact(
    difference: Difference,
    adviser: Adviser,
    cases: Iterable[Case],
    *,
    of: int,
    seeker: Seeker,
    wanted: Sequence[Named] = (),
    done: Callable[[int], None] = lambda _: None,
) -> Impact:
    """What a difference does to the advice on some cases.

    Args:
        difference: between the two versions.
        adviser: both versions, ready to advise.
        cases: to advise on.
        of: from how many they were chosen.
        seeker: looks for a questionnaire for a change.
        wanted: the changes for which it does; see `Seeker.wanted`.
        done: is told of each questionnaire that was found or not (`WITNESS_WORK`).
    """
    affected, count = [], 0
    for case in cases:
        count += 1
        if (found := affected_of(case, adviser, seeker.changed)) is not None:
            affected.append(found)
    witnesses = []
    for witness in seeker.look_for(wanted):
        witnesses.append(witness)
        done(WITNESS_WORK)
    ordered = tuple(sorted(affected, key=lambda one: one.file))
    return Impact(SCHEMA, difference, count, of, ordered, _counted(ordered), _by_change(ordered), tuple(witnesses), seeker.rows)


def affected_of(case: Case, adviser: Adviser, changed: Changed) -> Affected | None:
    """What is other in the advice on a case; None when it is the same."""
    advices = adviser.advices(case)
    if advices[0] == advices[1]:
        return None
    outcomes = adviser.outcomes(case)
    causes = Causes(changed, outcomes, (adviser.before.book, adviser.after.book))
    shifts = adviser.shifts(advices, outcomes)
    return Affected(case.file, case.name, tuple(Told(one, causes.of(one), causes.rules(one.key)) for one in shifts))


def _counted(affected: Sequence[Affected]) -> tuple[Counted, ...]:
    grouped: dict[tuple[Key, str], list[tuple[str, Told]]] = {}
    for case in affected:
        for told in case.told:
            grouped.setdefault((told.shift.key, told.shift.how), []).append((case.file, told))
    found = [
        Counted(
            key,
            those[0][1].shift.title,
            how,
            len(those),
            tuple(file for file, _ in those[:EXAMPLES]),
            tuple(dict.fromkeys(aspect.name for _, told in those for aspect in told.shift.aspects)),
            tuple(sorted({name for _, told in those for name in told.causes})),
            tuple(sorted({rule for _, told in those for rule in told.rules})),
        )
        for (key, how), those in grouped.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.cases, one.key, one.how)))


def _by_change(affected: Sequence[Affected]) -> tuple[tuple[Named, int], ...]:
    counts: dict[Named, int] = {}
    for case in affected:
        for name in {name for told in case.told for name in told.causes}:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
