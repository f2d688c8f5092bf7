"""How often each conclusion and rule: what is counted, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commplan_advisor.common.text import Text
from commplan_advisor.engine.conclusions import Key
from commplan_advisor.population.asking import CONCLUDED, OPEN, RULE, Told
from commplan_advisor.population.summing.grouping import Group, Grouping
from commplan_advisor.rulebook.catalogue import ABOUT, PLURALS
from commplan_advisor.rulebook.model import RuleBook

if TYPE_CHECKING:
    from commplan_advisor.population.summing.grouping import Members

SCHEMA = "commplan-population-summary/1"
"""Name and version of the machine-readable form."""
USUAL_KINDS = ("problem", "action")
"""What is counted when nobody says otherwise."""
KINDS = (*PLURALS, RULE)
"""All that can be counted: conclusions by their kind, and rules."""


@dataclass(frozen=True, slots=True)
class Count:
    """In how many cases something is concluded or holds, is open, is ruled out or fails."""

    concluded: int
    open: int
    ruled_out: int

    @property
    def cases(self) -> int:
        """All cases."""
        return self.concluded + self.open + self.ruled_out

    @property
    def share(self) -> float:
        """Of all cases the part in which it is concluded, from 0 to 1; 0 of none."""
        return self.concluded / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something is concluded.

    Attributes:
        kind: of the conclusion, or `rule`.
        id: the entry of the catalogue, or the name of the rule.
        about: the problem or action that it is about; empty otherwise.
        title: what it is called; of a rule why it holds.
        about_title: what the problem or action is called.
        of_all: in all cases.
        by_group: in each group, in their order.
    """

    kind: str
    id: str
    about: str
    title: Text
    about_title: Text
    of_all: Count
    by_group: tuple[Count, ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.kind, self.id, self.about


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rule book the conclusions come from."""

    name: Text
    version: str
    digest: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Summary:
    """How often each conclusion or rule.

    Attributes:
        rules: the rule book; None when the results do not say it.
        source: name of the input or the results, as given.
        cases: that were counted.
        set_aside: rows of the input that are no valid questionnaire, and do not count.
        grouping: by which answer, when one was asked for.
        group_cases: how many cases each group has; a case can be in several.
        counted: by kind, the most frequent first.
    """

    rules: Rules | None
    source: str
    cases: int
    set_aside: int
    grouping: Grouping | None
    group_cases: tuple[int, ...]
    counted: tuple[Counted, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups; none when no answer was asked for."""
        return self.grouping.groups if self.grouping else ()


class Tally:
    """Counts, batch after batch.

    Args:
        keys: what is counted, in the order of the rows of what is told.
        groups: how many groups there are.
    """

    def __init__(self, keys: Sequence[Key], groups: int = 0) -> None:
        import numpy as np

        self.keys = tuple(keys)
        self.cases = 0
        self.group_cases: Any = np.zeros(groups, np.int64)
        # first of all cases, then of each group: for each key how many are ruled out, open, concluded
        self._counts: Any = np.zeros((groups + 1, len(self.keys), 3), np.int64)

    def add(self, told: Told, members: Members | None = None) -> None:
        """Count some cases.

        Args:
            told: of the cases.
            members: which of them are in which groups.
        """
        count = len(told.numbers)
        self.cases += count
        self._counts[0] += _counted(told.codes)
        if members is not None:
            self.group_cases += members.sum(axis=1)
            for place, inside in enumerate(members, start=1):
                if inside.any():
                    self._counts[place] += _counted(told.codes[:, inside])

    def counted(self, titles: Mapping[Key, Text]) -> tuple[Counted, ...]:
        """What it came to, by kind and the most frequent first."""
        found = []
        for place, key in enumerate(self.keys):
            counts = [Count(*(int(one) for one in reversed(self._counts[group, place]))) for group in range(len(self._counts))]
            found.append(Counted(*key, titles[key], about_title(key, titles), counts[0], tuple(counts[1:])))
        return tuple(sorted(found, key=_order))


def _counted(codes: Any) -> Any:
    """Of each row how many are ruled out, open and concluded."""
    import numpy as np

    concluded, open_ = (codes == CONCLUDED).sum(axis=1), (codes == OPEN).sum(axis=1)
    return np.stack([codes.shape[1] - concluded - open_, open_, concluded], axis=1)


def _order(one: Counted) -> tuple[int, int, int, Key]:
    return KINDS.index(one.kind), -one.of_all.concluded, -one.of_all.open, one.key


def titles_of(book: RuleBook, keys: Iterable[Key]) -> dict[Key, Text]:
    """What conclusions are called, and why rules hold; and the problems and actions that conclusions are about."""
    reasons = {rule.id: rule.because for rule in book.rules}
    wanted = {one for key in keys for one in (key, _about(key)) if one[1]}
    return {key: reasons[key[1]] if key[0] == RULE else book.catalogue.entry(key[0], key[1]).title for key in wanted}


def about_title(key: Key, titles: Mapping[Key, Text]) -> Text:
    """What the problem or action is called that a conclusion is about; both languages empty when it is about none."""
    return titles.get(_about(key), Text("", ""))


def _about(key: Key) -> Key:
    kind, _, about = key
    return ABOUT.get(kind, ""), about, ""


def rules_of(book: RuleBook) -> Rules:
    """Which rule book it is."""
    return Rules(book.name, book.version, book.digest, book.as_of.isoformat())
