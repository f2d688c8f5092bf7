"""Which municipalities are alike: groups with a representative, and like situations that get unlike advice.

How unlike two cases are is the share of what one of them has and the other has not, of all that at least one of them has (the Jaccard
distance: 0 the same, 1 nothing in common). Once for the situation (findings and problems), once for the advice (actions). Cases are alike
when both distances are at most `ALIKE`; a group holds cases that are all alike, each with each (complete linkage), so that what is said
of a group holds for any two of its members. Groups grow from the two that are most alike, and of what is equally alike the first by
name; the order of files plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

from commplan_advisor.advice.compare.comparing import Seen
from commplan_advisor.common.text import Language
from commplan_advisor.rulebook.model import RuleBook

ALIKE = 0.6
"""The largest distance at which two cases are alike: they share at least two fifths of what they have together."""

UNLIKE_SHOWN = 20
"""So many pairs of like situation and unlike advice are told; with hundreds of cases there may be thousands."""

Distances = dict[tuple[int, int], tuple[float, float]]
"""Of each pair of cases how unlike the situation and the advice are."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that are all alike, in situation and in advice.

    Attributes:
        members: their names.
        representative: the member that is most like all the others.
        problems: titles of the problems that all members have.
        actions: titles of the actions that all members are advised.
    """

    members: tuple[str, ...]
    representative: str
    problems: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlike:
    """Two cases whose situations are alike and whose advice is not.

    Attributes:
        one: name of the first.
        two: name of the second.
        situation: how unlike the situations are, from 0 to 1.
        advice: how unlike the advices are, from 0 to 1.
        only_one: titles of the actions that only the first is advised.
        only_two: titles of the actions that only the second is advised.
    """

    one: str
    two: str
    situation: float
    advice: float
    only_one: tuple[str, ...]
    only_two: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which cases are alike.

    Attributes:
        groups: of two or more, the largest first.
        alone: cases that are like no group as a whole.
        empty: cases of which neither situation nor advice says anything yet; nothing can be said of what they are like.
        unlike: pairs of like situation and unlike advice, those whose advice differs most from what their situation would say first.
        unlike_count: how many such pairs there are, also those that are not told.
    """

    groups: tuple[Group, ...]
    alone: tuple[str, ...]
    empty: tuple[str, ...]
    unlike: tuple[Unlike, ...]
    unlike_count: int


def grouping_of(cases: Sequence[Seen], book: RuleBook, language: Language) -> Grouping:
    """The groups among some cases."""
    empty = tuple(one.label for one in cases if not _situation(one) and not one.drawn.ids("action"))
    cases = [one for one in cases if one.label not in empty]
    apart = distances([_situation(one) for one in cases], [one.drawn.ids("action") for one in cases])
    found = alike({pair: max(both) for pair, both in apart.items()}, len(cases))
    groups = sorted((one for one in found if len(one) > 1), key=lambda one: (-len(one), one))
    pairs = [(pair, both) for pair, both in apart.items() if both[0] <= ALIKE < both[1]]
    pairs.sort(key=lambda one: (one[1][0] - one[1][1], one[0]))
    return Grouping(
        tuple(_group(cases, one, apart, book, language) for one in groups),
        tuple(cases[one[0]].label for one in found if len(one) == 1),
        empty,
        tuple(_unlike(cases[pair[0]], cases[pair[1]], both, book, language) for pair, both in pairs[:UNLIKE_SHOWN]),
        len(pairs),
    )


def _situation(seen: Seen) -> frozenset[str]:
    return frozenset(f"{kind} {id_}" for kind, id_, _ in seen.drawn.concluded if kind in ("finding", "problem"))


def distances(situations: Sequence[frozenset[str]], advices: Sequence[frozenset[str]]) -> Distances:
    """How unlike each pair is, in situation and in advice."""
    both = list(zip(_as_bits(situations), _as_bits(advices), strict=True))
    return {
        (one, two): (_distance(both[one][0], both[two][0]), _distance(both[one][1], both[two][1]))
        for one, two in combinations(range(len(both)), 2)
    }


def _as_bits(sets: Sequence[frozenset[str]]) -> list[int]:
    """Each set as a number with a bit for each member: for tens of thousands of pairs that is much the fastest."""
    bits = {member: 1 << place for place, member in enumerate(sorted(frozenset[str]().union(*sets)))}
    return [sum(bits[member] for member in one) for one in sets]


def _distance(one: int, two: int) -> float:
    together = (one | two).bit_count()
    return (one ^ two).bit_count() / together if together else 0.0


def alike(apart: dict[tuple[int, int], float], count: int, most: float = ALIKE) -> list[tuple[int, ...]]:
    """Groups in which each is at most so far from each, grown from the closest on; sorted by their first member.

    Args:
        apart: distance of each pair, the smaller number first.
        count: how many there are.
        most: the largest distance within a group.
    """
    groups: dict[int, tuple[int, ...]] = {one: (one,) for one in range(count)}
    near: dict[int, dict[int, float]] = {one: {} for one in range(count)}
    heap = []
    for (one, two), distance in apart.items():
        if distance <= most:
            near[one][two] = near[two][one] = distance
            heap.append((distance, one, two))
    heapify(heap)
    # A group goes by the number of its first member; what the heap still says of groups that have grown since is out of date.
    while heap:
        distance, one, two = heappop(heap)
        if one not in groups or two not in groups or near[one].get(two) != distance:
            continue
        groups[one] = tuple(sorted((*groups[one], *groups.pop(two))))
        merged, lost = near[one], near.pop(two)
        near[one] = {}
        for other in merged.keys() | lost.keys():
            near[other].pop(one, None) if other in near else None
            if other in near:
                near[other].pop(two, None)
            if other in groups and other != one and other in merged and other in lost:
                farthest = max(merged[other], lost[other])
                near[one][other] = near[other][one] = farthest
                heappush(heap, (farthest, min(one, other), max(one, other)))
    return sorted(groups.values())


def _group(cases: Sequence[Seen], members: tuple[int, ...], apart: Distances, book: RuleBook, language: Language) -> Group:
    def strangeness(one: int) -> float:
        return sum(sum(apart[min(one, two), max(one, two)]) for two in members if two != one)

    representative = min(members, key=lambda one: (round(strangeness(one), 9), one))
    shared = {kind: frozenset.intersection(*(cases[one].drawn.ids(kind) for one in members)) for kind in ("problem", "action")}
    return Group(
        tuple(cases[one].label for one in members),
        cases[representative].label,
        titles(shared["problem"], "problem", book, language),
        titles(shared["action"], "action", book, language),
    )


def _unlike(one: Seen, two: Seen, apart: tuple[float, float], book: RuleBook, language: Language) -> Unlike:
    first, second = one.drawn.ids("action"), two.drawn.ids("action")
    only = (titles(first - second, "action", book, language), titles(second - first, "action", book, language))
    return Unlike(one.label, two.label, round(apart[0], 3), round(apart[1], 3), *only)


def titles(ids: Iterable[str], kind: str, book: RuleBook, language: Language) -> tuple[str, ...]:
    """The titles of entries, in the order of the alphabet."""
    return tuple(sorted((book.catalogue.entry(kind, id_).title.in_(language) for id_ in ids), key=lambda title: (title.casefold(), title)))
